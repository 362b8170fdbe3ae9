r"""The five-step estimate of UNODC's analysts, by supplier mentions, against hand-worked examples.

AFG --> IRN --> TUR --> DEU          one record names AFG for DEU of every four
\------------------> DEU
"""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from tests.model.test_events import HEAD
from tests.networks import cite, data_of, leg, near
from trafficroutes import EstimateAnswer, estimate, load
from trafficroutes.flowmodel.inputs.suppliers import suppliers_of
from trafficroutes.graph.recipe import RECIPE

HEROIN = "heroin: {name: Heroin, family: opiates"
OPIUM = HEAD.replace("cocaine: {name: Cocaine, family: cocaine", HEROIN)
USED = {"DEU": 40, "TUR": 10, "IRN": 100}


def event(origin: str, to: str, records: int, years: str = "2014") -> str:
    return (
        f"  - {{id: heroin-{origin}-{to}, from: {origin}, to: {to}, commodity: heroin, events: "
        f"[{{source: table, rule: departure-destination, records: {records}, weighed: 0, "
        f"years: {{{years}: {records}}}}}]}}\n"
    )


def cited(origin: str, to: str) -> str:
    return (
        f"  - {{id: heroin-{origin}-{to}, from: {origin}, to: {to}, commodity: heroin, citations: "
        "[{source: table, locator: p. 1, credibility: 2, period: 2014}]}\n"
    )


def figure(section: str, place: str, kg: float, more: str = "") -> str:
    return (
        f"  - {{id: {section}-{place}, place: {place}, commodity: heroin{more}, citations: "
        f"[{{source: table, locator: p. 2, credibility: 2, period: 2014, quantity: "
        f"{{best: {kg}, unit: kg_per_year}}}}]}}\n"
    )


def estimated(folder: Path, *legs: str, years: str | None = None) -> EstimateAnswer:
    path = folder / "opiates.yaml"
    used = "".join(
        figure("consumption", place, kg, ", measure: consumption") for place, kg in USED.items()
    )
    made = figure("production", "AFG", 1000)
    text = f"{OPIUM}{''.join(legs)}production:\n{made}consumption:\n{used}"
    path.write_text(text, encoding="utf-8")
    return estimate(
        load(path), "opiates", supplier_shares="mentions", reconcile=False, years=years, draws=0
    ).answer()


def flows(found: EstimateAnswer) -> dict[tuple[str, str], float]:
    """Return kilograms a year by ends."""
    return {(leg.origin, leg.to): leg.flow * 1000 for leg in found.legs if leg.flow}


def test_the_five_steps_by_hand(tmp_path: Path) -> None:
    found = estimated(
        tmp_path,
        event("AFG", "IRN", 50),
        event("IRN", "TUR", 7),
        event("TUR", "DEU", 30),
        event("AFG", "DEU", 10),
    )
    # 1. Demand: 40 kg in Germany, 10 in Türkiye, 100 in Iran.
    # 2. Of Germany's 40 records 30 name Türkiye and 10 Afghanistan: 3/4 and 1/4.
    # 3. Türkiye sends 30 kg to Germany, Afghanistan 10.
    # 4. Türkiye needs 10 + 30 = 40 from Iran, Iran 100 + 40 = 140 from Afghanistan.
    assert flows(found) == pytest.approx(
        {("TUR", "DEU"): 30, ("AFG", "DEU"): 10, ("IRN", "TUR"): 40, ("AFG", "IRN"): 140}
    )
    # 5. What passes: Germany 40, Türkiye 40, Iran 140, and Afghanistan makes it all.
    passing = {place.place: place.throughput * 1000 for place in found.places}
    assert passing == pytest.approx({"DEU": 40, "TUR": 40, "IRN": 140, "AFG": 150})


def test_markets_that_supply_each_other(tmp_path: Path) -> None:
    found = estimated(
        tmp_path,
        event("AFG", "IRN", 1),
        event("IRN", "TUR", 1),
        event("TUR", "DEU", 3),
        event("DEU", "TUR", 1),
    )
    # TUR = 10 + DEU, DEU = 40 + TUR / 2: TUR = 100, DEU = 90; half of Türkiye's is from Iran.
    passing = {place.place: place.throughput * 1000 for place in found.places}
    assert passing == pytest.approx({"TUR": 100, "DEU": 90, "IRN": 150, "AFG": 150})


def test_years_count_as_they_do_of_citations(tmp_path: Path) -> None:
    found = estimated(
        tmp_path,
        event("AFG", "IRN", 1),
        event("IRN", "TUR", 1),
        event("TUR", "DEU", 20, "2010"),
        event("AFG", "DEU", 10, "2014"),
        years="2014",
    )
    # Four years away a record counts half: 20 x 1/2 beside 10.
    assert flows(found)["TUR", "DEU"] == pytest.approx(20)
    assert flows(found)["AFG", "DEU"] == pytest.approx(20)


def test_a_market_that_no_record_names_goes_by_reports(tmp_path: Path) -> None:
    found = estimated(
        tmp_path,
        event("AFG", "IRN", 9),
        cited("IRN", "TUR"),
        event("AFG", "DEU", 1),
        cited("TUR", "DEU"),
    )
    # Germany's one record names Afghanistan; what is only cited has no mention there.
    assert flows(found) == pytest.approx(
        {("AFG", "DEU"): 40, ("IRN", "TUR"): 10, ("AFG", "IRN"): 110}
    )


def named(place: str, *suppliers: str) -> str:
    return (
        f"  - {{id: mentions-{place}, place: {place}, commodity: heroin, suppliers: "
        f"[{', '.join(suppliers)}], citations: "
        "[{source: table, locator: p. 3, credibility: 2, period: 2014}]}\n"
    )


def supplier(place: str, records: int, modes: str) -> str:
    return f"{{place: {place}, records: {records}, weighed: 0, modes: {{{modes}}}}}"


def test_counts_of_records_without_a_leg_of_their_own(tmp_path: Path) -> None:
    found = estimated(
        tmp_path,
        cited("AFG", "IRN"),
        cited("IRN", "TUR"),
        cited("TUR", "DEU"),
        cited("AFG", "DEU"),
        # Pakistan supplies nobody by a leg, and gets nothing by a count alone.
        "mentions:\n",
        named(
            "DEU", supplier("TUR", 30, "land: 5"), supplier("AFG", 10, ""), supplier("PAK", 60, "")
        ),
    )
    assert flows(found) == pytest.approx(
        {("TUR", "DEU"): 30, ("AFG", "DEU"): 10, ("IRN", "TUR"): 40, ("AFG", "IRN"): 140}
    )


def test_a_table_is_one_more_report_by_the_records_that_did_not_fly() -> None:
    """Reports of chance 0.9025 of Türkiye and of Afghanistan, a table of chance 0.76 beside."""
    told = {
        "id": "mentions-DEU",
        "place": "DEU",
        "commodity": "heroin",
        "suppliers": [
            {"place": "TUR", "records": 90, "weighed": 0, "modes": {"land": 9, "air_courier": 70}},
            {"place": "AFG", "records": 40, "weighed": 0, "modes": {"air_courier": 40}},
        ],
    }
    legs = [leg("TUR", "DEU", commodity="heroin"), leg("AFG", "DEU", commodity="heroin")]
    counted = 0.25 * log(1 + 9)
    # One table with a leg's own citation is one voice, the louder of the two.
    for source, more in (("b", 0.76 * counted), ("a", max(0.9025 * (counted - 1), 0.0))):
        data = data_of(legs, mentions=[{**told, "citations": [cite(source)]}])
        found = suppliers_of(
            data, "opiates", ("heroin",), years=None, modes=(), recipe=RECIPE
        ).support
        assert found.reports.tolist() == [near(0.9025), near(0.9025 + more)]
        assert found.tables == (source,)
        by_air = suppliers_of(
            data, "opiates", ("heroin",), years=None, modes=("air_courier",), recipe=RECIPE
        )
        assert by_air.support.tables == ()
