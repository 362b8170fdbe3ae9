/* Bars under the names of places: where the value may lie, and where the best guess stands. */
(function () {
  "use strict";

  const LONG = 36; // pixels from nothing to the largest value
  const HIGH = 4;
  const ROOM = 6; // pixels that a name with a bar is higher

  const BARS = 15; // so many of the largest places have one

  /** Return the part of a place with the largest range, or undefined; where all set out is sure. */
  function rangedOf(facts, node, parts) {
    const ends = node.ends || {};
    const told = (part) => facts.words.unit !== "share" || part[1] !== "origin";
    const known = parts.filter((part) => ends[part[0]] !== undefined && told(part));
    return known.sort((a, b) => b[2] - a[2])[0];
  }

  /** Return the size at the right end of all bars: the highest end of a range on the map. */
  function mostOf(facts) {
    const ends = facts.nodes.flatMap((node) => {
      const part = rangedOf(facts, node, node.parts);
      return part === undefined ? [] : [Math.max(part[2], node.ends[part[0]][1])];
    });
    return Math.max(0, ...ends);
  }

  /** Whether the range of a place that has one touches zero. */
  function anyOpen(facts) {
    return facts.nodes.some((node) => {
      const part = rangedOf(facts, node, node.parts);
      return part !== undefined && node.ends[part[0]][0] <= 0;
    });
  }

  /** Return for each place {low, best, high}, from 0 to 1 along its bar, or null: it has none. */
  function rangesOf(facts, nodes) {
    const most = mostOf(facts);
    const found = nodes.map((node) => {
      const part = most === 0 ? undefined : rangedOf(facts, node.fact, node.parts);
      if (part === undefined) {
        return null;
      }
      const [low, high] = node.fact.ends[part[0]];
      return { low: low / most, best: part[2] / most, high: high / most };
    });
    const order = [...found.keys()].filter((index) => found[index] !== null);
    order.sort((a, b) => nodes[b].size - nodes[a].size || a - b);
    const kept = new Set(order.slice(0, BARS));
    return found.map((range, index) => (kept.has(index) ? range : null));
  }

  /** Return a bar whose track begins at a point: the track, the range, and a stroke for the best. */
  function bar(range, left, top) {
    const shape = trafficroutes.shape;
    const made = shape("g", { class: "tr-range" });
    const piece = (name, x, y, width, height) =>
      shape("rect", { class: name, x: left + x, y: top + y, width: width, height: height });
    made.append(
      piece("tr-track", 0, 0, LONG, HIGH),
      // Where it touches zero it is hollow.
      piece(range.low > 0 ? "tr-spread" : "tr-spread tr-open", range.low * LONG, 0, Math.max(1, (range.high - range.low) * LONG), HIGH),
      piece("tr-best", range.best * LONG - 0.75, -1, 1.5, HIGH + 2),
    );
    return made;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    RANGE_LONG: LONG,
    RANGE_ROOM: ROOM,
    mostOf: mostOf,
    anyOpenRange: anyOpen,
    rangesOf: rangesOf,
    rangeBar: bar,
  });
})();
