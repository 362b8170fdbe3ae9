"""What can be drawn, and the content of its map."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

from trafficroutes.errors import QueryError
from trafficroutes.maps.dual import DualView
from trafficroutes.maps.view import View

if TYPE_CHECKING:
    from typing import TypeAlias

    import networkx as nx

    from trafficroutes.analysis.centrality_results import CentralityResult
    from trafficroutes.analysis.chokepoints import ChokepointsResult
    from trafficroutes.analysis.comparison_results import ComparisonResult
    from trafficroutes.analysis.cooperation_results import CooperationResult
    from trafficroutes.analysis.hubs import HubsResult
    from trafficroutes.analysis.path_results import PathsResult
    from trafficroutes.maps.style import MapStyle
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.scenario.results import WhatIfResult

    Answer: TypeAlias = (
        HubsResult
        | PathsResult
        | ChokepointsResult
        | CentralityResult
        | ComparisonResult
        | CooperationResult
    )
    Drawable: TypeAlias = Answer | View | nx.DiGraph[str]
    Paired: TypeAlias = WhatIfResult | DualView

#: Where the content of an answer's map is made; imported when it is drawn, since each
#: brings its analysis along.
_VIEWS = {
    "HubsResult": ("of_hubs", "hub_view"),
    "PathsResult": ("of_paths", "paths_view"),
    "ChokepointsResult": ("of_chokepoints", "chokepoints_view"),
    "CentralityResult": ("of_centrality", "centrality_view"),
    "ComparisonResult": ("of_comparison", "comparison_view"),
    "CooperationResult": ("of_cooperation", "cooperation_view"),
    "WhatIfResult": ("of_whatif", "whatif_view"),
    "DiGraph": ("of_graph", "graph_view"),
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
    if isinstance(shown, View):
        return shown if title is None else replace(shown, title=title)
    if isinstance(shown, DualView):
        return shown if title is None else replace(shown, before=replace(shown.before, title=title))
    kinds = (kind.__name__ for kind in type(shown).__mro__)
    found = next((_VIEWS[kind] for kind in kinds if kind in _VIEWS), None)
    if found is None:
        raise QueryError(
            f"there is no map of {type(shown).__name__}: give an answer, a graph or a view"
        )
    module, name = found
    draw: Any = getattr(import_module(f"trafficroutes.maps.{module}"), name)
    view: View | DualView = draw(shown, data, style, title=title, largest=largest)
    return view
