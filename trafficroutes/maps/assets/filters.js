/* Which connections and places are shown: by layer and by year. Nothing here touches the page. */
(function () {
  "use strict";

  const NO_CORRIDOR = -1;

  /** Whether a span of years, either end of which may be open, has years of another. */
  function meets(span, [first, last]) {
    return (span[0] === null || span[0] <= last) && (span[1] === null || first <= span[1]);
  }

  /** Whether a leg is attested in a year or in a span of years; null is any year. */
  function legActive(leg, years) {
    const asked = Array.isArray(years) ? years : [years, years];
    return years === null || leg[3].some((span) => meets(span, asked));
  }

  function key(flow, corridor) {
    return flow + "|" + corridor;
  }

  function corridorsOf(leg) {
    return leg[2].length === 0 ? [NO_CORRIDOR] : leg[2];
  }

  /** Return the corridors of each flow that has legs, by name; none last. */
  function corridorsByFlow(facts) {
    const found = facts.flows.map(() => new Set());
    for (const arc of facts.arcs) {
      arc.legs.forEach((leg) => corridorsOf(leg).forEach((c) => found[arc.flow].add(c)));
    }
    const name = (c) => (c === NO_CORRIDOR ? "\uffff" : facts.corridors[c]);
    return found.map((set) => [...set].sort((a, b) => (name(a) < name(b) ? -1 : 1)));
  }

  /** Return the first and last year that legs name, or null where none does. */
  function yearsOf(facts) {
    const named = facts.arcs
      .flatMap((arc) => arc.legs)
      .flatMap((leg) => leg[3])
      .flat()
      .filter((year) => year !== null);
    return named.length === 0 ? null : [Math.min(...named), Math.max(...named)];
  }

  /** Return what is ticked, and which arcs and places that leaves. */
  function makeFilter(facts) {
    const corridors = corridorsByFlow(facts);
    const off = new Set();
    const whole = new Set(); // flows that are off as a whole, which takes assumed arcs along
    let known = null; // what the choice leaves, until it changes
    let top = facts.top === undefined ? null : facts.top; // how many connections are drawn
    let year = null; // or the first and the last of some years
    let sure = 0; // the least evidence that a connection must have
    let source = null; // the only document that counts

    function cites(leg) {
      return source === null || leg[4].some((number) => facts.citations[number][0] === source);
    }

    function legShown(arc, leg) {
      return (
        arc.sure >= sure &&
        cites(leg) &&
        legActive(leg, year) &&
        corridorsOf(leg).some((c) => !off.has(key(arc.flow, c)))
      );
    }

    function anyEvidence() {
      return year === null && sure === 0 && source === null;
    }

    /** Return for each arc whether the choice leaves it; what is assumed follows what comes in. */
    function passing() {
      if (known === null) {
        known = chosen();
      }
      return known;
    }

    function chosen() {
      const cited = facts.arcs.map((arc) => arc.legs.some((leg) => legShown(arc, leg)));
      const reached = new Set(
        facts.arcs.filter((_, n) => cited[n]).map((arc) => key(arc.flow, arc.to)),
      );
      const starts = new Set(facts.arcs.map((arc) => key(arc.flow, arc.to)));
      return facts.arcs.map((arc, n) => {
        if (arc.legs.length > 0) {
          return cited[n];
        }
        const from = key(arc.flow, arc.from);
        return !whole.has(arc.flow) && (reached.has(from) || (!starts.has(from) && anyEvidence()));
      });
    }

    /** Return for each arc whether it is shown: the strongest of those that are left. */
    function shown() {
      let left = top === null ? Infinity : top;
      return passing().map((on) => {
        left -= on ? 1 : 0;
        return on && left >= 0;
      });
    }

    /** Return for each place the flows that it has arcs of. */
    function flowsOfNodes(arcsShown) {
      const found = facts.nodes.map(() => new Set());
      facts.arcs.forEach((arc, n) => {
        if (arcsShown[n]) {
          found[arc.from].add(arc.flow);
          found[arc.to].add(arc.flow);
        }
      });
      return found;
    }

    /**
     * Count what is shown: connections, the legs behind them, and legs hidden for want of a year;
     * `of`: connections that layers and year leave, drawn or not.
     */
    function counts(arcsShown) {
      const told = { connections: 0, legs: 0, undated: 0, of: 0 };
      const left = passing();
      told.of = facts.arcs.filter((arc, n) => left[n] && arc.legs.length > 0).length;
      facts.arcs.forEach((arc, n) => {
        told.connections += arcsShown[n] && arc.legs.length > 0 ? 1 : 0;
        told.legs += arcsShown[n] ? arc.legs.filter((leg) => legShown(arc, leg)).length : 0;
        if (year !== null && !whole.has(arc.flow)) {
          told.undated += arc.legs.filter((leg) => leg[3].length === 0).length;
        }
      });
      return told;
    }

    function setFlow(flow, on) {
      known = null;
      corridors[flow].forEach((c) => setCorridor(flow, c, on));
      whole[on ? "delete" : "add"](flow);
    }

    function setCorridor(flow, corridor, on) {
      known = null;
      off[on ? "delete" : "add"](key(flow, corridor));
      const none = corridors[flow].every((c) => off.has(key(flow, c)));
      whole[none ? "add" : "delete"](flow);
    }

    facts.flows.forEach((flow, number) => {
      if (flow.ticked === false) {
        setFlow(number, false);
      }
    });

    return {
      corridors: corridors,
      isFlowOn: (flow) => !whole.has(flow),
      setTop: (value) => {
        top = value;
      },
      top: () => top,
      passing: passing,
      isWhole: () => anyEvidence() && off.size === 0 && whole.size === 0,
      isOn: (flow, corridor) => !off.has(key(flow, corridor)),
      setFlow: setFlow,
      setCorridor: setCorridor,
      setYear: (value) => {
        year = value;
        known = null;
      },
      year: () => year,
      setSure: (level) => {
        sure = level;
        known = null;
      },
      sure: () => sure,
      setSource: (number) => {
        source = number;
        known = null;
      },
      source: () => source,
      shown: shown,
      flowsOfNodes: flowsOfNodes,
      counts: counts,
    };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    NO_CORRIDOR: NO_CORRIDOR,
    legActive: legActive,
    yearsOf: yearsOf,
    makeFilter: makeFilter,
  });
})();
