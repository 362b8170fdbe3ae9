/* The names of places on the map, with lines that lead to them and bars of ranges under them. */
(function () {
  "use strict";

  const AROUND = 0.3; // of the window, on each side, in which places have names too

  trafficroutes.Overlay.include({
    /** Draw the line from a place to its name, where there is one. */
    _drawLeader: function (line) {
      if (line !== null) {
        const { from, to } = line;
        const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
        this._leaderLayer.append(trafficroutes.shape("line", { class: "tr-leader", ...ends }));
      }
    },

    _drawLabels: function () {
      // What is farther off gets its name when the map has moved there.
      const near = trafficroutes.windowBox(this._map, AROUND);
      const isNear = ({ point: { x, y } }) =>
        x > near.left && x < near.right && y > near.top && y < near.bottom;
      const drawn = this._nodes.filter((node) => node.radius > 0 && isNear(node));
      const ranges = trafficroutes.rangesOf(this._facts, drawn);
      const items = drawn.map((node, index) => ({
        point: node.point,
        radius: node.reach,
        width: ranges[index] ? Math.max(trafficroutes.RANGE_LONG + 6, node.labelWidth) : node.labelWidth,
        height: ranges[index] ? 14 + trafficroutes.RANGE_ROOM : 14,
        first: trafficroutes.rankOf(node.fact),
        size: node.size,
      }));
      this._nodes.forEach((node) => {
        node.label.style.display = "none";
      });
      this._leaderLayer.replaceChildren();
      this._rangeLayer.replaceChildren();
      const view = trafficroutes.viewOf(this._map, this._panels);
      const boxes = trafficroutes.placeLabels(items, this._lines, view);
      this._names = boxes.filter((box) => box !== null);
      boxes.forEach((box, index) => {
        if (box !== null) {
          const label = drawn[index].label;
          label.style.display = "";
          trafficroutes.setAll(label, { x: box.left + 2, y: box.top + 11 });
          if (ranges[index] !== null) {
            this._rangeLayer.append(
              trafficroutes.rangeBar(ranges[index], box.left + 3, box.bottom - trafficroutes.RANGE_ROOM),
            );
          }
          this._drawLeader(trafficroutes.leader(box, items[index]));
        }
      });
      this.fire("named");
    },

    /** Return the boxes of the names that are drawn. */
    names: function () {
      return this._names;
    },
  });
})();
