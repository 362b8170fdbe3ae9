/* Arcs on the screen: bent, cut at the rims of their places, and smooth. */
(function () {
  "use strict";

  const APART = 8; // pixels between the points of an arc that names keep clear of
  const POINTS = 25;
  const VISIBLE = 16; // pixels of an arc that are seen besides its arrow head

  function distance(a, b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  function along(a, b, t) {
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  }

  /**
   * Return points of the quadratic curve from a to b. Its control point stands off the
   * middle of the chord by `bow` of the chord, to the left of the way where positive; further
   * where the rims of its ends and the arrow head (radii and length in pixels) would leave too
   * little of the curve to be seen.
   */
  function bent(a, b, bow, fromRadius, toRadius, head) {
    const chord = distance(a, b);
    const whole = fromRadius + toRadius + head + VISIBLE;
    let off = Math.abs(bow) * chord;
    if (chord < whole) {
      const reach = Math.max(whole / 2, toRadius + head + 6, fromRadius + 6);
      off = Math.max(off, Math.sqrt(Math.max(0, 4 * reach * reach - chord * chord)));
    }
    off *= Math.sign(bow);
    // Ends that touch have no direction of their own: bow as if the way went east.
    const ux = chord < 0.5 ? 1 : (b.x - a.x) / chord;
    const uy = chord < 0.5 ? 0 : (b.y - a.y) / chord;
    const control = { x: (a.x + b.x) / 2 + uy * off, y: (a.y + b.y) / 2 - ux * off };
    const points = [];
    for (let i = 0; i < POINTS; i += 1) {
      const t = i / (POINTS - 1);
      const s = 1 - t;
      points.push({
        x: s * s * a.x + 2 * s * t * control.x + t * t * b.x,
        y: s * s * a.y + 2 * s * t * control.y + t * t * b.y,
      });
    }
    return points;
  }

  /** Return the line from where it is this far from its first point. */
  function cut(line, away) {
    const start = line[0];
    for (let i = 1; i < line.length; i += 1) {
      if (distance(line[i], start) >= away) {
        let low = 0;
        let high = 1;
        for (let step = 0; step < 12; step += 1) {
          const middle = (low + high) / 2;
          if (distance(along(line[i - 1], line[i], middle), start) < away) {
            low = middle;
          } else {
            high = middle;
          }
        }
        return [along(line[i - 1], line[i], high), ...line.slice(i)];
      }
    }
    return null;
  }

  function cutEnd(line, away) {
    const found = cut([...line].reverse(), away);
    return found === null ? null : found.reverse();
  }

  /**
   * Return the line from rim to rim with room for an arrow head, whose tip is at the rim.
   * Where two places are too near for that, it begins under its place; where they all but
   * touch, it goes from middle to middle.
   */
  function trimmed(line, fromRadius, toRadius, head) {
    const begun = cut(line, fromRadius + 1);
    const roomy = begun !== null && cutEnd(begun, toRadius + 1 + head) !== null;
    const whole = roomy ? begun : line;
    const toTip = cutEnd(whole, toRadius + 1);
    const toBase = cutEnd(whole, toRadius + 1 + head);
    if (toBase === null) {
      return line;
    }
    // A last short step towards the tip turns the arrow head exactly that way.
    const tip = toTip[toTip.length - 1];
    const base = toBase[toBase.length - 1];
    toBase[toBase.length - 1] = along(base, tip, -0.05);
    toBase.push(base);
    return toBase;
  }

  function spot(p) {
    return p.x.toFixed(1) + " " + p.y.toFixed(1);
  }

  /** Return a smooth path along a line: straight at both ends, round at its points. */
  function pathData(line) {
    const last = line.length - 1;
    let data = "M" + spot(line[0]);
    for (let i = 1; i < last - 1; i += 1) {
      data += "Q" + spot(line[i]) + " " + spot(along(line[i], line[i + 1], 0.5));
    }
    return data + (last > 1 ? "L" + spot(line[last - 1]) : "") + "L" + spot(line[last]);
  }

  /** Return the window and `more` windows round it, in pixels of the layer. */
  function windowBox(map, more) {
    const size = map.getSize();
    const low = map.containerPointToLayerPoint(size.multiplyBy(-more));
    const high = map.containerPointToLayerPoint(size.multiplyBy(1 + more));
    return { left: low.x, right: high.x, top: low.y, bottom: high.y };
  }

  /** Return where a point of the layer stands in the world, whatever is shown: for `carry`. */
  function anchor(map, corner) {
    return { zoom: map.getZoom(), pixel: map.getPixelOrigin().add(corner) };
  }

  /**
   * Let a drawing with its corner at an anchor stand where the map has it now, or where it will
   * have it at the zoom and centre of an event. By pixels: no latitude is beyond the poles.
   */
  function carry(map, element, { zoom, pixel }, event) {
    const scale = map.getZoomScale(event === undefined ? map.getZoom() : event.zoom, zoom);
    const origin = event === undefined ? map.getPixelOrigin() : map._getNewPixelOrigin(event.center, event.zoom);
    L.DomUtil.setTransform(element, pixel.multiplyBy(scale).subtract(origin), scale);
  }

  /** Whether a box holds another. */
  function holds(outer, inner) {
    return (
      outer.left <= inner.left && outer.right >= inner.right &&
      outer.top <= inner.top && outer.bottom >= inner.bottom
    );
  }

  function touches(a, b, box) {
    return (
      Math.min(a.x, b.x) < box.right && Math.max(a.x, b.x) > box.left &&
      Math.min(a.y, b.y) < box.bottom && Math.max(a.y, b.y) > box.top
    );
  }

  /**
   * Return the path of a line without what lies outside a box, for a browser takes long to dash
   * what nobody sees. Its end stays, with the arrow; so does a line that is all outside.
   */
  function pathWithin(line, box) {
    const inside = line.slice(1).map((point, index) => touches(line[index], point, box));
    const first = inside.indexOf(true);
    const last = inside.lastIndexOf(true);
    if (first < 0 || (first === 0 && last === inside.length - 1)) {
      return pathData(line);
    }
    const end = line.length - 1;
    const arrow = last + 1 < end ? "M" + spot(line[end - 1]) + "L" + spot(line[end]) : "";
    return pathData(line.slice(first, last + 2)) + arrow;
  }

  /** Return points in a box so close along a line that a name cannot slip between two. */
  function dense(line, box) {
    return line.slice(1).flatMap((point, index) => {
      const between = [];
      if (!touches(line[index], point, box)) {
        return between;
      }
      const steps = Math.min(12, Math.ceil(distance(line[index], point) / APART));
      for (let step = 1; step <= steps; step += 1) {
        between.push(along(line[index], point, step / steps));
      }
      return between;
    });
  }

  /** Return the length of the arrow head of a line of this width. */
  function headLength(style, width) {
    return style.head + style.headPerWidth * width;
  }

  /** Return the id of an arrow head; a page with two maps has them for each. */
  function headId(facts, flow, width) {
    return ["tr-head", facts.side, flow, width].filter((part) => part !== undefined).join("-");
  }

  /** Return one arrow head for each flow and width. */
  function heads(facts) {
    const shape = trafficroutes.shape;
    const defs = shape("defs", {});
    facts.flows.forEach((flow, number) => {
      facts.style.widths.forEach((width, index) => {
        const size = headLength(facts.style, width);
        const marker = shape("marker", {
          id: headId(facts, number, index),
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
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    bent: bent,
    trimmed: trimmed,
    pathData: pathData,
    pathWithin: pathWithin,
    windowBox: windowBox,
    anchor: anchor,
    carry: carry,
    holds: holds,
    dense: dense,
    headLength: headLength,
    headId: headId,
    heads: heads,
  });
})();
