// SPDX-License-Identifier: Apache-2.0
"use strict";

/** The graph of particles, in layers from left to right. */
sora.graph = (() => {
  const { el, svg, number, compact, plural, shape } = sora;
  const WIDTH = 156, HEIGHT = 76, ACROSS = 40, DOWN = 26, PAD = 14;

  /** The layer of each node: one more than the maximum layer of its sources. */
  function layers(nodes, edges) {
    const layer = new Map(nodes.map((node) => [node.name, 0]));
    for (let round = 0; round < nodes.length; round++) {
      let moved = false;
      edges.forEach(({ from, to }) => {
        if (layer.get(to) <= layer.get(from)) {
          layer.set(to, layer.get(from) + 1);
          moved = true;
        }
      });
      if (!moved) break;
    }
    return layer;
  }

  /** Columns of places. A place is a node or, where an edge crosses a layer, a gap for the edge. */
  function columns(nodes, edges) {
    const layer = layers(nodes, edges);
    const places = new Map();
    const columns = Array.from({ length: sora.most([...layer.values()]) + 1 }, () => []);
    const put = (place) => columns[place.layer].push(place) && place;
    nodes.forEach((node) => places.set(node.name, put({ node, layer: layer.get(node.name), before: [], height: HEIGHT })));
    const routes = edges.map(({ from, to }) => {
      const route = [places.get(from)];
      for (let at = layer.get(from) + 1; at < layer.get(to); at++) route.push(put({ layer: at, before: [], height: 10 }));
      route.push(places.get(to));
      route.slice(1).forEach((place, index) => place.before.push(route[index]));
      return route;
    });
    return { columns, routes };
  }

  /** Assigns coordinates to every place; places are near the middle of their sources. */
  function place(columns) {
    columns.forEach((column, index) => {
      const middle = (place) => place.before.reduce((sum, from) => sum + from.y, 0) / (place.before.length || 1);
      if (index > 0) column.sort((a, b) => middle(a) - middle(b));
      let y = 0;
      column.forEach((place) => {
        y += place.height / 2;
        place.y = y;
        y += place.height / 2 + DOWN;
      });
      const shift = (y - DOWN) / 2;
      column.forEach((place) => {
        place.x = index * (WIDTH + ACROSS);
        place.y -= shift;
      });
    });
    const all = columns.flat();
    const top = sora.least(all.map((place) => place.y - place.height / 2)) - PAD - 10;
    all.forEach((place) => { place.y -= top; place.x += PAD; });
    return { width: columns.length * (WIDTH + ACROSS) - ACROSS + 2 * PAD + 8, height: sora.most(all.map((place) => place.y + place.height / 2)) + PAD };
  }

  function path(route) {
    const last = route.length - 1;
    let d = `M${route[0].x + WIDTH} ${route[0].y}`;
    let [x, y] = [route[0].x + WIDTH, route[0].y];
    route.slice(1).forEach((place, index) => {
      const end = place.x - (index === last - 1 ? 5 : 0);
      const bend = (end - x) / 2;
      d += ` C${x + bend} ${y} ${end - bend} ${place.y} ${end} ${place.y}`;
      [x, y] = [place.x, place.y];
      if (index < last - 1) {
        d += ` H${place.x + WIDTH}`;
        x = place.x + WIDTH;
      }
    });
    return d;
  }

  const pen = document.createElement("canvas").getContext("2d");

  /** The text, or as much of it as fits the width. */
  function cut(text, width, font) {
    pen.font = font + " " + getComputedStyle(document.documentElement).fontFamily;
    if (text.length < 100 && pen.measureText(text).width <= width) return text;
    let end = Math.min(text.length, 100);
    while (end > 1 && pen.measureText(text.slice(0, end) + "…").width > width) end--;
    return text.slice(0, end) + "…";
  }

  function describe(node) {
    const settings = Object.entries(node.settings);
    const fact = (name, value) => [el("dt", {}, name), el("dd", {}, value)];
    return [
      el("strong", {}, node.name, node.count > 1 ? ` ×${node.count}` : ""),
      el("dl", {}, fact("type", `${node.type} (${node.kind.toLowerCase()})`), fact("output", shape(node.shape) || "–"),
        fact("parameters", number(node.parameters))),
      settings.length > 0 ? el("dl", { class: "settings" }, settings.map(([name, value]) => fact(name, value))) : null,
    ].filter(Boolean);
  }

  /** The card beside a node: follows pointer and focus, stays after a click until Escape or a click elsewhere. */
  function cards() {
    const card = document.getElementById("card");
    let pinned = null;
    const hide = () => { pinned = null; card.hidden = true; };
    const show = (group, node) => {
      card.replaceChildren(...describe(node));
      card.hidden = false;
      const box = group.getBoundingClientRect();
      const left = Math.min(Math.max(8, box.left), document.documentElement.clientWidth - card.offsetWidth - 8);
      const below = box.bottom + 8 + card.offsetHeight < innerHeight;
      const top = below ? box.bottom + 8 : Math.max(8, box.top - card.offsetHeight - 8);
      sora.styled(card, { left: left + scrollX + "px", top: top + scrollY + "px" });
    };
    addEventListener("keydown", (event) => event.key === "Escape" && hide());
    addEventListener("click", (event) => pinned && !card.contains(event.target) && !pinned.contains(event.target) && hide());
    return (group, node) => {
      const look = () => pinned === null && show(group, node);
      const leave = () => pinned === null && hide();
      const pin = () => { show(group, node); pinned = group; };
      group.addEventListener("mouseenter", look);
      group.addEventListener("focus", look);
      group.addEventListener("mouseleave", leave);
      group.addEventListener("blur", leave);
      group.addEventListener("click", pin);
      group.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pin();
      });
    };
  }

  function drawNode({ node, x, y }, total) {
    const top = y - HEIGHT / 2;
    const text = (dx, dy, style, content, anchor) => svg("text", { x: x + dx, y: top + dy, class: style, "text-anchor": anchor }, content);
    const sheet = (offset) => svg("rect", { class: "sheet", x: x + offset, y: top - offset, width: WIDTH, height: HEIGHT, rx: 7 });
    const bar = (style, part) => svg("rect", { class: style, x: x + 14, y: top + HEIGHT - 9, width: Math.max(1.5, part * (WIDTH - 24)), height: 3, rx: 1.5 });
    const share = total > 0 ? node.parameters / total : 0;
    const spoken = `${node.name}: ${node.kind.toLowerCase()} of type ${node.type}, output ${shape(node.shape)}, ${plural(node.parameters, "parameter")}`;
    return svg("g", { class: "node " + node.kind.toLowerCase(), tabindex: 0, role: "button", "aria-label": spoken },
      node.count > 1 ? [sheet(8), sheet(4)] : [], sheet(0),
      svg("rect", { class: "edge-mark", x, y: top + 10, width: 4, height: HEIGHT - 20, rx: 2 }),
      text(14, 23, "name", cut(node.name, WIDTH - (node.count > 1 ? 62 : 24), "600 14px")),
      node.count > 1 ? text(WIDTH - 10, 23, "count", "×" + number(node.count), "end") : [],
      text(14, 41, "type", cut(node.type.replace(/^.*\//, ""), WIDTH - 24, "12px")),
      text(14, 60, "shape", cut(shape(node.shape), WIDTH - (node.parameters > 0 ? 70 : 24), "12px")),
      node.parameters > 0 ? text(WIDTH - 10, 60, "parameters", compact(node.parameters), "end") : [],
      share > 0 ? [bar("track", 1), bar("share", share)] : []);
  }

  function draw({ nodes, edges }) {
    const names = new Set(nodes.map((node) => node.name));
    const laid = columns(nodes, edges.filter(({ from, to }) => names.has(from) && names.has(to) && from !== to));
    const size = place(laid.columns);
    const total = nodes.reduce((sum, node) => sum + node.parameters, 0);
    const attach = cards();
    const drawing = svg("svg", { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height,
      role: "group", "aria-label": `Graph of ${plural(nodes.length, "node")}` },
      svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 6 6", refX: 3, refY: 3, markerWidth: 6, markerHeight: 6, orient: "auto" },
        svg("path", { d: "M0 0L6 3L0 6z" }))),
      laid.routes.map((route) => svg("path", { class: "edge", d: path(route), "marker-end": "url(#arrow)" })));
    laid.columns.flat().filter((place) => place.node).forEach((place) => {
      const group = drawNode(place, total);
      attach(group, place.node);
      drawing.append(group);
    });
    const holder = el("div", { class: "scroll graph", tabindex: 0, role: "region", "aria-label": "Graph of particles" }, drawing);
    // Slightly too wide graphs are scaled down; much too wide ones stay legible and scroll.
    const fit = () => sora.styled(drawing, { width: (holder.clientWidth > 0.75 * size.width ? Math.min(holder.clientWidth, size.width) : size.width) + "px" });
    new ResizeObserver(() => requestAnimationFrame(fit)).observe(holder);
    return holder;
  }

  return { draw };
})();
