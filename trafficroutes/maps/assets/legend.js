/* The legend: every encoding that the map uses, and none that it does not. */
(function () {
  "use strict";

  const SURE = ["weak evidence", "fair", "strong evidence"];
  const TOUCHED = {
    removed: "Closed, hatched",
    interdicted: "Intercepted in part",
    "cut-off": "Cut off: nothing arrives",
  };

  function sample(width, height, ...shapes) {
    const made = trafficroutes.shape("svg", { width: width, height: height, "aria-hidden": "true" });
    made.append(...shapes);
    return made;
  }

  function row(drawing, text) {
    return trafficroutes.el("div", "tr-row", drawing, trafficroutes.el("span", "", text));
  }

  function section(heading, ...rows) {
    return trafficroutes.el(
      "div",
      "tr-section",
      trafficroutes.el("div", "tr-heading", heading),
      ...rows,
    );
  }

  /** Return a section of which the samples follow the pen. */
  function scaledSection(heading, rows) {
    const made = section(heading, ...rows);
    made.classList.add("tr-scaled");
    return made;
  }

  function line(width, colour, dash) {
    const middle = Math.max(width, 8) / 2 + 1;
    const drawn = { x1: 0, x2: 40, y1: middle, y2: middle, stroke: colour, "stroke-width": width };
    if (dash) {
      drawn["stroke-dasharray"] = dash;
    }
    return sample(40, middle * 2, trafficroutes.shape("line", drawn));
  }

  const BUNDLED = 10; // connections from which on a map may have bundles

  /** Return a trunk that splits. */
  function fork() {
    const shape = trafficroutes.shape;
    const look = { fill: "none", stroke: "currentColor" };
    return sample(
      40,
      16,
      shape("path", { d: "M0 8H22", "stroke-width": 4, ...look }),
      shape("path", { d: "M22 8Q30 8 40 2M22 8H40M22 8Q30 8 40 14", "stroke-width": 1.6, ...look }),
    );
  }

  /** Return the heading of commodities: by what they are told apart. */
  function toldApart(facts) {
    const listed = facts.flows.filter((flow) => flow.ticked !== false);
    const signs = listed.some((flow) => (flow.sign || []).length > 0);
    return signs ? "Commodity (colour, sign)" : "Commodity (colour)";
  }

  /** Return a piece of an arc of a flow, with its sign. */
  function signed(facts, flow) {
    const made = line(4, facts.flows[flow].colour);
    made.firstChild.classList.add("tr-of-flow");
    const { x1, x2, y1, y2 } = Object.fromEntries(
      ["x1", "x2", "y1", "y2"].map((name) => [name, made.firstChild.getAttribute(name)]),
    );
    made.append(...trafficroutes.signOf(facts, flow, 3, "line", { x1: x1, x2: x2, y1: y1, y2: y2 }));
    return made;
  }

  /** Return a piece of an arc of which nothing measures the flow. */
  function hollow(width) {
    const made = line(width, "currentColor");
    const core = made.firstChild.cloneNode();
    core.setAttribute("class", "tr-core");
    core.setAttribute("stroke-width", width * 0.5);
    made.append(core);
    return made;
  }

  function arrow() {
    const shape = trafficroutes.shape;
    return sample(
      40,
      12,
      shape("line", { x1: 0, x2: 30, y1: 6, y2: 6, stroke: "currentColor", "stroke-width": 2.2 }),
      shape("path", { d: "M30 1.5L40 6L30 10.5Z", fill: "currentColor" }),
    );
  }

  function circle(radius, className) {
    const side = 2 * radius + 3;
    const middle = side / 2;
    const drawn = { cx: middle, cy: middle, r: radius, class: "tr-mark " + className };
    return sample(side, side, trafficroutes.shape("circle", drawn));
  }

  function square() {
    const drawn = { x: 2, y: 2, width: 11, height: 11, class: "tr-mark tr-transit tr-region" };
    return sample(15, 15, trafficroutes.shape("rect", drawn));
  }

  function among(arcs, key) {
    return new Set(arcs.map((arc) => arc[key]));
  }

  /** Return a piece of an arc that gains; hollow where the range of its gain touches zero. */
  function changed(more, open) {
    const shape = trafficroutes.shape;
    const drawn = { x1: 0, x2: 40, y1: 11, y2: 11 };
    const band = (width, look) => shape("line", { ...drawn, "stroke-width": width, ...look });
    return sample(
      40,
      22,
      ...(open
        ? [band(2.2 + more, { class: "tr-glow tr-open" }), band(more - 1, { class: "tr-hollow" })]
        : [
            band(2.2 + more, { class: "tr-glow" }),
            band(2.2 + more * 0.45, { class: "tr-glow tr-inner" }),
          ]),
      band(2.2, { stroke: "currentColor" }),
    );
  }

  /** Return a place that is removed, intercepted at or cut off. */
  function touched(kind) {
    const made = circle(5.5, "tr-transit");
    const group = trafficroutes.shape("g", { class: "tr-" + kind });
    group.append(...made.childNodes);
    made.append(group);
    return made;
  }

  /** Return what a change does to arcs and places, as the side after shows it. */
  function changeSection(dual) {
    const glows = new Set(dual.arcs.map((arc) => arc[3]));
    const kinds = new Set(dual.nodes.flatMap((node) => (node[4] === null ? [] : [node[4][0]])));
    const ghost = line(3.4, "currentColor");
    ghost.classList.add("tr-ghost-sample");
    const rows = dual.glows.flatMap((more, n) =>
      glows.has(n + 1) ? [row(changed(more, false), dual.gains[n] + " points")] : [],
    );
    const open = [...dual.arcs.filter((arc) => arc[3] > 0), ...dual.nodes.filter((node) => node[2] > 0)];
    if (rows.length > 0 && open.some((fact) => fact[fact.length - 1] === false)) {
      rows.push(row(changed(dual.glows[0], true), "range touches zero, or none"));
    }
    const others = [
      ...(dual.arcs.some((arc) => arc[2] === "lost") ? [row(ghost, "Lost leg, as wide as it was")] : []),
      ...(dual.arcs.some((arc) => arc[5])
        ? [row(line(2.2, "currentColor", "9 3 2 3"), "Hypothetical leg")]
        : []),
      ...Object.entries(TOUCHED).flatMap(([kind, told]) =>
        kinds.has(kind) ? [row(touched(kind), told)] : [],
      ),
    ];
    if (dual.nodes.some((node) => node[3] !== "")) {
      others.push(row(trafficroutes.el("b", "", "+5"), "Change of share in points"));
    }
    return [
      ...(rows.length > 0 ? [section("Gained traffic (glow)", ...rows)] : []),
      ...(others.length > 0 ? [section("What changes", ...others)] : []),
    ];
  }

  /** Return what the right end of the bar of a range stands for. */
  function mostText(words, most) {
    const share = trafficroutes.amountText(most, "share");
    return words.unit === "share" ? share : share + " of the largest";
  }

  /** Return a row for each commodity that is ticked at first, and for what all lines have. */
  function commodityRows(facts, arcs) {
    const letter = (flow) => (facts.flows.length > 1 ? " (" + flow.letter + ")" : "");
    const rows = facts.flows
      .filter((flow) => flow.ticked !== false)
      .map((flow) => row(signed(facts, facts.flows.indexOf(flow)), flow.label + letter(flow)));
    rows.push(row(arrow(), "direction"));
    if (arcs.length >= BUNDLED) {
      rows.push(row(fork(), "bundle: splits from nearer"));
    }
    return rows;
  }

  function widthRows(facts, arcs) {
    const { style, words } = facts;
    const widths = among(arcs.filter((arc) => arc.measured !== 0), "width");
    const rows = style.widths.flatMap((width, index) =>
      widths.has(index) ? [row(line(width, "currentColor"), words.classes[index])] : [],
    );
    if (arcs.some((arc) => arc.measured === 0)) {
      rows.push(row(hollow(style.widths[style.unmeasured]), "no estimate of tonnes"));
    }
    return rows;
  }

  function legend(facts, dual) {
    const el = trafficroutes.el;
    const { style, words } = facts;
    const arcs = facts.arcs.filter((arc) => facts.flows[arc.flow].ticked !== false);
    const cited = arcs.filter((arc) => arc.legs.length > 0);
    const sure = among(cited, "sure");
    const roles = new Set(
      facts.nodes.map((node) => trafficroutes.roleOf(facts, node, node.parts)),
    );
    const lines = [2, 1, 0].flatMap((level) =>
      sure.has(level) ? [row(line(2.2, "currentColor", style.dashes[level]), SURE[level])] : [],
    );
    if (cited.length < arcs.length) {
      lines.push(row(line(1.4, "#7a858c", "2 6"), "assumed: on from a region"));
    }
    const places = Object.entries(words.roles).flatMap(([role, [name]]) =>
      roles.has(role) ? [row(circle(5, "tr-" + role), name)] : [],
    );
    if (facts.nodes.some((node) => node.region)) {
      places.push(row(square(), "Region, country not stated"));
    }
    const radius = (size) => style.node + style.nodePerRoot * Math.sqrt(size);
    // A line that is whole everywhere says nothing: it needs no explanation.
    const confidence = lines.length > 1 || !sure.has(2) ? lines : [];
    const sizes = words.sizes.map(([size, label]) => row(circle(radius(size), "tr-transit"), label));
    const columns = [[section(toldApart(facts), ...commodityRows(facts, arcs))]];
    columns.push([scaledSection(words.width, widthRows(facts, arcs))]);
    if (confidence.length > 0) {
      columns.push([section("Confidence (line)", ...confidence)]);
    }
    columns.push([section("Place (fill)", ...places)]);
    if (sizes.length > 0) {
      columns.push([scaledSection(words.size, sizes)]);
    }
    const most = trafficroutes.mostOf(facts);
    if (most > 0) {
      const bar = (low, best, high) =>
        sample(38, 8, trafficroutes.rangeBar({ low: low, best: best, high: high }, 1, 2));
      const rows = [row(bar(0.3, 0.5, 0.8), "from 0 to " + mostText(words, most))];
      if (trafficroutes.anyOpenRange(facts)) {
        rows.push(row(bar(0, 0.3, 0.6), "touches zero"));
      }
      columns.push([section("Range (bar under a name)", ...rows)]);
    }
    const marks = trafficroutes.markSamples(facts);
    if (marks.length > 0) {
      const rows = marks.map(({ label, sample: drawn }) => row(sample(...drawn), label));
      columns.push([section(words.marks, ...rows)]);
    }
    if (dual !== undefined) {
      columns.push(...changeSection(dual).map((part) => [part]));
    }
    const body = el("div", "tr-legend-body", ...columns.map((column) => el("div", "", ...column)));
    const made = el("details", "", el("summary", "", "Legend"), body);
    made.open = true;
    return made;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { legend: legend });
})();
