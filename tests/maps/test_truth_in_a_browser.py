"""Maps that do not mislead: what is drawn agrees with the facts, seen in a real browser."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import trafficroutes as tr
from benchmarks.generate import dataset
from tests.maps import data as small
from tests.maps.conftest import Opened
from tests.maps.looks import ARCS, LABELS, overlapping, under_media
from tests.maps.unpacked import facts
from trafficroutes.maps import Extract, draw_map, network_view, save_map
from trafficroutes.maps.content.view import GATEWAY, View
from trafficroutes.maps.drawing import content_of
from trafficroutes.maps.style import MapStyle, percent
from trafficroutes.model.dataset import Dataset

Opener: TypeAlias = Callable[..., Opened]

pytestmark = pytest.mark.browser

MAP = "Object.values(window).find((o) => o?.getZoom)"
#: Commodity and ends of what is drawn.
DRAWN = """() => { const overlay = Object.values(Object.values(window).find((o) => o?.getZoom)
    ._layers).find((layer) => layer._shown); const facts = overlay._facts;
  return facts.arcs.filter((_, n) => overlay._shown[n]).map((arc) => [facts.flows[arc.flow].label,
    facts.nodes[arc.from].code, facts.nodes[arc.to].code]); }"""
#: Codes of places drawn as destinations from which an arc that is drawn leads away; an arc's
#: key names where it begins.
CONTRADICTIONS = """(counter) => {
  const facts = trafficroutes.unpacked(JSON.parse(
    document.querySelectorAll('script[type="application/json"]')[1].textContent));
  const black = new Set([...document.querySelectorAll('.tr-node')].filter(
    (node) => node.style.display !== 'none' && node.querySelector('.tr-gateway'))
    .map((node) => node.dataset.code));
  const drawn = new Set([...document.querySelectorAll('.tr-arc')].filter(
    (group) => group.style.display !== 'none').map((group) => group.dataset.ids));
  return facts.arcs.filter((arc) => !counter.includes(arc.flow) &&
    drawn.has(arc.legs.map((leg) => leg[0]).join(' ')))
    .map((arc) => facts.nodes[arc.from].code).filter((code) => black.has(code));
}"""


@pytest.fixture(scope="module")
def data() -> Dataset:
    return tr.load()


@pytest.fixture(scope="module")
def world(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[View, Path]:
    """Return the map of everything, as it is first seen."""
    view = network_view(data)
    path = tmp_path_factory.mktemp("truth") / "world.html"
    save_map(draw_map(view, data), path)
    return view, path


def shown_arcs(shown: Opened) -> list[dict[str, Any]]:
    return [arc for arc in shown.page.evaluate(ARCS) if not arc["hidden"]]


def draw_all(shown: Opened) -> None:
    slider = shown.page.get_by_label("How many connections are drawn")
    slider.fill(slider.get_attribute("max") or "")


def look(shown: Opened, at: tuple[float, float], zoom: float) -> None:
    shown.page.evaluate(f"void {MAP}.setView({list(at)}, {zoom}, {{ animate: false }})")


# What places are.


def several(data: Dataset) -> dict[str, Any]:
    """Return a map of each kind, of several families where that kind can have them.

    Without ranges, on which no role stands.
    """
    ends = ("Colombia", "Europe")
    return {
        "world": network_view(data),
        "corridor": network_view(data, Extract(region="Western Asia")),
        "place": network_view(data, Extract(places=("Türkiye",))),
        "years": network_view(data, Extract(years="2005-2012")),
        "evidence": network_view(data, Extract(weighting="evidence")),
        "centrality": tr.centrality(data, weighting="evidence", draws=0),
        "compare": tr.compare(data, years="2000-2010", with_years="2011-2023", draws=0),
        "hubs": tr.hubs(data, "Afghanistan", "Europe", draws=0),
        "suppliers": tr.suppliers(data, "Australia", draws=0),
        "paths": tr.paths(data, *ends, draws=0),
        "cooperation": tr.cooperation(data, "Afghanistan", "Russia", draws=0),
        "chokepoints": tr.chokepoints(data, "Afghanistan", "Russia", draws=0),
    }


def test_no_place_with_an_arrow_out_is_where_goods_only_arrive(data: Dataset) -> None:
    counted = 0
    for kind, answer in several(data).items():
        view, _, _ = content_of(answer, data, style=MapStyle(), largest=5000)
        assert isinstance(view, View)
        only = "only arrive" in view.words.roles[GATEWAY][0]
        flows = range(len(view.flows))
        choices = [set(flows), *({flow} for flow in flows)]
        choices += [set(pair) for pair in itertools.combinations(flows, 2)]
        drugs = {flow for flow in flows if not view.flows[flow].counter}
        left = {flow: {c.origin for c in view.connections if c.flow == flow} for flow in flows}
        for ticked in [*choices, drugs]:
            leaves = set().union(*(left[flow] for flow in ticked & drugs or ticked))
            for code, parts in view.parts.items():
                taken = [part for part in parts if part.flow in ticked]
                if not taken or (not only and len(taken) < 2):
                    continue
                counted += 1
                black = view.role_of(taken) == GATEWAY
                if only:
                    assert not (black and code in leaves), (kind, code, ticked)
                elif black:
                    of_drugs = [part for part in taken if part.flow in drugs] or taken
                    assert {part.role for part in of_drugs} == {GATEWAY}, (kind, code)
    assert counted > 5000


def test_places_are_filled_by_what_is_ticked(opened: Opener, world: tuple[View, Path]) -> None:
    view, path = world
    shown = opened().go(path)
    draw_all(shown)
    counter = [number for number, flow in enumerate(view.flows) if flow.counter]
    assert shown.page.locator(".tr-mark.tr-gateway").count() > 5
    assert shown.page.evaluate(CONTRADICTIONS, counter) == []
    ticks = shown.page.locator(".tr-tree > li > label > input")
    for number in (5, 9, 11):
        ticks.nth(number).uncheck()
        assert shown.page.evaluate(CONTRADICTIONS, counter) == []
    fills = {
        code: shown.page.locator(f'.tr-node[data-code="{code}"] .tr-mark').first.get_attribute(
            "class"
        )
        for code in ("COL", "AFG")
    }
    assert not any("tr-gateway" in (fill or "") for fill in fills.values())


def test_what_is_made_there_is_a_source_whatever_proceeds_come_in(data: Dataset) -> None:
    view = network_view(data)
    for code in ("COL", "AFG", "PER", "BOL", "MMR"):
        assert view.role_of(view.parts[code]) == "origin"


# The slider and the layers.


def test_counts_of_a_year_are_those_of_a_map_of_that_year(
    opened: Opener, data: Dataset, world: tuple[View, Path]
) -> None:
    shown = opened().go(world[1])
    slider = shown.page.get_by_label("Legs active in a year")
    for year in range(1990, 2026, 4):
        compare_year(shown, slider, data, year)
    compare_year(shown, slider, data, 2010)


def compare_year(shown: Opened, slider: Any, data: Dataset, year: int) -> None:
    slider.fill(str(year))
    view = network_view(data, Extract(years=str(year)))
    drawn = view.first
    ticked = [c for c in view.connections if view.flows[c.flow].ticked]
    # An arc over the edge of the map is drawn at both sides.
    assert len({arc["ids"] for arc in shown_arcs(shown)}) == len(drawn)
    told = slider.get_attribute("aria-valuetext") or ""
    assert told.startswith(f"{year}: ")
    count = f"{len(ticked):,} connection{'s' if len(ticked) != 1 else ''}"
    if len(drawn) < len(ticked):
        assert f"the {len(drawn)} strongest of {count}" in told
    else:
        assert f": {count}, " in told
        draw_all(shown)
        wanted = {(view.flows[c.flow].label, c.origin, c.to) for c in ticked}
        assert {tuple(key) for key in shown.page.evaluate(DRAWN)} == wanted
        shown.page.get_by_label("How many connections are drawn").fill("6")


def test_the_head_tells_the_numbers_of_the_slider(
    data: Dataset, opened: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "hubs.html"
    answer = tr.hubs(data, "Colombia", "Europe", commodity="cocaine", draws=0)
    save_map(draw_map(answer, data), path)
    shown = opened().go(path)
    told = shown.page.inner_text(".tr-strongest .tr-told")
    drawn, of = map(int, re.findall(r"\d+", told))
    head = facts(path.read_text("utf-8"))["summary"]
    assert f"{drawn} connections with cited legs" in head
    assert f"Not drawn: {of - drawn} more with cited legs" in head


def test_the_strongest_are_chosen_from_what_is_ticked(
    opened: Opener, world: tuple[View, Path]
) -> None:
    view, path = world
    shown = opened().go(path)
    assert len({arc["ids"] for arc in shown_arcs(shown)}) == view.top == 70
    assert shown.page.inner_text(".tr-strongest .tr-told").startswith("Drawn: the 70 strongest of")
    shown.page.get_by_label("All", exact=True).check()
    shown.page.get_by_label("All", exact=True).uncheck()
    shown.page.get_by_label("ketamine", exact=True).check()
    found = {arc["ids"] for arc in shown_arcs(shown)}
    (number,) = (n for n, flow in enumerate(view.flows) if flow.label == "ketamine")
    all_of_it = [c for c in view.connections if c.flow == number]
    assert len(found) == min(70, len(all_of_it))
    draw_all(shown)
    assert len({arc["ids"] for arc in shown_arcs(shown)}) == len(all_of_it)


def test_of_equals_those_with_more_citations_come_first(tmp_path: Path) -> None:
    legs = [small.leg(n, "COL", code) for n, code in enumerate(("ARG", "ESP", "FRA"))]
    legs[2]["citations"] = [*legs[2]["citations"], {**legs[2]["citations"][0], "locator": "p. 2"}]
    found = small.write(tmp_path / "ties.yaml", legs)
    view = network_view(found, Extract(weighting="volume"), largest=2)
    assert [c.to for c in view.first] == ["FRA", "ARG"]
    assert view.notes == (
        "Of equal ones those with more citations come first, then those with more seizures",
    )


# The first map.


def test_the_first_map_shows_drugs_in_tonnes(opened: Opener, world: tuple[View, Path]) -> None:
    view, path = world
    shown = opened().go(path)
    unticked = {flow.label for flow in view.flows if not flow.ticked}
    assert {"proceeds", "precursors"} <= unticked
    for label in unticked:
        assert not shown.page.get_by_label(label, exact=True).is_checked()
    legend = shown.page.inner_text(".tr-legend")
    assert "Tonnes a year, estimated (width)" in legend
    assert "no estimate of tonnes" in legend
    hollow = shown.page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.tr-arc')].map((group) =>
        [group.dataset.ids, group.querySelector('.tr-core') !== null]))"""
    )
    for connection in view.first:
        assert hollow[" ".join(leg.id for leg in connection.legs)] is not connection.measured
    shown.page.locator(".tr-node[data-code='COL']").first.hover()
    assert "Colombia" in shown.page.inner_text(".tr-tip")


def test_evidence_is_told_as_a_chance(opened: Opener, tmp_path: Path) -> None:
    found = small.layered(tmp_path)
    save_map(draw_map(network_view(found), found), tmp_path / "map.html")
    shown = opened().go(tmp_path / "map.html")
    label = shown.page.locator('.tr-arc[data-ids="leg-1"]').get_attribute("aria-label")
    assert label == "Colombia → Guinea-Bissau. cocaine, evidence 76 %. fair evidence"
    assert "50-80 %" in shown.page.inner_text(".tr-legend")


def test_bundles_split_on_zoom(opened: Opener, world: tuple[View, Path]) -> None:
    shown = opened().go(world[1])
    assert shown.page.locator(".tr-bundle").count() > 0
    hidden = """() => [...document.querySelectorAll('.tr-arc.tr-bundled')].filter(
      (group) => group.style.display !== 'none').length"""
    bundled = shown.page.evaluate(hidden)
    assert bundled >= 3
    # What is clicked is the last, whatever lies over it.
    box = shown.page.locator(".tr-bundle .tr-hit").last
    box.dispatch_event("click", {"bubbles": True, "clientX": 700, "clientY": 400})
    told = shown.page.inner_text(".leaflet-popup-content")
    assert "A bundle: " in told
    assert "connections" in told
    look(shown, (48.0, 8.0), 6)
    assert shown.page.evaluate(hidden) == 0
    assert shown.page.locator(".tr-bundle").count() == 0


def test_before_and_after_hold_all_connections(
    opened: Opener, data: Dataset, tmp_path: Path
) -> None:
    result = tr.whatif(
        data, "Colombia", "Europe", commodity="cocaine", remove=["Venezuela"], draws=0
    )
    save_map(draw_map(result, data), tmp_path / "closed.html")
    shown = opened().go(tmp_path / "closed.html")
    (answer,) = result.answers
    used = {
        " ".join(leg.ids)
        for leg in answer.legs
        if leg.ids and max(leg.share_before or 0, leg.share_after or 0) > 0
    }
    told = shown.page.inner_text(".tr-strongest .tr-told")
    first = {arc["ids"] for arc in shown_arcs(shown)} - {""}
    assert told == f"Drawn: the {len(first)} of {len(used)} that change or carry most"
    assert len(first) <= 70
    # The slider draws the others too, on both sides; what does not change comes in bundles.
    slider = shown.page.get_by_label("How many connections are drawn")
    slider.fill("0")
    assert len({arc["ids"] for arc in shown_arcs(shown)}) <= 10
    draw_all(shown)
    assert {arc["ids"] for arc in shown_arcs(shown)} - {""} == used
    for side in shown.page.locator(".folium-map").all():
        assert side.locator(".tr-bundle").count() > 3
        changed = ".tr-bundled:is(.tr-gained, .tr-ghost, .tr-hypothetical)"
        assert side.locator(changed).count() == 0
    # What goes in and out is told of each side.
    shown.page.locator(".tr-node[data-code=ECU]").last.hover()
    tips = shown.page.locator(".tr-tip").all_inner_texts()
    for text, name in zip(tips, ("share_before", "share_after"), strict=True):
        share = sum(getattr(leg, name) or 0 for leg in answer.legs if leg.to == "ECU")
        assert f", {percent(share)}. Out: " in text, text
    assert shown.complaints == []


def test_families_that_are_alike_in_grey_have_signs(
    opened: Opener, data: Dataset, world: tuple[View, Path], tmp_path: Path
) -> None:
    shown = opened().go(world[1])
    signs = f"""() => {{ const overlay = Object.values({MAP}._layers).find((one) => one._arcs);
      return Object.fromEntries(overlay._arcs.filter((arc) => arc.group !== null).map((arc) => [
        overlay._facts.flows[arc.fact.flow].label,
        [...arc.group.querySelectorAll('.tr-sign')].map((path) => [
          Math.round(parseFloat(getComputedStyle(path).strokeDasharray)),
          getComputedStyle(path).strokeLinecap, path.getTotalLength() > 0])])); }}"""
    found = shown.page.evaluate(signs)
    assert found["cocaine"] == found["opiates"] == []
    assert found["cannabis resin"] != found["cannabis herb"]
    assert found["methamphetamine"] == [[0, "round", True]]
    told = shown.page.inner_text(".tr-legend")
    assert "Commodity (colour, sign)" in told
    legend = """() => Object.fromEntries([...document.querySelectorAll('.tr-legend .tr-row')].map(
      (row) => [row.textContent.split(' (')[0], row.querySelectorAll('.tr-sign').length]))"""
    rows = shown.page.evaluate(legend)
    assert (rows["cannabis resin"], rows["MDMA"], rows["cocaine"]) == (1, 2, 0)
    # One family alone needs none.
    path = tmp_path / "one.html"
    save_map(draw_map(network_view(data, Extract(commodity="methamphetamine")), data), path)
    assert opened().go(path).page.locator(".tr-sign").count() == 0


def test_a_place_that_is_pointed_at_dims_all_else(opened: Opener, world: tuple[View, Path]) -> None:
    shown = opened().go(world[1])
    place = shown.page.locator(".tr-node[data-code='AFG']").first
    opacity = """(ends) => [...document.querySelectorAll('.tr-arc')].filter(
      (group) => group.style.display !== 'none' && group.getAttribute('aria-label')
        .split('. ')[0].includes('Afghanistan') === ends)
      .map((group) => Number(getComputedStyle(group).opacity))"""
    assert set(shown.page.evaluate(opacity, False)) == {1}
    place.hover()
    assert set(shown.page.evaluate(opacity, True)) == {1}
    assert max(shown.page.evaluate(opacity, False)) < 0.2
    tip = shown.page.inner_text(".tr-tip")
    assert "In: " in tip
    assert "Out: " in tip
    place.click()
    popup = shown.page.inner_text(".leaflet-popup-content")
    assert "To: " in popup
    shown.page.mouse.move(700, 790)
    assert max(shown.page.evaluate(opacity, False)) < 0.2  # it is still open
    shown.page.keyboard.press("Escape")
    assert set(shown.page.evaluate(opacity, False)) == {1}


# Names.


@pytest.mark.parametrize("size", [(1400, 820), (820, 1180), (390, 844)])
def test_the_largest_places_have_names(
    opened: Opener, world: tuple[View, Path], size: tuple[int, int]
) -> None:
    shown = opened(*size).go(world[1])
    missing = shown.page.evaluate(
        f"""() => {{ const overlay = Object.values({MAP}._layers).find((l) => l._nodes);
        const map = {MAP}; const size = map.getSize();
        const panels = [...document.querySelectorAll('.leaflet-control')].map(
          (panel) => trafficroutes.boxOf(map, panel));
        const seen = overlay._nodes.filter((node) => {{ if (node.radius === 0) {{ return false; }}
          const p = map.layerPointToContainerPoint(L.point(node.point.x, node.point.y));
          return p.x > 0 && p.y > 0 && p.x < size.x && p.y < size.y && !panels.some((b) =>
            p.x > b.left && p.x < b.right && p.y > b.top && p.y < b.bottom); }});
        return seen.sort((a, b) => b.size - a.size).slice(0, 15)
          .filter((node) => node.label.style.display === 'none').map((n) => n.fact.code); }}"""
    )
    assert missing == []
    assert overlapping(shown.page.evaluate(LABELS)) == []


NEAREST = """() => { const marks = [...document.querySelectorAll('.tr-node')].filter(
    (node) => node.style.display !== 'none').map((node) => { const b = node.firstChild
      .getBoundingClientRect(); return { name: node.getAttribute('aria-label').split('. ')[0],
        x: b.left + b.width / 2, y: b.top + b.height / 2, r: b.width / 2 }; });
  const led = [...document.querySelectorAll('.tr-leader')].map((line) => {
    const at = line.getScreenCTM(); return [line.x2.baseVal.value + at.e,
      line.y2.baseVal.value + at.f]; });
  return [...document.querySelectorAll('.tr-label')].filter((label) =>
    label.style.display !== 'none').flatMap((label) => { const b = label.getBoundingClientRect();
      // Names out of sight are placed anew when the map has moved there.
      if (b.right < 0 || b.bottom < 0 || b.left > innerWidth || b.top > innerHeight) { return []; }
      const near = (p) => [Math.min(Math.max(p.x, b.left), b.right),
        Math.min(Math.max(p.y, b.top), b.bottom)];
      if (led.some(([x, y]) => x > b.left - 6 && x < b.right + 6 && y > b.top - 6
        && y < b.bottom + 6)) { return []; }
      const gaps = marks.map((p) => [Math.hypot(near(p)[0] - p.x, near(p)[1] - p.y) - p.r, p.name]);
      gaps.sort((a, b) => a[0] - b[0]);
      const [least] = gaps;
      const [own] = gaps.filter(([, name]) => name.startsWith(label.textContent));
      return own && own[0] > least[0] + 0.5 ? [[label.textContent, least[1]]] : []; }); }"""


def test_no_name_is_nearer_to_another_place(opened: Opener, world: tuple[View, Path]) -> None:
    shown = opened().go(world[1])
    assert shown.page.evaluate(NEAREST) == []
    draw_all(shown)
    for at, zoom in (((35.0, 33.0), 4), ((48.0, 8.0), 4), ((10.0, -70.0), 4.5)):
        look(shown, at, zoom)
        assert shown.page.evaluate(NEAREST) == []


@pytest.mark.parametrize(
    ("name", "place"), [("Turkey", "Türkiye"), ("Burma", "Myanmar"), ("holland", "Netherlands")]
)
def test_search_knows_every_alias(
    opened: Opener, world: tuple[View, Path], name: str, place: str
) -> None:
    page = opened().go(world[1]).page
    box = page.get_by_label("Find a place on the map")
    box.fill(name)
    box.press("Enter")
    assert place in page.inner_text(".leaflet-popup-content")


def test_search_says_what_is_in_the_table_alone(opened: Opener, world: tuple[View, Path]) -> None:
    view, path = world
    page = opened().go(path).page
    drawn = {end for c in view.first for end in (c.origin, c.to)}
    weak = next(
        c.to
        for c in reversed(view.connections)
        if c.to not in drawn and len(c.to) == 3 and view.flows[c.flow].ticked
    )
    box = page.get_by_label("Find a place on the map")
    box.fill(weak)
    box.press("Enter")
    told = "In the table, not drawn: only weaker connections go there. Draw more to see it"
    assert page.inner_text(".tr-said") == told


# Ranges.


def test_gains_of_which_the_range_touches_zero_are_hollow(
    opened: Opener, data: Dataset, tmp_path: Path
) -> None:
    answer = tr.whatif(data, "Afghanistan", "Russia", remove=["Tajikistan"])
    save_map(draw_map(answer, data), tmp_path / "map.html")
    shown = opened().go(tmp_path / "map.html")
    rows = shown.page.evaluate(
        """() => [...document.querySelectorAll('.tr-arc.tr-gained')].map((group) =>
        [group.querySelector('.tr-hollow') !== null, group.getAttribute('aria-label')])"""
    )
    assert {hollow for hollow, _ in rows} == {True, False}
    for hollow, told in rows:
        spread = told.split("Change: ")[1].split("(")[1].split(")")[0]
        low = float(spread.split(" to ")[0].replace("\u2212", "-"))
        assert hollow is (low <= 0), told
    assert "range touches zero, or none" in shown.page.inner_text(".tr-legend")


def test_ranges_of_hubs_are_drawn(opened: Opener, data: Dataset, tmp_path: Path) -> None:
    answer = tr.hubs(data, "Colombia", "Europe", commodity="cocaine")
    save_map(draw_map(answer, data), tmp_path / "map.html")
    shown = opened().go(tmp_path / "map.html")
    bars = shown.page.evaluate(
        """() => [...document.querySelectorAll('.tr-range')].map((bar) =>
        ['track', 'spread', 'best'].map((name) => { const piece = bar.querySelector('.tr-' + name);
          return [piece.x.baseVal.value, piece.width.baseVal.value]; }))"""
    )
    assert len(bars) > 5
    for (left, wide), (low, spread), (best, _) in bars:
        assert left - 0.01 <= low <= best + 1.5
        assert low + spread <= left + wide + 1.01
    assert max(spread for _, (_, spread), _ in bars) > 4
    assert "Range (bar under a name)" in shown.page.inner_text(".tr-legend")


# Comparisons.


def test_what_is_rarer_glows(data: Dataset) -> None:
    answer = tr.compare(data, commodity="cocaine", years="1995-2005", with_years="2015-2023")
    view, _, _ = content_of(answer, data, style=MapStyle())
    assert isinstance(view, View)
    counts = {
        number: sum(c.marked.mark == number for c in view.connections)
        for number in range(len(view.marks))
    }
    (glowing,) = (number for number, mark in enumerate(view.marks) if mark.colour)
    assert counts[glowing] == min(count for count in counts.values() if count)


def test_regions_are_square(opened: Opener, world: tuple[View, Path]) -> None:
    page = opened().go(world[1]).page
    corners = page.evaluate(
        """() => [...document.querySelectorAll('rect.tr-mark')].map(
        (mark) => [mark.rx.baseVal.value, mark.width.baseVal.value - mark.height.baseVal.value])"""
    )
    assert len(corners) > 1
    assert {tuple(corner) for corner in corners} == {(0, 0)}


# Very many.


# What is seen on a dark window, at its edges, and on paper.


def light_of(shown: Opened, selector: str, name: str) -> float:
    """Return how light a colour of what is shown is, from 0 to 255."""
    found = shown.page.locator(selector).first.evaluate(
        "(one, name) => getComputedStyle(one)[name]", name
    )
    numbers = [int(number) for number in found[found.index("(") + 1 : -1].split(",")[:3]]
    return sum(numbers) / 3


def test_marks_are_seen_on_a_dark_window(opened: Opener, data: Dataset, tmp_path: Path) -> None:
    answer = tr.hubs(data, "Colombia", "Europe", commodity="cocaine")
    closed = tr.whatif(data, "Afghanistan", "Russia", commodity="opiates", remove=["TJK"])
    for name, one in (("hubs", answer), ("closed", closed)):
        save_map(draw_map(one, data), tmp_path / f"{name}.html")
    for scheme in ("light", "dark"):
        shown = opened()
        under_media(shown.page, color_scheme=scheme)
        shown.go(tmp_path / "hubs.html")
        track = light_of(shown, ".tr-track", "fill")
        assert abs(track - light_of(shown, ".tr-best", "fill")) > 120
        shown.go(tmp_path / "closed.html")
        sea = light_of(shown, ".folium-map", "backgroundColor")
        assert abs(sea - light_of(shown, ".tr-label.tr-removed", "fill")) > 100
        assert abs(sea - light_of(shown, ".tr-hollow", "stroke")) < 40
        if scheme == "dark":
            assert light_of(shown, "marker path", "stroke") - sea > 120


def test_facts_do_not_lie_under_the_legend(opened: Opener, data: Dataset, tmp_path: Path) -> None:
    answer = tr.hubs(data, "Colombia", "Europe", commodity="cocaine", draws=0)
    save_map(draw_map(answer, data), tmp_path / "map.html")
    page = opened().go(tmp_path / "map.html").page
    for code in ("VEN", "COL", "PAN"):
        page.evaluate(
            """(code) => { const node = document.querySelector(`.tr-node[data-code=${code}]`);
            const box = node.querySelector('.tr-mark').getBoundingClientRect();
            node.dispatchEvent(new MouseEvent('click', { bubbles: true,
              clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 })); }""",
            code,
        )
        page.wait_for_timeout(400)
        left = page.locator(".leaflet-popup-content-wrapper").evaluate(
            "(one) => one.getBoundingClientRect().left"
        )
        right = page.locator(".tr-legend").evaluate("(one) => one.getBoundingClientRect().right")
        assert left >= right, code


@pytest.mark.parametrize("size", [(1400, 820), (820, 1180), (390, 844)])
def test_no_name_is_seen_in_part(
    opened: Opener, world: tuple[View, Path], size: tuple[int, int]
) -> None:
    shown = opened(*size).go(world[1])
    for at, zoom in (((20, 0), 2), ((8, -75), 4), ((50, 10), 4.5)):
        look(shown, at, zoom)
        for label in shown.page.evaluate(LABELS):
            across = label["right"] > 1 and label["left"] < size[0] - 1
            if across and label["bottom"] > 1 and label["top"] < size[1] - 1:
                assert label["left"] > -1, label
                assert label["right"] < size[0] + 1, label
                assert label["top"] > -1, label
                assert label["bottom"] < size[1] + 1, label


def test_paper_shows_what_is_drawn_and_not_the_world_twice(
    opened: Opener, world: tuple[View, Path]
) -> None:
    shown = opened().go(world[1])
    drawn = shown.page.locator(".tr-node:visible").count()
    under_media(shown.page, media="print")
    wide = shown.page.evaluate(
        f"() => {{ const seen = {MAP}.getBounds(); return seen.getEast() - seen.getWest(); }}"
    )
    assert wide < 600
    assert shown.page.locator(".tr-node:visible").count() >= drawn
    letters, names = shown.page.evaluate(
        f"""() => [[...document.querySelectorAll('.tr-letter')].map((letter) => {{
        const box = letter.getBoundingClientRect();
        return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]; }}),
        ({LABELS})().filter((name) => name.text !== '')]"""
    )
    assert len(letters) > 20
    for x, y in letters:
        assert not [
            name["text"]
            for name in names
            if name["left"] < x < name["right"] and name["top"] < y < name["bottom"]
        ]


def hold_a_zoom_step(page: Any) -> None:
    """Zoom in by one step, and look at what is seen before and after it is painted anew."""
    apart, names = page.evaluate(
        f"""() => {{ const map = {MAP}; const canvas = document.querySelector('canvas.tr-many');
        const where = () => canvas.getBoundingClientRect();
        const at = L.latLng(10, 20), old = map.latLngToContainerPoint(at), was = where();
        window.later = window.setTimeout; window.held = [];
        window.setTimeout = (act, wait) => wait === 0 ? window.held.push(act) : later(act, wait);
        map.setZoom(map.getZoom() + 1, {{ animate: false }});
        const now = map.latLngToContainerPoint(at), is = where();
        const names = [...document.querySelectorAll('.tr-label')].filter(
          (label) => getComputedStyle(label).display !== 'none');
        return [[now.x - is.left - 2 * (old.x - was.left), now.y - is.top - 2 * (old.y - was.top)],
          names.length]; }}"""
    )
    # The arcs of before, twice as large, lie where the places are.
    assert max(map(abs, apart)) < 2
    assert names == 0
    assert page.locator(".tr-painting").count() == 1
    page.evaluate(
        "() => { window.setTimeout = window.later; window.held.forEach((act) => act()); }"
    )
    page.wait_for_selector(".tr-painting", state="detached")
    box = page.locator("canvas.tr-many").bounding_box()
    assert box["width"] == page.evaluate("Math.round(innerWidth * 1.3)")
    assert page.locator(".tr-label:visible").count() > 10


def test_very_many_arcs_are_drawn_on_a_canvas_and_still_answer(
    opened: Opener, tmp_path: Path
) -> None:
    found = dataset(places=60, legs=1600, citations=1600, sources=5, seed=2)
    view = network_view(found, largest=1600)
    save_map(draw_map(view, found), tmp_path / "many.html")
    shown = opened().go(tmp_path / "many.html")
    page = shown.page
    page.wait_for_selector(".tr-painting", state="detached")
    assert page.locator("canvas.tr-many").count() == 1
    assert page.locator(".tr-arc").count() == 0
    assert page.locator(".tr-node").count() > 50
    painted = """() => { const canvas = document.querySelector('canvas.tr-many');
      const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      let count = 0; for (let n = 3; n < pixels.length; n += 4) { count += pixels[n] > 40 ? 1 : 0; }
      return count; }"""
    assert page.evaluate(painted) > 20000
    x, y = page.evaluate(
        f"""() => {{ const map = {MAP}; const size = map.getSize();
        const overlay = Object.values(map._layers).find((l) => l._curves);
        const free = (p) => document.elementFromPoint(p.x, p.y)?.closest(
          '.tr-node, .leaflet-control') === null;
        const at = overlay._curves.map(({{ curve }}) => map.layerPointToContainerPoint(
          L.point(trafficroutes.curvePoint(curve, 0.5).x, trafficroutes.curvePoint(curve, 0.5).y)))
          .find((p) => p.x > 300 && p.x < size.x - 300 && p.y > 250 && p.y < size.y - 250
            && free(p));
        return [at.x, at.y]; }}"""
    )
    page.mouse.move(x - 1, y)
    page.mouse.move(x, y)
    assert " \u2192 " in page.inner_text(".tr-tip")
    page.mouse.click(x, y)
    assert "Leg " in page.inner_text(".leaflet-popup-content")
    page.keyboard.press("Escape")
    hold_a_zoom_step(page)
    assert page.evaluate(painted) > 20000
    # A place that is pointed at has its arcs above the others, which are dimmed.
    place = page.locator(".tr-node:visible").nth(20)
    place.dispatch_event("mousemove")
    assert page.locator("canvas.tr-many-kept").count() == 1
    dimmed = page.locator("canvas.tr-many").evaluate("(one) => getComputedStyle(one).opacity")
    assert float(dimmed) < 0.2
    place.dispatch_event("mouseout")
    assert page.locator("canvas.tr-many-kept").count() == 0
    page.get_by_label("How many connections are drawn").fill("6")
    assert page.locator("canvas.tr-many").count() == 0
    assert page.locator(".tr-arc").count() > 50
    assert shown.complaints == []
