"""An answer about centrality as a map's content: places as large as a measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from trafficroutes.analysis.centrality.results import (
    CentralityAnswer,
    CentralityResult,
    LegCentrality,
    PlaceCentrality,
)
from trafficroutes.errors import UnknownNameError
from trafficroutes.maps.content.behind import Behind, lines_of
from trafficroutes.maps.content.strongest import largest_first, legible, told_cut, told_ties
from trafficroutes.maps.content.view import (
    GATEWAY,
    ORIGIN,
    TRANSIT,
    Connection,
    Encodings,
    FlowLayer,
    Marked,
    PlaceInFlow,
    View,
)
from trafficroutes.maps.style import MapStyle, amount, within
from trafficroutes.maps.views.network_sides import (
    Scale,
    colours,
    filters_of,
    scale_of,
    sizes_within,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.names import spoken, suggest
from trafficroutes.question.ranges import Told

_ROLES = {"source": ORIGIN, "transit": TRANSIT, "destination": GATEWAY}


def centrality_view(
    result: CentralityResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    measure: str | None = None,
    title: str | None = None,
    largest: int | None = None,
) -> View:
    """Return what a map of centralities shows.

    Parameters
    ----------
    result : CentralityResult
        The answer.
    data : Dataset or None
        For colours, corridors and years of its legs.
    style : MapStyle
        Classes of width and confidence.
    measure : str, optional
        What places are as large as: one of those that were asked for, by default the
        first.
    title : str, optional
        Instead of "Centrality: cocaine, by strength".
    largest : int or None
        How many connections are drawn at most; None leaves it to the map.

    Raises
    ------
    UnknownNameError
        The answer does not have this measure.
    """
    known = result.answers[0].measures
    measure = measure or known[0]
    if measure not in known:
        raise UnknownNameError("measure of the map", measure, suggest(measure, known) or known)
    answers = result.answers
    scale = scale_of(
        [answer.weighting for answer in answers],
        [[leg.flow for leg in answer.legs] for answer in answers],
    )
    behind = Behind(data, (result.query.years,), result.query.modes)
    found = largest_first(
        _connection(number, leg, behind, scale, style)
        for number, answer in enumerate(answers)
        for leg in answer.legs
    )
    top = legible(len(found), largest)
    parts, most = _parts(answers, measure)
    what = ", ".join(spoken(answer.commodity) for answer in answers)
    return View(
        title=title or f"Centrality: {what}, by {_plain(measure)}",
        flows=tuple(
            FlowLayer(spoken(answer.commodity), colour, answer.notes)
            for answer, colour in zip(answers, colours(data, answers), strict=True)
        ),
        connections=tuple(found),
        undrawn=(),
        parts=parts,
        words=_words(measure, most, scale, style),
        summary=f"{top:,} connections of countries.",
        cut=told_cut(len(found), top),
        lines=lines_of(
            filters_of(result.query, answers, str(result.query.years or "all")),
            result.dataset,
            data,
        ),
        notes=told_ties(len(found), top),
        top=top,
    )


def _connection(
    number: int, leg: LegCentrality, behind: Behind, scale: Scale, style: MapStyle
) -> Connection:
    strength = scale.part(number, leg.flow)
    return Connection(
        flow=number,
        origin=leg.origin,
        to=leg.to,
        legs=behind.facts(leg.ids),
        strength=strength,
        amount=scale.told(number, leg.flow, Told("evidence", (leg.intervals or {}).get("flow"))),
        width=style.width_class(strength, scale.measure),
        confidence=style.confidence_class(behind.confidence(leg.ids)) if leg.ids else 0,
    )


def _parts(
    answers: Sequence[CentralityAnswer], measure: str
) -> tuple[Mapping[str, tuple[PlaceInFlow, ...]], float]:
    """Return what each place is to each flow, and the largest value."""
    values = [place.values[measure] for answer in answers for place in answer.places]
    most = max(values, default=0.0)
    found: dict[str, list[PlaceInFlow]] = defaultdict(list)
    for number, answer in enumerate(answers):
        for place in answer.places:
            found[place.place].append(_part(number, place, answer.places, measure, most))
    return {code: tuple(parts) for code, parts in sorted(found.items())}, most


def _part(
    number: int, place: PlaceCentrality, among: Sequence[PlaceCentrality], measure: str, most: float
) -> PlaceInFlow:
    value = place.values[measure]
    told = within(value, Told("evidence", (place.intervals or {}).get(measure)), "")
    others = [f"{_plain(name)} {rank}" for name, rank in place.ranks.items() if name != measure]
    ranked = f"rank {place.ranks[measure]} of {len(among)}"
    note = f"{ranked}; ranks by other measures: {', '.join(others)}" if others else ranked
    size = max(value, 0.0) / most if most > 0 else 0.0
    ends = sizes_within((place.intervals or {}).get(measure), most)
    return PlaceInFlow(number, _ROLES[place.role], size, told, Marked(note=note), ends=ends)


def _words(measure: str, most: float, scale: Scale, style: MapStyle) -> Encodings:
    name = _plain(measure)
    return Encodings(
        width=scale.heading,
        size=f"{name[0].upper()}{name[1:]} (size)",
        classes=style.class_labels(scale.measure),
        sizes=tuple(_samples(most)),
        of_connection=scale.said,
        roles={
            ORIGIN: ("Source: twice as much leaves", f"by {name}"),
            TRANSIT: ("Transit", f"by {name}"),
            GATEWAY: ("Destination: twice as much arrives", f"by {name}"),
        },
    )


def _samples(most: float) -> Iterable[tuple[float, str]]:
    for step in (50, 4, 1):
        value = float(f"{settled(most / step):.1g}")
        if 0 < value <= most * 1.5:
            yield min(value / most, 1.0), amount(value, "")


def _plain(measure: str) -> str:
    return measure.replace("_", " ")
