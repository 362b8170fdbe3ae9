/* The search box: type a place that is on the map, and the map goes there. */
(function () {
  "use strict";

  /** Return a text without case and accents. */
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  }

  /** Return the number of the place that a text means, or -1: a name, a code, a beginning. */
  function findPlace(nodes, text) {
    const wanted = folded(text);
    if (wanted === "") {
      return -1;
    }
    const exact = nodes.findIndex((node) =>
      [node.label, node.name, node.code].some((name) => folded(name) === wanted),
    );
    if (exact >= 0) {
      return exact;
    }
    const begins = nodes.findIndex((node) => folded(node.label).startsWith(wanted));
    return begins >= 0 ? begins : nodes.findIndex((node) => folded(node.label).includes(wanted));
  }

  /** Return the search box; `reach` shows a place by its number and says whether it could. */
  function search(facts, reach) {
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
        said.textContent = "Not on this map";
      } else if (found >= 0 && !reach(found)) {
        said.textContent = "Hidden by the layers or the year";
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
