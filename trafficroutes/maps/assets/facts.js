/* What a tooltip and a popup say. Text goes into the page as text, never as markup. */
(function () {
  "use strict";

  const ROLES = {
    origin: "origin",
    transit: "transit",
    gateway: "gateway",
  };
  const SAID = {
    origin: "of the goods set out here",
    transit: "of the goods that arrive pass here",
    gateway: "of the goods that arrive do so here first",
  };

  /** Return an element with a class, and texts or elements inside it. */
  function el(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  function citation(row) {
    const named = row.year === null ? row.title : row.title + " (" + row.year + ")";
    let title = document.createTextNode(named);
    if (row.url !== null && /^https?:\/\//i.test(row.url)) {
      title = el("a", "", named);
      title.href = row.url;
      title.target = "_blank";
      title.rel = "noopener noreferrer";
    }
    const publisher = row.publisher === null ? "" : ", " + row.publisher;
    return el("li", "", title, publisher + ", " + row.locator + ". Grade " + row.grade + ".");
  }

  function citations(facts, numbers) {
    return el("ol", "tr-citations", ...numbers.map((number) => citation(facts.citations[number])));
  }

  function arcName(facts, arc) {
    return facts.nodes[arc.from].name + " \u2192 " + facts.nodes[arc.to].name;
  }

  function arcLine(facts, arc) {
    return facts.flows[arc.flow].label + ", " + arc.share + " of the journeys that arrive";
  }

  function partLine(facts, part) {
    const flow = facts.flows[part.flow].label;
    return flow + ", " + ROLES[part.role] + ": " + part.share + " " + SAID[part.role];
  }

  function arcTip(facts, arc) {
    return el("div", "", el("strong", "", arcName(facts, arc)), el("div", "", arcLine(facts, arc)));
  }

  function arcPopup(facts, arc) {
    const made = arcTip(facts, arc);
    if (arc.ids.length === 0) {
      made.append(
        el("p", "", "No cited leg: the country was not stated, so the goods go on as its members' do."),
      );
      return made;
    }
    made.append(
      el("p", "tr-ids", (arc.ids.length === 1 ? "Leg " : "Legs ") + arc.ids.join(", ")),
      citations(facts, arc.citations),
    );
    return made;
  }

  function nodeTip(facts, node, parts) {
    const lines = parts.map((part) => el("div", "", partLine(facts, part)));
    return el("div", "", el("strong", "", node.name), ...lines);
  }

  /** Return the rows of the legs of one direction, the largest share first. */
  function legRows(facts, heading, arcs, end) {
    if (arcs.length === 0) {
      return null;
    }
    const rows = arcs.map((arc) => {
      const ids = arc.ids.length === 0 ? "" : " (" + arc.ids.join(", ") + ")";
      const flow = facts.flows.length > 1 ? facts.flows[arc.flow].label + " " : "";
      return el("li", "", facts.nodes[arc[end]].name + ": " + flow + arc.share + ids);
    });
    return el("div", "", el("div", "tr-heading", heading), el("ul", "", ...rows));
  }

  function nodePopup(facts, node, parts) {
    const made = nodeTip(facts, node, parts);
    const number = facts.nodes.indexOf(node);
    const flows = new Set(parts.map((part) => part.flow));
    const arcs = facts.arcs.filter((arc) => flows.has(arc.flow));
    const into = legRows(facts, "From", arcs.filter((arc) => arc.to === number), "from");
    const out = legRows(facts, "To", arcs.filter((arc) => arc.from === number), "to");
    made.append(...[into, out].filter((part) => part !== null));
    return made;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    el: el,
    arcName: arcName,
    arcLine: arcLine,
    partLine: partLine,
    arcTip: arcTip,
    arcPopup: arcPopup,
    nodeTip: nodeTip,
    nodePopup: nodePopup,
  });
})();
