"""The map's facts as the JSON that its scripts read, before they are packed.

Every string of the data file ends up here, or escaped in the table, and nowhere
else in the page. It is written so that no HTML parser can take it for markup, and
the scripts put it into the page as text.
"""

from __future__ import annotations

import json
from typing import Any

from trafficroutes.maps.content.plan import Arc, MapPlan, Node
from trafficroutes.maps.content.references import References
from trafficroutes.maps.content.view import PLAIN, Connection, LegFact, Marked, PlaceInFlow, View
from trafficroutes.maps.palette import SIGN_AT, SIGNS, letters_of, signs_of
from trafficroutes.maps.style import MapStyle
from trafficroutes.question.evidence import Cited

_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def safe_json(value: Any) -> str:
    r"""Return JSON in ASCII without ``<``, ``>`` and ``&``.

    >>> safe_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for sign, escape in _MARKUP.items():
        text = text.replace(sign, escape)
    return text


def payload(
    plan: MapPlan, references: References, style: MapStyle, *, table: bool
) -> dict[str, Any]:
    """Return all that the scripts need to draw a plan; ``table``: whether one follows."""
    view = plan.view
    held = len(view.first) < len(view.connections)
    more = " The table has all." if (held or view.undrawn) and table else ""
    numbers = {node.code: number for number, node in enumerate(plan.nodes)}
    book = _Book(references)
    adds = view.words.unit != ""
    arcs = [_arc(drawn, numbers, book, adds=adds) for drawn in plan.arcs]
    letters = letters_of(flow.label for flow in view.flows)
    signs = signs_of((flow.label, flow.colour) for flow in view.flows)
    return {
        "title": view.title,
        "summary": ("At first: " if held else "") + f"{view.summary} {view.cut}".strip() + more,
        "lines": list(view.lines),
        "notes": list(view.notes),
        "west": round(plan.frame.west, 6),
        "flows": [
            {
                "label": f.label,
                "colour": f.colour,
                "letter": letter,
                "notes": list(f.notes),
                "ticked": f.ticked,
                "counter": f.counter,
                "sign": [list(stroke) for stroke in SIGNS[sign]],
            }
            for f, letter, sign in zip(view.flows, letters, signs, strict=True)
        ],
        "top": view.top,
        "choice": "strongest",
        "nodes": [_node(node) for node in plan.nodes],
        "arcs": arcs,
        "corridors": list(book.corridors),
        "commodities": list(book.commodities),
        "citations": book.rows,
        "sources": [
            [s.title, s.publisher, s.year, s.url, s.reliability] for s in references.sources
        ],
        "regions": list(plan.regions),
        "involved": list(plan.involved),
        "adds": view.adds_up,
        "marks": [
            {
                "label": m.label,
                "colour": m.colour,
                "dash": m.dash,
                "faint": m.faint,
                "places": m.of_places,
                "wide": m.wide,
            }
            for m in view.marks
        ],
        "words": _words(view),
        "style": {
            "widths": list(style.widths),
            "dashes": [style.dashes[level] for level in range(3)],
            "casing": style.casing,
            "pointer": style.pointer,
            "head": style.head,
            "headPerWidth": style.head_per_width,
            "node": style.node,
            "nodePerRoot": style.node_per_root,
            "unmeasured": style.unmeasured,
            "signAt": SIGN_AT,
        },
    }


def _words(view: View) -> dict[str, Any]:
    words = view.words
    return {
        "width": words.width,
        "size": words.size,
        "classes": list(words.classes),
        "sizes": [[round(size, 6), told] for size, told in words.sizes],
        "arc": words.of_connection,
        "before": words.before,
        "roles": {role: list(told) for role, told in words.roles.items()},
        "marks": words.marks,
        "unit": words.unit,
        "limits": list(words.limits),
    }


def _node(node: Node) -> dict[str, Any]:
    told = {
        "code": node.code,
        "name": node.full_name,
        "label": node.name,
        "region": node.region,
        "at": [round(node.at.lng, 3), round(node.at.lat, 3)],
        "shifts": list(node.shifts),
        "parts": [part_row(part) for part in node.parts],
        "within": list(node.within),
    }
    # What most places do not have is left out.
    some = {
        "made": [part.flow for part in node.parts if part.made],
        "ends": {
            str(part.flow): [round(end, 5) for end in part.ends]
            for part in node.parts
            if part.ends is not None
        },
        "aliases": list(node.aliases),
    }
    return told | {key: value for key, value in some.items() if value}


def part_row(part: PlaceInFlow) -> list[Any]:
    """Return what a place is to a flow, in the order in which the scripts read it."""
    return [part.flow, part.role, round(part.size, 5), part.amount, *_marked(part.marked)]


def _marked(marked: Marked) -> list[Any]:
    """Return the values at the end of a row: a mark and a note, or nothing."""
    return [] if marked == PLAIN else [marked.mark, marked.note]


def strength_of(connection: Connection, *, adds: bool) -> float | None:
    """Return what adds up to totals; nothing where strengths are chances, None where unmeasured."""
    if not connection.measured:
        return None
    return float(f"{connection.strength:.5g}") if adds else 0


# Rows are tuples: of thousands the garbage collector keeps lists in sight, and no tuples
# of texts and numbers.
def _arc(drawn: Arc, numbers: dict[str, int], book: _Book, *, adds: bool) -> tuple[Any, ...]:
    """Return an arc's values, in the order in which they are packed."""
    connection = drawn.connection
    return (
        connection.flow,
        numbers[connection.origin],
        numbers[connection.to],
        round(drawn.bow, 4),
        drawn.turn,
        drawn.shifts,
        connection.width,
        connection.confidence,
        connection.amount,
        tuple([book.leg(leg) for leg in connection.legs]),
        strength_of(connection, adds=adds),
        *_marked(connection.marked),
    )


class _Book:
    """Names and citations of legs, each once, with numbers for what repeats."""

    def __init__(self, references: References) -> None:
        self._references = references
        self.corridors: dict[str, int] = {}
        self.commodities: dict[str, int] = {}
        self._numbers: dict[Cited, int] = {}
        self.rows: list[tuple[int, str, str]] = []

    def leg(self, leg: LegFact) -> tuple[Any, ...]:
        """Return a leg: id, commodity, corridors, spans of years, citations."""
        return (
            leg.id,
            self.commodities.setdefault(leg.commodity, len(self.commodities)),
            tuple([self.corridors.setdefault(name, len(self.corridors)) for name in leg.corridors]),
            tuple([(span.first, span.last) for span in leg.spans]),
            tuple([self._citation(cited) for cited in leg.citations]),
        )

    def _citation(self, cited: Cited) -> int:
        """Return a citation's position among the rows."""
        number = self._numbers.get(cited)
        if number is None:
            number = self._numbers[cited] = len(self.rows)
            source = self._references.number(cited.source)
            self.rows.append((source, cited.locator, f"{cited.reliability}{cited.credibility}"))
        return number
