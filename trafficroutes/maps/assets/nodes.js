/* Places on the map: where they stand, how large they are, and how they are filled. */
(function () {
  "use strict";

  const TOUCHED = 6.5; // least radius in pixels of a place that the change is about
  const NODE_HIT = 7; // pixels round a place that take the pointer, at least

  trafficroutes.Overlay.include({
    /** Work out the point and radius of each place that is shown. */
    _placeNodes: function (flows) {
      const { style, adds } = this._facts;
      const scale = trafficroutes.placesBy(this._pen);
      for (const node of this._nodes) {
        // What a place is does not depend on how many of its connections are drawn.
        const drawn = flows[node.number].size > 0;
        node.parts = drawn ? node.fact.parts.filter((part) => this._filter.isFlowOn(part[0])) : [];
        const sizes = node.parts.map((part) => part[2]);
        const size = adds ? sizes.reduce((a, b) => a + b, 0) : Math.max(0, ...sizes);
        node.size = size;
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
      const role = trafficroutes.roleOf(this._facts, node.fact, parts);
      node.mark.setAttribute("class", "tr-mark tr-" + role + (node.fact.region ? " tr-region" : ""));
      const side = radius * trafficroutes.SQUARE;
      trafficroutes.setAll(
        node.mark,
        node.fact.region
          ? { x: point.x - side / 2, y: point.y - side / 2, width: side, height: side }
          : { cx: point.x, cy: point.y, r: radius },
      );
      trafficroutes.setAll(node.ring, { cx: point.x, cy: point.y, r: this._ringRadius(node) });
      trafficroutes.setAll(node.hit, { cx: point.x, cy: point.y, r: Math.max(radius, NODE_HIT) });
      node.mark.style.strokeWidth = radius < 4 ? Math.max(0.6, radius * 0.28) : "";
      const said = parts.map((part) => trafficroutes.partLine(this._facts, part)).join("; ");
      const note = node.fact.note ? ". " + node.fact.note : "";
      node.group.setAttribute("aria-label", node.fact.name + ". " + said + note);
    },
  });
})();
