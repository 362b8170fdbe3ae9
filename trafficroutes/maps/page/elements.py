"""What stands on the map besides Folium's own elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from branca.element import Element, Figure
from folium import Map
from folium.template import Template

from trafficroutes.maps.page.offline import Inline, Markup
from trafficroutes.maps.page.packing import packed
from trafficroutes.maps.page.payload import safe_json
from trafficroutes.maps.vendored import OF_A_PAIR, OWN, read

_BASEMAP = "trafficroutes-basemap"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class DataBlock(Element):
    """A block of JSON that the page's scripts read by its id.

    Parameters
    ----------
    key : str
        The id.
    text : str
        JSON that holds no markup: see :func:`~trafficroutes.maps.page.payload.safe_json`.
    """

    # The text is a value: what a macro returns would be read by Jinja once more.
    _template = Template(
        '<script type="application/json" id="{{ this.key }}">{{ this.text }}</script>'
    )

    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self.key = key
        self.text = text


class DrawCall(Element):
    """The line of script that draws a plan; it holds names of our own only."""

    _template = Template(
        "trafficroutes.{{ this.draw }}({{ this.maps }}, {{ this.facts|tojson }}, "
        "{{ this.basemap|tojson }});"
    )

    def __init__(self, draw: str, maps: list[str], facts: str) -> None:
        super().__init__()
        self.draw = draw
        self.maps = ", ".join(maps)
        self.facts = facts
        self.basemap = _BASEMAP


class FlowLayers(Element):
    """The basemap, arcs, places, labels, panels and table of a plan.

    Parameters
    ----------
    facts : dict
        See :func:`~trafficroutes.maps.page.payload.payload`.
    table : str
        The same as HTML; empty leaves it out.
    """

    def __init__(self, facts: dict[str, Any], table: str = "") -> None:
        super().__init__()
        for flow in facts.get("flows", ()):
            if not _COLOUR.fullmatch(flow["colour"]):
                raise ValueError(f"{flow['colour']!r} is no colour: write #RRGGBB")
        self._name = "FlowLayers"
        self._id = "1"  # a page has one; branca would take a random id
        self.facts = facts
        self.table = table

    def render(self, **_: Any) -> str:
        """Put scripts, blocks of data and the call that draws them into the page."""
        figure, parent = _figure_of(self), self._parent
        maps = [] if parent is None else [parent.get_name()]
        self._write(figure, OWN, "draw", maps)
        return ""

    def _write(self, figure: Figure, assets: Iterable[str], draw: str, maps: list[str]) -> None:
        """Write scripts, data and table into a page, and the call that draws onto its maps."""
        for name in ("leaflet_icons", *assets):
            figure.header.add_child(Inline(name), name=name)
        figure.html.add_child(DataBlock(_BASEMAP, read("basemap.json").strip()), name=_BASEMAP)
        key = self.get_name()
        facts = packed(self.facts, cited=self.table != "")
        figure.html.add_child(DataBlock(key, safe_json(facts)), name=key)
        if self.table:
            figure.html.add_child(Markup(on_demand(self.table)), name=f"{key}-table")
        figure.script.add_child(DrawCall(draw, maps, key), name=key)


def on_demand(table: str) -> str:
    """Return a table as a page keeps it: shown where no script runs, else when it is asked for.

    A browser that runs scripts reads what is inside as text, which costs it next to nothing;
    ``table.js`` makes a table of it.

    >>> on_demand("<table></table>")
    '<noscript id="tr-table-source"><table></table></noscript>'
    """
    if "</noscript" in table.lower():
        raise ValueError("a table on a map is escaped: it cannot end what holds it")
    return f'<noscript id="tr-table-source">{table}</noscript>'


def _figure_of(element: Element) -> Figure:
    figure = element.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("the layers of a map are drawn inside a figure: add them to a map")
    return figure


class PairLayers(FlowLayers):
    """The same on the two maps of a page, before and after a change.

    Parameters
    ----------
    before, after : folium.Map
        The maps, of which the page holds both.
    facts : dict
        See :func:`~trafficroutes.maps.page.pair_payload.dual_payload`.
    table : str
        The same as HTML; empty leaves it out.
    """

    def __init__(self, before: Map, after: Map, facts: dict[str, Any], table: str = "") -> None:
        super().__init__(facts, table)
        self._name = "PairLayers"
        self._maps = [before.get_name(), after.get_name()]

    def render(self, **_: Any) -> str:
        """Put scripts, blocks of data and the call that draws them into the page."""
        self._write(_figure_of(self), (*OWN, *OF_A_PAIR), "drawPair", self._maps)
        return ""
