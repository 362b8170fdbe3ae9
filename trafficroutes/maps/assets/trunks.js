/* Bundles on the map: each hides the arcs that it is made of, until a place is pointed at. */
(function () {
  "use strict";

  /** Return what an end of a bundle is called: its region, or its one place. */
  function endName(facts, end) {
    const [kind, number] = end.split("/")[0].split(" ");
    return kind === "region" ? facts.regions[Number(number)] : facts.nodes[Number(number)].name;
  }

  /** Return what is said of a bundle, and of each of its connections where `whole`. */
  function bundleFacts(facts, bundle, members, whole) {
    const el = trafficroutes.el;
    const total = facts.flows[members[0].flow].label + ", " + trafficroutes.totalOf(facts, members);
    const name = bundle.ends.map((end) => endName(facts, end)).join(" \u2192 ");
    const made = el(
      "div",
      "",
      el("strong", "", name),
      el("div", "", "A bundle: " + total + " together. From nearer it splits"),
    );
    if (whole) {
      const rows = members.map((arc) =>
        el("li", "", trafficroutes.arcName(facts, arc) + ": " + arc.amount),
      );
      made.append(el("ul", "", ...rows));
    }
    return made;
  }

  /** Return pieces of a bundle to draw: {line, arcs, from, to}; from and to: at a place's rim. */
  function piecesOf(bundle) {
    const { lines, arcs } = bundle;
    const twigs = (map, key) =>
      [...map].filter(([, line]) => line.length > 0).map(([number, line]) => {
        const own = arcs.filter((arc) => arc.fact[key] === number);
        return { line: line, arcs: own, from: key === "from" ? own[0].from : null, to: key === "to" ? own[0].to : null };
      });
    const [one] = arcs;
    const alone = (map) => [...map.values()][0].length === 0;
    const trunk = {
      line: lines.trunk,
      arcs: arcs,
      from: alone(lines.starts) ? one.from : null,
      to: alone(lines.ends) ? one.to : null,
    };
    return [...twigs(lines.starts, "from"), ...twigs(lines.ends, "to"), trunk];
  }

  trafficroutes.Overlay.include({
    /** Work out which of the arcs that are shown are bundled, and along which lines; none of many. */
    _bundle: function (many) {
      this._arcs.forEach((arc) => {
        arc.bundled = null;
      });
      const may = (arc) => arc.group !== null && this._mayBundle(arc);
      const free = many ? [] : this._arcs.filter(may);
      const items = free.map((arc) => ({
        flow: arc.fact.flow,
        bow: arc.fact.bow,
        from: this._endOf(arc.from),
        to: this._endOf(arc.to),
      }));
      this._bundles = trafficroutes.bundlesOf(items).map((bundle) => {
        const arcs = bundle.members.map((index) => free[index]);
        const lines = trafficroutes.bundleLines(bundle, items);
        arcs.forEach((arc) => {
          const parts = [lines.starts.get(arc.fact.from), lines.trunk, lines.ends.get(arc.fact.to)];
          arc.bundled = parts.flatMap((line, n) => (n === 0 ? line.slice(0, -1) : line));
        });
        return { ends: bundle.ends, arcs: arcs, lines: lines };
      });
    },

    /** Whether an arc may be part of a bundle: none that is set apart by a mark, or on both sides by a change. */
    _mayBundle: function (arc) {
      const { fact } = arc;
      const mark = this._facts.marks[fact.mark ?? -1];
      const marked = mark !== undefined && (mark.colour !== "" || mark.dash !== "" || mark.faint);
      const changes = fact.hypothetical || (fact.kind !== undefined && fact.kind !== "same");
      const plain = !marked && !changes && fact.legs.length > 0;
      return plain && this._shown[arc.number] && arc.from.point !== null && arc.to.point !== null;
    },

    _endOf: function (node) {
      const { number, shift, point, fact } = node;
      return { number: number, shift: shift, point: point, within: fact.within || [] };
    },

    /** Draw the bundles; return points along them for the names to keep clear of. */
    _drawBundles: function () {
      this._bundleLayer.querySelectorAll(".tr-bundle").forEach((group) => this._items.delete(group));
      this._bundleLayer.replaceChildren();
      return this._bundles.flatMap((bundle) => this._drawBundle(bundle));
    },

    _drawBundle: function (bundle) {
      // The arcs themselves are read and reached one by one.
      const group = trafficroutes.shape("g", { class: "tr-bundle", "aria-hidden": "true" });
      const drawn = piecesOf(bundle).map((piece) => this._pieceOf(piece));
      ["casing", "line", "core", "sign", "hit"].forEach((kind) => {
        group.append(...drawn.flatMap((piece) => piece[kind]));
      });
      this._bundleLayer.append(group);
      const members = bundle.arcs.map((arc) => arc.fact);
      const middle = bundle.lines.trunk[Math.floor(bundle.lines.trunk.length / 2)];
      this._items.set(group, {
        key: "bundle " + bundle.arcs.map((arc) => arc.number).join("-"),
        group: group,
        place: () => this._latLng(middle),
        tip: () => bundleFacts(this._facts, bundle, members, false),
        popup: () => bundleFacts(this._facts, bundle, members, true),
      });
      return drawn.flatMap((piece) => trafficroutes.dense(piece.path, this._box));
    },

    /** Return the shapes of a piece of a bundle, as wide as all that it carries. */
    _pieceOf: function (piece) {
      const { shape } = trafficroutes;
      const { style, flows } = this._facts;
      const members = piece.arcs.map((arc) => arc.fact);
      const level = trafficroutes.bundleWidth(this._facts, members);
      const width = style.widths[level] * this._pen;
      const head = piece.to === null ? 0 : this._pen * trafficroutes.headLength(style, style.widths[level]);
      const rim = (place) => (place === null ? -1 : place.reach);
      const path = trafficroutes.trimmed(piece.line, rim(piece.from), rim(piece.to), head);
      const data = trafficroutes.pathWithin(path, this._box);
      const make = (name, wide, more) =>
        shape("path", { class: name, d: data, "stroke-width": wide, ...more });
      const look = { stroke: flows[members[0].flow].colour };
      const dash = style.dashes[Math.max(...members.map((arc) => arc.sure))];
      if (dash) {
        look["stroke-dasharray"] = dash;
      }
      if (piece.to !== null) {
        look["marker-end"] = "url(#" + trafficroutes.headId(this._facts, members[0].flow, level) + ")";
      }
      const hollow = members.every((arc) => arc.measured === 0);
      return {
        path: path,
        casing: [make("tr-casing", width + style.casing * this._pen, {})],
        line: [make("tr-trunk", width, look)],
        sign: trafficroutes.signOf(this._facts, members[0].flow, width, "path", { d: data }),
        core: hollow ? [make("tr-core", width * 0.5, {})] : [],
        hit: [make("tr-hit", Math.max(style.pointer, width + 4), {})],
      };
    },
  });
})();
