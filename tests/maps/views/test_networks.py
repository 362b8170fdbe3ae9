"""Centralities and comparisons as maps, by hand."""

from dataclasses import replace
from typing import Any

import pytest

from tests.analysis.comparison.test_answer import DATA, moved
from tests.networks import cite, data_of, leg, near
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.comparison.answer import compare
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.maps import MapStyle
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT, View
from trafficroutes.maps.views.centrality import centrality_view
from trafficroutes.maps.views.comparison import comparison_view
from trafficroutes.maps.views.network_sides import scale_of

#: COL --3--> BRA --2--> ESP, COL --1--> GNB --1--> ESP, BRA --1--> GNB
WEB = data_of("COL > BRA 3\nBRA > ESP 2\nCOL > GNB 1\nGNB > ESP 1\nBRA > GNB 1")
STYLE = MapStyle()


def test_places_are_as_large_as_the_measure() -> None:
    answer = centrality(WEB, measures=["strength", "degree"], weighting="volume")
    view = centrality_view(answer, WEB, STYLE)
    assert view.title == "Centrality: cocaine, by strength"
    parts = {code: part for code, (part,) in view.parts.items()}
    # Strengths: BRA 6, COL 4, ESP 3, GNB 3.
    sizes = {code: part.size for code, part in parts.items()}
    assert sizes == pytest.approx({"BRA": 1, "COL": 4 / 6, "ESP": 3 / 6, "GNB": 3 / 6})
    assert parts["BRA"].amount == "6 (evidence range: 3.1 to 6.6)"
    assert parts["BRA"].marked.note == "rank 1 of 4; ranks by other measures: degree 1"
    assert {code: part.role for code, part in parts.items()} == {
        "COL": ORIGIN,
        "BRA": TRANSIT,
        "GNB": GATEWAY,  # twice as much comes in as goes out
        "ESP": GATEWAY,
    }
    assert view.words.size == "Strength (size)"
    assert view.words.width == "Tonnes a year, cited (width)"
    assert {(c.origin, c.to): c.amount for c in view.connections}["COL", "BRA"] == (
        "3 t (evidence range: 0 t to 3.5 t)"
    )


def test_another_measure_of_the_answer() -> None:
    answer = centrality(WEB, measures=["strength", "degree"], weighting="volume")
    view = centrality_view(answer, WEB, STYLE, measure="degree", title="Mine", largest=2)
    assert view.parts["COL"][0].size == near(2 / 3)
    assert view.title == "Mine"
    assert view.cut == "They are the strongest of 5."
    with pytest.raises(UnknownNameError, match="measure of the map"):
        centrality_view(answer, WEB, STYLE, measure="katz")


def test_a_measure_that_is_nothing_anywhere() -> None:
    answer = centrality(data_of("COL > ESP"), measures=["betweenness_hops"])
    view = centrality_view(answer, None, STYLE)
    assert [part.size for parts in view.parts.values() for part in parts] == [0, 0]
    assert view.words.sizes == ()
    assert view.parts["COL"][0].marked.note == "rank 1 of 2"


def test_families_that_count_differently_share_no_scale() -> None:
    scale = scale_of(["estimate", "evidence"], [[8.0, 2.0], [0.5]])
    assert (scale.measure, scale.heading) == ("share", "Part of its family (width)")
    assert (scale.part(0, 2.0), scale.part(1, 0.5)) == (0.2, 1.0)
    assert scale_of(["equal", "equal"], [[1.0], []]).part(0, 1.0) == 1.0


def changed(*ends: str, **options: Any) -> View:
    asked: dict[str, Any] = {"weighting": "volume", "years": 2005, "with_years": 2015, **options}
    return comparison_view(compare(DATA, *ends, **asked), DATA, STYLE, largest=None)


def states(view: View) -> dict[str, str]:
    return {
        f"{c.origin}>{c.to}": view.marks[c.marked.mark].label.split(":")[0]
        for c in view.connections
        if c.marked.mark is not None
    }


def test_what_appears_disappears_and_stays_looks_different() -> None:
    view = changed()
    assert view.title == "Change: cocaine, 2005 and 2015"
    assert states(view) == {
        "COL>ECU": "Appears",
        "ECU>ESP": "Appears",
        "COL>VEN": "Disappears",
        "VEN>ESP": "Disappears",
        "COL>BRA": "Stays",
        "BRA>ESP": "Stays",
    }
    looks = {(mark.colour != "", mark.faint) for mark in view.marks}
    assert looks == {(True, False), (False, True), (False, False)}
    said = {f"{c.origin}>{c.to}": (c.amount, c.marked.note) for c in view.connections}
    assert said["COL>BRA"] == (
        "2 t (evidence range: 0 t to 2.3 t)",
        "stays: 6 t (evidence range: 0 t to 7 t) before, 2 t (evidence range: 0 t to 2.3 t) after",
    )
    assert said["VEN>ESP"] == (
        "2 t (evidence range: 0 t to 2.3 t)",
        "disappears; no document behind it speaks of the other side",
    )
    assert view.summary == (
        "2 connections only in 2015, 2 only in 2005, 2 in both. "
        "Evidence, not trade, may have changed."
    )
    assert view.lines[1] == "Years: 2005 and 2015; modes: all; commodity: each; weighting: volume."


def test_places_carry_their_ranks_on_both_sides() -> None:
    parts = {code: part for code, (part,) in changed().parts.items()}
    # Strengths in 2005 COL 7, BRA 11, ESP 7, VEN 3; in 2015 COL 11, BRA 3, ECU 17, ESP 9.
    assert parts["ECU"].size == near(1)
    assert parts["ECU"].marked.note == "appears"
    assert parts["BRA"].marked.note == (
        "11 (evidence range: 5 to 12) before; rank 1 (evidence range: 1 to 2) before, "
        "4 (evidence range: 3 to 4) after"
    )
    assert (parts["COL"].role, parts["BRA"].role, parts["ESP"].role) == (ORIGIN, TRANSIT, GATEWAY)


def test_between_two_ends_shares_are_compared() -> None:
    view = changed("COL", "ESP")
    assert view.title == "Change, Colombia to Spain: cocaine, 2005 and 2015"
    assert view.words.width == "Share of journeys (width)"
    assert view.parts["COL"][0].amount == "not ranked"
    assert view.parts["ECU"][0].amount == "89 % (evidence range: 0 % to 91 %)"
    assert view.lines[1].startswith("Ends: Colombia, Spain; years: 2005 and 2015;")


def test_two_files_are_named_and_strange_regions_left_out() -> None:
    near_sea = data_of(
        [moved("COL", "R:SEA", "a", 2005), moved("COL", "ESP", "a", 2005)], regions={"SEA": []}
    )
    other = data_of([moved("COL", "ESP", "a", 2005), leg("AFG", "IRN", commodity="heroin")])
    view = comparison_view(
        compare(near_sea, with_data=other, weighting="equal"), other, STYLE, largest=None
    )
    assert states(view) == {"COL>ESP": "Stays", "AFG>IRN": "Appears"}
    assert view.cut == "Left out: 1 from or to regions that only the other file has."
    assert view.lines[-1].startswith("Compared: small.yaml (sha256 ")
    few = comparison_view(
        compare(near_sea, with_data=other, weighting="equal"), other, STYLE, largest=1
    )
    assert few.cut.startswith("They are the largest of 2.")
    # A file without the family still draws it, by the ids alone and in a colour of ours.
    swapped = comparison_view(
        compare(other, with_data=near_sea, weighting="equal"), near_sea, STYLE, largest=None
    )
    (afghan,) = (c for c in swapped.connections if c.origin == "AFG")
    assert [(fact.id, fact.citations) for fact in afghan.legs] == [("heroin.AFG-IRN", ())]


def test_a_comparison_of_which_the_data_know_no_place_is_refused() -> None:
    one = data_of([moved("COL", "R:SEA", "a", 2005)], regions={"SEA": []})
    two = data_of([moved("COL", "R:BAY", "a", 2005)], regions={"BAY": []})
    found = compare(one, with_data=two, weighting="equal")
    with pytest.raises(QueryError, match="nothing is left to draw"):
        comparison_view(found, None, STYLE, largest=None)


def test_two_periods_of_two_files_are_both_named() -> None:
    one = replace(data_of([leg("COL", "ESP", cite(period=2005))]), path="old.yaml")
    two = data_of([leg("COL", "ESP", cite(period=2015)), leg("COL", "PRT", cite(period=2015))])
    found = compare(one, with_data=two, years=2005, with_years=2015, weighting="equal")
    view = comparison_view(found, two, STYLE, largest=None)
    assert view.title == "Change: cocaine, old.yaml 2005 and small.yaml 2015"
