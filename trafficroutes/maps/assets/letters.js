/* A letter on each arc for its family, where colours alone would not tell families apart. */
(function () {
  "use strict";

  const APART = 13; // pixels between two letters: closer ones would not be read
  const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7]; // parts of an arc at which its letter may stand
  const GREY = ["print", "(forced-colors: active)", "(prefers-contrast: more)"];

  const SIDE = 5; // pixels from the middle of a letter to its side

  /** Whether a letter at a point keeps clear of boxes. */
  function clear({ x, y }, boxes) {
    return boxes.every(
      (box) => x + SIDE < box.left || x - SIDE > box.right || y + SIDE < box.top || y - SIDE > box.bottom,
    );
  }

  /**
   * Return for each line the point for its letter, its middle before others, or null: it keeps clear
   * of names and of the letters before.
   */
  function lettersOn(lines, boxes, apart) {
    const taken = [];
    return lines.map((line) => {
      const points = ALONG.map((part) => line[Math.round((line.length - 1) * part)]);
      const found = points.find(
        (point) =>
          clear(point, boxes) &&
          taken.every((other) => Math.hypot(other.x - point.x, other.y - point.y) >= apart),
      );
      if (found !== undefined) {
        taken.push(found);
      }
      return found || null;
    });
  }

  function letterOf(flow, point) {
    const made = trafficroutes.shape("text", {
      class: "tr-letter",
      x: point.x,
      y: point.y + 4,
      "text-anchor": "middle",
    });
    made.textContent = flow.letter;
    return made;
  }

  /** Let an overlay show letters while they are wanted: by the reader, or where there is no colour. */
  function letters(facts, overlay, svg, wanted) {
    const layer = trafficroutes.shape("g", { "aria-hidden": "true" });
    svg.append(layer);
    const media = GREY.map((query) => window.matchMedia(query));
    const draw = () => {
      layer.replaceChildren();
      if (!wanted() && !media.some((query) => query.matches)) {
        return;
      }
      const arcs = overlay.connections().filter((item) => item.drawn.line !== null);
      const points = lettersOn(arcs.map((item) => item.drawn.line), overlay.names(), APART);
      arcs.forEach((item, n) => {
        if (points[n] !== null) {
          layer.append(letterOf(facts.flows[item.fact.flow], points[n]));
        }
      });
    };
    overlay.on("named", draw);
    media.forEach((query) => query.addEventListener("change", draw));
    draw();
  }

  /** Return the box that asks for letters; null where one family needs none. */
  function letterBox(facts, redraw) {
    if (facts.flows.length < 2) {
      return null;
    }
    const input = document.createElement("input");
    input.type = "checkbox";
    input.addEventListener("change", redraw);
    const label = trafficroutes.el("label", "tr-letters", input, "Letters on the arcs");
    return { element: label, wanted: () => input.checked };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    lettersOn: lettersOn,
    letters: letters,
    letterBox: letterBox,
  });
})();
