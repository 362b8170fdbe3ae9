/* The search box: type a place that is on the map, and the map goes there. */
(function () {
  "use strict";

  /** Return a text without case and accents. */
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  }

  function namesOf(node) {
    return [node.label, node.name, node.code, ...(node.aliases || [])];
  }

  /** Return the number of the place that a text means, or -1: any of its names, a beginning. */
  function findPlace(nodes, text) {
    const wanted = folded(text);
    if (wanted === "") {
      return -1;
    }
    const exact = nodes.findIndex((node) =>
      namesOf(node).some((name) => folded(name) === wanted),
    );
    if (exact >= 0) {
      return exact;
    }
    const ways = [
      (node) => folded(node.label).startsWith(wanted),
      (node) => folded(node.label).includes(wanted),
      (node) => namesOf(node).some((name) => folded(name).startsWith(wanted)),
    ];
    return ways.map((way) => nodes.findIndex(way)).find((found) => found >= 0) ?? -1;
  }

  /** Return what is said of a place that is not drawn: why, and what would show it. */
  function whyHidden(facts, filter, number) {
    const left = filter.passing();
    const weak = facts.arcs.some((arc, n) => left[n] && (arc.from === number || arc.to === number));
    return weak
      ? "In the table, not drawn: only weaker connections go there. Draw more to see it"
      : "In the table, not drawn: hidden by the layers or the year";
  }

  /** Return the search box; `reach` shows a place by its number and says whether it could. */
  function search(facts, filter, reach) {
    const el = trafficroutes.el;
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = "Find a place";
    input.setAttribute("aria-label", "Find a place on the map");
    const list = el("datalist", "");
    list.id = "tr-places";
    input.setAttribute("list", list.id);
    list.append(
      ...facts.nodes.map((node) => {
        const option = document.createElement("option");
        option.value = node.label;
        return option;
      }),
    );
    const said = el("div", "tr-said");
    said.setAttribute("role", "status");
    const go = () => {
      const found = findPlace(facts.nodes, input.value);
      said.textContent = "";
      if (input.value.trim() !== "" && found < 0) {
        const listed = findPlace(facts.listed || [], input.value) >= 0;
        said.textContent = listed ? "In the table, not drawn" : "Not on this map";
      } else if (found >= 0 && !reach(found)) {
        said.textContent = whyHidden(facts, filter, found);
      }
    };
    const form = el("form", "", input, list, said);
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go();
    });
    input.addEventListener("input", (event) => {
      const chosen = event.inputType === undefined || event.inputType === "insertReplacementText";
      if (chosen) {
        go();
      }
    });
    return form;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    folded: folded,
    findPlace: findPlace,
    search: search,
  });
})();
