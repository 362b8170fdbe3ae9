/* How many connections are drawn: the strongest of those that layers and year leave. */
(function () {
  "use strict";

  const STEPS = [10, 20, 30, 40, 50, 60, 70, 80, 100, 120, 150, 200, 250, 300, 400, 600, 800, 1000,
    1500, 2000, 3000];

  /** Return the numbers that the slider offers for so many connections; all of them last. */
  function stepsFor(count, top) {
    const steps = new Set([...STEPS.filter((step) => step < count), count]);
    if (top !== null && top < count) {
      steps.add(top);
    }
    return [...steps].sort((a, b) => a - b);
  }

  /** Return which connections are drawn, of how many, in words. */
  function chosenText(facts, counts, what) {
    const [drawn, of] = [counts.connections, counts.of].map((count) => count.toLocaleString("en"));
    return facts.choice === "strongest"
      ? "the " + drawn + " strongest of " + of + what
      : "the " + drawn + " of " + of + what + " " + facts.choice;
  }

  function text(facts, counts) {
    return counts.connections < counts.of
      ? "Drawn: " + chosenText(facts, counts, "")
      : "Drawn: all " + counts.of.toLocaleString("en") + " connections";
  }

  /** Return the slider and how to bring its text up to date; null where there is nothing to choose. */
  function strongest(facts, filter, redraw) {
    const el = trafficroutes.el;
    const count = facts.arcs.length;
    const top = filter.top();
    if (count < STEPS[1] || top === null) {
      return null;
    }
    const steps = stepsFor(count, top);
    const input = document.createElement("input");
    input.type = "range";
    input.min = 0;
    input.max = steps.length - 1;
    input.step = 1;
    input.value = steps.indexOf(Math.min(top, count));
    input.setAttribute("aria-label", "How many connections are drawn");
    const told = el("div", "tr-told");
    const refresh = () => {
      const at = steps.findIndex((step) => step >= Math.min(filter.top(), count));
      input.value = at < 0 ? steps.length - 1 : at;
      const said = text(facts, filter.counts(filter.shown()));
      told.textContent = said;
      input.setAttribute("aria-valuetext", said);
    };
    input.addEventListener("input", () => {
      filter.setTop(steps[Number(input.value)]);
      redraw();
    });
    refresh();
    return { element: el("div", "", told, input), refresh: refresh };
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    stepsFor: stepsFor,
    chosenText: chosenText,
    strongest: strongest,
  });
})();
