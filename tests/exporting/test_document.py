"""docs/exporting.md is true: its endings, tables and columns are there, its examples run."""

from __future__ import annotations

import re
import shlex
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest

from tests.exporting.samples import answer, sample
from trafficroutes.commands.export_answer import ANSWERS
from trafficroutes.commands.main import main
from trafficroutes.exporting.answer import Exported
from trafficroutes.exporting.kinds import KINDS
from trafficroutes.exporting.statements import citation_columns
from trafficroutes.exporting.tables import DataTable

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "exporting.md").read_text(encoding="utf-8")
SUPPORT = ["citations", "documents", "records", "evidence", "first_year", "last_year"]
COMMANDS = re.findall(r"^    (trafficroutes export .+)$", TEXT, re.MULTILINE)


def section(heading: str) -> str:
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(part: str) -> dict[str, list[str]]:
    """Return the cells of a table, by the code in the first."""
    found = re.findall(r"^\| `([\w.]+)` \|(.*)\|$", part, re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in found}


def told(cell: str) -> list[tuple[str, bool]]:
    """Return the columns that a cell names, each with whether it is in italics."""
    names: list[tuple[str, bool]] = []
    outside = re.sub(r"\([^()]*\)", "", cell)
    for star, name, support, cited in re.findall(
        r"(\*?)`(\w+)`\*?|\b(support)\b|(those of a citation)", outside
    ):
        if name:
            names.append((name, bool(star)))
        elif support:
            names += [(one, False) for one in SUPPORT]
        elif cited:
            names += [(column.name, column.looked_up) for column in citation_columns()]
    return names


def columns(table: DataTable) -> list[tuple[str, bool]]:
    return [(column.name, column.looked_up) for column in table.columns]


def test_every_ending_is_told_with_what_it_needs() -> None:
    found = rows(TEXT.split("\n**A part of the data**")[0])
    assert [name.removeprefix(".") for name in found] == list(KINDS)
    for name, cells in found.items():
        module, _ = KINDS[name.removeprefix(".")].needs
        assert cells[-1].lower() == module


def test_tables_of_the_data_have_the_columns_told() -> None:
    found = rows(section("Tables of the data"))
    tables = Exported(sample()).book.tables
    assert set(found) == {table.name for table in tables}
    for table in tables:
        assert told(found[table.name][1]) == columns(table), table.name


def test_columns_of_a_citation_are_told() -> None:
    part = section("Tables of the data").split("The columns **of a citation** are ")[1]
    named = told(part.split(", as\n")[0])
    assert named == [(column.name, column.looked_up) for column in citation_columns()]


def test_tables_of_an_answer_are_told() -> None:
    found = rows(section("Tables of an answer"))
    book = Exported.of(answer(), data=sample()).book
    own = set(type(answer().answers[0]).tables)  # type: ignore[attr-defined]
    assert {table.name for table in book.tables} - own == set(found)
    assert told(found["citations"][1]) == columns(book["citations"])


def test_commands_that_can_be_exported_are_told() -> None:
    part = TEXT.split("It can be of ")[1].split(", or a question")[0]
    assert re.findall(r"`(\w+)`", part) == list(ANSWERS)


@pytest.mark.slow
def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(COMMANDS) > 5
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        words = shlex.split(command)
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0, command
        assert Path(words[words.index("-o") + 1]).stat().st_size > 1000


@pytest.mark.slow
def test_the_examples_of_code_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - the document's own example
    assert isinstance(names["places"], gpd.GeoDataFrame)
    (query,) = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)
    monkeypatch.setattr(sys, "argv", ["trafficroutes", "export", "-o", "routes.sqlite"])
    with pytest.raises(SystemExit):
        main()
    with closing(sqlite3.connect("routes.sqlite")) as database:
        found = database.execute(query).fetchall()
    assert len(found) == 10
    assert found[0][2] >= found[-1][2] > 5
