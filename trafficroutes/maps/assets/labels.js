/* Names beside their places: on the freest side; where there is no room, hidden or led to by a line. */
(function () {
  "use strict";

  const GAP = 4;
  const HEIGHT = 14;
  const CELL = 40;
  const NAMED = 15; // so many of the largest places that are seen always have a name
  const FARTHER = [8, 18, 30, 44, 60, 80, 104]; // pixels that their names may stand off their rims
  const TURNS = 16; // directions in which they may
  const NEARER = 3; // pixels that a name is nearer to its own place than to any other
  const LED = GAP + 2; // a name farther off than this has a line that leads to it
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
  function candidates({ point, radius, width, height = HEIGHT }) {
    const away = radius + GAP;
    const slant = away * 0.7;
    const half = height / 2;
    const corners = [
      [point.x + away, point.y - half],
      [point.x - away - width, point.y - half],
      [point.x - width / 2, point.y + away - 2],
      [point.x - width / 2, point.y - away - height + 2],
      [point.x + slant, point.y - slant - height + 2],
      [point.x + slant, point.y + slant - 2],
      [point.x - slant - width, point.y - slant - height + 2],
      [point.x - slant - width, point.y + slant - 2],
    ];
    return corners.map(([left, top]) => ({
      left: left,
      top: top,
      right: left + width,
      bottom: top + height,
    }));
  }

  /** Return boxes farther off, the nearest first; a line leads to them. */
  function fartherOff({ point, radius, width, height = HEIGHT }) {
    return FARTHER.flatMap((more) =>
      [...Array(TURNS).keys()].map((turn) => {
        const angle = (2 * Math.PI * turn) / TURNS;
        const [across, down] = [Math.cos(angle), Math.sin(angle)];
        const left = point.x + across * (radius + more + width / 2) - width / 2;
        const top = point.y + down * (radius + more + height / 2) - height / 2;
        return { left: left, top: top, right: left + width, bottom: top + height, off: more };
      }),
    );
  }

  /** Return the point of a box that is nearest to a point. */
  function nearestOf(box, point) {
    return {
      x: Math.min(Math.max(point.x, box.left), box.right),
      y: Math.min(Math.max(point.y, box.top), box.bottom),
    };
  }

  /** Return how far a box stands off the rim of a place. */
  function gap(box, item) {
    const near = nearestOf(box, item.point);
    return Math.max(0, Math.hypot(near.x - item.point.x, near.y - item.point.y) - item.radius);
  }

  /** Whether a box is as near to another place as to its own, so that it may seem to be that one's. */
  function nearerToAnother(box, index, items) {
    const most = gap(box, items[index]) + NEARER;
    const reaches = ({ point, radius }) =>
      point.x > box.left - most - radius && point.x < box.right + most + radius &&
      point.y > box.top - most - radius && point.y < box.bottom + most + radius;
    return items.some((item, other) => other !== index && reaches(item) && gap(box, item) < most);
  }

  /** Return how many places the line from a place to its name would cross. */
  function crossed(box, index, items) {
    const { point } = items[index];
    const end = nearestOf(box, point);
    const [dx, dy] = [end.x - point.x, end.y - point.y];
    const length = Math.max(dx * dx + dy * dy, 1e-9);
    return items.filter((item, other) => {
      const along = ((item.point.x - point.x) * dx + (item.point.y - point.y) * dy) / length;
      const t = Math.min(1, Math.max(0, along));
      const away = Math.hypot(point.x + t * dx - item.point.x, point.y + t * dy - item.point.y);
      return other !== index && away < item.radius + 1;
    }).length;
  }

  /** Return the places whose names may not be missed: the largest that are seen, and what is about. */
  function needed(items, seen) {
    const sizeOf = (index) => (items[index].size === undefined ? items[index].radius : items[index].size);
    const inView = [...items.keys()].filter((index) => overlaps(around(items[index].point, 0.1), seen));
    const free = inView.filter((index) => seen.clear(items[index].point));
    const largest = free.sort((a, b) => sizeOf(b) - sizeOf(a) || a - b).slice(0, NAMED);
    return new Set([...largest, ...inView.filter((index) => items[index].first > 1)]);
  }

  /** Return the line that leads from the rim of a place to its name, or null where it is near. */
  function leader(box, item) {
    const off = gap(box, item);
    if (off <= LED) {
      return null;
    }
    const end = nearestOf(box, item.point);
    const part = item.radius / (off + item.radius);
    return {
      from: {
        x: item.point.x + (end.x - item.point.x) * part,
        y: item.point.y + (end.y - item.point.y) * part,
      },
      to: end,
    };
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
   * items: {point, radius, width, height, first, size} each; lines: points of arcs to keep clear of;
   * view: corners of what is seen, and boxes over it: the name of a place that is seen stays
   * inside the one and clear of the others. No name stands nearer to another place than to its
   * own, except where a line leads to it.
   * Returns for each item its box, or null where it finds no room.
   */
  function placeLabels(items, lines, view) {
    const cells = grid(lines);
    const rims = items.map((item) => around(item.point, item.radius + 1));
    const near = items.map((item) => around(item.point, item.radius + APART));
    const seen = { left: view.min.x, right: view.max.x, top: view.min.y, bottom: view.max.y };
    seen.clear = ({ x, y }) =>
      !view.boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
    const must = needed(items, seen);
    const order = items.map((_, index) => index);
    const rankOf = (index) =>
      1000 * (items[index].first || 0) + 500 * Number(must.has(index)) + items[index].radius;
    order.sort((a, b) => rankOf(b) - rankOf(a) || a - b);
    const taken = [];
    const boxes = items.map(() => null);
    for (const index of order) {
      const item = items[index];
      let best = null;
      let least = Infinity;
      const inView = overlaps(around(item.point, 0.1), seen);
      const blockedAt = (box) => {
        // The name of a place out of sight is not seen in part.
        const out = !inView
          ? overlaps(box, seen)
          : box.left < seen.left ||
            box.right > seen.right ||
            box.top < seen.top ||
            box.bottom > seen.bottom ||
            view.boxes.some((panel) => overlaps(box, panel));
        return (
          out ||
          taken.some((other) => overlaps(box, other)) ||
          rims.some((rim) => overlaps(box, rim)) ||
          near.some((rim, other) => other !== index && overlaps(box, rim))
        );
      };
      const choose = (box, cost) => {
        if (cost < least) {
          best = box;
          least = cost;
        }
      };
      candidates(item).forEach((box, rank) => {
        if (!blockedAt(box) && !nearerToAnother(box, index, items)) {
          choose(box, crossings(cells, box) + rank * 0.4);
        }
      });
      if (best === null && must.has(index)) {
        fartherOff(item).forEach((box) => {
          if (box.off < least && !blockedAt(box)) {
            const astray = 12 * Number(nearerToAnother(box, index, items));
            choose(box, box.off + crossings(cells, box) + astray + 40 * crossed(box, index, items));
          }
        });
      }
      if (best !== null) {
        taken.push(best);
        boxes[index] = best;
      }
    }
    return boxes;
  }

  /** Return what of the map is seen, and the panels over it, in pixels of the layer. */
  function viewOf(map, panels) {
    const size = map.getSize();
    const corner = (x, y) => map.containerPointToLayerPoint([x, y]);
    return {
      min: corner(2, 2),
      max: corner(size.x - 2, size.y - 2),
      boxes: panels.map((box) => {
        const [low, high] = [corner(box.left, box.top), corner(box.right, box.bottom)];
        return { left: low.x, right: high.x, top: low.y, bottom: high.y };
      }),
    };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    placeLabels: placeLabels,
    leader: leader,
    viewOf: viewOf,
  });
})();
