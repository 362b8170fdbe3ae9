/* Arcs, places and names over the basemap. */
(function () {
  "use strict";

  const RANK = { transit: 0, origin: 1, gateway: 2 };
  const TOUCHED = 6.5; // least radius in pixels of a place that the change is about
  const NODE_HIT = 7; // pixels round a place that take the pointer, at least

  function setAll(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
  }

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
      this._gainedLayer = this._svg.appendChild(shape("g", {}));
      this._ringLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._glowLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._nodeLayer = this._svg.appendChild(shape("g", {}));
      this._labelLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._items = new Map();
      const pen = document.createElement("canvas").getContext("2d");
      const { fontFamily } = getComputedStyle(map.getContainer());
      const narrow = map.getContainer().classList.contains("tr-narrow");
      pen.font = "700 " + (narrow ? 10 : 11.5) + "px " + fontFamily;
      this._nodes = this._facts.nodes.flatMap((node, number) =>
        node.shifts.map((shift) => this._makeNode(node, number, shift, pen)),
      );
      this._byPlace = new Map(this._nodes.map((node) => [node.number + "|" + node.shift, node]));
      this._arcs = this._facts.arcs.flatMap((arc, number) =>
        arc.shifts.map((shift) => this._makeArc(arc, number, shift)),
      );
      map.getPane("trafficroutes").append(this._svg);
      this._pointer = trafficroutes.listen(map, this._svg, (target) => {
        const group = target.closest(".tr-arc, .tr-node");
        return group === null ? null : this._items.get(group);
      }, (key, opened) => this.fire("mark", { key: key, opened: opened }));
      this.redraw();
    },

    /** Mark an arc or place by its key, as under the pointer; null marks none. */
    echo: function (key) {
      this._svg.querySelectorAll(".tr-echo").forEach((group) => group.classList.remove("tr-echo"));
      this._pointer.hide();
      const item = [...this._items.values()].find((known) => known.key === key);
      if (item !== undefined && item.group.style.display !== "none") {
        item.group.classList.add("tr-echo");
        this._pointer.show(item, item.place());
      }
    },

    /** Close the facts that are open. */
    close: function () {
      this._pointer.close();
    },

    /** Open the facts of a connection from those of a place, to which they lead back. */
    _openFrom: function (arc, group) {
      const found = this._arcs.find((drawn) => drawn.fact === arc);
      const back = this._items.get(group);
      this._pointer.openFrom(this._items.get(found.group), back);
    },

    /** Return what can be opened and is shown: places, or connections, as items with their facts. */
    shownItems: function (drawn) {
      return drawn
        .filter((one) => one.group.style.display !== "none")
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
      const at = this._map._latLngToNewLayerPoint(this._corner, event.zoom, event.center);
      L.DomUtil.setTransform(this._svg, at, this._map.getZoomScale(event.zoom, this._zoom));
    },

    /** After a move: draw anew where the zoom changed or what is drawn ends, else only the names. */
    _settle: function () {
      const same = this._map.getZoom() === this._zoom && this._origin.equals(this._map.getPixelOrigin());
      if (!same || !trafficroutes.holds(this._box, trafficroutes.windowBox(this._map, 0))) {
        this.redraw();
      } else {
        this._panels = trafficroutes.panelBoxes(this._map);
        this._drawLabels();
      }
    },

    /** Draw what the filter leaves, at the zoom of the map. */
    redraw: function () {
      // Asked for before anything changes: afterwards the browser would lay out the page anew.
      this._panels = trafficroutes.panelBoxes(this._map);
      this._zoom = this._map.getZoom();
      this._origin = this._map.getPixelOrigin();
      this._corner = this._map.layerPointToLatLng([0, 0]);
      this._box = trafficroutes.windowBox(this._map, 1);
      L.DomUtil.setTransform(this._svg, L.point(0, 0), 1);
      const chosen = this._filter.shown();
      this._shown = chosen.map((on, n) => on && !this._facts.arcs[n].absent);
      const flows = this._filter.flowsOfNodes(chosen);
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
      this._lines = this._arcs.flatMap((arc) => this._drawArc(arc));
      this._drawLabels();
      this.fire("drawn");
    },

    /** Work out the point and radius of each place that is shown. */
    _placeNodes: function (flows) {
      const { style, adds } = this._facts;
      const scale = trafficroutes.placesBy(this._pen);
      for (const node of this._nodes) {
        node.parts = node.fact.parts.filter((part) => flows[node.number].has(part[0]));
        const sizes = node.parts.map((part) => part[2]);
        const size = adds ? sizes.reduce((a, b) => a + b, 0) : Math.max(0, ...sizes);
        const radius = scale * (style.node + style.nodePerRoot * Math.sqrt(Math.min(1, size)));
        node.radius = node.fact.touch ? Math.max(TOUCHED * scale, radius) : radius;
        node.point = this._map.latLngToLayerPoint(node.at);
      }
      const shown = this._nodes.filter((node) => node.parts.length > 0);
      const items = shown.map((node) => ({
        point: node.point,
        radius: node.radius,
        region: node.fact.region,
      }));
      trafficroutes.makeRoom(items).forEach((item, index) => {
        shown[index].point = item.point;
        shown[index].radius = item.radius;
      });
      this._nodes.filter((node) => node.parts.length === 0).forEach((node) => (node.radius = 0));
    },

    _ringRadius: function (node) {
      return trafficroutes.ringRadius(node.radius, node.fact.glow, trafficroutes.placesBy(this._pen));
    },

    _drawNode: function (node) {
      node.group.style.display = node.radius === 0 ? "none" : "";
      node.ring.style.display = node.group.style.display;
      if (node.radius === 0) {
        return;
      }
      const { point, radius, parts } = node;
      const role = parts.reduce((a, b) => (RANK[b[1]] > RANK[a[1]] ? b : a))[1];
      node.mark.setAttribute("class", "tr-mark tr-" + role + (node.fact.region ? " tr-region" : ""));
      const side = radius * 1.8;
      setAll(
        node.mark,
        node.fact.region
          ? { x: point.x - side / 2, y: point.y - side / 2, width: side, height: side, rx: 2 }
          : { cx: point.x, cy: point.y, r: radius },
      );
      setAll(node.ring, { cx: point.x, cy: point.y, r: this._ringRadius(node) });
      setAll(node.hit, { cx: point.x, cy: point.y, r: Math.max(radius, NODE_HIT) });
      node.mark.style.strokeWidth = radius < 4 ? Math.max(0.6, radius * 0.28) : "";
      const said = parts.map((part) => trafficroutes.partLine(this._facts, part)).join("; ");
      const note = node.fact.note ? ". " + node.fact.note : "";
      node.group.setAttribute("aria-label", node.fact.name + ". " + said + note);
    },

    /** Draw an arc; return points along it for the labels to keep clear of. */
    _drawArc: function (arc) {
      const visible = this._shown[arc.number];
      arc.group.style.display = visible ? "" : "none";
      if (!visible) {
        return [];
      }
      const head = this._pen * trafficroutes.headLength(this._facts.style, arc.width);
      const { from, to } = arc;
      const line = trafficroutes.bent(
        from.point, to.point, arc.fact.bow, from.reach, to.reach, head,
      );
      const path = trafficroutes.trimmed(line, from.reach, to.reach, head);
      arc.middle = line[Math.floor(line.length / 2)];
      const data = trafficroutes.pathWithin(path, this._box);
      arc.paths.forEach((element) => element.setAttribute("d", data));
      return trafficroutes.dense(path, this._box);
    },

    _drawLabels: function () {
      const drawn = this._nodes.filter((node) => node.radius > 0);
      const items = drawn.map((node) => ({
        point: node.point,
        radius: node.reach,
        width: node.labelWidth,
        first: trafficroutes.rankOf(node.fact),
      }));
      this._nodes.forEach((node) => {
        node.label.style.display = "none";
      });
      const view = trafficroutes.viewOf(this._map, this._panels);
      trafficroutes.placeLabels(items, this._lines, view).forEach((box, index) => {
        if (box !== null) {
          const label = drawn[index].label;
          label.style.display = "";
          setAll(label, { x: box.left + 2, y: box.bottom - 3 });
        }
      });
    },
  });
})();
