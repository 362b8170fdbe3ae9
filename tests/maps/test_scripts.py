"""The logic of the map's own scripts, in an empty page."""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from trafficroutes.geometry.arcs import arc, bow_of
from trafficroutes.geometry.mercator import project
from trafficroutes.maps.vendored import OF_A_PAIR, OWN, asset
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
    "fit",
    "change",
    "sides",
    "follow",
    "marks",
    "pen",
)


# What these do is seen on a page only; the tests of whole maps hold them.
ON_A_PAGE = {
    "basemap",
    "layers",
    "legend",
    "map",
    "overlay",
    "pair",
    "pointer",
    "print",
    "shapes",
}


def test_every_script_is_held_here_or_on_a_page() -> None:
    scripts = {
        name.removeprefix("trafficroutes_")
        for name, file in {**OWN, **OF_A_PAIR}.items()
        if file.endswith(".js")
    }
    assert scripts == {*PURE, *ON_A_PAGE}
    assert not ON_A_PAGE & set(PURE)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.add_script_tag(content=asset("leaflet").text)
    for name in PURE:
        opened.add_script_tag(content=asset(f"trafficroutes_{name}").text)
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
    assert a["radius"] == b["radius"] == 4
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
        {"flow": 0, "from": 0, "to": 1, "legs": [["a", 0, [0, 1], [[2001, 2003]], []]]},
        {"flow": 0, "from": 1, "to": 2, "legs": [["b", 0, [], [], []]]},
        {"flow": 1, "from": 0, "to": 3, "legs": [["c", 0, [1], [[None, 2000], [2005, None]], []]]},
        {"flow": 1, "from": 3, "to": 2, "legs": []},
    ],
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


DUAL: dict[str, Any] = {
    "arcs": [
        {"flow": 0, "from": 0, "to": 1, "width": 3, "amount": "40 %", "legs": [1]},
        {"flow": 0, "from": 1, "to": 2, "width": 2, "amount": "10 %", "legs": [1]},
        {"flow": 0, "from": 0, "to": 2, "width": 0, "amount": "nothing", "legs": [1]},
    ],
    "nodes": [
        {"label": "A", "parts": [[0, "origin", 1.0, "100 %"]]},
        {"label": "B", "parts": [[0, "transit", 0.4, "40 %"]]},
        {"label": "C", "parts": [[0, "gateway", 0.1, "10 %"], [1, "transit", 0.2, "20 %"]]},
    ],
    "dual": {
        "headings": ["Before", "After"],
        "arcs": [
            [0, "nothing", "lost", 0, True, False, "\u221240"],
            [4, "60 %", "gained", 2, True, False, "+50 (+40 to +60)"],
            [1, "1.0 %", "same", 0, False, True, "0"],
        ],
        "nodes": [
            [[[0, "origin", 1.0, "100 %"]], "same", 0, "", None, "0"],
            [[], "lost", 0, "\u221240", ["removed", "Closed"], "\u221240"],
            [[[0, "gateway", 0.6, "60 %"]], "gained", 1, "+50", None, "+50"],
        ],
        "hatched": ["BBB"],
        "glows": [5, 9],
        "gains": ["+1 to 3", "+3 and more"],
    },
}


def test_each_side_has_its_widths_ghosts_and_glows(page: Page) -> None:
    before, after = call(page, "sides", DUAL)
    assert [arc["width"] for arc in before["arcs"]] == [3, 2, 0]
    # What is lost stays as wide as it was.
    assert [arc["width"] for arc in after["arcs"]] == [3, 4, 1]
    assert [arc["absent"] for arc in before["arcs"]] == [False, False, True]
    assert [arc["ghost"] for arc in after["arcs"]] == [True, False, False]
    assert [arc["glow"] for arc in after["arcs"]] == [0, 2, 0]
    assert not any(arc["glow"] or arc["ghost"] for arc in before["arcs"])
    assert before["hatched"] == []
    assert after["hatched"] == ["BBB"]
    assert [side["heading"] for side in (before, after)] == ["Before", "After"]
    told = "before 10 %, after 60 %"
    assert before["arcs"][1]["amount"] == after["arcs"][1]["amount"] == told
    assert after["arcs"][1]["note"] == "Change: +50 (+40 to +60) points. Gains traffic"
    assert after["arcs"][2]["note"].startswith("Hypothetical")


def test_places_keep_their_place_on_both_sides(page: Page) -> None:
    before, after = call(page, "sides", DUAL)
    removed = after["nodes"][1]
    # It is drawn as large as it was, and says that nothing passes.
    assert removed["parts"] == [[0, "transit", 0.4, "before 40 %, after nothing"]]
    assert (removed["touch"], removed["ghost"]) == ("removed", False)
    assert removed["note"] == "Change: \u221240 points. Closed"
    assert before["nodes"][1]["touch"] is None
    assert before["nodes"][1]["about"] == 2
    assert after["nodes"][2]["label"] == "C +50"
    assert before["nodes"][2]["label"] == "C"
    assert after["nodes"][2]["parts"] == [
        [0, "gateway", 0.6, "before 10 %, after 60 %"],
        [1, "transit", 0, "before 20 %, after nothing"],
    ]


def test_the_legend_covers_both_sides(page: Page) -> None:
    shown = call(page, "together", call(page, "sides", DUAL))
    assert sorted(arc["width"] for arc in shown["arcs"]) == [1, 2, 3, 4]
    assert len(shown["nodes"]) == 6


def test_a_change_gives_classes_and_an_order(page: Page) -> None:
    assert call(page, "changeClass", {}) == ""
    fact = {"ghost": True, "glow": 1, "hypothetical": True, "touch": "removed"}
    assert call(page, "changeClass", fact) == " tr-ghost tr-gained tr-hypothetical tr-removed"
    ranks = [call(page, "rankOf", fact) for fact in ({"about": 2}, {"about": 1}, {"glow": 2}, {})]
    assert ranks == [3, 2, 1, 0]
    assert call(page, "ringRadius", 5, 0, 1) == 5
    assert call(page, "ringRadius", 5, 2, 0.5) < call(page, "ringRadius", 5, 3, 0.5)


FOLLOW = """async () => {
  document.body.innerHTML = '<div id="a" style="width:400px;height:300px;float:left"></div>'
    + '<div id="b" style="width:401px;height:300px;float:left"></div>';
  const maps = ['a', 'b'].map((id) => L.map(id, { zoomSnap: 0.25 }).setView([10, 20], 4));
  trafficroutes.moveTogether(...maps);
  const moves = [0, 0];
  maps.forEach((map, n) => map.on('moveend', () => { moves[n] += 1; }));
  const told = [];
  const tell = () => { const [a, b] = maps.map((map) => [map.getZoom(), map.getCenter()]);
    told.push([a[0] === b[0], maps[0].project(a[1]).distanceTo(maps[0].project(b[1])),
      moves.splice(0, 2, 0, 0), a[0]]); };
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  maps[0].panBy([50, -30], { animate: false }); tell();
  maps[1].panBy([-80, 7], { animate: false }); tell();
  maps[1].setView([40, -70], 5, { animate: false }); tell();
  maps[0].setZoom(5.5, { animate: true }); await wait(500); tell();
  // One goes on while the other still follows.
  maps[0].setZoom(6, { animate: true }); await wait(280);
  maps[0].setZoom(6.5, { animate: true }); await wait(600); tell();
  maps.forEach((map) => map.remove());
  return told;
}"""


def test_two_maps_follow_each_other(page: Page) -> None:
    zooms = []
    for same, apart, moves, zoom in page.evaluate(FOLLOW):
        assert same
        assert apart < 1.5
        # Each settles at least once, and neither chases the other.
        assert all(1 <= count <= 4 for count in moves)
        zooms.append(zoom)
    assert zooms == [4, 4, 5, 5.5, 6.5]


TOLD: dict[str, Any] = {
    "flows": [{"label": "cocaine"}, {"label": "opiates"}],
    "commodities": ["Cocaine"],
    "corridors": ["West"],
    "words": {
        "arc": "of the journeys",
        "roles": {"transit": ["Transit", "pass here"], "gateway": ["Gateway: first", "arrive"]},
    },
    "sources": [
        ["A report", "Office", 2011, "https://example.org/", "A"],
        ["A note", None, None, "javascript:alert(1)", "B"],
    ],
    "citations": [[0, "p. 1", "A2"], [1, "p. 2", "B3"]],
    "nodes": [{"name": "Aruba"}, {"name": "Benin"}],
    "arcs": [],
}
SPANS = [[2001, 2001], [2003, 2005], [None, 1999], [2010, None], [None, None]]
ARC: dict[str, Any] = {
    "flow": 0, "from": 0, "to": 1, "amount": "5 %", "sure": 1, "note": "Gains traffic",
    "legs": [["x-1", 0, [0], SPANS, [0, 1]]],
}  # fmt: skip
SHOW = """([facts, arc]) => { const found = trafficroutes.arcPopup(facts, arc);
  return [found.innerText, [...found.querySelectorAll('a')].map((a) => [a.href, a.rel])]; }"""


def test_facts_of_an_arc_cite_what_stands_behind_it(page: Page) -> None:
    text, links = page.evaluate(SHOW, [TOLD, ARC])
    for told in (
        "Aruba \u2192 Benin",
        "cocaine, 5 % of the journeys",
        "fair evidence",
        "Gains traffic",
        "Leg x-1: Cocaine; 2001, 2003\u20132005, until 1999, since 2010, any year; West",
        "A report (2011), Office, p. 1. Grade A2.",
        "A note, p. 2. Grade B3.",
    ):
        assert told in text
    # What is no address of the web is no link.
    assert links == [["https://example.org/", "noopener noreferrer"]]
    text, links = page.evaluate(SHOW, [TOLD, {**ARC, "legs": []}])
    assert "assumed" in text
    assert "No cited leg" in text
    assert links == []


def test_facts_of_a_place_list_what_comes_and_goes(page: Page) -> None:
    parts = [[0, "transit", 0.5, "50 %"], [1, "gateway", 0.1, "10 %"]]
    text = page.evaluate(
        """([facts, parts, arcs]) => trafficroutes.nodePopup(facts, facts.nodes[1], parts, arcs)
          .innerText""",
        [TOLD, parts, [ARC, {**ARC, "flow": 1, "from": 1, "to": 0, "legs": []}]],
    )
    for told in (
        "cocaine, transit: 50 % pass here",
        "opiates, gateway: 10 % arrive",
        "Aruba: cocaine 5 % (x-1)",
        "Aruba: opiates 5 %",
    ):
        assert told in text


def test_bands_of_the_pen_and_hatching(page: Page) -> None:
    assert call(page, "headId", {}, 0, 2) == "tr-head-0-2"
    assert call(page, "headId", {"side": "after"}, 0, 2) == "tr-head-after-0-2"
    assert page.evaluate("trafficroutes.hatch({ side: 'after' }).id") == "tr-hatch-after"
    widths = page.evaluate(
        "trafficroutes.glow(3, 10).map((path) => Number(path.getAttribute('stroke-width')))"
    )
    assert widths == [13, 7.5]


def test_the_pen_is_thinner_where_arcs_share_little_room(page: Page) -> None:
    corners, size = [xy(0, 0), xy(600, 400)], xy(1400, 820)
    few, many, most = (call(page, "penOf", corners, arcs, size) for arcs in (5, 200, 100_000))
    assert few == 1
    assert few > many >= most > 0.3
    assert call(page, "penOf", [], 0, size) == 1
    assert call(page, "placesBy", 1) == 1
    assert most < call(page, "placesBy", most) < 1


def test_a_place_has_the_first_of_its_marks(page: Page) -> None:
    marks = [{"label": "a", "places": True}, {"label": "b", "places": True}]
    unmarked: list[Any] = [0, "transit", 0.5, "50 %"]
    facts = {
        "marks": marks,
        "nodes": [{"parts": [unmarked, [1, "transit", 0.1, "10 %", 1, ""]]}],
        "arcs": [{"mark": 0}, {}],
    }
    parts = facts["nodes"][0]["parts"]  # type: ignore[index]
    assert call(page, "markOf", facts, parts)["label"] == "b"
    assert call(page, "markOf", facts, [unmarked]) is None
    assert call(page, "marksUsed", facts) == [0, 1]
