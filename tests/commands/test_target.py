"""Files that commands write: their endings say the form, and nothing of others is replaced."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from tests.commands.conftest import Runner
from trafficroutes.commands.target import made_here, marked

ASKED = ("hubs", "Colombia", "Europe", "--draws", "20")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.csv", "answer,rank,name"),
        ("a.json", "{\n"),
        ("a.md", "## Cocaine: Colombia to Europe"),
        ("a.HTML", "<!DOCTYPE html>"),
        ("a.txt", "Cocaine: Colombia to Europe\n"),
    ],
)
def test_the_ending_says_the_form(run: Runner, tmp_path: Path, name: str, begins: str) -> None:
    target = tmp_path / name
    assert run(*ASKED, "-o", str(target)).code == 0
    first = target.read_bytes()
    assert first.decode().startswith(begins)
    # What a command made it may make anew.
    assert run(*ASKED, "-o", str(target)).code == 0
    assert target.read_bytes() == first


def test_a_page_holds_all_that_markdown_holds(run: Runner, tmp_path: Path) -> None:
    page, text = tmp_path / "a.html", tmp_path / "a.md"
    for target in (page, text):
        run(*ASKED, "--evidence", "-o", str(target))
    html = page.read_text("utf-8")
    assert "default-src 'none'" in html
    assert html.count("<tr>") == sum(
        line.startswith("| ") and not line.startswith("| ---")
        for line in text.read_text("utf-8").splitlines()
    )
    assert "<script" not in html


def test_unknown_endings_and_missing_folders_are_refused_before_any_work(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("this is work")

    monkeypatch.setattr("trafficroutes.dataset.loading.load", never)
    found = run(*ASKED, "-o", str(tmp_path / "a.pdf"))
    assert found.code == 2
    assert all(f".{one}" in found.err for one in ("csv", "html", "json", "md", "txt", "xlsx"))
    found = run(*ASKED, "-o", str(tmp_path / "no" / "a.csv"))
    assert found.code == 2
    assert "there is no folder" in found.err
    (tmp_path / "file").touch()
    found = run(*ASKED, "-o", str(tmp_path / "file" / "a.csv"))
    assert found.code == 2
    assert f"{tmp_path / 'file'} is no folder; name another" in found.err
    for wrong in ("a.geojson", "a.png"):
        assert run(*ASKED, "--map", str(tmp_path / wrong)).code == 2
    assert run(*ASKED, "--png", str(tmp_path / "a.gif")).code == 2
    assert not list(tmp_path.glob("a.*"))


def test_two_forms_are_refused(run: Runner, tmp_path: Path) -> None:
    found = run(*ASKED, "-f", "json", "-o", str(tmp_path / "a.csv"))
    assert found.code == 2
    assert "name a file that ends in .json" in found.err
    assert run(*ASKED, "-f", "csv", "-o", str(tmp_path / "a.csv")).code == 0


@pytest.mark.parametrize("text", ["from,to\nCOL,ESP\n", "version: 1\n", "# mine\n"])
def test_files_of_others_stay_unless_forced(run: Runner, tmp_path: Path, text: str) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(text, "utf-8")
    found = run(*ASKED, "-o", str(mine))
    assert found.code == 2
    assert "--force" in found.err
    assert mine.read_text("utf-8") == text
    assert run(*ASKED, "-o", str(mine), "--force").code == 0
    assert mine.read_text("utf-8").startswith("answer,")


def test_curated_data_are_never_replaced_unasked(
    run: Runner, tmp_path: Path, data_file: Path
) -> None:
    table, target = tmp_path / "t.csv", tmp_path / "out.yaml"
    table.write_text("from,to,commodity,source\nColombia,Spain,cocaine,a report\n", "utf-8")
    curated = data_file.read_bytes()
    assert run("import-legs", str(table), "-o", str(data_file)).code == 2
    assert run("merge", str(data_file), "-o", str(data_file)).code == 2
    assert data_file.read_bytes() == curated
    assert run("import-legs", str(table), "-o", str(target)).code == 0
    assert run("import-legs", str(table), "-o", str(target)).code == 0
    assert run("validate", str(target)).code == 0
    # From here on somebody has worked on it.
    target.write_bytes(target.read_bytes() + b"# checked\n")
    assert not made_here(target)
    assert run("import-legs", str(table), "-o", str(target)).code == 2
    assert made_here(table) is False


def test_made_data_files_begin_with_who_made_them(tmp_path: Path) -> None:
    target = tmp_path / "a.yaml"
    target.write_bytes(marked("merge", "version: 1\n"))
    assert made_here(target)
    target.write_bytes(marked("merge", "version: 1\n").replace(b"version: 1", b"version: 2"))
    assert not made_here(target)


def test_pictures_are_made_anew(run: Runner, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    assert run(*ASKED, "--map", str(page)).code == 0
    assert made_here(page)
    mine = tmp_path / "mine.html"
    mine.write_text("<p>mine</p>", "utf-8")
    assert run(*ASKED, "--map", str(mine)).code == 2


@pytest.mark.parametrize(
    "kind",
    ["xlsx", "parquet", "sqlite", "graphml", "gexf", "geojson", "gpkg", "kml", "bib", "csl.json"],
)
def test_an_answer_is_written_for_another_program_as_export_writes_it(
    run: Runner, tmp_path: Path, kind: str
) -> None:
    here, there = tmp_path / f"here.{kind}", tmp_path / f"there.{kind}"
    found = run(*ASKED, "-o", str(here))
    assert found.code == 0, found.err
    exported = run("export", "-o", str(there), "--answer", " ".join(ASKED))
    assert found.err.partition(": ")[2] == exported.err.partition(": ")[2]
    assert here.read_bytes() == there.read_bytes()
    # What was made may be made anew, by either.
    assert made_here(here)
    assert run(*ASKED, "-o", str(here)).code == 0


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "sqlite", "csl.json", "bib"])
def test_files_of_other_programs_stay(run: Runner, tmp_path: Path, kind: str) -> None:
    import sqlite3

    import pyarrow as pa
    import pyarrow.parquet as pq
    import xlsxwriter

    mine = tmp_path / f"mine.{kind}"
    if kind == "xlsx":
        xlsxwriter.Workbook(mine).close()
    elif kind == "parquet":
        pq.write_table(pa.table({"made_by": ["me"]}), mine)
    elif kind == "sqlite":
        sqlite3.connect(mine).executescript("CREATE TABLE legs (id); INSERT INTO legs VALUES (1)")
    else:
        mine.write_text('[{"source": "me"}]', "utf-8")
    before = mine.read_bytes()
    for arguments in ((*ASKED,), ("export",)):
        found = run(*arguments, "-o", str(mine))
        assert found.code == 2
        assert "--force" in found.err
    assert mine.read_bytes() == before


def test_a_table_of_other_columns_stays_and_its_own_is_made_anew(
    run: Runner, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.csv"
    chosen = ("export", "-o", str(mine), "--place", "Guinea-Bissau")
    mine.write_text("id,from,to\n", "utf-8")
    assert run(*chosen).code == 2
    assert mine.read_text("utf-8") == "id,from,to\n"
    mine.unlink()
    for more in ((), ("--excel",), ()):
        assert run(*chosen, *more).code == 0
    assert run(*chosen, "--what", "citations").code == 2


def test_what_only_dresses_an_answer_does_not_go_with_another_program(
    run: Runner, tmp_path: Path
) -> None:
    target = tmp_path / "a.xlsx"
    for more, said in ((("--top", "3"), "--top"), (("-f", "json"), "two forms")):
        found = run(*ASKED, *more, "-o", str(target))
        assert found.code == 2
        assert said in found.err
    assert run("audit", "-o", str(target)).code == 2
    assert not target.exists()


def test_pipes_are_written_through_whatever_they_are_called(run: Runner, tmp_path: Path) -> None:
    assert run(*ASKED, "-o", "/dev/null").code == 0
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    handle = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run(*ASKED, "-f", "csv", "-o", str(pipe)).code == 0
        assert os.read(handle, 7) == b"answer,"
    finally:
        os.close(handle)


def test_citations_are_a_table_of_a_row_a_citation(run: Runner, tmp_path: Path) -> None:
    asked, named = tmp_path / "a.csv", tmp_path / "b.csv"
    run(*ASKED, "--evidence", "-o", str(asked))
    run(*ASKED, "--table", "citations", "-o", str(named))
    assert asked.read_bytes() == named.read_bytes()
    with asked.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["about"] for row in rows} == {
        "Evidence for Guinea-Bissau",
        "Evidence for Venezuela",
    }
    run(*ASKED, "-o", str(tmp_path / "a.json"))
    hubs = json.loads((tmp_path / "a.json").read_bytes())["answers"][0]["hubs"]
    cited = {(hub["name"], c["source"], c["locator"]) for hub in hubs for c in hub["citations"]}
    assert {
        (row["about"].removeprefix("Evidence for "), row["source"], row["locator"] or None)
        for row in rows
    } == cited
