"""An answer about cooperation as a map's content: coverage by country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from trafficroutes.analysis.cooperation.results import CooperationAnswer, CooperationResult
from trafficroutes.analysis.cooperation.rows import BodyCover
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT, Encodings, Mark, Marked, View
from trafficroutes.maps.palette import MEMBER
from trafficroutes.maps.style import MapStyle, percent
from trafficroutes.maps.views.journeys import (
    Family,
    MapWording,
    between,
    headed,
    journeys_view,
    share_words,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.refs import is_region

_COVERED, _NOT = range(2)
MARKS = (
    Mark("Member of an operational body", MEMBER, of_places=True),
    Mark("Member of none", MEMBER, dash="3 3", of_places=True),
)
_HEADING = "Cooperation (ring)"


def cooperation_view(
    result: CooperationResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of cooperation shows: which countries which bodies cover.

    Nothing orders routes by a lack of coverage: widths and sizes are shares of what
    moves. Parameters are those of :func:`~trafficroutes.maps.views.hubs.hub_view`.
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
    commodities = [family.commodity for family in families]
    if result.corridor is None:
        about, words = between(result.query, commodities), share_words(style, marks=_HEADING)
    else:
        about = f"{result.corridor_name}: {', '.join(commodities)}"
        words = _corridor_words(style)
    told = MapWording(
        title or f"Cooperation, {about}",
        words,
        of="of the journeys" if result.corridor is None else "of the flow",
        marks=MARKS,
        least=style.least_share,
    )
    return journeys_view(families, told, result.query, result.dataset, data, style, largest=largest)


def _places(answer: CooperationAnswer) -> dict[str, Marked]:
    """Return who covers each country: those between the ends, and the ends too."""
    bodies, forums = _by_member(answer.bodies), _by_member(answer.forums)
    ends = {end for leg in answer.journeys.legs for end in (leg.origin, leg.to)}
    return {
        code: Marked(
            _COVERED if code in bodies else _NOT, _told(bodies.get(code, ()), forums.get(code, ()))
        )
        for code in sorted(ends)
        if not is_region(code)
    }


def _by_member(bodies: Iterable[BodyCover]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        for code in body.members:
            found[code].append(body.name)
    return found


def _legs(answer: CooperationAnswer) -> dict[tuple[str, str], Marked]:
    names = {body.id: body.name for body in (*answer.bodies, *answer.forums)}
    return {
        (leg.origin, leg.to): Marked(
            note=f"both ends in {', '.join(names[key] for key in leg.bodies)}"
            if leg.bodies
            else "no operational body has both ends"
        )
        for leg in answer.legs
    }


def _told(bodies: Iterable[str], forums: Iterable[str]) -> str:
    named, talks = ", ".join(bodies), ", ".join(forums)
    told = f"member of {named}" if named else "member of no operational body"
    return f"{told}; forums: {talks}" if talks else told


def _corridor_words(style: MapStyle) -> Encodings:
    said = "of the flow on the corridor is on legs from or to here"
    return Encodings(
        width="Part of the flow (width)",
        size="Part of the flow (size)",
        classes=style.class_labels("share"),
        sizes=tuple((share, percent(share)) for share in (0.01, 0.25, 1.0)),
        of_connection="of the flow on the corridor",
        roles={
            ORIGIN: ("Goods only leave", said),
            TRANSIT: ("Transit", said),
            GATEWAY: ("Goods only arrive", said),
        },
        marks=_HEADING,
    )
