/* Arcs and places over the basemap, and what the pointer and the keyboard do with them. */
(function () {
  "use strict";

  const RANK = { transit: 0, origin: 1, gateway: 2 };

  const Overlay = L.Layer.extend({
    initialize: function (facts, groups) {
      this._facts = facts;
      this._groups = groups;
    },

    getEvents: function () {
      return {
        zoomanim: this._animate,
        zoomend: this._redraw,
        viewreset: this._redraw,
        resize: this._redraw,
        layeradd: this._changed,
        layerremove: this._changed,
      };
    },

    onAdd: function (map) {
      const shape = trafficroutes.shape;
      map.createPane("trafficroutes").style.zIndex = 450;
      this._svg = shape("svg", { class: "tr-overlay leaflet-zoom-animated" });
      map.getPane("trafficroutes").append(this._svg);
      this._svg.append(this._markers());
      this._arcLayer = this._svg.appendChild(shape("g", {}));
      this._nodeLayer = this._svg.appendChild(shape("g", {}));
      this._labelLayer = this._svg.appendChild(shape("g", { "aria-hidden": "true" }));
      this._tip = L.tooltip({ className: "tr-tip", direction: "top", offset: [0, -8] });
      this._popup = L.popup({
        maxWidth: Math.min(380, map.getSize().x - 80),
        maxHeight: 320,
        className: "tr-popup",
      });
      this._arcs = this._facts.arcs.flatMap((arc) => arc.shifts.map((s) => this._makeArc(arc, s)));
      this._nodes = this._facts.nodes.flatMap((node) =>
        node.shifts.map((shift) => this._makeNode(node, shift)),
      );
      map.getContainer().addEventListener("keydown", (event) => this._escape(event));
      this._redraw();
    },

    _head: function (width) {
      return this._facts.style.head + this._facts.style.headPerWidth * width;
    },

    /** Return one arrow head for each flow and width. */
    _markers: function () {
      const shape = trafficroutes.shape;
      const defs = shape("defs", {});
      this._facts.flows.forEach((flow, number) => {
        this._facts.style.widths.forEach((width, index) => {
          const size = this._head(width);
          const marker = shape("marker", {
            id: "tr-head-" + number + "-" + index,
            viewBox: "0 0 10 10",
            refX: 0,
            refY: 5,
            markerUnits: "userSpaceOnUse",
            markerWidth: size,
            markerHeight: size,
            orient: "auto",
          });
          marker.append(shape("path", { d: "M0 0L10 5L0 10Z", fill: flow.colour }));
          defs.append(marker);
        });
      });
      return defs;
    },

    _makeArc: function (arc, shift) {
      const shape = trafficroutes.shape;
      const style = this._facts.style;
      const flow = this._facts.flows[arc.flow];
      const width = style.widths[arc.width];
      const group = shape("g", {
        class: "tr-arc tr-width-" + arc.width,
        tabindex: 0,
        role: "button",
      });
      const name = trafficroutes.arcName(this._facts, arc);
      group.setAttribute("aria-label", name + ". " + trafficroutes.arcLine(this._facts, arc));
      group.setAttribute("data-ids", arc.ids.join(" "));
      const casing = shape("path", { class: "tr-casing", "stroke-width": width + style.casing });
      const line = shape("path", {
        class: "tr-line-of-arc",
        stroke: flow.colour,
        "stroke-width": width,
        "marker-end": "url(#tr-head-" + arc.flow + "-" + arc.width + ")",
      });
      if (arc.ids.length === 0) {
        line.setAttribute("stroke-dasharray", "2 6");
      }
      const hit = shape("path", {
        class: "tr-hit",
        "stroke-width": Math.max(style.pointer, width + 4),
      });
      group.append(casing, line, hit);
      this._arcLayer.append(group);
      const points = arc.points.map(([lng, lat]) => L.latLng(lat, lng + shift));
      const drawn = { fact: arc, group: group, points: points, shift: shift, width: width };
      this._listen(
        group,
        () => points[Math.floor(points.length / 2)],
        () => trafficroutes.arcTip(this._facts, arc),
        () => trafficroutes.arcPopup(this._facts, arc),
      );
      return drawn;
    },

    _makeNode: function (node, shift) {
      const shape = trafficroutes.shape;
      const group = shape("g", { class: "tr-node", tabindex: 0, role: "button" });
      group.setAttribute("data-code", node.code);
      const mark = shape(node.region ? "rect" : "circle", {});
      group.append(mark);
      this._nodeLayer.append(group);
      const label = shape("text", { class: node.region ? "tr-label tr-of-region" : "tr-label" });
      label.textContent = node.label;
      this._labelLayer.append(label);
      const at = L.latLng(node.at[1], node.at[0] + shift);
      this._listen(
        group,
        () => at,
        () => trafficroutes.nodeTip(this._facts, node, this._parts(node)),
        () => trafficroutes.nodePopup(this._facts, node, this._parts(node)),
      );
      const width = label.getComputedTextLength() + 4;
      return { fact: node, group: group, mark: mark, label: label, labelWidth: width, at: at, shift: shift };
    },

    /** Show facts: in brief under the pointer or the focus, in full on a click or Enter. */
    _listen: function (group, place, tip, popup) {
      const map = this._map;
      const show = (at) => this._tip.setContent(tip()).setLatLng(at).addTo(map);
      group.addEventListener("mousemove", (event) => show(map.mouseEventToLatLng(event)));
      group.addEventListener("mouseleave", () => this._tip.remove());
      group.addEventListener("focus", () => {
        if (group.matches(":focus-visible")) {
          map.panInside(place(), { padding: [60, 60] });
          show(place());
        }
      });
      group.addEventListener("blur", () => this._tip.remove());
      const open = (at) => {
        this._tip.remove();
        this._opener = group;
        this._popup.setContent(popup()).setLatLng(at).openOn(map);
      };
      L.DomEvent.on(group, "click", (event) => {
        L.DomEvent.stop(event);
        open(map.mouseEventToLatLng(event));
      });
      group.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          open(place());
        }
      });
    },

    _escape: function (event) {
      if (event.key !== "Escape") {
        return;
      }
      this._tip.remove();
      if (this._map.hasLayer(this._popup)) {
        this._map.closePopup(this._popup);
        this._opener.focus();
      }
    },

    _shown: function (flow) {
      return this._map.hasLayer(this._groups[flow]);
    },

    /** Return what a place is to the flows that are shown. */
    _parts: function (node) {
      return node.parts.filter((part) => this._shown(part.flow));
    },

    _changed: function (event) {
      if (this._groups.includes(event.layer)) {
        this._redraw();
      }
    },

    _animate: function (event) {
      const at = this._map._latLngToNewLayerPoint(this._corner, event.zoom, event.center);
      L.DomUtil.setTransform(this._svg, at, this._map.getZoomScale(event.zoom, this._zoom));
    },

    _redraw: function () {
      this._zoom = this._map.getZoom();
      this._corner = this._map.layerPointToLatLng([0, 0]);
      L.DomUtil.setTransform(this._svg, L.point(0, 0), 1);
      const radii = this._nodes.map((node) => this._drawNode(node));
      const byPlace = new Map();
      this._nodes.forEach((node, index) => byPlace.set(node.fact, radii[index]));
      const lines = this._arcs.flatMap((arc) => this._drawArc(arc, byPlace));
      this._drawLabels(radii, lines);
    },

    _drawNode: function (node) {
      const parts = this._parts(node.fact);
      node.group.style.display = parts.length === 0 ? "none" : "";
      if (parts.length === 0) {
        return 0;
      }
      const point = this._map.latLngToLayerPoint(node.at);
      const radius = Math.max(...parts.map((part) => part.radius));
      const role = parts.reduce((a, b) => (RANK[b.role] > RANK[a.role] ? b : a)).role;
      node.point = point;
      node.mark.setAttribute("class", "tr-mark tr-" + role + (node.fact.region ? " tr-region" : ""));
      const side = radius * 1.8;
      const geometry = node.fact.region
        ? { x: point.x - side / 2, y: point.y - side / 2, width: side, height: side, rx: 2 }
        : { cx: point.x, cy: point.y, r: radius };
      for (const [name, value] of Object.entries(geometry)) {
        node.mark.setAttribute(name, value);
      }
      const said = parts.map((part) => trafficroutes.partLine(this._facts, part)).join("; ");
      node.group.setAttribute("aria-label", node.fact.name + ". " + said);
      return radius;
    },

    /** Draw an arc; return points along it for the labels to keep clear of. */
    _drawArc: function (arc, radii) {
      const visible = this._shown(arc.fact.flow);
      arc.group.style.display = visible ? "" : "none";
      if (!visible) {
        return [];
      }
      const line = arc.points.map((point) => this._map.latLngToLayerPoint(point));
      const nodes = this._facts.nodes;
      const path = trafficroutes.trimmed(
        line,
        radii.get(nodes[arc.fact.from]),
        radii.get(nodes[arc.fact.to]),
        this._head(arc.width),
      );
      const data = trafficroutes.pathData(path);
      arc.group.querySelectorAll("path").forEach((element) => element.setAttribute("d", data));
      return trafficroutes.dense(path);
    },

    _drawLabels: function (radii, lines) {
      const drawn = this._nodes.filter((_, index) => radii[index] > 0);
      const sizes = radii.filter((radius) => radius > 0);
      const items = drawn.map((node, index) => ({
        point: node.point,
        radius: sizes[index],
        width: node.labelWidth,
      }));
      this._nodes.forEach((node) => {
        node.label.style.display = "none";
      });
      const size = this._map.getSize();
      const view = {
        min: this._map.containerPointToLayerPoint([2, 2]),
        max: this._map.containerPointToLayerPoint([size.x - 2, size.y - 2]),
      };
      trafficroutes.placeLabels(items, lines, view).forEach((box, index) => {
        if (box !== null) {
          const label = drawn[index].label;
          label.style.display = "";
          label.setAttribute("x", box.left + 2);
          label.setAttribute("y", box.bottom - 3);
        }
      });
    },
  });

  /** Draw everything that the page's blocks of data say onto a Leaflet map. */
  function draw(map, factsId, basemapId, groups) {
    const read = (id) => JSON.parse(document.getElementById(id).textContent);
    const facts = read(factsId);
    map.getContainer().classList.add("tr-map");
    trafficroutes.addPanels(map, facts);
    const places = facts.nodes.map((node) => L.latLng(node.at[1], node.at[0]));
    const inFrame = facts.arcs.flatMap((arc) => arc.points).map(([lng, lat]) => [
      lat,
      Math.min(Math.max(lng, facts.west), facts.west + 360),
    ]);
    // The control of layers follows this script; the first view has to know its place.
    setTimeout(() => {
      trafficroutes.arrange(map);
      trafficroutes.fit(map, places, inFrame);
      trafficroutes.addBasemap(map, read(basemapId), facts.involved);
      new Overlay(facts, groups).addTo(map);
      map.on("resize", () => trafficroutes.arrange(map));
      map.getContainer().classList.add("tr-ready");
    }, 0);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { draw: draw });
})();
