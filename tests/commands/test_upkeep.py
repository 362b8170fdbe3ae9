"""audit, import-legs and merge at the command line, and docs/upkeep.md as it stands."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from tests.commands.conftest import Runner
from trafficroutes.analysis.audit.answer import CHECKS
from trafficroutes.dataset.loading import load
from trafficroutes.dataset.tables.reading import COLUMNS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "upkeep.md"
TABLE = "from,to,commodity,source\nColombia,Brazil,cocaine,A paper\nGunea,Spain,cocaine,B\n"


def blocks(language: str) -> list[str]:
    text = DOCS.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def test_audit_counts_every_check_and_shows_findings(run: Runner, data_file: Path) -> None:
    found = run("audit", str(data_file))
    assert found.code == 0
    assert found.out.startswith(f"{data_file}: ")
    for name, (title, _) in CHECKS.items():
        assert name in found.out
        assert title in found.out
    assert "Brazil" in found.out.partition("\nDead ends: ")[2]
    assert "Cite as: trafficroutes" in found.out
    # The line to cite by tells of no folder.
    assert run("audit").out.replace("audit\n", f"audit {data_file.name}\n") == found.out


@pytest.mark.slow
def test_audit_shows_ten_of_a_check_unless_told(run: Runner) -> None:
    def shown(*more: str) -> int:
        out = run("audit", "--check", "one-citation", *more, data=str(SHIPPED)).out
        return out.partition("\nLegs with one citation: ")[2].count(" stands on one citation")

    assert shown() == 10
    assert shown("--top", "3") == 3
    answer = json.loads(run("audit", "-f", "json", data=str(SHIPPED)).out)
    assert all(check["count"] == len(check["findings"]) for check in answer["checks"])


SHIPPED = Path(__file__).resolve().parents[2] / "data" / "routes.yaml"


def test_audit_csv_has_every_finding_with_places_and_sources(run: Runner) -> None:
    found = run("audit", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert set(rows[0]) == {"answer", "check", "subject", "places", "message", "sources"}
    totals = json.loads(run("audit", "-f", "json").out)["checks"]
    assert len(rows) == sum(check["count"] for check in totals)
    assert "Cite as: trafficroutes" in found.err
    assert run("audit", "-f", "markdown").out.startswith("## ")


def test_audit_refuses_an_unknown_check_and_a_broken_file(run: Runner, tmp_path: Path) -> None:
    assert "unknown check 'dead-end'" in run("audit", "--check", "dead-end").err
    missing = run("audit", str(tmp_path / "none.yaml"))
    assert (missing.code, missing.out) == (1, "")


def test_import_writes_a_file_and_says_what_it_did(run: Runner, tmp_path: Path) -> None:
    table, made = tmp_path / "my.csv", tmp_path / "my.yaml"
    table.write_text(TABLE.replace("Gunea", "Guinea"), encoding="utf-8")
    found = run("import-legs", str(table), "-o", str(made), "--updated", "2026-01-31")
    assert found.code == 0
    assert found.out.splitlines()[0] == f"{made}: 2 rows, 2 legs, 0 flows, 2 citations, 2 sources"
    assert "- locator 'not given' where none is given (rows: 2)" in found.out
    data = load(made)
    assert (data.records.title, data.records.updated) == ("Imported from my.csv", "2026-01-31")
    again = run("import-legs", str(table), "--updated", "2026-01-31")
    assert again.out == made.read_text(encoding="utf-8")
    assert "2 rows, 2 legs" in again.err


def test_import_dates_the_file_by_default(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "my.csv"
    table.write_text(TABLE.replace("Gunea", "Guinea"), encoding="utf-8")
    assert re.search(
        r"^updated: '\d{4}-\d\d-\d\d'$", run("import-legs", str(table)).out, re.MULTILINE
    )
    bad = run("import-legs", str(table), "--updated", "soon")
    assert bad.code == 1
    assert "Traceback" not in bad.err


def test_import_never_replaces_the_table(run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "my.csv"
    table.write_text(TABLE, encoding="utf-8")
    found = run("import-legs", str(table), "-o", str(table), "--skip-bad-rows")
    assert found.code == 2
    assert table.read_text(encoding="utf-8") == TABLE


def test_import_lists_problems_and_writes_nothing(run: Runner, tmp_path: Path) -> None:
    table, made = tmp_path / "my.csv", tmp_path / "my.yaml"
    table.write_text(TABLE, encoding="utf-8")
    found = run("import-legs", str(table), "-o", str(made))
    assert found.code == 1
    assert f"Error: {table}: 1 problem\n  line 3, column from: unknown place 'Gunea'" in found.err
    assert not made.exists()
    found = run("import-legs", str(table), "-o", str(made), "--skip-bad-rows")
    assert found.code == 0
    assert "1 row, 1 leg" in found.out
    assert "; 1 row left out" in found.out
    assert "skipped line 3, column from: unknown place 'Gunea'" in found.err
    assert [leg.id for leg in load(made).legs] == ["cocaine-COL-BRA"]


def test_merge_joins_and_says_what_it_did(run: Runner, data_file: Path, tmp_path: Path) -> None:
    table, mine, both = (tmp_path / name for name in ("my.csv", "my.yaml", "both.yaml"))
    table.write_text(TABLE.replace("Gunea,Spain", "Guinea,Spain"), encoding="utf-8")
    run("import-legs", str(table), "-o", str(mine))
    found = run("merge", str(data_file), str(mine), "-o", str(both))
    assert found.code == 0
    assert found.out == (
        f"{both}: 8 legs, 0 flows, 15 citations, 4 sources\n"
        "- legs COL-BRA and cocaine-COL-BRA are one: it is called COL-BRA\n"
    )
    assert len(load(both).legs) == 8


def test_merge_tells_conflicts_and_settles_them(
    run: Runner, data_file: Path, tmp_path: Path
) -> None:
    other, both = tmp_path / "other.yaml", tmp_path / "both.yaml"
    text = data_file.read_text(encoding="utf-8")
    other.write_text(text.replace("reliability: B}", "reliability: C}"), encoding="utf-8")
    found = run("merge", str(data_file), str(other), "-o", str(both))
    assert found.code == 1
    assert "1 conflict between the files" in found.err
    assert "sources.paper: reliability is B or C" in found.err
    assert "--prefer first or last" in found.err
    assert not both.exists()
    found = run("merge", str(data_file), str(other), "-o", str(both), "--prefer", "last")
    assert "the last file's word counts for sources.paper" in found.out
    assert load(both).records.sources["paper"].reliability == "C"
    assert run("merge", str(data_file), "-o", str(both)).code == 1


@pytest.mark.slow
def test_the_commands_of_the_document_run_as_they_stand(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (table,) = blocks("csv")
    Path("my.csv").write_text(table, encoding="utf-8")
    printed = {}
    for line in "".join(blocks("sh")).splitlines():
        program, *arguments = shlex.split(line)
        assert program == "trafficroutes"
        data = str(SHIPPED)
        if arguments[0] == "--data":
            data, arguments = arguments[1], arguments[2:]
        found = run(*arguments, data=data)
        assert found.code == 0, (line, found.err)
        printed[line] = found.out
    hubs = printed["trafficroutes --data my.yaml hubs Colombia Spain --evidence"]
    assert re.search(r"^1 +Guinea-Bissau +GNB +\S+ %", hubs, re.MULTILINE)
    audit = printed["trafficroutes audit my.yaml"]
    for check in ("Dead ends", "Legs with one citation", "Legs without a period"):
        assert "Portugal" in audit.partition(f"\n{check}: ")[2].partition("\n\n\n")[0]


def test_the_document_names_every_check_and_every_column() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for name in (*CHECKS, *COLUMNS):
        assert f"`{name}`" in text, name
