// SPDX-License-Identifier: Apache-2.0
"use strict";

/** Building blocks: elements, numbers, tables. Text is inserted as text, never as markup. */
const sora = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return node;
  }

  const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

  /** An element whose colour or width comes from the data; set through the DOM, as the security policy requires. */
  function styled(node, styles) {
    for (const [name, value] of Object.entries(styles)) node.style.setProperty(name, value);
    return node;
  }

  const grouped = new Intl.NumberFormat("en");
  const significant = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
  const RATIO = /(^|[._])(accuracy|precision|recall|f1|(roc|pr)_auc|auc|top_?\d+|specificity)|(hit|recall|precision)@/;

  const isNumber = (value) => typeof value === "number";
  /** The minimum and maximum of any number of values: Math.min accepts only some ten thousand arguments. */
  const least = (values, from = Infinity) => values.reduce((low, value) => Math.min(low, value), from);
  const most = (values, from = -Infinity) => values.reduce((high, value) => Math.max(high, value), from);
  const isRatio = (name) => RATIO.test(name);

  /** A share in per cent; a share below 1 is never rounded to 100 %. */
  function percent(value, digits = 2) {
    if (!isNumber(value)) return String(value ?? "–");
    const text = (value * 100).toFixed(digits);
    return value < 1 && Number(text) === 100 && digits < 6 ? percent(value, digits + 1) : text + "\u202f%";
  }

  /** A probability; values near 0 and 1 are shown as bounds. */
  const chance = (value) => (value < 1 && value >= 0.9995 ? ">" + percent(0.999, 1) : value > 0 && value < 0.0005 ? "<" + percent(0.001, 1) : percent(value, 1));

  /** A shape as users write it: 28 × 28 rather than (28, 28). */
  const shape = (text) => text.replace(/^\(([^()]*)\)$/, "$1").replace(/, ?/g, " × ");

  function number(value) {
    if (!isNumber(value)) return value === undefined || value === null ? "–" : String(value);
    if (Number.isInteger(value)) return grouped.format(value);
    const size = Math.abs(value);
    if (size >= 1e3 && size < 1e7) return value.toLocaleString("en", { maximumFractionDigits: 1 });
    return size < 1e-3 || size >= 1e7 ? value.toExponential(2).replace(/\.?0*e\+?/, "e") : significant.format(value);
  }

  function compact(value) {
    for (const [unit, sign] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]]) {
      if (value >= unit) return significant.format(Number((value / unit).toPrecision(3))) + "\u202f" + sign;
    }
    return grouped.format(value);
  }

  function duration(seconds) {
    if (seconds < 1) return Math.round(seconds * 1000) + "\u202fms";
    if (seconds < 60) return seconds.toFixed(1) + "\u202fs";
    const whole = Math.round(seconds);
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    return hours > 0 ? `${hours}\u202fh ${minutes}\u202fmin` : `${minutes}\u202fmin ${whole % 60}\u202fs`;
  }

  const metric = (name, value) => (isRatio(name) ? percent(value) : number(value));
  const words = (name) => name.replace(/_/g, " ");
  const plural = (count, one, many = one + "s") => `${number(count)} ${count === 1 ? one : many}`;

  /**
   * A table. A column is {title, value(row), show(value, row)?, text?}; columns of text are left-aligned. With sorting,
   * the titles are buttons, and aria-sort states the order of the rows.
   */
  function table(caption, columns, rows, { sortable = false } = {}) {
    const body = el("tbody");
    const heads = columns.map((column, index) => {
      const inside = sortable ? el("button", { type: "button", onclick: () => sort(index) }, column.title) : column.title;
      return el("th", { scope: "col", class: column.text ? "text" : undefined }, inside);
    });

    function draw(ordered) {
      body.replaceChildren(...ordered.map((row) => el("tr", {}, columns.map((column, index) => {
        const value = column.value(row);
        const shown = column.show ? column.show(value, row) : column.text ? value : number(value);
        const kind = column.text ? "text" : undefined;
        return index === 0 ? el("th", { scope: "row", class: kind }, shown) : el("td", { class: kind }, shown);
      }))));
    }

    function sort(index) {
      const upwards = heads[index].getAttribute("aria-sort") === "descending" || (columns[index].text && !heads[index].hasAttribute("aria-sort"));
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      heads[index].setAttribute("aria-sort", upwards ? "ascending" : "descending");
      const of = columns[index].value;
      const order = (a, b) => (isNumber(of(a)) ? of(a) - of(b) : String(of(a)).localeCompare(String(of(b)), "en", { numeric: true }));
      draw([...rows].sort((a, b) => (upwards ? order(a, b) : order(b, a))));
    }

    draw(rows);
    return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
      el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, heads)), body));
  }

  /** What the colours mean; entries are [style, name]. */
  const key = (entries, remark) => el("div", { class: "key" },
    entries.map(([style, name]) => el("span", {}, el("i", { class: style }), name)), remark ? el("p", {}, remark) : null);

  /** The numbers of a drawing as text, also for screen readers; created when first opened. */
  function asTable(content, title = "As a table") {
    const fold = el("details", {}, el("summary", {}, title));
    fold.addEventListener("toggle", () => fold.append(content()), { once: true });
    return fold;
  }

  return { el, svg, styled, isNumber, least, most, isRatio, percent, chance, shape, number, compact, duration, metric, words, plural, table, key, asTable };
})();
