/* The scene as a picture of its own: what the maps show, with title, legend and source, as SVG. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const MARGIN = 16; // pixels round the text of a picture
  const LOOKS = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "opacity", "paint-order", "font-family", "font-size",
    "font-weight", "font-style", "display",
  ];

  /** Give a copy of a drawing the looks that style sheets give to the original. */
  function dress(copy, original) {
    const looks = getComputedStyle(original);
    copy.removeAttribute("style");
    copy.removeAttribute("class");
    copy.removeAttribute("tabindex");
    LOOKS.forEach((name) => copy.setAttribute(name, looks.getPropertyValue(name)));
    [...original.children].forEach((child, n) => dress(copy.children[n], child));
  }

  function placed(shape, x, y, scale) {
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("transform", "translate(" + x + " " + y + ") scale(" + (scale || 1) + ")");
    group.append(shape);
    return group;
  }

  /** Return a drawing of the page as it stands in a frame, with its own looks. */
  function copyOf(svg, frame) {
    const copy = svg.cloneNode(true);
    dress(copy, svg);
    copy.querySelectorAll("[display=none]").forEach((hidden) => hidden.remove());
    copy.setAttribute("overflow", "visible");
    // An empty path without a size has its corner where its drawing begins.
    const at = svg.getScreenCTM();
    return placed(copy, at.e - frame.left, at.f - frame.top, 1);
  }

  function imageOf(canvas, frame) {
    const box = canvas.getBoundingClientRect();
    const image = document.createElementNS(SVG, "image");
    image.setAttribute("href", canvas.toDataURL("image/png"));
    image.setAttribute("width", box.width);
    image.setAttribute("height", box.height);
    image.setAttribute("opacity", getComputedStyle(canvas).opacity);
    return placed(image, box.left - frame.left, box.top - frame.top, 1);
  }

  function rectangle(x, y, width, height, fill) {
    return trafficroutes.shape("rect", { x: x, y: y, width: width, height: height, fill: fill });
  }

  /** Return what a map shows, clipped to its window, at a place of a picture. */
  function mapPart(map, x, y, id) {
    const container = map.getContainer();
    const frame = container.getBoundingClientRect();
    const clip = trafficroutes.shape("clipPath", { id: id });
    clip.append(rectangle(0, 0, frame.width, frame.height, "#000"));
    const depth = (element) => Number(getComputedStyle(element.closest(".leaflet-pane")).zIndex) || 0;
    const drawings = [...container.querySelectorAll(".leaflet-map-pane canvas, .leaflet-map-pane svg.tr-overlay")];
    const layers = drawings
      .sort((a, b) => depth(a) - depth(b))
      .map((one) => (one.tagName === "CANVAS" ? imageOf(one, frame) : copyOf(one, frame)));
    const inner = trafficroutes.shape("g", { "clip-path": "url(#" + id + ")" });
    const sea = getComputedStyle(container).backgroundColor;
    inner.append(rectangle(0, 0, frame.width, frame.height, sea), ...layers);
    const made = placed(clip, x, y, 1);
    made.append(inner);
    return made;
  }

  /** Return the lines of a text as the page breaks them: each with its words and its box. */
  function linesOf(node) {
    const range = document.createRange();
    const found = [];
    for (const word of node.data.matchAll(/\S+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      const last = found[found.length - 1];
      if (last !== undefined && Math.abs(last.top - box.top) < 2) {
        last.words.push(word[0]);
      } else if (box.width > 0) {
        found.push({ words: [word[0]], left: box.left, top: box.top, bottom: box.bottom });
      }
    }
    return found;
  }

  /** Return texts and samples of an element as shapes, where they stand in a frame. */
  function shapesOf(element, frame) {
    const found = [];
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (parent.closest("svg") === null) {
        const looks = getComputedStyle(parent);
        linesOf(walk.currentNode).forEach((line) => {
          const text = trafficroutes.shape("text", {
            x: line.left - frame.left,
            y: line.bottom - frame.top - (line.bottom - line.top) * 0.24,
            fill: looks.color,
            "font-family": looks.fontFamily,
            "font-size": looks.fontSize,
            "font-weight": looks.fontWeight,
          });
          text.textContent = line.words.join(" ");
          found.push(text);
        });
      }
    }
    element.querySelectorAll("svg").forEach((svg) => {
      const box = svg.getBoundingClientRect();
      const copy = svg.cloneNode(true);
      const width = svg.getAttribute("width");
      const height = svg.getAttribute("height");
      dress(copy, svg);
      copy.setAttribute("width", width);
      copy.setAttribute("height", height);
      found.push(placed(copy, box.left - frame.left, box.top - frame.top, 1));
    });
    return found;
  }

  /** Return the text that goes with a picture: title, what is left out, legend, source. */
  function caption(scene, width) {
    const el = trafficroutes.el;
    const legend = scene.page.querySelector(".tr-legend-body").cloneNode(true);
    const state = trafficroutes.stateText(scene.facts, scene.filter);
    const told = scene.facts.dual === undefined ? [scene.facts.summary] : scene.facts.dual.sentences;
    const head = el("div", "tr-picture-head", el("h1", "", scene.facts.title), ...told.map((text) => el("p", "", text)));
    if (state !== "") {
      head.append(el("p", "", state + "."));
    }
    const lines = [...scene.facts.lines, trafficroutes.SCHEMATIC, trafficroutes.CREDITS];
    const foot = el("div", "tr-picture-foot", legend, el("p", "", lines.join(" ")));
    const sheet = el("div", "tr-map tr-picture", head, foot);
    sheet.style.width = width + "px";
    return { sheet: sheet, head: head, foot: foot };
  }

  /** Return the scene as an SVG element with a size in pixels. */
  function picture(scene) {
    scene.overlays.forEach((overlay) => overlay.finish());
    const sizes = scene.maps.map((map) => map.getSize());
    const width = sizes.reduce((sum, size) => sum + size.x, 0);
    const inner = width - 2 * MARGIN;
    const { sheet, head, foot } = caption(scene, inner);
    document.body.append(sheet);
    const frames = [head, foot].map((part) => part.getBoundingClientRect());
    const parts = [head, foot].map((part, n) => shapesOf(part, frames[n]));
    const paper = getComputedStyle(sheet).backgroundColor;
    sheet.remove();
    const top = frames[0].height + 2 * MARGIN;
    const high = Math.max(...sizes.map((size) => size.y));
    const height = Math.ceil(top + high + frames[1].height + 2 * MARGIN);
    const made = trafficroutes.shape("svg", {
      xmlns: SVG,
      width: width,
      height: height,
      viewBox: "0 0 " + width + " " + height,
    });
    const title = document.createElementNS(SVG, "title");
    title.textContent = scene.facts.title;
    made.append(title, rectangle(0, 0, width, height, paper));
    let left = 0;
    scene.maps.forEach((map, n) => {
      made.append(mapPart(map, left, top, "tr-clip-" + n));
      left += sizes[n].x;
    });
    [MARGIN, top + high + MARGIN].forEach((y, n) => {
      const group = placed(document.createElementNS(SVG, "g"), MARGIN, y, 1);
      group.append(...parts[n]);
      made.append(group);
    });
    return made;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { picture: picture });
})();
