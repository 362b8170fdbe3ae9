/* Names beside their places: on the freest side, hidden where there is no room. */
(function () {
  "use strict";

  const GAP = 4;
  const HEIGHT = 14;
  const CELL = 40;
  const FARTHER = [8, 18]; // pixels more that a name which may not be missed stands off its place
  const APART = 4; // pixels from another place's rim, so that no name seems to be that one's

  function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function around(point, radius) {
    return {
      left: point.x - radius,
      right: point.x + radius,
      top: point.y - radius,
      bottom: point.y + radius,
    };
  }

  /** Return the boxes that a name of this width may take, the best liked first. */
  function candidates(point, radius, width) {
    const away = radius + GAP;
    const slant = away * 0.7;
    const half = HEIGHT / 2;
    const corners = [
      [point.x + away, point.y - half],
      [point.x - away - width, point.y - half],
      [point.x - width / 2, point.y + away - 2],
      [point.x - width / 2, point.y - away - HEIGHT + 2],
      [point.x + slant, point.y - slant - HEIGHT + 2],
      [point.x + slant, point.y + slant - 2],
      [point.x - slant - width, point.y - slant - HEIGHT + 2],
      [point.x - slant - width, point.y + slant - 2],
    ];
    return corners.map(([left, top]) => ({
      left: left,
      top: top,
      right: left + width,
      bottom: top + HEIGHT,
    }));
  }

  /** Points of arcs by the cell that they lie in, so that few are looked at. */
  function grid(points) {
    const cells = new Map();
    for (const point of points) {
      const key = Math.floor(point.x / CELL) + "," + Math.floor(point.y / CELL);
      if (!cells.has(key)) {
        cells.set(key, []);
      }
      cells.get(key).push(point);
    }
    return cells;
  }

  function crossings(cells, box) {
    let count = 0;
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) {
        for (const point of cells.get(x + "," + y) || []) {
          const inside =
            point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom;
          count += inside ? 1 : 0;
        }
      }
    }
    return count;
  }

  /**
   * Place names, those that come first and those of the largest places before others.
   *
   * items: {point, radius, width, first} each; lines: points of arcs to keep clear of;
   * view: corners of what is seen, and boxes over it: the name of a place that is seen stays
   * inside the one and clear of the others.
   * Returns for each item its box, or null where it finds no room.
   */
  function placeLabels(items, lines, view) {
    const cells = grid(lines);
    const rims = items.map((item) => around(item.point, item.radius + 1));
    const near = items.map((item) => around(item.point, item.radius + APART));
    const seen = { left: view.min.x, right: view.max.x, top: view.min.y, bottom: view.max.y };
    const order = items.map((_, index) => index);
    const rankOf = (index) => 1000 * (items[index].first || 0) + items[index].radius;
    order.sort((a, b) => rankOf(b) - rankOf(a) || a - b);
    const taken = [];
    const boxes = items.map(() => null);
    for (const index of order) {
      const item = items[index];
      let best = null;
      let least = Infinity;
      const inView = overlaps(around(item.point, 0.1), seen);
      const places = candidates(item.point, item.radius, item.width);
      if (item.first > 1) {
        FARTHER.forEach((more) => {
          places.push(...candidates(item.point, item.radius + more, item.width));
        });
      }
      places.forEach((box, rank) => {
        const out =
          inView &&
          (box.left < seen.left ||
            box.right > seen.right ||
            view.boxes.some((panel) => overlaps(box, panel)));
        const blocked =
          out ||
          taken.some((other) => overlaps(box, other)) ||
          rims.some((rim) => overlaps(box, rim)) ||
          near.some((rim, other) => other !== index && overlaps(box, rim));
        const cost = crossings(cells, box) + rank * 0.4;
        if (!blocked && cost < least) {
          best = box;
          least = cost;
        }
      });
      if (best !== null) {
        taken.push(best);
        boxes[index] = best;
      }
    }
    return boxes;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { placeLabels: placeLabels });
})();
