import json
from pathlib import Path

import pytest

from tests.commands.conftest import Runner

ASKED = ("whatif", "Colombia", "Europe", "--commodity", "cocaine", "--draws", "0")
SCENARIOS = """\
format: 1
scenarios:
  - name: gnb
    origin: Colombia
    destination: Europe
    filters: {commodity: cocaine}
    changes: {remove: [Guinea-Bissau]}
  - {name: col, extends: gnb, changes: {remove: [Colombia]}}
"""


@pytest.mark.slow
def test_a_scenario_is_drawn_before_and_after(run: Runner, tmp_path: Path) -> None:
    page, figure = tmp_path / "map.html", tmp_path / "map.svg"
    ended = run(
        *ASKED,
        "--remove",
        "Guinea-Bissau",
        "--map",
        str(page),
        "--svg",
        str(figure),
        "--title",
        "T",
    )
    assert ended.code == 0, ended.err
    text = page.read_text(encoding="utf-8")
    assert "<title>T</title>" in text
    assert text.count('class="folium-map"') == 2
    assert "<th scope=row>Guinea-Bissau<td>transit<td>100 %<td>nothing" in text
    assert "<svg" in figure.read_text(encoding="utf-8")


def test_the_table_can_be_left_out(run: Runner, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    asked = (*ASKED, "--interdict", "Guinea-Bissau=0.3", "--map", str(page), "--no-table")
    assert run(*asked).code == 0
    assert "<table>" not in page.read_text(encoding="utf-8")


def test_no_number_no_map(run: Runner, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    ended = run(*ASKED, "--remove", "Colombia", "--map", str(page))
    assert ended.code == 1
    assert "there is no map of this: With Colombia closed nothing sets out" in ended.err
    assert not page.exists()


def test_a_folder_has_a_map_a_scenario(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SCENARIOS, encoding="utf-8")
    folder = tmp_path / "out"
    asked = ("whatif", "--scenario", str(tmp_path / "s.yaml"), "--folder", str(folder))
    ended = run(*asked, "--draws", "0")
    assert ended.code == 0, ended.err
    assert sorted(path.name for path in folder.glob("*.html")) == ["gnb.html"]
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert [entry["map"] for entry in index["scenarios"]] == ["gnb.html", None]
    assert "Guinea-Bissau closed" in (folder / "gnb.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ((*ASKED, "--remove", "Mali", "--title", "T"), "--title goes with --map"),
        (("whatif", "--stdin", "--map", "m.html"), "leave --map"),
        (("whatif", "--scenario", "s.yaml", "--map", "m.html"), "leave --map"),
    ],
)
def test_options_that_do_not_go_together(run: Runner, asked: tuple[str, ...], says: str) -> None:
    ended = run(*asked)
    assert ended.code == 2
    assert says in ended.err
