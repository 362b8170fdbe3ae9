/* The two sides of a map of before and after, as facts. Nothing here touches the page. */
(function () {
  "use strict";

  const NOTES = {
    gained: "Gains traffic",
    lost: "Lost: carries nothing any more",
    hypothetical: "Hypothetical: added by this scenario, reported by nobody",
  };

  function both(before, after) {
    return "before " + before + ", after " + after;
  }

  function amountOf(rows, flow) {
    const found = rows.find((row) => row[0] === flow);
    return found === undefined ? "nothing" : found[3];
  }

  /** Return what each place is to its flows, with both amounts in words. */
  function partsOf(rows, before, after) {
    return rows.map(([flow, role, size]) => [
      flow, role, size, both(amountOf(before, flow), amountOf(after, flow)),
    ]);
  }

  /** Return a row for each flow of a place: one that a side lacks is there with nothing in it. */
  function filled(rows, other) {
    const missing = other.filter(([flow]) => !rows.some((row) => row[0] === flow));
    return [...rows, ...missing.map(([flow, role, , amount]) => [flow, role, 0, amount])];
  }

  /** Return what is said besides the amounts: the change in points, and what it means. */
  function noteOf(change, meaning) {
    const told = change === "0" ? "" : "Change: " + change + " points";
    return [told, meaning].filter((text) => text !== "").join(". ");
  }

  function arcSides(arc, row) {
    const [width, amount, kind, glow, was, hypothetical, change, certain, strength] = row;
    const told = both(arc.amount, amount);
    const note = noteOf(change, hypothetical ? NOTES.hypothetical : NOTES[kind] || "");
    const common = { ...arc, amount: told, note: note, kind: kind, glow: 0, hypothetical: hypothetical };
    return [
      { ...common, absent: !was, ghost: false },
      // What is lost is drawn as wide as it was.
      {
        ...common,
        absent: false,
        ghost: kind === "lost",
        glow: glow,
        open: !certain,
        width: kind === "lost" ? arc.width : width,
        strength: strength,
      },
    ];
  }

  function nodeSides(node, row) {
    const [later, kind, glow, points, touch, change, certain] = row;
    const note = noteOf(change, touch === null ? "" : touch[1]);
    const before = partsOf(node.parts, node.parts, later);
    const after = partsOf(filled(later, node.parts), node.parts, later);
    const removed = touch !== null && touch[0] === "removed";
    const about = touch === null ? 0 : 1 + Number(removed);
    const was = node.parts.map((part) => part[2]);
    return [
      { ...node, parts: before, note: note, about: about, touch: null, ghost: false, glow: 0 },
      {
        ...node,
        about: about,
        // What is removed is drawn as large as it was.
        parts: removed ? after.map((part, n) => [part[0], part[1], was[n] || 0, part[3]]) : after,
        note: note,
        touch: touch === null ? null : touch[0],
        ghost: kind === "lost" && !removed,
        glow: glow,
        open: !certain,
        label: points === "" ? node.label : node.label + " " + points,
      },
    ];
  }

  /**
   * Return the facts of the side before and of the side after.
   *
   * facts: as of one map, with `dual`: for each arc {width, amount, kind, glow, was,
   * hypothetical, change, certain, strength} and for each place {parts, kind, glow, points, touch, change,
   * certain}, as rows; certain: whether the range of the change keeps off zero.
   */
  function sides(facts) {
    const arcs = facts.arcs.map((arc, n) => arcSides(arc, facts.dual.arcs[n]));
    const nodes = facts.nodes.map((node, n) => nodeSides(node, facts.dual.nodes[n]));
    return ["before", "after"].map((name, side) => ({
      ...facts,
      side: name,
      heading: facts.dual.headings[side],
      arcs: arcs.map((pair) => pair[side]),
      nodes: nodes.map((pair) => pair[side]),
      hatched: side === 1 ? facts.dual.hatched : [],
      glows: facts.dual.glows,
    }));
  }

  /** Return what the legend of both sides has to explain: every arc and place of either. */
  function together(pair) {
    const [before, after] = pair;
    return {
      ...before,
      arcs: [...before.arcs.filter((arc) => !arc.absent), ...after.arcs.filter((arc) => !arc.ghost)],
      nodes: [...before.nodes, ...after.nodes],
    };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    sides: sides,
    together: together,
  });
})();
