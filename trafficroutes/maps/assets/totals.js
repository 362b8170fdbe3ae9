/* What goes in and out of a place, added up over all its connections, drawn or not. */
(function () {
  "use strict";

  function plural(count, what) {
    return count.toLocaleString("en") + " " + what + (count === 1 ? "" : "s");
  }

  /** Return tonnes or a share as people read them: two digits that say something. */
  function amountText(value, unit) {
    if (unit === "share") {
      const points = value * 100;
      if (points > 0 && points < 0.1) {
        return "under 0.1 %";
      }
      return points.toFixed(points > 0 && points < 9.95 ? 1 : 0) + " %";
    }
    const digits = value >= 100 || value === 0 ? 0 : Math.max(0, 1 - Math.floor(Math.log10(value)));
    return Number(value.toFixed(digits)).toLocaleString("en", { maximumFractionDigits: 9 }) + " t";
  }

  /** Return how much some arcs carry together, in words; of evidence only how many they are. */
  function totalOf(facts, arcs) {
    const measured = arcs.filter((arc) => arc.measured !== 0);
    const { unit } = facts.words;
    const counted = plural(arcs.length, "connection");
    if (!unit || measured.length === 0) {
      return counted;
    }
    const sum = measured.reduce((total, arc) => total + arc.strength, 0);
    return counted + ", " + amountText(sum, unit);
  }

  /** Return what goes in and out, in a line. */
  function inAndOut(facts, into, out) {
    return "In: " + totalOf(facts, into) + ". Out: " + totalOf(facts, out) + ".";
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, {
    amountText: amountText,
    totalOf: totalOf,
    inAndOut: inAndOut,
  });
})();
