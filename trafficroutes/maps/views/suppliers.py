"""An answer about suppliers as a map's content."""

from __future__ import annotations

from dataclasses import replace

from trafficroutes.analysis.suppliers.results import SuppliersAnswer, SuppliersResult
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT, Mark, Marked, View
from trafficroutes.maps.palette import SET_APART
from trafficroutes.maps.style import MapStyle, within
from trafficroutes.maps.views.journeys import (
    Family,
    MapWording,
    journeys_view,
    share_words,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import spoken
from trafficroutes.question.ranges import RangeShown, told_range

_SUPPLIES = 0
MARKS = (Mark("Goods come in from here", SET_APART, of_places=True),)
_ROLES = {
    ORIGIN: ("Origin", "of the goods begin here"),
    TRANSIT: ("Transit", "of the goods pass here"),
    GATEWAY: ("Place supplied", "of the goods go here"),
}


def suppliers_view(
    result: SuppliersResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of suppliers shows.

    The countries from which goods come in are marked. Parameters are those of
    :func:`~trafficroutes.maps.views.hubs.hub_view`.
    """
    families = [
        Family(
            answer.commodity,
            answer.weighting,
            answer.notes,
            answer.journeys,
            places=_places(answer, result.query.range_shown, style),
        )
        for answer in result.answers
    ]
    named = ", ".join(spoken(family.commodity) for family in families)
    words = share_words(style, marks="Last step (ring)")
    told = MapWording(
        title or f"Suppliers of {result.query.destination_name}: {named}",
        replace(
            words,
            width="Share of the goods (width)",
            of_connection="of the goods go so",
            roles=_ROLES,
        ),
        of="of the goods",
        marks=MARKS,
        least=style.least_share,
    )
    return journeys_view(families, told, result.query, result.dataset, data, style, largest=largest)


def _places(answer: SuppliersAnswer, shown: RangeShown, style: MapStyle) -> dict[str, Marked]:
    """Mark those from which as much comes in as is drawn; of others it is only said."""
    return {
        found.place: Marked(
            _SUPPLIES if found.share >= style.least_share else None,
            f"{within(found.share, told_range(found, shown), 'share')} come in from here",
        )
        for found in answer.suppliers
    }
