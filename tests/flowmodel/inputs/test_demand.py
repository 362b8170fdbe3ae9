"""Demand: cited, derived from users, split from regions, seized; and its periods."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flowmodel.markets import figure, seized, used
from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.flowmodel.inputs.demand import Demand, demand_of
from trafficroutes.flowmodel.inputs.figures import about
from trafficroutes.model.years import Years, gap, parse_years


def demand(*consumption: dict[str, Any], **more: Any) -> Demand:
    years = more.pop("years", None)
    assumed = {key: more.pop(key) for key in ("demand_from", "pure") if key in more}
    data = data_of([leg("COL", "ESP")], consumption=list(consumption), **more)
    return demand_of(data, ("cocaine",), None if years is None else parse_years(years), **assumed)


def people(place: str, count: float, **more: Any) -> dict[str, Any]:
    return figure(place, "users", count, "persons", **more)


def amount(place: str, **grams: float) -> dict[str, Any]:
    return figure(place, "amount_per_user", dict(grams), "g_per_user_year")


def adults(place: str, count: float) -> dict[str, Any]:
    return figure(place, "population_15_64", count, "persons", commodity="heroin")


def test_cited_consumption_comes_first() -> None:
    found = demand(used("ESP", 8), people("ESP", 1e6), amount("R:WORLD", best=5))
    assert found.consumption["ESP"].best == 8000
    assert not found.consumption["ESP"].derived


def test_users_by_amount_multiply_low_by_low_and_high_by_high() -> None:
    found = demand(
        figure("ESP", "users", {"low": 1e6, "best": 2e6, "high": 3e6}, "persons"),
        amount("R:WORLD", low=2, best=5, high=10),
    )
    spain = found.consumption["ESP"]
    assert (spain.low, spain.best, spain.high) == pytest.approx((2e3, 10e3, 30e3))
    assert spain.derived
    assert len(spain.citations) == 2
    assert any("1 of 1 markets is derived" in note for note in found.notes)


def test_prevalence_by_population_whatever_it_stands_under() -> None:
    found = demand(
        figure("ESP", "prevalence", 2, "percent"), adults("ESP", 30e6), amount("R:WORLD", best=5)
    )
    assert found.consumption["ESP"].best == pytest.approx(0.02 * 30e6 * 0.005)


def test_the_amount_of_the_nearest_region_counts() -> None:
    users = [people("ESP", 1e6), people("BRA", 1e6)]
    found = demand(*users, amount("R:WORLD", best=5), amount("R:EUROPE", best=20))
    assert found.consumption["ESP"].best == pytest.approx(20e3)
    assert found.consumption["BRA"].best == pytest.approx(5e3)


def test_a_regional_figure_is_split_by_users_after_the_members_own() -> None:
    found = demand(
        used("R:EU", 100),
        used("ESP", 40),
        people("FRA", 1e6),
        people("PRT", 2e6),
        regions={"EU": ["ESP", "FRA", "PRT", "ITA"]},
    )
    tonnes_of = {place: value.best / 1000 for place, value in found.consumption.items()}
    assert tonnes_of == pytest.approx({"ESP": 40, "FRA": 20, "PRT": 40})
    assert any("60 t a year" in note and "by users" in note for note in found.notes)


def test_a_regional_figure_without_users_is_split_evenly() -> None:
    found = demand(used("R:EU", 100), regions={"EU": ["ESP", "FRA"]})
    assert {p: f.best for p, f in found.consumption.items()} == {"ESP": 50e3, "FRA": 50e3}
    assert any("evenly" in note for note in found.notes)


def test_contradictory_regional_figures_are_noted_and_not_split() -> None:
    found = demand(used("R:EU", 30), used("ESP", 40), regions={"EU": ["ESP", "FRA"]})
    assert list(found.consumption) == ["ESP"]
    assert any("no more than that of its members" in note for note in found.notes)


def test_a_world_figure_is_only_compared() -> None:
    found = demand(used("R:WORLD", 400), used("ESP", 40))
    assert found.world is not None
    assert found.world.best == 400e3
    assert list(found.consumption) == ["ESP"]


def test_all_opioids_count_only_where_nothing_else_is_cited() -> None:
    wide = cite("b", quantity={"best": 9e6, "unit": "persons"}, note="All opioids, problem users")
    entry = people("ESP", 1e6)
    entry["citations"].append(wide)
    alone = {**people("FRA", 1), "citations": [wide]}
    found = demand(entry, alone, amount("R:WORLD", best=1))
    assert found.consumption["ESP"].best == pytest.approx(1e3)
    assert found.consumption["FRA"].best == pytest.approx(9e3)


def test_units_that_do_not_fit_are_noted() -> None:
    found = demand(figure("ESP", "users", 5, "t_per_year"), used("FRA", 1))
    assert list(found.consumption) == ["FRA"]
    assert any("units do not fit" in n and "users.cocaine.ESP" in n for n in found.notes)


def test_seizures_are_the_largest_of_a_country_and_not_of_a_region() -> None:
    found = demand(
        used("ESP", 1),
        seizures=[seized("ESP", 3), seized("ESP", 7), seized("R:EU", 90), seized("R:SEA", 2)],
        regions={"EU": ["ESP", "FRA"], "SEA": []},
    )
    assert {p: f.best for p, f in found.seizures.items()} == {"ESP": 7e3, "R:SEA": 2e3}


def test_an_undated_case_counts_as_one_years_seizure() -> None:
    case = {**seized("ESP", 1), "citations": [cite(quantity={"best": 600, "unit": "kg"})]}
    assert demand(used("ESP", 1), seizures=[case]).seizures["ESP"].best == 600


def test_demand_from_users_and_from_nothing() -> None:
    entries = [used("ESP", 8), people("ESP", 1e6), amount("R:WORLD", best=5)]
    assert demand(*entries, demand_from="users").consumption["ESP"].best == pytest.approx(5e3)
    equal = demand(*entries, seizures=[seized("FRA", 3)], demand_from="equal")
    assert {p: f.best for p, f in equal.consumption.items()} == {"ESP": 1000.0}
    assert equal.seizures == {}


def test_pure_seizures_count_by_their_content() -> None:
    purity = {
        "id": "purity",
        "kind": "purity",
        "statement": "purity",
        "place": "ESP",
        "commodity": "cocaine",
        "citations": [cite(quantity={"best": 40, "unit": "percent"})],
    }
    found = demand(
        used("ESP", 1),
        seizures=[seized("ESP", 10), seized("FRA", 5)],
        observations=[purity],
        pure=True,
    )
    assert {p: f.best for p, f in found.seizures.items()} == {"ESP": 4e3, "FRA": 5e3}


def test_figures_of_the_period_then_the_nearest_within_five_years() -> None:
    entries = [
        used("ESP", 1, period=2008),
        used("FRA", 2, period=2014),
        used("PRT", 3, period=2016),
    ]
    found = demand(*entries, years="2005-2010")
    assert {p: (f.best, f.near) for p, f in found.consumption.items()} == {
        "ESP": (1e3, False),
        "FRA": (2e3, True),
    }
    assert any("1 figures of demand are from outside the period" in n for n in found.notes)
    assert set(demand(*entries).consumption) == {"ESP", "FRA", "PRT"}


def test_the_nearest_citations_alone_stand_in() -> None:
    data = data_of([leg("COL", "ESP", cite(period=2001), cite(period=2003), cite())])
    citations = data.legs[0].citations
    assert about(citations, Years(2005, 2006)) == ([citations[1]], True)
    assert about(citations, Years(2003, 2006)) == ([citations[1]], False)
    assert about(citations, Years(2009, 2010)) == ([], False)
    assert about(citations, None) == (list(citations), False)


@pytest.mark.parametrize(
    ("span", "far"),
    [
        (Years(2000, 2001), 4),
        (Years(None, 2001), 4),
        (Years(2012, None), 2),
        (Years(2012, 2013), 2),
        (Years(2001, 2005), 0),
        (Years(None, None), 0),
    ],
)
def test_distance_in_years(span: Years, far: float) -> None:
    assert gap(span, Years(2005, 2010)) == far


def test_one_voice_for_each_independent_group() -> None:
    # Source a says 2 and 4; source b, as good, says 9: (3 + 9) / 2.
    entry = used("ESP", 2)
    entry["citations"] += [
        cite("a", quantity=tonnes(4, None)),
        cite("a1", quantity=tonnes(9, None)),
    ]
    spain = demand(entry).consumption["ESP"]
    assert (spain.low, spain.best, spain.high) == pytest.approx((2e3, 6e3, 9e3))


def test_the_mean_of_equal_figures_is_that_figure() -> None:
    entry = used("ESP", 0.7)
    entry["citations"] += [cite(key, quantity=tonnes(0.7, None)) for key in ("b", "c", "d3")]
    spain = demand(entry).consumption["ESP"]
    assert spain.low == spain.best == spain.high
