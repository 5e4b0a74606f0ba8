// SPDX-License-Identifier: Apache-2.0
"use strict";

/** The parts of an output's report, one drawing for each kind. */
sora.parts = (() => {
  const { el, styled, percent, chance, number, plural, table, key, asTable, charts } = sora;

  const block = (title, ...content) => el("div", { class: "part" }, el("h3", {}, title), ...content);

  function confusion(part, drawing) {
    const { labels, counts } = part;
    const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
    const pairs = counts
      .flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count, share: count / (totals[truth] || 1) })))
      .filter((pair) => pair.truth !== pair.predicted && pair.count > 0)
      .sort((a, b) => b.count - a.count);
    const colours = key([["hit", "recognised"], ["miss", "mistaken"]],
      "The deeper the colour, the larger the share of the row." + (labels.length > 30 ? " Point at a cell for its count." : ""));
    const list = el("ol", { class: "pairs" + (labels.length > 30 ? " wide" : "") }, pairs.slice(0, 10).map((pair) => el("li", {},
      el("b", {}, labels[pair.truth]), " taken for ", el("b", {}, labels[pair.predicted]),
      el("span", {}, `${number(pair.count)} of ${number(totals[pair.truth])} · ${percent(pair.share, 1)}`))));
    const drawn = sora.matrix.draw(drawing, labels.length, labels.length, (row, column) => [
      row === column ? `${labels[row]} recognised` : `${labels[row]} taken for ${labels[column]}`,
      [[null, "records", number(counts[row][column])], [null, `of all ${labels[row]}`, totals[row] ? percent(counts[row][column] / totals[row]) : "–"]]]);
    const columns = [{ title: "true \\ predicted", value: (row) => labels[row], text: true },
      ...labels.map((label, column) => ({ title: label, value: (row) => counts[row][column] }))];
    return block(part.title,
      el("div", { class: labels.length > 30 ? undefined : "beside" },
        el("div", {}, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": part.title }, drawn), colours),
        el("div", {}, el("h4", {}, "Most frequent mistakes"), pairs.length > 0 ? list : el("p", {}, "None."))),
      asTable(() => table("Rows are true classes, columns predicted ones", columns, labels.map((_, index) => index))));
  }

  function matrix(part, drawing) {
    const columns = [{ title: `${part.down} \\ ${part.across}`, value: (row) => part.labels[row], text: true },
      ...part.columns.map((label, column) => ({ title: label, value: (row) => part.values[row][column] }))];
    const show = (value) => (value === "NaN" ? "not defined" : number(value));
    const drawn = sora.matrix.draw(drawing, part.labels.length, part.columns.length,
      (row, column) => [part.labels[row], [[null, part.columns[column], show(part.values[row][column])]]]);
    const values = part.values.flat();
    const signs = [["hit", "above 0"], ["miss", "below 0"]].filter((_, index) => values.some((value) => (index === 0 ? value > 0 : value < 0)));
    const cut = part.labels.length < part.height || part.columns.length < part.width
      ? ` Shown: ${number(part.labels.length)} of ${number(part.height)} rows and ${number(part.columns.length)} of ${number(part.width)} columns.` : "";
    return block(part.title, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": part.title }, drawn),
      key(signs, "The deeper the colour, the further from 0." + (values.includes("NaN") ? " A cell with a stroke is not defined." : "") + cut),
      asTable(() => table(part.title, columns, part.labels.map((_, index) => index))));
  }

  function scatter(part) {
    const shown = part.x.length < part.total ? `${number(part.x.length)} of ${plural(part.total, "record")}, evenly taken. ` : "";
    const note = shown + (part.comparison ? "A perfect prediction lies on the dashed line." : "");
    return block(part.title, note ? el("p", { class: "note" }, note) : null,
      part.comparison ? el("div", { class: "pair" }, charts.scatter(part), charts.errors(part)) : charts.scatter(part));
  }

  function curves(part) {
    return block(part.title, el("p", { class: "note" }, part.note), charts.plane(part),
      asTable(() => table(part.title, [{ title: "line", value: (row) => row.name, text: true },
        { title: part.across, value: (row) => row.x }, { title: part.up, value: (row) => row.y }],
      part.rows.flatMap((line) => line.x.map((x, index) => ({ name: line.name, x, y: line.y[index] }))))));
  }

  /** Columns of shares have bars, which start at the same number in all of them. */
  function values(part) {
    const shares = part.rows.flatMap((row) => row.values.filter((value, index) => part.shares[index] && sora.isNumber(value)));
    const least = sora.least(shares, 1);
    const from = least > 0.9 ? Math.floor(least * 100) / 100 : least > 0.5 ? 0.5 : 0;
    const width = (value) => (100 * (value - from)) / (1 - from || 1) + "%";
    const show = (value) => [el("span", { class: "meter" }, styled(el("i"), { width: width(value) })), el("span", { class: "figure" }, percent(value))];
    const columns = part.columns.map((title, index) => ({ title, value: (row) => row.values[index], show: part.shares[index] ? show : undefined }));
    const caption = shares.length > 0 ? `Bars run from ${percent(from, 0)} to 100\u202f%. Select a title to sort.` : "Select a title to sort.";
    return block(part.title, table(caption, [{ title: part.subject, value: (row) => row.name, text: true }, ...columns], part.rows, { sortable: true }));
  }

  function bars(example) {
    return el("ul", { class: "bars" }, example.top.map(({ label, value }) => {
      const kind = label === example.truth ? "good" : label === example.predicted ? "bad" : "";
      return el("li", { class: kind }, el("span", { class: "label", title: label }, label),
        el("span", { class: "track" }, styled(el("i"), { width: 100 * value + "%" })), el("span", { class: "value" }, chance(value)));
    }));
  }

  const tone = { RIGHT: "good", WRONG: "bad", NEITHER: "" };

  /** A picture with highlighted boxes. */
  function picture(one) {
    const told = one.truth || one.predicted ? `: true value ${one.truth}, predicted ${one.predicted}` : "";
    const image = el("img", { src: "data:image/png;base64," + one.picture, loading: "lazy", alt: one.origin + told });
    if (one.boxes.length === 0) return image;
    const place = ({ left, top, right, bottom }) => ({ left: 100 * left + "%", top: 100 * top + "%", width: 100 * (right - left) + "%", height: 100 * (bottom - top) + "%" });
    return el("div", { class: "boxed" }, image, one.boxes.map((box) => styled(el("span", { class: "box " + tone[box.verdict], title: box.label }, el("b", {}, box.label)), place(box))));
  }

  /** A text with highlighted ranges. */
  function text(one) {
    let at = 0;
    const pieces = [];
    for (const { label, verdict, from, to } of one.spans) {
      if (from < at) continue;
      pieces.push(one.text.slice(at, from), el("mark", { class: tone[verdict], title: label }, one.text.slice(from, to)));
      at = to;
    }
    return el("blockquote", { dir: "auto", tabindex: one.text.length > 280 ? 0 : undefined }, pieces, one.text.slice(at));
  }

  function said(one, verdict) {
    if (!one.truth && !one.predicted) return null;
    if (verdict === "RIGHT") {
      return el("p", { class: "said" }, el("b", { class: "good" }, one.truth), el("span", { class: "mark good", title: "right" }, "✓"));
    }
    return el("p", { class: "said" }, el("b", { class: verdict === "WRONG" ? "bad" : "" }, one.predicted),
      el("span", {}, verdict === "WRONG" ? " but is " : " predicted, is "), el("b", { class: "good" }, one.truth));
  }

  function example(one, verdict) {
    return el("li", {}, one.picture ? picture(one) : null, el("div", { class: "told" }, said(one, verdict), one.text ? text(one) : null, bars(one),
      one.origin ? el("p", { class: "origin" }, one.origin) : null));
  }

  function examples({ title, verdict, total, examples: list }) {
    const shown = list.length < total ? `${number(list.length)} of ${number(total)}` : number(total);
    const pictures = list.some((one) => one.picture);
    return block(title, el("p", { class: "note" }, `Shown: ${shown}.`),
      el("ul", { class: "examples " + (pictures ? "pictures" : "texts") }, list.map((one) => example(one, verdict))));
  }

  function definitions({ title, rows }) {
    return block(title, el("dl", { class: "definitions" }, rows.flatMap((row) => [el("dt", {}, row.name), el("dd", {}, row.meaning)])));
  }

  const kinds = { confusion, matrix, scatter, curves, table: values, examples, definitions };
  const isEmpty = (part) => [part.labels ?? part.rows ?? part.x ?? part.examples, part.part === "matrix" ? part.columns : [0]].some((list) => list.length === 0);
  return { isEmpty, draw: (part, drawing) => kinds[part.part](part, drawing) };
})();
