"""Two maps on one page, before and after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

from trafficroutes.maps.content.plan import plan_of
from trafficroutes.maps.content.references import References
from trafficroutes.maps.page.elements import PairLayers
from trafficroutes.maps.page.offline import OfflineFigure, WorldMap
from trafficroutes.maps.page.pair_payload import dual_payload
from trafficroutes.maps.page.pair_table import dual_table

if TYPE_CHECKING:
    from trafficroutes.maps.content.pair import DualView
    from trafficroutes.maps.style import MapStyle
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.model.places import Gazetteer


class MapPair(OfflineFigure):
    """A page with two maps that move together; it shows in a notebook as a map does.

    Parameters
    ----------
    title : str
        Title of the page.
    before, after : folium.Map
        The maps; layers can be added to each.
    """

    def __init__(self, title: str, before: folium.Map, after: folium.Map) -> None:
        super().__init__(title)
        self._name = "MapPair"
        self.before = before
        self.after = after
        self.add_child(before)
        self.add_child(after)


def draw_pair(
    view: DualView, data: Dataset | None, places: Gazetteer, style: MapStyle, *, table: bool
) -> MapPair:
    """Draw before and after side by side, with one set of controls for both.

    Parameters
    ----------
    view : DualView
        Both sides.
    data : Dataset or None
        Where documents are described.
    places : Gazetteer
        Names and points of places.
    style : MapStyle
        Widths and sizes.
    table : bool
        Whether the facts stand under the maps as tables too.
    """
    plan = plan_of(view.before, places)
    listed = [*view.before.connections, *(view.before.undrawn if table else ())]
    references = References(listed, data)
    facts = dual_payload(plan, view, references, style, places, table=table)
    ends = {end for c in listed for end in (c.origin, c.to)} | set(view.before.parts)
    names = {code: places.full_name(code) for code in ends | set(view.after.parts)}
    under = dual_table(view, references, names) if table else ""
    before, after = WorldMap(plan.frame, 1), WorldMap(plan.frame, 2)
    pair = MapPair(view.title, before, after)
    pair.add_child(PairLayers(before, after, facts, under))
    return pair
