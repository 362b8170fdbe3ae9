/* Bundles: from afar, connections from one region to another are one line that splits at its ends. */
(function () {
  "use strict";

  const LEAST = 3; // connections that make a bundle
  const SPREAD = 230; // pixels over which each end of a bundle spreads at most: from nearer it splits
  const SLIM = 0.42; // and as a part of its length
  const POINTS = 25;
  const LONGEST = 0.42; // part of its length over which each end may split

  function distance(a, b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  function middleOf(points) {
    const sum = (key) => points.reduce((total, point) => total + point[key], 0);
    return { x: sum("x") / points.length, y: sum("y") / points.length };
  }

  /** Return how far points lie apart: the diagonal of the box round them. */
  function spreadOf(points) {
    const extent = (key) => {
      const values = points.map((point) => point[key]);
      return Math.max(...values) - Math.min(...values);
    };
    return Math.hypot(extent("x"), extent("y"));
  }

  /** Return what an end of a bundle may be: the regions that hold a place, or the place alone. */
  function levelsOf(place) {
    const alone = "place " + place.number;
    return [...place.within.map((region) => "region " + region), alone].map(
      (name) => name + "/" + place.shift,
    );
  }

  /** Return the groups that arcs could form: {key, ends, members}. */
  function groupsOf(arcs) {
    const groups = new Map();
    arcs.forEach((arc, index) => {
      const starts = levelsOf(arc.from);
      levelsOf(arc.to).forEach((to, n) => {
        starts.forEach((from, m) => {
          const key = [arc.flow, from, to].join("|");
          if (!groups.has(key)) {
            groups.set(key, { key: key, ends: [from, to], rank: n + m, members: [] });
          }
          groups.get(key).members.push(index);
        });
      });
    });
    return [...groups.values()];
  }

  /** Return the places at one end of some arcs, each once. */
  function placesOf(members, arcs, end) {
    const found = new Map(members.map((index) => [arcs[index][end].number, arcs[index][end]]));
    return [...found.values()];
  }

  /** Whether a group is far enough off, and its ends near enough to each other, to be one line. */
  function holdsTogether(members, arcs) {
    const [starts, ends] = ["from", "to"].map((end) =>
      placesOf(members, arcs, end).map((place) => place.point),
    );
    if (members.length < LEAST || starts.length + ends.length <= 2) {
      return false;
    }
    const room = Math.min(SPREAD, SLIM * distance(middleOf(starts), middleOf(ends)));
    return spreadOf(starts) <= room && spreadOf(ends) <= room;
  }

  /**
   * Return the bundles of some arcs, the largest first: {ends, members}; no arc is in two.
   *
   * arcs: {flow, bow, from, to} each, with places {number, shift, point, within}; within: the
   * regions that hold a place. members: positions of arcs.
   */
  function bundlesOf(arcs) {
    const groups = groupsOf(arcs).filter((group) => group.members.length >= LEAST);
    groups.sort(
      (a, b) => b.members.length - a.members.length || a.rank - b.rank || (a.key < b.key ? -1 : 1),
    );
    const taken = new Set();
    const found = [];
    for (const group of groups) {
      const members = group.members.filter((index) => !taken.has(index));
      if (holdsTogether(members, arcs)) {
        members.forEach((index) => taken.add(index));
        found.push({ ends: group.ends, members: members });
      }
    }
    return found;
  }

  /** Return points of the quadratic curve from a by a control point to b. */
  function curve(a, control, b) {
    return [...Array(POINTS).keys()].map((i) => {
      const t = i / (POINTS - 1);
      const s = 1 - t;
      return {
        x: s * s * a.x + 2 * s * t * control.x + t * t * b.x,
        y: s * s * a.y + 2 * s * t * control.y + t * t * b.y,
      };
    });
  }

  /** Return the line from the last two points of a trunk (before, split) on to a place. */
  function branch(before, split, end) {
    const ahead = (distance(split, end) * 0.5) / Math.max(distance(before, split), 1e-6);
    const control = {
      x: split.x + (split.x - before.x) * ahead,
      y: split.y + (split.y - before.y) * ahead,
    };
    return curve(split, control, end);
  }

  /** Return how many of so many steps of a trunk an end takes to split. */
  function stepsOf(points, length, steps) {
    if (points.length === 1) {
      return 0;
    }
    return Math.max(1, Math.round(Math.min(LONGEST, (spreadOf(points) * 0.9 + 40) / length) * steps));
  }

  /**
   * Return the lines of a bundle in the direction of its goods: {trunk, starts, ends}; starts and
   * ends: by the number of a place, the line from it to the trunk, and from the trunk to it.
   */
  function linesOf(bundle, arcs) {
    const [starts, ends] = ["from", "to"].map((end) => placesOf(bundle.members, arcs, end));
    const [a, b] = [starts, ends].map((places) => places.map((place) => place.point));
    const [from, to] = [middleOf(a), middleOf(b)];
    const whole = trafficroutes.bent(from, to, arcs[bundle.members[0]].bow, 0, 0, -Infinity);
    const steps = whole.length - 1;
    const length = distance(from, to);
    const trunk = whole.slice(stepsOf(a, length, steps), steps + 1 - stepsOf(b, length, steps));
    const [first, second] = trunk;
    const [before, last] = trunk.slice(-2);
    const joining = starts.map((place) => [
      place.number,
      starts.length === 1 ? [] : branch(second, first, place.point).reverse(),
    ]);
    const parting = ends.map((place) => [
      place.number,
      ends.length === 1 ? [] : branch(before, last, place.point),
    ]);
    return { trunk: trunk, starts: new Map(joining), ends: new Map(parting) };
  }

  /** Return the class of width of some connections together, where what they carry adds up. */
  function widthOf(facts, members) {
    const { limits } = facts.words;
    const widest = Math.max(...members.map((arc) => arc.width));
    if (!limits || limits.length === 0 || members.some((arc) => arc.measured === 0)) {
      return widest;
    }
    const sum = members.reduce((total, arc) => total + arc.strength, 0);
    return Math.max(widest, limits.filter((limit) => sum >= limit).length);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    bundlesOf: bundlesOf,
    bundleLines: linesOf,
    bundleWidth: widthOf,
  });
})();
