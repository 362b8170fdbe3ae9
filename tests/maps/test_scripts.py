"""The logic of the map's own scripts, in an empty page."""

import math
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from trafficroutes.geometry.arcs import arc, bow_of
from trafficroutes.geometry.bundles import BundledArc, BundleEnd, bundles_of, lines_of
from trafficroutes.geometry.lines import Spot
from trafficroutes.geometry.mercator import project
from trafficroutes.maps.vendored import asset
from trafficroutes.model.places import LngLat

pytestmark = pytest.mark.browser

PURE = (
    "packing",
    "facts",
    "panels",
    "filters",
    "crowd",
    "lines",
    "bundles",
    "curves",
    "totals",
    "strongest",
    "ranges",
    "roles",
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


def test_the_largest_places_always_have_a_name(page: Page) -> None:
    view: dict[str, Any] = {"min": xy(-400, -400), "max": xy(400, 400), "boxes": []}
    crowd: list[dict[str, Any]] = [
        {"point": xy(6 * x, 6 * y), "radius": 2 + 0.1 * x, "width": 40, "size": x + y / 10}
        for x in range(6)
        for y in range(6)
    ]
    boxes = call(page, "placeLabels", crowd, [], view)
    assert None in boxes
    largest = sorted(range(36), key=lambda n: -float(crowd[n]["size"]))[:15]
    assert all(boxes[n] is not None for n in largest)
    led = [call(page, "leader", box, crowd[n]) for n, box in enumerate(boxes) if box]
    assert any(led)
    for a in range(36):
        for b in range(a):
            one, two = boxes[a], boxes[b]
            if one and two:
                assert (
                    one["right"] <= two["left"]
                    or two["right"] <= one["left"]
                    or one["bottom"] <= two["top"]
                    or two["bottom"] <= one["top"]
                )


def test_no_name_stands_nearer_to_another_place(page: Page) -> None:
    view: dict[str, Any] = {"min": xy(-400, -400), "max": xy(400, 400), "boxes": []}
    # Every spot beside the first is at least as near to one of the others.
    ring = [(0, 0), (26, 0), (-26, 0), (0, 22), (0, -22), (22, 16), (-22, 16), (22, -16)]
    places = [
        {"point": xy(*at), "radius": 4, "width": 30, "size": 1 if at == (0, 0) else 0.5}
        for at in ring
    ]
    boxes = call(page, "placeLabels", places, [], view)
    for number, box in enumerate(boxes):
        if box is None or call(page, "leader", box, places[number]) is not None:
            continue
        gaps = [
            math.hypot(
                min(max(at[0], box["left"]), box["right"]) - at[0],
                min(max(at[1], box["top"]), box["bottom"]) - at[1],
            )
            for at in ring
        ]
        assert min(range(len(ring)), key=gaps.__getitem__) == number


def test_what_runs_the_other_way_does_not_decide_what_a_place_is(page: Page) -> None:
    facts = {"flows": [{}, {}, {"counter": True}]}
    made: dict[str, list[int]] = {"made": [1]}
    plain: dict[str, list[int]] = {"made": []}

    def role(node: dict[str, list[int]], *parts: list[Any]) -> str:
        return str(call(page, "roleOf", facts, node, list(parts)))

    assert role(plain, [0, "gateway"], [2, "origin"]) == "gateway"
    assert role(plain, [2, "origin"]) == "origin"
    assert role(plain, [0, "gateway"], [1, "origin"]) == "transit"
    assert role(plain, [0, "gateway"], [1, "transit"]) == "transit"
    assert role(made, [0, "gateway"], [1, "transit"]) == "origin"
    assert role(made, [0, "gateway"]) == "gateway"


def end(number: int, x: float, y: float, *within: int) -> dict[str, Any]:
    return {"number": number, "shift": 0, "point": xy(x, y), "within": list(within)}


def test_connections_of_regions_are_bundled_from_afar_and_split_from_nearer(page: Page) -> None:
    def arcs(scale: float) -> list[dict[str, Any]]:
        ends = [end(n, 600 * scale, 20 * n * scale, 0) for n in (2, 3, 4)]
        return [
            {"flow": 0, "bow": 0.1, "from": end(1, 0, 40 * scale, 1), "to": place} for place in ends
        ]

    (bundle,) = call(page, "bundlesOf", arcs(1))
    assert bundle == {"ends": ["region 1/0", "region 0/0"], "members": [0, 1, 2]}
    lines = page.evaluate(
        """([bundle, arcs]) => { const found = trafficroutes.bundleLines(bundle, arcs);
          return [found.trunk, [...found.starts], [...found.ends]]; }""",
        [bundle, arcs(1)],
    )
    trunk, starts, ends = lines
    assert trunk[0] == xy(0, 40)
    assert starts == [[1, []]]
    for number, line in ends:
        assert line[0] == trunk[-1]
        assert line[-1]["x"] == pytest.approx(600)
        assert line[-1]["y"] == pytest.approx(20 * number)
    assert call(page, "bundlesOf", arcs(8)) == []
    assert call(page, "bundlesOf", arcs(1)[:2]) == []
    mixed = arcs(1)
    mixed[0]["flow"] = 1
    assert call(page, "bundlesOf", mixed) == []


def test_pages_bundle_arcs_as_figures_do(page: Page) -> None:
    numbers = Random(11)
    corners = ((0, 0), (800, 60), (300, 500), (900, 600))
    places = []
    for n in range(24):
        x, y = corners[n % 4]
        at = Spot(x + numbers.uniform(0, 120), y + numbers.uniform(0, 90))
        places.append(BundleEnd(str(n), at, (n % 4, 4 + n % 2)))
    arcs = [BundledArc(numbers.randrange(2), 0.15, *numbers.sample(places, 2)) for _ in range(160)]
    found = bundles_of(arcs, 230)
    assert len(found) > 3

    def end(place: BundleEnd) -> dict[str, Any]:
        # On a page y grows downwards.
        point = {"x": place.at.x, "y": -place.at.y}
        return {"number": int(place.place), "shift": 0, "point": point, "within": place.within}

    given = [
        {"flow": arc.flow, "bow": arc.bow, "from": end(arc.start), "to": end(arc.end)}
        for arc in arcs
    ]
    bundles = call(page, "bundlesOf", given)
    assert [tuple(bundle["members"]) for bundle in bundles] == found
    for bundle, members in zip(bundles, found, strict=True):
        trunk = page.evaluate(
            "([bundle, arcs]) => trafficroutes.bundleLines(bundle, arcs).trunk", [bundle, given]
        )
        mine = lines_of([arcs[number] for number in members], 40).trunk
        assert [(spot["x"], -spot["y"]) for spot in trunk] == [
            pytest.approx(tuple(spot)) for spot in mine
        ]


def test_a_bundle_is_as_wide_as_all_that_it_carries(page: Page) -> None:
    facts: dict[str, Any] = {"words": {"limits": [1, 10, 100]}}
    arcs = [{"width": 1, "strength": 4}, {"width": 1, "strength": 7}]
    assert call(page, "bundleWidth", facts, arcs) == 2
    assert call(page, "bundleWidth", {"words": {}}, arcs) == 1
    assert call(page, "bundleWidth", facts, [{**arcs[0], "measured": 0}, arcs[1]]) == 1


def test_of_very_many_arcs_the_nearest_is_found(page: Page) -> None:
    found = page.evaluate(
        """() => { const place = (x, y) => ({ point: { x: x, y: y }, reach: 5 });
          const curves = [0, 40, 80].map((y) => ({ name: y, ...trafficroutes.rimmedCurve(
            { from: place(0, y), to: place(400, y), fact: { bow: 0.1 } }, 8) }));
          const cells = trafficroutes.curveGrid(curves);
          const at = (x, y) => { const near = trafficroutes.nearestCurve(curves, cells, { x, y });
            return near === null ? null : near.name; };
          return [curves[0].curve[0], curves[0].curve[2], curves[0].tip,
            [at(200, -20), at(203, 22), at(200, 0), at(900, 900)]]; }"""
    )
    start, base, tip, names = found
    # It begins at the rim of its place; its head ends at that of the other.
    assert math.hypot(start["x"], start["y"]) == pytest.approx(6, abs=0.5)
    assert math.hypot(tip["x"] - 400, tip["y"]) == pytest.approx(6, abs=0.5)
    assert math.hypot(tip["x"] - base["x"], tip["y"] - base["y"]) == pytest.approx(8, abs=0.6)
    assert names == [0, 40, None, None]


def test_of_an_arc_only_what_is_seen_is_painted(page: Page) -> None:
    box = {"left": 0, "top": 0, "right": 100, "bottom": 80}
    numbers = Random(7)
    inside = 0
    for _ in range(200):
        curve = [{"x": numbers.uniform(-900, 900), "y": numbers.uniform(-900, 900)} for _ in "acb"]
        if numbers.random() < 0.5:
            curve[0] = {"x": numbers.uniform(1, 99), "y": numbers.uniform(1, 79)}
        seen = call(page, "curveWithin", curve, box)
        spots = [_on(curve, n / 2000) for n in range(2001)]
        within = [(x, y) for x, y in spots if 0 < x < 100 and 0 < y < 80]
        if seen is None:
            assert within == []
            continue
        inside += 1
        # It begins and ends at the rims of the box, or where the curve does.
        for end, spot, first in ((seen[0], within[0], curve[0]), (seen[2], within[-1], curve[2])):
            near = math.hypot(end["x"] - spot[0], end["y"] - spot[1])
            assert end == first or near < 3
    assert inside > 100
    assert call(page, "curveWithin", [{"x": x, "y": 5} for x in (5, 50, 95)], box) == [
        {"x": x, "y": 5} for x in (5, 50, 95)
    ]


def _on(curve: list[dict[str, float]], t: float) -> tuple[float, float]:
    """Return the point of a quadratic curve at a part of it."""
    a, c, b = curve
    x, y = ((1 - t) ** 2 * a[key] + 2 * t * (1 - t) * c[key] + t**2 * b[key] for key in ("x", "y"))
    return x, y


def test_letters_keep_clear_of_names_and_of_each_other(page: Page) -> None:
    line = [xy(10 * n, 0) for n in range(11)]
    assert call(page, "lettersOn", [line], [], 13) == [xy(50, 0)]
    name = {"left": 44, "right": 60, "top": -7, "bottom": 7}
    found = call(page, "lettersOn", [line, line, line], [name], 13)
    assert found == [xy(30, 0), xy(70, 0), None]
    assert call(page, "lettersOn", [[xy(50, 0)] * 3], [name], 13) == [None]


def test_totals_are_told_in_the_measure_of_the_map(page: Page) -> None:
    arcs = [{"strength": 120.4, "measured": 1}, {"strength": 3, "measured": 1}]
    tonnes = {"words": {"unit": "t"}}
    assert call(page, "totalOf", tonnes, arcs) == "2 connections, 123 t"
    assert call(page, "totalOf", tonnes, [{"strength": 0.9, "measured": 0}]) == "1 connection"
    assert call(page, "totalOf", {"words": {"unit": ""}}, arcs) == "2 connections"
    share = {"words": {"unit": "share"}}
    told = call(page, "inAndOut", share, [{"strength": 0.123}], [{"strength": 0.0456}])
    assert told == "In: 1 connection, 12 %. Out: 1 connection, 4.6 %."


def test_the_slider_of_the_strongest_ends_with_all(page: Page) -> None:
    assert call(page, "stepsFor", 45, 33) == [10, 20, 30, 33, 40, 45]


def test_ranges_have_one_scale_on_a_map(page: Page) -> None:
    nodes: list[dict[str, Any]] = [
        {"parts": [[0, "origin", 1.0, ""]], "ends": {"0": [0.9, 1.0]}},
        {"parts": [[0, "transit", 0.2, ""]], "ends": {"0": [0.1, 0.4]}},
        {"parts": [[0, "transit", 0.1, ""]], "ends": {}},
    ]
    facts = {"words": {"unit": "share"}, "nodes": nodes}
    assert call(page, "mostOf", facts) == 0.4
    shown = [{"fact": node, "parts": node["parts"], "size": 1} for node in nodes]
    assert call(page, "rangesOf", facts, shown) == [
        None,
        {"low": 0.25, "best": 0.5, "high": 1.0},
        None,
    ]
    # Full only where it keeps off zero.
    looks = page.evaluate(
        """() => [0.25, 0].map((low) => trafficroutes.rangeBar({ low, best: 0.5, high: 1 }, 0, 0)
        .children[1].getAttribute('class'))"""
    )
    assert looks == ["tr-spread", "tr-spread tr-open"]
    assert call(page, "anyOpenRange", facts) is False
    nodes[1]["ends"]["0"][0] = 0
    assert call(page, "anyOpenRange", facts) is True


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
        ([["setTop", 2]], [True, True, False, False]),
        # The strongest of those that the year leaves, not of all.
        ([["setTop", 1], ["setYear", 1990]], [False, False, True, False]),
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
    facts = {"choice": "strongest"}
    one = {"connections": 1, "legs": 1, "undated": 2, "of": 1}
    assert call(page, "yearText", facts, 2004, one) == (
        "2004: 1 connection, 1 leg; 2 undated legs hidden"
    )
    assert call(page, "yearText", facts, [2004, 2006], one).startswith("2004\u20132006: ")
    many = {"connections": 1200, "legs": 1300, "undated": 0, "of": 1200}
    assert call(page, "yearText", facts, None, many) == "All years: 1,200 connections, 1,300 legs"
    some = {**many, "of": 2000}
    told = "All years: the 1,200 strongest of 2,000 connections, 1,300 legs"
    assert call(page, "yearText", facts, None, some) == told
    # Of two maps side by side what changes counts too.
    told = "All years: the 1,200 of 2,000 connections that change, 1,300 legs"
    assert call(page, "yearText", {"choice": "that change"}, None, some) == told


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
