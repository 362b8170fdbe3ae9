"""What is told of a result, as HTML for a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any

from trafficroutes.model.digits import settled

#: Notes that a notebook shows at once; the others fold out.
SHOWN_NOTES = 3
#: Rows of a table that a notebook shows.
_ROWS = 10


def told_html(headline: str, notes: Sequence[str]) -> str:
    r"""Return a line and notes as HTML.

    Parameters
    ----------
    headline : str
        What it is about, as plain text.
    notes : sequence of str
        The weightiest first.

    Examples
    --------
    >>> told_html("a < b", ["one"])
    '<p>a &lt; b</p>\n<ul><li>one</li></ul>'
    """
    return "\n".join([paragraph(headline), *notes_html(notes)])


def paragraph(text: str, *, bold: bool = False) -> str:
    """Return a text as a paragraph.

    >>> paragraph("a < b", bold=True)
    '<p><b>a &lt; b</b></p>'
    """
    return f"<p><b>{escape(text)}</b></p>" if bold else f"<p>{escape(text)}</p>"


def notes_html(notes: Sequence[str]) -> Iterator[str]:
    """Yield notes as lists: the first ones, and what folds out.

    >>> list(notes_html(["a", "b", "c", "d"]))[1]
    '<details><summary>1 more note</summary><ul><li>d</li></ul></details>'
    """
    if notes:
        yield f"<ul>{_items(notes[:SHOWN_NOTES])}</ul>"
    if more := notes[SHOWN_NOTES:]:
        told = f"{len(more)} more note{'s' if len(more) > 1 else ''}"
        yield f"<details><summary>{told}</summary><ul>{_items(more)}</ul></details>"


def _items(notes: Sequence[str]) -> str:
    return "".join(f"<li>{escape(note)}</li>" for note in notes)


def table_html(table: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the first rows of a table of a result, and where the others are.

    >>> list(table_html("hubs", []))
    ['<p>no hubs</p>']
    """
    if not rows:
        yield f"<p>no {escape(table.replace('_', ' '))}</p>"
        return
    keys = tuple(rows[0])
    yield f"<table><thead><tr>{_cells('th', keys)}</tr></thead><tbody>"
    for row in islice(rows, _ROWS):
        yield f"<tr>{_cells('td', [_shown(row.get(key)) for key in keys])}</tr>"
    yield "</tbody></table>"
    if rows[_ROWS:]:
        told = f"{len(rows) - _ROWS:,} more: <code>.to_frame({escape(repr(table))})</code>"
        yield f"<p>{told}</p>"


def _cells(tag: str, texts: Sequence[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def _shown(value: Any) -> str:
    """Return a value of a cell in a few characters.

    >>> _shown([0.25, 1 / 3]), _shown(["GNB", "ESP"]), _shown([{"source": "a"}]), _shown(None)
    ('0.25 to 0.333', 'GNB, ESP', '1', '')
    """
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            return str(len(value))
        pair = len(value) == len(("low", "high")) and not isinstance(value[0], (str, list))
        return (" to " if pair else ", ").join(map(_shown, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(item)}" for key, item in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{settled(value):.3g}"
    return "" if value is None else str(value)
