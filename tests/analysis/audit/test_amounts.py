"""Checks of amounts that cannot all be true."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.audit.found import figure, flow, found, seized, used
from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.dataset.references import reader_of_references
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Consumption


def test_a_leg_above_what_is_made_at_its_origin() -> None:
    #  COL (made 100 t) --200--> ESP
    def data(made: float, carried: dict[str, Any], years: Any = 2010, *more: Any) -> Dataset:
        legs = [leg("COL", "ESP", cite(period=years, quantity=carried)), *more]
        return data_of(legs, production_records=[figure("COL", made)])

    rate = tonnes(200)
    (only,) = found(data(100, rate), "contradictions")
    assert only.message == (
        "Colombia > Spain (cocaine) carries 200 t a year in 2010, above the 100 t a year made in "
        "Colombia"
    )
    assert [c.source for c in only.citations] == ["a"]
    assert not found(data(200, rate), "contradictions")
    assert not found(data(100, rate, 2011), "contradictions")
    assert not found(data(100, {**rate, "basis": "capacity"}), "contradictions")
    assert not found(data(100, {"low": 50, "high": 300, **bound}), "contradictions")
    assert not found(data(100, {"high": 300, **bound}), "contradictions")
    assert found(data(100, {"low": 150, "high": 300, **bound}), "contradictions")
    total = {"best": 250, "unit": "t", "basis": "flow"}
    assert found(data(100, total), "contradictions")
    assert not found(data(100, total, {"from": 2008, "to": 2010}), "contradictions")
    assert not found(data(100, total, {"from": 2008}), "contradictions")
    # What PER makes may come by way of COL; nobody says how much that is.
    assert not found(data(100, rate, 2010, leg("PER", "COL")), "contradictions")


bound = {"unit": "t_per_year", "basis": "flow"}


def test_what_feeds_an_origin_counts_with_it() -> None:
    # PER (made 50) --> COL (made 100) --200--> ESP, with BRA passing goods to COL
    legs = [
        leg("COL", "ESP", cite(period=2010, quantity=tonnes(200))),
        leg("PER", "BRA"),
        leg("BRA", "COL"),
    ]
    data = data_of(legs, production_records=[figure("COL", 100), figure("PER", 50)])
    (only,) = found(data, "contradictions")
    assert only.message.endswith(
        "above the 150 t a year made in Colombia and the 1 place that feed it"
    )
    data = data_of(legs, production_records=[figure("COL", 100), figure("PER", 100)])
    assert not found(data, "contradictions")


def test_more_than_the_world_makes() -> None:
    flows = [flow("BRA", "ESP", quantity=tonnes(200), period=2010)]
    made = [figure("R:WORLD", 150)]
    (only,) = found(data_of("COL > GNB", flows=flows, production_records=made), "contradictions")
    assert only.message.endswith("above the 150 t a year made in the world")
    flows = [flow("BRA", "ESP", quantity=tonnes(150), period=2010)]
    assert not found(data_of("COL > GNB", flows=flows, production_records=made), "contradictions")


def with_use(data: Dataset, *entries: dict[str, Any]) -> Dataset:
    """Return the data with cited consumption in tonnes."""
    content = {"sources": {"a": {}}, "commodities": {"cocaine": {"unit": "t"}}}
    hook = reader_of_references(content, data.places)
    made = tuple(msgspec.convert(entry, Consumption, dec_hook=hook) for entry in entries)
    records = msgspec.structs.replace(data.records, consumption=made)
    return Dataset(data.path, data.sha256, records, data.places)


def test_a_leg_above_what_is_used_and_seized_where_nothing_leads_on() -> None:
    #  COL --200--> ESP (uses 100, seizes 20)
    legs = [leg("COL", "ESP", cite(period=2010, quantity=tonnes(200)))]
    caught = [seized("ESP", 20, "t", period=2010)]
    data = with_use(data_of(legs, seizures=caught), used("ESP", 100))
    (only,) = found(data, "contradictions")
    assert only.message == (
        "Colombia > Spain (cocaine) carries 200 t a year in 2010, and nothing leads on, but 100 t "
        "a year are used and 20 t a year seized there"
    )
    assert not found(with_use(data, used("ESP", 180)), "contradictions")
    assert not found(with_use(data, used("ESP", 100, years=2011)), "contradictions")
    onward = with_use(data_of([*legs, leg("ESP", "FRA")]), used("ESP", 100))
    assert not found(onward, "contradictions")


def test_a_part_above_the_whole() -> None:
    data = data_of(
        "COL > GNB",
        production_records=[figure("COL", 300), figure("R:WORLD", 250), figure("PER", 20)],
    )
    data = with_use(data, used("ESP", 90), used("R:EUROPE", 80), used("R:WORLD", 260))
    told = [finding.message for finding in found(data, "contradictions")]
    assert told == [
        "Colombia makes 300 t a year of cocaine in 2010, above the 250 t a year made in World",
        "Spain uses 90 t a year of cocaine in 2010, above the 80 t a year used in Europe",
        "World uses 260 t a year of cocaine in 2010, above the 250 t a year made in World",
    ]


def test_money_is_shown_in_dollars() -> None:
    quantity = {"best": 5e6, "unit": "usd_per_year"}
    legs = [
        leg(
            "ESP",
            "COL",
            cite(period=2010, quantity={**quantity, "basis": "flow"}),
            commodity="cash",
        )
    ]
    small = {**figure("ESP", 1), "commodity": "cash"}
    small["citations"] = [cite(period=2010, quantity={"best": 1e6, "unit": "usd_per_year"})]
    (only,) = found(data_of(legs, production_records=[small]), "contradictions")
    assert "carries 5,000,000 dollars a year" in only.message


@pytest.mark.slow
@given(st.integers(1, 400), st.integers(1, 400))
def test_ranges_that_can_be_true_together_never_contradict(low: int, made: int) -> None:
    quantity = {"low": low, "high": low + 50, **bound}
    legs = [leg("COL", "ESP", cite(period=2010, quantity=quantity))]
    data = data_of(legs, production_records=[figure("COL", made)])
    assert bool(found(data, "contradictions")) == (low > made * 1.001)
