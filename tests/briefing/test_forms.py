"""Pages, Markdown and documents of Word: whole, harmless, the same bytes each time."""

import io
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest

from tests.briefing.networks import NETWORKS, two, wide
from tests.maps import data
from tests.maps.conftest import Opened
from trafficroutes import report_on, save_report
from trafficroutes.briefing.contents import Report
from trafficroutes.briefing.markdown import to_markdown
from trafficroutes.briefing.page import to_page
from trafficroutes.briefing.word import to_docx
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<img src=x onerror=alert(1)></svg><script>alert(2)</script>$x^2$ | `a` [b](javascript:c)"
WRITE = """
import sys, trafficroutes as tr
found = tr.report_on(tr.load(sys.argv[1]), "COL", "ESP", draws=20, command=["report"])
for target in sys.argv[2:]:
    tr.save_report(found, target)
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return report_on(wide(), "COL", "ESP", draws=40)


class Page(HTMLParser):
    """Collects what a page has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "xlink:href", "src", "data", "action"):
                (self.targets if (value or "").startswith("#") else self.loads).append(value or "")
            assert not name.startswith("on"), name


def hostile(folder: Path) -> Dataset:
    """Return COL > VEN > ESP, with texts that would run or break a page."""
    source = {"title": HOSTILE, "publisher": HOSTILE}
    legs = [
        data.leg(1, "COL", "VEN", locator=HOSTILE),
        data.leg(2, "VEN", "R:X", locator=HOSTILE),
    ]
    regions = {"X": {"name": HOSTILE, "label": [0, 40], "members": [{"place": "ESP"}]}}
    return data.write(folder / "hostile.yaml", legs, source=source, regions=regions)


@pytest.mark.slow
@pytest.mark.parametrize("name", NETWORKS)
def test_a_page_is_whole(name: str) -> None:
    make, origin, destination = NETWORKS[name]
    found = report_on(make(), origin, destination, draws=0)
    text = to_page(found)
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    assert {target.removeprefix("#") for target in page.targets} <= set(page.ids)
    assert "script" not in page.tags
    assert page.tags.count("svg") == len(found.pictures)
    assert all(address.startswith("https://") for address in page.loads)
    assert text.count('role="img" aria-label="') == len(found.pictures)
    for part in found.parts:
        for chapter in part.chapters:
            assert f">{chapter.heading}</h".replace("'", "&#x27;") in text


@pytest.mark.slow
def test_text_from_the_data_is_text(tmp_path: Path) -> None:
    found = report_on(hostile(tmp_path), "COL", "R:X", draws=0)
    text = to_page(found)
    assert "<img" not in text
    assert "<script" not in text
    page = Page(text)
    assert not any("javascript" in address for address in page.loads)
    assert "&lt;script&gt;" in text
    assert "<script" not in to_markdown(found).replace("\\<", "")
    document = docx.Document(io.BytesIO(to_docx(found)))
    assert any(HOSTILE in paragraph.text for paragraph in document.paragraphs)


def test_markdown_has_every_table(report: Report) -> None:
    text = to_markdown(report)
    tables = [t for part in report.parts for c in part.chapters for t in c.tables]
    assert text.count("| --- ") + text.count("| ---: ") >= len(tables)
    rows = sum(len(table.rows) + 2 for table in tables)
    assert sum(line.startswith("|") for line in text.splitlines()) == rows
    assert text.startswith(f"# {report.title}\n")
    for one in report.references:
        assert re.search(rf"(?m)^{one.number}\. ", text)
    assert report.command in text


@pytest.mark.slow
def test_word_opens_with_every_table_and_picture(report: Report) -> None:
    content = to_docx(report)
    document = docx.Document(io.BytesIO(content))
    tables = [t for part in report.parts for c in part.chapters for t in c.tables]
    assert len(document.tables) == len(tables)
    for made, table in zip(document.tables, tables, strict=True):
        assert len(made.rows) == len(table.rows) + 1
    assert len(document.inline_shapes) == len(report.pictures)
    alts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert alts == [picture.alt for picture in report.pictures]
    assert document.core_properties.title == report.title
    assert content == to_docx(report)


@pytest.mark.slow
def test_forms_say_the_same(report: Report) -> None:
    page, markdown = to_page(report), to_markdown(report).replace("\\", "")
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(to_docx(report))).paragraphs)
    for part in report.parts:
        for chapter in part.chapters:
            for sentence in chapter.sentences:
                assert sentence in markdown
                assert sentence in word
                assert sentence.replace("'", "&#x27;").replace('"', "&quot;") in page


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    from tests.briefing.networks import WIDE, _legs
    from tests.networks import file_of

    assert WIDE
    data = tmp_path / "wide.yaml"
    data.write_bytes(file_of(_legs(WIDE), markets=("ESP", "FRA"), production={"COL": 400}))
    written = []
    for seed in ("1", "2"):
        targets = [tmp_path / f"{seed}.{ending}" for ending in ("html", "md", "docx")]
        subprocess.run(
            [sys.executable, "-c", WRITE, str(data), *map(str, targets)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        written.append([target.read_bytes() for target in targets])
    assert written[0] == written[1]


def test_another_ending_is_refused(report: Report, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"\.html, \.md, \.docx"):
        save_report(report, tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [1400, 390])
def test_a_browser_has_nothing_to_complain_of(
    report: Report, tmp_path: Path, opened: object, width: int
) -> None:
    for number, found in enumerate((report, report_on(two(), "AFG", "RUS", draws=0))):
        path = tmp_path / f"{number}.html"
        save_report(found, path)
        seen: Opened = opened(width, 900)  # type: ignore[operator]
        seen.go(path, ready="footer")
        assert seen.complaints == []
        assert seen.requests == [path.as_uri()]
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        # A chart is no wider than the page, and not cut off.
        boxes = seen.page.evaluate(
            "[...document.querySelectorAll('.chart svg')].map((s) => s.getBoundingClientRect())"
            ".map((b) => [b.left, b.right, b.height])"
        )
        assert len(boxes) >= 2
        assert all(left >= 0 and right <= width and height > 30 for left, right, height in boxes)


@pytest.mark.browser
@pytest.mark.slow
def test_it_prints_without_an_empty_page(report: Report, tmp_path: Path, opened: object) -> None:
    path = tmp_path / "a.html"
    save_report(report, path)
    seen: Opened = opened(1400, 900)  # type: ignore[operator]
    seen.go(path, ready="footer")
    content = seen.page.pdf(format="A4", print_background=False)
    pages = len(re.findall(rb"/Type\s*/Page\b", content))
    seen.page.emulate_media(media="print")
    height = seen.page.evaluate("document.documentElement.scrollHeight")
    assert 2 <= pages <= height / 500 + 2
