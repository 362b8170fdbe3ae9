/* Puts a map together from the blocks of data that the page holds. */
(function () {
  "use strict";

  const BENDS = 4; // points of each arc that the first view looks at

  /** Return the points of an arc in degrees, from the middle of a place to that of another. */
  function curveOf(map, facts, arc) {
    const flat = (node) => map.project(L.latLng(node.at[1], node.at[0]), 0);
    const start = flat(facts.nodes[arc.from]);
    const end = flat(facts.nodes[arc.to]);
    end.x += (arc.turn / 360) * 256;
    const line = trafficroutes.bent(start, end, arc.bow, 0, 0, -Infinity);
    return line.map((point) => map.unproject(L.point(point.x, point.y), 0));
  }

  /** Return points of arcs (of those shown) in degrees, inside the frame of the map. */
  function bendsOf(map, facts, shown) {
    return facts.arcs.filter((_, n) => shown[n]).flatMap((arc) => {
      const line = curveOf(map, facts, arc);
      const step = Math.floor(line.length / BENDS);
      return line
        .filter((_, index) => index % step === 0)
        .map(({ lat, lng }) => L.latLng(lat, Math.min(Math.max(lng, facts.west), facts.west + 360)));
    });
  }

  /** Return where the places are that have arcs of some flow. */
  function spotsOf(facts, flows) {
    return facts.nodes
      .filter((_, number) => flows[number].size > 0)
      .map((node) => L.latLng(node.at[1], node.at[0]));
  }

  function readJson(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  /** Return the facts of a map; documents stand in the references under it, where it has them. */
  function readFacts(id) {
    const facts = trafficroutes.unpacked(readJson(id));
    if (facts.sources === null) {
      const text = trafficroutes.tableSource().textContent;
      const holder = document.createElement("template");
      holder.innerHTML = text.slice(text.lastIndexOf("<ol>")); // escaped by the program that made it
      facts.sources = trafficroutes.referencesIn(holder.content.querySelector("ol"));
    }
    return facts;
  }

  /** Draw everything that the page's blocks of data say onto a Leaflet map. */
  function draw(map, factsId, basemapId) {
    const facts = readFacts(factsId);
    const filter = trafficroutes.makeFilter(facts);
    const overlay = new trafficroutes.Overlay(facts, filter);
    const scene = trafficroutes.sceneOf(facts, [facts], { all: [overlay], filter: filter });
    const page = map.getContainer();
    Object.assign(scene, { maps: [map], page: page });
    page.classList.add("tr-map");
    trafficroutes.addPanels(map, facts, scene.parts);
    trafficroutes.controlsFirst(map);
    trafficroutes.settle(map);
    const shown = filter.shown();
    const places = spotsOf(facts, filter.flowsOfNodes(shown));
    // Layers that a user adds follow this script; the first view has to know their controls.
    setTimeout(() => {
      trafficroutes.settle(map);
      trafficroutes.fit([map], places, bendsOf(map, facts, shown));
      const world = trafficroutes.addBasemap(map, readJson(basemapId), [], []);
      overlay.on("drawn", (event) => world.involve(event.codes));
      overlay.addTo(map);
      map.on("resize", () => trafficroutes.settle(map));
      page.addEventListener("toggle", () => trafficroutes.arrange(map), true);
      trafficroutes.use(scene);
      page.classList.add("tr-ready");
    }, 0);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    curveOf: curveOf,
    bendsOf: bendsOf,
    spotsOf: spotsOf,
    readJson: readJson,
    readFacts: readFacts,
    draw: draw,
  });
})();
