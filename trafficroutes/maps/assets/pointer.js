/* What the pointer and the keyboard do with arcs and places. */
(function () {
  "use strict";

  /**
   * Show facts: in brief under the pointer or the focus, in full on a click or Enter.
   *
   * find: from an element to {key, group, place, tip, popup}, or null where it is no arc or place.
   * marked: told the key of what is pointed at, else of what is open, else null; and whether
   * it has just been opened.
   */
  function listen(map, svg, find, marked) {
    const tip = L.tooltip({ className: "tr-tip", direction: "top", offset: [0, -8] });
    const facts = trafficroutes.holder(map, () => left());
    let opened = null; // whose facts are or were open
    let origin = null; // where the focus goes when they close
    let returning = false; // while it goes there
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
      const item = pointed || (facts.isOpen() ? opened : null);
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
    /** The focus goes back to where facts came from, which says nothing again by that. */
    const goBack = () => {
      returning = true;
      origin.group.focus({ preventScroll: true });
      returning = false;
    };
    /** Show the facts of an item; with the focus in them where it was reached by keys. */
    const open = (item, at, focus) => {
      hide();
      opened = item;
      origin = item;
      const content = facts.show(item.popup(), at);
      content.tabIndex = -1;
      if (focus || content.closest(".tr-sheet") !== null) {
        content.focus({ preventScroll: true });
      }
      tell(true);
    };
    /** Show the facts of a connection, with a way back to those of a place. */
    const openFrom = (item, back) => {
      const at = back.place();
      const content = item.popup();
      content.append(trafficroutes.opens("\u2190 Back to " + back.name, () => open(back, at, true)));
      open({ ...item, popup: () => content }, at, true);
      origin = back;
    };
    /** Facts are gone: the focus goes back to where they came from, if it was in them. */
    const left = () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (origin !== null && lost) {
        goBack();
      }
      tell(false);
    };
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
      if (!returning && item.group.matches(":focus-visible")) {
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
        open(item, item.place(), true);
      }
    });
    const page = map.getContainer().closest(".tr-pair") || map.getContainer();
    page.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") {
        return;
      }
      leave();
      if (facts.isOpen()) {
        facts.close();
        goBack();
      }
    });
    return {
      open: open,
      openFrom: openFrom,
      opened: () => (facts.isOpen() ? opened : null),
      show: show,
      hide: hide,
      close: facts.close,
    };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { listen: listen });
})();
