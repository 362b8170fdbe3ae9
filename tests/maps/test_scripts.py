"""The logic of the map's own scripts, in an empty page."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from trafficroutes.geometry.arcs import arc, bow_of
from trafficroutes.geometry.mercator import project
from trafficroutes.maps.vendored import asset
from trafficroutes.model.places import LngLat

pytestmark = pytest.mark.browser

PURE = (
    "facts",
    "panels",
    "filters",
    "crowd",
    "lines",
    "labels",
    "search",
    "years",
    "choose",
    "rows",
    "saving",
    "keyboard",
    "letters",
    "address",
    "fit",
    "marks",
    "pen",
    "change",
    "sides",
    "follow",
)


def scripted(chromium: Browser) -> Page:
    """Return an empty page with our scripts."""
    opened = chromium.new_page()
    opened.add_script_tag(content=asset("leaflet").text)
    for name in PURE:
        opened.add_script_tag(content=asset(f"trafficroutes_{name}").text)
    return opened


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    opened = scripted(chromium)
    yield opened
    opened.close()


def call(page: Page, name: str, *arguments: Any) -> Any:
    return page.evaluate(
        "([name, given]) => trafficroutes[name](...given)", [name, list(arguments)]
    )


def xy(x: float, y: float) -> dict[str, float]:
    return {"x": x, "y": y}


@pytest.mark.parametrize(
    ("origin", "to"),
    [
        (LngLat(-74, 4), LngLat(4, 50)),
        (LngLat(4, 50), LngLat(-74, 4)),
        (LngLat(-64, -17), LngLat(-53, -30)),
        (LngLat(10, 0), LngLat(10, 30)),
    ],
)
@pytest.mark.parametrize("opposed", [False, True])
def test_the_page_bends_arcs_as_the_library_does(
    page: Page, origin: LngLat, to: LngLat, *, opposed: bool
) -> None:
    # On the screen y grows downwards; rims and head of nothing bend it no further.
    a, b = project(origin), project(to)
    bow = bow_of(origin, to, opposed=opposed)
    drawn = call(page, "bent", xy(a.x, -a.y), xy(b.x, -b.y), bow, 0, 0, -1000)
    for ours, theirs in zip(drawn, arc(origin, to, opposed=opposed), strict=True):
        flat = project(theirs)
        assert math.isclose(ours["x"], flat.x, abs_tol=1e-6)
        assert math.isclose(ours["y"], -flat.y, abs_tol=1e-6)


def test_an_arc_between_places_that_touch_leaves_their_rims(page: Page) -> None:
    for gap in (0, 3, 10, 20):
        line = call(page, "bent", xy(0, 0), xy(gap, 0), 0.2, 5, 9, 16)
        farthest = max(math.hypot(p["x"] - gap, p["y"]) for p in line)
        assert farthest > 9 + 16


def test_countries_shrink_and_regions_move_aside(page: Page) -> None:
    items = [
        {"point": xy(0, 0), "radius": 6, "region": False},
        {"point": xy(9, 0), "radius": 6, "region": False},
        {"point": xy(1, 0), "radius": 5, "region": True},
        {"point": xy(100, 0), "radius": 5, "region": True},
    ]
    a, b, region, far = call(page, "makeRoom", items)
    assert a["point"] == xy(0, 0)
    # Four pixels stay free between them, so that a leg there is seen.
    assert a["radius"] == b["radius"] == 2.5
    for other in (a, b):
        gap = math.hypot(
            region["point"]["x"] - other["point"]["x"], region["point"]["y"] - other["point"]["y"]
        )
        assert gap > region["radius"] + other["radius"]
    assert far["point"] == xy(100, 0)


def test_names_keep_off_places_panels_and_each_other(page: Page) -> None:
    view: dict[str, Any] = {"min": xy(-100, -100), "max": xy(100, 100), "boxes": []}
    item = {"point": xy(0, 0), "radius": 4, "width": 40}
    (right,) = call(page, "placeLabels", [item], [], view)
    assert right["left"] == 8
    view["boxes"] = [{"left": 10, "right": 90, "top": -50, "bottom": 50}]
    (left,) = call(page, "placeLabels", [item], [], view)
    assert left["right"] <= 10
    crowd = [{"point": xy(x, y), "radius": 4, "width": 40} for x in (-6, 0, 6) for y in (-6, 0, 6)]
    assert None in call(page, "placeLabels", crowd, [], view)


FACTS: dict[str, Any] = {
    "flows": [{}, {}],
    "corridors": ["West", "East"],
    "nodes": [{"label": "Côte d'Ivoire", "name": "Côte d'Ivoire", "code": "CIV"}]
    + [{"label": n, "name": n, "code": n} for n in ("Mali", "Togo", "Region")],
    "arcs": [
        {"flow": 0, "from": 0, "to": 1, "sure": 2, "legs": [["a", 0, [0, 1], [[2001, 2003]], [0]]]},
        {"flow": 0, "from": 1, "to": 2, "sure": 1, "legs": [["b", 0, [], [], [1]]]},
        {
            "flow": 1,
            "from": 0,
            "to": 3,
            "sure": 0,
            "legs": [["c", 0, [1], [[None, 2000], [2005, None]], [1]]],
        },
        {"flow": 1, "from": 3, "to": 2, "sure": 2, "legs": []},
    ],
    "citations": [[0, "p. 1", "A1"], [1, "p. 2", "B2"]],
}
RUN = """([facts, acts]) => { const filter = trafficroutes.makeFilter(facts);
  acts.forEach(([name, ...given]) => filter[name](...given));
  const shown = filter.shown();
  return [shown, filter.counts(shown), filter.flowsOfNodes(shown).map((set) => [...set])]; }"""


@pytest.mark.parametrize(
    ("acts", "shown"),
    [
        ([], [True, True, True, True]),
        ([["setCorridor", 0, 0, False]], [True, True, True, True]),
        ([["setCorridor", 0, 0, False], ["setCorridor", 0, 1, False]], [False, True, True, True]),
        ([["setFlow", 0, False]], [False, False, True, True]),
        # What is assumed goes with the legs that come into its region.
        ([["setFlow", 1, False]], [True, True, False, False]),
        ([["setYear", 2002]], [True, False, False, False]),
        ([["setYear", 1990]], [False, False, True, True]),
        ([["setYear", 2005], ["setYear", None]], [True, True, True, True]),
        # Some years on end: attested in one of them is enough.
        ([["setYear", [2003, 2004]]], [True, False, False, False]),
        ([["setYear", [2004, 2005]]], [False, False, True, True]),
        ([["setSure", 1]], [True, True, False, False]),
        ([["setSure", 2]], [True, False, False, False]),
        ([["setSource", 1]], [False, True, True, True]),
        ([["setSource", 0], ["setSure", 1]], [True, False, False, False]),
    ],
)
def test_layers_and_years_choose_arcs(page: Page, acts: list[Any], shown: list[bool]) -> None:
    found, counts, flows = page.evaluate(RUN, [FACTS, acts])
    assert found == shown
    assert counts["connections"] == sum(found[:3])
    assert (flows[2] == []) == (not found[1] and not found[3])


def test_years_run_from_the_first_to_the_last_named(page: Page) -> None:
    assert call(page, "yearsOf", FACTS) == [2000, 2005]
    assert call(page, "yearsOf", {"arcs": []}) is None


def test_counts_are_put_into_words(page: Page) -> None:
    one = {"connections": 1, "legs": 1, "undated": 2}
    assert call(page, "yearText", 2004, one) == ("2004: 1 connection, 1 leg; 2 undated legs hidden")
    assert call(page, "yearText", [2004, 2006], one).startswith("2004\u20132006: ")
    many = {"connections": 1200, "legs": 1300, "undated": 0}
    assert call(page, "yearText", None, many) == "All years: 1,200 connections, 1,300 legs"


@pytest.mark.parametrize(
    ("text", "number"), [("cote d'i", 0), ("MALI", 1), ("ogo", 2), ("civ", 0), ("x", -1), ("", -1)]
)
def test_places_are_found_by_parts_of_their_names(page: Page, text: str, number: int) -> None:
    assert call(page, "findPlace", FACTS["nodes"], text) == number


def test_the_first_view_keeps_places_off_panels(page: Page) -> None:
    points = [xy(20, 100), xy(200, 120)]
    panel = {"left": 0, "right": 300, "top": 0, "bottom": 790}
    view = call(page, "bestView", points, [], [panel], xy(1400, 820), 1)
    for point in points:
        assert point["x"] * view["scale"] + view["x"] > 300
    free = call(page, "bestView", points, [], [], xy(1400, 820), 1)
    assert free["zoom"] > view["zoom"]
    assert free["hidden"] == 0


MARKED = {
    "marks": [{"label": "one"}, {"label": "two"}, {"label": "three"}],
    "nodes": [{"parts": [[0, "transit", 1, "x", 1, "said"], [1, "transit", 1, "x"]]}],
    "arcs": [{"mark": 2}, {}, {"mark": None}],
}


def test_the_first_mark_of_a_place_is_drawn(page: Page) -> None:
    parts = [[0, "transit", 1, "x", 2, ""], [1, "transit", 1, "x", 0, ""], [2, "transit", 1, "x"]]
    assert call(page, "markOf", MARKED, parts)["label"] == "one"
    assert call(page, "markOf", MARKED, parts[2:]) is None


def test_the_legend_shows_the_marks_that_a_map_uses(page: Page) -> None:
    assert call(page, "marksUsed", MARKED) == [1, 2]


@pytest.mark.parametrize(
    ("arcs", "window", "pen"),
    [
        (0, xy(1400, 820), 1),
        (10, xy(1400, 820), 1),  # 30,000 square pixels an arc
        (200, xy(1400, 820), 0.7071),  # 1,500: half of the room for a full pen
        (5000, xy(1400, 820), 0.36),
        (150, xy(420, 400), 0.6110),  # the places span more than the window shows
        (150, xy(100, 100), 0.55),
    ],
)
def test_the_pen_is_thinner_where_arcs_have_less_room(
    page: Page, arcs: int, window: dict[str, float], pen: float
) -> None:
    points = [xy(0, 0), xy(1000, 300)]
    assert call(page, "penOf", points, arcs, window) == pytest.approx(pen, abs=1e-3)


def test_a_long_path_is_drawn_where_it_is_seen_and_keeps_its_arrow(page: Page) -> None:
    line = [xy(x, 0) for x in range(0, 1001, 100)]
    box = {"left": 250, "right": 450, "top": -10, "bottom": 10}
    data = call(page, "pathWithin", line, box)
    assert data.startswith("M200.0 0.0")
    assert data.endswith("M900.0 0.0L1000.0 0.0")
    assert "600.0" not in data
    whole = call(page, "pathData", line)
    around = {"left": -10, "right": 1010, "top": -10, "bottom": 10}
    away = {"left": 2000, "right": 3000, "top": -10, "bottom": 10}
    assert call(page, "pathWithin", line, around) == whole
    assert call(page, "pathWithin", line, away) == whole


def test_names_keep_clear_of_what_is_seen_of_a_line(page: Page) -> None:
    line = [xy(x, 0) for x in range(0, 1001, 100)]
    box = {"left": 250, "right": 450, "top": -10, "bottom": 10}
    xs = [point["x"] for point in call(page, "dense", line, box)]
    assert (min(xs) > 200, max(xs)) == (True, 500)
