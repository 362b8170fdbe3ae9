/* The map as a table: made when it is asked for, from the HTML that stands in the page for that. */
(function () {
  "use strict";

  const SOURCE = "tr-table-source"; // what a browser without scripts shows
  const PRINTED = 50; // rows of a table on paper

  function headsOf(grid) {
    return [...grid.tHead.rows[0].cells];
  }

  /** Return the rows of a table with what they say. */
  function readRows(grid) {
    const heads = headsOf(grid).map((cell) => cell.textContent);
    return [...grid.tBodies[0].rows].map((row) => {
      const cells = [...row.cells];
      // On a narrow window each row is a card, with the heads beside what they say.
      cells.forEach((cell, n) => cell.setAttribute("data-head", heads[n]));
      return { row: row, cells: cells.map((cell) => cell.textContent), fits: true };
    });
  }

  /** Let the heads of a table sort it. */
  function sortable(grid, sort) {
    const heads = headsOf(grid);
    heads.forEach((head, column) => {
      const button = trafficroutes.opens(head.textContent, () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(column, down);
      });
      head.replaceChildren(button);
    });
  }

  /** Make a table that sorts and filters; `fits` says of the cells of a row whether the map shows it. */
  function makeTable(scroll, name, fits) {
    const el = trafficroutes.el;
    const grid = scroll.querySelector("table");
    const rows = readRows(grid);
    const heads = headsOf(grid).map((cell) => cell.textContent);
    const body = grid.tBodies[0];
    const said = el("span", "tr-said-of-table");
    said.setAttribute("role", "status");
    const paper = el("p", "tr-paper-note");
    const input = el("input", "");
    input.type = "search";
    input.placeholder = "Filter the rows";
    input.setAttribute("aria-label", "Filter the rows of " + name.toLowerCase());
    let order = [...rows.keys()];
    const chosen = () => order.map((n) => rows[n]).filter((row) => row.fits);
    const refresh = () => {
      rows.forEach((row) => {
        row.fits = fits(row.cells) && trafficroutes.hasWords(row.cells, input.value);
      });
      const listed = chosen();
      body.replaceChildren(...listed.map((row) => row.row));
      const all = listed.length === rows.length ? "" : " of " + rows.length.toLocaleString("en");
      said.textContent = listed.length.toLocaleString("en") + all + " rows";
      const some = listed.length > PRINTED;
      paper.textContent = some ? "On paper: the first " + PRINTED + " of " + said.textContent + "." : "";
    };
    sortable(grid, (column, down) => {
      order = trafficroutes.orderBy(rows.map((row) => row.cells[column] || ""), down);
      refresh();
    });
    const text = () => trafficroutes.csv([heads, ...chosen().map((row) => row.cells)]);
    const save = el("button", "tr-button", "Save as CSV");
    save.type = "button";
    save.addEventListener("click", () => trafficroutes.save(name, "csv", "text/csv", text()));
    input.addEventListener("input", refresh);
    scroll.before(el("div", "tr-table-tools", input, save, said), paper);
    refresh();
    return { refresh: refresh, csv: text, printed: () => chosen().slice(0, PRINTED) };
  }

  /** Return of the cells of a row of connections whether the map shows it. */
  function connectionFits(facts, filter) {
    const name = (arc) =>
      [facts.nodes[arc.from].name, facts.nodes[arc.to].name, facts.flows[arc.flow].label].join("\n");
    const numbers = new Map(facts.arcs.map((arc, number) => [name(arc), number]));
    let shown = [];
    return {
      look: () => {
        shown = filter.isWhole() ? null : filter.passing();
      },
      // What is in the table alone has no layers and years: it stands there while all do.
      fits: (cells) => shown === null || shown[numbers.get(cells.slice(0, 3).join("\n"))] === true,
    };
  }

  /** Return of the cells of a row of places whether the map shows it. */
  function placeFits(facts, filter) {
    let shown = null;
    return {
      look: () => {
        const flows = filter.isWhole() ? null : filter.flowsOfNodes(filter.passing());
        shown = flows && new Set(facts.nodes.flatMap((node, n) => namesOf(node, [...flows[n]], facts)));
      },
      fits: (cells) => shown === null || shown.has(cells[0]) || shown.has(cells[0] + "\n" + cells[1]),
    };
  }

  /** Return how a place may stand in a table: by each of its flows, or alone where flows have no column. */
  function namesOf(node, flows, facts) {
    const each = flows.map((flow) => node.name + "\n" + facts.flows[flow].label);
    return facts.dual === undefined || flows.length === 0 ? each : [node.name];
  }

  /** Give references their numbers, so that they keep them where some are left out on paper. */
  function numberReferences(section, printed) {
    const cited = new Set(
      printed.flatMap((row) => [...row.row.querySelectorAll("a[href^='#tr-']")]).map((link) => link.hash.slice(1)),
    );
    section.querySelectorAll("ol > li").forEach((item, n) => {
      item.value = n + 1;
      item.classList.toggle("tr-not-cited", !cited.has(item.id));
    });
  }

  /** Links within the page move the focus and leave the address, which holds the view. */
  function stayOnView(section) {
    section.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const target = link === null ? null : document.getElementById(link.hash.slice(1));
      if (target !== null) {
        event.preventDefault();
        target.tabIndex = -1;
        target.scrollIntoView();
        target.focus({ preventScroll: true });
      }
    });
  }

  function build(text, facts, filter) {
    const holder = document.createElement("template");
    holder.innerHTML = text; // written and escaped by the program that made the page
    const section = holder.content.querySelector("section");
    const looks = { Connections: connectionFits(facts, filter), Places: placeFits(facts, filter) };
    Object.values(looks).forEach((look) => look.look());
    const tables = {};
    section.querySelectorAll(".tr-scroll").forEach((scroll) => {
      const name = scroll.getAttribute("aria-label");
      tables[name] = makeTable(scroll, name, looks[name].fits);
    });
    stayOnView(section);
    const refresh = () => {
      Object.values(looks).forEach((look) => look.look());
      Object.values(tables).forEach((one) => one.refresh());
    };
    return { section: section, tables: tables, refresh: refresh };
  }

  /** Return the table as a browser without scripts shows it, or null. */
  function tableSource() {
    return document.getElementById(SOURCE);
  }

  /** Put what leads to the table in its place; null where the page has none. */
  function table(facts, filter) {
    const source = tableSource();
    if (source === null) {
      return null;
    }
    const el = trafficroutes.el;
    const text = source.textContent;
    const button = el("button", "tr-button", "Show the map as a table");
    button.type = "button";
    const stub = el("section", "tr-facts tr-table-stub", button);
    stub.id = "tr-table";
    stub.tabIndex = -1;
    stub.setAttribute("aria-label", "The map as a table");
    source.replaceWith(stub);
    let made = null;
    const show = () => {
      if (made === null) {
        made = build(text, facts, filter);
        stub.replaceWith(made.section);
      }
      return made;
    };
    button.addEventListener("click", () => show().section.focus());
    // Who scrolls down to it wants it, without asking.
    const seen = (entries, observer) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        show();
      }
    };
    new IntersectionObserver(seen, { rootMargin: "-2px" }).observe(stub);
    return {
      show: show,
      csv: () => (made || build(text, facts, filter)).tables.Connections.csv(),
      refresh: () => made !== null && made.refresh(),
      print: () => numberReferences(show().section, made.tables.Connections.printed()),
    };
  }

  /** Return a link to the table, which is made when it is followed. */
  function tableLink() {
    const link = trafficroutes.el("a", "tr-to-table", "The map as a table");
    link.href = "#tr-table";
    return link;
  }

  /** Let links to the table show it. */
  function leadToTable(page, made) {
    page.addEventListener("click", (event) => {
      if (made !== null && event.target.closest(".tr-to-table") !== null) {
        event.preventDefault();
        const { section } = made.show();
        section.scrollIntoView();
        section.focus({ preventScroll: true });
      }
    });
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    table: table,
    tableSource: tableSource,
    tableLink: tableLink,
    leadToTable: leadToTable,
  });
})();
