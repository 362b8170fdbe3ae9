"""An answer about transit hubs as a map's content."""

from __future__ import annotations

from trafficroutes.analysis.hubs.answer import HubAnswer, HubsResult
from trafficroutes.maps.content.view import Marked, View
from trafficroutes.maps.style import MapStyle, percent, within
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
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import told_range


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
            places=_ends(answer, result.query),
        )
        for answer in result.answers
    ]
    told = MapWording(
        title or between(result.query, [family.commodity for family in families]),
        share_words(style),
        least=style.least_share,
    )
    return journeys_view(families, told, result.query, result.dataset, data, style, largest=largest)


def _ends(answer: HubAnswer, query: Query) -> dict[str, Marked]:
    """Return what is said of places of the origin, and of gateways beside those not named."""
    said: dict[str, list[str]] = {}
    if len(answer.departures) > 1:
        for part in answer.departures:
            told = (
                f"{within(part.share, told_range(part, query.range_shown), 'share')} of what "
                f"arrives leaves {query.origin_name} here"
            )
            said.setdefault(part.place, []).append(told)
    if len(answer.origins_of_arrivals) > 1:
        for part in answer.origins_of_arrivals:
            told = (
                f"{within(part.share, told_range(part, query.range_shown), 'share')} of what "
                "arrives set out here"
            )
            said.setdefault(part.place, []).append(told)
    if any(gateway.of_named is None for gateway in answer.gateways):
        for gateway in answer.gateways:
            if gateway.of_named is not None:
                told = f"{percent(gateway.of_named)} of what arrives in a country that is named"
                said.setdefault(gateway.place, []).append(told)
    return {code: Marked(note="; ".join(parts)) for code, parts in said.items()}
