"""Sentences of networks in which rounding, equals and the whole of it are easily told wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.networks import cite, data_of, leg
from trafficroutes import chokepoints, compare, cooperation, hubs, paths, sensitivity, sweep
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.saying import tenths
from trafficroutes.question.solving import ask, solve_question
from trafficroutes.question.warnings import warnings_of


def told(question: Any, data: Dataset, **options: Any) -> str:
    """Return the sentences of the one answer, between Colombia and Spain."""
    result = question(data, "COL", "ESP", **{"weighting": "equal", "draws": 0, **options})
    (answer,) = result.answers
    return " ".join(result.sentences(answer))


def test_the_main_hubs_of_three_ways() -> None:
    data = data_of("COL > BRA > ESP 5\nCOL > GNB > ESP 3\nCOL > MEX > ESP 1\nCOL > ESP 1")
    assert told(hubs, data, weighting="volume") == (
        "Most of it passes Brazil (50 %); less of it passes Guinea-Bissau (30 %) and Mexico "
        "(10 %). 10 % goes straight, without a transit country."
    )
    data = data_of("COL > BRA > ESP 4\nCOL > GNB > ESP 3\nCOL > MEX > ESP 3")
    assert told(hubs, data, weighting="volume") == (
        "The main transit countries are Brazil (40 %), Guinea-Bissau (30 %) and Mexico (30 %)."
    )


def test_what_is_small_is_named_only_where_it_is_the_largest() -> None:
    data = data_of("COL > BRA > ESP 1\nCOL > GNB > ESP 2\nCOL > ESP 97")
    assert told(hubs, data, weighting="volume") == (
        "The main transit country is Guinea-Bissau (2 %). 97 % goes straight, without a transit "
        "country."
    )


def test_countries_that_are_not_stated() -> None:
    data = data_of("COL > R:EU 4\nCOL > ESP 3\nCOL > BEL 3", regions={"EU": ["ESP", "BEL", "SWE"]})
    result = hubs(data, "COL", "R:EU", weighting="volume", draws=0)
    assert result.sentences(result.answers[0])[1:] == (
        (
            "It arrives first mainly in Belgium (30 %) and Spain (30 %); for 40 % no country is "
            "stated."
        ),
    )
    only = data_of("COL > R:EU\nCOL > R:SOUTH", regions={"EU": ["ESP", "BEL"], "SOUTH": ["ESP"]})
    result = hubs(only, "COL", "R:EU", weighting="equal", draws=0)
    assert result.sentences(result.answers[0])[1] == (
        "Where it arrives first is not stated for 100 %."
    )


def test_no_route_stands_out() -> None:
    ways = ("BRA", "GNB", "MEX", "FRA", "PER", "ECU", "VEN", "PAN", "GHA", "MLI", "SEN")
    data = data_of("\n".join(f"COL > {way} > ESP" for way in ways))
    assert told(paths, data, count=3) == (
        "No route stands out: the likeliest is Colombia > Brazil > Spain (9 %). The 3 likeliest "
        "routes make up 27 % of what arrives; the rest goes by other routes."
    )


def test_routes_that_are_all_leave_no_rest() -> None:
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP")
    text = told(paths, data)
    assert "The 2 likeliest routes make up 100 % of what arrives" in text
    assert "the rest" not in text


def test_hubs_of_one_share_are_named_alike() -> None:
    text = told(hubs, data_of("COL > BRA > GNB > ESP"))
    assert "Brazil (100 %)" in text
    assert "Guinea-Bissau (100 %)" in text
    assert "less of it" not in text


def test_where_all_goes_straight_all_of_it_does() -> None:
    data = data_of("COL > ESP")
    assert told(chokepoints, data).startswith(
        "All of it arrives without passing any transit country, "
    )
    some = data_of("COL > ESP\nCOL > BRA > ESP")
    assert told(chokepoints, some) == (
        "Some of it arrives without passing any transit country, which no set of countries stops. "
        "To stop all of the rest, at least 1 country has to be closed."
    )


def test_countries_that_appear_and_disappear_change() -> None:
    """In 2005 all goes by BRA, in 2015 by GNB."""
    data = data_of(
        [
            leg(i, j, cite(key, period=year))
            for year, key, place in ((2005, "a", "BRA"), (2015, "b", "GNB"))
            for i, j in (("COL", place), (place, "ESP"))
        ]
    )
    asked: dict[str, Any] = {"years": 2005, "with_years": 2015, "weighting": "equal", "draws": 0}
    between = compare(data, "COL", "ESP", **asked)
    assert "Guinea-Bissau gains most (0 % to 100 %)" in str(between)
    network = compare(data, **asked)
    assert "no country gains or loses" not in str(network)
    assert "Guinea-Bissau" in str(network)


def test_nothing_changes_where_nothing_did() -> None:
    data = data_of([leg("COL", "ESP", cite(period=2005), cite("b", period=2015))])
    found = compare(data, years=2005, with_years=2015, weighting="equal", draws=0)
    assert str(found).startswith("Cocaine: From 2005 to 2015 no country gains or loses. ")


def test_sets_that_cannot_be_told_apart() -> None:
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP\nCOL > MEX > ESP")
    assert told(sweep, data, draws=40).endswith(
        "The evidence cannot tell it from the next, Guinea-Bissau (33 %): their ranges overlap. "
        "Other cited routes are left for all of it, so goods could go round."
    )
    assert told(sweep, data, size=2).startswith(
        "The best of 3 sets of 2 countries is Brazil and Guinea-Bissau: 67 % of what arrives "
        "passes one of them. Other cited routes are left"
    )


def test_several_are_they() -> None:
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP")
    assert told(sweep, data, size=2).endswith("Without them nothing arrives by any cited route.")


@pytest.mark.parametrize("question", ["compare", "cooperation", "sensitivity", "notes"])
def test_one_is_no_plural(question: str) -> None:
    one = data_of(
        [
            leg("COL", "BRA", cite("a", period=2005), cite("b", period=2005)),
            leg("BRA", "ESP", cite("a", period=2015)),
        ],
    )
    if question == "compare":
        text = str(compare(one, years=2005, with_years=2015, weighting="equal", draws=0))
        assert "1 connection appears, 1 disappears " in text
    elif question == "cooperation":
        assert "Of the 1 countries" not in told(cooperation, one)
    elif question == "sensitivity":
        text = str(sensitivity(one, "COL", "ESP", weighting="equal", draws=0))
        assert "1 of 2 legs has 2 or more independent citations; it gives no ranking." in text
    else:
        until = data_of([leg("COL", "ESP", cite(period={"to": 2010}))])
        (answer,) = hubs(until, "COL", "ESP", years=2005, weighting="equal", draws=0).answers
        assert any(note.startswith("1 leg stands on statements") for note in answer.notes)


def test_a_long_way_counts_legs() -> None:
    """COL > VEN > [WA: GNB] and GNB > SEN > MLI > ESP: five legs, as many as hubs counts."""
    data = data_of("COL > VEN > R:WA\nGNB > SEN > MLI > ESP", regions={"WA": ["GNB"]})
    (answer,) = hubs(data, "COL", "ESP", weighting="equal", draws=0).answers
    assert answer.expected_legs == pytest.approx(5)
    (solved,) = solve_question(data, ask(data, "COL", "ESP", {"weighting": "equal"}))
    assert warnings_of(solved) == ()


def test_the_busiest_connection_has_no_more_than_all() -> None:
    data = data_of("COL > VEN 1\nVEN > BRA 9\nBRA > VEN 9\nBRA > ESP 1")
    asked: dict[str, Any] = {"weighting": "volume", "retention": "none", "draws": 0}
    (answer,) = hubs(data, "COL", "ESP", **asked).answers
    (note,) = [note for note in answer.notes if "one report alone tells" in note]
    part = re.match(r"(\d+) % of what arrives goes ", note)
    assert part
    assert int(part[1]) <= 100


def test_what_is_all_but_for_its_last_digits_is_all() -> None:
    assert tenths(1 - 1e-15) == "100.0 %"
    assert tenths(1e-16) == "0.0 %"
