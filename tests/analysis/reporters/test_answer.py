"""Who reports the seizures behind a network, against numbers worked out by hand."""

from __future__ import annotations

from math import log1p
from pathlib import Path

import pytest

from tests.model.test_events import HEAD
from tests.reported import reported_file
from trafficroutes import Dataset, QueryError, ReportersAnswer, hubs, load, reporters
from trafficroutes.analysis.reporters.counting import without_reporter


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Dataset:
    path = tmp_path / "reported.yaml"
    path.write_text(reported_file(), encoding="utf-8")
    return load(path)


@pytest.fixture(name="answer")
def _answer(data: Dataset) -> ReportersAnswer:
    return reporters(data, "Colombia", "Spain").answer()


def test_records_are_counted_by_who_seized(answer: ReportersAnswer) -> None:
    assert (answer.records, answer.unattributed) == (42, 3)
    found = {one.place: (one.records, one.years, one.links_alone) for one in answer.reporters}
    # Spain alone has records of Brazil > Spain, Brazil and Colombia of one link each.
    assert found == {"ESP": (21, 2, 1), "BRA": (9, 1, 1), "FRA": (5, 1, 0), "COL": (4, 1, 1)}
    assert list(found) == ["ESP", "BRA", "FRA", "COL"]
    shares = [21 / 39, 9 / 39, 5 / 39, 4 / 39]
    assert [one.share for one in answer.reporters] == pytest.approx(shares)
    assert answer.effective == pytest.approx(1 / sum(share**2 for share in shares))
    assert any("3 of 42 records have no known reporter" in note for note in answer.notes)


def test_records_per_head_and_per_tonne(answer: ReportersAnswer) -> None:
    spain = answer.reporters[0]
    assert spain.per_year == pytest.approx(21 / 2)
    # 30 million people by the newest figure, and 20 t seized in a year.
    assert spain.per_million == pytest.approx(10.5 / 30)
    assert spain.seized_kg == pytest.approx(20_000)
    assert spain.per_tonne == pytest.approx(10.5 / 20)
    assert answer.reporters[1].per_million is None
    assert answer.reporters[1].per_tonne is None


def test_reporting_by_year(answer: ReportersAnswer) -> None:
    found = [(one.year, one.countries, one.records, one.first) for one in answer.by_year]
    assert found == [(2011, 1, 10, "ESP"), (2012, 4, 29, "ESP")]
    assert answer.by_year[1].first_share == pytest.approx(11 / 29)


def test_without_a_reporter_the_ranking_is_that_of_the_other_records(
    data: Dataset, answer: ReportersAnswer
) -> None:
    without = hubs(without_reporter(data, "ESP"), "Colombia", "Spain", draws=0).answer()
    # Brazil > Spain is gone; Colombia > Spain has 5 records, Ecuador's way 4 and 3.
    assert [hub.place for hub in without.hubs] == ["ECU"]
    stays = log1p(1)
    passed = log1p(4) * (log1p(3) / (log1p(3) + stays))
    assert without.hubs[0].share == pytest.approx(passed / (passed + log1p(5)))
    spain = answer.reporters[0]
    assert (spain.outcome, spain.moves, spain.rank_after) == ("ranked", "BRA", None)
    assert (spain.rank_before, spain.head_kept) == (1, 1)


def test_reporters_are_left_out_as_asked(data: Dataset) -> None:
    answer = reporters(data, leave_out=1).answer()
    assert answer.by == "strength"
    assert [one.outcome for one in answer.reporters] == ["ranked", *["not_asked"] * 3]
    with pytest.raises(QueryError, match="0 or more, not -1"):
        reporters(data, leave_out=-1)


def test_other_data_may_hold_people_and_kilograms(data: Dataset) -> None:
    answer = reporters(data, beside=load()).answer()
    assert answer.reporters[0].seized_kg not in (None, 20_000)


def test_data_without_events_are_told_so(tmp_path: Path) -> None:
    path = tmp_path / "cited.yaml"
    path.write_text(
        f"{HEAD}  - {{id: a, from: COL, to: ESP, commodity: cocaine, citations: "
        "[{source: table, locator: p. 1, credibility: 2}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(QueryError, match="no leg that fits stands on seizure records"):
        reporters(path)


def test_what_hangs_on_the_first_is_said(data: Dataset) -> None:
    result = reporters(data, "Colombia", "Spain")
    assert result.sentences(result.answer()) == (
        "42 seizure records of 4 countries that seize.",
        "54 % of them are Spain's.",
        "Without these, 1 of the first ten stay first.",
    )
