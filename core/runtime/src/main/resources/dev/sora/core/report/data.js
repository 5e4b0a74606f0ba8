// SPDX-License-Identifier: Apache-2.0
"use strict";

/** The statistics of the training data: one row for each column, with its distribution. */
sora.data = (() => {
  const { el, svg, number, percent, plural, table } = sora;

  /** Bars side by side; every count above 0 is visible. */
  function spark(counts, titles) {
    const most = sora.most(counts, 1);
    const width = 120 / counts.length;
    return svg("svg", { class: "spark", viewBox: "0 0 120 26", role: "img", "aria-label": "distribution" },
      counts.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(1, (26 * count) / most);
        return svg("rect", { x: index * width + 0.3, y: 26 - height, width: Math.max(0.4, width - 0.6), height },
          svg("title", {}, titles ? `${titles[index]}: ${number(count)}` : number(count)));
      }));
  }

  const distribution = (row) => (row.histogram.length > 1 && !(row.target && row.distinct <= 12) ? spark(row.histogram)
    : row.frequent.length > 0 ? spark(row.frequent.map((one) => one.count), row.frequent.map((one) => one.value)) : null);

  const range = (row) => (row.range.length ? `${number(row.range[0])} to ${number(row.range[2])}, mean ${number(row.range[1])}`
    : row.frequent.slice(0, 3).map((one) => `${one.value} (${number(one.count)})`).join(", ") + (row.frequent.length > 3 ? ", …" : ""));

  function draw(data) {
    const looked = data.lookedAt < data.records ? `Columns were looked at in ${number(data.lookedAt)} of ${plural(data.records, "training record")}.`
      : plural(data.records, "training record") + ".";
    return [
      data.notes.length ? el("ul", { class: "notes" }, data.notes.map((note) => el("li", {}, note))) : null,
      el("p", { class: "note" }, looked),
      table("Columns that are read", [
        { title: "column", value: (row) => row.name, text: true, show: (name, row) => (row.target ? `${name} (target)` : name) },
        { title: "type", value: (row) => row.type, text: true },
        { title: "missing", value: (row) => row.missing, show: (share) => (share > 0 && share < 0.001 ? "<\u202f0.1\u202f%" : percent(share, 1)) },
        { title: "distinct", value: (row) => row.distinct, show: (count, row) => (row.exact ? "" : "~") + number(count) },
        { title: "values", value: (row) => range(row), text: true },
        { title: "distribution", value: (row) => row.distinct, text: true, show: (_, row) => distribution(row) },
      ], data.columns, { sortable: true }),
    ];
  }

  return { draw };
})();
