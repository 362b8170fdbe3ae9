"""What changes between two periods and two files, by hand."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.comparison.answer import compare
from trafficroutes.analysis.comparison.changes import BeforeAndAfter
from trafficroutes.analysis.comparison.results import ComparisonAnswer
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError
from trafficroutes.model.dataset import Dataset


def moved(origin: str, to: str, source: str, year: int | None, amount: float = 1) -> dict[str, Any]:
    """Return a leg with one dated citation."""
    period = {} if year is None else {"period": year}
    return leg(origin, to, cite(source, quantity=tonnes(amount), **period))


def both(origin: str, to: str, before: float, after: float) -> dict[str, Any]:
    """Return a leg with a tonnage in 2005 and another in 2015, by two documents."""
    return leg(
        origin,
        to,
        cite("a", period=2005, quantity=tonnes(before)),
        cite("b", period=2015, quantity=tonnes(after)),
    )


#: 2005: COL --6--> BRA --5--> ESP, COL --1--> VEN --2--> ESP
#: 2015: COL --2--> BRA --1--> ESP, COL --9--> ECU --8--> ESP, and VEN no more
LEGS = [
    both("COL", "BRA", 6, 2),
    both("BRA", "ESP", 5, 1),
    moved("COL", "VEN", "a", 2005, 1),
    moved("VEN", "ESP", "c", 2005, 2),
    moved("COL", "ECU", "b", 2015, 9),
    moved("ECU", "ESP", "d", 2015, 8),
    moved("COL", "PAN", "a", None),
]
DATA = data_of(LEGS)


def changed(data: Dataset = DATA, *ends: str, **options: Any) -> ComparisonAnswer:
    asked = {"weighting": "volume", "years": 2005, "with_years": 2015, "draws": 0}
    options = {**asked, **options}
    return compare(data, *ends, **options).answers[0]


def places(answer: ComparisonAnswer) -> dict[str, BeforeAndAfter]:
    return {item.place: item.change for item in answer.places}


def legs(answer: ComparisonAnswer) -> dict[str, BeforeAndAfter]:
    return {f"{item.origin}>{item.to}": item.change for item in answer.legs}


def test_what_appears_disappears_and_stays() -> None:
    answer = changed()
    status = {key: change.status for key, change in legs(answer).items()}
    assert list(status.items()) == [
        ("COL>ECU", "appears"),
        ("ECU>ESP", "appears"),
        ("VEN>ESP", "disappears"),
        ("COL>VEN", "disappears"),
        ("COL>BRA", "stays"),
        ("BRA>ESP", "stays"),
    ]
    assert answer.jaccard == near(2 / 6)
    assert answer.jaccard_places == near(3 / 5)
    assert (answer.before.connections, answer.after.connections) == (4, 4)
    assert (answer.before.documents, answer.after.documents) == (2, 2)


def test_ranks_before_and_after() -> None:
    """Strengths 2005: BRA 11, COL 7, ESP 7, VEN 3; 2015: ECU 17, COL 11, ESP 9, BRA 3."""
    found = places(changed())
    assert found["BRA"] == BeforeAndAfter("stays", near(11), near(3), 1, 4, -3)
    assert found["COL"] == BeforeAndAfter("stays", near(7), near(11), 2, 2, 0)
    assert found["ESP"] == BeforeAndAfter("stays", near(7), near(9), 2, 3, -1)
    assert found["ECU"] == BeforeAndAfter("appears", None, near(17), None, 1, None)
    assert found["VEN"] == BeforeAndAfter("disappears", near(3), None, 4, None, None)
    assert list(found) == ["ECU", "VEN", "BRA", "ESP", "COL"]
    assert legs(changed())["COL>BRA"] == BeforeAndAfter("stays", near(6), near(2), 1, 3, -2)


def test_rank_correlation_is_of_those_on_both_sides() -> None:
    """BRA, COL and ESP: 11, 7, 7 and 3, 11, 9. One tie before: rho -.866, tau -2 / sqrt(6)."""
    found = changed().correlation
    assert found.common == 3
    assert found.spearman == pytest.approx(-0.8660254)
    assert found.kendall == pytest.approx(-2 / 6**0.5)
    assert changed().correlation_legs.common == 2
    assert changed().correlation_legs.spearman is None


def test_another_measure_ranks_places() -> None:
    found = places(changed(by="strength_in"))
    assert found["ESP"] == BeforeAndAfter("stays", near(7), near(9), 1, 1, 0)


def test_between_an_origin_and_a_destination_it_is_hub_and_leg_shares() -> None:
    """2005: 6/7 by BRA, 1/7 by VEN; 2015: 2/11 by BRA, 9/11 by ECU."""
    answer = changed(DATA, "COL", "ESP", retention="none")
    assert answer.by == "hub_share"
    found = places(answer)
    assert found["BRA"] == BeforeAndAfter("stays", near(6 / 7), near(2 / 11), 1, 2, -1)
    assert found["VEN"].before == near(1 / 7)
    assert found["ECU"].after == near(9 / 11)
    assert set(found) == {"BRA", "VEN", "ECU"}
    assert legs(answer)["COL>BRA"].after == near(2 / 11)


def test_no_route_on_one_side_is_an_answer_and_on_both_is_none() -> None:
    answer = changed(DATA, "COL", "ESP", with_years=2010)
    assert {change.status for change in places(answer).values()} == {"disappears"}
    assert "No route leads there after" in answer.notes
    assert "No leg is cited after" in changed(with_years=2010).notes
    with pytest.raises(NoRouteError):
        changed(DATA, "COL", "ESP", years=2009, with_years=2010)


def test_legs_that_only_other_documents_tell_of_are_marked_and_counted() -> None:
    """Neither c nor d says anything of the other period, and nor does b; a does."""
    data = data_of([*LEGS, leg("PER", "BRA", cite("a", period=2015, quantity=tonnes(1)))])
    answer = changed(data)
    marked = {f"{item.origin}>{item.to}" for item in answer.legs if item.other_documents}
    assert marked == {"COL>ECU", "ECU>ESP", "VEN>ESP"}
    assert any("Of 5 connections on one side only, 3 stand on documents" in n for n in answer.notes)


def test_the_caveat_stands_first() -> None:
    assert changed().notes[0].startswith("Evidence, not trade, may have changed")
    assert any(
        note == "Before: Only evidence about 2005 is used; left out: 1 leg without a dated citation"
        for note in changed().notes
    )


def test_periods_that_share_years_are_said_to() -> None:
    assert any("share years" in note for note in changed(years="2005-2015").notes)
    assert not any("share years" in note for note in changed().notes)


def test_two_files() -> None:
    """The other file has lost a leg and holds a family of its own."""
    heroin = leg("AFG", "IRN", commodity="heroin")
    other = data_of([moved("COL", "BRA", "a", 2005, 6), heroin])
    result = compare(DATA, with_data=other, weighting="evidence")
    assert [answer.commodity for answer in result.answers] == ["cocaine", "opiates"]
    cocaine, opiates = result.answers
    assert {key for key, change in legs(cocaine).items() if change.status == "stays"} == {"COL>BRA"}
    assert legs(opiates)["AFG>IRN"].status == "appears"
    assert not any("share years" in note for note in cocaine.notes)
    assert (result.dataset, result.with_dataset) != (None, None)
    assert result.dataset != result.with_dataset


def test_two_files_in_one_period() -> None:
    other = data_of([both("COL", "BRA", 6, 2)])
    result = compare(DATA, with_data=other, years=2015, weighting="evidence")
    assert result.with_query.years == result.query.years
    assert {item.change.status for item in result.answers[0].legs} == {"stays", "disappears"}


def estimable(*more: dict[str, Any]) -> Dataset:
    """Return the legs with production and consumption of 2005, and so an estimate of it."""
    return data_of(
        [*LEGS, *more],
        production_records=[_figure("made", "COL", 30, 2005)],
        consumption=[{**_figure("used", "ESP", 9, 2005), "measure": "consumption"}],
    )


def test_auto_weighs_both_sides_alike() -> None:
    """Consumption is cited for 2005 alone, so only periods around it have a flow estimate."""
    remark = "The flow estimate does not reach both sides"
    answer = changed(estimable(), with_years="2004-2006", weighting="auto")
    assert answer.weighting == "estimate"
    assert not any(note.startswith(remark) for note in answer.notes)
    for ends in ((), ("COL", "ESP")):
        answer = changed(estimable(), *ends, weighting="auto")
        assert answer.weighting == "evidence"
        assert any(note.startswith(remark) for note in answer.notes)


def test_auto_falls_back_where_the_estimate_has_no_way() -> None:
    """By the estimate nothing goes to PAN, though a leg to it is cited."""
    data = estimable(moved("COL", "PAN", "e", 2005) | {"id": "two"})
    answer = changed(data, "COL", "PAN", with_years="2004-2006", weighting="auto")
    assert answer.weighting == "evidence"
    assert legs(answer)["COL>PAN"] == BeforeAndAfter("stays", near(1), near(1), 1, 1, 0)
    with pytest.raises(NoRouteError):
        changed(data, "COL", "PAN", with_years="2004-2006", weighting="estimate")


def test_a_leg_that_carries_nothing_in_the_estimate_is_cited_all_the_same() -> None:
    """Nothing ends in PAN in either period, and yet it is not gone."""
    data = estimable(moved("COL", "PAN", "e", 2005) | {"id": "two"})
    answer = changed(data, with_years="2004-2006", weighting="estimate")
    assert legs(answer)["COL>PAN"] == BeforeAndAfter("stays", 0.0, 0.0, 5, 5, 0)
    assert places(answer)["PAN"].status == "stays"


def _figure(key: str, place: str, amount: float, year: int) -> dict[str, Any]:
    quantity = {"best": amount, "unit": "t_per_year"}
    cited = {"source": "a", "locator": "p. 2", "credibility": 1, "period": year}
    return {
        "id": key,
        "place": place,
        "commodity": "cocaine",
        "citations": [{**cited, "quantity": quantity}],
    }


def test_regions_are_ends_of_connections_and_not_ranked() -> None:
    data = data_of([*LEGS, moved("COL", "R:WA", "a", 2005)], regions={"WA": ["GNB", "SEN"]})
    answer = changed(data)
    assert legs(answer)["COL>R:WA"].status == "disappears"
    assert not any(code.startswith("R:") for code in places(answer))
    assert answer.notes[-1].endswith("only countries are ranked as places")


def test_plain_values() -> None:
    answer = changed().to_dict()
    keys = {"status", "before", "after", "rank_before", "rank_after", "change", "beyond_draws"}
    keys |= {"interval_before", "interval_after", "rank_interval_before", "rank_interval_after"}
    keys |= {f"range_{level}_{side}" for level in (50, 90) for side in ("before", "after")}
    assert set(answer["places"][0]) == {"place", "name", *keys}
    assert set(answer["legs"][0]) == {"from", "to", "ids", "other_documents", *keys}
    assert set(answer["before"]) == {"years", "data", "connections", "places", "documents", "draws"}
    assert set(answer["correlation"]) == {"common", "spearman", "kendall"}
    json.dumps(answer, allow_nan=False)
    found = compare(DATA, years=2005, with_years=2015, weighting="volume")
    sides = (found.answers[0].before, found.answers[0].after)
    assert [side.draws and side.draws.without_route for side in sides] == [3, 27]
    (text,) = str(found).splitlines()
    # So few draws as those of 2005 are told in a note alone.
    told = re.fullmatch(
        r"Cocaine: After: [Oo]nly in 86 % of the draws of the evidence is there a leg at all\. "
        r"From 2005 to 2015 .*Brazil loses most \(strength rank 1 to 4\).*\. 2 connections appear, "
        r"2 disappear and 2 stay\.",
        text,
    )
    assert told, text


def test_wrong_questions_say_the_way_out() -> None:
    with pytest.raises(QueryError, match="name the other side"):
        compare(DATA, years=2005)
    with pytest.raises(QueryError, match="same period of the same file"):
        compare(DATA, years=2005, with_years="2005")
    with pytest.raises(QueryError, match="or neither"):
        compare(DATA, "COL", years=2005, with_years=2015)
    with pytest.raises(QueryError, match="rank by hub share"):
        compare(DATA, "COL", "ESP", years=2005, with_years=2015, by="strength")
    with pytest.raises(UnknownNameError, match="unknown measure 'strenght'; did you mean strength"):
        compare(DATA, years=2005, with_years=2015, by="strenght")
    with pytest.raises(QueryError, match="no leg fits on either side"):
        compare(DATA, years=1990, with_years=1991)


@pytest.mark.parametrize("since", [2015, "2015", "2015-", "2015\N{EN DASH}", "since 2015"])
def test_the_years_before_one_against_those_since(since: Any) -> None:
    turned = compare(DATA, since=since, weighting="volume", draws=0)
    named = compare(DATA, years="-2014", with_years="2015-", weighting="volume", draws=0)
    assert turned.to_dict() == named.to_dict()
    assert (str(turned.query.years), str(turned.with_query.years)) == ("until 2014", "since 2015")
    kinds = [leg.change.status for leg in turned.answers[0].legs]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "appears": 2,
        "disappears": 2,
        "stays": 2,
    }


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"since": "2010-2015"}, "no year to begin with"),
        ({"since": "-2015"}, "no year to begin with"),
        ({"since": "soon"}, "no period"),
        ({"since": 1800}, "no years before 1800"),
        ({"since": 2015, "years": 2005}, "names both sides"),
        ({"since": 2015, "with_years": 2005}, "names both sides"),
        ({"since": 2015, "with_data": DATA}, "names both sides"),
    ],
)
def test_since_stands_alone_and_is_a_year(options: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        compare(DATA, draws=0, **options)
