/* A letter on each arc for its family, where colours alone would not tell families apart. */
(function () {
  "use strict";

  const APART = 13; // pixels between two letters: closer ones would not be read
  const GREY = ["print", "(forced-colors: active)", "(prefers-contrast: more)"];

  /** Return which of some points have room for a letter: each that is far from those before. */
  function spaced(points, apart) {
    const taken = [];
    return points.map((point) => {
      const free = taken.every((other) => Math.hypot(other.x - point.x, other.y - point.y) >= apart);
      if (free) {
        taken.push(point);
      }
      return free;
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
      const arcs = overlay.connections().filter((item) => item.drawn.middle !== null);
      const free = spaced(arcs.map((item) => item.drawn.middle), APART);
      arcs.forEach((item, n) => {
        if (free[n]) {
          layer.append(letterOf(facts.flows[item.fact.flow], item.drawn.middle));
        }
      });
    };
    overlay.on("drawn", draw);
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
    spaced: spaced,
    letters: letters,
    letterBox: letterBox,
  });
})();
