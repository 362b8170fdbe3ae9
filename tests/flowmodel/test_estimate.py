"""Flows from demand and shares: toys to check by hand, and random networks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flowmodel.markets import IMPORTS, by_place, estimated, figure, flows, seized, share, used
from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.errors import QueryError, UnknownNameError

DEMAND = [used("ESP", 15), used("BRA", 5), used("FRA", 10)]


@pytest.mark.parametrize("assumed", [{"reconcile": False}, {}])
def test_the_import_toy_comes_out_exactly(assumed: dict[str, Any]) -> None:
    data = data_of(IMPORTS, production={"COL": 30}, consumption=DEMAND)
    found = estimated(data, **assumed)
    assert flows(found) == pytest.approx(
        {"COL>BRA": 15, "COL>FRA": 10, "COL>ESP": 5, "BRA>ESP": 10}, rel=1e-9
    )
    assert by_place(found, found.throughput) == pytest.approx(
        {"COL": 30, "BRA": 15, "FRA": 10, "ESP": 15}, rel=1e-9
    )
    assert (found.unsupplied, found.unfed, found.overdrawn) == ((), (), {})


PLACES = ("COL", "BRA", "ECU", "ESP", "FRA", "PRT", "MAR", "USA")


@st.composite
def importers(draw: st.DrawFn) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Suppliers of each place with their reports, and demand; COL reaches everyone."""
    reports: dict[str, dict[str, int]] = {}
    for number, place in enumerate(PLACES[1:], start=1):
        feeder = draw(st.sampled_from(PLACES[:number]))
        others = draw(st.sets(st.sampled_from(PLACES), max_size=3)) - {place}
        names = sorted({feeder, *others})
        reports[place] = {name: draw(st.integers(1, 3)) for name in names}
    demand = {place: draw(st.integers(0, 40)) for place in PLACES[1:]}
    demand["USA"] += 1
    return reports, demand


@pytest.mark.slow
@given(importers())
def test_flows_follow_from_demand_and_shares(
    world: tuple[dict[str, dict[str, int]], dict[str, int]],
) -> None:
    reports, demand = world
    exact = _exactly(reports, demand)
    legs = [
        leg(origin, to, *(cite(source) for source in ("a", "a1", "a2")[:count]))
        for to, names in reports.items()
        for origin, count in names.items()
    ]
    data = data_of(
        legs,
        production={"COL": 1},
        consumption=[used(place, amount) for place, amount in demand.items() if amount],
    )
    found = estimated(data, reconcile=False, supplier_shares="reports")
    wanted = {f"{i}>{j}": float(flow) for (i, j), flow in exact.items() if flow}
    assert flows(found) == pytest.approx(wanted, rel=1e-9, abs=1e-12)


def _exactly(
    reports: dict[str, dict[str, int]], demand: dict[str, int]
) -> dict[tuple[str, str], Fraction]:
    """Solve x(j) = c(j) + sum of s(j, k) x(k) in fractions, by elimination."""
    share_of = {
        (j, k): Fraction(count, sum(names.values()))
        for k, names in reports.items()
        for j, count in names.items()
    }
    rows = [
        [Fraction(int(j == k)) - share_of.get((j, k), Fraction(0)) for k in PLACES]
        + [Fraction(demand.get(j, 0))]
        for j in PLACES
    ]
    for pivot in range(len(PLACES)):
        best = next(row for row in range(pivot, len(PLACES)) if rows[row][pivot])
        rows[pivot], rows[best] = rows[best], rows[pivot]
        rows[pivot] = [value / rows[pivot][pivot] for value in rows[pivot]]
        for other in range(len(PLACES)):
            factor = rows[other][pivot]
            if other != pivot and factor:
                rows[other] = [
                    a - factor * b for a, b in zip(rows[other], rows[pivot], strict=True)
                ]
    x = {place: row[-1] for place, row in zip(PLACES, rows, strict=True)}
    return {(j, k): s * x[k] for (j, k), s in share_of.items()}


@pytest.mark.slow
@given(importers(), st.integers(1, 900))
def test_reconciled_flows_balance(
    world: tuple[dict[str, dict[str, int]], dict[str, int]], cited: int
) -> None:
    reports, demand = world
    legs = [
        leg(origin, to, *([cite(quantity=tonnes(cited))] if to == "ESP" else []))
        for to, names in reports.items()
        for origin in names
    ]
    data = data_of(
        legs,
        production={"COL": 100},
        consumption=[used(place, amount) for place, amount in demand.items() if amount],
    )
    found = estimated(data)
    system = found.system
    inward = np.bincount(system.heads, found.flow, len(system.places)) + found.made
    outward = np.bincount(system.tails, found.flow, len(system.places)) + found.demand
    assert inward == pytest.approx(outward, rel=1e-9, abs=1e-6)
    assert min(found.flow.min(), found.demand.min(), found.made.min()) >= 0


def test_two_figures_that_contradict_each_other_are_the_largest_residual() -> None:
    data = data_of(
        [
            leg("COL", "BRA", cite(quantity=tonnes(20))),
            leg("BRA", "ESP", cite("a", quantity=tonnes(20)), cite("b", quantity=tonnes(90))),
        ],
        production={"COL": 20},
        consumption=[used("ESP", 20)],
    )
    worst = estimated(data).residuals[0]
    assert (worst.what, worst.origin, worst.to, worst.figure.best) == ("flow", "BRA", "ESP", 90e3)
    assert worst.z > 2


def test_the_retention_toy() -> None:
    # What the United States import stays there, but for 0.1 t.
    from trafficroutes.analysis.hubs.answer import hubs

    data = data_of(
        "COL > MEX > USA 300\nUSA > ESP 0.1\nCOL > ESP 30",
        production={"COL": 330},
        consumption=[used("USA", 299.9), used("ESP", 30.1)],
    )
    answer = hubs(data, "COL", "ESP", weighting="estimate").answers[0]
    assert {hub.place: hub.share for hub in answer.hubs}["USA"] < 0.01


def test_a_loop_that_nothing_feeds_is_reported_and_cut() -> None:
    data = data_of(
        "COL > ESP\nMAR > PRT > MAR\nPRT > ESP\nPRT > FRA",
        production={"COL": 10},
        consumption=[used("ESP", 8), used("FRA", 1)],
    )
    found = estimated(data, reconcile=False)
    assert found.unfed == (("MAR", "PRT"),)
    assert found.unsupplied == ("FRA",)
    assert flows(found) == pytest.approx({"COL>ESP": 8})


def test_without_a_producer_every_start_is_named() -> None:
    found = estimated(data_of("MAR > ESP > FRA", consumption=[used("FRA", 3)]))
    assert found.unsupplied == ("MAR",)
    assert by_place(found, found.made) == pytest.approx({"MAR": 3})
    assert found.producers == {}


def test_one_leg_and_one_market() -> None:
    found = estimated(data_of("COL > ESP", production={"COL": 3}, consumption=[used("ESP", 3)]))
    assert flows(found) == pytest.approx({"COL>ESP": 3})


def test_a_producer_that_is_asked_for_too_much_is_reported() -> None:
    data = data_of("COL > ESP", production={"COL": 2}, consumption=[used("ESP", 30)])
    asked, cited = estimated(data).overdrawn["COL"]
    assert (asked, cited.best) == (30e3, 2e3)


def test_legs_into_a_producer_carry_nothing() -> None:
    data = data_of(
        "COL > ESP\nBRA > COL\nCOL > BRA",
        production={"COL": 9},
        consumption=[used("ESP", 9), used("BRA", 2)],
    )
    found = estimated(data, reconcile=False)
    assert flows(found) == pytest.approx({"COL>ESP": 9, "COL>BRA": 2})


def test_a_minor_producer_makes_what_is_cited_and_buys_the_rest() -> None:
    # Peru makes under a twentieth of all, and buys 7 of the 8 t that pass it.
    data = data_of(
        "COL > PER > ESP\nCOL > USA",
        production={"COL": 99, "PER": 1},
        consumption=[used("ESP", 8), used("USA", 92)],
    )
    found = estimated(data, reconcile=False)
    assert flows(found) == pytest.approx({"COL>PER": 7, "PER>ESP": 8, "COL>USA": 92})
    assert by_place(found, found.made) == pytest.approx({"COL": 99, "PER": 1})
    assert "PER" in found.overdrawn


def test_cited_production_speaks_of_the_mix() -> None:
    """Ten times as much is cited to be made as ends anywhere: three quarters are Colombia's."""
    data = data_of(
        "COL > ESP\nPER > ESP", production={"COL": 60, "PER": 20}, consumption=[used("ESP", 8)]
    )
    found = estimated(data)
    assert by_place(found, found.demand)["ESP"] == pytest.approx(8, rel=0.05)
    made = by_place(found, found.made)
    assert 4 < made["COL"] < 6
    scaled = {code: one.made and one.made.best for code, one in found.producers.items()}
    assert scaled == pytest.approx({"COL": 6e3, "PER": 2e3})


def test_a_producer_buys_what_is_cited_to_come_in() -> None:
    """10 t a year come in and 30 are made: a quarter of what Bolivia sends on is Peru's."""
    data = data_of(
        [leg("PER", "BOL", cite(quantity=tonnes(10))), leg("BOL", "ESP")],
        production={"BOL": 30, "PER": 30},
        consumption=[used("ESP", 40)],
    )
    found = estimated(data, reconcile=False)
    assert flows(found) == pytest.approx({"PER>BOL": 10, "BOL>ESP": 40})
    assert by_place(found, found.made) == pytest.approx({"PER": 10, "BOL": 30})


def test_a_region_passes_goods_on_to_its_members() -> None:
    # ESP has two suppliers alike: COL itself, and "Europe, country not stated".
    data = data_of(
        [leg("COL", "R:EU"), leg("COL", "ESP"), leg("R:EU", "FRA")],
        production={"COL": 10},
        regions={"EU": ["ESP", "FRA"]},
        consumption=[used("ESP", 4), used("FRA", 2)],
    )
    found = estimated(data, reconcile=False)
    assert flows(found) == pytest.approx(
        {"COL>ESP": 2, "COL>R:EU": 4, "R:EU>ESP": 2, "R:EU>FRA": 2}
    )
    assert found.system.suppliers.left_out == 1


def test_a_cited_share_of_a_market_fixes_its_supplier() -> None:
    data = data_of(
        "COL > BRA > ESP\nCOL > MAR > ESP\nCOL > ESP",
        production={"COL": 10},
        consumption=[used("ESP", 10)],
        observations=[share("half", 50, **{"from": "BRA", "to": "ESP"})],
    )
    found = estimated(data, reconcile=False)
    assert flows(found)["BRA>ESP"] == pytest.approx(5)
    assert flows(found)["MAR>ESP"] == pytest.approx(2.5)
    assert found.fitted == {"half"}


def test_seized_amounts_share_a_part_of_a_market() -> None:
    # One report of a seizure: g = 1/2 x 1 / (1 + 1/2) = 1/3.
    data = data_of(
        [leg("COL", "BRA"), leg("COL", "MAR"), leg("BRA", "ESP"), leg("MAR", "ESP")],
        production={"COL": 10},
        consumption=[used("ESP", 8)],
        seizures=[seized("ESP", 2, **{"from": "BRA"})],
    )

    def from_brazil(shares: str) -> float:
        found = flows(estimated(data, reconcile=False, supplier_shares=shares))
        return found["BRA>ESP"]

    assert from_brazil("combined") == pytest.approx(10 * (2 / 3 * 1 / 2 + 1 / 3))
    assert from_brazil("seizures") == pytest.approx(10)
    assert from_brazil("reports") == pytest.approx(5)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"consumption": []}, QueryError, "no consumption, users or seizures of cocaine"),
        ({"legs": []}, QueryError, "no leg of cocaine is cited"),
    ],
)
def test_nothing_to_estimate(change: dict[str, Any], error: type[Exception], message: str) -> None:
    legs = change.pop("legs", [leg("COL", "ESP")])
    data = data_of(legs, **{"consumption": [used("ESP", 3)], **change})
    with pytest.raises(error, match=message):
        estimated(data)


def test_money_is_no_goods() -> None:
    data = data_of([leg("ESP", "COL", commodity="cash")])
    with pytest.raises(QueryError, match="measured in money"):
        estimated(data, "cash")


@pytest.mark.parametrize(
    ("assumed", "message"),
    [
        ({"supplier_shares": "seizure"}, "did you mean seizures"),
        ({"demand_from": "x"}, "did you mean consumption, users, equal"),
    ],
)
def test_options_that_mean_nothing(assumed: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        estimated(data_of("COL > ESP"), **assumed)


def test_opium_counts_as_a_tenth() -> None:
    data = data_of(
        [leg("AFG", "IRN", commodity="opium"), leg("IRN", "TUR", commodity="heroin")],
        production_records=[
            {
                "id": "p",
                "place": "AFG",
                "commodity": "opium",
                "citations": [cite(quantity=tonnes(100, None))],
            }
        ],
        consumption=[
            used("IRN", 30, commodity="opium"),
            used("TUR", 2, commodity="heroin"),
            figure("TUR", "users", 5, "persons", commodity="opium"),
        ],
    )
    found = estimated(data, "opiates", reconcile=False)
    assert flows(found) == pytest.approx({"AFG>IRN": 5, "IRN>TUR": 2})
    made = found.system.cited_producers["AFG"].made
    assert made is not None
    assert made.best == pytest.approx(10e3)
