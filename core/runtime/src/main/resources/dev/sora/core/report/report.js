// SPDX-License-Identifier: Apache-2.0
"use strict";

/** The page, section by section. */
(() => {
  const { el, number, percent, metric, words, plural, duration, isRatio, table, asTable, charts, parts, graph } = sora;
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.getElementById("page");
  const contents = document.getElementById("contents");

  function section(id, title, ...content) {
    page.append(el("section", { id, "aria-labelledby": id + "-title" }, el("h2", { id: id + "-title" }, title), ...content));
    contents.append(el("a", { href: "#" + id }, title));
  }

  const facts = (pairs) => el("dl", { class: "facts" },
    pairs.filter(([, value]) => value).map(([name, value, more]) => el("div", {}, el("dt", {}, name), el("dd", {}, value, more ? el("small", {}, more) : null))));

  const FIRST = ["accuracy", "f1", "roc_auc", "rmse", "r2", "mae", "mse", "ndcg@10", "hit@10", "bleu", "map@0.5"];
  const rank = (name) => (FIRST.includes(name) ? FIRST.indexOf(name) : name === "loss" ? 99 : 50);
  const lead = (values) => Object.keys(values).sort((a, b) => rank(a) - rank(b));

  /** The main metrics in a large font: those of the test data, otherwise of validation or training. */
  function headlines() {
    const split = ["test", "validation", "train"].find((name) => Object.keys(data.metrics[name] ?? {}).length > 0);
    if (!split) return null;
    const records = data.summary.records[split];
    const where = `${split}${records ? ` · ${plural(records, "record")}` : ""}`;
    const all = Object.entries(data.metrics[split]).filter(([, values]) => Object.keys(values).length > 0);
    const order = data.outputs.map((output) => output.name);
    all.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    return el("div", { class: all.length > 1 ? "headlines many" : "headlines" }, all.map(([output, values]) => {
      const [first, ...others] = lead(values);
      const small = others.map((name) => el("div", {}, el("dt", {}, words(name)), el("dd", {}, metric(name, values[name]))));
      return el("div", { class: "headline" },
        el("p", { class: "first" }, el("span", {}, `${words(first)} of ${output}`), el("strong", {}, metric(first, values[first])), el("span", {}, where)),
        el("dl", {}, small));
    }));
  }

  function allMetrics() {
    const splits = ["train", "validation", "test"].filter((name) => data.metrics[name]);
    const rows = [];
    for (const output of new Set(splits.flatMap((split) => Object.keys(data.metrics[split])))) {
      const of = (split) => data.metrics[split][output] ?? {};
      for (const name of new Set(splits.flatMap((split) => lead(of(split))))) rows.push({ output, name, of });
    }
    return asTable(() => table("Final metrics", [
      { title: "output", value: (row) => row.output, text: true }, { title: "metric", value: (row) => words(row.name), text: true },
      ...splits.map((split) => ({ title: split, value: (row) => row.of(split)[row.name], show: (value, row) => metric(row.name, value) })),
    ], rows), "All final metrics");
  }

  function summary() {
    const run = data.summary;
    const frozen = run.parameters - run.trainableParameters;
    const when = new Date(run.finished);
    contents.append(el("a", { href: "#page", class: "home" }, run.name));
    page.append(el("header", {},
      el("p", { class: "eyebrow" }, "Training report · ", el("time", { datetime: run.finished }, isNaN(when) ? run.finished
        : when.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" }))),
      el("h1", {}, run.name), headlines(),
      facts([
        ["duration", duration(run.seconds)], ["speed", run.samplesPerSecond > 0 ? `${number(Math.round(run.samplesPerSecond))}\u202f/s` : null, "training samples"],
        ["parameters", number(run.parameters), frozen > 0 ? `${number(frozen)} not trained` : null],
        ["epochs", data.epochs.length ? number(data.epochs.length) : null, run.bestEpoch ? `best: ${run.bestEpoch}${run.monitor ? ` by ${run.monitor}` : ""}` : null],
        ["records", Object.keys(run.records).length ? number(Object.values(run.records).reduce((a, b) => a + b, 0)) : null,
          Object.entries(run.records).map(([split, count]) => `${split} ${number(count)}`).join(", ")],
        ["device", run.device], ["seed", String(run.seed)],
      ]),
      run.notes.length ? el("ul", { class: "notes" }, run.notes.map((note) => el("li", {}, note))) : null,
      Object.keys(data.metrics).length ? allMetrics() : null));
  }

  function curves() {
    const rows = data.epochs;
    if (rows.length === 0) return;
    const epochs = rows.map((row) => String(row.epoch));
    const names = [...new Set(rows.flatMap((row) => [...Object.keys(row.train), ...Object.keys(row.validation)]))];
    names.sort((a, b) => (b.endsWith("loss") ? 1 : 0) - (a.endsWith("loss") ? 1 : 0));
    const lines = (name) => ["train", "validation"]
      .map((split) => ({ name: split, colour: split, values: rows.map((row) => row[split][name]) }))
      .filter((line) => line.values.some((value) => value !== undefined));
    const figure = (title, chart) => el("figure", {}, el("figcaption", {}, title), chart);
    const rate = [{ name: "learning rate", colour: "muted", values: rows.map((row) => row.learningRate), step: "middle" }];
    const column = (split, name) => ({ title: `${words(name)}, ${split}`, value: (row) => row[split][name], show: (value) => metric(name, value) });
    section("curves", "Learning curves",
      sora.key([["train", "train"], ["validation", "validation"], ...(data.summary.bestEpoch ? [["best", "epoch whose weights were kept"]] : [])]),
      el("div", { class: "curves" }, names.map((name) => figure(words(name), charts.curve(name, epochs, lines(name), data.summary.bestEpoch))),
        figure("learning rate", charts.curve("learning_rate", epochs, rate, 0))),
      asTable(() => table("Epochs", [{ title: "epoch", value: (row) => row.epoch },
        ...names.flatMap((name) => lines(name).map((line) => column(line.name, name))),
        { title: "learning rate", value: (row) => row.learningRate }, { title: "time", value: (row) => row.seconds, show: duration }], rows)));
  }

  function outputs() {
    data.outputs.forEach((output, index) => {
      if (output.parts.length === 0) return;
      section("output-" + index, `Output ${output.name}`, el("p", { class: "note" }, `${output.type}, on ${output.split} records`),
        ...output.parts.map((part, at) => (parts.isEmpty(part) ? [] : parts.draw(part, `drawing-${index}-${at}`))));
    });
  }

  function trainingData() {
    if (data.data.columns.length > 0) section("data-columns", "Data", ...sora.data.draw(data.data).filter((part) => part));
  }

  function particles() {
    if (data.graph.nodes.length === 0) return;
    const column = (title, value, show) => ({ title, value, show, text: true });
    section("particles", "Particles",
      sora.key(["input", "particle", "combiner", "output"].map((kind) => [kind, kind]),
        "Bar: share of all parameters. Point at a node for its settings; click to keep them open."),
      graph.draw(data.graph),
      asTable(() => table("Particles", [
        column("name", (node) => node.name, (name, node) => (node.count > 1 ? `${name} ×${node.count}` : name)),
        column("kind", (node) => node.kind.toLowerCase()), column("type", (node) => node.type), column("output shape", (node) => sora.shape(node.shape)),
        { title: "parameters", value: (node) => node.parameters },
        column("settings", (node) => Object.entries(node.settings).map(([name, value]) => `${name}: ${value}`).join(", ")),
      ], data.graph.nodes)));
  }

  const TOKEN = /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|((?:^|\s)#.*$)|([\w$.@-]+)(?=:(?:\s|$))|(?<![\w.])(-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/g;

  function highlighted(text) {
    const pieces = [];
    text.split("\n").forEach((line) => {
      let at = 0;
      for (const match of line.matchAll(TOKEN)) {
        const style = ["", "string", "comment", "key", "literal"][[1, 2, 3, 4].find((group) => match[group] !== undefined)];
        pieces.push(line.slice(at, match.index), el("span", { class: style }, match[0]));
        at = match.index + match[0].length;
      }
      pieces.push(line.slice(at) + "\n");
    });
    return pieces;
  }

  function settings() {
    if (!data.manifest.trim()) return;
    section("settings", "Settings", el("p", { class: "note" }, "The manifest as resolved, with every default filled in."),
      el("pre", { tabindex: 0, role: "region", "aria-label": "Manifest" }, el("code", {}, highlighted(data.manifest.trimEnd()))));
  }

  function timings() {
    const total = data.phases.reduce((sum, phase) => sum + phase.seconds, 0);
    const swatch = (index) => el("i", { class: "swatch series-" + (index % 8) });
    const phases = data.phases.map((phase, index) => ({ ...phase, index }));
    section("timings", "Time and versions",
      phases.length ? [charts.phases(data.phases), el("div", { class: "pair" }, table("Time", [
        { title: "phase", value: (phase) => phase.name, text: true, show: (name, phase) => [swatch(phase.index), name] },
        { title: "time", value: (phase) => phase.seconds, show: duration },
        { title: "share", value: (phase) => phase.seconds / (total || 1), show: (share) => percent(share, 1) },
      ], phases, { sortable: true }), versions())] : versions());
  }

  const versions = () => table("Versions", [
    { title: "part", value: ([name]) => name, text: true }, { title: "version", value: ([, version]) => version, text: true },
  ], Object.entries(data.versions));

  [summary, curves, outputs, trainingData, particles, settings, timings].forEach((draw) => draw());
  document.getElementById("echarts-version").textContent = " " + echarts.version;
  charts.start();
})();
