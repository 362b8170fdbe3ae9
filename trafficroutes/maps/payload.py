"""The map's facts as the JSON that its scripts read.

Every string of the data file ends up here and nowhere else in the page. It is
written so that no HTML parser can take it for markup, and the scripts put it
into the page as text.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from trafficroutes import __version__
from trafficroutes.analysis.evidence import Cited
from trafficroutes.analysis.hubs import HubsResult
from trafficroutes.maps.plan import Arc, Node, Plan
from trafficroutes.maps.style import Style, percent
from trafficroutes.model.dataset import Dataset

_HASH_DIGITS = 12
_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def safe_json(value: Any) -> str:
    r"""Return JSON in ASCII without ``<``, ``>`` and ``&``.

    >>> safe_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.translate(_MARKUP)


def payload(result: HubsResult, plan: Plan, data: Dataset | None, style: Style) -> dict[str, Any]:
    """Return all that the scripts need to draw a plan."""
    numbers = {node.code: number for number, node in enumerate(plan.nodes)}
    table = _Citations(data)
    return {
        "title": title_of(result),
        "summary": _summary(plan),
        "lines": _lines(result),
        "west": plan.frame.west,
        "flows": [
            {"label": f.label, "colour": f.colour, "notes": list(f.notes)} for f in plan.flows
        ],
        "nodes": [_node(node, style) for node in plan.nodes],
        "arcs": [_arc(drawn, numbers, style, table) for drawn in plan.arcs],
        "citations": table.rows,
        "involved": list(plan.involved),
        "style": {
            "widths": list(style.widths),
            "classes": list(style.class_labels()),
            "casing": style.casing,
            "pointer": style.pointer,
            "head": style.head,
            "headPerWidth": style.head_per_width,
            "sizes": [[style.radius(share), percent(share)] for share in (0.01, 0.25, 1.0)],
        },
    }


def title_of(result: HubsResult) -> str:
    """Return the map's title: "Colombia to Europe: cocaine"."""
    query = result.query
    what = ", ".join(answer.commodity for answer in result.answers)
    return f"{query.origin_name} to {query.destination_name}: {what}"


def _summary(plan: Plan) -> str:
    cited = sum(bool(drawn.leg.ids) for drawn in plan.arcs)
    assumed = len(plan.arcs) - cited
    counted = f"{cited} connection{'s' if cited != 1 else ''} with cited legs"
    onward = f", and {assumed} assumed, from a region on to its countries" if assumed else ""
    return f"{counted}{onward}."


def _lines(result: HubsResult) -> list[str]:
    """Return what identifies the map: the data, the filters and the version."""
    info = result.dataset
    data = (
        "Data: a graph without a data file."
        if info is None
        else f"Data: {info.path}, sha256 {info.sha256[:_HASH_DIGITS]}."
    )
    return [data, _filters(result), f"Drawn by trafficroutes {__version__}."]


def _filters(result: HubsResult) -> str:
    query = result.query
    weighting = ", ".join(sorted({answer.weighting for answer in result.answers}))
    return (
        f"Years: {query.years or 'all'}; modes: {', '.join(query.modes) or 'all'}; "
        f"commodity: {query.commodity or 'each with a route'}; "
        f"weighting: {weighting}; retention: {query.retention}"
        f"{'; legs without a quantity left out' if query.drop_unquantified else ''}."
    )


def _node(node: Node, style: Style) -> dict[str, Any]:
    return {
        "code": node.code,
        "name": node.full_name,
        "label": node.name,
        "region": node.region,
        "at": _rounded(node.at),
        "shifts": list(node.shifts),
        "parts": [
            {
                "flow": part.flow,
                "role": part.role,
                "share": percent(part.share),
                "radius": round(style.radius(part.share), 2),
            }
            for part in node.parts
        ],
    }


def _arc(
    drawn: Arc, numbers: dict[str, int], style: Style, citations: _Citations
) -> dict[str, Any]:
    leg = drawn.leg
    return {
        "flow": drawn.flow,
        "from": numbers[leg.origin],
        "to": numbers[leg.to],
        "ids": list(leg.ids),
        "share": percent(leg.share),
        "width": style.width_class(leg.share),
        "points": [_rounded(point) for point in drawn.points],
        "shifts": list(drawn.shifts),
        "citations": [citations.number(cited) for cited in drawn.citations],
    }


def _rounded(point: Any) -> list[float]:
    return [round(point.lng, 3), round(point.lat, 3)]


class _Citations:
    """Each citation once, however many arcs it stands behind."""

    def __init__(self, data: Dataset | None) -> None:
        self._data = data
        self._numbers: dict[Cited, int] = {}
        self.rows: list[dict[str, Any]] = []

    def number(self, cited: Cited) -> int:
        """Return a citation's position among the rows."""
        if cited not in self._numbers:
            self._numbers[cited] = len(self.rows)
            self.rows.append(self._row(cited))
        return self._numbers[cited]

    def _row(self, cited: Cited) -> dict[str, Any]:
        source = None if self._data is None else self._data.records.sources.get(cited.source)
        return {
            "title": cited.source if source is None else source.title,
            "publisher": None if source is None else source.publisher,
            "year": None if source is None else source.year,
            "url": None if source is None else web_address(source.url),
            "locator": cited.locator,
            "grade": f"{cited.reliability}{cited.credibility}",
        }


def web_address(url: str | None) -> str | None:
    """Return an address if it is one of the web, else None: no other becomes a link.

    >>> web_address("https://www.unodc.org/"), web_address("javascript:alert(1)")
    ('https://www.unodc.org/', None)
    """
    if url is None:
        return None
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    return url if scheme in {"http", "https"} else None
