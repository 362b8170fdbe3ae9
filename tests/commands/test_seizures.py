"""``trafficroutes seizures`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Runner
from trafficroutes.commands.seizures import CHAINS
from trafficroutes.model.events import RULES

TABLE = """country,date,drug,amount,unit,departure,destination,transport
Spain,2014-11-03,Cocaine,12.5,kg,Colombia,Spain,Commercial air
Spain,2014-11-03,Cocaine,12.5,kg,Colombia,Spain,Commercial air
Spain,2015-01-09,Cocaine,.5,kg,Brazil,Italy,Mail
Spain,2015-01-10,Cocaine,3,kg,Unknown,Italy,Mail
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    file = tmp_path / "ids.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_the_chains_are_those_of_the_library() -> None:
    assert CHAINS == RULES


def test_a_network_that_answers(run: Runner, records: Path, tmp_path: Path) -> None:
    network, page = tmp_path / "network.yaml", tmp_path / "quality.html"
    done = run(
        *("seizures", str(records), "-o", str(network), "--report", str(page)),
        *("--chain", "departure-seized-destination"),
    )
    assert done.code == 0, done.err
    assert "3 of 4 records make 3 links by departure-seized-destination." in done.out
    assert "exact-duplicates" in page.read_text(encoding="utf-8")
    asked = run("--data", str(network), "hubs", "Colombia", "Italy", "--draws", "0")
    assert asked.code == 0, asked.err
    assert "Spain" in asked.out


def test_a_look_alone_writes_a_report_and_no_network(
    run: Runner, records: Path, tmp_path: Path
) -> None:
    target = tmp_path / "quality.json"
    done = run("seizures", str(records), "--check", "-o", str(target))
    assert done.code == 0, done.err
    report = json.loads(target.read_text(encoding="utf-8"))
    assert (report["rows"], report["fates"]) == (
        4,
        {"linked": 2, "exact-duplicates": 1, "ends-say-nothing": 1},
    )
    assert run("seizures", str(records), "--check", "-f", "json").out == target.read_text()
    assert "By rule" in run("seizures", str(records), "--check").out


def test_switches(run: Runner, records: Path) -> None:
    done = run("seizures", str(records), "--keep", "exact-duplicates")
    assert done.code == 0
    assert "records: 2" in done.out
    assert "4 records; 3 in 2 links" in done.err
    left = run("seizures", str(records), "--leave-out", "near-duplicates")
    assert "4 records; 2 in 2 links" in left.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--check", "-o", "a.yaml"], 2, "--check writes no network"),
        (["-o", "a.html"], 2, "a network ends in .yaml"),
        (["--keep", "exact"], 1, "'exact' is no rule"),
        (["--keep", "two-units", "--leave-out", "two-units"], 1, "switched twice"),
        (["--map", "departure"], 1, "'departure' maps nothing"),
        (["--map", "departure=NO_SUCH"], 1, "no column 'NO_SUCH'"),
        (["--map", "form=drug"], 1, "'form' is no field"),
        (["--mapping", "no_such.yaml"], 1, "no_such.yaml"),
        (["--encoding", "klingon"], 1, "there is no encoding 'klingon'"),
        (["--memory", "much"], 1, "'much'"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    run: Runner,
    records: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(records.parent)
    done = run("seizures", str(records), *words)
    assert done.code == code, done.err
    assert told in done.err
    assert "Traceback" not in done.err
    assert sorted(path.name for path in records.parent.iterdir()) == ["ids.csv", "small.yaml"]


def test_the_table_itself_is_never_replaced(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "ids.yaml"
    file.write_text(TABLE, encoding="utf-8")
    done = run("seizures", str(file), "-o", str(file), "--force")
    assert done.code == 2
    assert file.read_text(encoding="utf-8") == TABLE
