/* Maps that move together. */
(function () {
  "use strict";

  const NEAR = 1; // pixels by which two views may differ: none shows half a pixel

  function offset(map, centre) {
    return map.latLngToContainerPoint(centre).subtract(map.getSize().divideBy(2));
  }

  function shows(map, centre, zoom) {
    const off = offset(map, centre);
    return map.getZoom() === zoom && Math.hypot(off.x, off.y) <= NEAR;
  }

  /** Move what a map shows, as a drag does, until this point stands in its middle. */
  function slide(map, centre) {
    const off = offset(map, centre).round();
    if (off.x === 0 && off.y === 0) {
      return false;
    }
    const pane = map.getPane("mapPane");
    L.DomUtil.setPosition(pane, L.DomUtil.getPosition(pane).subtract(off));
    map.fire("move");
    return true;
  }

  /** Let two maps of one size show the same: whatever one does, the other does too. */
  function moveTogether(first, second) {
    let busy = false; // while one is made to follow: what it says then leads nobody
    const gliding = new Set(); // maps that follow in an animation of their own
    const slid = new Set(); // maps that were slid and have not settled

    function quietly(act) {
      busy = true;
      act();
      busy = false;
    }

    function meet(follower, leader) {
      if (follower.getZoom() !== leader.getZoom()) {
        follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
        return;
      }
      if (slide(follower, leader.getCenter()) || slid.has(follower)) {
        slid.delete(follower);
        follower.fire("moveend");
      }
    }

    function link(leader, follower) {
      const leads = () => !busy && !gliding.has(leader);
      leader.on("zoomanim", (event) => {
        if (leads() && !shows(follower, event.center, event.zoom)) {
          gliding.add(follower);
          quietly(() => follower.setView(event.center, event.zoom, { animate: true }));
        }
      });
      leader.on("move", () => {
        if (leads() && follower.getZoom() === leader.getZoom()) {
          quietly(() => slide(follower, leader.getCenter()) && slid.add(follower));
        }
      });
      leader.on("moveend", () => {
        if (gliding.delete(leader)) {
          // It followed; meanwhile the other may have gone on.
          if (!shows(leader, follower.getCenter(), follower.getZoom())) {
            quietly(() => meet(leader, follower));
          }
        } else if (!busy && !gliding.has(follower)) {
          quietly(() => meet(follower, leader));
        }
      });
    }

    link(first, second);
    link(second, first);
  }

  window.trafficroutes = Object.assign(window.trafficroutes || {}, { moveTogether: moveTogether });
})();
