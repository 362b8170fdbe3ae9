/* What a tooltip and a popup say. Text goes into the page as text, never as markup. */
(function () {
  "use strict";

  const CONFIDENCE = ["weak evidence", "fair evidence", "strong evidence"];

  /** Return an element with a class, and texts or elements inside it. */
  function el(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  /** Return a button that reads as text and opens facts. */
  function opens(text, act) {
    const made = el("button", "tr-opens", text);
    made.type = "button";
    made.addEventListener("click", (event) => {
      // It may be gone by then, and the map would take the click for one on itself.
      event.stopPropagation();
      act();
    });
    return made;
  }

  function citation(facts, row) {
    const [number, locator, grade] = row;
    const [name, publisher, year, url] = facts.sources[number];
    const named = year === null ? name : name + " (" + year + ")";
    let title = document.createTextNode(named);
    if (url !== null && /^https?:\/\//i.test(url)) {
      title = el("a", "", named);
      title.href = url;
      title.target = "_blank";
      title.rel = "noopener noreferrer";
    }
    const by = publisher === null ? "" : ", " + publisher;
    return el("li", "", title, by + ", " + locator + ". Grade " + grade + ".");
  }

  function arcName(facts, arc) {
    return facts.nodes[arc.from].name + " \u2192 " + facts.nodes[arc.to].name;
  }

  function said(amount, unit, before) {
    return [before, amount, unit].filter(Boolean).join(" ");
  }

  function arcLine(facts, arc) {
    return facts.flows[arc.flow].label + ", " + said(arc.amount, facts.words.arc, facts.words.before);
  }

  function sureLine(arc) {
    return arc.legs.length === 0 ? "assumed" : CONFIDENCE[arc.sure];
  }

  function partLine(facts, part) {
    const [flow, role, , amount, , note] = part;
    const [name, unit] = facts.words.roles[role];
    const short = name.split(":")[0].toLowerCase();
    const more = note ? "; " + note : "";
    return facts.flows[flow].label + ", " + short + ": " + said(amount, unit) + more;
  }

  function spanText([first, last]) {
    if (first === last) {
      return first === null ? "any year" : String(first);
    }
    if (first === null) {
      return "until " + last;
    }
    return last === null ? "since " + first : first + "\u2013" + last;
  }

  function arcTip(facts, arc) {
    return el(
      "div",
      "",
      el("strong", "", arcName(facts, arc)),
      el("div", "", arcLine(facts, arc)),
      el("div", "", sureLine(arc)),
      arc.note ? el("div", "tr-note", arc.note) : null,
    );
  }

  function legBlock(facts, leg) {
    const [id, commodity, corridors, spans, cited] = leg;
    const told = [
      facts.commodities[commodity],
      spans.length === 0 ? "" : spans.map(spanText).join(", "),
      corridors.map((number) => facts.corridors[number]).join(", "),
    ].filter((text) => text);
    const list = el("ul", "tr-citations", ...cited.map((n) => citation(facts, facts.citations[n])));
    return el(
      "div",
      "tr-leg",
      el("div", "tr-ids", "Leg " + id + (told.length === 0 ? "" : ": " + told.join("; "))),
      cited.length === 0 ? null : list,
    );
  }

  function arcPopup(facts, arc) {
    const made = arcTip(facts, arc);
    if (arc.legs.length === 0) {
      made.append(
        el("p", "", "No cited leg: the country was not stated, so the goods go on as its members' do."),
      );
      return made;
    }
    made.append(...arc.legs.map((leg) => legBlock(facts, leg)));
    return made;
  }

  const LISTED = 15; // connections of each direction that the facts of a place list

  /** Return the arcs that end and that begin at a place. */
  function directions(facts, node, arcs) {
    const number = facts.nodes.indexOf(node);
    return [arcs.filter((arc) => arc.to === number), arcs.filter((arc) => arc.from === number)];
  }

  function nodeTip(facts, node, parts, arcs) {
    const lines = parts.map((part) => el("div", "", partLine(facts, part)));
    const note = node.note ? el("div", "tr-note", node.note) : null;
    const totals = trafficroutes.inAndOut(facts, ...directions(facts, node, arcs));
    const name = el("strong", "", node.name);
    return el("div", "", name, el("div", "tr-totals", totals), ...lines, note);
  }

  /** Return the rows of the legs of one direction, the largest first; each opens its facts. */
  function legRows(facts, heading, arcs, end, openArc) {
    if (arcs.length === 0) {
      return null;
    }
    const rows = arcs.slice(0, LISTED).map((arc) => {
      const ids = arc.legs.map((leg) => leg[0]).join(", ");
      const flow = facts.flows.length > 1 ? facts.flows[arc.flow].label + " " : "";
      const told = flow + arc.amount + (ids === "" ? "" : " (" + ids + ")");
      return el("li", "", opens(facts.nodes[arc[end]].name + ": " + told, () => openArc(arc)));
    });
    if (arcs.length > LISTED) {
      const more = arcs.length - LISTED;
      rows.push(el("li", "", "and " + more + " weaker, in the table"));
    }
    const told = heading + ": " + trafficroutes.totalOf(facts, arcs);
    return el("div", "", el("div", "tr-heading", told), el("ul", "", ...rows));
  }

  function nodePopup(facts, node, parts, arcs, openArc) {
    const made = nodeTip(facts, node, parts, arcs);
    const [come, go] = directions(facts, node, arcs);
    const into = legRows(facts, "From", come, "from", openArc);
    const out = legRows(facts, "To", go, "to", openArc);
    made.append(...[into, out].filter((part) => part !== null));
    return made;
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    el: el,
    opens: opens,
    arcName: arcName,
    arcLine: arcLine,
    sureLine: sureLine,
    partLine: partLine,
    arcTip: arcTip,
    arcPopup: arcPopup,
    nodeTip: nodeTip,
    nodePopup: nodePopup,
  });
})();
