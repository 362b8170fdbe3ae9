"""The facts of a map as plain HTML: a table and a list of references.

It stands in the page without any script, so that a screen reader, a printer and a
text browser have all that the map has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escaped

from trafficroutes.maps.content.references import Reference, References
from trafficroutes.maps.content.view import Connection, View
from trafficroutes.question.evidence import Cited

_CONFIDENCE = ("weak", "fair", "strong")


@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """Return a text as HTML: names, locators and grades stand in a table again and again."""
    return escaped(text)


@dataclass(frozen=True)
class AmountColumn:
    """A column of amounts.

    Attributes
    ----------
    heading : str
        Of the column.
    cells : tuple of str
        One for each connection, those that are not drawn last.
    """

    heading: str
    cells: tuple[str, ...]


def table_of(
    view: View,
    references: References,
    names: Mapping[str, str],
    *,
    amounts: Sequence[AmountColumn] = (),
    opening: str = "",
    places: str | None = None,
) -> str:
    """Return the table of a map's connections and the list of its references.

    Parameters
    ----------
    view : View
        What the map tells; connections that are not drawn are listed too.
    references : References
        The documents of them all.
    names : mapping of code to str
        What places are called.
    amounts : sequence of AmountColumn, optional
        How much goes there; without it one column of what the view says.
    opening : str, optional
        HTML that stands first.
    places : str, optional
        HTML of a table of places instead of one of what the view says.
    """
    flows = [flow.label for flow in view.flows]
    connections = [*view.connections, *view.undrawn]
    dated = any(leg.spans for c in connections for leg in c.legs)
    graded = any(c.citations for c in connections)
    columns = amounts or [
        AmountColumn(
            view.words.width.removesuffix(" (width)"), tuple(c.amount for c in connections)
        )
    ]
    head = ["From", "To", "Commodity", *(column.heading for column in columns)]
    head += ["Years"] if dated else []
    head += ["Confidence", "Legs", "Sources"] if graded else ["Legs"]
    noted = any(c.marked.note for c in connections)
    head += ["Note"] if noted else []
    head += ["Drawn"] if view.undrawn else []
    rows = "\n".join(
        table_row(
            [
                escape(names[c.origin]),
                escape(names[c.to]),
                escape(flows[c.flow]),
                *(escape(column.cells[number]) for column in columns),
                *([escape(_years(c))] if dated else []),
                *([_CONFIDENCE[c.confidence] if c.legs else "assumed"] if graded else []),
                escape(", ".join(leg.id for leg in c.legs)) or "on from a region",
                *([_sources(c, references)] if graded else []),
                *([escape(c.marked.note)] if noted else []),
                *(["yes" if number < len(view.connections) else "no"] if view.undrawn else []),
            ]
        )
        for number, c in enumerate(connections)
    )
    return (
        '<section id="tr-table" class="tr-facts" tabindex="-1" aria-label="The map as a table">\n'
        f"<h2>{escape(view.title)}: the map as a table</h2>\n"
        f"{opening}<p>{escape(' '.join([view.summary, view.cut, *view.lines]))}</p>\n"
        f"{_notes(view)}"
        '<div class="tr-scroll" tabindex="0" role="region" aria-label="Connections">\n'
        f"<table>\n<caption>{len(connections):,} connections, the strongest first</caption>\n"
        f"{table_head(head)}\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n"
        f"{_places(view, names) if places is None else places}{_references(references)}</section>"
    )


def _places(view: View, names: Mapping[str, str]) -> str:
    """Return the table of places: what each is, how much, and how it is marked."""
    listed = sorted(
        ((code, part) for code, parts in view.parts.items() if code in names for part in parts),
        key=lambda entry: (-entry[1].size, names[entry[0]], entry[1].flow),
    )
    noted = any(part.marked.note for _, part in listed)
    head = ["Place", "Commodity", "Role", view.words.size.removesuffix(" (size)")]
    rows = "\n".join(
        table_row(
            [
                escape(names[code]),
                escape(view.flows[part.flow].label),
                escape(view.words.roles[part.role][0].split(":")[0]),
                escape(part.amount),
                *([escape(part.marked.note)] if noted else []),
            ]
        )
        for code, part in listed
    )
    return (
        '<div class="tr-scroll" tabindex="0" role="region" aria-label="Places">\n'
        "<table>\n<caption>Places, the largest first</caption>\n"
        f"{table_head([*head, *['Note'] * noted])}\n"
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>\n"
    )


def table_head(head: Iterable[str]) -> str:
    """Return the head of a table."""
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    return f"<thead><tr>{heads}</tr></thead>"


def table_row(cells: Iterable[str]) -> str:
    """Return a row of cells that are HTML already, the first of them its head."""
    # Cells and rows need no end tags, and there are thousands.
    first, *others = cells
    return f"<tr><th scope=row>{first}{''.join(f'<td>{cell}' for cell in others)}"


def _years(connection: Connection) -> str:
    return ", ".join(dict.fromkeys(str(span) for leg in connection.legs for span in leg.spans))


def _sources(connection: Connection, references: References) -> str:
    """Return links to the references with locator and grade."""
    return "; ".join(_source(cited, references) for cited in connection.citations)


def _source(cited: Cited, references: References) -> str:
    number = references.number(cited.source) + 1
    grade = f"{cited.reliability}{cited.credibility}"
    return f'<a href="#tr-{number}">[{number}]</a> {escape(cited.locator)} ({grade})'


def _notes(view: View) -> str:
    several = len(view.flows) > 1
    notes = [*view.notes]
    notes += [
        f"{flow.label}: {note}" if several else note for flow in view.flows for note in flow.notes
    ]
    if not notes:
        return ""
    return f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in notes)}</ul>\n"


def _references(references: References) -> str:
    if not references.sources:
        return ""
    items = "\n".join(
        f'<li id="tr-{number}">{_reference(source)}</li>'
        for number, source in enumerate(references.sources, 1)
    )
    return (
        "<h3>References</h3>\n<p>Each is followed by the Admiralty grade of the document "
        "(A reliable to E unreliable, F cannot be judged); in the table stands the grade of the "
        "document with that of the statement (1 confirmed to 5 improbable, 6 cannot be judged)."
        f"</p>\n<ol>\n{items}\n</ol>\n"
    )


def _reference(source: Reference) -> str:
    """Return a document with its parts marked: ``packing.js`` reads them here."""
    told = f"<cite>{escape(source.title)}</cite>"
    told += "" if source.year is None else f" ({source.year})"
    if source.url is not None:
        told = f'<a href="{escape(source.url)}" rel="noopener noreferrer">{told}</a>'
    publisher = f", <i>{escape(source.publisher)}</i>" if source.publisher else ""
    grade = f" <b>{escape(source.reliability)}</b>" if source.reliability else ""
    return f"{told}{publisher}.{grade}"
