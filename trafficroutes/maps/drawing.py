"""An answer as an interactive map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trafficroutes.maps.style import Style

if TYPE_CHECKING:
    import folium

    from trafficroutes.analysis.hubs import HubsResult
    from trafficroutes.model.dataset import Dataset

_SOUTH, _NORTH = -75.0, 84.0  # degrees of latitude that the map shows
_MARGIN = 90.0  # degrees of longitude beyond the frame, where the world is drawn again


def draw_map(
    result: HubsResult, data: Dataset | None = None, *, style: Style | None = None
) -> folium.Map:
    """Draw the transit hubs, gateways and legs of an answer.

    Parameters
    ----------
    result : HubsResult
        From :func:`trafficroutes.hubs`.
    data : Dataset, optional
        The data that answered: names of regions, colours and source documents
        come from it. Without it (for a graph made by hand) only countries and UN
        regions can be drawn, in colours of our own.
    style : Style, optional
        Widths and sizes.

    Returns
    -------
    folium.Map
        One layer for each family, in the commodity's colour. The root of the map
        is a figure that loads nothing from the web; layers can be added, but one
        that needs the web is refused when the page is written.

    Examples
    --------
    >>> from trafficroutes import hubs, load
    >>> from trafficroutes.maps import draw_map
    >>> data = load()
    >>> drawn = draw_map(hubs(data, "Colombia", "Europe", commodity="cocaine"), data)
    >>> "Colombia to Europe: cocaine" in drawn.get_root().render()
    True
    """
    # Folium takes a second to import; only a drawing should wait for it.
    import folium

    from trafficroutes.dataset.gazetteer import load_gazetteer
    from trafficroutes.maps.elements import FlowLayers, flow_group
    from trafficroutes.maps.ids import reproducible_ids
    from trafficroutes.maps.offline import OfflineFigure
    from trafficroutes.maps.payload import payload, title_of
    from trafficroutes.maps.plan import plan_of

    places = load_gazetteer() if data is None else data.places
    plan = plan_of(result, places, data)
    facts = payload(result, plan, data, style or Style())
    with reproducible_ids("t"):
        drawn = folium.Map(
            location=(20.0, plan.frame.west + 180.0),
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            min_lat=_SOUTH,
            max_lat=_NORTH,
            min_lon=plan.frame.west - _MARGIN,
            max_lon=plan.frame.east + _MARGIN,
            max_bounds=True,
            max_bounds_viscosity=1,
            zoom_snap=0.25,
            world_copy_jump=False,
        )
        OfflineFigure(title_of(result)).add_child(drawn)
        groups = [flow_group(flow.label, flow.colour) for flow in plan.flows]
        for group in groups:
            group.add_to(drawn)
        FlowLayers(facts, groups).add_to(drawn)
        if len(groups) > 1:
            folium.LayerControl(collapsed=False).add_to(drawn)
    return drawn
