/* What the pointer and the keyboard do with arcs and places. */
(function () {
  "use strict";

  /**
   * Show facts: in brief under the pointer or the focus, in full on a click or Enter.
   *
   * find: from an element to {group, place, tip, popup}, or null where it is no arc or place.
   */
  function listen(map, svg, find) {
    const tip = L.tooltip({ className: "tr-tip", direction: "top", offset: [0, -8] });
    const title = trafficroutes.boxOf(map, map.getContainer().querySelector(".tr-title"));
    const popup = L.popup({
      // The title stands over popups: they keep below it, where the window is high enough.
      autoPanPaddingTopLeft: [56, Math.min(title.bottom + 8, map.getSize().y * 0.3)],
      autoPanPaddingBottomRight: [12, 12],
      maxWidth: Math.min(380, map.getSize().x - 80),
      maxHeight: Math.min(320, map.getSize().y * 0.5),
      className: "tr-popup",
    });
    let opener = null;
    let told = null;
    const show = (item, at) => {
      if (told !== item) {
        tip.setContent(item.tip());
        told = item;
      }
      tip.setLatLng(at).addTo(map);
    };
    const hide = () => {
      told = null;
      tip.remove();
    };
    const open = (item, at) => {
      hide();
      opener = item.group;
      popup.setContent(item.popup()).setLatLng(at).openOn(map);
    };
    const on = (name, act) =>
      svg.addEventListener(name, (event) => {
        const item = find(event.target);
        if (item !== null) {
          act(event, item);
        }
      });
    on("mousemove", (event, item) => show(item, map.mouseEventToLatLng(event)));
    on("mouseout", hide);
    on("focusout", hide);
    on("focusin", (event, item) => {
      if (item.group.matches(":focus-visible")) {
        map.panInside(item.place(), { padding: [60, 60], animate: false });
        show(item, item.place());
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
      hide();
      if (map.hasLayer(popup)) {
        map.closePopup(popup);
        opener.focus();
      }
    });
    return { open: open, close: () => map.closePopup(popup) };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { listen: listen });
})();
