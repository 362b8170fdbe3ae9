/* How thick the pen is: thinner where many arcs share little room, up to the full widths. */
(function () {
  "use strict";

  const ROOM = 3600; // square pixels an arc, from which on widths are drawn in full
  const THINNEST = 0.36;
  const PART = 0.75; // how far places follow the pen

  /** Return how many times its full width an arc is drawn, by the points of its places. */
  function penOf(points, arcs) {
    if (arcs === 0) {
      return 1;
    }
    const span = (values) => Math.max(...values) - Math.min(...values);
    const area = Math.max(span(points.map((p) => p.x)), 60) * Math.max(span(points.map((p) => p.y)), 60);
    return Math.min(1, Math.max(THINNEST, Math.sqrt(area / arcs / ROOM)));
  }

  /** Return how many times its full size a place is drawn, by the pen. */
  function placesBy(pen) {
    return 1 - PART + PART * pen;
  }

  function scaled(element, name, factor) {
    const key = "full-" + name;
    if (element[key] === undefined) {
      element[key] = element.getAttribute(name);
    }
    const full = element[key];
    if (full !== null) {
      const values = full.split(" ").map((value) => Number((value * factor).toFixed(2)));
      element.setAttribute(name, values.join(" "));
    }
  }

  /** Draw arcs, arrow heads and the samples of the legend with a pen of this thickness. */
  function setPen(svg, pen) {
    svg.querySelectorAll("marker").forEach((marker) => {
      scaled(marker, "markerWidth", pen);
      scaled(marker, "markerHeight", pen);
    });
    svg.querySelectorAll(".tr-arc > path:not(.tr-hit)").forEach((path) => {
      scaled(path, "stroke-width", pen);
      scaled(path, "stroke-dasharray", Math.max(pen, 0.5));
    });
    document.querySelectorAll(".tr-scaled line").forEach((line) => {
      scaled(line, "stroke-width", pen);
    });
    document.querySelectorAll(".tr-scaled circle").forEach((circle) => {
      scaled(circle, "r", placesBy(pen));
    });
  }

  /** Draw so many arcs between places at these points with a pen that suits; return it. */
  function choosePen(svg, points, arcs, last) {
    const pen = penOf(points, arcs);
    if (pen !== last) {
      setPen(svg, pen);
    }
    return pen;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    penOf: penOf,
    placesBy: placesBy,
    choosePen: choosePen,
  });
})();
