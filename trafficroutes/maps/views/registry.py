"""What can be drawn, and the content of its map."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

from trafficroutes.errors import QueryError
from trafficroutes.maps.content.pair import DualView
from trafficroutes.maps.content.view import View
from trafficroutes.model.safe_text import clean

if TYPE_CHECKING:
    from typing import TypeAlias

    import networkx as nx

    from trafficroutes.analysis.centrality.results import CentralityResult
    from trafficroutes.analysis.chokepoints.answer import ChokepointsResult
    from trafficroutes.analysis.comparison.results import ComparisonResult
    from trafficroutes.analysis.cooperation.results import CooperationResult
    from trafficroutes.analysis.hubs.answer import HubsResult
    from trafficroutes.analysis.paths.results import PathsResult
    from trafficroutes.analysis.suppliers.results import SuppliersResult
    from trafficroutes.maps.style import MapStyle
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.scenario.whatif.results import WhatIfResult

    Answer: TypeAlias = (
        HubsResult
        | PathsResult
        | SuppliersResult
        | ChokepointsResult
        | CentralityResult
        | ComparisonResult
        | CooperationResult
    )
    Drawable: TypeAlias = Answer | View | nx.DiGraph[str]
    Paired: TypeAlias = WhatIfResult | DualView

#: Where the content of an answer's map is made; imported when it is drawn, since each
#: brings its analysis along.
VIEWS = {
    "HubsResult": ("hubs", "hub_view"),
    "PathsResult": ("paths", "paths_view"),
    "SuppliersResult": ("suppliers", "suppliers_view"),
    "ChokepointsResult": ("chokepoints", "chokepoints_view"),
    "CentralityResult": ("centrality", "centrality_view"),
    "ComparisonResult": ("comparison", "comparison_view"),
    "CooperationResult": ("cooperation", "cooperation_view"),
    "WhatIfResult": ("whatif", "whatif_view"),
    "DiGraph": ("graph", "graph_view"),
}


@overload
def view_of(
    shown: Paired,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None = None,
) -> DualView: ...


@overload
def view_of(
    shown: Drawable,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None = None,
) -> View: ...


def view_of(
    shown: Drawable | Paired,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None = None,
) -> View | DualView:
    """Return what a map of an answer, a graph or a part of the network shows.

    Of a what-if it is both sides, before and after.

    Parameters are those of :func:`~trafficroutes.maps.drawing.draw_map`.

    Raises
    ------
    QueryError
        There is no map of such a thing.
    """
    title = None if title is None else clean(title)
    if isinstance(shown, View):
        return shown if title is None else replace(shown, title=title)
    if isinstance(shown, DualView):
        return shown if title is None else replace(shown, before=replace(shown.before, title=title))
    kinds = (kind.__name__ for kind in type(shown).__mro__)
    found = next((VIEWS[kind] for kind in kinds if kind in VIEWS), None)
    if found is None:
        raise QueryError(
            f"there is no map of {type(shown).__name__}: give what a question returned, a graph "
            "or a view"
        )
    module, name = found
    draw: Any = getattr(import_module(f"trafficroutes.maps.views.{module}"), name)
    view: View | DualView = draw(shown, data, style, title=title, largest=largest)
    return view
