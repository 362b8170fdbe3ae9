"""The logic of the scripts of before and after, and of facts, in an empty page."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.maps.test_scripts import PURE, call, scripted
from trafficroutes.maps.vendored import OF_A_PAIR, OWN

pytestmark = pytest.mark.browser

# What these do is seen on a page only; the tests of whole maps hold them.
ON_A_PAGE = {
    "basemap",
    "canvas",
    "focus",
    "layers",
    "legend",
    "map",
    "names",
    "nodes",
    "overlay",
    "pair",
    "picture",
    "pointer",
    "print",
    "room",
    "shapes",
    "sheet",
    "signs",
    "table",
    "trunks",
    "use",
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
    opened = scripted(chromium)
    yield opened
    opened.close()


DUAL: dict[str, Any] = {
    "arcs": [
        {"flow": 0, "from": 0, "to": 1, "width": 3, "amount": "40 %", "legs": [1], "strength": 0.4},
        {"flow": 0, "from": 1, "to": 2, "width": 2, "amount": "10 %", "legs": [1], "strength": 0.1},
        {
            "flow": 0,
            "from": 0,
            "to": 2,
            "width": 0,
            "amount": "nothing",
            "legs": [1],
            "strength": 0,
        },
    ],
    "nodes": [
        {"label": "A", "parts": [[0, "origin", 1.0, "100 %"]]},
        {"label": "B", "parts": [[0, "transit", 0.4, "40 %"]]},
        {"label": "C", "parts": [[0, "gateway", 0.1, "10 %"], [1, "transit", 0.2, "20 %"]]},
    ],
    "dual": {
        "headings": ["Before", "After"],
        "arcs": [
            [0, "nothing", "lost", 0, True, False, "\u221240", False, 0],
            [4, "60 %", "gained", 2, True, False, "+50 (+40 to +60)", True, 0.6],
            [1, "1.0 %", "same", 0, False, True, "0", False, 0.01],
        ],
        "nodes": [
            [[[0, "origin", 1.0, "100 %"]], "same", 0, "", None, "0", False],
            [[], "lost", 0, "\u221240", ["removed", "Closed"], "\u221240", False],
            [[[0, "gateway", 0.6, "60 %"]], "gained", 1, "+50", None, "+50", False],
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
    # What goes in and out of a place is told of each side.
    assert [arc["strength"] for arc in before["arcs"]] == [0.4, 0.1, 0]
    assert [arc["strength"] for arc in after["arcs"]] == [0, 0.6, 0.01]
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
    # Its range touches zero, that of the connection does not.
    assert (after["nodes"][2]["open"], after["arcs"][1]["open"]) == (True, False)
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
    hollow = "trafficroutes.glow(3, 10, true).map((path) => path.getAttribute('class'))"
    assert page.evaluate(hollow) == ["tr-glow tr-open", "tr-hollow"]
