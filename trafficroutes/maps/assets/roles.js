/* What a place is: by all that goes in and out there, of the flows that are ticked. */
(function () {
  "use strict";

  /**
   * Return the role of a place that is these parts: what is made there is a source; flows that
   * run the other way do not decide where others do; where flows differ, goods come and go.
   */
  function roleOf(facts, node, parts) {
    const drugs = parts.filter((part) => !facts.flows[part[0]].counter);
    const deciding = drugs.length > 0 ? drugs : parts;
    if (deciding.some((part) => (node.made || []).includes(part[0]))) {
      return "origin";
    }
    const roles = new Set(deciding.map((part) => part[1]));
    return roles.size === 1 ? deciding[0][1] : "transit";
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { roleOf: roleOf });
})();
