"""The site of the documents: all is in it, links lead on, it opens from a folder."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import trafficroutes as tr
from trafficroutes.commands.main import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import build_site  # noqa: E402 - found by the line above
import gallery  # noqa: E402
import site_sources  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

#: Words to search for, and pages that are found.
SEARCHED = {
    "gateways": "Reading an answer",
    "build_graph": "In Python",
    "completion": "The command line",
    "chokepoint": "Chokepoints",
}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "sources"
    site_sources.lay_out(folder)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as ``make docs`` does, but for what notebooks and maps show."""
    folder = tmp_path_factory.mktemp("built") / "site"
    build_site.build(folder, notebooks=False, maps=False)
    return folder


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_every_command_and_every_public_name_is_in_the_site(sources: Path) -> None:
    commands = re.findall(r"^## (\S+)$", read(sources / "cli.md"), re.MULTILINE)
    assert commands == list(COMMANDS)
    names = re.findall(r"^### (\w+)$", read(sources / "python.md"), re.MULTILINE)
    assert sorted([*names, "__version__"]) == tr.__all__


def test_every_key_of_the_data_file_is_in_the_site(sources: Path) -> None:
    schema = json.loads(read(ROOT / "data" / "routes.schema.json"))
    page = read(sources / "schema.md")
    for name, record in schema["definitions"].items():
        told = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        forms = [record, *record.get("anyOf", ())]
        for key in (key for form in forms for key in form.get("properties", ())):
            assert f"\n| `{key}`" in told, (name, key)
    assert all(f"\n| `{key}`" in page for key in schema["properties"])


def test_every_map_of_the_gallery_has_its_place(sources: Path) -> None:
    page = read(sources / "gallery.md")
    assert re.findall(r'<a href="maps/([\w-]+)\.html">Open', page) == [
        entry.name for entry in gallery.ENTRIES
    ]


def test_every_document_is_in_the_site_and_in_its_list(sources: Path) -> None:
    tree = re.compile(r"^```\{toctree\}$(.*?)^```$", re.MULTILINE | re.DOTALL)
    listed = {"index"}
    for page in ("index.md", "decisions.md"):
        for tree in re.findall(
            r"^```\{toctree\}$(.*?)^```$", read(sources / page), re.MULTILINE | re.DOTALL
        ):
            listed |= {line for line in tree.split() if not line.startswith(":")}
    kinds = {".md", ".ipynb"}
    told = {path.relative_to(sources) for path in sources.rglob("*") if path.suffix in kinds}
    assert {path.with_suffix("").as_posix() for path in told} <= listed


def test_links_lead_to_pages_of_the_site() -> None:
    pages = {Path("CONTRIBUTING.md"): "contributing.md", Path("docs/a/b.md"): "a/b.md"}
    told = (
        "[a](../../CONTRIBUTING.md#set-up) [b](https://x.org/y.md) [c](#c)\n```\n[d](e.md)\n```\n"
    )
    page = site_sources.relinked(told, Path("docs/a/b.md"), pages)
    assert page == told.replace("../../CONTRIBUTING.md", "../contributing.md")
    assert (
        site_sources.relinked("[b](docs/a/b.md)", Path("CONTRIBUTING.md"), pages) == "[b](a/b.md)"
    )
    with pytest.raises(
        site_sources.LostLinkError, match=r"CONTRIBUTING\.md: x\.md leads to no page"
    ):
        site_sources.relinked("[b](x.md)", Path("CONTRIBUTING.md"), pages)


def test_links_of_the_readme_lead_to_files() -> None:
    for target in site_sources.LINK.findall(read(ROOT / "README.md")):
        if not target.startswith(site_sources.ELSEWHERE):
            assert (ROOT / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize(
    ("page", "loads"),
    [
        ('<script src="https://cdn.org/a.js"></script>', True),
        ("<script async src=//cdn.org/a.js></script>", True),
        ('<link rel="stylesheet" href="http://a.org/b.css">', True),
        ("<style>@import 'https://a.org/b.css';</style>", True),
        ("<style>p { background: url(https://a.org/b.png) }</style>", True),
        ('<a href="https://a.org">read on</a>', False),
        ('<script src="_static/a.js"></script>', False),
        ('<link rel="license" href="https://a.org">', False),
    ],
)
def test_what_would_load_from_the_web_is_found(tmp_path: Path, page: str, *, loads: bool) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert bool(build_site.loaded(tmp_path)) is loads


def test_links_of_pages_that_lead_to_nothing_are_found(tmp_path: Path) -> None:
    (tmp_path / "b c.html").write_text("", encoding="utf-8")
    page = '<a href="b%20c.html#d"></a> <img src="e.png"> <a href="maps/f.html"></a> <a href="#g">'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert build_site.lost(tmp_path) == ["a.html: e.png", "a.html: maps/f.html"]
    assert build_site.lost(tmp_path, maps=False) == ["a.html: e.png"]


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(site: Path) -> None:
    assert (site / "index.html").exists()
    assert not list(site.rglob("*.doctree"))
    assert "searchindex.js" in {path.name for path in site.iterdir()}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_it_opens_and_is_searched_from_a_folder_without_a_network(
    site: Path, chromium: Browser, size: tuple[int, int]
) -> None:
    view: ViewportSize = {"width": size[0], "height": size[1]}
    context = chromium.new_context(offline=True, viewport=view)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index", "cli", "python", "data", "schema", "gallery", "notebooks/tour"):
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    for word, title in SEARCHED.items():
        page.goto((site / "search.html").as_uri() + f"?q={word}")
        # The list grows while it is searched: what is clicked must stand still.
        page.wait_for_selector("#search-results h2:has-text('Search Results')")
        page.locator("#search-results li a", has_text=title).first.click()
        page.wait_for_selector(f"article h1:has-text('{title}')")
    context.close()
    assert said == []
    assert all(url.startswith(("file:", "data:")) for url in asked)
