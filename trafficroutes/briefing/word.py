"""A report as a document of Word, by python-docx, with its figures as pictures."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

from trafficroutes.briefing.contents import Chapter, Illustration, Report
from trafficroutes.briefing.figures import picture_bytes
from trafficroutes.briefing.wording import ABOUT, CONTENT, about_told, colophon, grades_told
from trafficroutes.errors import MissingPackageError
from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.model.safe_text import clean
from trafficroutes.report.form.document import MARKED, Table, marked, show
from trafficroutes.version import MADE_BY

#: The date that the parts of a document bear: the same document has the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
#: Centimetres: the breadth of a map, and of a chart.
_MAP, _CHART = 17.0, 15.0
#: Characters that XML 1.0 has no way to hold.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_docx(report: Report) -> bytes:
    """Return a report as the bytes of a document of Word, A4.

    Parameters
    ----------
    report : Report
        From :func:`trafficroutes.report_on`.

    Raises
    ------
    MissingPackageError
        python-docx or matplotlib is not installed.
    """
    try:
        import docx
    except ImportError as error:
        raise MissingPackageError("python-docx", "word", "a document of Word") from error
    document = docx.Document()
    _set_up(document, report)
    document.add_heading(_text(report.title), 0)
    document.add_paragraph(_text(report.question), style="Subtitle")
    several = len(report.parts) > 1
    for part in report.parts:
        if several:
            document.add_heading(_text(part.heading), 1)
        for chapter in part.chapters:
            _chapter(document, chapter, 2 if several else 1)
    document.add_heading(CONTENT, 1)
    for one in report.references:
        told = f"[{one.number}] {one.document} {grades_told(one)} {about_told(one)}"
        document.add_paragraph(_text(told))
    document.add_heading(ABOUT, 1)
    for line in (*colophon(report), report.command):
        document.add_paragraph(_text(line))
    target = io.BytesIO()
    document.save(target)
    return _dated(target.getvalue())


def _set_up(document: Any, report: Report) -> None:
    from docx.shared import Cm, Pt

    about = document.core_properties
    about.title, about.author, about.comments = _text(report.title), MADE_BY, _text(report.cite_as)
    about.created = about.modified = _LONG_AGO
    for section in document.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.0)
        section.top_margin = section.bottom_margin = Cm(2.0)
    document.styles["Normal"].font.size = Pt(10)


def _chapter(document: Any, chapter: Chapter, level: int) -> None:
    document.add_heading(_text(chapter.heading), level)
    if chapter.name == "answer":
        for note in chapter.notes:
            document.add_paragraph(_text(note), style="Intense Quote")
    if chapter.sentences:
        document.add_paragraph(_text(" ".join(chapter.sentences)))
    for picture in chapter.pictures:
        _picture(document, picture)
    for table in chapter.tables:
        _table(document, table.for_people())
    if chapter.name != "answer":
        for note in chapter.notes:
            document.add_paragraph(_text(note), style="List Bullet")


def _picture(document: Any, picture: Illustration) -> None:
    from docx.shared import Cm

    wide = _MAP if isinstance(picture.shown, MapPlan) else _CHART
    shape = document.add_picture(io.BytesIO(picture_bytes(picture, "png")), width=Cm(wide))
    shape._inline.docPr.set("descr", _text(picture.alt))  # noqa: SLF001 - it has no other way
    document.add_paragraph(_text(picture.caption), style="Caption")


def _table(document: Any, table: Table) -> None:
    from docx.shared import Pt

    document.add_paragraph(_text(table.title), style="Caption")
    rows = [list(map(show, row, table.columns)) for row in table.rows]
    made = document.add_table(rows=len(rows) + 1, cols=len(table.columns), style="Light List")
    lines = [[column.title for column in table.columns], *rows]
    for cells, told in zip(made.rows, lines, strict=True):
        for cell, text in zip(cells.cells, told, strict=True):
            cell.text = _text(text)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8)
    document.add_paragraph(MARKED if marked(rows) else "")


def _dated(content: bytes) -> bytes:
    """Return a document whose parts bear one date, in their order."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=_order):
            new.writestr(zipfile.ZipInfo(name, _DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _order(name: str) -> tuple[bool, str]:
    """Return where a part stands: what the parts are first."""
    return name != _TYPES, name


def _text(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", clean(text))
