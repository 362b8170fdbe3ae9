"""What the documents of sweeps say in cases that the small data file has not."""

from __future__ import annotations

from typing import Any

from tests.networks import data_of, near
from trafficroutes.report.form.document import Document, Table, show
from trafficroutes.report.sweep import sweep_document
from trafficroutes.scenario.sweep.answer import sweep, sweep_many


def document(drawing: str, **options: Any) -> Document:
    data = data_of(drawing)
    found = sweep(data, "COL", "ESP", weighting="equal", **{"draws": 0, **options})
    return sweep_document(found, data)


def table(found: Document, title: str) -> Table:
    return next(one for one in found.sections[0].tables if one.title.startswith(title))


def test_the_best_of_many() -> None:
    found = document("COL > VEN > ESP\nCOL > MEX > BRA > ESP\nCOL > ESP", top=1)
    section = found.sections[0]
    assert section.answer == (
        "The best of 3 countries is Brazil: 33 % of what arrives passes it.",
        "Other cited routes are left for all of it, so goods could go round.",
    )
    assert section.lines == ()
    assert section.record == "Not tested: no published shares."
    best = table(found, "Best sets: 1 of 3")
    assert [column.key for column in best.columns] == ["rank", "set", "intercepted", "adapted"]
    assert best.rows == ((1, "Brazil", near(1 / 3), "all goes round"),)


def test_pairs_have_their_shares_before_and_after() -> None:
    found = document("COL > VEN > ESP\nCOL > MEX > ESP", size=2)
    (row,) = table(found, "Pairs that do more together").rows
    assert row[0] == "Mexico, Venezuela"
    assert row[1:7] == tuple(map(near, (0.5, 0.5, 1.0, 0.75, 1.0, 1.0)))
    assert row[7] == "nothing arrives"
    assert table(found, "Redundant pairs").rows == ()


def test_intervals_have_a_column() -> None:
    found = document("COL > VEN > ESP\nCOL > ESP", draws=200)
    best = table(found, "Best sets")
    at = [column.key for column in best.columns].index("interval")
    assert best.columns[at].title == "Evidence range"
    ends = best.rows[0][at]
    assert isinstance(ends, tuple)
    assert 0.0 <= float(ends[0]) <= float(ends[1]) <= 1.0
    assert show((0.0, 0.5), best.columns[at]) == "*0-50 %"
    assert show((0.1, 0.5), best.columns[at]) == "10-50 %"


def test_many_ends_without_a_route_are_counted() -> None:
    data = data_of("COL > VEN > ESP")
    none = [
        ("ESP", code) for code in ("BRA", "CHL", "FRA", "DEU", "ITA", "MEX", "PER", "PRT", "USA")
    ]
    found = sweep_document(sweep_many(data, [("COL", "ESP"), *none]), data)
    (section,) = found.sections
    assert section.heading == "Sets of 1 country, 1 pair of ends"
    assert section.lines[0] == "1 set between 1 pair of ends was looked at"
    assert section.lines[1].startswith("No cited route: Spain > Brazil, Spain > Chile, ")
    assert section.lines[1].endswith("Spain > Portugal and 1 more")
    assert section.tables[0].rows[0][:4] == ("Colombia", "Spain", "Cocaine", 1)
