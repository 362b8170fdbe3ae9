/* How a change looks: traffic gained glows, legs lost are ghosts, places removed are hatched. */
(function () {
  "use strict";

  const RIM = 3.2; // pixels of both rims of a hollow glow
  const HATCH = 4; // pixels between the lines over a place

  /** Return the classes that a change gives to an arc or a place, after a space. */
  function changeClass(fact) {
    const names = [
      fact.ghost ? "tr-ghost" : "",
      fact.glow > 0 ? "tr-gained" : "",
      fact.hypothetical ? "tr-hypothetical" : "",
      fact.touch ? "tr-" + fact.touch : "",
    ];
    return names.filter((name) => name !== "").map((name) => " " + name).join("");
  }

  /**
   * Return the two strokes of a glow under an arc of this width, the outer one first. Where the
   * range of the gain touches zero the glow is hollow.
   */
  function glow(width, more, open) {
    if (open) {
      return [
        trafficroutes.shape("path", { class: "tr-glow tr-open", "stroke-width": width + more }),
        trafficroutes.shape("path", { class: "tr-hollow", "stroke-width": width + more - RIM }),
      ];
    }
    return [1, 0.45].map((part, index) =>
      trafficroutes.shape("path", {
        class: index === 0 ? "tr-glow" : "tr-glow tr-inner",
        "stroke-width": width + more * part,
      }),
    );
  }

  /** Return how far the ring reaches round a place of this radius; `scale` is that of places. */
  function ringRadius(radius, gain, scale) {
    return gain > 0 ? radius + (3 + 1.3 * gain) * scale : radius;
  }

  /** Return how early the name of a place is written: those that a change is about first. */
  function rankOf(node) {
    return node.about ? 1 + node.about : Number(node.glow > 0);
  }

  /** Return the pattern of the places of a side that are removed. */
  function hatch(facts) {
    const shape = trafficroutes.shape;
    const made = shape("pattern", {
      id: "tr-hatch-" + facts.side,
      width: HATCH,
      height: HATCH,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    });
    made.append(
      shape("rect", { width: HATCH, height: HATCH, fill: "#fff" }),
      shape("rect", { width: 1.5, height: HATCH, class: "tr-hatch-line" }),
    );
    return made;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    changeClass: changeClass,
    glow: glow,
    rankOf: rankOf,
    ringRadius: ringRadius,
    hatch: hatch,
  });
})();
