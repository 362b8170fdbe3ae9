"""A link from a map to the page that leads to it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from branca.element import Figure

from trafficroutes.maps.page.offline import Markup

if TYPE_CHECKING:
    import folium

    from trafficroutes.maps.page.pair import MapPair

_KEY = "trafficroutes-back"


def lead_back(drawn: folium.Map | MapPair, target: str, label: str) -> None:
    """Let a map lead to another page beside it; its title has the link, where scripts run.

    Parameters
    ----------
    drawn : folium.Map or MapPair
        From :func:`~trafficroutes.maps.drawing.draw_map`.
    target : str
        The file name of the page.
    label : str
        What the link says.
    """
    link = f'<a id="tr-back" class="tr-back" href="{escape(target)}">{escape(label)}</a>'
    figure = drawn.get_root()
    if not isinstance(figure, Figure):
        raise TypeError("a map that leads back is drawn inside a figure: take it from draw_map")
    figure.html.add_child(Markup(link), name=_KEY)
