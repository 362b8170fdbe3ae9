"""Marks in a real browser: rings, glows and pale legs, with a legend and with notes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.analysis.comparison.test_answer import DATA
from tests.maps import data
from tests.maps.conftest import Opened
from tests.networks import data_of
from trafficroutes import chokepoints, compare, cooperation
from trafficroutes.maps import draw_map, save_map
from trafficroutes.model.dataset import Dataset

Opener: TypeAlias = Callable[..., Opened]

pytestmark = pytest.mark.browser

RINGS = """() => [...document.querySelectorAll('.tr-ring-of-mark')].filter(
  (ring) => !ring.closest('.tr-legend')).map((ring) => {
  const near = [...document.querySelectorAll('.tr-node')].filter(
    (node) => node.style.display !== 'none').find((node) => {
      const box = node.firstChild.getBBox();
      return Math.hypot(box.x + box.width / 2 - ring.cx.baseVal.value,
        box.y + box.height / 2 - ring.cy.baseVal.value) < 0.1; });
  return { code: near.dataset.code, dash: ring.getAttribute('stroke-dasharray'),
    gap: ring.r.baseVal.value - near.firstChild.r.baseVal.value }; })"""
LOOKS = """() => Object.fromEntries([...document.querySelectorAll('.tr-arc')].map((group) => [
  group.dataset.ids, [group.querySelector('.tr-halo') !== null,
    group.classList.contains('tr-faint'),
    Number(getComputedStyle(group.querySelector('.tr-line-of-arc')).opacity)]]))"""
HOSTILE = "<img src=x onerror='window.ran=1'></script>${window.ran=1}"


def show(opened: Opener, tmp_path: Path, answer: Any, found: Dataset | None) -> Opened:
    save_map(draw_map(answer, found), tmp_path / "map.html")
    shown: Opened = opened().go(tmp_path / "map.html")
    return shown


def test_cuts_have_rings_and_their_legs_glow(opened: Opener, tmp_path: Path) -> None:
    found = data_of("COL > VEN > BRA > ESP\nCOL > MEX > BRA\nVEN > PAN > BRA")
    answer = chokepoints(found, "COL", "ESP", weighting="equal")
    shown = show(opened, tmp_path, answer, found)
    (ring,) = shown.page.evaluate(RINGS)
    assert (ring["code"], ring["dash"]) == ("BRA", None)
    assert 1 < ring["gap"] < 6
    looks = shown.page.evaluate(LOOKS)
    assert {ids for ids, (halo, _, _) in looks.items() if halo} == {"cocaine.BRA-ESP"}
    legend = shown.page.inner_text(".tr-legend")
    for told in ("Cuts (ring, glow)", "Country on every route", "Leg in a smallest cut of legs"):
        assert told in legend
    assert "Country in a smallest cut" not in legend  # none is drawn so
    node = shown.page.locator('.tr-node[data-code="BRA"]')
    said = "on every route; in the only smallest cut"
    assert said in (node.get_attribute("aria-label") or "")
    node.hover()
    assert said in shown.page.inner_text(".tr-tip")
    node.click()
    assert said in shown.page.inner_text(".leaflet-popup-content")
    assert shown.complaints == []


def test_members_of_cuts_have_dashed_rings_that_follow_the_layers(
    opened: Opener, tmp_path: Path
) -> None:
    found = data_of("COL > VEN > ESP\nCOL > MEX > ESP")
    answer = chokepoints(found, "COL", "ESP", weighting="equal")
    shown = show(opened, tmp_path, answer, found)
    rings = shown.page.evaluate(RINGS)
    assert {ring["code"]: ring["dash"] for ring in rings} == {"VEN": "4 3", "MEX": "4 3"}
    shown.page.click(".leaflet-control-zoom-in")
    shown.page.wait_for_selector(".leaflet-zoom-anim", state="detached")
    assert len(shown.page.evaluate(RINGS)) == 2


def test_covered_countries_and_others_have_rings_of_their_own(
    opened: Opener, tmp_path: Path
) -> None:
    body = {
        "name": HOSTILE,
        "kind": "operational",
        "families": ["cocaine"],
        "members": ["VEN"],
        "citations": [{"source": "b", "locator": "p. 1", "credibility": 1}],
    }
    found = data_of("COL > VEN > ESP", bodies={"one": body})
    answer = cooperation(found, "COL", "ESP", weighting="equal")
    shown = show(opened, tmp_path, answer, found)
    rings = {ring["code"]: ring["dash"] for ring in shown.page.evaluate(RINGS)}
    assert rings == {"VEN": None, "COL": "3 3", "ESP": "3 3"}
    shown.page.locator('.tr-node[data-code="VEN"]').click()
    assert HOSTILE in shown.page.inner_text(".leaflet-popup-content")
    shown.page.locator(".tr-to-table").click()
    assert HOSTILE in shown.page.inner_text(".tr-facts")
    assert shown.page.evaluate("window.ran") is None
    assert shown.complaints == []


def test_what_appears_disappears_and_stays_looks_different(opened: Opener, tmp_path: Path) -> None:
    answer = compare(DATA, years=2005, with_years=2015, weighting="volume")
    shown = show(opened, tmp_path, answer, DATA)
    looks = shown.page.evaluate(LOOKS)
    appears, disappears, stays = (
        looks[f"cocaine.{pair}"] for pair in ("COL-ECU", "COL-VEN", "COL-BRA")
    )
    assert appears[:2] == [True, False]
    assert disappears[:2] == [False, True]
    assert stays[:2] == [False, False]
    assert disappears[2] < 0.4 < stays[2]
    legend = shown.page.inner_text(".tr-legend")
    for told in ("Appears: only in 2015", "Disappears: only in 2005", "Stays: in both"):
        assert told in legend
    shown.page.locator('.tr-arc[data-ids="cocaine.COL-BRA"]').focus()
    shown.page.keyboard.press("Enter")
    popup = shown.page.inner_text(".leaflet-popup-content")
    assert "stays: 6 t (evidence range: 0 t to 7 t) before, " in popup
    assert "before, 2 t (evidence range: 0 t to 2.3 t) after" in popup


def test_lines_that_are_whole_everywhere_need_no_explanation(
    opened: Opener, tmp_path: Path
) -> None:
    strong = data_of("COL > VEN > ESP")  # A1: 0.9
    shown = show(opened, tmp_path, cooperation(strong, "COL", "ESP", weighting="equal"), strong)
    assert "Confidence" not in shown.page.inner_text(".tr-legend")
    weak = data.write(tmp_path / "weak.yaml", [data.leg(1, "COL", "ESP", credibility=5)])
    shown = show(opened, tmp_path, chokepoints(weak, "COL", "ESP", weighting="equal"), weak)
    assert "weak evidence" in shown.page.inner_text(".tr-legend")
