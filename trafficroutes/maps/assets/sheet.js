/* Where facts are shown: in a popup beside their place, or on a small window in a sheet. */
(function () {
  "use strict";

  const MARGIN = 12; // pixels between a popup and the edge of the map
  const BUTTONS = 56; // and where buttons stand at that edge
  const FRAME = 46; // pixels of a popup's own margins
  const ROOM = 110; // pixels of a low map that a popup leaves
  const EDGE = 40; // pixels between a place and the sheet over its map

  function makePopup(map) {
    const container = map.getContainer();
    const size = map.getSize();
    const title = trafficroutes.boxOf(map, container.querySelector(".tr-title, .tr-side"));
    const beside = (corner) =>
      container.querySelector(corner + " .leaflet-control-zoom") === null ? MARGIN : BUTTONS;
    const sides = [beside(".leaflet-left"), beside(".leaflet-right")];
    return L.popup({
      // The title stands over popups: they keep below it, where the window is high enough.
      autoPanPaddingTopLeft: [sides[0], Math.min(title.bottom + 8, size.y * 0.3)],
      autoPanPaddingBottomRight: [sides[1], MARGIN],
      maxWidth: Math.min(380, size.x - sides[0] - sides[1] - FRAME),
      maxHeight: Math.min(320, Math.max(size.y * 0.5, size.y - ROOM)),
      className: "tr-popup",
    });
  }

  /** Return how far from the left edge popups keep: beside a legend that is open, where there is room. */
  function besideLegend(map, { maxWidth, autoPanPaddingBottomRight }) {
    const container = map.getContainer();
    const least = container.querySelector(".leaflet-left .leaflet-control-zoom") === null ? MARGIN : BUTTONS;
    const legend = container.querySelector("details.tr-legend[open]");
    if (legend === null) {
      return least;
    }
    const { right } = trafficroutes.boxOf(map, legend);
    const roomy = map.getSize().x - right - autoPanPaddingBottomRight[0] > maxWidth + FRAME + 2 * MARGIN;
    return roomy ? right + MARGIN : least;
  }

  /** Return the sheet of a page: at its bottom, or at its side where it is low. */
  function makeSheet(close) {
    const el = trafficroutes.el;
    const content = el("div", "tr-sheet-content");
    const button = el("button", "tr-close", "\u00d7");
    button.type = "button";
    button.setAttribute("aria-label", "Close the facts");
    button.addEventListener("click", close);
    const made = el("section", "tr-sheet", button, content);
    made.setAttribute("role", "dialog");
    made.setAttribute("aria-label", "Facts");
    L.DomEvent.disableClickPropagation(made);
    L.DomEvent.disableScrollPropagation(made);
    return { element: made, content: content };
  }

  /** Move a map until a point of it stands beside the sheet. */
  function clear(map, at, sheet) {
    const box = trafficroutes.boxOf(map, sheet);
    const size = map.getSize();
    const beside = box.top < size.y / 4;
    const pad = beside ? [Math.max(EDGE, size.x - box.left + EDGE), EDGE] : [EDGE, size.y - box.top + EDGE];
    if (box.top < size.y) {
      map.panInside(at, { paddingTopLeft: [EDGE, EDGE], paddingBottomRight: pad, animate: false });
    }
  }

  /** Return what shows the facts of a map: `gone` is told when they are no longer shown. */
  function holder(map, gone) {
    const popup = makePopup(map);
    const page = map.getContainer().closest(".tr-pair") || map.getContainer();
    const close = () => {
      map.closePopup(popup);
      if (sheet.element.isConnected) {
        sheet.element.remove();
        page.classList.remove("tr-sheeted");
        gone();
      }
    };
    const sheet = makeSheet(close);
    const isOpen = () => map.hasLayer(popup) || sheet.element.isConnected;
    popup.on("remove", gone);
    const show = (content, at) => {
      if (!trafficroutes.isSmall(page)) {
        popup.options.autoPanPaddingTopLeft[0] = besideLegend(map, popup.options);
        popup.setContent(content).setLatLng(at).openOn(map);
        return popup.getElement().querySelector(".leaflet-popup-content");
      }
      sheet.content.replaceChildren(content);
      page.append(sheet.element);
      page.classList.add("tr-sheeted");
      page.dispatchEvent(new CustomEvent("tr-sheet"));
      sheet.element.scrollTop = 0;
      clear(map, at, sheet.element);
      return sheet.content;
    };
    map.on("click", close);
    return { show: show, close: close, isOpen: isOpen };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { holder: holder });
})();
