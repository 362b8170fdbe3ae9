/* What is shown, as the part of the address after #: it works from a file, and can be handed on. */
(function () {
  "use strict";

  const WAIT = 300; // milliseconds after the last change until the address is written
  const EMBED = "embed";
  const OWN = ["view", "years", "off", "evidence", "document", "top", "place", "leg", EMBED];

  /** Return the number of a document by its name, or -1. */
  function documentOf(facts, name) {
    return facts.sources.findIndex((source) => trafficroutes.sourceName(source) === name);
  }

  /** Return the name of a layer: of a flow, or of a flow and a corridor. */
  function layerName(facts, flow, corridor) {
    const name = corridor === trafficroutes.NO_CORRIDOR ? "" : facts.corridors[corridor];
    return facts.flows[flow].label + "/" + name;
  }

  const NONE = "none"; // what is unticked where everything is ticked

  /** Return what is unticked, as parts of an address: nothing where it is as it was at first. */
  function layerParts(facts, filter) {
    const hidden = hiddenLayers(facts, filter);
    const held = facts.flows.filter((flow) => flow.ticked === false).map((flow) => flow.label);
    if (hidden.join("\n") === held.join("\n")) {
      return [];
    }
    return hidden.length === 0 ? [NONE] : hidden;
  }

  /** Return what is unticked: flows as a whole by their name, else their corridors. */
  function hiddenLayers(facts, filter) {
    return facts.flows.flatMap((flow, number) => {
      const off = filter.corridors[number].filter((corridor) => !filter.isOn(number, corridor));
      const all = off.length > 0 && off.length === filter.corridors[number].length;
      return all ? [flow.label] : off.map((corridor) => layerName(facts, number, corridor));
    });
  }

  /** Return what the filter leaves out, as parts of an address. */
  function filterParts(facts, filter) {
    const years = filter.year();
    const source = filter.source();
    return [
      ...(years === null ? [] : [["years", [years].flat().join("-")]]),
      ...layerParts(facts, filter).map((name) => ["off", name]),
      ...(filter.top() === (facts.top ?? null) ? [] : [["top", String(filter.top())]]),
      ...(filter.sure() === 0 ? [] : [["evidence", String(filter.sure())]]),
      ...(source === null ? [] : [["document", trafficroutes.sourceName(facts.sources[source])]]),
    ];
  }

  /** Return the year or the first and last year that a text names, or null. */
  function yearsIn(text) {
    const found = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(text);
    if (found === null) {
      return null;
    }
    const ends = [Number(found[1]), Number(found[2] || found[1])].sort((a, b) => a - b);
    return ends[0] === ends[1] ? ends[0] : ends;
  }

  /** Bring years, evidence and number to what an address says; return what of it means nothing. */
  function applyNumbers(facts, filter, asked) {
    const years = yearsIn(asked.get("years") || "");
    filter.setYear(years);
    const sure = Number(asked.get("evidence") || 0);
    filter.setSure([1, 2].includes(sure) ? sure : 0);
    const top = Number(asked.get("top") || 0);
    filter.setTop(Number.isInteger(top) && top > 0 ? top : (facts.top ?? null));
    return asked.has("years") && years === null ? ["years " + asked.get("years")] : [];
  }

  /** Tick the layers of an address, or where it names none those of the start; return the unknown. */
  function applyLayers(facts, filter, asked) {
    facts.flows.forEach((flow, n) => filter.setFlow(n, asked.has("off") || flow.ticked !== false));
    const hidden = asked.getAll("off").filter((name) => name !== NONE);
    return hidden.filter((name) => !hideLayer(facts, filter, name)).map((name) => "layer " + name);
  }

  /** Bring a filter to what an address says; return what it names that the map does not have. */
  function applyFilter(facts, filter, asked) {
    const unknown = [...applyNumbers(facts, filter, asked), ...applyLayers(facts, filter, asked)];
    const source = asked.has("document") ? documentOf(facts, asked.get("document")) : -1;
    filter.setSource(source < 0 ? null : source);
    if (asked.has("document") && source < 0) {
      unknown.push("document " + asked.get("document"));
    }
    return unknown;
  }

  function hideLayer(facts, filter, name) {
    const flow = facts.flows.findIndex((one) => one.label === name);
    if (flow >= 0) {
      filter.setFlow(flow, false);
      return true;
    }
    return facts.flows.some((_, number) =>
      filter.corridors[number].some((corridor) => {
        const found = layerName(facts, number, corridor) === name;
        if (found) {
          filter.setCorridor(number, corridor, false);
        }
        return found;
      }),
    );
  }

  function parsed() {
    return new URLSearchParams(window.location.hash.slice(1));
  }

  function viewPart(map) {
    const { lat, lng } = map.getCenter();
    return [map.getZoom(), lat.toFixed(3), lng.toFixed(3)].join("/");
  }

  function openedPart(scene) {
    const item = scene.overlays.map((overlay) => overlay.opened()).find((one) => one !== null);
    if (item === undefined) {
      return [];
    }
    return item.fact.code === undefined
      ? item.fact.legs.slice(0, 1).map((leg) => ["leg", leg[0]])
      : [["place", item.fact.code]];
  }

  /** Return the address of what a page shows. */
  function addressOf(scene) {
    const parts = [
      ["view", viewPart(scene.maps[0])],
      ...filterParts(scene.facts, scene.filter),
      ...openedPart(scene),
      ...(scene.embedded ? [[EMBED, ""]] : []),
    ];
    const [page] = window.location.href.split("#");
    const hash = new URLSearchParams(parts).toString().replace(/embed=(?=&|$)/, EMBED);
    return page + "#" + hash.replace(/%2F/g, "/");
  }

  function setView(scene, text) {
    const [zoom, lat, lng] = text.split("/").map(Number);
    if (![zoom, lat, lng].every(Number.isFinite)) {
      return false;
    }
    scene.maps[0].setView([lat, lng], zoom, { animate: false });
    return true;
  }

  /** Open the facts of a place or a leg; return whether the map shows it. */
  function openOf(scene, asked) {
    const wanted = asked.get("place") || asked.get("leg");
    return scene.overlays.some((overlay) => {
      const items = asked.has("place") ? overlay.places() : overlay.connections();
      const item = items.find(({ fact }) =>
        asked.has("place") ? fact.code === wanted : fact.legs.some((leg) => leg[0] === wanted),
      );
      if (item !== undefined) {
        overlay.openItem(item);
      }
      return item !== undefined;
    });
  }

  /** Show what the address says; return what it names that is not there. */
  function apply(scene) {
    const asked = parsed();
    if (!OWN.some((name) => asked.has(name))) {
      return [];
    }
    const unknown = applyFilter(scene.facts, scene.filter, asked);
    scene.refresh();
    if ((asked.has("place") || asked.has("leg")) && !openOf(scene, asked)) {
      unknown.push(asked.has("place") ? "place " + asked.get("place") : "leg " + asked.get("leg"));
    }
    // Last, since a map moves until the facts that are opened are seen.
    if (asked.has("view") && !setView(scene, asked.get("view"))) {
      unknown.push("view " + asked.get("view"));
    }
    return unknown;
  }

  /** Keep the address of a page and what it shows the same. */
  function keepAddress(scene) {
    const say = (unknown) => {
      const said = scene.page.querySelector(".tr-said");
      said.textContent = unknown.length === 0 ? "" : "Not on this map: " + unknown.join(", ");
    };
    let timer = null;
    let written = null;
    const write = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const address = addressOf(scene);
        written = address;
        try {
          window.history.replaceState(null, "", address);
        } catch {
          // A page inside another one may not have an address of its own.
        }
      }, WAIT);
    };
    say(apply(scene));
    window.addEventListener("hashchange", () => {
      if (window.location.href !== written) {
        say(apply(scene));
      }
    });
    scene.maps[0].on("moveend", write);
    scene.overlays.forEach((overlay) => overlay.on("mark", (event) => event.opened && write()));
    scene.onChange(write);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    filterParts: filterParts,
    applyFilter: applyFilter,
    addressOf: addressOf,
    keepAddress: keepAddress,
    isEmbedded: () => parsed().has(EMBED),
  });
})();
