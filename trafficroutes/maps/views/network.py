"""The network of the data, or a part of it, as a map's content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import msgspec

from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import carries_estimate, estimated_network
from trafficroutes.graph.selection import SelectedLeg, Selection, select
from trafficroutes.graph.weighting import WEIGHTINGS, quantified, strengths
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
from trafficroutes.model.arguments import check_known, listed
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, spoken, suggest
from trafficroutes.model.refs import is_region
from trafficroutes.model.vocabulary import MODES
from trafficroutes.model.years import Period, Years, parse_years

#: The Admiralty grade that keeps every statement.
WORST = 6


@dataclass(frozen=True)
class Extract:
    """Which part of the network to draw.

    Attributes
    ----------
    commodity : str or None
        A commodity or family by any name; None takes all families.
    corridors : tuple of str
        Only legs of these corridors, by id or name; empty takes all.
    years : str, int, range, pair, Years or None
        Only evidence about this period.
    modes : tuple of str
        Only legs travelled so.
    places : tuple of str
        Only legs that begin or end in one of these.
    region : str or None
        Only legs that begin or end in this region.
    min_credibility : int
        Only statements with this Admiralty grade (1 best, 6 cannot be judged) or a better one.
    weighting : str
        What widths show; ``auto`` takes the flow estimate where all families drawn
        have one, else the strength of the evidence.
    """

    commodity: str | None = None
    corridors: tuple[str, ...] = ()
    years: Period | None = None
    modes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    region: str | None = None
    min_credibility: int = WORST
    weighting: str = "auto"

    @property
    def span(self) -> Years | None:
        """The period, or None for all years."""
        return None if self.years is None else parse_years(self.years)


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
    data = opened(data)
    check_known("weighting", part.weighting, WEIGHTINGS)
    part = replace(
        part,
        corridors=tuple(_corridor(data, name) for name in listed("corridors", part.corridors)),
        modes=listed("modes", part.modes),
        places=listed("places", part.places),
    )
    for mode in part.modes:
        check_known("mode", mode, MODES)
    graded = _graded(data, part.min_credibility)
    touched = _touched(data, part)
    families = [
        (selection, legs)
        for selection in _selections(graded, part)
        if (legs := [leg for leg in selection.legs if _belongs(leg, part, touched)])
    ]
    if not families:
        raise QueryError("no leg is left to draw: widen the years, places, modes or grades")
    measure = _measure(graded, part, [selection for selection, _ in families])
    found = largest_first(
        connection
        for number, (selection, legs) in enumerate(families)
        for connection in _connections(graded, number, selection, legs, measure, style)
    )
    drawn = tuple(found[: legible(len(found), largest)])
    parts, most = parts_of(
        graded, [selection.commodities for selection, _ in families], drawn, measure
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
    if measure == "volume":
        legs = [item for _, selected in families for item in selected]
        missing = len(legs) - len(list(quantified(legs, drop_unquantified=True)))
        if missing:
            yield f"Left out: {missing:,} leg{'s' if missing > 1 else ''} without a flow quantity."
    if any(is_region(connection.to) for connection in drawn):
        yield "What is only traced to a region is not drawn on to its countries."


def _graded(data: Dataset, worst: int) -> Dataset:
    """Return data without the statements that are graded worse."""
    if worst >= WORST:
        return data
    legs = []
    for leg in data.legs:
        kept = tuple(c for c in leg.citations if c.credibility <= worst)
        if kept:
            legs.append(msgspec.structs.replace(leg, citations=kept))
    return replace(data, records=msgspec.structs.replace(data.records, legs=tuple(legs)))


def _corridor(data: Dataset, name: str) -> str:
    """Return the id of a corridor by its id or name."""
    corridors = data.records.corridors
    for key, corridor in corridors.items():
        if fold(name) in (fold(key), fold(corridor.name)):
            return key
    known = [*corridors, *(corridor.name for corridor in corridors.values())]
    raise UnknownNameError("corridor", name, suggest(name, known) or tuple(sorted(corridors)))


def _touched(data: Dataset, part: Extract) -> frozenset[str] | None:
    """Return the places of which a leg has to touch one; None where any will do."""
    wanted = [data.places.resolve(name) for name in part.places]
    if part.region is not None:
        region = data.places.resolve(part.region)
        inner = (place.code for place in data.places.everything)
        wanted += [code for code in inner if data.places.lies_in(code, region, part.span)]
    return frozenset(wanted) if wanted else None


def _selections(data: Dataset, part: Extract) -> Iterable[Selection]:
    """Return the selected legs of each family, or of the one commodity."""
    wanted: Iterable[tuple[str, tuple[str, ...]]] = data.families.items()
    if part.commodity is not None:
        wanted = [data.resolve_commodity(part.commodity)]
    for label, commodities in wanted:
        yield select(data, label, commodities, years=part.span, modes=part.modes)


def _belongs(item: SelectedLeg, part: Extract, touched: frozenset[str] | None) -> bool:
    leg = item.leg
    if part.corridors and not set(part.corridors).intersection(leg.corridors):
        return False
    return touched is None or leg.origin in touched or leg.to in touched


def _measure(data: Dataset, part: Extract, selections: Sequence[Selection]) -> str:
    """Return what widths show: one thing on the whole map."""
    if part.weighting != "auto":
        return part.weighting
    estimated = all(
        carries_estimate(data, s.label, s.commodities, s.years, s.modes) for s in selections
    )
    return "estimate" if estimated else "evidence"


def _connections(
    data: Dataset,
    number: int,
    selection: Selection,
    legs: list[SelectedLeg],
    measure: str,
    style: MapStyle,
) -> Iterable[Connection]:
    """Return the connections of a family: the legs of one pair are one."""
    if measure == "volume":
        legs = list(quantified(legs, drop_unquantified=True))
    pairs = [
        (pair, list(joined))
        for pair, joined in groupby(legs, key=lambda item: (item.leg.origin, item.leg.to))
    ]
    if measure == "estimate":
        by_pair = _estimated(data, selection)
        amounts = [by_pair.get(pair, 0.0) for pair, _ in pairs]
    else:
        amounts = strengths(data, [joined for _, joined in pairs], measure)
    for ((origin, to), joined), strength in zip(pairs, amounts, strict=True):
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


def _estimated(data: Dataset, selection: Selection) -> Mapping[tuple[str, str], float]:
    """Return tonnes a year by pair: of the whole family, whatever part is drawn."""
    network = estimated_network(
        data,
        selection.label,
        selection.commodities,
        years=selection.years,
        modes=selection.modes,
    )
    found: dict[tuple[str, str], float] = defaultdict(float)
    ends = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    for (tail, head), flow in zip(ends, network.flow.tolist(), strict=True):
        found[network.places[tail], network.places[head]] += flow
    return found


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
    return f"{_count(len(drawn), 'connection')} of {_count(legs, 'cited leg')}."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"


def notes_of(selection: Selection) -> tuple[str, ...]:
    """Return what a family's selection pooled and left out."""
    notes = []
    if selection.span is not None and selection.years is None:
        notes.append(f"All years are pooled: the evidence speaks of {selection.span}")
    if selection.undated:
        notes.append(f"Left out: {_count(selection.undated, 'leg')} without a dated citation")
    if selection.unknown_mode:
        notes.append(f"Left out: {_count(selection.unknown_mode, 'leg')} without a cited mode")
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
