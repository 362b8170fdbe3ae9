"""What the documents of scenarios say in cases that the small data file has not."""

from __future__ import annotations

from typing import Any

from tests.networks import data_of
from tests.scenario.drawings import corridors
from trafficroutes.model.dataset import Dataset
from trafficroutes.report.form.document import Section, Table
from trafficroutes.report.scenario_table import scenarios_document
from trafficroutes.report.scenarios import whatif_document
from trafficroutes.scenario.files.running import run_scenarios
from trafficroutes.scenario.files.specs import ScenarioSpec
from trafficroutes.scenario.whatif.answer import whatif


def section(data: Dataset, *, destination: str = "ESP", **told: Any) -> Section:
    found = whatif(data, "COL", destination, **{"weighting": "equal", "draws": 0, **told})
    return whatif_document(found, data).sections[0]


def table(found: Section, title: str) -> Table:
    return next(table for table in found.tables if table.title.startswith(title))


def test_corridors_and_both_bounds() -> None:
    found = section(corridors(), remove_corridors=["one"], draws=20)
    rows = table(found, "Corridors").rows
    assert [row[0] for row in rows] == ["First way", "Second way"]
    assert rows[0][3] == (0.0, 0.0)
    assert [row[0] for row in table(found, "By adaptation").rows] == ["0 (none)", "full"]


def test_the_whole_curve_of_a_rate() -> None:
    found = section(corridors(), interdict={"BRA": 0.5}, adaptation=3)
    curve = table(found, "By adaptation").rows
    assert [row[0] for row in curve] == ["0 (none)", "0.5", "1", "2", "3", "5", "10"]


def test_destinations_and_places_closed() -> None:
    data = data_of("COL > BRA > ESP\nCOL > GNB > FRA")
    found = section(data, destination="ESP,FRA", remove=["GNB"])
    assert found.heading == "Cocaine: Colombia to Spain, France"
    assert [row[-1] for row in table(found, "Destinations").rows] == ["", "cut off"]
    assert "Cut off: France" in found.lines
    hubs = table(found, "Transit hubs")
    assert {row[0]: row[-1] for row in hubs.rows} == {"Guinea-Bissau": "closed", "Brazil": ""}


def test_no_tables_where_there_is_no_number() -> None:
    found = section(corridors(), remove=["COL"])
    assert found.tables == ()
    assert found.answer[0].startswith("With Colombia closed nothing sets out")


def test_nothing_left_has_no_after() -> None:
    found = section(corridors(), remove=["BRA", "GNB"])
    assert not any(line.startswith("Before, ") for line in found.lines)
    keys = [column.key for column in table(found, "Transit hubs").columns]
    assert "share_after" not in keys


def test_a_comparison_without_gains_or_answers() -> None:
    spec = ScenarioSpec("all", None, "", "COL", "ESP", {}, {"remove": ["BRA", "GNB"]}, 1.0, "fixed")
    none = ScenarioSpec("none", None, "", "ESP", "COL", {}, {"remove": ["BRA"]}, 1.0, "fixed")
    runs = list(run_scenarios(corridors(), [spec, none], draws=0))
    first, *_, last = scenarios_document(runs).sections
    (row,) = first.tables[0].rows
    assert row[0] == "all"
    assert "Spain" in row
    assert first.lines[0].startswith("none: no cited route")
    assert last.notes
    assert scenarios_document(runs[1:]).sections[-1].notes == ()
