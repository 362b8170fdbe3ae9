import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest
from branca.element import CssLink, Element, JavascriptLink, Link
from folium.plugins import Geocoder

from tests.maps import data
from trafficroutes import hubs
from trafficroutes.errors import FileAccessError
from trafficroutes.maps import OnlineContentError, draw_map
from trafficroutes.maps.page.offline import OfflineFigure, script_hash, scripts_of
from trafficroutes.maps.vendored import OWN, asset, read


@pytest.fixture
def drawn(tmp_path: Path) -> folium.Map:
    found = data.tiny(tmp_path)
    return draw_map(hubs(found, "Colombia", "Spain"), found)


def figure_of(drawn: folium.Map) -> OfflineFigure:
    root = drawn.get_root()
    assert isinstance(root, OfflineFigure)
    return root


class Loads(HTMLParser):
    """Collects what the elements of a page would have a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            (tag, value)
            for name, value in attrs
            if name in {"src", "srcset", "data", "poster", "background"}
            or (tag == "link" and name == "href")
        ]


def loads(page: str) -> list[tuple[str, str | None]]:
    parser = Loads()
    parser.feed(page)
    return parser.found


def test_a_page_has_no_element_that_loads_anything(drawn: folium.Map) -> None:
    assert loads(drawn.get_root().render()) == []


def test_a_stock_page_trips_that_check() -> None:
    assert len(loads(folium.Map().get_root().render())) >= 8


def test_style_sheets_fetch_nothing(drawn: folium.Map) -> None:
    page = drawn.get_root().render()
    sheets = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    targets = re.findall(r"url\(\s*[\"']?([^)]{0,12})", sheets)
    assert targets
    assert all(target.startswith(("data:", "#")) for target in targets)
    assert "@import" not in sheets


@pytest.mark.parametrize(
    "link",
    [JavascriptLink("https://example.org/a.js"), CssLink("https://example.org/a.css")],
)
def test_an_unknown_link_is_refused(drawn: folium.Map, link: Link) -> None:
    figure = figure_of(drawn)
    figure.header.add_child(link, name="strange")
    with pytest.raises(
        OnlineContentError, match=r"needs strange \(https://example.org/a"
    ) as caught:
        figure.render()
    assert caught.value.what == "strange"


def test_a_plugin_from_the_web_is_refused(drawn: folium.Map) -> None:
    Geocoder().add_to(drawn)
    with pytest.raises(OnlineContentError, match=r"ontrol.?[Gg]eocoder"):
        drawn.get_root().render()


@pytest.mark.parametrize(
    "layer",
    [
        folium.TileLayer("OpenStreetMap"),
        folium.Marker((0, 0), icon=folium.Icon(color="red")),
    ],
)
def test_layers_that_need_the_web_are_refused(drawn: folium.Map, layer: folium.map.Layer) -> None:
    layer.add_to(drawn)
    with pytest.raises(OnlineContentError, match="loads nothing"):
        drawn.get_root().render()


def test_a_script_from_elsewhere_is_refused(drawn: folium.Map) -> None:
    figure_of(drawn).html.add_child(Element("<script>alert(1)</script>"))
    with pytest.raises(OnlineContentError, match="scripts, not the"):
        drawn.get_root().render()


def test_jquery_comes_only_with_what_needs_it(drawn: folium.Map) -> None:
    jquery = asset("jquery").text
    assert jquery not in drawn.get_root().render()
    folium.CircleMarker((0, 0), popup="mine").add_to(drawn)
    assert jquery in drawn.get_root().render()


def test_the_policy_names_each_script_and_allows_nothing_else(drawn: folium.Map) -> None:
    page = drawn.get_root().render()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    hashes = [f"'{script_hash(script)}'" for script in scripts_of(page)]
    # leaflet and its icons, folium's switches, ours, the page's own
    ours = [file for file in OWN.values() if file.endswith(".js")]
    assert len(hashes) == 4 + len(ours)
    assert rules["script-src"].split() == hashes
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_a_known_hash() -> None:
    # echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert script_hash("alert(1)") == "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="


def test_a_block_of_data_is_no_script() -> None:
    page = '<script type="application/json">{}</script><script>1 < 2</script>'
    assert scripts_of(page) == ["1 < 2"]


def test_a_title_is_text() -> None:
    assert "<title>&lt;b&gt; {{ 7 * 7 }}</title>" in OfflineFigure("<b> {{ 7 * 7 }}").render()


def test_a_page_renders_twice_the_same(drawn: folium.Map) -> None:
    assert drawn.get_root().render() == drawn.get_root().render()


def test_a_file_that_is_not_installed_says_so() -> None:
    with pytest.raises(FileAccessError, match="install trafficroutes again"):
        read("missing.js")


def test_every_file_of_the_manifest_is_as_recorded() -> None:
    for entry in json.loads(read("manifest.json"))["assets"]:
        text = read(entry["file"])
        assert hashlib.sha256(text.encode()).hexdigest() == entry["sha256"], entry["file"]
        assert "</script" not in text.lower()
        assert "sourceMappingURL" not in text
        assert "opyright" in read(entry["licence_file"])
