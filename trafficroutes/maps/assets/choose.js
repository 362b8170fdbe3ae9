/* What evidence is shown: how strong it must be, and by which document. */
(function () {
  "use strict";

  const LEVELS = ["any evidence", "fair or strong evidence", "strong evidence"];

  function sourceName([title, , year]) {
    return year === null ? title : title + " (" + year + ")";
  }

  /** Return the numbers of the documents that legs of a map cite, by name. */
  function sourcesOf(facts) {
    const cited = facts.arcs.flatMap((arc) => arc.legs).flatMap((leg) => leg[4]);
    const found = [...new Set(cited.map((number) => facts.citations[number][0]))];
    const name = (number) => sourceName(facts.sources[number]);
    return found.sort((a, b) => name(a).localeCompare(name(b), "en") || a - b);
  }

  function option(value, text) {
    const made = trafficroutes.el("option", "", text);
    made.value = value;
    return made;
  }

  function chooser(label, options, onChange) {
    const select = trafficroutes.el("select", "", ...options);
    select.addEventListener("change", () => onChange(select.value));
    return { select: select, element: trafficroutes.el("label", "tr-chooser", label, select) };
  }

  /** Return the panel that chooses by evidence and document; null where nothing is cited. */
  function choose(facts, filter, redraw) {
    const el = trafficroutes.el;
    const numbers = sourcesOf(facts);
    if (numbers.length === 0) {
      return null;
    }
    const sure = chooser("Evidence", LEVELS.map((text, level) => option(level, text)), (value) => {
      filter.setSure(Number(value));
      redraw();
    });
    const named = numbers.map((number) => option(number, sourceName(facts.sources[number])));
    const source = chooser("Document", [option("", "all documents"), ...named], (value) => {
      filter.setSource(value === "" ? null : Number(value));
      redraw();
    });
    const made = el("details", "", el("summary", "", "Evidence"), sure.element, source.element);
    made.refresh = () => {
      sure.select.value = String(filter.sure());
      source.select.value = filter.source() === null ? "" : String(filter.source());
    };
    return made;
  }

  /** Return in words what is left out by layers, years, evidence and document; empty if nothing. */
  function stateText(facts, filter) {
    const hidden = facts.flows.flatMap((flow, number) => {
      const off = filter.corridors[number].filter((corridor) => !filter.isOn(number, corridor));
      if (off.length === 0) {
        return [];
      }
      const all = off.length === filter.corridors[number].length;
      return [all ? flow.label : flow.label + " in part"];
    });
    const counts = filter.counts(filter.shown());
    const some = counts.connections < counts.of;
    const told = [
      some ? "Drawn: " + trafficroutes.chosenText(facts, counts, " connections") : "",
      hidden.length === 0 ? "" : "Not shown: " + hidden.join(", "),
      filter.year() === null ? "" : "Years: " + trafficroutes.yearName(filter.year()),
      filter.sure() === 0 ? "" : "Only " + LEVELS[filter.sure()],
      filter.source() === null ? "" : "Only what this document says: " + sourceName(facts.sources[filter.source()]),
    ];
    return told.filter((text) => text !== "").join(". ");
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    sourceName: sourceName,
    sourcesOf: sourcesOf,
    choose: choose,
    stateText: stateText,
  });
})();
