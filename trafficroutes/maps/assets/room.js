/* How panels share the window: which fold where it is narrow or low, and how high they may be. */
(function () {
  "use strict";

  const NARROW = 700; // pixels of a window under which panels fold
  const LOW = 520; // and of its height
  const LEAST = 110; // pixels of a panel that scrolls
  const GAP = 10; // pixels between panels
  const FOLDED = [".tr-legend", ".tr-layers", ".tr-choose", ".tr-save"]; // in the order in which they fold

  /** Whether a map has so little room that facts lie in a sheet and one panel is open at a time. */
  function isSmall(page) {
    return page.classList.contains("tr-narrow") || page.classList.contains("tr-low");
  }

  /** Mark a page and its maps as narrow or low; return whether that makes it small anew. */
  function measure(page) {
    const was = isSmall(page);
    const boxes = [page, ...page.querySelectorAll(".folium-map")];
    boxes.forEach((box) => {
      box.classList.toggle("tr-narrow", page.clientWidth < NARROW);
      box.classList.toggle("tr-low", window.innerHeight < LOW);
    });
    return isSmall(page) && !was;
  }

  function folding(page) {
    return FOLDED.map((name) => page.querySelector(name)).filter((panel) => panel !== null);
  }

  function fold(page) {
    folding(page).forEach((panel) => {
      panel.open = false;
    });
  }

  /** Fold panels while a page is small, and let only one of them, or the facts, be open. */
  function oneAtATime(page, closeFacts) {
    const others = (but) => [...page.querySelectorAll("details")].filter((one) => !one.contains(but));
    page.addEventListener(
      "toggle",
      (event) => {
        if (!isSmall(page) || !event.target.open) {
          return;
        }
        others(event.target).forEach((panel) => {
          panel.open = false;
        });
        closeFacts();
      },
      true,
    );
    page.addEventListener("tr-sheet", () =>
      others(null).forEach((panel) => {
        panel.open = false;
      }),
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

  function meet(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  /** Whether a panel lies over another one of a map. */
  function crowded(map) {
    const boxes = [...map.getContainer().querySelectorAll(".leaflet-control")].map((panel) => boxOf(map, panel));
    return boxes.some((box, n) => boxes.slice(n + 1).some((other) => meet(box, other)));
  }

  /** Let the panels that fold be as high as the others leave room for. */
  function limit(map) {
    const container = map.getContainer();
    const high = container.clientHeight;
    const below = container.querySelector(".leaflet-bottom.leaflet-right");
    const legend = container.querySelector(".tr-legend");
    const above = boxOf(map, container.querySelector(".leaflet-top.leaflet-left")).bottom;
    const under = boxOf(map, container.querySelector(".leaflet-bottom.leaflet-left")).bottom;
    if (legend !== null) {
      legend.style.maxHeight = Math.max(LEAST, under - above - 2 * GAP) + "px";
    }
    const right = [...container.querySelectorAll(".leaflet-top.leaflet-right > .tr-panel")];
    const closed = right.filter((panel) => !panel.open);
    const taken = closed.reduce((sum, panel) => sum + panel.offsetHeight + GAP, 0);
    const from = boxOf(map, container.querySelector(".leaflet-top.leaflet-right")).top;
    const open = Math.max(1, right.length - closed.length);
    const free = Math.min(high, boxOf(map, below).top) - from - taken - (open + 1) * GAP;
    right.forEach((panel) => {
      panel.style.maxHeight = Math.max(LEAST, free / open) + "px";
    });
  }

  /** Keep panels apart: right ones below the title, the legend off the credits; fold what covers. */
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
    limit(map);
  }

  /** Fold the panels of a page that has become small. */
  function sizeUp(page) {
    if (measure(page)) {
      fold(page);
    }
  }

  /** Arrange a map's panels for its window, and fold those that would cover others. */
  function settle(map) {
    const container = map.getContainer();
    sizeUp(container);
    arrange(map);
    for (const panel of folding(container)) {
      if (panel.open && crowded(map)) {
        panel.open = false;
        arrange(map);
      }
    }
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    isSmall: isSmall,
    sizeUp: sizeUp,
    oneAtATime: oneAtATime,
    boxOf: boxOf,
    crowded: crowded,
    limit: limit,
    arrange: arrange,
    settle: settle,
  });
})();
