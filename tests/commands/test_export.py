from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from tests.commands.conftest import DATA, Runner
from tests.commands.test_estimates import MORE
from tests.reported import reported_file
from trafficroutes.commands import export_answer
from trafficroutes.exporting.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_ending_writes_a_file_and_says_what_it_holds(
    run: Runner, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"out.{kind}"
    ended = run("export", "-o", str(target))
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith(f"{target}: ")
    assert target.stat().st_size > 100


def test_the_one_table_is_chosen_and_told_where_it_is_misspelt(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    ended = run("export", "-o", str(target), "--what", "citations", "--place", "Guinea-Bissau")
    assert ended.err == f"{target}: citations 4\n"
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert {row["leg"] for row in rows} == {"VEN-GNB", "GNB-ESP", "GNB-EUR"}
    ended = run("export", "-o", str(target), "--what", "citation", "--force")
    assert (ended.code, ended.err) == (
        1,
        "Error: unknown table 'citation'; did you mean citations?\n",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_somebody_else_is_kept(run: Runner, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"out.{kind}"
    target.write_text("mine", encoding="utf-8")
    ended = run("export", "-o", str(target))
    assert (ended.code, target.read_text(encoding="utf-8")) == (2, "mine")
    assert "trafficroutes did not make it" in ended.err
    assert run("export", "-o", str(target), "--force").code == 0
    # What was made may be made anew.
    assert run("export", "-o", str(target)).code == 0


@pytest.mark.parametrize(
    ("options", "legs"),
    [
        (("--commodity", "opiates"), 2),
        (("--region", "Europe"), 3),
        (("--mode", "land"), 1),
        (("--years", "2011"), 2),
        (("--year", "2011"), 2),
        (("--min-credibility", "1"), 3),
    ],
)
def test_a_part_is_what_a_map_would_draw(
    run: Runner, tmp_path: Path, options: tuple[str, ...], legs: int
) -> None:
    ended = run("export", "-o", str(tmp_path / "out.csv"), *options)
    assert ended.err.endswith(f": legs {legs}\n")


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("-o", "x.txt"), 2, "x.txt has no ending that says what to write: use .csv, .xlsx"),
        (("-o", "x.geojsn"), 2, "did you mean .geojson?"),
        (("-o", "nowhere/x.csv"), 2, "there is no folder"),
        (("-o", "-"), 2, "say by --format what to write"),
        ((), 2, "Missing option '-o'"),
        (("-o", "x.csv", "--format", "kml"), 2, "x.csv says csv, --format kml"),
        (("-o", "x.csv", "--corridor", "x"), 1, "unknown corridor 'x'"),
        (("-o", "x.csv", "--years", "1850"), 1, "no leg is left"),
        (("-o", "x.csv", "--year", "2010", "--years", "2010"), 2, "not both"),
        (("-o", "x.kml", "--what", "legs"), 1, "not of one table"),
        (("-o", "x.kml", "--excel"), 1, "only CSV"),
        (("-o", "x.csv", "--answer", "audit"), 2, "'audit' is none of them: hubs, paths"),
        (("-o", "x.csv", "--answer", ""), 2, "it is empty"),
        (("-o", "x.csv", "--answer", "hubs 'COL"), 2, "No closing quotation"),
        (("-o", "x.csv", "--answer", "hubs COL"), 2, "hubs: Missing argument 'DESTINATION'"),
        (("-o", "x.csv", "--answer", "hubs COL ESP --top 3"), 2, "leave out --top"),
        (("-o", "x.csv", "--answer", "hubs COL ESP -f json"), 2, "leave out --format"),
        (("-o", "x.csv", "--answer", "centrality COL"), 2, "ORIGIN and DESTINATION, or neither"),
        (("-o", "x.csv", "--answer", "cooperation"), 2, "needs ORIGIN and DESTINATION"),
        (("-o", "x.csv", "--answer", "legs COL ESP GNB"), 2, "ORIGIN and DESTINATION, or one"),
        (("-o", "x.csv", "--answer", "ask"), 2, "needs a question in words"),
        (("-o", "x.csv", "--answer", "ask 'how are you'"), 1, "Error: "),
        (("-o", "x.csv", "--answer", "show Atlantis"), 1, "Atlantis"),
        (("-o", "x.csv", "--answer", "hubs COL Atlantis"), 1, "unknown place 'Atlantis'"),
        (
            ("-o", "x.csv", "--answer", "hubs COL ESP", "--place", "GNB", "--year", "2010"),
            2,
            "give --year, --place inside --answer",
        ),
        (
            ("-o", "x.csv", "--answer", "hubs COL ESP --drop-unquantified"),
            2,
            "goes with --weighting volume",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    run: Runner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("export", *options)
    assert ended.code == code
    assert told in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["small.yaml"]


@pytest.mark.parametrize(
    ("asked", "table"),
    [
        ("hubs Colombia Spain --draws 0", "hubs"),
        ("trafficroutes paths Colombia Spain --top 1 --draws 0", "paths"),
        ("why Guinea-Bissau Colombia Spain --draws 0", "incoming"),
        ("suppliers Spain --draws 0", "suppliers"),
        ("chokepoints Colombia Spain --budget 1 --draws 0", "membership"),
        ("centrality --commodity cocaine --draws 0", "places"),
        ("compare --years 2005-2009 --with 2010-2012 --commodity cocaine --draws 0", "places"),
        ("cooperation Afghanistan Russia --draws 0", "places"),
        ("sensitivity --commodity cocaine --draws 0 --level 2", "places"),
        ("describe --commodity cocaine --random 2 --steps 1", "first"),
        ("whatif Colombia Spain --interdict Guinea-Bissau=0.5 --draws 0", "hubs"),
        ("show Guinea-Bissau --year 2007", "legs_in"),
        ("show opiates --as commodity", "legs"),
        ("legs Venezuela Guinea-Bissau", "citations"),
        ("legs VEN-GNB --without-press", "citations"),
    ],
)
def test_an_answer_is_that_of_its_command(
    run: Runner, tmp_path: Path, asked: str, table: str
) -> None:
    target = tmp_path / "out.xlsx"
    ended = run("export", "-o", str(target), "--answer", asked)
    assert ended.code == 0, ended.err
    assert ended.err.startswith(f"{target}: {table} ")
    workbook = openpyxl.load_workbook(target)
    about = dict(workbook["about"].iter_rows(min_row=2, values_only=True))
    assert about["command"] == f"trafficroutes {asked.removeprefix('trafficroutes ')}"
    name = asked.removeprefix("trafficroutes ").split()[0]
    assert name in export_answer.ANSWERS
    if name in ("hubs", "whatif"):
        code, printed, _ = run(*asked.split(), "-f", "json")
        (answered,) = json.loads(printed)["answers"]
        rows = list(workbook[table].iter_rows(min_row=2, values_only=True))
        assert (code, len(rows)) == (0, len(answered[table]))


def test_an_estimate_is_exported_with_its_assumptions(run: Runner, tmp_path: Path) -> None:
    data, target = tmp_path / "markets.yaml", tmp_path / "out.sqlite"
    data.write_text(DATA.replace("\nobservations:\n", MORE, 1), encoding="utf-8")
    asked = "estimate cocaine --unit kg --supplier-shares reports --draws 0"
    ended = run("export", "-o", str(target), "--answer", asked, data=str(data))
    assert ended.code == 0, ended.err
    printed = run(*asked.split(), "-f", "json", data=str(data)).out
    (answered,) = json.loads(printed)["answers"]
    with closing(sqlite3.connect(target)) as database:
        flows = dict(database.execute('SELECT "from" || "to", flow FROM legs').fetchall())
    assert flows == pytest.approx(
        {f"{leg['from']}{leg['to']}": leg["flow"] for leg in answered["legs"]}
    )


def test_a_question_in_words_is_exported_too(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    question = 'ask "Which transit hubs connect Colombia to Spain?"'
    ended = run("export", "-o", str(target), "--answer", question)
    assert ended.code == 0, ended.err
    about = dict(openpyxl.load_workbook(target)["about"].iter_rows(min_row=2, values_only=True))
    assert str(about["command"]).startswith("trafficroutes hubs Colombia Spain")


def test_every_command_of_an_answer_can_be_asked() -> None:
    assert set(export_answer.ANSWERS) <= set(
        __import__("trafficroutes.commands.main").commands.main.COMMANDS
    )


def test_it_goes_to_standard_output_by_its_format(run: Runner) -> None:
    ended = run("export", "-o", "-", "--format", "csv", "--what", "sources", "--excel")
    assert ended.out.startswith("\ufeffid,title,publisher")
    assert ended.err == "-: sources 2\n"


def test_another_ending_is_written_where_the_format_is_said(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "entities.ijson"
    assert run("export", "-o", str(target), "-f", "ftm.jsonl").code == 0
    assert all(json.loads(line)["id"] for line in target.read_text("utf-8").splitlines())


def test_who_reports_is_exported_too(run: Runner, tmp_path: Path) -> None:
    data, target = tmp_path / "reported.yaml", tmp_path / "out.xlsx"
    data.write_text(reported_file(), encoding="utf-8")
    asked = "reporters Colombia Spain --leave-out 1 --beside shipped"
    ended = run("export", "-o", str(target), "--answer", asked, data=str(data))
    assert ended.code == 0, ended.err
    printed = json.loads(run(*asked.split(), "-f", "json", data=str(data)).out)
    rows = list(openpyxl.load_workbook(target)["reporters"].iter_rows(values_only=True))
    code = rows[0].index("place")
    (answered,) = printed["answers"]
    assert [row[code] for row in rows[1:]] == [one["place"] for one in answered["reporters"]]
