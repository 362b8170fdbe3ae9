/* Very many arcs: drawn on a canvas under the places, in slices, and found by where the pointer is. */
(function () {
  "use strict";

  const MANY = 1500; // arcs from which on they are drawn so
  const PADDING = 0.15; // of the window, on each side, for while the map is dragged
  const LEAST = 0.7; // pixels that a line is wide at least
  const INK = 0.75; // how opaque lines are
  const DIMMED = "0.08";
  const TOGETHER = 16; // arcs of one look that are painted at once: more are slower, one by one too
  const SLICE = 12; // milliseconds of painting, after which the page can answer

  /** Add the arrow head between the end of a curve and its tip to the path of a pen. */
  function addHead(pen, base, tip, head) {
    const length = Math.max(0.1, Math.hypot(tip.x - base.x, tip.y - base.y));
    const [ux, uy] = [(tip.x - base.x) / length, (tip.y - base.y) / length];
    const half = head / 2;
    pen.moveTo(tip.x, tip.y);
    pen.lineTo(base.x - uy * half, base.y + ux * half);
    pen.lineTo(base.x + uy * half, base.y - ux * half);
  }

  /** Return curves by the look of their arcs, the widest first, a few at a time. */
  function fewByLook(curves) {
    const looks = new Map();
    for (const one of curves) {
      const { width, flow, sure, measured } = one.arc.fact;
      const key = [9 - width, flow, sure, measured].join("|");
      if (!looks.has(key)) {
        looks.set(key, []);
      }
      looks.get(key).push(one);
    }
    const sorted = [...looks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
    return sorted.flatMap((found) =>
      [...Array(Math.ceil(found.length / TOGETHER)).keys()].map((n) =>
        found.slice(n * TOGETHER, (n + 1) * TOGETHER),
      ),
    );
  }

  /** Paint a few curves of one look. */
  function paintFew(pen, facts, scale, few) {
    const { style, flows } = facts;
    const { width, flow, sure, measured } = few[0].arc.fact;
    const wide = Math.max(LEAST, style.widths[width] * scale);
    pen.globalAlpha = INK;
    pen.strokeStyle = flows[flow].colour;
    pen.fillStyle = flows[flow].colour;
    pen.lineWidth = wide;
    pen.setLineDash(style.dashes[sure].split(" ").filter(Boolean).map(Number));
    pen.beginPath();
    few.forEach(({ seen: [a, c, b] }) => {
      pen.moveTo(a.x, a.y);
      pen.quadraticCurveTo(c.x, c.y, b.x, b.y);
    });
    pen.stroke();
    if (measured === 0) {
      pen.strokeStyle = "#fff";
      pen.lineWidth = wide * 0.5;
      pen.stroke();
    }
    trafficroutes.paintSign(pen, facts, flow, wide, scale);
    pen.beginPath();
    few.forEach(({ curve, tip, head }) => addHead(pen, curve[2], tip, head));
    pen.fill();
  }

  /** Return a canvas for what the window of a map shows and a little more: {element, pen, box, ...}. */
  function sheetOf(map, className) {
    const size = map.getSize();
    const pad = size.multiplyBy(PADDING).round();
    const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1)).round();
    const whole = size.add(pad.multiplyBy(2));
    const element = L.DomUtil.create("canvas", className + " leaflet-zoom-animated");
    const dots = window.devicePixelRatio || 1;
    element.width = whole.x * dots;
    element.height = whole.y * dots;
    element.style.width = whole.x + "px";
    element.style.height = whole.y + "px";
    // What is painted is read back after each slice, so that the slice has its time and no more.
    const pen = element.getContext("2d", { willReadFrequently: true });
    pen.setTransform(dots, 0, 0, dots, -corner.x * dots, -corner.y * dots);
    const box = { left: corner.x, top: corner.y, right: corner.x + whole.x, bottom: corner.y + whole.y };
    L.DomUtil.setTransform(element, corner, 1);
    return { element: element, pen: pen, box: box, anchor: trafficroutes.anchor(map, corner) };
  }

  /** Run tasks in slices, so that the page answers in between: {stop, finish}. */
  function inSlices(tasks, flush) {
    let next = 0;
    let timer = null;
    const run = (until) => {
      while (next < tasks.length && performance.now() < until) {
        tasks[next]();
        next += 1;
        flush();
      }
      timer = next < tasks.length ? setTimeout(() => run(performance.now() + SLICE), 0) : null;
    };
    timer = setTimeout(() => run(performance.now() + SLICE), 0);
    return {
      stop: () => clearTimeout(timer),
      finish: () => {
        clearTimeout(timer);
        run(Infinity);
      },
    };
  }

  trafficroutes.Overlay.include({
    /** Whether so many arcs are shown that they are drawn on a canvas. */
    _isMany: function () {
      const shown = this._arcs.reduce((sum, arc) => sum + (this._shown[arc.number] ? 1 : 0), 0);
      return shown > MANY;
    },

    /** Draw the arcs that are shown on the canvas, and the names, where arcs are many; else the names. */
    _drawMany: function (many) {
      if (many) {
        this._renewSheet(true);
        return;
      }
      this._stopMany();
      [this._sheet, this._keptSheet].filter(Boolean).forEach((sheet) => sheet.element.remove());
      this._sheet = null;
      this._keptSheet = null;
      this._curves = [];
      this._drawLabels();
    },

    _stopMany: function () {
      if (this._painting) {
        this._painting.stop();
        this._painting = null;
      }
      this._svg.classList.remove("tr-painting", "tr-nameless");
    },

    /** Draw at once what is still to be drawn. */
    finish: function () {
      if (this._painting) {
        this._painting.finish();
      }
    },

    /** Draw anew after a move where the canvas no longer holds the window. */
    _moveMany: function () {
      if (this._sheet && !trafficroutes.holds(this._seen, trafficroutes.windowBox(this._map, 0))) {
        this._renewSheet(false);
      }
    },

    _animateMany: function (event) {
      if (this._painting) {
        this._stopMany();
      }
      [this._sheet, this._keptSheet].filter(Boolean).forEach((sheet) => {
        trafficroutes.carry(this._map, sheet.element, sheet.anchor, event);
      });
    },

    /**
     * Paint the arcs of what is seen now. Until that is done, what was painted before stands in
     * its place, as large as the new view has it.
     */
    _renewSheet: function (named) {
      const map = this._map;
      this._stopMany();
      this._listenMany();
      const fresh = sheetOf(map, "tr-many");
      const stale = this._sheet;
      if (stale) {
        trafficroutes.carry(map, stale.element, stale.anchor);
      } else {
        this._svg.before(fresh.element);
        this._sheet = fresh;
      }
      this._seen = fresh.box;
      this._curves = this._curvesWithin(fresh.box);
      this._cells = null;
      this._repaintMany();
      const show = () => {
        if (stale) {
          stale.element.replaceWith(fresh.element);
          this._sheet = fresh;
          this._dimMany();
        }
        this._stopMany();
      };
      const name = () => {
        this._drawLabels();
        this._svg.classList.remove("tr-nameless");
      };
      this._svg.classList.toggle("tr-nameless", named);
      this._svg.classList.add("tr-painting");
      const tasks = named ? [name] : [];
      const paint = (few) => () => paintFew(fresh.pen, this._facts, this._pen, few);
      tasks.push(() => tasks.push(...fewByLook(this._curves).map(paint), show));
      this._painting = inSlices(tasks, () => fresh.pen.getImageData(0, 0, 1, 1));
    },

    /** Return the curves of arcs that meet a box, each with what is seen of it. */
    _curvesWithin: function (box) {
      const { style } = this._facts;
      const shown = this._arcs.filter(
        (arc) => this._shown[arc.number] && arc.from.radius > 0 && arc.to.radius > 0,
      );
      return shown
        .map((arc) => {
          const head = this._pen * trafficroutes.headLength(style, style.widths[arc.fact.width]);
          const found = trafficroutes.rimmedCurve(arc, head);
          return { arc: arc, head: head, ...found, seen: trafficroutes.curveWithin(found.curve, box) };
        })
        .filter(({ seen }) => seen !== null);
    },

    /** Paint what has to do with a place that is pointed at above all else, which is dimmed. */
    _repaintMany: function () {
      if (this._keptSheet) {
        this._keptSheet.element.remove();
        this._keptSheet = null;
      }
      const kept = this._kept || null;
      if (this._sheet && kept !== null) {
        const above = sheetOf(this._map, "tr-many-kept");
        const curves = this._curves.filter(({ arc }) => kept.arcs.has(arc.number));
        fewByLook(curves).forEach((few) => paintFew(above.pen, this._facts, this._pen, few));
        this._svg.before(above.element);
        this._keptSheet = above;
      }
      this._dimMany();
    },

    _dimMany: function () {
      if (this._sheet) {
        this._sheet.element.style.opacity = this._keptSheet ? DIMMED : "";
      }
    },

    /** Return what is at a point of the layer, as what a pointer shows, or null. */
    _manyAt: function (point) {
      if (!this._sheet) {
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
