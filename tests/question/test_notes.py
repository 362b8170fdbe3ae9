"""What an answer says of itself."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.errors import NoRouteError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.dataset import Dataset

ALWAYS = "Shares describe reported evidence about movements, not guilt and not a measured trade"


def notes(data: Dataset, **options: Any) -> tuple[str, ...]:
    return hubs(data, "COL", "ESP", draws=0, **options).answers[0].notes


def test_the_plainest_answer() -> None:
    """First what could change how it is read, last what is true of all."""
    found = notes(data_of("COL > ESP"))
    assert found[:3] == (
        "No citation gives a year",
        "100 % of what arrives goes Colombia > Spain, of which one report alone tells (a)",
        "No place on the way has a cited market, so nothing is taken to stay there",
    )
    assert found[3].startswith("Legs are weighted by the strength of their evidence")
    assert found[4:] == (ALWAYS,)


@pytest.mark.parametrize(
    ("weighting", "told"),
    [
        ("evidence", "Legs are weighted by the strength of their evidence"),
        ("equal", "Every leg counts alike"),
        ("volume", "Legs are weighted by cited tonnage a year"),
    ],
)
def test_weighting(weighting: str, told: str) -> None:
    assert notes(data_of("COL > ESP 3"), weighting=weighting)[-2].startswith(told)


def test_left_out_for_want_of_a_quantity() -> None:
    data = data_of(
        [
            leg("COL", "ESP", cite(quantity=tonnes(1))),
            leg("COL", "BRA"),
            leg("COL", "MEX", cite(quantity=tonnes(0))),
        ]
    )
    assert notes(data, weighting="volume", drop_unquantified=True)[-2].endswith(
        " (dollars for money); left out: 1 leg without a flow quantity; left out: 1 leg with a "
        "quantity or a grade worth 0"
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2001, 2010, "Evidence of all years is pooled (2001-2010)"),
        (
            2001,
            2011,
            (
                "Evidence of all years is pooled (2001-2011): routes change over such a time, "
                "--years narrows it"
            ),
        ),
        (2005, 2005, "Evidence of all years is pooled (2005)"),
    ],
)
def test_the_span_of_the_evidence(first: int, last: int, expected: str) -> None:
    data = data_of([leg("COL", "ESP", cite(period=first), cite("b", period=last))])
    assert notes(data)[0] == expected


def test_filters_count_what_they_leave_out() -> None:
    data = data_of(
        [
            leg("COL", "ESP", cite(period=2005, modes=["land"])),
            leg("COL", "BRA"),
            leg("COL", "MEX"),
            leg("COL", "PAN", cite(period=2005)),
        ]
    )
    found = notes(data, years="2004-2006", modes=("land",), weighting="equal")
    assert (found[0], found[2]) == (
        "Only evidence about 2004-2006 is used",
        "Left out: 2 legs without a dated citation and 1 leg of unknown mode",
    )
    found = notes(data, years="2004-2006", weighting="equal")
    assert found[2] == "Left out: 2 legs without a dated citation"
    assert notes(data, modes=("land",))[2] == "Left out: 3 legs of unknown mode"
    # By evidence the period leaves nothing out: it weighs.
    found = notes(data, years="2004-2006", modes=("land",))
    assert (found[2], found[3]) == (
        (
            "Evidence about 2004-2006 counts in full, other evidence half for every 4 years from "
            "it, undated evidence half"
        ),
        "Left out: 3 legs of unknown mode",
    )
    assert not any(note.startswith("Left out") for note in notes(data, years="2004-2006"))


def test_many_names_are_counted() -> None:
    regions = {f"R{n}": ["GNB"] for n in range(10)}
    drawing = "COL > ESP\n" + "\n".join(f"R:{key} > ESP" for key in regions)
    found = notes(data_of(drawing, regions=regions))
    (note,) = [note for note in found if "out of regions" in note]
    assert note.startswith("10 legs out of regions are left out, because the origin does not hold ")
    assert note.endswith("these: " + ", ".join(f"Region R{n}" for n in range(8)) + " and 2 more")


@pytest.mark.parametrize(("year", "told"), [(1989, 1), (1990, 0), (2030, 0)])
def test_that_all_evidence_is_of_another_time_is_told_wherever_years_are(
    year: int, told: int
) -> None:
    """The evidence nearest to 1989 is 21 years from it; of the whole network, whatever is used."""
    legs = [leg("COL", "ESP", cite(period=2010)), leg("COL", "BRA", cite(period=2015))]
    graph = build_graph(data_of(legs), "cocaine", years=str(year), weighting="evidence")
    far = "undated evidence half; the nearest evidence is 21 years from it, so little can be said"
    for found in (
        notes(data_of(legs), years=str(year), weighting="evidence"),
        centrality(graph, draws=0).answers[0].notes,
    ):
        assert sum(f"{far} of that time" in note for note in found) == told
        assert any(note.startswith(f"Evidence about {year} counts in full") for note in found)


def test_what_stays_is_told_by_the_weighting() -> None:
    """Of 9 t that reach Brazil 4 t leave it; a market is cited in neither Brazil nor Mexico."""
    data = data_of("COL > BRA 9\nBRA > ESP 4\nCOL > MEX 1\nMEX > ESP 1")
    told = "Part of the goods stays in 1 place on the way into which more comes than goes out"
    assert any(note.startswith(told) for note in notes(data, weighting="volume"))
    even = data_of("COL > MEX > ESP 1")
    told = "More comes into no place on the way than goes out of it, so nothing stays there"
    assert told in notes(even, weighting="volume")


def test_by_records_goods_stay_at_cited_markets_too() -> None:
    """One record into Brazil and one out of it: a market is cited there all the same."""
    found = notes(data_of("COL > BRA > ESP", markets=["BRA"]), weighting="records")
    told = "into which more comes than goes out, or with a cited market (--retention none"
    assert any(f"stays in 1 place on the way {told}" in note for note in found)


def test_statements_without_a_first_year_are_told() -> None:
    data = data_of(
        [leg("COL", "ESP", cite(period={"to": 2010})), leg("COL", "BRA", cite(period=2005))]
    )
    told = re.compile(
        r"1 leg stands? on statements that name no first year; such a statement counts for the 10 "
        r"years up to its last"
    )
    assert any(map(told.fullmatch, notes(data, years="2001")))
    assert any(map(told.fullmatch, notes(data, years="2001", weighting="equal")))
    assert not any(map(told.search, notes(data)))
    with pytest.raises(NoRouteError, match="in 2000"):
        notes(data, years="2000", weighting="equal")
    # Its years begin in 2001: by evidence it is one of a year later.
    assert notes(data, years="2001")[0].startswith("100 % of this stands on evidence of 2001, 0 %")
    assert notes(data, years="2000")[0].startswith("0 % of this stands on evidence of 2000, 100 %")


def test_the_busiest_connection_of_one_report_is_told() -> None:
    """Of what arrives 30 % goes by Brazil, whose two legs one report each tells of."""
    two = [cite("a", quantity=tonnes(7)), cite("b", quantity=tonnes(7))]
    by_brazil = [leg("COL", "BRA", cite("c", quantity=tonnes(3))),
                 leg("BRA", "ESP", cite("d", quantity=tonnes(3)))]  # fmt: skip
    found = notes(data_of([leg("COL", "ESP", *two), *by_brazil]), weighting="volume")
    told = [note for note in found if "one report alone tells" in note]
    assert told == ["30 % of what arrives goes Brazil > Spain, of which one report alone tells (d)"]
    assert found.index(told[0]) == 1


@pytest.mark.parametrize(("tonnes_by_brazil", "told"), [(10, True), (9.9, False)])
def test_a_connection_of_less_than_a_tenth_is_passed_over(
    tonnes_by_brazil: float, *, told: bool
) -> None:
    straight = leg(
        "COL",
        "ESP",
        cite("a", quantity=tonnes(100 - tonnes_by_brazil)),
        cite("b", quantity=tonnes(100 - tonnes_by_brazil)),
    )
    by_brazil = [
        leg(*ends, cite("c", quantity=tonnes(tonnes_by_brazil)))
        for ends in (("COL", "BRA"), ("BRA", "ESP"))
    ]
    found = notes(data_of([straight, *by_brazil]), weighting="volume")
    assert any("one report alone tells" in note for note in found) is told


def test_reports_that_repeat_one_estimate_are_one() -> None:
    told = "100 % of what arrives goes Colombia > Spain, of which one report alone tells (a)"
    one = {"one": {"statement": "One figure"}}
    repeating = [cite(key, estimate="one") for key in "ab"]
    assert told in notes(data_of([leg("COL", "ESP", *repeating)], estimates=one))
    assert told not in notes(data_of([leg("COL", "ESP", *map(cite, "ab"))]))
