/* The title, and where panels stand. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const NARROW = 700;
  const SCHEMATIC = "Arcs are schematic and do not show the path taken.";
  const CREDITS =
    "Borders: Natural Earth (public domain). Boundaries and names imply no endorsement.";

  function shape(tag, attributes) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
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

  function tableLink() {
    const link = trafficroutes.el("a", "tr-to-table", "The map as a table");
    link.href = "#tr-table";
    return link;
  }

  function titleBox(facts, narrow) {
    const el = trafficroutes.el;
    const listed = notes(facts);
    const source = el("div", "tr-source", facts.lines.join(" "));
    const about = el("details", "", el("summary", "", "Assumptions and gaps"));
    const made = el(
      "section",
      "",
      el("h1", "", facts.title),
      el("div", "tr-line", facts.summary + " " + SCHEMATIC),
    );
    (narrow ? about : made).append(source);
    if (listed.length > 0) {
      about.append(el("ul", "", ...listed));
    }
    if (listed.length > 0 || narrow) {
      made.append(about);
    }
    if (document.getElementById("tr-table") !== null) {
      made.append(tableLink());
    }
    return made;
  }

  /** Add all panels; those that fold up are folded on a narrow screen. */
  function addPanels(map, facts, parts) {
    const container = map.getContainer();
    const narrow = container.clientWidth < NARROW;
    const box = trafficroutes.legend(facts);
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", "Map: " + facts.title);
    panel(map, "topleft", "tr-title", titleBox(facts, narrow));
    L.control.zoom({ position: "topleft" }).addTo(map);
    panel(map, "topleft", "tr-search", parts.search);
    if (parts.layers !== null) {
      panel(map, "topright", "tr-layers", parts.layers);
    }
    panel(map, "bottomleft", "tr-legend", box);
    if (parts.years !== null) {
      panel(map, "bottomright", "tr-years", parts.years.element);
    }
    if (parts.strongest) {
      panel(map, "bottomright", "tr-strongest", parts.strongest.element);
    }
    if (narrow) {
      container.classList.add("tr-narrow");
      box.open = false;
      if (parts.layers !== null) {
        parts.layers.open = false;
      }
    }
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(CREDITS);
  }

  /** Return where an element stands, in pixels of the map's container. */
  function boxOf(map, element) {
    const origin = map.getContainer().getBoundingClientRect();
    const found = element.getBoundingClientRect();
    return {
      left: found.left - origin.left,
      right: found.right - origin.left,
      top: found.top - origin.top,
      bottom: found.bottom - origin.top,
    };
  }

  /** Keep panels apart on a narrow screen: right ones below the title, the legend off the credits. */
  function arrange(map) {
    const container = map.getContainer();
    const find = (selector) => container.querySelector(selector);
    const right = find(".leaflet-top.leaflet-right");
    const left = find(".leaflet-bottom.leaflet-left");
    right.style.top = "0";
    left.style.bottom = "0";
    const title = boxOf(map, find(".tr-title"));
    if (right.childElementCount > 0 && boxOf(map, right).left < title.right + 8) {
      right.style.top = title.bottom + "px";
    }
    const credits = boxOf(map, find(".leaflet-control-attribution"));
    if (credits.left < boxOf(map, left).right + 8) {
      left.style.bottom = credits.bottom - credits.top + "px";
    }
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    SCHEMATIC: SCHEMATIC,
    CREDITS: CREDITS,
    shape: shape,
    notes: notes,
    tableLink: tableLink,
    addPanels: addPanels,
    arrange: arrange,
    boxOf: boxOf,
  });
})();
