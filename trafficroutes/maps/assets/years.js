/* The years: legs active in a year or in some years on end; the slider's right end shows all. */
(function () {
  "use strict";

  const STEP = 900; // milliseconds that each year is shown while they play

  function plural(count, what) {
    return count.toLocaleString("en") + " " + what + (count === 1 ? "" : "s");
  }

  /** Return a year, or the first and last of some, in words. */
  function yearName(span) {
    if (span === null) {
      return "All years";
    }
    return Array.isArray(span) ? span.join("\u2013") : String(span);
  }

  /** Return what the slider says. */
  function yearText(facts, span, counts) {
    const all = plural(counts.of, "connection");
    const some = trafficroutes.chosenText(facts, counts, all.replace(/^\S+/, ""));
    const shown = (counts.connections < counts.of ? some : all) + ", " + plural(counts.legs, "leg");
    const undated = counts.undated === 0 ? "" : "; " + plural(counts.undated, "undated leg") + " hidden";
    return yearName(span) + ": " + shown + undated;
  }

  function numberBox(type, least, most, label) {
    const input = document.createElement("input");
    Object.assign(input, { type: type, min: least, max: most, step: 1 });
    input.setAttribute("aria-label", label);
    return input;
  }

  /** Return a button that shows the years one after the other, and how to stop it. */
  function player(next) {
    const button = trafficroutes.el("button", "tr-play");
    button.type = "button";
    let timer = null;
    const say = () => {
      button.textContent = timer === null ? "\u25b6" : "\u275a\u275a";
      button.setAttribute("aria-label", timer === null ? "Play the years" : "Stop");
    };
    const stop = () => {
      clearInterval(timer);
      timer = null;
      say();
    };
    const step = (first) => {
      if (!next(first)) {
        stop();
      }
    };
    button.addEventListener("click", () => {
      if (timer !== null) {
        stop();
        return;
      }
      timer = setInterval(() => step(false), STEP);
      say();
      step(true);
    });
    say();
    return { button: button, stop: stop, playing: () => timer !== null };
  }

  /** Return the slider and how to bring it up to date; null without two years. */
  function years(facts, filter, redraw) {
    const span = trafficroutes.yearsOf(facts);
    if (span === null || span[0] === span[1]) {
      return null;
    }
    const el = trafficroutes.el;
    const all = span[1] + 1;
    const input = numberBox("range", span[0], all, "Legs active in a year");
    const wide = numberBox("number", 1, all - span[0], "How many years on end");
    const told = el("div", "tr-told");
    told.setAttribute("aria-live", "polite");
    const choose = () => {
      const last = Number(input.value);
      const many = Math.min(Math.max(1, Math.round(Number(wide.value)) || 1), all - span[0]);
      const chosen = many === 1 ? last : [Math.max(span[0], last - many + 1), last];
      filter.setYear(last === all ? null : chosen);
      redraw();
    };
    const play = player((first) => {
      const at = Number(input.value);
      if (!first && at >= span[1]) {
        return false;
      }
      input.value = first && at >= span[1] ? span[0] : at + 1;
      choose();
      return true;
    });
    const refresh = () => {
      const chosen = filter.year();
      const ends = Array.isArray(chosen) ? chosen : [chosen, chosen];
      input.value = chosen === null ? all : ends[1];
      if (chosen !== null && document.activeElement !== wide && !play.playing()) {
        wide.value = ends[1] - ends[0] + 1;
      }
      const text = yearText(facts, chosen, filter.counts(filter.shown()));
      told.setAttribute("aria-live", play.playing() ? "off" : "polite");
      told.textContent = text;
      input.setAttribute("aria-valuetext", text);
    };
    wide.value = 1;
    input.addEventListener("input", () => {
      play.stop();
      choose();
    });
    wide.addEventListener("input", () => {
      if (Number(input.value) === all) {
        input.value = span[1];
      }
      choose();
    });
    const together = el("label", "tr-together", wide, " years at a time");
    const ends = el("div", "tr-ends", el("span", "", String(span[0])), together, el("span", "", "all"));
    const line = el("div", "tr-year-line", play.button, input);
    refresh();
    return { element: el("div", "", told, line, ends), refresh: refresh, stop: play.stop };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    plural: plural,
    yearName: yearName,
    yearText: yearText,
    years: years,
  });
})();
