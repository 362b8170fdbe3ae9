/* The countries of the world, drawn from the block that the page holds. */
(function () {
  "use strict";

  const TURNS = [-360, 0, 360];

  /** Return a ring or line as [longitude, latitude] points: a start, then steps. */
  function points(steps, units, turn) {
    const found = [];
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      found.push([x / units + turn, y / units]);
    }
    return found;
  }

  function countries(basemap, turn) {
    return basemap.countries.map((country) => ({
      type: "Feature",
      properties: { code: country.code },
      geometry: {
        type: "MultiPolygon",
        coordinates: country.polygons.map((rings) =>
          rings.map((ring) => points(ring, basemap.units, turn)),
        ),
      },
    }));
  }

  /** Add the world, and the world again a turn to the west and to the east. */
  function addBasemap(map, basemap, involved) {
    const pane = map.createPane("trafficroutesBasemap");
    pane.style.zIndex = 200;
    pane.style.pointerEvents = "none";
    const renderer = L.canvas({ pane: "trafficroutesBasemap", padding: 0.3 });
    const colour = (name) => getComputedStyle(map.getContainer()).getPropertyValue(name).trim();
    const land = colour("--tr-land");
    const darker = colour("--tr-involved");
    const shown = new Set(involved);
    const common = { renderer: renderer, interactive: false };
    const fill = (feature) => {
      const tone = shown.has(feature.properties.code) ? darker : land;
      // A rim of the same tone closes the hairs that smoothing leaves between neighbours.
      return { ...common, color: tone, weight: 0.6, fillColor: tone, fillOpacity: 1 };
    };
    const features = TURNS.flatMap((turn) => countries(basemap, turn));
    L.geoJSON({ type: "FeatureCollection", features: features }, { ...common, style: fill }).addTo(
      map,
    );
    const lines = TURNS.flatMap((turn) =>
      basemap.borders.map((line) => points(line, basemap.units, turn)),
    );
    const borders = { type: "MultiLineString", coordinates: lines };
    L.geoJSON(borders, {
      ...common,
      style: { ...common, color: colour("--tr-border"), weight: 0.8, fill: false },
    }).addTo(map);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { addBasemap: addBasemap });
})();
