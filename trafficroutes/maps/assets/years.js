/* The year slider: legs active in a year; its right end shows all years. */
(function () {
  "use strict";

  function plural(count, what) {
    return count.toLocaleString("en") + " " + what + (count === 1 ? "" : "s");
  }

  /** Return what the slider says. */
  function yearText(year, counts) {
    const all = plural(counts.of, "connection");
    const some = "the " + counts.connections.toLocaleString("en") + " strongest of " + all;
    const shown =
      (counts.connections < counts.of ? some : all) + ", " + plural(counts.legs, "leg");
    const undated = counts.undated === 0 ? "" : "; " + plural(counts.undated, "undated leg") + " hidden";
    return (year === null ? "All years" : String(year)) + ": " + shown + undated;
  }

  /** Return the slider and how to bring its text up to date; null without two years. */
  function years(facts, filter, redraw) {
    const span = trafficroutes.yearsOf(facts);
    if (span === null || span[0] === span[1]) {
      return null;
    }
    const el = trafficroutes.el;
    const input = document.createElement("input");
    input.type = "range";
    input.min = span[0];
    input.max = span[1] + 1;
    input.step = 1;
    input.value = input.max;
    const told = el("div", "tr-told");
    told.setAttribute("aria-live", "polite");
    input.setAttribute("aria-label", "Legs active in a year");
    const refresh = () => {
      const text = yearText(filter.year(), filter.counts(filter.shown()));
      told.textContent = text;
      input.setAttribute("aria-valuetext", text);
    };
    input.addEventListener("input", () => {
      const year = Number(input.value);
      filter.setYear(year > span[1] ? null : year);
      redraw();
    });
    const ends = el("div", "tr-ends", el("span", "", String(span[0])), el("span", "", "all"));
    refresh();
    return { element: el("div", "", told, input, ends), refresh: refresh };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    yearText: yearText,
    years: years,
  });
})();
