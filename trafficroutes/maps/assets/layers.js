/* The tree of layers: commodities, and under each its corridors. */
(function () {
  "use strict";

  function box(label, onChange) {
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = true;
    input.addEventListener("change", () => onChange(input.checked));
    const made = trafficroutes.el("label", "", input, ...label);
    return { input: input, element: made };
  }

  /** Return a button that opens and closes a list. */
  function opener(name, list) {
    const made = trafficroutes.el("button", "tr-open", "+");
    made.type = "button";
    const set = (open) => {
      list.hidden = !open;
      made.textContent = open ? "\u2212" : "+";
      made.setAttribute("aria-expanded", String(open));
      made.setAttribute("aria-label", (open ? "Close " : "Open ") + name);
    };
    made.addEventListener("click", () => set(list.hidden));
    set(false);
    return made;
  }

  /** Return the part of the tree for one flow, and how to tick it from above. */
  function branch(facts, filter, flow, changed) {
    const el = trafficroutes.el;
    const { label, colour } = facts.flows[flow];
    const swatch = el("span", "tr-swatch");
    swatch.style.background = colour;
    const corridors = filter.corridors[flow];
    const leaves = corridors.map((corridor) => {
      const name =
        corridor === trafficroutes.NO_CORRIDOR ? "no corridor" : facts.corridors[corridor];
      return box([name], (on) => {
        filter.setCorridor(flow, corridor, on);
        changed();
      });
    });
    const top = box([swatch, label], (on) => {
      filter.setFlow(flow, on);
      changed();
    });
    const list = el("ul", "", ...leaves.map((leaf) => el("li", "", leaf.element)));
    const item = el("li", "", leaves.length > 1 ? opener(label, list) : el("span", "tr-open"));
    item.append(top.element);
    if (leaves.length > 1) {
      item.append(list);
    }
    const refresh = () => {
      const ticked = corridors.map((corridor) => filter.isOn(flow, corridor));
      leaves.forEach((leaf, n) => {
        leaf.input.checked = ticked[n];
      });
      if (corridors.length > 0) {
        top.input.checked = ticked.some(Boolean);
        top.input.indeterminate = top.input.checked && !ticked.every(Boolean);
      }
      return top.input.checked;
    };
    return { item: item, refresh: refresh };
  }

  /** Return the panel of layers, or null where there is nothing to choose. */
  function layers(facts, filter, redraw) {
    const el = trafficroutes.el;
    const some = filter.corridors.some((corridors) => corridors.length > 1);
    if (facts.flows.length < 2 && !some) {
      return null;
    }
    const branches = facts.flows.map((_, flow) => branch(facts, filter, flow, () => changed()));
    const all = box(["All"], (on) => {
      facts.flows.forEach((_, flow) => filter.setFlow(flow, on));
      changed();
    });
    function tick() {
      const on = branches.map((part) => part.refresh());
      all.input.checked = on.some(Boolean);
      all.input.indeterminate = all.input.checked && !on.every(Boolean);
    }
    function changed() {
      tick();
      redraw();
    }
    tick();
    const list = el("ul", "tr-tree", ...branches.map((part) => part.item));
    const heading = el("summary", "", "Layers");
    const made = el("details", "", heading, facts.flows.length > 1 ? all.element : "", list);
    made.open = true;
    made.refresh = () => tick();
    return made;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { layers: layers });
})();
