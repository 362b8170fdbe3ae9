/* A place that is pointed at or open: all that has nothing to do with it is dimmed. */
(function () {
  "use strict";

  /** Return the number of the place that a key names, or -1. */
  function placeOf(key) {
    const found = key === null ? null : /^node (\d+) /.exec(key);
    return found === null ? -1 : Number(found[1]);
  }

  /**
   * Return which arcs and places have to do with a place: {arcs, nodes}, sets of numbers; null
   * where nothing is to be dimmed.
   */
  function about(facts, shown, number) {
    if (number < 0) {
      return null;
    }
    const touches = (arc) => arc.from === number || arc.to === number;
    const arcs = [...facts.arcs.keys()].filter((n) => shown[n] && touches(facts.arcs[n]));
    const ends = arcs.flatMap((n) => [facts.arcs[n].from, facts.arcs[n].to]);
    return { arcs: new Set(arcs), nodes: new Set([number, ...ends]) };
  }

  trafficroutes.Overlay.include({
    /** Dim all but what has to do with the place of a key; null or an arc dims nothing. */
    focusOn: function (key) {
      const number = placeOf(key);
      if (number === this._focused) {
        return;
      }
      this._focused = number;
      this._showFocus();
    },

    _showFocus: function () {
      const kept = about(this._facts, this._shown, this._focused);
      this._svg.classList.toggle("tr-focused", kept !== null);
      this._kept = kept;
      this._arcs.forEach((arc) => {
        if (arc.group !== null) {
          arc.group.classList.toggle("tr-kept", kept !== null && kept.arcs.has(arc.number));
        }
      });
      this._nodes.forEach((node) => {
        const on = kept !== null && kept.nodes.has(node.number);
        [node.group, node.label, node.ring].forEach((part) => part.classList.toggle("tr-kept", on));
      });
      this._repaintMany();
    },
  });
})();
