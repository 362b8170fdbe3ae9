"""Documents as a page of HTML that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from trafficroutes.model.safe_text import clean
from trafficroutes.report.form.document import MARKED, Document, Section, Table, marked, show
from trafficroutes.version import MADE_BY

#: Readable on a screen and on paper; no script, nothing from elsewhere.
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #22303a; max-width: 64rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.25; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.8rem 0 0.3rem; }
th, td { padding: 0.2rem 0.8rem 0.2rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #cbd2d6; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@media (max-width: 46rem) { .scroll > table { min-width: 64rem; } }
.notes { color: #44525c; font-size: 0.9rem; }
@media print { body { max-width: none; margin: 0; } .scroll { overflow: visible; } }
"""


def to_html(document: Document) -> str:
    """Return a document as one page, with all that it says.

    >>> text = to_html(Document((Section("Heroin", answer=("Mostly by <Iran>.",)),)))
    >>> "<p>Mostly by &lt;Iran&gt;.</p>" in text
    True
    """
    title = document.sections[0].heading if document.sections else "trafficroutes"
    body = (part_html(section) for section in document.sections)
    return standing_alone(title, _STYLE, body)


def standing_alone(title: str, style: str, body: Iterable[str]) -> str:
    """Return a page that loads nothing: no script, no font, nothing from elsewhere.

    Parameters
    ----------
    title, style : str
        Its title as text, and its style sheet.
    body : iterable of str
        What stands in it, as HTML.
    """
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta name="generator" content="{MADE_BY}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ',
            "style-src 'unsafe-inline'\">\n",
            f"<title>{text_html(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            *body,
            "</body>\n</html>\n",
        )
    )


def text_html(text: str) -> str:
    """Return a text as HTML, without what steers a terminal or a page."""
    return escape(clean(text))


def part_html(section: Section, heading: str = "h2") -> str:
    """Return a section as HTML, to stand in a page; ``heading`` is the tag of its heading."""
    return "".join(_section(section, heading))


def _section(section: Section, heading: str) -> Iterator[str]:
    yield f"<{heading}>{text_html(section.heading)}</{heading}>\n"
    for line in section.told:
        yield f"<p>{text_html(line)}</p>\n"
    for table in section.tables:
        yield from table_html(table)
    if section.notes:
        notes = "".join(f"<li>{text_html(note)}</li>" for note in section.notes)
        yield f'<ul class="notes">{notes}</ul>\n'


def table_html(table: Table, cell: Callable[[str], str] = text_html) -> Iterator[str]:
    """Yield a table as HTML, as people read it; ``cell`` makes HTML of a cell's text."""
    table = table.for_people()
    title = text_html(table.title)
    if not table.rows:
        yield f"<p>{title}: none</p>\n"
        return
    kinds = [' class="number"' if column.is_number else "" for column in table.columns]
    rows = [list(map(show, row, table.columns)) for row in table.rows]
    yield f'<div class="scroll" tabindex="0"><table><caption>{title}</caption>\n<thead>'
    yield _row("th", kinds, (text_html(column.title) for column in table.columns))
    yield "</thead>\n<tbody>\n"
    for row in rows:
        yield _row("td", kinds, map(cell, row))
    yield "</tbody></table></div>\n"
    if marked(rows):
        yield f'<p class="notes">{text_html(MARKED)}</p>\n'


def _row(tag: str, kinds: Iterable[str], cells: Iterable[str]) -> str:
    told = "".join(f"<{tag}{kind}>{cell}</{tag}>" for kind, cell in zip(kinds, cells, strict=True))
    return f"<tr>{told}</tr>\n"
