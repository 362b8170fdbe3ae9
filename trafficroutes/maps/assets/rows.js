/* Rows of a table: sorted, filtered, as CSV. Nothing here touches the page. */
(function () {
  "use strict";

  const NUMBER = /^[<~]?\s*([+\u2212-]?\d[\d,]*(?:\.\d+)?)/;
  const PLAIN = /^[+-]?\d[\d.,]*(?: ?%)?$/; // and what is no more than a number
  const RISKY = /^[=+\-@\t\r]/; // what a spreadsheet would take for a formula

  /** Return the number that a cell begins with, or null; what is "< 1" comes before 1. */
  function numberOf(text) {
    const found = NUMBER.exec(text.trim());
    if (found === null) {
      return /^nothing\b/.test(text) ? 0 : null;
    }
    const value = Number(found[1].replace(/,/g, "").replace("\u2212", "-"));
    return text.trim().startsWith("<") ? value - 1e-9 : value;
  }

  /** Whether most of the cells of a column that say something begin with a number. */
  function isNumeric(cells) {
    const told = cells.filter((cell) => cell.trim() !== "");
    return told.length > 0 && told.filter((cell) => numberOf(cell) !== null).length * 2 > told.length;
  }

  /** Return the order of rows by a column of theirs; equal ones stay as they are. */
  function orderBy(cells, descending) {
    const numeric = isNumeric(cells);
    const sign = descending ? -1 : 1;
    const keys = cells.map((cell) => (numeric ? numberOf(cell) : cell));
    const compare = (a, b) => {
      if (keys[a] === null || keys[b] === null) {
        // What is no number comes last, up and down.
        return Number(keys[a] === null) - Number(keys[b] === null);
      }
      return sign * (numeric ? keys[a] - keys[b] : keys[a].localeCompare(keys[b], "en"));
    };
    return [...cells.keys()].sort((a, b) => compare(a, b) || a - b);
  }

  /** Whether a row has every word of a text, without case and accents. */
  function hasWords(row, text) {
    const all = trafficroutes.folded(row.join(" "));
    return trafficroutes
      .folded(text)
      .split(/\s+/)
      .every((word) => all.includes(word));
  }

  function field(text) {
    const safe = RISKY.test(text) && !PLAIN.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  /** Return rows as CSV with lines that end as RFC 4180 says. */
  function csv(rows) {
    return rows.map((row) => row.map(field).join(",") + "\r\n").join("");
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    numberOf: numberOf,
    orderBy: orderBy,
    hasWords: hasWords,
    csv: csv,
  });
})();
