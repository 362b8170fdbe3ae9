"""How long maps take to build and to open, beside a plain Folium script.

    python benchmarks/maps.py [LEGS ...]      (default: 500 5000)

The plain script writes one PolyLine with tooltip and popup a leg; both draw the
same legs, all of them. Opening is timed from the call until all is painted, in Chromium
with the network off. A zoom step is timed from its call to the next paint, when places stand
where they belong and arcs are those of before, as large as the new zoom has them; and until
every arc and name is painted anew. What the page's own thread computes for that, whatever
else the machine does, stands beside the clock.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import folium

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import dataset
from trafficroutes.maps import draw_map, network_view, save_map
from trafficroutes.model.dataset import Dataset

_ROUNDS = 3  # of which the quickest counts, for both
#: Returns seconds from a step to the next paint, and until nothing is left to be painted.
_STEP = """async (by) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const map = Object.values(window).find((o) => o && o.getZoom);
  const start = performance.now();
  if (by !== 0) { map.setZoom(map.getZoom() + by, { animate: false }); }
  await frame();
  const answered = performance.now() - start;
  while (document.querySelector(".tr-painting")) {
    await new Promise((done) => setTimeout(done, 2));
  }
  await frame();
  return [answered / 1000, (performance.now() - start) / 1000]; }"""


def plain(data: Dataset, target: Path) -> None:
    """Draw every leg as one would in an afternoon."""
    drawn = folium.Map(location=(20, 0), zoom_start=2)
    for leg in data.legs:
        start, end = (data.places.countries[code].label for code in (leg.origin, leg.to))
        said = f"{leg.origin} to {leg.to}"
        cited = "<br>".join(f"{data.source(c).title}, {c.locator}" for c in leg.citations)
        line: Any = folium.PolyLine
        line(
            [(start.lat, start.lng), (end.lat, end.lng)],
            color="#C4420B",
            weight=2,
            tooltip=said,
            popup=folium.Popup(f"<b>{said}</b><br>{leg.id}<br>{cited}", max_width=300),
        ).add_to(drawn)
    drawn.save(str(target))


def ours(data: Dataset, target: Path) -> None:
    """Draw every leg, with the table."""
    save_map(draw_map(network_view(data, largest=len(data.legs)), data), target)


def seconds(draw: Callable[[Dataset, Path], None], data: Dataset, target: Path) -> float:
    """Return how long a drawing takes, without the garbage of the one before."""
    gc.collect()
    start = time.perf_counter()
    draw(data, target)
    return time.perf_counter() - start


class Steps(NamedTuple):
    """Seconds that a map takes in a browser.

    Attributes
    ----------
    opened : float
        From the call until all is painted.
    answered, final : float
        From a zoom step to the next paint, and until all is painted.
    computed : float
        What the thread of the page computes for a zoom step.
    """

    opened: float
    answered: float
    final: float
    computed: float


def steps(path: Path) -> Steps:
    """Open a map of ours, and zoom it in by one step, three times; of steps the median counts."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(
            offline=True, viewport={"width": 1400, "height": 820}, reduced_motion="reduce"
        )
        page = context.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector(".tr-ready", timeout=60_000)
        page.evaluate(_STEP, 0)
        opened = time.perf_counter() - start
        thread = context.new_cdp_session(page)
        thread.send("Performance.enable", {"timeDomain": "threadTicks"})

        def computed() -> float:
            told = thread.send("Performance.getMetrics")["metrics"]
            return float(next(one["value"] for one in told if one["name"] == "TaskDuration"))

        found = []
        for _ in range(_ROUNDS):
            before = computed()
            answered, final = page.evaluate(_STEP, 1)
            found.append((answered, final, computed() - before))
            page.evaluate(_STEP, -1)
        browser.close()
    return Steps(opened, *(sorted(values)[_ROUNDS // 2] for values in zip(*found, strict=True)))


def main() -> None:
    """Print the table."""
    sizes = [int(text) for text in sys.argv[1:]] or [500, 5000]
    folder = Path(tempfile.mkdtemp())
    for legs in sizes:
        places = min(200, max(40, legs // 10))
        data = dataset(places=places, legs=legs, citations=2 * legs, sources=60, seed=1)
        times, bytes_ = {"plain": inf, "ours": inf}, {}
        for _ in range(_ROUNDS):
            for name, draw in (("plain", plain), ("ours", ours)):
                target = folder / f"{name}-{legs}.html"
                times[name] = min(times[name], seconds(draw, data, target))
                bytes_[name] = target.stat().st_size
        shown = steps(folder / f"ours-{legs}.html")
        print(
            f"{legs} legs: built in {times['ours']:.2f} s, plain Folium {times['plain']:.2f} s "
            f"({times['plain'] / times['ours']:.1f} times faster); {bytes_['ours'] / 1e6:.2f} MB, "
            f"plain {bytes_['plain'] / 1e6:.2f} MB ({bytes_['ours'] / bytes_['plain']:.2f} of it); "
            f"opens in {shown.opened:.2f} s; a zoom step answers in "
            f"{shown.answered * 1000:.0f} ms, is final after {shown.final * 1000:.0f} ms "
            f"({shown.computed * 1000:.0f} ms of its thread)"
        )


if __name__ == "__main__":
    main()
