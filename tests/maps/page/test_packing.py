"""What a page holds is all that a map knows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from branca.element import Element
from playwright.sync_api import Browser, Page

import trafficroutes as tr
from tests.maps import data, duals
from tests.maps.test_scripts import call, scripted
from tests.maps.unpacked import facts
from trafficroutes.maps import Extract, draw_map, network_view
from trafficroutes.maps.content.view import Connection
from trafficroutes.maps.page.elements import FlowLayers
from trafficroutes.maps.page.packing import packed
from trafficroutes.maps.page.payload import strength_of
from trafficroutes.maps.style import percent
from trafficroutes.maps.vlq import numbers_in, written

NAMES = ("flow", "from", "to", "bow", "turn", "shifts", "width", "sure", "amount", "legs")


def layers_of(drawn: Any) -> FlowLayers:
    """Return what draws a map."""

    def below(element: Element) -> Iterator[Element]:
        for child in element._children.values():
            yield child
            yield from below(child)

    (found,) = (one for one in below(drawn.get_root()) if isinstance(one, FlowLayers))
    return found


def told(known: dict[str, Any]) -> dict[str, Any]:
    """Return facts as the scripts use them."""
    known = json.loads(json.dumps(known))
    rows = known["arcs"]
    arcs = []
    for row in rows:
        mark, note = tuple(row[11:]) or (None, "")
        arcs.append(
            {**dict(zip(NAMES, row[:10], strict=True)), "strength": row[10], "mark": mark}
            | {"note": note}
        )
    return known | {"arcs": arcs}


def maps(folder: Path) -> dict[str, Any]:
    """Return maps of several kinds, some of them of made-up data with open years."""
    found = tr.load()
    pair = duals.dataset(folder)
    comparison = tr.compare(found, years="2000-2010", with_years="2011-2023", commodity="heroin")
    return {
        "world": draw_map(network_view(found), found),
        "evidence": draw_map(network_view(found, Extract(weighting="evidence")), found),
        "compare": draw_map(comparison, found),
        "pair": draw_map(duals.dual(pair), pair),
        "marks": draw_map(tr.cooperation(found, "Afghanistan", "Russia"), found),
        "no table": draw_map(network_view(pair), pair, table=False),
    }


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return maps(tmp_path_factory.mktemp("packing"))


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    opened = scripted(chromium)
    yield opened
    opened.close()


@pytest.mark.parametrize("number", [0, 1, -1, 15, 16, 511, -512, 10**6, -(10**6), 2**40])
def test_numbers_come_back(number: int) -> None:
    assert numbers_in(written([number, 7, number])) == [number, 7, number]


@pytest.mark.slow
def test_a_page_holds_all_facts(drawn: dict[str, Any]) -> None:
    for name, one in drawn.items():
        known = told(layers_of(one).facts)
        read = facts(one.get_root().render())
        assert read["sources"] == known["sources"], name
        assert read["arcs"] == known["arcs"], name
        assert read["citations"] == known["citations"], name


@pytest.mark.slow
@pytest.mark.browser
def test_the_scripts_read_all_facts(drawn: dict[str, Any], page: Page) -> None:
    for name, one in drawn.items():
        layers = layers_of(one)
        known = told(layers.facts)
        read = call(page, "unpacked", packed(layers.facts, cited=bool(layers.table)))
        for arc in read["arcs"]:
            assert arc.pop("measured") == (0 if arc["strength"] is None else 1)
        assert read["arcs"] == known["arcs"], name
        assert read["nodes"] == known["nodes"], name
        assert read["citations"] == known["citations"], name
        if layers.table:
            sources = page.evaluate(
                """(text) => { const holder = document.createElement('template');
                holder.innerHTML = text.slice(text.lastIndexOf('<ol>'));
                return trafficroutes.referencesIn(holder.content.querySelector('ol')); }""",
                layers.table,
            )
            assert sources == known["sources"], name
        else:
            assert read["sources"] == known["sources"]


def test_spans_without_an_end_stay_open(tmp_path: Path) -> None:
    legs = [
        data.leg(1, "COL", "ESP", period={"from": 2009}),
        data.leg(2, "COL", "FRA", period=None),
    ]
    found = data.write(tmp_path / "open.yaml", legs)
    read = facts(draw_map(network_view(found), found).get_root().render())
    assert sorted(leg[3] for arc in read["arcs"] for leg in arc["legs"]) == [[], [[2009, None]]]


def test_what_adds_up_is_not_rounded_twice() -> None:
    # Written by three digits it was 31.5 %, and told as 32 %.
    whole = 0.31473
    carried = Connection(
        flow=0, origin="COL", to="ECU", legs=(), strength=whole, amount="", width=0, confidence=0
    )
    written_down = strength_of(carried, adds=True)
    assert percent(written_down or 0.0) == percent(whole) == "31 %"
