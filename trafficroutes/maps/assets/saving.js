/* The scene as files: a picture, a table, and lines and points for other programs. */
(function () {
  "use strict";

  const DOTS = 2; // of a PNG, for each pixel of the screen

  function nameOf(text) {
    return trafficroutes.folded(text).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "map";
  }

  /** Hand a file to the browser, which saves it under a name made of a text. */
  function save(name, ending, type, content) {
    const blob = content instanceof Blob ? content : new Blob([content], { type: type + ";charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = nameOf(document.title + " " + name) + "." + ending;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function svgText(scene) {
    return new XMLSerializer().serializeToString(trafficroutes.picture(scene));
  }

  /** Return a picture as PNG, by way of an image of it. */
  async function pngOf(text) {
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * DOTS;
    canvas.height = image.height * DOTS;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => {
      canvas.toBlob(done, "image/png");
    });
  }

  /** Return a line in degrees as pieces that keep between -180 and 180, as GeoJSON wants it. */
  function pieces(points) {
    const turn = (lng) => Math.floor((lng + 180) / 360);
    const found = [[]];
    let last = null;
    for (const [lng, lat] of points) {
      const now = turn(lng);
      if (last !== null && now !== last.turn) {
        const edge = Math.max(now, last.turn) * 360 - 180;
        const part = (edge - last.lng) / (lng - last.lng);
        const at = last.lat + (lat - last.lat) * part;
        found[found.length - 1].push([now > last.turn ? 180 : -180, at]);
        found.push([[now > last.turn ? -180 : 180, at]]);
      }
      found[found.length - 1].push([lng - now * 360, lat]);
      last = { lng: lng, lat: lat, turn: now };
    }
    return found.map((line) => line.map(([lng, lat]) => [Number(lng.toFixed(4)), Number(lat.toFixed(4))]));
  }

  function arcFeature(scene, arc, map) {
    const { facts } = scene;
    const bent = trafficroutes.curveOf(map, facts, arc).map(({ lng, lat }) => [lng, lat]);
    const lines = pieces(bent);
    const years = arc.legs.flatMap((leg) => leg[3]).map((span) => span.map((year) => year ?? "").join("/"));
    return {
      type: "Feature",
      geometry:
        lines.length === 1
          ? { type: "LineString", coordinates: lines[0] }
          : { type: "MultiLineString", coordinates: lines },
      properties: {
        kind: "connection",
        from: facts.nodes[arc.from].code,
        to: facts.nodes[arc.to].code,
        commodity: facts.flows[arc.flow].label,
        amount: arc.amount,
        measure: facts.words.width,
        evidence: trafficroutes.sureLine(arc),
        legs: arc.legs.map((leg) => leg[0]),
        years: [...new Set(years)],
      },
    };
  }

  function placeFeature(facts, node, flows) {
    return {
      type: "Feature",
      geometry: { type: "Point", coordinates: pieces([node.at])[0][0] },
      properties: {
        kind: "place",
        code: node.code,
        name: node.name,
        region: node.region,
        facts: node.parts.filter((part) => flows.has(part[0])).map((part) => trafficroutes.partLine(facts, part)),
      },
    };
  }

  /** Return what layers and years leave as GeoJSON: connections as the map bends them, and places. */
  function geoJson(scene) {
    const { facts, filter, maps } = scene;
    const shown = filter.passing();
    const flows = filter.flowsOfNodes(shown);
    const arcs = facts.arcs.filter((_, n) => shown[n]).map((arc) => arcFeature(scene, arc, maps[0]));
    const places = facts.nodes.flatMap((node, n) => (flows[n].size > 0 ? [placeFeature(facts, node, flows[n])] : []));
    const about = [facts.summary, ...facts.lines, trafficroutes.stateText(facts, filter), trafficroutes.SCHEMATIC];
    return {
      type: "FeatureCollection",
      title: facts.title,
      about: about.filter((text) => text !== "").join(" "),
      features: [...arcs, ...places],
    };
  }

  function connectionRows(scene) {
    const { facts, filter } = scene;
    const shown = filter.passing();
    const heads = ["from", "to", "commodity", facts.words.width, "evidence", "legs"];
    const rows = facts.arcs.flatMap((arc, n) =>
      shown[n]
        ? [[
            facts.nodes[arc.from].name,
            facts.nodes[arc.to].name,
            facts.flows[arc.flow].label,
            arc.amount,
            trafficroutes.sureLine(arc),
            arc.legs.map((leg) => leg[0]).join(", "),
          ]]
        : [],
    );
    return trafficroutes.csv([heads, ...rows]);
  }

  /** Return the panel that saves what is shown, and gives its address. */
  function saving(scene) {
    const el = trafficroutes.el;
    const said = el("div", "tr-saved");
    said.setAttribute("role", "status");
    const title = "";
    const act = (text, run) => {
      const button = el("button", "tr-button", text);
      button.type = "button";
      button.addEventListener("click", async () => {
        said.textContent = "";
        said.textContent = (await run()) || "Saved: " + text;
      });
      return button;
    };
    const address = el("input", "tr-address");
    address.readOnly = true;
    address.setAttribute("aria-label", "The address of what is shown");
    const copy = async () => {
      address.value = trafficroutes.addressOf(scene);
      address.select();
      try {
        await navigator.clipboard.writeText(address.value);
        return "Copied: whoever has this file sees by it what you see";
      } catch {
        return "Copy the address: whoever has this file sees by it what you see";
      }
    };
    const buttons = [
      act("PNG", async () => save(title, "png", "image/png", await pngOf(svgText(scene)))),
      act("SVG", () => save(title, "svg", "image/svg+xml", svgText(scene))),
      act("CSV", () =>
        save(title, "csv", "text/csv", scene.table === null ? connectionRows(scene) : scene.table.csv())),
      act("GeoJSON", () => save(title, "geojson", "application/geo+json", JSON.stringify(geoJson(scene)))),
    ];
    return el(
      "details",
      "",
      el("summary", "", "Save"),
      el("div", "tr-buttons", ...buttons),
      el("div", "tr-buttons", act("Copy the address", copy), address),
      said,
    );
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    save: save,
    pieces: pieces,
    geoJson: geoJson,
    saving: saving,
  });
})();
