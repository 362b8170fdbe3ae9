import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import folium
import pytest
from branca.element import Element

from tests.maps import data
from tests.maps.unpacked import facts
from trafficroutes import __version__, build_graph, hubs
from trafficroutes.errors import FileAccessError
from trafficroutes.maps import MapStyle, draw_map, save_map
from trafficroutes.maps.content.references import web_address
from trafficroutes.maps.page.elements import FlowLayers
from trafficroutes.maps.page.payload import safe_json

ROOT = Path(__file__).resolve().parents[2]
DRAW = """
import sys, trafficroutes as tr
from trafficroutes.maps import draw_map, save_map
data = tr.load(sys.argv[1])
save_map(draw_map(tr.hubs(data, "Colombia", "Spain"), data), sys.argv[2])
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    found = data.two_families(tmp_path)
    return draw_map(hubs(found, "Colombia", "Spain"), found).get_root().render()


def test_the_map_says_what_it_shows(page: str) -> None:
    told = facts(page)
    assert told["title"] == "Colombia to Spain: cocaine, opiates"
    assert told["summary"] == "7 connections with cited legs."
    assert "<title>Colombia to Spain: cocaine, opiates</title>" in page


def test_the_map_says_what_it_was_drawn_from(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    result = hubs(found, "Colombia", "Spain", years="2005-2012", commodity="cocaine")
    lines = " ".join(facts(draw_map(result, found).get_root().render())["lines"])
    assert f"{found.path} of 2026-01-01, sha256 {found.sha256[:12]}." in lines
    assert "Years: 2005-2012; modes: all; commodity: cocaine; weighting: evidence" in lines
    assert f"trafficroutes {__version__}" in lines


def test_a_leg_carries_its_ids_share_and_citations(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    result = hubs(found, "Colombia", "Spain", weighting="equal", retention="none")
    told = facts(draw_map(result, found).get_root().render())
    direct = next(arc for arc in told["arcs"] if arc["legs"][0][0] == "leg-0")
    assert direct["amount"] == "50 %"
    (_, commodity, corridors, spans, cited), *others = direct["legs"]
    assert others == []
    assert (told["commodities"][commodity], corridors, spans) == ("Cocaine", [], [[2010, 2010]])
    source, locator, grade = told["citations"][cited[0]]
    assert (locator, grade) == ("p. 1", "A2")
    assert told["sources"][source] == [
        "A report",
        "A publisher",
        2011,
        "https://example.org/report",
        "A",
    ]


def test_a_graph_made_by_hand_can_be_drawn(tmp_path: Path) -> None:
    graph = build_graph(data.tiny(tmp_path), "cocaine")
    del graph.graph["data"]
    told = facts(draw_map(hubs(graph, "Colombia", "Spain")).get_root().render())
    assert "without a data file" in told["lines"][0]
    assert len(told["arcs"]) == 4


def test_a_style_sets_the_widths(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    style = MapStyle(limits=(0.3,), widths=(1.0, 9.0))
    result = hubs(found, "Colombia", "Spain", weighting="equal", retention="none")
    told = facts(draw_map(result, found, style=style).get_root().render())
    assert {arc["width"] for arc in told["arcs"]} == {1}
    assert told["words"]["classes"] == ["under 30 %", "30 % and more"]


def test_layers_can_be_added(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    drawn = draw_map(hubs(found, "Colombia", "Spain"), found)
    assert isinstance(drawn, folium.Map)
    folium.CircleMarker((0, 0), tooltip="mine").add_to(folium.FeatureGroup().add_to(drawn))
    page = drawn.get_root().render()
    assert "L.circleMarker" in page
    assert drawn.get_root().render() == page


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    data.two_families(tmp_path)
    written = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", DRAW, str(tmp_path / "two.yaml"), str(target)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        written.append(target.read_bytes())
    assert written[0] == written[1]


def test_drawings_at_once_and_again_are_the_same_bytes(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    answer = hubs(found, "Colombia", "Spain")
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda _: draw_map(answer, found), range(8)))
        pages = list(threads.map(lambda one: one.get_root().render(), drawn))
    assert len({*pages, drawn[0].get_root().render()}) == 1


def test_drawing_leaves_the_ids_of_others_random(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    draw_map(hubs(found, "Colombia", "Spain"), found)
    assert Element()._id != Element()._id
    assert len(Element()._id) == 32


def test_maps_are_imported_without_folium() -> None:
    code = "import sys, trafficroutes.maps; sys.exit('folium' in sys.modules)"
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def test_the_package_names_what_it_has() -> None:
    from trafficroutes import maps

    assert {"draw_map", "save_map", "MapStyle", "OnlineContentError"} <= set(dir(maps))
    with pytest.raises(AttributeError, match="no attribute 'atlas'"):
        _ = maps.atlas


def test_a_map_is_saved_whole(tmp_path: Path, page: str) -> None:
    found = data.two_families(tmp_path)
    target = tmp_path / "map.html"
    target.write_text("an older map")
    target.chmod(0o640)
    save_map(draw_map(hubs(found, "Colombia", "Spain"), found), target)
    assert target.read_text(encoding="utf-8") == page
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.html", "two.yaml"]


@pytest.mark.parametrize("name", ["missing/map.html", "folder"])
def test_a_map_that_cannot_be_saved_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    found = data.tiny(tmp_path)
    drawn = draw_map(hubs(found, "Colombia", "Spain"), found)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(FileAccessError, match=f"cannot write .*{name}"):
        save_map(drawn, tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before


def test_a_failed_write_leaves_the_old_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = data.tiny(tmp_path)
    target = tmp_path / "map.html"
    target.write_text("an older map")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileAccessError, match="No space left"):
        save_map(draw_map(hubs(found, "Colombia", "Spain"), found), target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.html", "tiny.yaml"]
    assert target.read_text() == "an older map"


@pytest.mark.parametrize(
    "text", ["</script><script>", "<!--", "]]>", "&lt;", "\u2028\u2029", "{{ 7*7 }}", "é"]
)
def test_json_holds_no_markup_and_says_the_same(text: str) -> None:
    written = safe_json({"text": text})
    assert json.loads(written) == {"text": text}
    assert written.isascii()
    assert not set(written) & set("<>&")


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[", None),
        ("//example.org", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, link: str | None) -> None:
    assert web_address(url) == link


def test_a_flow_needs_a_colour() -> None:
    with pytest.raises(ValueError, match="no colour"):
        FlowLayers({"flows": [{"colour": "red;background:url(x)"}]})


def test_layers_stand_in_a_figure() -> None:
    with pytest.raises(TypeError, match="inside a figure"):
        FlowLayers({}).render()
