"""What heads an answer that the data can hardly carry: each warning on and off, by hand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, cast

import pytest

from tests.networks import cite, data_of, leg
from trafficroutes import chokepoints, cooperation, hubs, paths, sweep, whatif, why
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.query import Options
from trafficroutes.question.solving import ask, solve_question
from trafficroutes.question.warnings import warnings_of

FAINT = (
    "Little can be said here: by the cited legs less than 0.1 % of what sets out arrives, and all "
    "shares are shares of that."
)


def long(legs: int) -> str:
    return (
        f"Little can be said here: the shortest cited way has {legs} legs, each told of by reports "
        "about other journeys."
    )


def far(years: str, away: int) -> str:
    return (
        f"Little can be said of {years}: the nearest evidence of these ways is {away} years from "
        "it."
    )


def warned(data: Dataset, origin: str = "COL", **options: Any) -> tuple[str, ...]:
    query = ask(data, origin, "ESP", cast("Options", {"weighting": "equal", **options}))
    return warnings_of(solve_question(data, query)[0])


@pytest.mark.parametrize(("elsewhere", "told"), [(999, ()), (999.1, (FAINT,)), (9999, (FAINT,))])
def test_hardly_anything_arrives(elsewhere: float, told: tuple[str, ...]) -> None:
    """Of what COL sends 1 t goes to ESP, and the rest to MEX, where no way leads on."""
    data = data_of(f"COL > ESP 1\nCOL > MEX {elsewhere}")
    assert warned(data, weighting="volume") == told


WAY = ("COL", "VEN", "BRA", "GNB", "SEN", "MLI", "DZA", "ESP")


@pytest.mark.parametrize("legs", range(1, 8))
def test_a_long_way(legs: int) -> None:
    data = data_of(" > ".join((*WAY[:legs], "ESP")))
    assert warned(data) == ((long(legs),) if legs >= 6 else ())


def test_a_long_way_beside_a_shorter_one_is_none() -> None:
    """By the shorter way it is five legs, whatever the part that goes there."""
    chain = " > ".join(WAY)
    assert warned(data_of(chain)) == (long(7),)
    assert warned(data_of(f"{chain}\nVEN > SEN")) == ()
    rare = data_of("\n".join([f"{i} > {j} 99" for i, j in pairwise(WAY)]
                             + ["VEN > SEN 1"]))  # fmt: skip
    assert warned(rare, weighting="volume") == ()


def test_the_nearest_origin_counts() -> None:
    """PER lies five legs before ESP, COL seven; from COL alone it is a long way."""
    drawing = f"{' > '.join(WAY)}\nPER > GNB"
    data = data_of(drawing, regions={"TWO": ["COL", "PER"]})
    assert warned(data, "COL") == (long(7),)
    assert warned(data, "R:TWO") == ()


def dated(*years: int | None) -> list[dict[str, Any]]:
    return [cite() if year is None else cite(period=year) for year in years]


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ("2010", ()),
        ("2011", (far("2011", 21),)),
        ("2025-2030", (far("2025-2030", 35),)),
        ("1970", ()),
        ("1969", (far("1969", 21),)),
    ],
)
def test_evidence_of_another_time(years: str, told: tuple[str, ...]) -> None:
    data = data_of([leg("COL", "BRA", *dated(1990)), leg("BRA", "ESP", *dated(1990, None))])
    assert warned(data, years=years, weighting="evidence") == told


def test_only_evidence_of_ways_in_use_counts() -> None:
    """FRA is no way to ESP, so that what is said of it in 2015 does not count."""
    legs = [leg("COL", "ESP", *dated(1980))]
    elsewhere = [leg("COL", "FRA", *dated(2015))]
    by_brazil = [leg("COL", "BRA", *dated(1985)), leg("BRA", "ESP", *dated(2000))]
    asked = {"years": "2015", "weighting": "evidence"}
    assert warned(data_of([*legs, *elsewhere]), **asked) == (far("2015", 35),)
    assert warned(data_of([*legs, *by_brazil]), **asked) == ()


def test_undated_evidence_and_questions_of_all_years_are_of_no_other_time() -> None:
    assert warned(data_of("COL > ESP"), years="2015", weighting="evidence") == ()
    old = data_of([leg("COL", "ESP", *dated(1950))])
    assert warned(old, weighting="evidence") == ()


def test_several_warnings_stand_in_order() -> None:
    legs = [leg(i, j, *dated(1980)) for i, j in pairwise(WAY)]
    # One leg of 1 in 2 000 goes on; the others end nowhere.
    lost = [leg(place, "MEX", *dated(1980)) for place in WAY[:-1]]
    elsewhere = [leg(place, "USA", *dated(1980)) for place in WAY[:-1]]
    data = data_of([*legs, *lost, *elsewhere])
    assert warned(data, years="2010", weighting="evidence") == (FAINT, long(7), far("2010", 30))


OLD = data_of(
    [leg("COL", "BRA", cite("f", period=1980)), leg("BRA", "ESP", cite("f1", period=1980))]
)
ASKED: dict[str, Callable[..., Any]] = {
    "hubs": hubs,
    "paths": paths,
    "why": lambda *asked, **options: why(asked[0], "BRA", *asked[1:], **options),
    "chokepoints": chokepoints,
    "cooperation": cooperation,
    "whatif": lambda *asked, **options: whatif(*asked, remove=["BRA"], **options),
    "sweep": sweep,
}


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_begins_with_them(name: str) -> None:
    result = ASKED[name](OLD, "COL", "ESP", years="2010", weighting="evidence", draws=30)
    (answer,) = result.answers
    assert answer.warnings == (far("2010", 30),)
    assert answer.to_dict()["warnings"] == [far("2010", 30)]
    told = result.sentences(answer)
    assert told[0] == far("2010", 30)
    assert len(told) > 1
    assert far("2010", 30) in str(result)
    near = ASKED[name](OLD, "COL", "ESP", years="1985", weighting="evidence", draws=30)
    assert near.answers[0].to_dict()["warnings"] == []
    assert "Little can be said" not in str(near)


def test_draws_without_a_route_stand_before_them() -> None:
    chain = data_of([leg(i, j, cite("c")) for i, j in pairwise(WAY)])
    result = hubs(chain, "COL", "ESP", weighting="equal", draws=60)
    told = result.sentences(result.answers[0])
    assert told[0].endswith(" of the draws of the evidence is there a route at all.")
    assert told[1] == long(7)
