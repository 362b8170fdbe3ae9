import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
import pytest

from tests.maps import duals
from tests.maps.unpacked import facts
from trafficroutes.maps import MapStyle, draw_map, save_map
from trafficroutes.maps.content.pair import REMOVED, DualView, Touch, connection_key, hatched
from trafficroutes.maps.content.pairing import dual_view
from trafficroutes.maps.page.pair import MapPair
from trafficroutes.model.dataset import Dataset

ROOT = Path(__file__).resolve().parents[2]
DRAW = """
import sys, pathlib
from tests.maps import duals
from trafficroutes.maps import draw_map, save_map
found = duals.dataset(pathlib.Path(sys.argv[1]))
save_map(draw_map(duals.dual(found), found), sys.argv[2])
"""


@pytest.fixture
def found(tmp_path: Path) -> Dataset:
    return duals.dataset(tmp_path)


@pytest.fixture
def told(found: Dataset) -> Any:
    return facts(draw_map(duals.dual(found), found).get_root().render())


def test_both_sides_list_the_same_connections(found: Dataset) -> None:
    view = duals.dual(found)
    keys = [connection_key(c)[1:] for c in view.before.connections]
    assert keys == [connection_key(c)[1:] for c in view.after.connections]
    assert set(keys) == set(duals.SHARES)
    for before, after in zip(view.before.connections, view.after.connections, strict=True):
        shares = duals.SHARES[before.origin, before.to]
        assert (before.strength, after.strength) == shares
        assert (before.amount == "nothing", after.amount == "nothing") == (
            shares[0] == 0,
            shares[1] == 0,
        )


def test_sides_that_differ_are_refused(found: Dataset) -> None:
    view = duals.dual(found)
    with pytest.raises(ValueError, match="same connections"):
        replace(view, after=replace(view.after, connections=view.after.connections[1:]))


def test_what_carries_little_is_drawn_at_first_only_where_it_changes(found: Dataset) -> None:
    style = MapStyle(least_changed=0.45, gains=(0.35,))

    def sides(**options: Any) -> DualView:
        both = duals.view(found, 0), duals.view(found, 1)
        return dual_view(*both, style, headings=("a", "b"), sentences=(), **options)

    def first(view: DualView) -> list[tuple[str, str]]:
        return [(c.origin, c.to) for c in view.before.first]

    view = sides()
    # Of those under 45 % on both sides three are lost, and two gain less than 35 points.
    assert set(duals.SHARES) - set(first(view)) == {("COL", "MRT"), ("MRT", "ESP")}
    assert view.before.undrawn == ()
    assert len(view.before.connections) == len(duals.SHARES)
    assert view.before.cut == (
        "They are the first of 7; each of the others carries at most 30 % before and after."
    )
    assert len(first(sides(touched={"MRT": Touch(REMOVED, "Removed")}))) == len(duals.SHARES)
    added = sides(hypothetical=frozenset({(0, "COL", "MRT")}), largest=3)
    assert first(added)[0] == ("COL", "MRT")
    # Then by turns what changes most and what carries most.
    assert first(added)[1:] == [("COL", "GNB"), ("COL", "SEN")]
    assert (
        "by turns what changes most and what carries most; each of the others" in added.before.cut
    )
    figure = added.at_first()
    assert [(c.origin, c.to) for c in figure.after.connections] == first(added)


def test_the_page_says_what_changes(told: Any) -> None:
    dual = told["dual"]
    by_ends = {
        (told["nodes"][arc["from"]]["code"], told["nodes"][arc["to"]]["code"]): row
        for arc, row in zip(told["arcs"], dual["arcs"], strict=True)
    }
    assert by_ends["COL", "GNB"] == [0, "nothing", "lost", 0, True, False, "\u221240", False, 0]
    assert by_ends["COL", "SEN"] == [
        4,
        "70 %",
        "gained",
        3,
        True,
        False,
        "+30 (+10 to +50)",
        True,
        0.7,
    ]
    assert by_ends["COL", "MRT"] == [4, "30 %", "gained", 3, False, True, "+30", False, 0.3]
    nodes = {node["code"]: row for node, row in zip(told["nodes"], dual["nodes"], strict=True)}
    assert nodes["GNB"][1:4] == ["lost", 0, "\u221240"]
    assert nodes["GNB"][4] == ["removed", "Removed in this scenario"]
    assert nodes["SEN"][5] == "+30 (+20 to +40)"
    assert nodes["SEN"][1:4] == ["gained", 3, "+30"]
    assert nodes["MRT"][0] == [[0, "transit", 0.3, "30 %"]]
    assert nodes["COL"] == [[[0, "origin", 1.0, "100 %"]], "same", 0, "", None, "0", False]
    assert dual["hatched"] == ["GNB"]
    assert dual["headings"] == ["Before", "After: Guinea-Bissau removed"]
    assert dual["gains"] == ["+3 to 10", "+10 to 30", "+30 and more"]


def test_members_of_a_removed_region_are_hatched(found: Dataset) -> None:
    code = found.places.resolve("Southern Europe")
    view = replace(duals.dual(found), touched={code: Touch(REMOVED, "Removed")})
    southern = hatched(view, found.places)
    assert {"ESP", "PRT", "ITA"} <= set(southern)
    assert southern == sorted(southern)
    assert not any(code.startswith("R:") for code in southern)


def test_the_table_has_before_and_after(found: Dataset) -> None:
    page = draw_map(duals.dual(found), found).get_root().render()
    table = page[page.index('id="tr-table"') :]
    (row,) = re.findall(r"<tr><th scope=row>Colombia<td>Senegal.*", table)
    assert re.findall(r"<td>([^<]*)", row)[:6] == [
        "Senegal",
        "cocaine",
        "40 %",
        "70 %",
        "+30 (+10 to +50)",
        "since 2009",
    ]
    (row,) = re.findall(r"<tr><th scope=row>Guinea-Bissau<td>transit.*", table)
    assert row.endswith("<td>40 %<td>nothing<td>\u221240<td>Removed in this scenario")
    assert "The rest would go by Senegal." in table


def test_the_table_can_be_left_out(found: Dataset) -> None:
    page = draw_map(duals.dual(found), found, table=False).get_root().render()
    assert 'id="tr-table"' not in page


def test_layers_can_be_added_to_each_side(found: Dataset, tmp_path: Path) -> None:
    pair = draw_map(duals.dual(found), found, title="Mine")
    assert isinstance(pair, MapPair)
    folium.CircleMarker((0, 0), tooltip="mine").add_to(pair.after)
    page = pair.get_root().render()
    assert page.count("L.circleMarker") == 1
    assert "<title>Mine</title>" in page
    assert "<iframe" in pair._repr_html_()
    save_map(pair, tmp_path / "pair.html")
    assert (tmp_path / "pair.html").read_text(encoding="utf-8") == page


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", DRAW, str(tmp_path), str(target)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        written.append(target.read_bytes())
    assert written[0] == written[1]
