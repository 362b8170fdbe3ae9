/* The first view: all places as large as fits, and none of them under a panel. */
(function () {
  "use strict";

  const CLOSEST = 7; // the basemap has no more to show
  const FIRST = 5; // a first view is no closer
  const EDGE = 60; // pixels kept free at the sides, for the names of places
  const ROOM = 14; // pixels kept free around a place
  const STEP = 0.25; // zoom levels
  const SHIFTS = 13; // places tried for the map along each direction
  const BENDS = 1200; // points of arcs that are looked at, at most
  const TILE = 256; // pixels of the world at zoom 0

  /** Return how many points lie under a box or outside the window. */
  function hiddenOf(points, place, boxes, sides, size) {
    let count = 0;
    for (const point of points) {
      const x = point.x * place.scale + place.x;
      const y = point.y * place.scale + place.y;
      const outside = x < sides || x > size.x - sides || y < ROOM || y > size.y - ROOM;
      const under = boxes.some(
        (box) =>
          x > box.left - ROOM && x < box.right + ROOM && y > box.top - ROOM && y < box.bottom + ROOM,
      );
      count += outside || under ? 1 : 0;
    }
    return count;
  }

  function extent(values) {
    return values.reduce(
      (found, value) => [Math.min(found[0], value), Math.max(found[1], value)],
      [Infinity, -Infinity],
    );
  }

  /** Return places to try along one direction: where the points fit into the window. */
  function shifts(span, scale, room, length) {
    const least = room - span[0] * scale;
    const most = length - room - span[1] * scale;
    const middle = (least + most) / 2;
    const slack = Math.max(0, (most - least) / 2);
    const half = (SHIFTS - 1) / 2;
    const steps = slack === 0 ? [0] : [...Array(SHIFTS).keys()].map((n) => (n - half) / half);
    return steps.map((step) => middle + step * slack);
  }

  /** Return how far the middle of the points stands off the middle of the window, as a part of it. */
  function aside(shift, span, scale, length) {
    return Math.abs(shift + ((span[0] + span[1]) / 2) * scale - length / 2) / length;
  }

  /**
   * Return the best view: {zoom, x, y, scale}, where a point p of the world at zoom 0 is seen at
   * p * scale + (x, y). Places count most, then bends of arcs, then size.
   */
  function bestView(points, allBends, boxes, size, least) {
    const every = Math.ceil(allBends.length / BENDS);
    const bends = allBends.filter((_, index) => index % every === 0);
    const sides = Math.min(EDGE, size.x * 0.05);
    const xs = extent(points.map((p) => p.x));
    const ys = extent(points.map((p) => p.y));
    let best = null;
    for (let zoom = FIRST; zoom >= least; zoom -= STEP) {
      const scale = 2 ** zoom;
      const fits =
        (xs[1] - xs[0]) * scale <= size.x - 2 * sides && (ys[1] - ys[0]) * scale <= size.y - 2 * ROOM;
      if (!fits && zoom > least) {
        continue;
      }
      for (const y of shifts(ys, scale, ROOM, size.y)) {
        for (const x of shifts(xs, scale, sides, size.x)) {
          const place = { zoom: zoom, x: x, y: y, scale: scale };
          const hidden = hiddenOf(points, place, boxes, sides - 4, size);
          const bent = hiddenOf(bends, place, boxes, 0, size) / Math.max(1, bends.length);
          // Of views as good, the one in the middle: names and panels have room all round.
          const off = 0.2 * aside(y, ys, scale, size.y) + 0.1 * aside(x, xs, scale, size.x);
          const cost = 10 * hidden + 2 * bent - zoom + off;
          if (best === null || cost < best.cost) {
            best = { ...place, cost: cost, hidden: hidden };
          }
        }
      }
    }
    return best;
  }

  function panelBoxes(map) {
    return [...map.getContainer().querySelectorAll(".leaflet-control")].map((element) =>
      trafficroutes.boxOf(map, element),
    );
  }

  /**
   * Show all places as large as fits with none under a panel, and few bends of arcs, on maps
   * that show the same. Where no view keeps clear of the panels, they fold one after the other.
   */
  function fit(maps, places, bends) {
    const map = maps[0];
    const boxes = () => maps.flatMap(panelBoxes);
    const size = map.getSize();
    // The world is drawn three times over: from here on that fills the width.
    const least = Math.max(0, Math.ceil(Math.log2(size.x / (2.9 * TILE)) / STEP) * STEP);
    maps.forEach((one) => one.setMaxZoom(CLOSEST).setMinZoom(least));
    const flat = (point) => map.project(point, 0);
    const seen = [places.map(flat), bends.map(flat)];
    let view = bestView(...seen, boxes(), size, least);
    for (const name of [".tr-legend", ".tr-layers"]) {
      const panel = map.getContainer().querySelector(name);
      if (view.hidden > 0 && panel !== null && panel.open) {
        panel.open = false;
        trafficroutes.arrange(map);
        view = bestView(...seen, boxes(), size, least);
      }
    }
    const middle = L.point((size.x / 2 - view.x) / view.scale, (size.y / 2 - view.y) / view.scale);
    maps.forEach((one) => one.setView(map.unproject(middle, 0), view.zoom, { animate: false }));
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    bestView: bestView,
    panelBoxes: panelBoxes,
    fit: fit,
  });
})();
