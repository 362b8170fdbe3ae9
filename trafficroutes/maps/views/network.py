"""The network of the data, or a part of it, as a map's content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.graph.selection import SelectedLeg, Selection
from trafficroutes.graph.weighting import QUANTITIES, needs_quantity, quantified
from trafficroutes.maps.content.legbook import (
    colour_of,
    confidence_of,
    identity,
    leg_fact,
    runs_against,
)
from trafficroutes.maps.content.strongest import TIES, in_proportion, largest_first, legible
from trafficroutes.maps.content.view import Connection, FlowLayer, View
from trafficroutes.maps.style import MapStyle, amount
from trafficroutes.maps.style import chance as chance_text
from trafficroutes.maps.views.network_sides import MIXED, parts_of, width_words, words_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import spoken
from trafficroutes.model.refs import is_region
from trafficroutes.question.extract import WORST, Extract, Taken, taken_of
from trafficroutes.question.saying import capital, number_of


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
        How many connections to draw at first, the strongest; the map has the others, and a
        slider for how many. Without it all are drawn up to 80, and where there are more,
        the strongest 70.

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
    data, part = taken.data, taken.part
    selections = [selection for selection, _ in taken.families]
    measures = [taken.measure_of(selection) for selection in selections]
    measure = measures[0] if len(set(measures)) == 1 else MIXED
    found = _ordered(
        [
            connection
            for number, (selection, legs) in enumerate(taken.families)
            for connection in _connections(taken, number, selection, legs, style, measures)
        ],
        measure,
    )
    flows = _flows(data, selections)
    ticked = sum(flows[connection.flow].ticked for connection in found)
    parts, most = parts_of(
        data,
        [selection.commodities for selection in selections],
        _whole(taken, found, style, measures),
        measures,
        {end for c in found for end in (c.origin, c.to)},
    )
    counter = any(flow.counter for flow in flows)
    view = View(
        title=title or title_of(data, part),
        flows=flows,
        connections=tuple(found),
        undrawn=(),
        parts=parts,
        words=words_of(measure, most, style, drugs=counter),
        summary="",
        lines=tuple(identity(data, filters_of(data, part, _measured(measure)))),
        adds_up=True,
        top=legible(ticked, largest),
    )
    return replace(
        view,
        summary=summary_of(view.first),
        cut=" ".join(_left_out(taken, ticked, view, measure)),
        notes=tuple(_choice(measure)) if ticked > len(view.first) else (),
    )


def _choice(measure: str) -> Iterable[str]:
    """Say how the connections that are drawn first are chosen."""
    if measure == MIXED:
        yield (
            "Of each commodity as many connections are drawn as its part of all: by estimated "
            "tonnes where there is an estimate, else by evidence"
        )
    yield TIES.rstrip(".")


def _ordered(found: list[Connection], measure: str) -> list[Connection]:
    return in_proportion(found) if measure == MIXED else largest_first(found)


def _measured(measure: str) -> str:
    """Return what widths show, for the line of filters."""
    return "estimate where there is one" if measure == MIXED else measure


def _flows(data: Dataset, selections: Sequence[Selection]) -> tuple[FlowLayer, ...]:
    """Return the families as layers: drugs are ticked, what runs the other way is not."""
    others = [runs_against(data, selection.commodities) for selection in selections]
    counter = [other and not all(others) for other in others]
    return tuple(
        FlowLayer(
            spoken(s.label),
            colour_of(data, s.label, number),
            notes_of(s),
            ticked=not counter[number],
            counter=counter[number],
        )
        for number, s in enumerate(selections)
    )


def _whole(
    taken: Taken, found: list[Connection], style: MapStyle, measures: Sequence[str]
) -> list[Connection]:
    """Return the connections of the families' whole networks, of which these are a part."""
    if all(len(legs) == len(selection.legs) for selection, legs in taken.families):
        return found
    return [
        connection
        for number, (selection, _) in enumerate(taken.families)
        for connection in _connections(taken, number, selection, selection.legs, style, measures)
    ]


def _left_out(taken: Taken, ticked: int, view: View, measure: str) -> Iterable[str]:
    """Say what of the selected legs is not drawn at first, and what is not drawn at all."""
    drawn = view.first
    if ticked > len(drawn):
        if measure == MIXED:
            yield f"They are, of each commodity, the strongest of {ticked:,} in all."
        else:
            yield f"They are the strongest of {ticked:,}."
    if unticked := [flow.label for flow in view.flows if not flow.ticked]:
        yield f"Not drawn at first: {', '.join(unticked)}."
    if needs_quantity(measure):
        legs = [item for _, selected in taken.families for item in selected]
        missing = len(legs) - len(list(quantified(legs, measure, drop_unquantified=True)))
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
    measures: Sequence[str],
) -> Iterable[Connection]:
    """Return the connections of a family: the legs of one pair are one."""
    data, measure = taken.data, measures[number]
    mixed = len(set(measures)) > 1
    measured = not mixed or measure == "estimate"
    for (origin, to), joined, strength in taken.pairs(selection, legs, measure):
        chance = strength
        if measure != "evidence":
            chance = confidence_of(data, [c for item in joined for c in item.citations])
        yield Connection(
            flow=number,
            origin=origin,
            to=to,
            legs=tuple(leg_fact(data, item.leg, item.citations) for item in joined),
            strength=strength,
            amount=_amount(strength, chance, measure, mixed=mixed),
            width=style.width_class(strength, measure) if measured else style.unmeasured,
            confidence=style.confidence_class(chance),
            measured=measured,
        )


def _amount(strength: float, chance: float, measure: str, *, mixed: bool) -> str:
    """Return how much goes over a connection; where nothing measures it, how sure it is."""
    if mixed and measure != "estimate":
        return amount(chance, "evidence")
    if not strength:
        return "nothing"
    if measure == "evidence":
        return chance_text(strength)
    return amount(strength, measure) + (f" {width_words(measure)[1]}" if mixed else "")


def title_of(data: Dataset, part: Extract) -> str:
    """Return the title of a part of the network."""
    corridors = [data.records.corridors[key].name for key in part.corridors]
    what = "Drug trafficking routes"
    if part.commodity is not None:
        label, _ = data.resolve_commodity(part.commodity)
        known = data.records.commodities.get(label)
        what = f"{known.name if known is not None else capital(spoken(label))}: trafficking routes"
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
