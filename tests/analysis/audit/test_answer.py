"""Each check on a small network, drawn where it has a shape."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.analysis.audit.answer import CHECKS, audit, first
from trafficroutes.analysis.audit.findings import Finding
from trafficroutes.dataset.loading import load
from trafficroutes.dataset.references import reader_of_references
from trafficroutes.errors import UnknownNameError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Consumption
from trafficroutes.model.refs import SourceRef


def found(data: Dataset, check: str) -> tuple[Finding, ...]:
    (result,) = audit(data, checks=[check]).checks
    assert result.count == len(result.findings)
    assert all(finding.check == check for finding in result.findings)
    return result.findings


def subjects(data: Dataset, check: str) -> list[str]:
    return [finding.subject for finding in found(data, check)]


def flow(origin: str, to: str, *via: str, ordered: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "id": "-".join((origin, *via, to)).replace(":", "."),
        "from": origin,
        "to": to,
        "via": list(via),
        "ordered": ordered,
        "commodity": "cocaine",
        "citations": [cite(**more)],
    }


def figure(place: str, amount: float, *, years: Any = 2010, **more: Any) -> dict[str, Any]:
    return {
        "id": f"figure.{place}.{amount}".replace(":", "_"),
        "place": place,
        "commodity": "cocaine",
        "citations": [cite(quantity=tonnes(amount, None), period=years)],
        **more,
    }


def used(place: str, amount: float, *, years: Any = 2010) -> dict[str, Any]:
    return figure(place, amount, years=years, measure="consumption")


def test_a_leg_with_one_citation_is_named_the_weakest_first() -> None:
    data = data_of(
        [
            leg("COL", "GNB", cite("a", credibility=1)),
            leg("GNB", "ESP", cite("d", credibility=3)),
            leg("COL", "ESP", cite("a"), cite("b")),
        ]
    )
    weak, strong = found(data, "one-citation")
    assert (weak.subject, strong.subject) == ("cocaine.GNB-ESP", "cocaine.COL-GNB")
    assert weak.message == "Guinea-Bissau > Spain (cocaine) stands on one citation, graded D3"
    assert weak.places == ("GNB", "ESP")
    assert [(c.source, c.reliability) for c in weak.citations] == [("d", "D")]


def test_citations_that_hang_together_are_one_voice() -> None:
    data = data_of(
        [
            leg("COL", "GNB", cite("a"), cite("a", locator="p. 2")),
            leg("GNB", "ESP", cite("a", estimate="e"), cite("b", estimate="e")),
            leg("COL", "ESP", cite("a"), cite("b")),
            leg("COL", "FRA", cite("a")),
        ],
        estimates={"e": {"statement": "x"}},
    )
    assert subjects(data, "one-voice") == ["cocaine.COL-GNB", "cocaine.GNB-ESP"]
    assert "2 citations that count as one" in found(data, "one-voice")[0].message


def test_editions_of_a_series_within_five_years_are_no_several_voices() -> None:
    legs = [
        leg("COL", "GNB", cite("a", period=2010), cite("b", period=2015)),
        leg("GNB", "ESP", cite("a", period=2010), cite("c", period=2016)),
        leg("GNB", "PRT", cite("a", period=2010), cite("d", period=2010)),
        leg("COL", "ESP", cite("a", estimate="e"), cite("b", estimate="e")),
        leg("COL", "FRA", cite("a"), cite("b")),
    ]
    data = data_of(legs, estimates={"e": {"statement": "x"}})
    titles = {
        "a": ("Strategy report, March 2011", 2011),
        "b": ("Strategy Report, May 2016", None),
        "c": ("Strategy report 2017", 2017),
        "d": ("Another report 2011", 2011),
    }
    sources = {
        key: msgspec.structs.replace(data.records.sources[key], title=title, year=year)
        for key, (title, year) in titles.items()
    }
    records = msgspec.structs.replace(data.records, sources={**data.records.sources, **sources})
    data = Dataset(data.path, data.sha256, records, data.places)
    (only,) = found(data, "one-series")
    assert only.subject == "cocaine.COL-GNB"
    assert "counts a, b as independent: one series" in only.message


def test_loads_that_never_made_it_across() -> None:
    data = data_of(
        [
            leg("COL", "GNB", cite("a", stopped=True), cite("b", stopped=True)),
            leg("GNB", "ESP", cite("a", stopped=True), cite("b")),
        ]
    )
    (only,) = found(data, "stopped-only")
    assert only.subject == "cocaine.COL-GNB"
    assert "stands on 2 loads that never made it across" in only.message


def test_press_alone() -> None:
    data = data_of([leg("COL", "GNB", cite("a"), cite("b")), leg("GNB", "ESP", cite("c"))])
    report = msgspec.structs.replace(data.records.sources["c"], kind="un_report")
    records = msgspec.structs.replace(data.records, sources={**data.records.sources, "c": report})
    data = Dataset(data.path, data.sha256, records, data.places)
    (only,) = found(data, "press-only")
    assert only.subject == "cocaine.COL-GNB"
    assert "the press alone (2 press documents)" in only.message


def test_without_a_period() -> None:
    data = data_of(
        [leg("COL", "GNB"), leg("GNB", "ESP", cite(), cite(period=2010, locator="p. 2"))]
    )
    assert subjects(data, "no-period") == ["cocaine.COL-GNB"]


def test_sources_that_no_citation_names() -> None:
    data = data_of("COL > GNB")
    spare = data.records.sources["a"]
    records = msgspec.structs.replace(data.records, sources={"a": spare, "x": spare, "y": spare})
    data = Dataset(data.path, data.sha256, records, data.places)
    assert subjects(data, "uncited-sources") == ["x", "y"]
    assert found(data, "uncited-sources")[0].message == "no citation names the source (P: Report a)"


def test_bodies_without_members() -> None:
    citation = [cite()]
    data = data_of(
        "COL > GNB",
        bodies={
            "empty": {"name": "E", "kind": "forum", "observers": ["FRA"], "citations": citation},
            "full": {"name": "F", "kind": "forum", "members": ["FRA"], "citations": citation},
        },
    )
    (only,) = found(data, "no-members")
    assert (only.subject, only.places) == ("empty", ("FRA",))
    assert only.message == "E has no members and 1 observer"


def test_dead_ends() -> None:
    # COL --> GNB --> ESP (market)       COL --> MLI      COL --> FRA (a flow ends there)
    drawing = "COL > GNB > ESP\nCOL > MLI\nCOL > FRA"
    data = data_of(drawing, markets=["ESP"], flows=[flow("COL", "FRA")])
    (only,) = found(data, "dead-ends")
    assert only.subject == "MLI cocaine"
    assert only.message == (
        "1 leg of cocaine into Mali (from Colombia), none out of it, and no consumption or final "
        "destination is cited there"
    )


def test_a_region_is_a_dead_end_when_nothing_leads_on_from_its_countries() -> None:
    # COL --> {GNB, GIN}, GNB --> ESP    COL --> {MLI}    COL --> sea     COL --> {FRA: market}
    data = data_of(
        "COL > R:COAST\nGNB > ESP\nCOL > R:INLAND\nCOL > R:OCEAN\nCOL > R:WEST",
        markets=["ESP", "FRA"],
        regions={"COAST": ["GNB", "GIN"], "INLAND": ["MLI"], "OCEAN": [], "WEST": ["FRA"]},
    )
    assert subjects(data, "dead-ends") == ["R:INLAND cocaine", "R:OCEAN cocaine"]


def test_unfed_sources() -> None:
    # COL (made) --> GNB --> ESP     BRA --> ESP     R:ANDES --> FRA     R:COAST --> FRA
    data = data_of(
        "COL > GNB > ESP\nBRA > ESP\nR:ANDES > FRA\nR:COAST > FRA",
        production={"COL": 300, "R:WORLD": 900},
        regions={"ANDES": ["COL", "PER"], "COAST": ["GIN"]},
    )
    assert subjects(data, "unfed-sources") == ["BRA cocaine", "R:COAST cocaine"]
    fed = data_of("COL > R:COAST\nGIN > ESP", production={"COL": 300}, regions={"COAST": ["GIN"]})
    assert subjects(fed, "unfed-sources") == []
    part_of_a_maker = data_of(
        "PER > ESP", production={"R:ANDES": 300}, regions={"ANDES": ["COL", "PER"]}
    )
    assert subjects(part_of_a_maker, "unfed-sources") == []


def test_a_family_without_cited_production_has_no_sources() -> None:
    assert subjects(data_of("BRA > ESP"), "unfed-sources") == []


def seized(place: str, amount: float, unit: str = "kg", **more: Any) -> dict[str, Any]:
    quantity = {"best": amount, "unit": unit, "basis": "seizure"}
    return {
        "id": f"seized.{place}".replace(":", "_"),
        "place": place,
        "commodity": "cocaine",
        "citations": [cite(quantity=quantity, **more)],
    }


def test_large_seizures_and_no_way_on() -> None:
    # COL --> GNB --> ESP (market)    COL --> MLI    nothing touches BEN
    data = data_of(
        "COL > GNB > ESP\nCOL > MLI",
        markets=["ESP"],
        seizures=[
            seized("GNB", 5000),  # leads on
            seized("ESP", 5000),  # a market
            seized("MLI", 1000, period=2010),
            seized("BEN", 3, "t"),
            seized("TGO", 999, period=2010),  # too small
            seized("NER", 1500, period={"from": 2010, "to": 2011}),  # 750 a year
        ],
    )
    first_one, second = found(data, "seizures-no-way-on")
    assert (first_one.subject, second.subject) == ("BEN cocaine", "MLI cocaine")
    assert first_one.message == (
        "3,000 kg of cocaine a year cited as seized in Benin (undated), but no leg touches it"
    )
    assert "1 leg into it and none out" in second.message
    assert [c.source for c in second.citations] == ["a"]


def test_flows_that_no_route_can_carry() -> None:
    # COL --> GNB --> MLI --> ESP
    #           \---> SEN
    data = data_of(
        "COL > GNB > MLI > ESP\nGNB > SEN",
        flows=[
            flow("COL", "ESP"),
            flow("COL", "ESP", "MLI"),
            flow("COL", "ESP", "MLI", "GNB"),
            flow("COL", "MLI", "GNB", ordered=True),
            flow("COL", "ESP", "SEN"),
            flow("ESP", "COL"),
            flow("COL", "FRA"),
            {**flow("COL", "ESP", "MLI", "GNB", ordered=True), "id": "wrong-order"},
            {**flow("COL", "ESP", "GNB", "SEN", "MLI"), "id": "no-order"},
        ],
    )
    told = {finding.subject: finding.message for finding in found(data, "flows-without-route")}
    assert sorted(told) == ["COL-FRA", "COL-SEN-ESP", "ESP-COL", "no-order", "wrong-order"]
    assert told["COL-SEN-ESP"] == (
        "Colombia > Spain (cocaine) by way of Senegal: no legs of cocaine lead from Senegal to "
        "Spain"
    )
    assert "by way of Mali, Guinea-Bissau" in told["wrong-order"]
    assert told["wrong-order"].endswith("lead from Mali to Guinea-Bissau")
    assert told["no-order"].endswith("lead from Senegal to Spain")


def test_a_flow_of_a_family_without_legs_has_no_route() -> None:
    assert subjects(data_of([], flows=[flow("COL", "ESP")]), "flows-without-route") == ["COL-ESP"]
    assert sum(check.count for check in audit(data_of([])).checks) == 0


def test_places_that_each_fit_but_not_together() -> None:
    # COL --> GNB --> ESP, COL --> SEN --> ESP: no route passes both.
    drawing = "COL > GNB > ESP\nCOL > SEN > ESP"
    data = data_of(drawing, flows=[flow("COL", "ESP", "GNB", "SEN")])
    (only,) = found(data, "flows-without-route")
    assert only.message.endswith("no legs of cocaine lead through all these")


def test_flows_use_regions_as_questions_do() -> None:
    # COL --> R:COAST {GNB, GIN}; GIN --> ESP. A flow to Europe arrives in Spain.
    data = data_of(
        "COL > R:COAST\nGIN > ESP\nR:COAST > FRA",
        regions={"COAST": ["GNB", "GIN"]},
        flows=[flow("COL", "R:EUROPE", "GIN"), flow("COL", "FRA"), flow("R:COAST", "FRA")],
    )
    assert subjects(data, "flows-without-route") == ["COL-FRA"]


def test_corridors_that_do_not_connect() -> None:
    #   whole: COL --> R:COAST, GNB --> ESP        torn: COL --> BRA     MLI --> DZA
    def on(corridor: str, origin: str, to: str) -> dict[str, Any]:
        return leg(origin, to, corridors=[corridor])

    words = {"name": "N", "description": "d"}
    data = data_of(
        [
            on("whole", "COL", "R:COAST"),
            on("whole", "GNB", "ESP"),
            on("torn", "COL", "BRA"),
            on("torn", "PER", "BRA"),
            on("torn", "MLI", "DZA"),
        ],
        regions={"COAST": ["GNB", "GIN"]},
        corridors={"whole": words, "torn": words, "empty": words},
    )
    empty, torn = found(data, "loose-corridors")
    assert (empty.subject, empty.message) == ("empty", "no leg belongs to N")
    assert torn.message == (
        "the 3 legs of N fall into 2 parts: Brazil, Colombia, Peru; Algeria, Mali"
    )
    assert torn.places == ("DZA", "MLI")


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


def test_likely_duplicates() -> None:
    one = {"best": 5, "unit": "t", "basis": "flow"}
    data = data_of(
        [
            leg("COL", "GNB", cite("a"), key="x"),
            leg("COL", "GNB", cite("b"), key="y"),
            leg(
                "GNB",
                "ESP",
                cite("a", period=2010, quantity=one),
                cite("a", period={"from": 2010, "to": 2010}, quantity=one, locator="p. 2"),
                cite("a", period=2011, quantity=one),
                cite("a", period=2010, quantity=one, modes=["land"]),
                key="z",
            ),
        ],
    )
    twins = found(data, "duplicates")
    assert [finding.subject for finding in twins] == ["x, y", "z"]
    assert twins[0].message == (
        "2 legs lead Colombia > Guinea-Bissau (cocaine): join their citations in one"
    )
    assert twins[1].message == "2 citations of a tell one thing (2010, 5 t): p. 1, p. 2"


def test_duplicate_sources_by_address_or_title_and_year() -> None:
    data = data_of([leg("COL", "GNB", *(cite(key) for key in ("a1", "a2", "a3", "a4")))])
    changed: dict[str, dict[str, Any]] = {
        "a1": {"url": "http://www.e.org/x/", "title": "One"},
        "a2": {"url": "https://e.org/x#top", "title": "one!"},
        "a3": {"title": "The One", "url": None},
        "a4": {"title": "One", "year": 2010, "url": None},
    }
    sources = {
        key: msgspec.structs.replace(data.records.sources[key], **fields)
        for key, fields in changed.items()
    }
    records = msgspec.structs.replace(data.records, sources=sources)
    data = Dataset(data.path, data.sha256, records, data.places)
    assert subjects(data, "duplicates") == ["a1, a2", "a1, a2, a3"]


def test_duplicate_estimates() -> None:
    data = data_of(
        [
            leg(
                "COL",
                "GNB",
                cite("a", estimate="w", quantity=tonnes(5)),
                cite("b", estimate="z", quantity=tonnes(5)),
            )
        ],
        estimates={
            "w": {"statement": "West Africa: 18 t in 2010"},
            "x": {"statement": "18 tonnes went through West Africa in 2010."},
            "y": {"statement": "18 t in 2011"},
            "z": {"statement": "no figure"},
        },
    )
    first_pair, second = found(data, "duplicates")
    assert first_pair.subject == "w, x"
    assert second.subject == "w, z"
    assert "stand for one figure in cocaine.COL-GNB: 5 t a year" in second.message


def test_an_estimate_that_only_a_source_published_is_mentioned() -> None:
    data = data_of("COL > GNB", estimates={"e": {"statement": "s", "source": "a", "year": 2010}})
    spare = data.records.sources["a"]
    estimate = msgspec.structs.replace(data.records.estimates["e"], source=SourceRef("x"))
    records = msgspec.structs.replace(
        data.records, sources={"a": spare, "x": spare}, estimates={"e": estimate}
    )
    (only,) = found(Dataset("x", "y", records, data.places), "uncited-sources")
    assert only.message.endswith("; it is only where e was published")


@pytest.mark.slow
def test_all_checks_run_in_order_on_the_shipped_data_and_give_plain_values() -> None:
    answer = audit(load())
    assert [result.check for result in answer.checks] == list(CHECKS)
    plain = answer.to_dict()
    assert set(plain) == {"dataset", "checks", "notes"}
    assert set(plain["checks"][0]) == {"check", "title", "count", "findings"}
    some = next(result for result in plain["checks"] if result["findings"])
    assert set(some["findings"][0]) == {"check", "subject", "places", "message", "citations"}
    assert str(answer).splitlines()[-1].endswith("Bodies without members")
    assert audit(load()) == answer


def test_every_check_is_defined_in_its_docstring() -> None:
    for _, check in CHECKS.values():
        assert (check.__doc__ or "").startswith("Yield the ") or "Yield what" in str(check.__doc__)


def test_first_keeps_counts() -> None:
    answer = audit(data_of("COL > GNB > ESP"), checks=["one-citation"])
    assert len(first(answer, 1).checks[0].findings) == 1
    assert first(answer, 1).checks[0].count == 2
    assert first(answer, None) is answer


def test_an_unknown_check_is_named() -> None:
    with pytest.raises(
        UnknownNameError, match=r"unknown check 'dead-end'; did you mean dead-ends\?"
    ):
        audit(data_of("COL > GNB"), checks=["dead-end"])
