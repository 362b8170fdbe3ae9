/* Arcs on the screen: cut at the rims of their places, and smooth. */
(function () {
  "use strict";

  const BETWEEN = 6; // points are put between those of an arc for labels to keep clear of

  function distance(a, b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  function along(a, b, t) {
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
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
    return p.x.toFixed(2) + " " + p.y.toFixed(2);
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

  /** Return points so close along a line that a name cannot slip between two. */
  function dense(line) {
    return line.slice(1).flatMap((point, index) => {
      const between = [];
      for (let step = 1; step <= BETWEEN; step += 1) {
        between.push(along(line[index], point, step / BETWEEN));
      }
      return between;
    });
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    trimmed: trimmed,
    pathData: pathData,
    dense: dense,
  });
})();
