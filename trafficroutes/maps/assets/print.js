/* On paper a map shows what it showed on the screen, whatever the size of the page. */
(function () {
  "use strict";

  /** Let maps keep what they show while they are printed, and come back to it. */
  function keepViewInPrint(maps) {
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
        } else {
          map.setView(centre, zoom, { animate: false });
        }
      });
    });
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    keepViewInPrint: keepViewInPrint,
  });
})();
