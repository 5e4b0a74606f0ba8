// SPDX-License-Identifier: Apache-2.0
"use strict";

/** Adds a tooltip for the cell under the pointer to matrices, which were drawn when the report was written. */
sora.matrix = (() => {
  const { el, svg, styled, charts } = sora;
  let card = null;

  const hide = () => { if (card) card.hidden = true; };

  function show({ clientX, clientY }, content) {
    if (!card) {
      card = document.body.appendChild(el("div", { class: "hover", "aria-hidden": "true" }));
      addEventListener("scroll", hide, { capture: true, passive: true });
    }
    card.replaceChildren(content);
    card.hidden = false;
    const { clientWidth, clientHeight } = document.documentElement;
    const left = clientX + 16 + card.offsetWidth < clientWidth ? clientX + 16 : Math.max(0, clientX - 16 - card.offsetWidth);
    styled(card, { left: left + "px", top: Math.max(0, Math.min(clientY + 16, clientHeight - card.offsetHeight - 4)) + "px" });
  }

  /** The drawing of this name; tell(row, column) returns the title of a cell and its rows. */
  function draw(name, rows, columns, tell) {
    const drawing = document.importNode(document.getElementById(name).content, true).firstElementChild;
    const [left, top, width, height] = ["left", "top", "width", "height"].map((key) => Number(drawing.dataset[key]));
    const title = drawing.querySelector("title");
    // As an element it would be shown beside each cell's own text.
    drawing.setAttribute("aria-label", title.textContent);
    title.remove();
    const frame = drawing.appendChild(svg("rect", { class: "frame", width, height, visibility: "hidden" }));
    const leave = () => {
      frame.setAttribute("visibility", "hidden");
      hide();
    };
    drawing.addEventListener("pointermove", (event) => {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
      const [column, row] = [Math.floor((at.x - left) / width), Math.floor((at.y - top) / height)];
      if (column < 0 || column >= columns || row < 0 || row >= rows) return leave();
      frame.setAttribute("x", left + column * width);
      frame.setAttribute("y", top + row * height);
      frame.removeAttribute("visibility");
      return show(event, charts.tip(...tell(row, column)));
    });
    drawing.addEventListener("pointerleave", leave);
    return el("div", { class: "matrix" }, drawing);
  }

  return { draw };
})();
