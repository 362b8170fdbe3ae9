/* Two maps on one page, before and after a change, with one set of controls. */
(function () {
  "use strict";

  function heading(facts) {
    const Control = L.Control.extend({
      onAdd: () => trafficroutes.el("h2", "tr-panel tr-side", facts.heading),
    });
    return new Control({ position: "topleft" });
  }

  /** Return the head of the page: title, what the change does, and what all this rests on. */
  function head(facts) {
    const el = trafficroutes.el;
    const notes = trafficroutes.notes(facts);
    const about = el(
      "details",
      "",
      el("summary", "", "Data, assumptions and gaps"),
      el(
        "div",
        "tr-drop",
        el("p", "", facts.summary),
        el("p", "", facts.lines.join(" ")),
        notes.length > 0 ? el("ul", "", ...notes) : null,
      ),
    );
    const sentences = facts.dual.sentences.map((text) => el("p", "", text));
    return el("div", "tr-head", el("h1", "", facts.title), ...sentences, about);
  }

  function foot(facts, legend) {
    const el = trafficroutes.el;
    const link = document.getElementById("tr-table") === null ? null : trafficroutes.tableLink();
    const told = el("span", "", trafficroutes.SCHEMATIC + " " + trafficroutes.CREDITS + " ");
    return el("footer", "tr-foot", legend, el("div", "tr-credits", told, link));
  }

  /** Put the maps of a page and the controls of both into their places. */
  function layOut(maps, facts, parts) {
    const el = trafficroutes.el;
    const boxes = maps.map((map) => map.getContainer());
    const legend = trafficroutes.legend(trafficroutes.together(parts.sides), facts.dual);
    legend.classList.add("tr-legend");
    const tools = el("div", "tr-tools", parts.search);
    parts.search.classList.add("tr-search");
    const drop = (panel, className) => {
      panel.classList.add(className, "tr-tool");
      panel.open = false;
      // What is opened lies over the maps: they keep their size.
      panel.append(el("div", "tr-drop", ...[...panel.childNodes].slice(1)));
      tools.append(panel);
    };
    [["layers", "tr-layers"], ["choose", "tr-choose"], ["save", "tr-save"]]
      .filter(([part]) => parts[part] !== null)
      .forEach(([part, className]) => drop(parts[part], className));
    [["years", "tr-years"], ["strongest", "tr-strongest"]]
      .filter(([part]) => parts[part] !== null)
      .forEach(([part, className]) => {
        parts[part].element.classList.add(className);
        tools.append(parts[part].element);
      });
    const page = el("div", "tr-pair tr-map");
    boxes[0].before(page);
    const top = el("header", "tr-top", head(facts), tools);
    const both = el("main", "tr-sides", ...boxes);
    page.append(top, both, foot(facts, legend));
    trafficroutes.sizeUp(page);
    maps.forEach((map, side) => {
      boxes[side].classList.add("tr-map");
      boxes[side].setAttribute("role", "region");
      boxes[side].setAttribute("aria-label", "Map: " + parts.sides[side].heading);
      map.attributionControl.remove();
      heading(parts.sides[side]).addTo(map);
    });
    L.control.zoom({ position: "topright" }).addTo(maps[0]);
    return page;
  }

  /** Let what is pointed at or opened on one side be marked on the other. */
  function mirror(overlays) {
    overlays.forEach((overlay, side) => {
      const twin = overlays[1 - side];
      overlay.on("mark", (event) => {
        if (event.opened) {
          twin.close();
        }
        twin.echo(event.key);
      });
    });
  }

  /** Draw before and after onto two Leaflet maps. */
  function drawPair(before, after, factsId, basemapId) {
    const maps = [before, after];
    const facts = trafficroutes.readFacts(factsId);
    const basemap = trafficroutes.readJson(basemapId);
    const sides = trafficroutes.sides(facts);
    const filter = trafficroutes.makeFilter(facts);
    const overlays = sides.map((side) => new trafficroutes.Overlay(side, filter));
    const scene = trafficroutes.sceneOf(facts, sides, { all: overlays, filter: filter });
    const page = layOut(maps, facts, scene.parts);
    Object.assign(scene, { maps: maps, page: page });
    maps.forEach(trafficroutes.controlsFirst);
    const shown = filter.shown();
    const places = trafficroutes.spotsOf(facts, filter.flowsOfNodes(shown));
    // Layers that a user adds follow this script; the first view has to know their controls.
    setTimeout(() => {
      // Without a pan they would be out of their bounds, and Leaflet would bring them back later.
      maps.forEach((map) => map.invalidateSize({ animate: false }));
      trafficroutes.fit(maps, places, trafficroutes.bendsOf(maps[0], facts, shown));
      maps.forEach((map, side) => {
        const world = trafficroutes.addBasemap(map, basemap, [], sides[side].hatched);
        overlays[side].on("drawn", (event) => world.involve(event.codes));
        overlays[side].addTo(map);
      });
      mirror(overlays);
      trafficroutes.moveTogether(before, after);
      window.addEventListener("resize", () => trafficroutes.sizeUp(page));
      trafficroutes.use(scene);
      page.classList.add("tr-ready");
    }, 0);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { drawPair: drawPair });
})();
