"""An answer about transit hubs as a map's content."""

from __future__ import annotations

from trafficroutes.analysis.hubs.answer import HubsResult
from trafficroutes.maps.content.view import View
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.views.journeys import (
    Family,
    MapWording,
    between,
    headed,
    journeys_view,
    share_words,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.legs import Journeys


def hub_view(
    result: HubsResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of a result shows.

    Parameters
    ----------
    result : HubsResult
        The answer.
    data : Dataset or None
        For colours, corridors and years of its legs.
    style : MapStyle
        Classes of width and confidence, and the least share that is drawn.
    title : str, optional
        Instead of "Colombia to Europe: cocaine".
    largest : int or None
        How many connections are drawn at most; None leaves it to the map.
    """
    families = [
        Family(
            answer.commodity,
            answer.weighting,
            (*headed(answer, result.query, answer.draws), *answer.notes),
            Journeys(
                answer.origins,
                {hub.place: hub.share for hub in answer.hubs},
                {gateway.place: gateway.share for gateway in answer.gateways},
                answer.legs,
                {hub.place: hub.interval for hub in answer.hubs}
                | {gateway.place: gateway.interval for gateway in answer.gateways},
            ),
        )
        for answer in result.answers
    ]
    told = MapWording(
        title or between(result.query, [family.commodity for family in families]),
        share_words(style),
        least=style.least_share,
    )
    return journeys_view(families, told, result.query, result.dataset, data, style, largest=largest)
