"""An answer about the most likely routes as a map's content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from trafficroutes.analysis.paths.results import PathsAnswer, PathsResult, Route, Step
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT, Encodings, Marked, View
from trafficroutes.maps.style import MapStyle, percent, within
from trafficroutes.maps.views.journeys import Family, MapWording, between, headed, journeys_view
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.legs import Journeys, UsedLeg
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import told_range


def paths_view(
    result: PathsResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of the most likely routes shows: each route is a layer.

    Parameters are those of :func:`~trafficroutes.maps.views.hubs.hub_view`.
    """
    families = [_family(answer, result.query) for answer in result.answers]
    commodities = [family.commodity for family in families]
    told = MapWording(title or f"Routes, {between(result.query, commodities)}", _words(style))
    return journeys_view(families, told, result.query, result.dataset, data, style, largest=largest)


def _family(answer: PathsAnswer, query: Query) -> Family:
    """Return the routes of an answer as journeys over their steps."""
    shown = query.range_shown
    digits = len(str(len(answer.paths)))
    steps: dict[tuple[str, str], Step] = {}
    taken: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, route in enumerate(answer.paths):
        for step in route.steps:
            steps[step.origin, step.to] = step
            taken[step.origin, step.to].append(number)
    names = [
        f"Route {number:0{digits}}: {within(route.probability, told_range(route, shown), 'share')}"
        for number, route in enumerate(answer.paths, 1)
    ]
    legs = [
        UsedLeg(
            *pair,
            steps[pair].ids,
            sum(answer.paths[n].probability for n in on),
            steps[pair].citations,
        )
        for pair, on in taken.items()
    ]
    coverage = within(answer.coverage, told_range(answer, shown, "coverage_{}"), "share")
    *lost, test = headed(answer, query, answer.draws)
    covered = f"These routes cover {coverage} of the arrivals"
    return Family(
        answer.commodity,
        answer.weighting,
        (
            *lost,
            f"{covered}; the rest goes by other routes",
            test,
            *answer.notes,
        ),
        _journeys(answer.paths, legs),
        legs={pair: Marked(note=_numbered(on)) for pair, on in taken.items()},
        layers={pair: tuple(names[n] for n in on) for pair, on in taken.items()},
        in_part=True,
    )


def _journeys(routes: Sequence[Route], legs: Sequence[UsedLeg]) -> Journeys:
    origins: dict[str, float] = defaultdict(float)
    passing: dict[str, float] = defaultdict(float)
    gateways: dict[str, float] = defaultdict(float)
    for route in routes:
        origins[route.places[0]] += route.probability
        gateways[route.places[-1]] += route.probability
        for code in route.places:
            passing[code] += route.probability
    return Journeys(origins, passing, gateways, tuple(legs))


def _numbered(on: Sequence[int]) -> str:
    return f"on route{'s' if len(on) > 1 else ''} {', '.join(str(n + 1) for n in on)}"


def _words(style: MapStyle) -> Encodings:
    return Encodings(
        width="Share by these routes (width)",
        size="Share passing (size)",
        classes=style.class_labels("share"),
        sizes=tuple((share, percent(share)) for share in (0.01, 0.25, 1.0)),
        of_connection="of the journeys that arrive, by the routes shown",
        roles={
            ORIGIN: ("Origin", "of the journeys that arrive set out here, by the routes shown"),
            TRANSIT: ("Transit", "of the journeys that arrive pass here, by the routes shown"),
            GATEWAY: (
                "Gateway: first arrival",
                "of the journeys that arrive do so here first, by the routes shown",
            ),
        },
    )
