/* Signs along arcs: beads, ticks, rings and blocks that tell families apart where colours do not. */
(function () {
  "use strict";

  /** Return the looks of the sign of a flow over a line of this width, as attributes of SVG. */
  function signLooks(facts, flow, width) {
    const { colour, sign } = facts.flows[flow];
    return (sign || []).map(([dash, more, white, round]) => ({
      stroke: white ? "#fff" : colour,
      "stroke-width": width + more,
      "stroke-dasharray": dash,
      "stroke-dashoffset": -facts.style.signAt,
      "stroke-linecap": round ? "round" : "butt",
    }));
  }

  /** Return the sign of a flow as shapes that lie over a line of this width. */
  function signOf(facts, flow, width, tag, more) {
    return signLooks(facts, flow, width).map((look) =>
      trafficroutes.shape(tag, { class: "tr-sign", ...look, ...more }),
    );
  }

  /** Paint the sign of a flow along the path of a pen, over a line of this width. */
  function paintSign(pen, facts, flow, width, scale) {
    signLooks(facts, flow, width / scale).forEach((look) => {
      pen.strokeStyle = look.stroke;
      pen.lineWidth = look["stroke-width"] * scale;
      pen.lineCap = look["stroke-linecap"];
      pen.lineDashOffset = look["stroke-dashoffset"];
      pen.setLineDash(look["stroke-dasharray"].split(" ").map(Number));
      pen.stroke();
    });
    pen.lineCap = "butt";
    pen.lineDashOffset = 0;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    signLooks: signLooks,
    signOf: signOf,
    paintSign: paintSign,
  });
})();
