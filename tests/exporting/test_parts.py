"""A part of the data holds what belongs to it, and all parts together everything."""

from __future__ import annotations

import json
from collections import Counter

import pytest

import trafficroutes as tr
from tests.exporting.samples import answer, sample
from trafficroutes import Extract
from trafficroutes.dataset.loading import load
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.exporting.answer import Exported
from trafficroutes.exporting.data_tables import data_book
from trafficroutes.exporting.kinds import KINDS


@pytest.mark.parametrize(
    ("part", "legs"),
    [
        (Extract(), 9),
        (Extract(commodity="heroin"), 2),
        (Extract(corridors=("The Atlantic",)), 2),
        (Extract(places=("Guinea-Bissau",)), 3),
        (Extract(years="2006"), 1),
        (Extract(modes=("sea_vessel",)), 1),
        (Extract(region="Oceania"), 2),
        (Extract(min_credibility=2), 8),
    ],
)
def test_a_part_has_its_legs_and_what_they_name(part: Extract, legs: int) -> None:
    book = data_book(sample(), part)
    assert len(book["legs"]) == legs
    ids = set(book["legs"].column("id"))
    assert set(book["citations"].column("leg")) == ids
    named = {code for key in ("from", "to") for code in book["legs"].column(key)}
    assert named <= set(book["places"].column("code"))
    told = {key: name for name in book["sources"].column("id") for key in [name]}
    for table in ("citations", "figures", "observations", "flows"):
        assert set(book[table].column("source")) <= set(told)
    assert "unused" not in told


def test_statements_beside_legs_belong_by_place_and_corridor() -> None:
    assert data_book(sample(), Extract(places=("GNB",))).counts()["figures"] == 2
    assert data_book(sample(), Extract(places=("FJI",))).counts()["figures"] == 0
    assert data_book(sample(), Extract(corridors=("atlantic",))).counts()["figures"] == 0
    assert data_book(sample(), Extract(places=("GNB",))).counts()["observations"] == 1
    assert data_book(sample(), Extract(commodity="heroin")).counts()["observations"] == 0


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(QueryError, match="no leg is left"):
        data_book(sample(), Extract(commodity="opium"))
    with pytest.raises(UnknownNameError):
        data_book(sample(), Extract(corridors=("pacific",)))


@pytest.mark.slow
def test_families_together_are_everything() -> None:
    data = load()
    whole = data_book(data, Extract(weighting="evidence"))
    moved = {data.commodity(leg.commodity).family for leg in data.legs}
    books = [data_book(data, Extract(commodity=key, weighting="evidence")) for key in moved]
    for name in ("legs", "citations", "figures", "observations", "flows"):
        table = whole[name]
        at = table.names.index("commodity")
        # Citations and statements are numbered anew in each.
        first = 0 if name == "legs" else 1
        wanted = Counter(
            row[first:] for row in table.rows if data.commodity(str(row[at])).family in moved
        )
        assert Counter(row[first:] for book in books for row in book[name].rows) == wanted


def test_citations_of_the_data_are_one_a_row() -> None:
    book, data = data_book(sample()), sample()
    assert len(book["citations"]) == sum(len(leg.citations) for leg in data.legs)
    row = book["citations"].records()[0]
    assert (row["leg"], row["source"]) == ("cocaine.COL-GNB", "c_d.e")
    assert (row["first_year"], row["last_year"], row["modes"]) == (2005, 2008, "sea_vessel")
    (amount,) = [row for row in book["citations"].records() if row["best"] is not None]
    assert (amount["best"], amount["unit"], amount["basis"]) == (40.0, "t_per_year", "flow")


def test_citations_of_an_answer_say_what_they_are_of() -> None:
    book = Exported.of(answer(), data=sample()).book
    for row in book["citations"].records():
        cited_for = book[str(row["table"])].records()[int(str(row["row"])) - 1]
        assert cited_for["row"] == row["row"]
    legs = [row for row in book["citations"].records() if row["table"] == "legs"]
    first = book["legs"].records()[0]
    (cited,) = (leg for leg in sample().legs if leg.id == first["legs"])
    assert [row["source"] for row in legs if row["row"] == 1] == [c.source for c in cited.citations]
    assert (first["from"], first["from_name"]) == ("COL", "Colombia")


def test_an_answer_has_its_question_and_notes() -> None:
    book = Exported.of(answer(), data=sample(), command="trafficroutes hubs COL R:EUROPE").book
    about = {key: value for key, value in book["about"].rows}  # noqa: C416 - typed so
    assert about["origin_name"] == "Colombia"
    assert about["sha256"] == sample().sha256
    assert about["command"] == "trafficroutes hubs COL R:EUROPE"
    assert book["notes"].column("answer")[0] == "cocaine"
    assert book["answers"].records()[0]["commodity"] == "cocaine"


def test_an_answer_with_citations_of_its_own_keeps_them() -> None:
    told = tr.legs(sample(), "COL", "MEX")
    exported = Exported.of(told, data=sample())
    assert exported.book["citations"].column("entry") == ("cocaine.COL-MEX",) * 2
    assert set(exported.book["sources"].column("id")) == {"a", "b"}
    (link,) = (
        entity
        for line in exported.file(KINDS["ftm.jsonl"])[0].decode().splitlines()
        if (entity := json.loads(line))["schema"] == "UnknownLink"
    )
    assert len(link["properties"]["proof"]) == 2
    for kind in KINDS.values():
        assert exported.file(kind)[0]
