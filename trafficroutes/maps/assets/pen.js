/* How thick the pen is: thinner where many arcs share little room, up to the full widths. */
(function () {
  "use strict";

  const ROOM = 3600; // square pixels an arc, from which on widths are drawn in full
  const THINNEST = 0.36;
  const CLOSE = 0.55; // the thinnest of what is seen from near
  const PART = 0.75; // how far places follow the pen

  /**
   * Return how many times its full width each of some arcs is drawn, by the points of their
   * places and the size of the window: what is seen of a dense network is dense at any zoom.
   */
  function penOf(points, arcs, size) {
    if (arcs === 0) {
      return 1;
    }
    const span = (values) => Math.max(60, Math.max(...values) - Math.min(...values));
    const area = span(points.map((p) => p.x)) * span(points.map((p) => p.y));
    const pen = (room) => Math.sqrt(room / arcs / ROOM);
    return Math.min(1, Math.max(THINNEST, pen(area)), Math.max(CLOSE, pen(size.x * size.y)));
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
  function choosePen(svg, points, arcs, size, last) {
    const pen = penOf(points, arcs, size);
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
