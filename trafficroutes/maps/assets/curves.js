/* Arcs as curves from rim to rim, and which of very many is near a point. */
(function () {
  "use strict";

  const CELL = 24; // pixels of the cells by which arcs are found
  const NEAR = 7; // pixels from an arc at which it takes the pointer
  const SAMPLES = 24; // points of each arc that are looked at

  function along(a, b, t) {
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  }

  /** Return the control point of the curve from a to b that bows by a part of its chord. */
  function controlOf(a, b, bow) {
    return { x: (a.x + b.x) / 2 + (b.y - a.y) * bow, y: (a.y + b.y) / 2 - (b.x - a.x) * bow };
  }

  /** Return a quadratic curve without what lies before the part t of it, or after it. */
  function after(curve, t) {
    const [a, c, b] = curve;
    const second = along(c, b, t);
    return [along(along(a, c, t), second, t), second, b];
  }

  function before(curve, t) {
    const [a, c, b] = curve;
    const first = along(a, c, t);
    return [a, first, along(first, along(c, b, t), t)];
  }

  /** Return an arc as a curve from rim to rim: {curve, tip}, with room for its head before the tip. */
  function rimmed(arc, head) {
    const { from, to } = arc;
    const chord = Math.max(1, Math.hypot(to.point.x - from.point.x, to.point.y - from.point.y));
    const whole = [from.point, controlOf(from.point, to.point, arc.fact.bow), to.point];
    const start = Math.min(0.4, (from.reach + 1) / chord);
    const toTip = before(whole, 1 - Math.min(0.4, (to.reach + 1) / chord));
    const toBase = before(whole, 1 - Math.min(0.5, (to.reach + 1 + head) / chord));
    const share = Math.min(0.9, start / (1 - Math.min(0.5, (to.reach + 1 + head) / chord)));
    return { curve: after(toBase, share), tip: toTip[2] };
  }

  function pointAt([a, c, b], t) {
    return along(along(a, c, t), along(c, b, t), t);
  }

  function boxOf([a, c, b]) {
    return {
      left: Math.min(a.x, c.x, b.x),
      right: Math.max(a.x, c.x, b.x),
      top: Math.min(a.y, c.y, b.y),
      bottom: Math.max(a.y, c.y, b.y),
    };
  }

  function meets(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  /** Return where in (0, 1) one coordinate of a curve has a value. */
  function crossings(a, c, b, value) {
    const [square, half, rest] = [a - 2 * c + b, c - a, a - value];
    if (Math.abs(square) < 1e-9) {
      return half === 0 ? [] : [-rest / (2 * half)];
    }
    const root = Math.sqrt(half * half - square * rest); // NaN where it never has
    return [(-half - root) / square, (-half + root) / square];
  }

  /** Return the part of a curve from where it enters a box to where it leaves it last, or null. */
  function within(curve, box) {
    const all = boxOf(curve);
    if (!meets(all, box)) {
      return null;
    }
    if (all.left > box.left && all.right < box.right && all.top > box.top && all.bottom < box.bottom) {
      return curve;
    }
    const [a, c, b] = curve;
    const ends = [
      ...[box.left, box.right].flatMap((x) => crossings(a.x, c.x, b.x, x)),
      ...[box.top, box.bottom].flatMap((y) => crossings(a.y, c.y, b.y, y)),
    ].filter((t) => t > 0 && t < 1);
    const times = [0, ...ends.sort((s, t) => s - t), 1];
    const inside = times.slice(1).map((t, n) => {
      const { x, y } = pointAt(curve, (times[n] + t) / 2);
      return x > box.left && x < box.right && y > box.top && y < box.bottom;
    });
    if (!inside.includes(true)) {
      return null;
    }
    const [first, last] = [times[inside.indexOf(true)], times[inside.lastIndexOf(true) + 1]];
    return after(before(curve, last), first / last);
  }

  /** Return curves by the cells that they cross. */
  function gridOf(curves) {
    const cells = new Map();
    curves.forEach(({ curve }, index) => {
      for (let n = 0; n <= SAMPLES; n += 1) {
        const point = pointAt(curve, n / SAMPLES);
        const key = Math.floor(point.x / CELL) + "," + Math.floor(point.y / CELL);
        const found = cells.get(key);
        if (found === undefined) {
          cells.set(key, [index]);
        } else if (found[found.length - 1] !== index) {
          found.push(index);
        }
      }
    });
    return cells;
  }

  /** Return how far a point is from a curve. */
  function awayFrom(curve, point) {
    let least = Infinity;
    for (let n = 0; n <= SAMPLES * 4; n += 1) {
      const on = pointAt(curve, n / (SAMPLES * 4));
      least = Math.min(least, Math.hypot(on.x - point.x, on.y - point.y));
    }
    return least;
  }

  /** Return the curve nearest to a point, of those near enough, or null. */
  function nearestTo(curves, cells, point) {
    let best = null;
    let least = NEAR;
    const [x, y] = [Math.floor(point.x / CELL), Math.floor(point.y / CELL)];
    for (let i = x - 1; i <= x + 1; i += 1) {
      for (let j = y - 1; j <= y + 1; j += 1) {
        for (const index of cells.get(i + "," + j) || []) {
          const away = awayFrom(curves[index].curve, point);
          if (away < least) {
            least = away;
            best = curves[index];
          }
        }
      }
    }
    return best;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    rimmedCurve: rimmed,
    curvePoint: pointAt,
    curveWithin: within,
    curveGrid: gridOf,
    nearestCurve: nearestTo,
  });
})();
