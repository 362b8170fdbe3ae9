/* The keyboard: controls first, then the map as one stop in which arrow keys go from place to place. */
(function () {
  "use strict";

  const WAYS = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };
  const ASIDE = 2; // how much farther a place seems for each pixel off the way

  /** Return which of some points lies next on a way from a point, or -1: near, and little aside. */
  function nextOn(from, points, [x, y]) {
    let best = -1;
    let least = Infinity;
    points.forEach((point, number) => {
      const ahead = (point.x - from.x) * x + (point.y - from.y) * y;
      const aside = Math.abs((point.x - from.x) * y) + Math.abs((point.y - from.y) * x);
      const cost = ahead + ASIDE * aside;
      if (ahead > 0.5 && aside <= 2 * ahead && cost < least) {
        least = cost;
        best = number;
      }
    });
    return best;
  }

  function isPassed(item) {
    return item.drawn.parts.some((part) => part[1] === "transit");
  }

  /** Return the place at which to begin: the largest of those that goods pass, else of all. */
  function first(items) {
    const passed = items.filter(isPassed);
    const among = passed.length > 0 ? passed : items;
    return among.reduce((a, b) => (a === null || b.drawn.radius > a.drawn.radius ? b : a), null);
  }

  /** Let one place of an overlay be reached by Tab, and the others from it by arrow keys. */
  function rove(map, overlay, svg) {
    let current = null;
    const stop = (item) => {
      if (current !== null) {
        current.group.setAttribute("tabindex", "-1");
      }
      current = item;
      if (item !== null) {
        item.group.setAttribute("tabindex", "0");
      }
    };
    const largest = () => first(overlay.places());
    const among = () => overlay.places().find((item) => current !== null && item.group === current.group);
    overlay.on("drawn", () => stop(among() || largest()));
    svg.addEventListener("focusin", (event) => {
      const item = overlay.places().find((one) => one.group === event.target);
      if (item !== undefined) {
        stop(item);
      }
    });
    svg.addEventListener("keydown", (event) => {
      const here = among();
      const way = WAYS[event.key];
      if (here === undefined || (way === undefined && event.key !== "Home") || event.altKey) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const items = overlay.places();
      const points = items.map((item) => item.drawn.point);
      const item = way === undefined ? largest() : items[nextOn(here.drawn.point, points, way)];
      if (item !== undefined) {
        stop(item);
        item.group.focus({ preventScroll: true });
      }
    });
    svg.setAttribute("role", "application");
    svg.setAttribute(
      "aria-label",
      "Places: arrow keys go from one to the next, Home to the largest that is passed, Enter opens the facts of one",
    );
    stop(largest());
    // The map itself is no stop; from where a pointer has been, its arrow keys still move it.
    map.getContainer().tabIndex = -1;
  }

  /** Let the keyboard reach the controls of a map before its places, and skip them. */
  function controlsFirst(map) {
    const container = map.getContainer();
    const skip = trafficroutes.el("button", "tr-skip", "To the places on the map");
    skip.type = "button";
    skip.addEventListener("click", (event) => {
      event.stopPropagation();
      container.querySelector('.tr-overlay [tabindex="0"]').focus({ preventScroll: true });
    });
    container.prepend(skip, container.querySelector(".leaflet-control-container"));
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    nextOn: nextOn,
    rove: rove,
    controlsFirst: controlsFirst,
  });
})();
