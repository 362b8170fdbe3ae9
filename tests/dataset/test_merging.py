"""Files are joined without losing a citation, and contradictions are told."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dataset.test_properties import files, raw
from tests.networks import cite, data_of, leg, tonnes
from tests.properties import examples
from trafficroutes.dataset.loading import load_bytes, load_shipped
from trafficroutes.dataset.merging import Merged, Prefer, merge
from trafficroutes.dataset.merging_entries import MergeConflictError
from trafficroutes.dataset.merging_sources import address
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Body, Source

SECTIONS = ("legs", "flows", "observations", "production", "consumption", "seizures", "bodies")


def replaced(data: Dataset, **changes: Any) -> Dataset:
    records = msgspec.structs.replace(data.records, **changes)
    return Dataset(data.path, data.sha256, records, data.places)


def conflicts(*data: Dataset, **options: Any) -> list[str]:
    with pytest.raises(MergeConflictError) as caught:
        merge(*data, **options)
    return [str(conflict) for conflict in caught.value.conflicts]


def legs(found: Merged) -> dict[str, list[str]]:
    return {leg.id: [str(c.source) for c in leg.citations] for leg in found.dataset.legs}


ONE = data_of(
    [leg("COL", "GNB", cite("a"), cite("b")), leg("GNB", "ESP", cite("a"))],
    corridors={"west": {"name": "West", "description": "By sea"}},
)


def test_entries_with_one_id_unite_their_citations_each_once() -> None:
    two = data_of([leg("COL", "GNB", cite("b"), cite("c")), leg("COL", "BRA", cite("c"))])
    assert legs(merge(ONE, two)) == {
        "cocaine.COL-BRA": ["c"],
        "cocaine.COL-GNB": ["a", "b", "c"],
        "cocaine.GNB-ESP": ["a"],
    }


def test_a_file_merged_with_itself_is_itself() -> None:
    found = merge(ONE, ONE)
    assert found.dataset.records == ONE.records
    assert found.notes == ()


@pytest.mark.slow
def test_the_shipped_data_take_another_file_without_loss() -> None:
    everything = load_shipped()
    found = merge(everything, data_of("COL > GNB"))
    assert everything_cited(found.dataset)[-1] == everything_cited(everything)[-1]
    assert len(everything_cited(found.dataset)) == len(everything_cited(everything)) + 1


def test_equal_citations_of_one_entry_are_taken_once_even_where_it_gets_a_new_id() -> None:
    two = data_of([leg("COL", "BRA", cite("c"), cite("c"), key="cocaine.COL-GNB")])
    assert legs(merge(ONE, two, prefer="first"))["cocaine.COL-GNB-2"] == ["c"]


def test_corridors_of_a_leg_are_united() -> None:
    ways = {key: {"name": key, "description": "x"} for key in ("west", "east")}
    one = data_of([leg("COL", "GNB", corridors=["west"])], corridors=ways)
    two = data_of([leg("COL", "GNB", corridors=["east", "west"])], corridors=ways)
    assert merge(one, two).dataset.legs[0].corridors == ("west", "east")


def test_legs_with_the_same_ends_become_one_under_the_first_id() -> None:
    two = data_of([leg("COL", "GNB", cite("c"), key="other"), leg("COL", "GNB", key="third")])
    found = merge(ONE, two)
    assert legs(found)["cocaine.COL-GNB"] == ["a", "b", "c"]
    assert set(legs(found)) == {"cocaine.COL-GNB", "cocaine.GNB-ESP"}
    assert "legs cocaine.COL-GNB and other are one: it is called cocaine.COL-GNB" in found.notes


def test_one_id_for_two_legs_is_a_conflict_and_both_are_kept_on_request() -> None:
    two = data_of([leg("COL", "BRA", cite("c"), key="cocaine.COL-GNB")])
    (told,) = conflicts(ONE, two)
    assert told == "legs.cocaine.COL-GNB: to is GNB or BRA (small.yaml, small.yaml)"
    choices: tuple[tuple[Prefer, str], ...] = (("first", "GNB"), ("last", "BRA"))
    for prefer, to in choices:
        found = merge(ONE, two, prefer=prefer)
        by_id = {leg.id: leg for leg in found.dataset.legs}
        assert by_id["cocaine.COL-GNB"].to == to
        assert {by_id["cocaine.COL-GNB"].to, by_id["cocaine.COL-GNB-2"].to} == {"GNB", "BRA"}
        assert sum(len(leg.citations) for leg in by_id.values()) == 4
        assert any("is now cocaine.COL-GNB-2" in note for note in found.notes)


def test_ids_that_were_made_are_not_made_again() -> None:
    def other(to: str) -> Dataset:
        return data_of([leg("COL", to, cite("c"), key="x")])

    found = merge(other("GNB"), other("BRA"), other("ESP"), prefer="last")
    assert {leg.id: leg.to for leg in found.dataset.legs} == {
        "x": "ESP",
        "x-2": "GNB",
        "x-3": "BRA",
    }


def test_all_conflicts_are_told_at_once_and_can_be_settled() -> None:
    one = data_of("COL > GNB", regions={"LAND": ["GNB"]}, licence="CC0")
    two = data_of("COL > GNB", regions={"LAND": ["GNB", "SEN"]}, licence="CC-BY")
    source = msgspec.structs.replace(one.records.sources["a"], reliability="C")
    grades = msgspec.structs.replace(one.records.grades, reliability=dict.fromkeys("ABCDEF", 0.5))
    two = replaced(two, sources={"a": source}, grades=grades)
    told = conflicts(one, two)
    assert [line.split(":")[0] for line in told] == [
        "grades",
        "licence",
        "regions.LAND",
        "sources.a",
    ]
    assert "reliability is A or C" in told[-1]
    assert "members is GNB or GNB, SEN" in told[2]
    first = merge(one, two, prefer="first")
    assert first.dataset.records == one.records
    last = merge(one, two, prefer="last").dataset.records
    assert (last.licence, last.grades, last.sources["a"].reliability) == ("CC-BY", grades, "C")
    assert len(first.notes) == 4


def test_a_value_that_only_one_file_has_is_no_conflict() -> None:
    found = merge(ONE, data_of("COL > GNB", licence="CC0", updated="2026-03-01"), title="Both")
    records = found.dataset.records
    assert (records.licence, records.updated, records.title) == ("CC0", "2026-03-01", "Both")


def test_one_id_for_two_documents_is_never_settled() -> None:
    other = Source(title="Another", publisher="P", kind="press", reliability="A")
    two = replaced(data_of("COL > GNB"), sources={"a": other})
    assert "title is Report a or Another" in conflicts(ONE, two, prefer="first")[0]
    with pytest.raises(MergeConflictError, match="one id means two things"):
        merge(ONE, two, prefer="last")


def test_a_corrected_title_at_the_same_address_can_be_settled() -> None:
    one = replaced(ONE, sources={**ONE.records.sources, "a": with_url("Old", "http://e.org/x/")})
    two = replaced(
        ONE, sources={**ONE.records.sources, "a": with_url("New", "https://www.e.org/x")}
    )
    assert merge(one, two, prefer="last").dataset.records.sources["a"].title == "New"


def test_commodities_of_another_kind_and_other_bodies_are_never_settled() -> None:
    cocaine = msgspec.structs.replace(ONE.records.commodities["cocaine"], unit="usd")
    two = replaced(ONE, commodities={**ONE.records.commodities, "cocaine": cocaine})
    assert conflicts(ONE, two, prefer="first")
    assert conflicts(body("Centre"), body("Another"), prefer="first")


def test_bodies_unite_their_citations() -> None:
    one = body("Centre", source="a", founded=2006)
    two = body("Centre", source="b", founded=2007)
    assert "founded is 2006 or 2007" in conflicts(one, two)[0]
    found: Body = merge(one, two, prefer="last").dataset.records.bodies["x"]
    assert (found.founded, [str(c.source) for c in found.citations]) == (2007, ["a", "b"])


def test_what_one_file_leaves_out_is_taken_from_the_other() -> None:
    one, two = body("Centre", founded=2006), body("Centre", members=["FRA"], note="x")
    for pair in ((one, two), (two, one)):
        found = merge(*pair).dataset.records.bodies["x"]
        assert (found.founded, found.note, len(found.members)) == (2006, "x", 1)


def test_conflicts_of_all_files_are_told_at_once() -> None:
    first, second, third = (body("Centre", founded=year) for year in (2005, 2006, 2007))
    assert len(conflicts(first, second, third)) == 2


def body(name: str, source: str = "a", **more: Any) -> Dataset:
    entry = {"name": name, "kind": "forum", "citations": [cite(source)], **more}
    return data_of("COL > GNB", bodies={"x": entry})


def with_url(title: str, url: str | None) -> Source:
    return Source(title=title, publisher="P", kind="press", reliability="A", url=url)


def test_one_document_under_two_ids_is_told_and_not_joined() -> None:
    one = replaced(ONE, sources={**ONE.records.sources, "a": with_url("T", "http://e.org/x/")})
    two = data_of([leg("COL", "BRA", cite("c"), cite("d"))])
    two = replaced(
        two, sources={"c": with_url("U", "https://www.e.org/x#top"), "d": with_url("t", None)}
    )
    found = merge(one, two)
    assert set(found.dataset.records.sources) == {"a", "b", "c", "d"}
    assert [note.partition(" look")[0] for note in found.notes] == [
        "sources a and c",
        "sources a and d",
    ]


def test_an_address_that_is_none_is_compared_as_it_is() -> None:
    assert address(with_url("T", "http://[")) == "http://["
    assert address(with_url("T", "https://e.org/a?b=1")) == "e.org/a?b=1"


def test_one_file_is_nothing_to_merge() -> None:
    with pytest.raises(QueryError, match="two data files or more"):
        merge(ONE)


def test_a_long_value_is_cut_in_messages() -> None:
    def statement(text: str) -> Dataset:
        return data_of("COL > GNB", estimates={"e": {"statement": text}})

    assert "..." in conflicts(statement("x" * 100), statement("y"))[0]


def everything_cited(data: Dataset) -> list[tuple[Any, ...]]:
    """Return every citation with what it is said about, by content and not by id."""
    found = []
    for section in SECTIONS:
        entries = getattr(data.records, section)
        for entry in entries.values() if isinstance(entries, dict) else entries:
            about = tuple(
                getattr(entry, name, None) for name in ("origin", "to", "commodity", "place")
            )
            found += [(section, about, citation) for citation in entry.citations]
    return found


@pytest.mark.slow
@given(files(), files(), st.sampled_from(["first", "last"]))
@settings(max_examples=examples(100))
def test_no_citation_is_ever_lost(one: dict[str, Any], two: dict[str, Any], prefer: Any) -> None:
    # One title a source, so that an id means one document in both files.
    for content in (one, two):
        for key, source in content["sources"].items():
            source["title"] = key
    given_data = [
        load_bytes(raw(content), name, keep=False) for content, name in ((one, "1"), (two, "2"))
    ]
    try:
        found = merge(*given_data)
    except MergeConflictError:
        found = merge(*given_data, prefer=prefer)
    cited = everything_cited(found.dataset)
    for data in given_data:
        for item in everything_cited(data):
            assert item in cited
    assert len(cited) == len({str(item) for item in cited})
    ids = [leg.id for leg in found.dataset.legs]
    assert ids == sorted(ids)


def test_quantities_are_part_of_what_makes_citations_equal() -> None:
    one = data_of([leg("COL", "GNB", cite(quantity=tonnes(5)))])
    two = data_of([leg("COL", "GNB", cite(quantity=tonnes(6)))])
    assert len(merge(one, two).dataset.legs[0].citations) == 2
