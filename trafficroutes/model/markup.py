"""What is told of a result, as HTML for a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

#: Notes that a notebook shows at once; the others fold out.
SHOWN_NOTES = 3


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
    return "\n".join([f"<p>{escape(headline)}</p>", *notes_html(notes)])


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
