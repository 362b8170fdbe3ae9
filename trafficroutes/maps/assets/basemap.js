/* The countries of the world, drawn from the block that the page holds. */
(function () {
  "use strict";

  const TURNS = [-1, 0, 1]; // the world, and again to its west and east
  const TILE = 256; // pixels of the world at zoom 0
  const HATCH = 6; // pixels between the lines over a country that is removed
  const PADDING = 0.3; // of the window, on each side, for while the map is dragged

  /** Add a ring or line to a path, in pixels at zoom 0: it is a start, then steps in degrees. */
  function trace(path, written, units, closed) {
    const steps = trafficroutes.numbersIn(written);
    let lng = 0;
    let lat = 0;
    for (let i = 0; i < steps.length; i += 2) {
      lng += steps[i];
      lat += steps[i + 1];
      const x = ((lng / units + 180) / 360) * TILE;
      const y = TILE / 2 - (TILE / 2 / Math.PI) * Math.asinh(Math.tan((lat / units / 180) * Math.PI));
      path[i === 0 ? "moveTo" : "lineTo"](x, y);
    }
    if (closed) {
      path.closePath();
    }
  }

  /** Return a pattern of slanting lines, of one width at every zoom. */
  function hatching(pen, colour, dots) {
    const tile = document.createElement("canvas");
    const side = Math.round(HATCH * dots);
    tile.width = side;
    tile.height = side;
    const brush = tile.getContext("2d");
    brush.strokeStyle = colour;
    brush.lineWidth = 1.1 * dots;
    brush.beginPath();
    for (const start of [-side, 0, side]) {
      brush.moveTo(start - 1, side + 1);
      brush.lineTo(start + side + 1, -1);
    }
    brush.stroke();
    return pen.createPattern(tile, "repeat");
  }

  function fills(basemap, chosen) {
    const path = new Path2D();
    basemap.countries.filter(chosen).forEach((country) =>
      country.polygons.flat().forEach((ring) => trace(path, ring, basemap.units, true)),
    );
    return path;
  }

  const Basemap = L.Layer.extend({
    initialize: function (basemap, involved, hatched) {
      const shown = new Set(involved);
      this._basemap = basemap;
      this._involvedKey = involved.join(" ");
      const removed = new Set(hatched);
      this._hatched = hatched.length === 0 ? null : fills(basemap, (c) => removed.has(c.code));
      this._land = fills(basemap, (country) => !shown.has(country.code));
      this._involved = fills(basemap, (country) => shown.has(country.code));
      this._borders = new Path2D();
      basemap.borders.forEach((line) => trace(this._borders, line, basemap.units, false));
    },

    /** Fill these countries a little darker than others, and no more those before. */
    involve: function (codes) {
      const key = codes.join(" ");
      if (key !== this._involvedKey) {
        const shown = new Set(codes);
        this._involvedKey = key;
        this._land = fills(this._basemap, (country) => !shown.has(country.code));
        this._involved = fills(this._basemap, (country) => shown.has(country.code));
        this._draw();
      }
    },

    getEvents: function () {
      return {
        moveend: this._settle,
        viewreset: this._settle,
        resize: this._settle,
        zoomanim: this._animate,
      };
    },

    onAdd: function (map) {
      const pane = map.createPane("trafficroutesBasemap");
      pane.style.zIndex = 200;
      pane.style.pointerEvents = "none";
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", pane);
      const colour = (name) => getComputedStyle(map.getContainer()).getPropertyValue(name).trim();
      this._tones = ["--tr-land", "--tr-involved", "--tr-border", "--tr-hatch"].map(colour);
      this._draw();
    },

    _animate: function (event) {
      trafficroutes.carry(this._map, this._canvas, this._anchor, event);
    },

    /** Draw what is seen now, if that is not drawn: a map tells twice of a new zoom. */
    _settle: function () {
      const map = this._map;
      const standing = [map.getZoom(), map.getPixelBounds().min, map.getSize()].join(" ");
      if (standing !== this._standing) {
        this._standing = standing;
        this._draw();
      }
    },

    _draw: function () {
      const map = this._map;
      const size = map.getSize();
      const pad = size.multiplyBy(PADDING).round();
      const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1)).round();
      const dots = window.devicePixelRatio || 1;
      const whole = size.add(pad.multiplyBy(2));
      this._zoom = map.getZoom();
      this._anchor = trafficroutes.anchor(map, corner);
      this._canvas.width = whole.x * dots;
      this._canvas.height = whole.y * dots;
      this._canvas.style.width = whole.x + "px";
      this._canvas.style.height = whole.y + "px";
      L.DomUtil.setTransform(this._canvas, corner, 1);
      const origin = map.getPixelOrigin().add(corner);
      const scale = 2 ** this._zoom;
      for (const turn of TURNS) {
        const left = turn * TILE * scale - origin.x;
        if (left < whole.x && left + TILE * scale > 0) {
          this._drawWorld(left, -origin.y, scale, dots);
        }
      }
    },

    _drawWorld: function (left, top, scale, dots) {
      const pen = this._canvas.getContext("2d");
      pen.setTransform(scale * dots, 0, 0, scale * dots, left * dots, top * dots);
      pen.lineJoin = "round";
      // A rim of the same tone closes the hairs that smoothing leaves between neighbours.
      pen.lineWidth = 0.6 / scale;
      [this._land, this._involved].forEach((path, index) => {
        pen.fillStyle = this._tones[index];
        pen.strokeStyle = this._tones[index];
        pen.fill(path, "evenodd");
        pen.stroke(path);
      });
      pen.lineWidth = 0.8 / scale;
      pen.strokeStyle = this._tones[2];
      pen.stroke(this._borders);
      if (this._hatched !== null) {
        this._drawHatched(pen, scale, dots);
      }
    },

    _drawHatched: function (pen, scale, dots) {
      const pattern = hatching(pen, this._tones[3], dots);
      // The pattern stands on the screen: it neither grows nor moves with the world.
      pattern.setTransform(pen.getTransform().inverse());
      pen.fillStyle = pattern;
      pen.fill(this._hatched, "evenodd");
      pen.lineWidth = 1.2 / scale;
      pen.strokeStyle = this._tones[3];
      pen.stroke(this._hatched);
    },
  });

  /** Add the world, with the countries involved a little darker and those removed hatched. */
  function addBasemap(map, basemap, involved, hatched) {
    return new Basemap(basemap, involved, hatched).addTo(map);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { addBasemap: addBasemap });
})();
