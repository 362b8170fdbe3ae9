/* Arcs, places and names over the basemap. */
(function () {
  "use strict";

  trafficroutes.Overlay = L.Layer.extend({
    initialize: function (facts, filter) {
      this._facts = facts;
      this._filter = filter;
    },

    getEvents: function () {
      return {
        zoomanim: this._animate,
        moveend: this._settle,
        viewreset: this._settle,
        resize: this._settle,
      };
    },

    onAdd: function (map) {
      const shape = trafficroutes.shape;
      map.createPane("trafficroutes").style.zIndex = 450;
      this._svg = shape("svg", { class: "tr-overlay leaflet-zoom-animated" });
      this._svg.append(trafficroutes.heads(this._facts));
      if (this._facts.side !== undefined) {
        this._svg.firstChild.append(trafficroutes.hatch(this._facts));
      }
      this._ghostLayer = this._svg.appendChild(shape("g", {}));
      this._arcLayer = this._svg.appendChild(shape("g", {}));
      // The widest first, so that thin ones lie on top.
      this._arcLayer.append(...this._facts.style.widths.map(() => shape("g", {})));
      this._bundleLayer = this._svg.appendChild(shape("g", {}));
      this._gainedLayer = this._svg.appendChild(shape("g", {}));
      this._ringLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._glowLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._nodeLayer = this._svg.appendChild(shape("g", {}));
      this._leaderLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._rangeLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._labelLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._items = new Map();
      this._focused = -1;
      const pen = document.createElement("canvas").getContext("2d");
      const { fontFamily } = getComputedStyle(map.getContainer());
      const narrow = map.getContainer().classList.contains("tr-narrow");
      pen.font = "700 " + (narrow ? 10 : 11.5) + "px " + fontFamily;
      this._nodes = this._facts.nodes.flatMap((node, number) =>
        node.shifts.map((shift) => this._makeNode(node, number, shift, pen)),
      );
      this._byPlace = new Map(this._nodes.map((node) => [node.number + "|" + node.shift, node]));
      this._arcs = this._facts.arcs.flatMap((arc, number) =>
        arc.shifts.map((shift) => ({
          fact: arc,
          number: number,
          shift: shift,
          from: this._byPlace.get(arc.from + "|" + shift),
          to: this._byPlace.get(arc.to + "|" + (shift + arc.turn)),
          group: null,
          bundled: null,
        })),
      );
      map.getPane("trafficroutes").append(this._svg);
      this._pointer = trafficroutes.listen(map, this._svg, (target) => {
        const group = target.closest(".tr-arc, .tr-node, .tr-bundle");
        return group === null ? null : this._items.get(group);
      }, (key, opened) => {
        this.focusOn(key);
        this.fire("mark", { key: key, opened: opened });
      });
      this.redraw();
    },

    /** Mark an arc or place by its key, as under the pointer; null marks none. */
    echo: function (key) {
      this._svg.querySelectorAll(".tr-echo").forEach((group) => group.classList.remove("tr-echo"));
      this._pointer.hide();
      this.focusOn(key);
      const item = [...this._items.values()].find((known) => known.key === key);
      if (item !== undefined && item.group.style.display !== "none") {
        item.group.classList.add("tr-echo");
        this._pointer.show(item, item.place());
      }
    },

    /** Return the arcs of a place that layers and year leave, drawn or not. */
    arcsOf: function (number) {
      const left = this._filter.passing();
      return this._facts.arcs.filter(
        (arc, n) => left[n] && !arc.absent && !arc.ghost && (arc.from === number || arc.to === number),
      );
    },

    /** Close the facts that are open. */
    close: function () {
      this._pointer.close();
    },

    /** Open the facts of a connection from those of a place, to which they lead back. */
    _openFrom: function (arc, group) {
      const found = this._arcs.find((drawn) => drawn.fact === arc);
      if (found.group === null) {
        // It is not drawn now; its facts can be read all the same.
        this._makeArc(found);
        found.group.style.display = "none";
        this._pen = undefined;
      }
      const back = this._items.get(group);
      this._pointer.openFrom(this._items.get(found.group), back);
    },

    /** Return what can be opened and is shown: places, or connections, as items with their facts. */
    shownItems: function (drawn) {
      return drawn
        .filter((one) => one.group !== null && one.group.style.display !== "none")
        .map((one) => ({ ...this._items.get(one.group), fact: one.fact, drawn: one }));
    },

    places: function () {
      return this.shownItems(this._nodes);
    },

    connections: function () {
      return this.shownItems(this._arcs);
    },

    drawing: function () {
      return this._svg;
    },

    /** Open the facts of an item, as a click on it does. */
    openItem: function (item) {
      this._pointer.open(this._items.get(item.group), item.place());
    },

    /** Return what facts are open of, or null. */
    opened: function () {
      const item = this._pointer.opened();
      const all = item === null ? [] : [...this.places(), ...this.connections()];
      return all.find((one) => one.key === item.key) || null;
    },

    /** Show a place by its number; return whether it is shown at all. */
    reach: function (number) {
      const node = this._byPlace.get(number + "|0");
      if (node.radius === 0) {
        return false;
      }
      const map = this._map;
      map.setView(node.at, Math.max(map.getZoom(), 4), { animate: false });
      node.group.focus();
      this._pointer.open(this._items.get(node.group), this._latLng(node.point));
      return true;
    },

    _latLng: function (point) {
      return this._map.layerPointToLatLng(L.point(point.x, point.y));
    },

    _animate: function (event) {
      trafficroutes.carry(this._map, this._svg, this._anchor, event);
      this._animateMany(event);
    },

    /** After a move: draw anew where the zoom changed or what is drawn ends, else only the names. */
    _settle: function () {
      const same = this._map.getZoom() === this._zoom && this._origin.equals(this._map.getPixelOrigin());
      if (!same || !trafficroutes.holds(this._box, trafficroutes.windowBox(this._map, 0))) {
        this.redraw();
      } else if (this._settledAt !== this._standing()) {
        this._settledAt = this._standing();
        this._panels = trafficroutes.panelBoxes(this._map);
        this._moveMany();
        this._drawLabels();
      }
    },

    /** Return where a map that does not move stands: told of it twice, nothing is drawn again. */
    _standing: function () {
      return [L.DomUtil.getPosition(this._map.getPane("mapPane")), this._map.getSize()].join(" ");
    },

    /** Draw what the filter leaves, at the zoom of the map. */
    redraw: function () {
      // Asked for before anything changes: afterwards the browser would lay out the page anew.
      this._panels = trafficroutes.panelBoxes(this._map);
      this._zoom = this._map.getZoom();
      this._origin = this._map.getPixelOrigin();
      this._anchor = trafficroutes.anchor(this._map, [0, 0]);
      this._box = trafficroutes.windowBox(this._map, 1);
      L.DomUtil.setTransform(this._svg, L.point(0, 0), 1);
      const chosen = this._filter.shown();
      this._shown = chosen.map((on, n) => on && !this._facts.arcs[n].absent);
      const flows = this._filter.flowsOfNodes(chosen);
      const many = this._isMany();
      this._makeShown(many);
      const points = this._nodes
        .filter((node) => flows[node.number].size > 0 && node.shift === 0)
        .map((node) => this._map.latLngToLayerPoint(node.at));
      const arcs = chosen.filter(Boolean).length;
      const size = this._map.getSize();
      this._pen = trafficroutes.choosePen(this._svg, points, arcs, size, this._pen);
      this._placeNodes(flows);
      this._nodes.forEach((node) => this._drawNode(node));
      const scale = trafficroutes.placesBy(this._pen);
      trafficroutes.drawRings(this._facts, this._ringLayer, this._nodes, scale);
      this._nodes.forEach((node) => {
        node.reach = Math.max(node.reach, this._ringRadius(node));
      });
      this._bundle(many);
      this._lines = [...this._arcs.flatMap((arc) => this._drawArc(arc, many)), ...this._drawBundles()];
      this._drawMany(many);
      this._settledAt = this._standing();
      const drawn = this._nodes.filter((node) => node.radius > 0);
      this.fire("drawn", { codes: drawn.map((node) => node.fact.code) });
    },

    /** Make the shapes of arcs that are shown for the first time. */
    _makeShown: function (many) {
      const lacks = (arc) => arc.group === null && this._shown[arc.number];
      const fresh = many ? [] : this._arcs.filter(lacks);
      fresh.forEach((arc) => this._makeArc(arc));
      if (fresh.length > 0) {
        this._pen = undefined; // they are made in full width
      }
    },

    /** Draw an arc; return points along it for the labels to keep clear of. */
    _drawArc: function (arc, many) {
      const visible = this._shown[arc.number] && !many;
      if (arc.group === null) {
        return [];
      }
      arc.group.style.display = visible ? "" : "none";
      if (!visible) {
        return [];
      }
      const head = this._pen * trafficroutes.headLength(this._facts.style, arc.width);
      const { from, to } = arc;
      const line =
        arc.bundled !== null
          ? arc.bundled
          : trafficroutes.bent(from.point, to.point, arc.fact.bow, from.reach, to.reach, head);
      arc.line = line;
      const path = trafficroutes.trimmed(line, from.reach, to.reach, head);
      const data = trafficroutes.pathWithin(path, this._box);
      arc.paths.forEach((element) => element.setAttribute("d", data));
      arc.group.classList.toggle("tr-bundled", arc.bundled !== null);
      return arc.bundled === null ? trafficroutes.dense(path, this._box) : [];
    },
  });
})();
