/* The title and the other panels of a map. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const SCHEMATIC = "Arcs are schematic and do not show the path taken.";
  const CREDITS =
    "Borders: Natural Earth (public domain). Boundaries and names imply no endorsement.";

  function setAll(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
  }

  function shape(tag, attributes) {
    const made = document.createElementNS(SVG, tag);
    setAll(made, attributes);
    return made;
  }

  function panel(map, position, className, element) {
    const Control = L.Control.extend({
      onAdd: function () {
        element.classList.add("tr-panel", className);
        L.DomEvent.disableClickPropagation(element);
        L.DomEvent.disableScrollPropagation(element);
        return element;
      },
    });
    return new Control({ position: position }).addTo(map);
  }

  function notes(facts) {
    const el = trafficroutes.el;
    const common = (facts.notes || []).map((note) => el("li", "", note));
    const ofFlows = facts.flows.flatMap((flow) =>
      flow.notes.map((note) =>
        el("li", "", facts.flows.length > 1 ? flow.label + ": " + note : note),
      ),
    );
    return [...common, ...ofFlows];
  }

  function titleBox(facts) {
    const el = trafficroutes.el;
    const listed = notes(facts);
    const source = el("div", "tr-source", facts.lines.join(" "));
    const about = el("details", "tr-about", el("summary", "", "Assumptions and gaps"), source.cloneNode(true));
    if (listed.length > 0) {
      about.append(el("ul", "", ...listed));
    }
    const made = el(
      "section",
      "",
      el("h1", "", facts.title),
      el("div", "tr-line", facts.summary + " " + SCHEMATIC),
      source,
      about,
    );
    // Where there is room the data stand outside, and what would hold nothing else is left out.
    about.classList.toggle("tr-empty", listed.length === 0);
    if (document.getElementById("tr-table") !== null) {
      made.append(trafficroutes.tableLink());
    }
    return made;
  }

  /** Add all panels in the order in which the keyboard reaches them. */
  function addPanels(map, facts, parts) {
    const container = map.getContainer();
    container.setAttribute("role", "main");
    container.setAttribute("aria-label", "Map: " + facts.title);
    panel(map, "topleft", "tr-title", titleBox(facts));
    L.control.zoom({ position: "topleft" }).addTo(map);
    panel(map, "topleft", "tr-search", parts.search);
    const places = [
      ["topright", "tr-layers", parts.layers],
      ["topright", "tr-choose", parts.choose],
      ["topright", "tr-save", parts.save],
      ["bottomleft", "tr-legend", trafficroutes.legend(facts)],
      ["bottomright", "tr-years", parts.years === null ? null : parts.years.element],
      ["bottomright", "tr-strongest", parts.strongest === null ? null : parts.strongest.element],
    ];
    places
      .filter((place) => place[2] !== null)
      .forEach(([position, className, element]) => panel(map, position, className, element));
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(CREDITS);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    SCHEMATIC: SCHEMATIC,
    CREDITS: CREDITS,
    shape: shape,
    setAll: setAll,
    notes: notes,
    addPanels: addPanels,
  });
})();
