"""hubs, paths and why on the small network, in every format."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.commands.conftest import Runner
from trafficroutes.version import __version__


def test_hubs_table_names_hubs_shares_seizures_and_sources(run: Runner) -> None:
    found = run("hubs", "Colombia", "Europe")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Cocaine: Colombia to Europe"
    assert "Guinea-Bissau (100 %, by the evidence 100 %)" in lines[1]
    assert "Venezuela (100 %, " in lines[1]
    assert "It arrives first mainly in Spain (53 %); for 47 % no country is stated." in lines
    hub = next(" ".join(line.split()) for line in lines if "Guinea-Bissau  GNB" in line)
    assert hub == "1 Guinea-Bissau GNB 100.0 % 100 % 1 100 % 635 2007 report +1"
    gateways = found.out.partition("Gateways")[2]
    assert "Europe, country not stated" in gateways
    assert "Spain" in gateways


def test_hubs_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(run("hubs", "Colombia", "Europe", "-f", "json").out)
    assert set(found) == {"query", "dataset", "answers"}
    assert set(found["dataset"]) == {"path", "sha256", "legs", "legs_with_quantity"}
    assert (found["dataset"]["legs"], found["dataset"]["legs_with_quantity"]) == (7, 1)
    (answer,) = found["answers"]
    assert set(answer) == {
        "commodity",
        "weighting",
        "origins",
        "arrival_probability",
        "expected_legs",
        "hubs",
        "gateways",
        "departures",
        "origins_of_arrivals",
        "direct",
        "draws",
        "top_k",
        "tested",
        "not_tested",
        "warnings",
        "notes",
    }
    assert answer["warnings"] == []
    assert [hub["place"] for hub in answer["hubs"]] == ["GNB", "VEN"]
    assert set(answer["hubs"][0]) >= {"place", "name", "share", "seized_kg", "citations"}
    assert answer["hubs"][0]["citations"][0] == {
        "source": "paper",
        "locator": "article",
        "reliability": "B",
        "credibility": 2,
        "estimate": None,
        "records": None,
    }
    ranges = {"range_50", "range_90", "interval"}
    named = {"of_named", "by_seizures"}
    assert set(answer["gateways"][0]) == {"place", "name", "share"} | ranges | named
    assert ranges <= set(answer["hubs"][0])
    assert sum(gateway["share"] for gateway in answer["gateways"]) == pytest.approx(1)


def test_json_keeps_full_precision(run: Runner) -> None:
    # p(COL, VEN) against p(COL, BRA): the strengths of one report each.
    answer = json.loads(run("hubs", "Colombia", "Europe", "-f", "json").out)["answers"][0]
    assert answer["arrival_probability"] == 0.95 * 0.95 / (0.95 * 0.95 + 0.8 * 0.8)


def test_every_answer_ends_with_a_line_to_cite_it_by(run: Runner, data_file: Path) -> None:
    for text in ("hubs Colombia Spain", "paths Colombia Spain", "why Venezuela Colombia Spain"):
        command = text.split()
        answer = json.loads(run(*command, "-f", "json").out)["answers"][0]
        last = answer["notes"][-1]
        digits = sha256(data_file.read_bytes()).hexdigest()[:12]
        begin = f"Cite as: trafficroutes {__version__}, data {data_file.name} {digits}: "
        # What says how the answer is shown does not make it another.
        assert last == f"{begin}trafficroutes --data {data_file.name} {text}"
    # Nor does where it is kept: nobody's folders are in it, and the bytes are the same.
    written = []
    for folder in ("mine", "yours"):
        (data_file.parent / folder).mkdir()
        target = data_file.parent / folder / "a.md"
        assert run("hubs", "Colombia", "Spain", f"-o{target}").code == 0
        written.append(target.read_bytes())
    assert written[0] == written[1]
    assert str(data_file.parent).encode() not in written[0]
    for text in ("show Mali", "places Mali", "sources", "info"):
        assert (
            run(*text.split()).out.rstrip().splitlines()[-1].startswith("- Cite as: trafficroutes")
        )


def test_top_limits_hubs_and_says_how_many_there_are(run: Runner) -> None:
    found = run("hubs", "Colombia", "Europe", "--top", "1")
    assert "Transit hubs: 1 of 2" in found.out
    assert "Gateways (first arrival): 1 of 2" in found.out
    answer = json.loads(run("hubs", "Colombia", "Europe", "--top", "1", "-f", "json").out)
    assert len(answer["answers"][0]["hubs"]) == 1


def test_evidence_lists_documents_with_grade_locator_and_address(run: Runner) -> None:
    found = run("hubs", "Colombia", "Europe", "--evidence").out
    block = found.partition("Evidence for Guinea-Bissau")[2]
    assert "UN office (2012): World report. https://example.org/report" in block
    assert "The Paper (undated): A load found" in block
    assert "repeats un-2012" in block
    assert "A2" in block


def test_csv_has_one_header_and_notes_go_to_stderr(run: Runner) -> None:
    found = run("hubs", "Colombia", "Europe", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert [row["place"] for row in rows] == ["GNB", "VEN"]
    assert float(rows[0]["share"]) == pytest.approx(1)
    assert rows[0]["answer"] == "Cocaine: Colombia to Europe"
    assert "Shares describe reported evidence" in found.err


def test_markdown_is_a_table_with_escaped_text(run: Runner) -> None:
    found = run("show", "Guinea-Bissau", "-f", "markdown").out
    assert found.startswith("## Guinea-Bissau (GNB)")
    assert "| seizure | cocaine | 2007 | 635 kg | paper (B1) | =1+1, one load |" in found


def test_families_are_answered_apart(run: Runner) -> None:
    # World to World's parts: both families have routes into Europe.
    found = json.loads(run("hubs", "R:WORLD", "Europe", "-f", "json").out)
    assert [answer["commodity"] for answer in found["answers"]] == ["cocaine", "opiates"]


def test_paths_list_legs_of_every_step_and_their_coverage(run: Runner) -> None:
    answer = json.loads(run("paths", "Colombia", "Europe", "-f", "json").out)["answers"][0]
    assert [path["places"] for path in answer["paths"]] == [
        ["COL", "VEN", "GNB", "ESP"],
        ["COL", "VEN", "GNB", "R:EUROPE"],
    ]
    assert answer["paths"][0]["legs"] == [["COL-VEN"], ["VEN-GNB"], ["GNB-ESP"]]
    assert answer["coverage"] == pytest.approx(1)
    table = run("paths", "Colombia", "Europe", "--top", "1", "--evidence").out
    assert "Colombia > Venezuela > Guinea-Bissau > Spain" in table
    assert "Venezuela > Guinea-Bissau" in table


def test_why_shows_parts_or_the_reason(run: Runner) -> None:
    found = run("why", "Guinea-Bissau", "Colombia", "Europe", "--evidence").out
    assert "100.0 % of the arriving goods pass Guinea-Bissau: they come mainly from" in found
    assert "VEN-GNB" in found
    none = run("why", "Brazil", "Colombia", "Europe").out
    assert "No share is modelled for Brazil: goods come to Brazil, but no leg is cited that" in none


def test_output_file_is_whole_and_replaces_the_old_one(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    for _ in range(2):
        found = run("hubs", "Colombia", "Spain", "-f", "json", "-o", str(target))
    assert (found.code, found.out) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["answers"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.json", "small.yaml"]


def test_output_into_a_missing_folder_says_so(run: Runner, tmp_path: Path) -> None:
    found = run("hubs", "Colombia", "Spain", "-o", str(tmp_path / "none" / "x.txt"))
    assert found.code == 2
    assert f"there is no folder {tmp_path / 'none'}; make it, or name another" in found.err


@pytest.mark.slow
def test_the_answer_can_be_drawn_on_a_map(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "answer.html"
    found = run("hubs", "Colombia", "Europe", "--map", str(target))
    assert (found.code, found.err) == (0, "")
    assert "Guinea-Bissau" in found.out
    page = target.read_text(encoding="utf-8")
    assert "Guinea-Bissau" in page
    assert "<script src" not in page


def test_draws_stand_beside_shares_and_can_be_left_out(run: Runner) -> None:
    asked = ("hubs", "Colombia", "Europe", "--weighting", "equal")
    answer = json.loads(run(*asked, "--draws", "50", "--seed", "3", "-f", "json").out)["answers"][0]
    assert answer["draws"]["asked"] == 50
    assert answer["draws"]["seed"] == 3
    assert answer["top_k"] == 5
    low, high = answer["hubs"][0]["interval"]
    assert 0 <= low <= high <= 1
    table = run(*asked, "--draws", "50", "--top-k", "2")
    assert "Evidence range" in table.out
    assert "In first 2" in table.out
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--draws", "50", "-f", "csv").out)))
    assert {"share", "interval_low", "interval_high", "rank_interval_high"} <= set(rows[0])
    none = run(*asked, "--draws", "0")
    assert "Evidence range" not in none.out
    assert json.loads(run(*asked, "--draws", "0", "-f", "json").out)["answers"][0]["draws"] is None


@pytest.mark.parametrize(
    "asked", [("paths", "Colombia", "Europe"), ("why", "Guinea-Bissau", "Colombia", "Europe")]
)
def test_draws_of_routes_and_of_parts(run: Runner, asked: tuple[str, ...]) -> None:
    told = ("--draws", "50", "--seed", "3")
    answer = json.loads(run(*asked, *told, "-f", "json").out)["answers"][0]
    assert (answer["draws"]["asked"], answer["draws"]["seed"]) == (50, 3)
    for part in (*answer.get("paths", ()), *answer.get("incoming", ())):
        low, high = part["interval"]
        assert 0 <= low <= high <= 1
        assert 1 <= part["rank_interval"][0] <= part["rank_interval"][1]
    table = run(*asked, *told).out
    assert "Evidence range" in table
    rows = list(csv.DictReader(io.StringIO(run(*asked, *told, "-f", "csv").out)))
    assert {"interval_low", "interval_high", "rank_interval_low"} <= set(rows[0])
    none = run(*asked, "--draws", "0").out
    assert "vidence range" not in none
    assert json.loads(run(*asked, "--draws", "0", "-f", "json").out)["answers"][0]["draws"] is None


def test_draws_of_the_whole_stand_in_a_line(run: Runner) -> None:
    one = run("paths", "Colombia", "Europe", "--top", "1", "--weighting", "equal").out
    assert (
        "The likeliest route is Colombia > Venezuela > Guinea-Bissau > Spain (50 %, by the "
        "evidence 0 to 100 %)." in one.splitlines()
    )
    guinea = run("why", "Guinea-Bissau", "Colombia", "Europe").out.splitlines()
    assert "By the evidence it is 100 %." in guinea
    assert not any("starts there" in line for line in guinea)
    origin = run("why", "Colombia", "Colombia", "Europe").out.splitlines()
    assert "By the evidence it is 100 %." in origin
    assert "100.0 % starts there (evidence range: 100 %)." in origin
    # What nothing passes has no range.
    none = run("why", "Brazil", "Colombia", "Europe").out
    assert "y the evidence it is" not in none
    answer = json.loads(run("why", "Brazil", "Colombia", "Europe", "-f", "json").out)["answers"][0]
    assert (answer["share"], answer["interval"]) == (0.0, [0.0, 0.0])


@pytest.mark.parametrize(
    "asked",
    [
        ("hubs", "Colombia", "Europe"),
        ("paths", "Colombia", "Europe"),
        ("why", "Brazil", "Colombia", "Europe"),
    ],
)
def test_a_number_of_draws_below_0_is_a_usage_error(run: Runner, asked: tuple[str, ...]) -> None:
    assert run(*asked, "--draws", "-1").code == 2


def test_one_table_of_an_answer(run: Runner) -> None:
    asked = ("hubs", "Colombia", "Europe")
    whole = run(*asked).out
    one = run(*asked, "--table", "gateways").out
    assert "Gateways (first arrival)" in one
    assert "Transit hubs" not in one
    # The sentences and notes stay, and the line to cite tells of the table: it is another answer.
    assert one.splitlines()[:6] == whole.splitlines()[:6]
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--table", "gateways", "-f", "csv").out)))
    assert {row["place"] for row in rows} == {"ESP", "R:EUROPE"}
    wrong = run(*asked, "--table", "gateway")
    assert (wrong.code, wrong.out) == (2, "")
    assert "no table is called 'gateway' here; there is hubs, gateways" in wrong.err
    both = run(*asked, "--table", "hubs", "-f", "json")
    assert (both.code, both.out) == (2, "")
    assert "--table goes with table, csv and markdown" in both.err


def test_words_are_explained_at_the_end(run: Runner) -> None:
    asked = ("hubs", "Colombia", "Europe")
    plain = run(*asked).out
    explained = run(*asked, "--explain").out
    assert explained.startswith(plain)
    words = explained.removeprefix(plain).strip().splitlines()
    assert words[0] == "Words"
    assert [word.partition(":")[0] for word in words[1:]] == [
        "Share",
        "Sets out, arrives",
        "As likely as not",
        "Evidence range",
        "Source and grade",
    ]
    assert "\n## Words\n" in run(*asked, "--explain", "-f", "markdown").out
    assert run(*asked, "--explain", "-f", "json").code == 2


def test_what_is_no_terminal_has_all_with_and_without_notes(run: Runner) -> None:
    asked = ("hubs", "Colombia", "Europe")
    assert run(*asked, "--notes").out == run(*asked).out


def test_a_range_that_reaches_down_to_zero_is_marked(run: Runner) -> None:
    told = "The range reaches down to zero: the evidence leaves open whether anything goes there."
    asked = ("paths", "Colombia", "Europe", "--weighting", "equal", "--top", "1")
    found = run(*asked).out.splitlines()
    (row,) = [line.split() for line in found if line.startswith("1 ")]
    assert row[1:5] == ["50.0", "%", "*0-100", "%"]
    assert f"* {told}" in found
    assert f"\\* {told}" in run(*asked, "-f", "markdown").out
    sure = run("paths", "Colombia", "Europe", "--top", "1").out
    assert told not in sure
    assert "*" not in sure
