/* Places that would cover each other: countries shrink, regions move aside. */
(function () {
  "use strict";

  const LEAST = 1.3; // radius in pixels below which no place shrinks
  const SQUARE = 1.8; // side of the square of a region, in radii
  const GAP = 4; // pixels between two places, so that a leg between neighbours is seen
  const CLEAR = 4; // pixels that a region keeps from other places
  const DIRECTIONS = 16;
  const STEP = 5;
  const FARTHEST = 90; // pixels that a region moves at most

  function distance(a, b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  /** Shrink two countries, both in proportion, where they overlap. */
  function part(a, b) {
    const reach = a.radius + b.radius + GAP;
    if (Math.abs(a.point.x - b.point.x) >= reach || Math.abs(a.point.y - b.point.y) >= reach) {
      return;
    }
    const factor = (distance(a.point, b.point) - GAP) / (a.radius + b.radius);
    if (factor < 1) {
      a.radius = Math.max(Math.min(LEAST, a.radius), a.radius * factor);
      b.radius = Math.max(Math.min(LEAST, b.radius), b.radius * factor);
    }
  }

  /** Shrink countries that overlap until they stand beside each other. */
  function shrink(items) {
    const fixed = items.filter((item) => !item.region);
    for (let round = 0; round < 4; round += 1) {
      fixed.forEach((a, index) => fixed.slice(index + 1).forEach((b) => part(a, b)));
    }
  }

  function free(point, radius, others) {
    return others.every((other) => distance(point, other.point) >= radius + other.radius + CLEAR);
  }

  /** Return the free point nearest to a region's own. */
  function aside(item, others) {
    const reach = item.radius * 1.3;
    if (free(item.point, reach, others)) {
      return item.point;
    }
    for (let away = STEP; away <= FARTHEST; away += STEP) {
      for (let turn = 0; turn < DIRECTIONS; turn += 1) {
        const angle = (2 * Math.PI * turn) / DIRECTIONS;
        const point = {
          x: item.point.x + away * Math.cos(angle),
          y: item.point.y + away * Math.sin(angle),
        };
        if (free(point, reach, others)) {
          return point;
        }
      }
    }
    return item.point;
  }

  /**
   * Make room between places.
   *
   * items: {point, radius, region} each. Returns {point, radius} for each: countries stand
   * where they are, regions (which are schematic anyway) where there is room.
   */
  function makeRoom(items) {
    const found = items.map((item) => ({ ...item }));
    shrink(found);
    const placed = found.filter((item) => !item.region);
    const regions = found.filter((item) => item.region);
    regions.sort((a, b) => b.radius - a.radius);
    for (const item of regions) {
      item.point = aside(item, placed);
      placed.push(item);
    }
    return found;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    SQUARE: SQUARE,
    makeRoom: makeRoom,
  });
})();
