/* The facts of a page as rows again, of the columns that it holds. Nothing here touches the page. */
(function () {
  "use strict";

  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const MORE = 32; // the bit of a letter after which its number goes on
  const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));
  const BOW = 10000; // parts of the chord that bows are counted in
  const TURN = 360;
  const BASE = 2000; // years are counted from here on
  const OPEN = -1000000; // a span of years without this end

  /** Return the whole numbers of a text: base64 VLQ. */
  function numbersIn(text) {
    const found = [];
    let value = 0;
    let place = 1;
    for (const letter of text) {
      const part = VALUES.get(letter);
      value += (part % MORE) * place;
      place *= MORE;
      if (part < MORE) {
        found.push(value % 2 === 1 ? -(value - 1) / 2 : value / 2);
        value = 0;
        place = 1;
      }
    }
    return found;
  }

  /** Return positions of how far back each lies behind the new ones before; 0 is the next new one. */
  function positionsOf(steps) {
    let count = 0;
    return steps.map((step) => {
      count += step === 0 ? 1 : 0;
      return step === 0 ? count - 1 : count - step;
    });
  }

  /** Return the values of a column in which each stands once. */
  function columnOf([values, steps]) {
    return positionsOf(numbersIn(steps)).map((position) => values[position]);
  }

  /** Return values as lists of these lengths. */
  function listsOf(lengths, values) {
    let at = 0;
    return lengths.map((length) => values.slice(at, (at += length)));
  }

  function spansOf(ends) {
    return [...Array(ends.length / 2).keys()].map((n) => {
      const [begun, lasts] = ends.slice(2 * n, 2 * n + 2);
      const first = begun === OPEN ? null : begun + BASE;
      return [first, lasts === OPEN ? null : lasts + (first === null ? BASE : first)];
    });
  }

  /** Return the legs: {id, commodity, corridors, spans, citations} as rows; ids lack their ends. */
  function legsOf(packed) {
    const stems = columnOf(packed.id);
    const own = numbersIn(packed.own);
    const commodity = numbersIn(packed.commodity);
    const [corridors, spans] = [packed.corridors, packed.spans].map(([lengths, values]) =>
      listsOf(numbersIn(lengths), numbersIn(values)),
    );
    const citations = listsOf(numbersIn(packed.cites), positionsOf(numbersIn(packed.citations)));
    return stems.map((stem, n) => ({
      own: own[n] === 1,
      row: [stem, commodity[n], corridors[n], spansOf(spans[n]), citations[n]],
    }));
  }

  function arcsOf(facts) {
    const packed = facts.arcs;
    const numbers = (name) => numbersIn(packed[name]);
    const [flow, from, to, bow, turn] = ["flow", "from", "to", "bow", "turn"].map(numbers);
    const [width, sure, mark] = ["width", "sure", "mark"].map(numbers);
    const [shifts, amount, strength, note] = ["shifts", "amount", "strength", "note"].map((name) =>
      columnOf(packed[name]),
    );
    const legs = listsOf(numbers("legs"), legsOf(facts.legs));
    return flow.map((_, n) => {
      const ends = "-" + facts.nodes[from[n]].code + "-" + facts.nodes[to[n]].code;
      return {
        flow: flow[n],
        from: from[n],
        to: to[n],
        bow: bow[n] / BOW,
        turn: turn[n] * TURN,
        shifts: shifts[n],
        width: width[n],
        sure: sure[n],
        amount: amount[n],
        legs: legs[n].map(({ own, row: [stem, ...others] }) => [stem + (own ? ends : ""), ...others]),
        strength: strength[n],
        // Where nothing measures a flow, its strength is null.
        measured: strength[n] === null ? 0 : 1,
        mark: mark[n] === 0 ? null : mark[n] - 1,
        note: note[n],
      };
    });
  }

  /** Return the facts of a page as its scripts use them. */
  function unpacked(facts) {
    const { source, locator, grade } = facts.citations;
    const [sources, locators, grades] = [numbersIn(source), columnOf(locator), columnOf(grade)];
    return {
      ...facts,
      nodes: facts.nodes.map((node) => ({ region: false, shifts: [0], within: [], label: node.name, ...node })),
      arcs: arcsOf(facts),
      citations: sources.map((number, n) => [number, locators[n], grades[n]]),
    };
  }

  /** Return the documents that a list of references names: [title, publisher, year, address, grade]. */
  function referencesIn(list) {
    return [...list.children].map((item) => {
      const title = item.querySelector("cite");
      const link = item.querySelector("a");
      const publisher = item.querySelector("i");
      const year = /^ \((-?\d+)\)/.exec(title.nextSibling === null ? "" : title.nextSibling.textContent);
      return [
        title.textContent,
        publisher === null ? "" : publisher.textContent,
        year === null ? null : Number(year[1]),
        link === null ? null : link.getAttribute("href"),
        item.querySelector("b") === null ? "" : item.querySelector("b").textContent,
      ];
    });
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    numbersIn: numbersIn,
    unpacked: unpacked,
    referencesIn: referencesIn,
  });
})();
