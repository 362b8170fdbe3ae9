/* The title, the legend and the first view, which keeps places clear of both. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const NARROW = 700;
  const CLOSEST = 7; // the basemap has no more to show
  const EDGE = 70; // pixels kept free at the sides, for the names of places
  const ROOM = 14; // pixels kept free around a place

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

  function sample(width, height, ...shapes) {
    const made = shape("svg", { width: width, height: height, "aria-hidden": "true" });
    made.append(...shapes);
    return made;
  }

  function row(drawing, text) {
    return trafficroutes.el("div", "tr-row", drawing, trafficroutes.el("span", "", text));
  }

  function section(heading, ...rows) {
    return trafficroutes.el(
      "div",
      "tr-section",
      trafficroutes.el("div", "tr-heading", heading),
      ...rows,
    );
  }

  function line(width, colour, dash, index) {
    const middle = Math.max(width, 8) / 2 + 1;
    const drawn = { x1: 0, x2: 40, y1: middle, y2: middle, stroke: colour, "stroke-width": width };
    if (dash) {
      drawn["stroke-dasharray"] = dash;
    }
    const made = sample(40, middle * 2, shape("line", drawn));
    made.setAttribute("class", "tr-sample-" + index);
    return made;
  }

  function circle(radius, className) {
    const side = 2 * radius + 3;
    const middle = side / 2;
    const drawn = { cx: middle, cy: middle, r: radius, class: "tr-mark " + className };
    return sample(side, side, shape("circle", drawn));
  }

  function square() {
    const drawn = { x: 2, y: 2, width: 11, height: 11, rx: 2, class: "tr-mark tr-transit tr-region" };
    return sample(15, 15, shape("rect", drawn));
  }

  function legend(facts) {
    const el = trafficroutes.el;
    const style = facts.style;
    const has = (test) => facts.nodes.some(test);
    const used = new Set(facts.arcs.map((arc) => arc.width));
    const colours = facts.flows.map((flow) => row(line(4, flow.colour), flow.label));
    const widths = style.widths.flatMap((width, index) =>
      used.has(index) ? [row(line(width, "currentColor", "", index), style.classes[index])] : [],
    );
    const roles = [
      row(circle(5, "tr-origin"), "Origin"),
      row(circle(5, "tr-transit"), "Transit"),
      row(circle(5, "tr-gateway"), "Gateway: first arrival"),
    ];
    if (has((node) => node.region)) {
      roles.push(row(square(), "Region, country not stated"));
    }
    const sizes = style.sizes.map(([radius, label]) => row(circle(radius, "tr-transit"), label));
    if (facts.arcs.some((arc) => arc.ids.length === 0)) {
      widths.push(row(line(2.2, "currentColor", "2 6"), "assumed: on from a region"));
    }
    const body = el(
      "div",
      "tr-legend-body",
      el("div", "", section("Commodity (colour)", ...colours), section("Place (fill)", ...roles)),
      el(
        "div",
        "",
        section("Share of journeys (width)", ...widths),
        section("Share passing (size)", ...sizes),
      ),
    );
    const made = el("details", "", el("summary", "", "Legend"), body);
    made.open = true;
    return made;
  }

  function titleBox(facts) {
    const el = trafficroutes.el;
    const notes = facts.flows.flatMap((flow) =>
      flow.notes.map((note) =>
        el("li", "", facts.flows.length > 1 ? flow.label + ": " + note : note),
      ),
    );
    const about = el(
      "details",
      "",
      el("summary", "", "Assumptions and gaps"),
      el("ul", "", ...notes),
    );
    const schematic = "Arcs are schematic and do not show the path taken.";
    return el(
      "section",
      "",
      el("h1", "", facts.title),
      el("div", "tr-line", facts.summary + " " + schematic),
      el("div", "tr-source", facts.lines.join(" ")),
      notes.length === 0 ? null : about,
    );
  }

  /** Add all panels; those that fold up are folded on a narrow screen. */
  function addPanels(map, facts) {
    const title = titleBox(facts);
    const box = legend(facts);
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", "Map: " + facts.title);
    panel(map, "topleft", "tr-title", title);
    L.control.zoom({ position: "topleft" }).addTo(map);
    panel(map, "bottomleft", "tr-legend", box);
    if (container.clientWidth < NARROW) {
      box.open = false;
      container.classList.add("tr-narrow");
    }
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(
      "Borders: Natural Earth (public domain). Boundaries and names imply no endorsement.",
    );
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

  /** Return how many points lie under a panel or too near the edge for their name. */
  function hiddenOf(map, points, boxes, sides) {
    const size = map.getSize();
    return points.filter((point) => {
      const at = map.latLngToContainerPoint(point);
      const outside =
        at.x < sides || at.x > size.x - sides || at.y < ROOM || at.y > size.y - ROOM;
      const under = (box) =>
        at.x > box.left - ROOM &&
        at.x < box.right + ROOM &&
        at.y > box.top - ROOM &&
        at.y < box.bottom + ROOM;
      return outside || boxes.some(under);
    }).length;
  }

  /** Return the paddings to try: with and without room for each panel. */
  function paddings(map, boxes) {
    const size = map.getSize();
    const sides = Math.min(EDGE, size.x * 0.12);
    const among = (values) => [...new Set(values.map(Math.round))];
    const tops = among([ROOM, ...boxes.filter((b) => b.top < size.y / 2).map((b) => b.bottom + ROOM)]);
    const bottoms = among([
      ROOM,
      ...boxes.filter((b) => b.bottom > size.y / 2).map((b) => size.y - b.top + ROOM),
    ]);
    const lefts = among([sides, ...boxes.filter((b) => b.left < 20).map((b) => b.right + sides)]);
    const rights = among([
      sides,
      ...boxes.filter((b) => b.right > size.x - 20).map((b) => size.x - b.left + sides),
    ]);
    return tops.flatMap((top) =>
      bottoms.flatMap((bottom) =>
        lefts.flatMap((left) =>
          rights
            .filter((right) => left + right < size.x * 0.75 && top + bottom < size.y * 0.8)
            .map((right) => ({ paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] })),
        ),
      ),
    );
  }

  /**
   * Show all places as large as fits with none under a panel, and few bends of arcs.
   * The map is empty yet, so that trying views costs little.
   */
  function fit(map, places, bends) {
    const size = map.getSize();
    // The world is drawn three times over: from here on that fills the width.
    map.setMaxZoom(CLOSEST);
    map.setMinZoom(Math.max(0, Math.ceil(Math.log2(size.x / 760) * 4) / 4));
    const boxes = [...map.getContainer().querySelectorAll(".leaflet-control")].map((element) =>
      boxOf(map, element),
    );
    const bounds = L.latLngBounds([...places, ...bends]);
    const sides = Math.min(EDGE, size.x * 0.12) - 4;
    const tried = paddings(map, boxes).map((padding) => {
      map.fitBounds(bounds, { ...padding, maxZoom: CLOSEST - 2, animate: false });
      const hidden = hiddenOf(map, places, boxes, sides);
      const bent = hiddenOf(map, bends, boxes, 0) / bends.length;
      const cost = 10 * hidden + 2 * bent - map.getZoom();
      return { cost: cost, zoom: map.getZoom(), center: map.getCenter() };
    });
    const best = tried.reduce((a, b) => (b.cost < a.cost ? b : a));
    map.setView(best.center, best.zoom, { animate: false });
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    shape: shape,
    addPanels: addPanels,
    arrange: arrange,
    fit: fit,
  });
})();
