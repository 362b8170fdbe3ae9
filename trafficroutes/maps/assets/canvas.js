/* Very many arcs: drawn on a canvas under the places, and found by where the pointer is. */
(function () {
  "use strict";

  const MANY = 1500; // arcs from which on they are drawn so
  const PADDING = 0.25; // of the window, on each side, for while the map is dragged
  const LEAST = 0.7; // pixels that a line is wide at least
  const DIMMED = 0.06;

  /** Add the arrow head between the end of a curve and its tip to a path. */
  function addHead(path, base, tip, head) {
    const length = Math.max(0.1, Math.hypot(tip.x - base.x, tip.y - base.y));
    const [ux, uy] = [(tip.x - base.x) / length, (tip.y - base.y) / length];
    const half = head / 2;
    path.moveTo(tip.x, tip.y);
    path.lineTo(base.x - uy * half, base.y + ux * half);
    path.lineTo(base.x + uy * half, base.y - ux * half);
    path.closePath();
  }

  /** Return the lines of curves as one path, and their heads as another. */
  function pathsOf(curves) {
    const lines = new Path2D();
    const heads = new Path2D();
    curves.forEach(({ curve, tip, head }) => {
      lines.moveTo(curve[0].x, curve[0].y);
      lines.quadraticCurveTo(curve[1].x, curve[1].y, curve[2].x, curve[2].y);
      addHead(heads, curve[2], tip, head);
    });
    return [lines, heads];
  }

  /** Return the arcs by look, so that each look is one path: {width, flow, dash, dim, hollow}. */
  function byLook(arcs, kept) {
    const looks = new Map();
    for (const arc of arcs) {
      const { width, flow, sure, measured } = arc.fact;
      const dim = kept !== null && !kept.arcs.has(arc.number);
      const key = [dim ? 0 : 1, 9 - width, flow, sure, measured].join("|");
      if (!looks.has(key)) {
        looks.set(key, { width: width, flow: flow, sure: sure, measured: measured, dim: dim, arcs: [] });
      }
      looks.get(key).arcs.push(arc);
    }
    return [...looks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, look]) => look);
  }

  trafficroutes.Overlay.include({
    /** Whether so many arcs are shown that they are drawn on a canvas. */
    _isMany: function () {
      const shown = this._arcs.reduce((sum, arc) => sum + (this._shown[arc.number] ? 1 : 0), 0);
      return shown > MANY;
    },

    /** Draw the arcs that are shown on the canvas, where they are many; else there is none. */
    _drawMany: function (many) {
      if (many) {
        this._renewCanvas();
      } else if (this._canvas) {
        this._canvas.remove();
        this._canvas = null;
      }
    },

    /** Draw anew after a move where the canvas no longer holds the window. */
    _moveMany: function () {
      if (this._canvas && !trafficroutes.holds(this._canvasBox(), trafficroutes.windowBox(this._map, 0))) {
        this._renewCanvas();
      }
    },

    _animateMany: function (event) {
      if (this._canvas) {
        const at = this._map._latLngToNewLayerPoint(this._canvasLatLng, event.zoom, event.center);
        L.DomUtil.setTransform(this._canvas, at, this._map.getZoomScale(event.zoom, this._zoom));
      }
    },

    _repaintMany: function () {
      if (this._canvas) {
        this._paintMany();
      }
    },

    _renewCanvas: function () {
      const map = this._map;
      if (!this._canvas) {
        this._canvas = L.DomUtil.create("canvas", "tr-many leaflet-zoom-animated");
        this._svg.before(this._canvas);
        this._listenMany();
      }
      const size = map.getSize();
      const pad = size.multiplyBy(PADDING).round();
      this._canvasCorner = map.containerPointToLayerPoint(pad.multiplyBy(-1)).round();
      this._canvasLatLng = map.layerPointToLatLng(this._canvasCorner);
      this._canvasSize = size.add(pad.multiplyBy(2));
      const dots = window.devicePixelRatio || 1;
      this._canvas.width = this._canvasSize.x * dots;
      this._canvas.height = this._canvasSize.y * dots;
      this._canvas.style.width = this._canvasSize.x + "px";
      this._canvas.style.height = this._canvasSize.y + "px";
      L.DomUtil.setTransform(this._canvas, this._canvasCorner, 1);
      this._curves = this._curvesWithin(this._canvasBox());
      this._cells = null;
      this._paintMany();
    },

    /** Return the part of the layer that the canvas holds. */
    _canvasBox: function () {
      const { x, y } = this._canvasCorner;
      return { left: x, top: y, right: x + this._canvasSize.x, bottom: y + this._canvasSize.y };
    },

    _curvesWithin: function (box) {
      const { style } = this._facts;
      const shown = this._arcs.filter(
        (arc) => this._shown[arc.number] && arc.from.radius > 0 && arc.to.radius > 0,
      );
      return shown
        .map((arc) => {
          const head = this._pen * trafficroutes.headLength(style, style.widths[arc.fact.width]);
          return { arc: arc, head: head, ...trafficroutes.rimmedCurve(arc, head) };
        })
        .filter(({ curve }) => trafficroutes.curveMeets(curve, box));
    },

    _paintMany: function () {
      const { style, flows } = this._facts;
      const pen = this._canvas.getContext("2d");
      const dots = window.devicePixelRatio || 1;
      const { x, y } = this._canvasCorner;
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, this._canvas.width, this._canvas.height);
      pen.setTransform(dots, 0, 0, dots, -x * dots, -y * dots);
      const byArc = new Map(this._curves.map((one) => [one.arc, one]));
      byLook([...byArc.keys()], this._kept || null).forEach((look) => {
        const [lines, heads] = pathsOf(look.arcs.map((arc) => byArc.get(arc)));
        const width = Math.max(LEAST, style.widths[look.width] * this._pen);
        pen.globalAlpha = look.dim ? DIMMED : 0.75;
        pen.setLineDash(look.dim ? [] : style.dashes[look.sure].split(" ").filter(Boolean).map(Number));
        pen.strokeStyle = flows[look.flow].colour;
        pen.lineWidth = width;
        pen.stroke(lines);
        if (!look.dim) {
          pen.fillStyle = flows[look.flow].colour;
          pen.fill(heads);
        }
        if (look.measured === 0) {
          pen.strokeStyle = "#fff";
          pen.lineWidth = width * 0.5;
          pen.stroke(lines);
        }
      });
    },

    /** Return what is at a point of the layer, as what a pointer shows, or null. */
    _manyAt: function (point) {
      if (!this._canvas) {
        return null;
      }
      if (this._cells === null) {
        this._cells = trafficroutes.curveGrid(this._curves);
      }
      const found = trafficroutes.nearestCurve(this._curves, this._cells, point);
      return found === null ? null : this._itemOfMany(found);
    },

    _itemOfMany: function ({ arc, curve }) {
      return {
        key: "arc " + arc.number + " " + arc.shift,
        name: trafficroutes.arcName(this._facts, arc.fact),
        group: this._svg,
        place: () => this._latLng(trafficroutes.curvePoint(curve, 0.5)),
        tip: () => trafficroutes.arcTip(this._facts, arc.fact),
        popup: () => trafficroutes.arcPopup(this._facts, arc.fact),
      };
    },

    /** Let arcs on the canvas answer the pointer, where no place does. */
    _listenMany: function () {
      if (this._hearsMany) {
        return;
      }
      this._hearsMany = true;
      const itemAt = (event) => {
        const over = event.originalEvent.target.closest(".tr-node, .leaflet-control, .leaflet-popup");
        return over === null ? this._manyAt(event.layerPoint) : null;
      };
      let pointed = false;
      this._map.on("mousemove", (event) => {
        const item = itemAt(event);
        if (item !== null) {
          this._pointer.show(item, event.latlng);
        } else if (pointed) {
          this._pointer.hide();
        }
        pointed = item !== null;
        this._map.getContainer().classList.toggle("tr-pointing", pointed);
      });
      this._map.on("click", (event) => {
        const item = itemAt(event);
        if (item !== null) {
          this._pointer.open(item, event.latlng);
        }
      });
    },
  });
})();
