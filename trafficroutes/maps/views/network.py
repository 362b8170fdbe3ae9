"""The network of the data, or a part of it, as a map's content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.graph.selection import SelectedLeg, Selection
from trafficroutes.graph.weighting import QUANTITIES, needs_quantity, quantified
from trafficroutes.maps.content.legbook import (
    colour_of,
    confidence_of,
    identity,
    largest_first,
    leg_fact,
    legible,
)
from trafficroutes.maps.content.view import Connection, FlowLayer, View
from trafficroutes.maps.style import MapStyle, amount
from trafficroutes.maps.views.network_sides import parts_of, words_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import spoken
from trafficroutes.model.refs import is_region
from trafficroutes.question.extract import WORST, Extract, Taken, taken_of
from trafficroutes.question.saying import number_of


def network_view(
    data: DataGiven,
    part: Extract | None = None,
    style: MapStyle | None = None,
    *,
    title: str | None = None,
    largest: int | None = None,
) -> View:
    """Return what a map of the network, or of a part of it, shows.

    Parameters
    ----------
    data : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    part : Extract, optional
        Which part; without it everything.
    style : MapStyle, optional
        Classes of width and confidence.
    title : str, optional
        Instead of one made from the part.
    largest : int, optional
        How many connections to draw, the strongest first. Without it all are drawn up
        to 600, and where there are more, the strongest 250.

    Raises
    ------
    QueryError
        No leg is left.
    UnknownNameError
        A name means nothing.

    Examples
    --------
    >>> from trafficroutes import load
    >>> view = network_view(load(), Extract(corridors=("northern-route",)))
    >>> view.title
    'Northern Route'
    """
    part, style = part or Extract(), style or MapStyle()
    taken = taken_of(opened(data), part)
    data, part, measure = taken.data, taken.part, taken.measure
    families = taken.families
    found = largest_first(
        connection
        for number, (selection, legs) in enumerate(families)
        for connection in _connections(taken, number, selection, legs, style)
    )
    drawn = tuple(found[: legible(len(found), largest)])
    parts, most = parts_of(
        data, [selection.commodities for selection, _ in families], drawn, measure
    )
    return View(
        title=title or title_of(data, part),
        flows=tuple(
            FlowLayer(spoken(s.label), colour_of(data, s.label, number), notes_of(s))
            for number, (s, _) in enumerate(families)
        ),
        connections=drawn,
        undrawn=tuple(found[len(drawn) :]),
        parts=parts,
        words=words_of(measure, most, style),
        summary=summary_of(drawn),
        cut=" ".join(_left_out(families, found, drawn, measure)),
        lines=tuple(identity(data, filters_of(data, part, measure))),
        adds_up=True,
    )


def _left_out(
    families: Sequence[tuple[Selection, Sequence[SelectedLeg]]],
    found: Sequence[Connection],
    drawn: Sequence[Connection],
    measure: str,
) -> Iterable[str]:
    """Say what of the selected legs is not drawn, and what is not drawn at all."""
    if len(found) > len(drawn):
        yield f"They are the strongest of {len(found):,}."
    if needs_quantity(measure):
        legs = [item for _, selected in families for item in selected]
        missing = len(legs) - len(quantified(legs, measure, drop_unquantified=True))
        if missing:
            some = f"{missing:,} leg{'s' if missing > 1 else ''}"
            yield f"Left out: {some} without a {QUANTITIES[measure]}."
    if any(is_region(connection.to) for connection in drawn):
        yield "What is only traced to a region is not drawn on to its countries."


def _connections(
    taken: Taken,
    number: int,
    selection: Selection,
    legs: Sequence[SelectedLeg],
    style: MapStyle,
) -> Iterable[Connection]:
    """Return the connections of a family: the legs of one pair are one."""
    data, measure = taken.data, taken.measure
    for (origin, to), joined, strength in taken.pairs(selection, legs):
        chance = strength
        if measure != "evidence":
            chance = confidence_of(data, [c for item in joined for c in item.citations])
        yield Connection(
            flow=number,
            origin=origin,
            to=to,
            legs=tuple(leg_fact(data, item.leg, item.citations) for item in joined),
            strength=strength,
            amount=amount(strength, measure) if strength else "nothing",
            width=style.width_class(strength, measure),
            confidence=style.confidence_class(chance),
        )


def title_of(data: Dataset, part: Extract) -> str:
    """Return the title of a part of the network."""
    corridors = [data.records.corridors[key].name for key in part.corridors]
    what = "Drug trafficking routes"
    if part.commodity is not None:
        label, _ = data.resolve_commodity(part.commodity)
        known = data.records.commodities.get(label)
        what = (
            f"{known.name if known is not None else spoken(label).capitalize()}: trafficking routes"
        )
    if corridors:
        what = ", ".join(corridors) + ("" if part.commodity is None else f": {part.commodity}")
    where = [data.places.name(data.places.resolve(name)) for name in part.places]
    if part.region is not None:
        where.append(data.places.name(data.places.resolve(part.region)))
    return what + (f" into and out of {', '.join(where)}" if where else "")


def summary_of(drawn: Sequence[Connection]) -> str:
    """Return how much is drawn."""
    legs = sum(len(connection.legs) for connection in drawn)
    return f"{number_of(len(drawn), 'connection')} of {number_of(legs, 'cited leg')}."


def notes_of(selection: Selection) -> tuple[str, ...]:
    """Return what a family's selection pooled and left out."""
    notes = []
    if selection.span is not None and selection.years is None:
        notes.append(f"All years are pooled: the evidence speaks of {selection.span}")
    if selection.undated:
        notes.append(f"Left out: {number_of(selection.undated, 'leg')} without a dated citation")
    if selection.unknown_mode:
        notes.append(f"Left out: {number_of(selection.unknown_mode, 'leg')} without a cited mode")
    return tuple(notes)


def filters_of(data: Dataset, part: Extract, measure: str) -> str:
    """Return the options that chose the part, in a line."""
    places = [data.places.name(data.places.resolve(name)) for name in part.places]
    region = None if part.region is None else data.places.name(data.places.resolve(part.region))
    told = [
        f"Years: {part.span or 'all'}",
        f"modes: {', '.join(part.modes) or 'all'}",
        f"commodity: {part.commodity or 'all'}",
        f"corridors: {', '.join(part.corridors) or 'all'}",
        *([f"places: {', '.join(places)}"] if places else []),
        *([f"region: {region}"] if region else []),
        *(
            [f"credibility {part.min_credibility} or better"]
            if part.min_credibility < WORST
            else []
        ),
        f"weighting: {measure}",
    ]
    return "; ".join(told) + "."
