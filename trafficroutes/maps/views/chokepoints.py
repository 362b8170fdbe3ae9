"""An answer about chokepoints as a map's content: the cuts stand out."""

from __future__ import annotations

from trafficroutes.analysis.chokepoints.answer import ChokepointsAnswer, ChokepointsResult
from trafficroutes.maps.content.view import Mark, Marked, View
from trafficroutes.maps.palette import SET_APART
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

_UNAVOIDABLE, _MEMBER, _LEG = range(3)
MARKS = (
    Mark("Country on every route", SET_APART, of_places=True),
    Mark("Country in a smallest cut", SET_APART, dash="4 3", of_places=True),
    Mark("Leg in a smallest cut of legs", SET_APART),
)


def chokepoints_view(
    result: ChokepointsResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of chokepoints shows.

    Countries on every route, members of smallest cuts and legs of smallest leg cuts
    are marked. Parameters are those of :func:`~trafficroutes.maps.views.hubs.hub_view`.
    """
    families = [
        Family(
            answer.commodity,
            answer.weighting,
            (*headed(answer, result.query, answer.draws), *answer.notes),
            answer.journeys,
            places=_places(answer),
            legs=_legs(answer),
        )
        for answer in result.answers
    ]
    told = MapWording(
        title or f"Chokepoints, {between(result.query, [f.commodity for f in families])}",
        share_words(style, marks="Cuts (ring, glow)"),
        marks=MARKS,
        least=style.least_share,
        kept=frozenset({_UNAVOIDABLE, _MEMBER, _LEG}),
    )
    return journeys_view(families, told, result.query, result.dataset, data, style, largest=largest)


def _places(answer: ChokepointsAnswer) -> dict[str, Marked]:
    found = {
        code: Marked(_MEMBER, _within(count, len(answer.cuts), complete=answer.cuts_complete))
        for code, count in answer.membership.items()
    }
    for code in answer.unavoidable:
        member = f"; {found[code].note}" if code in found else ""
        found[code] = Marked(_UNAVOIDABLE, f"on every route{member}")
    return found


def _legs(answer: ChokepointsAnswer) -> dict[tuple[str, str], Marked]:
    counts: dict[tuple[str, str], int] = {}
    for cut in answer.leg_cuts:
        for pair in cut:
            counts[pair] = counts.get(pair, 0) + 1
    return {
        pair: Marked(_LEG, _within(count, len(answer.leg_cuts), complete=answer.leg_cuts_complete))
        for pair, count in counts.items()
    }


def _within(count: int, cuts: int, *, complete: bool) -> str:
    """Return in how many of the smallest cuts a country or leg stands."""
    if cuts == 1:
        return "in the only smallest cut" if complete else "in the smallest cut listed"
    return f"in {count} of the {cuts} smallest cuts{'' if complete else ' listed'}"
