"""What stands on the map besides Folium's own elements."""

from __future__ import annotations

import re
from typing import Any

from branca.element import Element, Figure
from folium import FeatureGroup
from folium.template import Template

from trafficroutes.maps.offline import Inline
from trafficroutes.maps.payload import safe_json
from trafficroutes.maps.vendored import OWN, read

_BASEMAP = "trafficroutes-basemap"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class DataBlock(Element):
    """A block of JSON that the page's scripts read by its id.

    Parameters
    ----------
    key : str
        The id.
    text : str
        JSON that holds no markup: see :func:`~trafficroutes.maps.payload.safe_json`.
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
        "trafficroutes.draw({{ this.map }}, {{ this.facts|tojson }}, "
        "{{ this.basemap|tojson }}, [{{ this.groups }}]);"
    )

    def __init__(self, drawn: str, facts: str, groups: str) -> None:
        super().__init__()
        self.map = drawn
        self.facts = facts
        self.basemap = _BASEMAP
        self.groups = groups


class FlowLayers(Element):
    """The basemap, arcs, places, labels and panels of a plan.

    Parameters
    ----------
    facts : dict
        See :func:`~trafficroutes.maps.payload.payload`.
    groups : list of FeatureGroup
        One for each flow; hiding a group hides its flow.
    """

    def __init__(self, facts: dict[str, Any], groups: list[FeatureGroup]) -> None:
        super().__init__()
        self._name = "FlowLayers"
        self.facts = facts
        self.groups = ", ".join(group.get_name() for group in groups)

    def render(self, **_: Any) -> str:
        """Put scripts, blocks of data and the call that draws them into the page."""
        figure, parent = self.get_root(), self._parent
        if not isinstance(figure, Figure) or parent is None:
            raise TypeError("the layers of a map are drawn inside a figure: add them to a map")
        for name in ("leaflet_icons", *OWN):
            figure.header.add_child(Inline(name), name=name)
        figure.html.add_child(DataBlock(_BASEMAP, read("basemap.json").strip()), name=_BASEMAP)
        key = self.get_name()
        figure.html.add_child(DataBlock(key, safe_json(self.facts)), name=key)
        figure.script.add_child(DrawCall(parent.get_name(), key, self.groups), name=key)
        return ""


def flow_group(label: str, colour: str) -> FeatureGroup:
    """Return the group by which a flow is shown and hidden.

    Folium's layer control takes names for HTML, in a script that Jinja reads once
    more: a label is shown with no more than the ids of a data file can hold.
    """
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is no colour: write #RRGGBB")
    swatch = f'<span class="tr-swatch" style="background:{colour}"></span>'
    return FeatureGroup(name=swatch + _NOT_PLAIN.sub("_", label))
