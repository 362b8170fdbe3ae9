"""An answer or a network as an interactive map."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, overload

from trafficroutes.maps.content.pair import DualView
from trafficroutes.maps.style import MapStyle

if TYPE_CHECKING:
    import folium
    import networkx as nx

    from trafficroutes.dataset.opening import DataGiven
    from trafficroutes.maps.content.view import View
    from trafficroutes.maps.page.pair import MapPair
    from trafficroutes.maps.views.registry import Drawable, Paired
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.model.places import Gazetteer


@overload
def draw_map(
    shown: Paired,
    data: DataGiven | None = None,
    *,
    style: MapStyle | None = None,
    title: str | None = None,
    table: bool = True,
    largest: int | None = None,
) -> MapPair: ...


@overload
def draw_map(
    shown: Drawable,
    data: DataGiven | None = None,
    *,
    style: MapStyle | None = None,
    title: str | None = None,
    table: bool = True,
    largest: int | None = None,
) -> folium.Map: ...


def draw_map(
    shown: Drawable | Paired,
    data: DataGiven | None = None,
    *,
    style: MapStyle | None = None,
    title: str | None = None,
    table: bool = True,
    largest: int | None = None,
) -> folium.Map | MapPair:
    """Draw an answer, a graph, or a part of the network.

    Parameters
    ----------
    shown : result, networkx.DiGraph or View
        From :func:`trafficroutes.hubs`, ``paths``, ``chokepoints``, ``centrality``
        (places are as large as its first measure), ``compare`` or ``cooperation``;
        from :func:`trafficroutes.whatif`, before and after side by side; from
        :func:`trafficroutes.build_graph`; or from :func:`trafficroutes.maps.network_view`.
    data : Dataset or path, optional
        The data that answered, where they cannot be found by the name that the
        answer or the graph has of them: names of regions, colours, corridors and source
        documents come from them. Without data (for a graph made by hand) only countries
        and UN regions can be drawn, in colours of our own.
    style : MapStyle, optional
        Widths and sizes.
    title : str, optional
        Instead of the map's own.
    table : bool
        Whether the facts stand under the map as a table too.
    largest : int, optional
        How many connections to draw at first, the strongest; the page has the others,
        and a slider for how many. Without it all are drawn up to 80, and where there
        are more, the strongest 70; of two maps side by side those that change or carry most.

    Returns
    -------
    folium.Map or MapPair
        For a what-if a page with the maps ``before`` and ``after``, else a map. Both show
        in a notebook. The root is a figure that loads nothing from the web; layers can be
        added, but one that needs the web is refused when the page is written.

    Examples
    --------
    >>> from trafficroutes import hubs, load
    >>> from trafficroutes.maps import draw_map
    >>> data = load()
    >>> drawn = draw_map(hubs(data, "Colombia", "Europe", commodity="cocaine"))
    >>> "Colombia to Europe: cocaine" in drawn.get_root().render()
    True
    """
    # Folium takes a second to import; only a drawing should wait for it.
    from trafficroutes.maps.content.plan import plan_of
    from trafficroutes.maps.content.references import References
    from trafficroutes.maps.page.elements import FlowLayers
    from trafficroutes.maps.page.offline import OfflineFigure, WorldMap
    from trafficroutes.maps.page.payload import payload
    from trafficroutes.maps.page.table import table_of

    style = style or MapStyle()
    view, places, data = content_of(shown, data, style=style, title=title, largest=largest)
    if isinstance(view, DualView):
        from trafficroutes.maps.page.pair import draw_pair

        return draw_pair(view, data, places, style, table=table)
    plan = plan_of(view, places)
    listed = [*view.connections, *view.undrawn] if table else view.connections
    references = References(listed, data)
    facts = payload(plan, references, style, table=table)
    ends = dict.fromkeys(end for c in listed for end in (c.origin, c.to))
    names = {end: places.full_name(end) for end in ends}
    drawn = WorldMap(plan.frame)
    OfflineFigure(view.title).add_child(drawn)
    FlowLayers(facts, table_of(view, references, names) if table else "").add_to(drawn)
    return drawn


def content_of(
    shown: Drawable | Paired,
    data: DataGiven | None,
    *,
    style: MapStyle,
    title: str | None = None,
    largest: int | None = None,
) -> tuple[View | DualView, Gazetteer, Dataset | None]:
    """Return what a map shows, and the places and data behind it."""
    from trafficroutes.dataset.gazetteer import load_gazetteer
    from trafficroutes.dataset.opening import called, named_by, opened
    from trafficroutes.maps.views.registry import view_of

    if data is not None:
        data = opened(data)
    elif isinstance(getattr(shown, "graph", None), dict):
        data = named_by(cast("nx.DiGraph[str]", shown))
    elif (asked := getattr(shown, "dataset", None)) is not None:
        data = called(asked.path, asked.sha256)
    view = view_of(shown, data, style, title=title, largest=largest)
    return view, load_gazetteer() if data is None else data.places, data
