/* On paper a map shows what it showed on the screen, whatever the size of the page. */
(function () {
  "use strict";

  /** Let maps keep what they show while they are printed, all of it, and come back to it. */
  function keepViewInPrint(maps, overlays) {
    let kept = [];
    window.matchMedia("print").addEventListener("change", (event) => {
      if (event.matches) {
        kept = maps.map((map) => [map.getBounds(), map.getCenter(), map.getZoom()]);
      }
      maps.forEach((map, number) => {
        const [bounds, centre, zoom] = kept[number];
        map.invalidateSize({ animate: false });
        if (event.matches) {
          map.fitBounds(bounds, { animate: false });
          overlays[number].finish();
        } else {
          map.setView(centre, zoom, { animate: false });
        }
      });
    });
  }

  /** Put title and legend above and under a map while it is printed, with what is left out. */
  function paper(scene) {
    const el = trafficroutes.el;
    const legend = scene.page.querySelector(".tr-legend");
    const state = el("p", "tr-state", "");
    const under = el("div", "tr-paper tr-map", state);
    const over = el("div", "tr-paper tr-map");
    const title = scene.page.querySelector(".tr-title");
    const home = legend.parentNode;
    const isPair = scene.maps.length > 1;
    const here = isPair ? home : under;
    let was = null; // whether the legend was open, while there is paper
    const prepare = () => {
      if (was !== null) {
        return;
      }
      was = legend.open;
      legend.open = true;
      legend.style.maxHeight = "";
      state.textContent = trafficroutes.stateText(scene.facts, scene.filter);
      if (!isPair) {
        scene.page.before(over);
        scene.page.after(under);
        over.append(title);
        under.append(legend);
      }
      here.append(state);
      if (scene.table !== null) {
        scene.table.print();
      }
    };
    const restore = () => {
      if (was === null) {
        return;
      }
      legend.open = was;
      was = null;
      state.remove();
      if (!isPair) {
        home.prepend(legend);
        scene.page.querySelector(".leaflet-top.leaflet-left").prepend(title);
        under.remove();
        over.remove();
        trafficroutes.limit(scene.maps[0]);
      }
    };
    // Pages are counted before styles for paper are told of, and a test switches styles alone.
    window.addEventListener("beforeprint", prepare);
    window.addEventListener("afterprint", restore);
    window.matchMedia("print").addEventListener("change", (event) => (event.matches ? prepare() : restore()));
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    keepViewInPrint: keepViewInPrint,
    paper: paper,
  });
})();
