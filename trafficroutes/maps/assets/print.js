/* On paper a map shows what it showed on the screen, whatever the size of the page. */
(function () {
  "use strict";

  const ROUND = [70, 24]; // pixels round what is fitted, for names

  /** Return where places and arcs stand that some maps show. */
  function spotsOf(maps, overlays) {
    const seen = (map) => (at) => map.getBounds().contains(at);
    return overlays.flatMap((overlay, n) =>
      [...overlay.places(), ...overlay.connections()].map((item) => item.place()).filter(seen(maps[n])),
    );
  }

  /** Show on paper what a window showed; where that would be the world more than once, what is drawn. */
  function fitPaper(map, { bounds, spots }) {
    map.fitBounds(bounds, { animate: false });
    const shown = map.getBounds();
    if (shown.getEast() - shown.getWest() > 360 && spots.length > 1) {
      map.fitBounds(L.latLngBounds(spots), { animate: false, padding: ROUND });
    }
  }

  /** Let maps keep what they show while they are printed, all of it, and come back to it. */
  function keepViewInPrint(maps, overlays) {
    let kept = [];
    window.matchMedia("print").addEventListener("change", (event) => {
      if (event.matches) {
        const spots = spotsOf(maps, overlays);
        kept = maps.map((map) => ({
          bounds: map.getBounds(),
          spots: spots,
          centre: map.getCenter(),
          zoom: map.getZoom(),
        }));
      }
      maps.forEach((map, number) => {
        map.invalidateSize({ animate: false });
        if (event.matches) {
          fitPaper(map, kept[number]);
          overlays[number].finish();
        } else {
          map.setView(kept[number].centre, kept[number].zoom, { animate: false });
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
