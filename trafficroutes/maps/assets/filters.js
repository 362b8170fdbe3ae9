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

    /** Return for each arc whether it is shown; what is assumed follows what comes in. */
    function shown() {
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

    /** Count what is shown: connections, the legs behind them, and legs hidden for want of a year. */
    function counts(arcsShown) {
      const told = { connections: 0, legs: 0, undated: 0 };
      facts.arcs.forEach((arc, n) => {
        told.connections += arcsShown[n] && arc.legs.length > 0 ? 1 : 0;
        told.legs += arc.legs.filter((leg) => legShown(arc, leg)).length;
        if (year !== null) {
          told.undated += arc.legs.filter((leg) => leg[3].length === 0).length;
        }
      });
      return told;
    }

    function setFlow(flow, on) {
      corridors[flow].forEach((c) => setCorridor(flow, c, on));
      whole[on ? "delete" : "add"](flow);
    }

    function setCorridor(flow, corridor, on) {
      off[on ? "delete" : "add"](key(flow, corridor));
      const none = corridors[flow].every((c) => off.has(key(flow, c)));
      whole[none ? "add" : "delete"](flow);
    }

    return {
      corridors: corridors,
      isWhole: () => anyEvidence() && off.size === 0 && whole.size === 0,
      isOn: (flow, corridor) => !off.has(key(flow, corridor)),
      setFlow: setFlow,
      setCorridor: setCorridor,
      setYear: (value) => {
        year = value;
      },
      year: () => year,
      setSure: (level) => {
        sure = level;
      },
      sure: () => sure,
      setSource: (number) => {
        source = number;
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
