/* The shapes of arcs and places, made once and moved by the overlay. */
(function () {
  "use strict";

  const ASSUMED = "2 6";
  const HYPOTHETICAL = "9 3 2 3";
  const CORE = 0.5; // of the width of a hollow line, that is white

  trafficroutes.Overlay.include({
    /** Give the record of an arc its shapes. */
    _makeArc: function (drawn) {
      const { fact: arc, number, shift } = drawn;
      const shape = trafficroutes.shape;
      const { style, flows } = this._facts;
      const width = style.widths[arc.width];
      const assumed = arc.legs.length === 0;
      const group = shape("g", {
        class: "tr-arc tr-width-" + arc.width + (assumed ? " tr-assumed" : "") +
          trafficroutes.changeClass(arc),
        tabindex: -1,
        role: "button",
        "data-ids": arc.legs.map((leg) => leg[0]).join(" "),
        "aria-label": [
          trafficroutes.arcName(this._facts, arc),
          trafficroutes.arcLine(this._facts, arc),
          trafficroutes.sureLine(arc),
          ...(arc.note ? [arc.note] : []),
        ].join(". "),
      });
      const casing = shape("path", { class: "tr-casing", "stroke-width": width + style.casing });
      const line = shape("path", {
        class: "tr-line-of-arc",
        stroke: flows[arc.flow].colour,
        "stroke-width": width,
        "marker-end": "url(#" + trafficroutes.headId(this._facts, arc.flow, arc.width) + ")",
      });
      const dash = arc.hypothetical ? HYPOTHETICAL : assumed ? ASSUMED : style.dashes[arc.sure];
      if (dash) {
        line.setAttribute("stroke-dasharray", dash);
      }
      const hit = shape("path", { class: "tr-hit", "stroke-width": Math.max(style.pointer, width + 4) });
      const glow = arc.glow > 0 ? trafficroutes.glow(width, this._facts.glows[arc.glow - 1], arc.open) : [];
      // What nothing measures is hollow: its width says nothing.
      const core = arc.measured === 0 ? [shape("path", { class: "tr-core", "stroke-width": width * CORE })] : [];
      const sign = assumed ? [] : trafficroutes.signOf(this._facts, arc.flow, width, "path", {});
      group.append(...glow, casing, line, ...core, ...sign, hit);
      const halo = trafficroutes.markArc(this._facts, arc, group, width);
      this._layerOf(arc).append(group);
      Object.assign(drawn, {
        group: group,
        paths: [halo, ...glow, casing, line, ...core, ...sign, hit].filter((path) => path !== null),
        width: width,
        line: null,
      });
      this._items.set(group, {
        key: "arc " + number + " " + shift,
        group: group,
        place: () => this._latLng(this._middle(drawn)),
        tip: () => trafficroutes.arcTip(this._facts, arc),
        popup: () => trafficroutes.arcPopup(this._facts, arc),
      });
    },

    /** Return the point half way along an arc, drawn or not. */
    _middle: function ({ line, from, to }) {
      if (line !== null) {
        return line[Math.floor(line.length / 2)];
      }
      const ends = [from, to].map((node) => this._map.latLngToLayerPoint(node.at));
      return ends[0].add(ends[1]).divideBy(2);
    },

    /** What a change is about lies on top, and what is lost below. */
    _layerOf: function (arc) {
      if (arc.ghost) {
        return this._ghostLayer;
      }
      const layers = this._arcLayer.children;
      return arc.glow > 0 ? this._gainedLayer : layers[layers.length - 1 - arc.width];
    },

    _makeNode: function (node, number, shift, pen) {
      const shape = trafficroutes.shape;
      const group = shape("g", {
        class: "tr-node" + trafficroutes.changeClass(node),
        tabindex: -1,
        role: "button",
        "data-code": node.code,
      });
      const mark = shape(node.region ? "rect" : "circle", {});
      const ring = shape("circle", { class: "tr-ring" + (node.open ? " tr-open" : "") });
      const hit = shape("circle", { class: "tr-hit" });
      group.append(mark, hit);
      this._glowLayer.append(...(node.glow > 0 ? [ring] : []));
      this._nodeLayer.append(group);
      const label = shape("text", {
        class: "tr-label" + (node.region ? " tr-of-region" : "") + trafficroutes.changeClass(node),
      });
      label.textContent = node.label;
      this._labelLayer.append(label);
      const drawn = {
        number: number,
        shift: shift,
        fact: node,
        group: group,
        mark: mark,
        hit: hit,
        ring: ring,
        label: label,
        labelWidth: pen.measureText(node.label).width + 4,
        at: L.latLng(node.at[1], node.at[0] + shift),
        point: null,
        radius: 0,
        parts: [],
      };
      this._items.set(group, {
        key: "node " + number + " " + shift,
        name: node.name,
        group: group,
        place: () => this._latLng(drawn.point),
        tip: () => trafficroutes.nodeTip(this._facts, node, drawn.parts, this.arcsOf(number)),
        popup: () =>
          trafficroutes.nodePopup(this._facts, node, drawn.parts, this.arcsOf(number), (arc) =>
            this._openFrom(arc, group),
          ),
      });
      return drawn;
    },
  });
})();
