"""Events: links that are counted in tables of seizure records."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes import DataFileError, MergeConflictError, load, merge
from trafficroutes.dataset.writing import to_yaml
from trafficroutes.model.events import Event, counts_fit, key_of
from trafficroutes.model.refs import SourceRef
from trafficroutes.model.years import Years

HEAD = """format: 1
title: Links from seizure records
updated: 2026-01-31
grades:
  reliability: {A: 0.95, B: 0.80, C: 0.60, D: 0.40, E: 0.20, F: 0.50}
  credibility: {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.40, 5: 0.20, 6: 0.50}
sources:
  table: {title: Seizure records, publisher: An office, kind: dataset, reliability: B}
commodities:
  cocaine: {name: Cocaine, family: cocaine, colour: "#C4420B", unit: t}
  money: {name: Money, family: money, colour: "#333333", unit: usd}
legs:
"""
EVENT = (
    "source: table, rule: departure-destination, records: 10, weighed: 4, kilograms: 12.5, "
    "largest: 9, years: {2011: 3, 2012: 6}, modes: {land: 5, parcel: 2}, "
    "reporters: {ESP: {2011: 3, 2012: 4}, FRA: {2012: 1}}"
)


def leg(events: str, *, key: str = "cocaine-COL-ESP", commodity: str = "cocaine") -> str:
    return f"  - {{id: {key}, from: COL, to: ESP, commodity: {commodity}, events: [{events}]}}\n"


def written(folder: Path, *legs: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(HEAD + "".join(legs), encoding="utf-8")
    return path


def event(**changed: object) -> Event:
    fields: dict[str, object] = {
        "source": SourceRef("table"),
        "rule": "departure-destination",
        "records": 10,
        "weighed": 0,
        "years": {2011: 3, 2012: 6},
        "modes": {"land": 5, "parcel": 2},
    }
    return Event(**{**fields, **changed})  # type: ignore[arg-type]


def test_an_event_is_read_written_and_read_again(tmp_path: Path) -> None:
    data = load(written(tmp_path, leg(f"{{{EVENT}}}")))
    (found,) = data.legs[0].events
    assert (found.records, found.weighed, found.kilograms, found.largest) == (10, 4, 12.5, 9)
    assert found.years == {2011: 3, 2012: 6}
    assert found.modes == {"land": 5, "parcel": 2}
    again = tmp_path / "again.yaml"
    again.write_text(to_yaml(data.records), encoding="utf-8")
    assert load(again).records == data.records
    assert "years: {2011: 3, 2012: 6}" in again.read_text(encoding="utf-8")
    # From the store, the second time.
    assert load(again).records == data.records


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("weighed: 4", "weighed: 11", "events[0].weighed", "11 of 10 records weighed"),
        ("2012: 6", "2012: 8", "events[0].years", "they add up to 11, of 10 records"),
        ("parcel: 2", "parcel: 6", "events[0].modes", "they add up to 11, of 10 records"),
        ("parcel: 2", "boat: 2", "events[0].modes.boat", "unknown mode 'boat'"),
        ("parcel: 2", "unknown: 2", "events[0].modes.unknown", "unknown mode 'unknown'"),
        ("records: 10", "records: 0", "events[0].records", "expected a whole number of 1 or more"),
        ("records: 10", "records: 1.5", "events[0].records", "a whole number of 1 or more"),
        ("2011: 3", "2011: 0", "events[0].years.2011", "a whole number of 1 or more"),
        ("2011: 3", "11: 3", "events[0].years.11", "expected a year from 1800 to 2100"),
        ("largest: 9", "largest: 13", "events[0].largest", "more than all records together"),
        ("largest: 9", "largest: 3", "events[0].kilograms", "4 records of 3 kg at most"),
        ("largest: 9", "largest: .inf", "events[0].largest", "inf is not finite"),
        ("largest: 9, ", "", "events[0]", "'largest' is missing"),
        ("kilograms: 12.5, ", "", "events[0]", "'kilograms' is missing"),
        ("weighed: 4", "weighed: 0", "events[0].kilograms", "no record is weighed"),
        ("source: table", "source: tabel", "events[0].source", "did you mean table?"),
        ("departure-destination", "departure", "events[0].rule", "did you mean departure-dest"),
        ("FRA: {2012: 1}", "FRA: {2012: 3}", "events[0].reporters", "7 records of 2012, of 6 in"),
        ("FRA: {2012: 1}", "FRX: {2012: 1}", "events[0].reporters.FRX", "unknown country 'FRX'"),
        ("FRA: {2012: 1}", "France: {2012: 1}", "events[0].reporters.France", "alpha-3 code"),
        ("FRA: {2012: 1}", "FRA: [2012]", "events[0].reporters.FRA", "expected a mapping"),
        ("records: 10", "record: 10", "events[0].record", "did you mean records"),
    ],
)
def test_what_does_not_go_together_is_one_problem(
    tmp_path: Path, old: str, new: str, path: str, said: str
) -> None:
    assert old in EVENT
    with pytest.raises(DataFileError) as caught:
        load(written(tmp_path, leg("{" + EVENT.replace(old, new) + "}")))
    found = [(one.path, one.message) for one in caught.value.problems if said in one.message]
    assert [one.line for one in caught.value.problems] == [13] * len(caught.value.problems)
    assert found
    assert found[0][0] == f"legs[0].{path}"


def test_a_leg_stands_on_something(tmp_path: Path) -> None:
    bare = "  - {id: cocaine-COL-ESP, from: COL, to: ESP, commodity: cocaine}\n"
    with pytest.raises(DataFileError, match="'citations' is missing: add it, or 'events'"):
        load(written(tmp_path, bare))


def test_one_table_counts_a_link_once_by_a_rule(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"stand in events\[0\] already: make them one"):
        load(written(tmp_path, leg(f"{{{EVENT}}}, {{{EVENT}}}")))
    by_another = EVENT.replace("departure-", "departure-seized-")
    assert len(load(written(tmp_path, leg(f"{{{EVENT}}}, {{{by_another}}}"))).legs[0].events) == 2


def test_money_is_not_weighed(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="money is measured in money"):
        load(written(tmp_path, leg(f"{{{EVENT}}}", key="money-COL-ESP", commodity="money")))


@given(
    st.dictionaries(st.integers(2000, 2009), st.integers(1, 50)),
    st.dictionaries(st.sampled_from(["land", "rail", "parcel"]), st.integers(1, 50)),
    st.integers(0, 40),
    st.integers(1999, 2010),
    st.integers(0, 5),
    st.sets(st.sampled_from(["land", "rail", "parcel", "unknown"])),
)
def test_a_part_is_an_event_itself_and_no_more_than_the_whole(
    years: dict[int, int],
    modes: dict[str, int],
    more: int,
    first: int,
    length: int,
    wanted: set[str],
) -> None:
    records = max(sum(years.values()), sum(modes.values())) + more
    if not records:
        return
    whole = event(records=records, years=years, modes=modes)
    span = Years(first, first + length)
    part = whole.part(span, wanted)
    in_span = sum(n for year, n in years.items() if first <= year <= first + length)
    if part is None:
        of_mode = sum(n for mode, n in modes.items() if mode in wanted)
        left = records - sum(modes.values()) if "unknown" in wanted else 0
        assert not in_span or (wanted and not of_mode + left)
        return
    assert list(counts_fit(part)) == []
    assert 1 <= part.records <= in_span
    assert all(part.years[year] <= years[year] for year in part.years)
    assert all(first <= year <= first + length for year in part.years)
    if not wanted:
        assert part.records == in_span
        assert part.years == {y: n for y, n in years.items() if first <= y <= first + length}
    else:
        assert wanted.issuperset(part.modes)
    assert key_of(part) == key_of(whole)


def test_a_part_by_hand() -> None:
    whole = event()
    assert whole.part() is whole
    of_2011 = whole.part(Years(2011, 2011))
    assert of_2011 is not None
    assert (of_2011.records, of_2011.years) == (3, {2011: 3})
    # 5 of 10 by land, of all years; of the 3 of 2011, as many: 1.5, rounded to even.
    by_land = whole.part(Years(2011, 2011), ["land"])
    assert by_land is not None
    assert (by_land.records, by_land.modes) == (2, {"land": 2})
    assert whole.part(Years(2015, 2015)) is None
    assert whole.part(None, ["rail"]) is None
    without_mode = whole.part(None, ["unknown"])
    assert without_mode is not None
    assert (without_mode.records, without_mode.modes) == (3, {})


def test_without_a_country_its_records_are_gone() -> None:
    whole = event(
        records=10,
        weighed=4,
        kilograms=12.5,
        largest=9.0,
        reporters={"ESP": {2011: 3, 2012: 4}, "FRA": {2012: 1}},
    )
    assert whole.without("ITA") is whole
    left = whole.without("ESP")
    assert left is not None
    assert (left.records, left.years) == (3, {2012: 2})
    assert left.reporters == {"FRA": {2012: 1}}
    # Kilograms are not told by country: 3 of 10 records have 3 of 10 parts of them.
    assert (left.weighed, left.kilograms, left.largest) == (1, 3.75, 3.75)
    assert sum(left.modes.values()) <= 3
    alone = event(records=2, years={2012: 2}, modes={}, reporters={"ESP": {2012: 2}})
    assert alone.without("ESP") is None
    of_2012 = whole.part(Years(2012, 2012))
    assert of_2012 is not None
    assert of_2012.reporters == {"ESP": {2012: 4}, "FRA": {2012: 1}}


def test_credibility_grows_with_records() -> None:
    few: dict[str, object] = {"years": {}, "modes": {}}
    graded = [event(records=n, **few).credibility for n in (1, 2, 4, 5, 854)]
    assert graded == [4, 3, 3, 2, 2]


def test_files_with_one_event_are_merged_once(tmp_path: Path) -> None:
    mine = load(written(tmp_path, leg(f"{{{EVENT}}}")))
    joined = merge(mine, mine)
    assert joined.dataset.records == mine.records


def test_other_counts_of_one_table_are_a_conflict(tmp_path: Path) -> None:
    mine = load(written(tmp_path, leg(f"{{{EVENT}}}")))
    newer = EVENT.replace("records: 10", "records: 12")
    later = load(written(tmp_path, leg(f"{{{newer}}}"), name="later.yaml"))
    with pytest.raises(MergeConflictError, match="has 10 or 12 records") as caught:
        merge(mine, later)
    assert len(caught.value.conflicts) == 1
    for prefer, records in (("first", 10), ("last", 12)):
        joined = merge(mine, later, prefer=prefer)  # type: ignore[arg-type]
        assert [e.records for one in joined.dataset.legs for e in one.events] == [records]


def test_citations_and_events_of_two_files_become_one_leg(tmp_path: Path) -> None:
    cited = (
        "  - {id: cocaine-COL-ESP, from: COL, to: ESP, commodity: cocaine, citations: "
        "[{source: table, locator: p. 1, credibility: 2}]}\n"
    )
    mine = load(written(tmp_path, leg(f"{{{EVENT}}}", key="other")))
    theirs = load(written(tmp_path, cited, name="theirs.yaml"))
    (one,) = merge(mine, theirs).dataset.legs
    assert (one.id, len(one.citations), len(one.events)) == ("other", 1, 1)
    assert [c.locator for c in one.evidence] == [
        "p. 1",
        "COL > ESP: 10 seizure records of 2011-2012 (departure > destination)",
    ]


def test_statements_are_the_same_until_the_events_change(tmp_path: Path) -> None:
    (one,) = load(written(tmp_path, leg(f"{{{EVENT}}}"))).legs
    assert one.evidence is one.evidence
    other = msgspec.structs.replace(one, events=(event(records=11),))
    assert [c.locator for c in other.evidence] == [
        "COL > ESP: 11 seizure records of 2011-2012 (departure > destination)"
    ]
    assert other != one


def test_an_event_is_immutable_and_hashable() -> None:
    assert hash(event()) == hash(event())
    assert msgspec.structs.replace(event(), records=11) != event()
