/* How a page is used, whatever it shows: keyboard, panels, table, paper, address, other pages. */
(function () {
  "use strict";

  /** Return the controls of a page and what they act on; `redraw` draws its maps anew. */
  function sceneOf(facts, sides, overlays) {
    const filter = overlays.filter;
    const changed = [];
    const parts = {};
    const scene = {
      facts: facts,
      filter: filter,
      overlays: overlays.all,
      maps: [],
      page: null,
      parts: parts,
      embedded: trafficroutes.isEmbedded(),
      table: trafficroutes.table(facts, filter),
      onChange: (act) => changed.push(act),
    };
    const redraw = () => {
      scene.overlays.forEach((overlay) => overlay.redraw());
      [parts.years, parts.strongest].forEach((part) => part !== null && part.refresh());
      if (scene.table !== null) {
        scene.table.refresh();
      }
      changed.forEach((act) => act());
    };
    scene.refresh = () => {
      [parts.layers, parts.choose].forEach((part) => part !== null && part.refresh());
      redraw();
    };
    const box = trafficroutes.letterBox(facts, redraw);
    scene.letters = () => box !== null && box.wanted();
    Object.assign(parts, {
      sides: sides,
      search: trafficroutes.search(facts, filter, (number) =>
        scene.overlays.some((overlay) => overlay.reach(number)),
      ),
      layers: trafficroutes.layers(facts, filter, redraw),
      choose: trafficroutes.choose(facts, filter, redraw),
      years: trafficroutes.years(facts, filter, redraw),
      strongest: trafficroutes.strongest(facts, filter, redraw),
      save: trafficroutes.saving(scene),
    });
    if (box !== null && parts.layers !== null) {
      parts.layers.append(box.element);
    }
    return scene;
  }

  /** Make a page ready for its place inside another one: no wheel or finger is caught there. */
  function embed(scene) {
    scene.page.classList.add("tr-embed");
    document.body.classList.add("tr-embedded");
    scene.maps.forEach((map) => {
      map.scrollWheelZoom.disable();
      if (L.Browser.touch && L.Browser.mobile) {
        map.dragging.disable();
      }
    });
    const link = trafficroutes.el("a", "tr-whole", "Open the whole map");
    link.target = "_blank";
    link.rel = "noopener";
    const set = () => {
      const [page, hash] = trafficroutes.addressOf(scene).split("#");
      link.href = page + "#" + hash.replace(/&?embed$/, "");
    };
    set();
    link.addEventListener("pointerdown", set);
    link.addEventListener("focus", set);
    scene.page.append(link);
  }

  /** Put the link to the page that leads here, where there is one, beside the title. */
  function leadBack(page) {
    const link = document.getElementById("tr-back");
    if (link !== null) {
      page.querySelector(".tr-title, .tr-head").append(" ", link);
    }
  }

  /** Let a page that is drawn be used. */
  function use(scene) {
    const { page, maps, overlays } = scene;
    leadBack(page);
    trafficroutes.leadToTable(page, scene.table);
    trafficroutes.oneAtATime(page, () => overlays.forEach((overlay) => overlay.close()));
    trafficroutes.keepViewInPrint(maps, overlays);
    trafficroutes.paper(scene);
    overlays.forEach((overlay, n) => {
      trafficroutes.rove(maps[n], overlay, overlay.drawing());
      if (scene.facts.flows.length > 1) {
        trafficroutes.letters(scene.facts, overlay, overlay.drawing(), scene.letters);
      }
    });
    if (scene.embedded) {
      embed(scene);
    }
    trafficroutes.keepAddress(scene);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { sceneOf: sceneOf, use: use });
})();
