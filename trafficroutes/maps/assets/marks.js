/* Marks: what sets some places and connections apart, and how the legend shows it. */
(function () {
  "use strict";

  const HALO = 7; // pixels of a glow beyond its arc, on both sides together
  const GAP = 1.6; // pixels between a place and its ring
  const RING = 2.2; // pixels that a ring is wide

  function isMark(number) {
    return number !== undefined && number !== null;
  }

  /** Return the mark of a place that is these parts: the first of those that they have. */
  function markOf(facts, parts) {
    const found = parts.map((part) => part[4]).filter(isMark);
    return found.length === 0 ? null : facts.marks[Math.min(...found)];
  }

  function ringOf(mark) {
    const ring = trafficroutes.shape("circle", { class: "tr-ring-of-mark", stroke: mark.colour });
    ring.setAttribute("stroke-width", RING);
    if (mark.dash) {
      ring.setAttribute("stroke-dasharray", mark.dash);
    }
    return ring;
  }

  /** Draw the rings round places that have a mark, over arcs; note how far places reach. */
  function drawRings(facts, layer, nodes, scale) {
    layer.replaceChildren();
    nodes.forEach((node) => {
      const mark = node.radius > 0 ? markOf(facts, node.parts) : null;
      node.reach = node.radius;
      if (mark !== null && mark.colour !== "") {
        const ring = ringOf(mark);
        node.reach = node.radius + (GAP + RING) * scale;
        ring.setAttribute("cx", node.point.x);
        ring.setAttribute("cy", node.point.y);
        ring.setAttribute("r", node.reach - RING / 2);
        layer.append(ring);
      }
    });
  }

  /** Give an arc the look of its mark; return the path under it that glows, or null. */
  function markArc(facts, arc, group, width) {
    const mark = isMark(arc.mark) ? facts.marks[arc.mark] : null;
    if (mark === null) {
      return null;
    }
    group.classList.toggle("tr-faint", mark.faint);
    if (mark.dash) {
      group.querySelector(".tr-line-of-arc").setAttribute("stroke-dasharray", mark.dash);
    }
    if (mark.colour === "") {
      return null;
    }
    const halo = trafficroutes.shape("path", { class: "tr-halo", stroke: mark.colour });
    halo.setAttribute("stroke-width", width + HALO * mark.wide);
    group.prepend(halo);
    return halo;
  }

  /** Return the positions of the marks that a map uses. */
  function marksUsed(facts) {
    const places = facts.nodes.flatMap((node) => node.parts.map((part) => part[4]));
    const used = new Set([...places, ...facts.arcs.map((arc) => arc.mark)].filter(isMark));
    return [...used].sort((a, b) => a - b);
  }

  function sampleOfPlace(mark) {
    const ring = ringOf(mark);
    const around = { cx: 10, cy: 10, r: 5 + GAP + RING / 2 };
    Object.entries(around).forEach(([name, value]) => ring.setAttribute(name, value));
    const place = trafficroutes.shape("circle", { cx: 10, cy: 10, r: 5, class: "tr-mark tr-transit" });
    return [20, 20, place, ring];
  }

  function sampleOfArc(mark) {
    const ends = { x1: 0, x2: 40, y1: 7, y2: 7 };
    const line = trafficroutes.shape("line", { ...ends, stroke: "currentColor", "stroke-width": 2.6 });
    if (mark.faint) {
      line.setAttribute("class", "tr-faint-sample");
    }
    if (mark.dash) {
      line.setAttribute("stroke-dasharray", mark.dash);
    }
    const halo = { ...ends, stroke: mark.colour, "stroke-width": 2.6 + HALO * mark.wide };
    const under = mark.colour === "" ? [] : [trafficroutes.shape("line", halo)];
    return [40, 14, ...under, line];
  }

  /** Return for each mark that a map uses its sample (width, height, shapes) and its meaning. */
  function markSamples(facts) {
    return marksUsed(facts).map((number) => {
      const mark = facts.marks[number];
      return { label: mark.label, sample: mark.places ? sampleOfPlace(mark) : sampleOfArc(mark) };
    });
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    markOf: markOf,
    marksUsed: marksUsed,
    markArc: markArc,
    markSamples: markSamples,
    drawRings: drawRings,
  });
})();
