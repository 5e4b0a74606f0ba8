// SPDX-License-Identifier: Apache-2.0
"use strict";

/** Charts that follow the page's colours, width and medium. */
sora.charts = (() => {
  const { el, number, metric, words, isRatio, isNumber, least, most, percent, duration } = sora;
  const drawn = [];
  let printing = false;

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["ink", "muted", "line", "panel", "train", "validation", "good", "bad"];
    const theme = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
    theme.series = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => style.getPropertyValue("--series-" + index).trim());
    theme.font = style.fontFamily;
    return theme;
  }

  /** Adds a chart; option is called again whenever the colours change. */
  function add(holder, label, option, { group } = {}) {
    holder.classList.add("chart");
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", label);
    drawn.push({ holder, option, group, chart: null });
    return holder;
  }

  function draw(entry) {
    entry.chart ??= echarts.init(entry.holder, null, { renderer: "svg" });
    const theme = colours();
    entry.chart.setOption({
      animation: false,
      textStyle: { fontFamily: theme.font, color: theme.ink },
      ...entry.option(theme),
    }, true);
  }

  /** Draws all charts; call it once, when all containers are in the page. */
  function start() {
    drawn.forEach((entry) => {
      draw(entry);
      if (entry.group) entry.chart.group = entry.group;
      new ResizeObserver(() => requestAnimationFrame(() => {
        if (!printing && entry.chart.getWidth() !== entry.holder.clientWidth) entry.chart.resize();
      })).observe(entry.holder);
    });
    new Set(drawn.map((entry) => entry.group).filter(Boolean)).forEach((group) => echarts.connect(group));
    const redraw = () => drawn.forEach(draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    const print = (on) => () => {
      printing = on;
      document.documentElement.classList.toggle("print", on);
      drawn.forEach((entry) => entry.chart.resize());
      redraw();
    };
    addEventListener("beforeprint", print(true));
    addEventListener("afterprint", print(false));
  }

  /** A tooltip made of elements, so that names from the data stay text. */
  function tip(title, rows) {
    return el("div", { class: "tip" }, el("strong", {}, title), rows.map(([colour, name, value]) => {
      const dot = sora.styled(el("i"), { background: colour ?? "transparent" });
      return el("div", {}, colour ? dot : null, el("span", {}, name), el("b", {}, value));
    }));
  }

  const tooltip = (theme) => ({
    backgroundColor: theme.panel, borderColor: theme.line, borderWidth: 1, padding: 0, confine: true,
    textStyle: { color: theme.ink, fontFamily: theme.font, fontSize: 13 },
  });

  const axis = (theme) => ({
    axisLine: { show: false, lineStyle: { color: theme.line } }, axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true }, splitLine: { lineStyle: { color: theme.line } },
    nameTextStyle: { color: theme.muted, fontSize: 11 },
  });

  const grid = { left: 4, right: 18, top: 22, bottom: 22, outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

  /** The axis range of a ratio with values near 1: it ends at 1, and ticks are counted down from there. */
  function upToAll(lines) {
    const values = lines.flatMap((line) => line.values).filter(isNumber);
    const [low, high] = [least(values), most(values)];
    if (low < 0 || low === 1 || high > 1 || high + (high - low) / 8 < 1) return {};
    const unit = 10 ** Math.floor(Math.log10((1 - low) / 4));
    const interval = unit * [1, 2, 2.5, 5, 10].find((step) => (step * unit * 4) / (1 - low) > 0.9999);
    return { min: Math.max(0, 1 - Math.ceil((1 - low) / interval - 1e-6) * interval), max: 1, interval };
  }

  /** One quantity over the epochs, on training and validation records. lines: [{name, colour, values}]. */
  function curve(name, epochs, lines, best) {
    const show = (value) => metric(name, value);
    const dots = epochs.length <= 30;
    const tick = isRatio(name) ? (value) => Number((value * 100).toFixed(2)) + "%" : number;
    const option = (theme) => ({
      grid,
      xAxis: { ...axis(theme), type: "category", data: epochs, boundaryGap: epochs.length === 1, splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: theme.line } }, name: "epoch", nameLocation: "middle", nameGap: 8,
        axisLabel: { ...axis(theme).axisLabel, hideOverlap: false } },
      yAxis: { ...axis(theme), type: "value", scale: true, splitNumber: 4, ...(isRatio(name) ? upToAll(lines) : {}), axisLabel: { ...axis(theme).axisLabel, formatter: tick } },
      tooltip: { ...tooltip(theme), trigger: "axis", axisPointer: { lineStyle: { color: theme.muted } },
        formatter: (points) => tip("Epoch " + points[0].axisValue,
          points.map((point) => [point.color, words(point.seriesName), show(point.value)])) },
      series: lines.map((line, index) => ({
        type: "line", name: line.name, data: line.values.map((value) => (isNumber(value) ? value : null)),
        step: line.step, showSymbol: dots, symbol: "circle", symbolSize: 5, color: theme[line.colour], lineStyle: { width: 2 },
        markLine: index === 0 && best && epochs.length > 1 ? {
          silent: true, symbol: "none", data: [{ xAxis: String(best) }],
          lineStyle: { color: theme.good, type: "dashed", width: 1 },
          label: { formatter: "best", color: theme.good, fontSize: 11, distance: 3 } } : undefined,
      })),
    });
    return add(el("div", { class: "curve" }), words(name) + " over " + sora.plural(epochs.length, "epoch"), option, { group: "epochs" });
  }

  /** Points in a plane; if both axes measure the same, perfect predictions are on the line. */
  function scatter({ title, across, up, comparison, x, y }) {
    const points = x.map((value, index) => [value, y[index]]).filter((point) => point.every(isNumber));
    const low = least(points.flat());
    const high = most(points.flat());
    const option = (theme) => ({
      grid: { ...grid, top: 26, bottom: 30 },
      xAxis: { ...axis(theme), type: "value", scale: true, name: across, nameLocation: "middle", nameGap: 10 },
      yAxis: { ...axis(theme), type: "value", scale: true, name: up, nameTextStyle: { color: theme.muted, align: "left" } },
      tooltip: { ...tooltip(theme), formatter: ({ value }) => tip("Record", [[null, across, number(value[0])], [null, up, number(value[1])],
        ...(comparison ? [[null, "error", number(value[1] - value[0])]] : [])]) },
      series: [{ type: "scatter", data: points, symbolSize: points.length > 500 ? 4 : 6, color: theme.validation,
        itemStyle: { opacity: 0.45 }, markLine: comparison ? { silent: true, symbol: "none", label: { show: false },
          lineStyle: { color: theme.good, type: "dashed" }, data: [[{ coord: [low, low] }, { coord: [high, high] }]] } : undefined }],
    });
    return add(el("div", { class: "tall" }), `${title}: ${sora.plural(points.length, "record")}`, option);
  }

  /** Lines in a plane; the unit square if it contains all of them. */
  function plane({ title, across, up, diagonal, rows }) {
    const values = rows.flatMap((row) => [...row.x, ...row.y]).filter(isNumber);
    const bounds = values.every((value) => value >= 0 && value <= 1) ? { min: 0, max: 1 } : { scale: true };
    const [low, high] = bounds.scale ? [least(values), most(values)] : [0, 1];
    const option = (theme) => ({
      grid: { ...grid, top: 34, bottom: 30 },
      legend: rows.length > 1 ? { top: 0, right: 0, textStyle: { color: theme.muted } } : undefined,
      xAxis: { ...axis(theme), type: "value", ...bounds, name: across, nameLocation: "middle", nameGap: 10 },
      yAxis: { ...axis(theme), type: "value", ...bounds, name: up, nameTextStyle: { color: theme.muted, align: "left" } },
      tooltip: { ...tooltip(theme), formatter: ({ seriesName, value }) => tip(seriesName,
        [[null, across, number(value[0])], [null, up, number(value[1])]]) },
      series: rows.map((row, index) => ({ type: "line", name: row.name, data: row.x.map((x, at) => [x, row.y[at]]),
        symbolSize: 4, showSymbol: row.x.length <= 20, color: rows.length > 1 ? undefined : theme.validation,
        markLine: diagonal && index === 0 ? { silent: true, symbol: "none", label: { show: false },
          lineStyle: { color: theme.good, type: "dashed" }, data: [[{ coord: [low, low] }, { coord: [high, high] }]] } : undefined })),
    });
    return add(el("div", { class: "tall" }), title, option);
  }

  /** The histogram of errors. */
  function errors({ across, up, x, y }) {
    const off = x.map((value, index) => y[index] - value).filter(Number.isFinite);
    const reach = most(off.map(Math.abs), 0) || 1;
    const bins = 41;
    const width = (2 * reach) / bins;
    const counts = new Array(bins).fill(0);
    off.forEach((value) => counts[Math.min(bins - 1, Math.floor((value + reach) / width))]++);
    const middles = counts.map((_, index) => -reach + (index + 0.5) * width);
    const option = (theme) => ({
      grid: { ...grid, top: 26, bottom: 30 },
      xAxis: { ...axis(theme), type: "category", data: middles.map((value) => number(Number(value.toPrecision(3)))), splitLine: { show: false },
        name: `${up} − ${across}`, nameLocation: "middle", nameGap: 10 },
      yAxis: { ...axis(theme), type: "value", name: "records", nameTextStyle: { color: theme.muted, align: "left" } },
      tooltip: { ...tooltip(theme), formatter: ({ dataIndex, value }) => tip("Error about " + number(middles[dataIndex]),
        [[null, "records", number(value)]]) },
      series: [{ type: "bar", data: counts, barCategoryGap: "8%", color: theme.validation }],
    });
    return add(el("div", { class: "tall" }), "How often each error occurs", option);
  }

  /** The durations of the phases. */
  function phases(list) {
    const total = list.reduce((sum, phase) => sum + phase.seconds, 0) || 1;
    const option = (theme) => ({
      grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: "none" },
      xAxis: { type: "value", max: total, show: false },
      yAxis: { type: "category", data: [""], show: false },
      tooltip: { ...tooltip(theme), formatter: (point) => tip(point.seriesName,
        [[point.color, duration(point.value), percent(point.value / total, 1)]]) },
      series: list.map((phase, index) => ({ type: "bar", stack: "time", name: phase.name, data: [phase.seconds], barWidth: "100%",
        color: theme.series[index % 8], itemStyle: { borderColor: theme.panel, borderWidth: 1 } })),
    });
    return add(el("div", { class: "bar" }), "Share of each phase in the time of the run", option);
  }

  return { start, tip, curve, scatter, plane, errors, phases };
})();
