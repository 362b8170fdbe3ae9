"""Who says that goods go from A to B."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trafficroutes as tr
from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.legs.contradictions import FACTOR
from trafficroutes.analysis.legs.results import LegsResult
from trafficroutes.analysis.legs.wording import many

REGIONS = {"WEST": ["ESP", "PRT"], "COAST": ["GNB"]}


def _year(year: int, source: str = "a", **more: object) -> dict[str, object]:
    return cite(source, period=year, **more)


DATA = data_of(
    [
        leg(
            "COL",
            "ESP",
            _year(2010, "a"),
            _year(2019, "b-gov", excerpt=True, modes=["land"]),
            cite("c", stopped=True),
            corridors=["main"],
        ),
        leg("COL", "R:WEST", _year(2012, "a")),
        leg("COL", "PRT", _year(2015, "d", credibility=4), _year(2016, "a")),
        leg("ESP", "COL", _year(2001, "e"), commodity="heroin"),
        leg("COL", "R:EUROPE", _year(2001, "e")),
    ],
    regions=REGIONS,
    corridors={"main": {"name": "The Main Route", "description": "d"}},
    flows=[
        {
            "id": "flow-1",
            "from": "COL",
            "to": "PRT",
            "via": ["ESP"],
            "commodity": "cocaine",
            "citations": [_year(2011, "a")],
        }
    ],
)


def test_citations_are_of_all_legs_between_and_the_newest_comes_first() -> None:
    found = tr.legs(DATA, "Colombia", "Spain")
    assert [told.years for told in found.citations] == ["2019", "2010", None]
    assert found.summary.years == (2010, 2019)
    assert found.summary.kinds == {"press": 2, "government": 1}
    assert (found.summary.undated, found.summary.stopped, found.summary.excerpts) == (1, 1, 1)
    assert found.citations[0].marks == ("excerpt",)
    assert found.legs[0].modes == ("land",)
    assert repr(found).startswith(
        "<LegsResult That cocaine goes from Colombia to Spain is told by 3"
    )


def test_a_region_takes_in_its_members_and_itself_and_no_region_around_it() -> None:
    found = tr.legs(DATA, "COL", "R:WEST")
    assert {told.to for told in found.legs} == {"ESP", "PRT", "R:WEST"}
    assert any("1 leg is told of the region itself" in note for note in found.notes)
    # Europe holds both members, so what is told of it may be meant, and is no part of it.
    assert any("1 more leg is told of regions that hold an end" in note for note in found.notes)


def test_a_leg_told_of_a_wider_region_is_named_and_not_counted() -> None:
    found = tr.legs(DATA, "COL", "ESP")
    assert [told.id for told in found.legs] == ["cocaine.COL-ESP"]
    wider = [note for note in found.notes if "more legs are told of regions" in note]
    assert len(wider) == 1
    assert "Region WEST" in wider[0]


def test_one_leg_by_its_id_and_the_legs_of_a_corridor() -> None:
    one = tr.legs(DATA, "cocaine.COL-ESP")
    assert (one.query.kind, one.query.origin, one.query.destination) == ("leg", "COL", "ESP")
    assert len(one.citations) == 3
    route = tr.legs(DATA, "main route")
    assert (route.query.kind, route.query.corridor) == ("corridor", "main")
    assert route.citations == one.citations
    assert route.sentence.startswith("The Main Route has 1 leg (cocaine)")


def test_what_is_asked_of_evidence_leaves_out_citations_and_says_so() -> None:
    found = tr.legs(DATA, "COL", "R:WEST", years="2012-2016", min_citations=2)
    assert [told.id for told in found.legs] == ["cocaine.COL-PRT"]
    assert {told.source for told in found.citations} == {"a", "d"}
    total = tr.legs(DATA, "COL", "R:WEST").summary
    gone = total.citations - found.summary.citations
    said = f"{many(gone, 'citation')}, and with them {many(total.legs - 1, 'leg')}"
    assert any(said in note for note in found.notes)
    assert [c.years for c in tr.legs(DATA, "COL", "ESP", modes="land").citations] == ["2019"]
    with pytest.raises(tr.NoRouteError, match=r"leave out all 1 citation of 1 leg"):
        tr.legs(DATA, "ESP", "COL", without_press=True)


def test_nothing_found_names_what_there_is_the_other_way_round() -> None:
    with pytest.raises(tr.NoRouteError, match="The other way round there is 1 leg"):
        tr.legs(DATA, "PRT", "COL")
    with pytest.raises(tr.NoRouteError) as lost:
        tr.legs(DATA, "GNB", "BRA")
    assert "other way" not in str(lost.value)
    turned = tr.legs(DATA, "ESP", "COL")
    assert "The other way round there is 1 leg" in turned.notes


def test_statements_about_both_ends_are_no_legs() -> None:
    found = tr.legs(DATA, "COL", "PRT")
    assert [(told.entry, told.via) for told in found.flows] == [("flow-1", ("ESP",))]
    assert "flow-1" not in {told.entry for told in found.citations}
    only = tr.legs(
        data_of(
            [leg("COL", "ESP")],
            flows=[
                {
                    "id": "f",
                    "from": "BRA",
                    "to": "ESP",
                    "commodity": "cocaine",
                    "citations": [cite()],
                }
            ],
        ),
        "BRA",
        "ESP",
    )
    assert only.legs == ()
    assert only.sentence.startswith("No document tells of a leg from Brazil to Spain itself; there")


def test_a_doubted_citation_stands_beside_the_best_that_is_not() -> None:
    found = tr.legs(DATA, "COL", "PRT")
    (one,) = found.contradictions
    assert found.notes[0].startswith("1 citation is graded doubtful (4)")
    assert (one.kind, one.factor) == ("doubt", None)
    assert [side.source for side in one.sides] == ["a", "d"]


@pytest.mark.parametrize(
    ("first", "second", "factor"),
    [
        (tonnes(10), tonnes(30), 3),
        ({"low": 40, "high": 60, "unit": "t_per_year", "basis": "flow"}, tonnes(20), 2),
        ({"low": 40, "unit": "t_per_year", "basis": "flow"}, tonnes(20), 2),
        ({"high": 40, "unit": "t_per_year", "basis": "flow"}, tonnes(20), None),
        ({"low": 15, "high": 60, "unit": "t_per_year", "basis": "flow"}, tonnes(20), None),
        (tonnes(20), tonnes(23), None),
        (tonnes(20, "seizure"), tonnes(80), None),
    ],
)
def test_figures_of_the_same_years_contradict_by_their_bounds(
    first: dict[str, object], second: dict[str, object], factor: float | None
) -> None:
    data = data_of(
        [leg("COL", "ESP", _year(2010, "a", quantity=first), _year(2010, "b", quantity=second))]
    )
    result = tr.legs(data, "COL", "ESP")
    found = result.contradictions
    assert [one.factor for one in found] == ([] if factor is None else [near(factor)])
    told = f"in 1 pair of citations: the larger is at least {factor} times the smaller"
    assert any(note.endswith(told) for note in result.notes) == (factor is not None)


def test_other_years_and_the_same_document_contradict_nothing() -> None:
    for one, two in (
        (_year(2010, "a", quantity=tonnes(10)), _year(2011, "b", quantity=tonnes(90))),
        (_year(2010, "a", quantity=tonnes(10)), _year(2010, "a", quantity=tonnes(90))),
        (_year(2010, "a", quantity=tonnes(10)), cite("b", quantity=tonnes(90))),
    ):
        assert tr.legs(data_of([leg("COL", "ESP", one, two)]), "COL", "ESP").contradictions == ()


@pytest.mark.parametrize(
    ("names", "error", "said"),
    [
        (("cocaine.COL-EPS",), tr.UnknownNameError, "did you mean cocaine.COL-ESP"),
        (("Mian Route",), tr.UnknownNameError, "did you mean The Main Route"),
        (("Spain", "Spain"), tr.QueryError, "both Spain"),
        (("Spian", "Colombia"), tr.UnknownNameError, "did you mean Spain"),
        ((3,), tr.WrongTypeError, "named by a text"),
    ],
)
def test_wrong_names_are_told(names: tuple[str, ...], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        tr.legs(DATA, *names)


def test_a_commodity_that_a_leg_does_not_carry_is_refused() -> None:
    with pytest.raises(tr.QueryError, match="is of cocaine, not of heroin"):
        tr.legs(DATA, "cocaine.COL-ESP", commodity="heroin")


_CITATIONS = st.lists(
    st.builds(
        lambda source, year, grade, amount, estimate: cite(
            source,
            credibility=grade,
            **({} if year is None else {"period": year}),
            **({} if amount is None else {"quantity": tonnes(amount)}),
            **({"estimate": "told"} if estimate else {}),
        ),
        st.sampled_from(["a", "b", "b-gov", "c2", "d"]),
        st.none() | st.integers(1990, 2025),
        st.integers(1, 6),
        st.none() | st.integers(1, 99),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@given(_CITATIONS, _CITATIONS)
def test_the_sentence_is_true_of_the_numbers(
    one: list[dict[str, object]], two: list[dict[str, object]]
) -> None:
    data = data_of(
        [leg("COL", "ESP", *one), leg("COL", "ESP", *two, commodity="heroin")],
        estimates={"told": {"statement": "said"}},
    )
    found = tr.legs(data, "COL", "ESP")
    _is_true(found)
    every = sum((tr.legs(data, told.id).citations for told in found.legs), ())
    assert sorted(map(str, every)) == sorted(map(str, found.citations))
    for told in found.legs:
        _is_true(tr.legs(data, told.id))


def _is_true(found: LegsResult) -> None:
    summary, said = found.summary, found.sentence
    assert many(len(found.citations), "citation") in said
    assert many(len({told.source for told in found.citations}), "document") in said
    assert sum(summary.kinds.values()) == summary.documents
    assert summary.best_grade in {told.grade for told in found.citations}
    assert f"graded {summary.best_grade}" in said
    assert ("nothing else tells" in said) == (len(found.citations) == 1)
    assert summary.twice_told == sum(told.independent > 1 for told in found.legs)
    assert ("count as one report" in said) == (
        summary.independent == 1 and len(found.citations) > 1
    )
    assert ("independent of each other" in said) == (summary.independent > 1)
    for contradiction in found.contradictions:
        sides = contradiction.sides
        assert {side.entry for side in sides} == {contradiction.entry}
        assert set(sides) <= set(found.citations)
        if contradiction.kind == "amounts":
            assert contradiction.factor is not None
            assert contradiction.factor > FACTOR
            assert sides[0].years == sides[1].years
    years = [int(told.years or told.published or 0) for told in found.citations]
    assert all(newer >= older for newer, older in combinations(years, 2))
