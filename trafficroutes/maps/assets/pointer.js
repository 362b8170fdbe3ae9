/* What the pointer and the keyboard do with arcs and places. */
(function () {
  "use strict";

  const MARGIN = 12; // pixels between a popup and the edge of the map
  const BUTTONS = 56; // and where buttons stand at that edge
  const FRAME = 46; // pixels of a popup's own margins
  const ROOM = 110; // pixels of a low map that a popup leaves

  /**
   * Show facts: in brief under the pointer or the focus, in full on a click or Enter.
   *
   * find: from an element to {key, group, place, tip, popup}, or null where it is no arc or place.
   * marked: told the key of what is pointed at, else of what is open, else null; and whether
   * it has just been opened.
   */
  function listen(map, svg, find, marked) {
    const tip = L.tooltip({ className: "tr-tip", direction: "top", offset: [0, -8] });
    const container = map.getContainer();
    const size = map.getSize();
    const title = trafficroutes.boxOf(map, container.querySelector(".tr-title, .tr-side"));
    const beside = (corner) =>
      container.querySelector(corner + " .leaflet-control-zoom") === null ? MARGIN : BUTTONS;
    const sides = [beside(".leaflet-left"), beside(".leaflet-right")];
    const popup = L.popup({
      // The title stands over popups: they keep below it, where the window is high enough.
      autoPanPaddingTopLeft: [sides[0], Math.min(title.bottom + 8, size.y * 0.3)],
      autoPanPaddingBottomRight: [sides[1], MARGIN],
      maxWidth: Math.min(380, size.x - sides[0] - sides[1] - FRAME),
      maxHeight: Math.min(320, Math.max(size.y * 0.5, size.y - ROOM)),
      className: "tr-popup",
    });
    let opened = null; // whose facts are or were open
    let pointed = null; // what the pointer or the focus is on
    let told = null; // what the tip speaks of
    const show = (item, at) => {
      if (told !== item) {
        tip.setContent(item.tip());
        told = item;
      }
      tip.setLatLng(at).addTo(map);
    };
    const tell = (justOpened) => {
      const item = pointed || (map.hasLayer(popup) ? opened : null);
      marked(item === null ? null : item.key, justOpened);
    };
    const hide = () => {
      pointed = null;
      told = null;
      tip.remove();
    };
    const leave = () => {
      hide();
      tell(false);
    };
    const open = (item, at) => {
      hide();
      opened = item;
      popup.setContent(item.popup()).setLatLng(at).openOn(map);
      tell(true);
    };
    popup.on("remove", () => tell(false));
    const on = (name, act) =>
      svg.addEventListener(name, (event) => {
        const item = find(event.target);
        if (item !== null) {
          act(event, item);
        }
      });
    const point = (item, at) => {
      pointed = item;
      show(item, at);
      tell(false);
    };
    on("mousemove", (event, item) => point(item, map.mouseEventToLatLng(event)));
    on("mouseout", leave);
    on("focusout", leave);
    on("focusin", (event, item) => {
      if (item.group.matches(":focus-visible")) {
        map.panInside(item.place(), { padding: [60, 60], animate: false });
        point(item, item.place());
      }
    });
    on("click", (event, item) => {
      L.DomEvent.stop(event);
      open(item, map.mouseEventToLatLng(event));
    });
    on("keydown", (event, item) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        open(item, item.place());
      }
    });
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape") {
        return;
      }
      leave();
      if (map.hasLayer(popup)) {
        map.closePopup(popup);
        opened.group.focus();
      }
    });
    return { open: open, show: show, hide: hide, close: () => map.closePopup(popup) };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { listen: listen });
})();
