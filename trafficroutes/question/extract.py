"""A part of the data: the legs of some families, corridors, places, years and grades."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import msgspec

from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import carries_estimate, estimated_network
from trafficroutes.graph.counting import cap_of, stand_on_events
from trafficroutes.graph.selection import SelectedLeg, Selection, select
from trafficroutes.graph.weighting import WEIGHTINGS, quantified, strengths
from trafficroutes.model.arguments import check_known, listed
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.vocabulary import MODES
from trafficroutes.model.years import Period, Years, parse_years

#: The Admiralty grade that keeps every statement.
WORST = 6


@dataclass(frozen=True)
class Extract:
    """Which part of the network to draw, or to export.

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


@dataclass(frozen=True)
class Taken:
    """The legs that a part of the data has.

    Attributes
    ----------
    data : Dataset
        The data, without statements that are graded too badly.
    part : Extract
        Which part, with corridors by their ids.
    families : tuple of (Selection, tuple of SelectedLeg)
        Of each family with a leg in the part, all its legs of the period and modes,
        and those of them that belong to the part.
    measure : str
        What connections are measured by: a weighting other than ``auto``.
    touched : frozenset of str or None
        Codes of the places of which a leg has to touch one; None where any will do.
    """

    data: Dataset
    part: Extract
    families: tuple[tuple[Selection, tuple[SelectedLeg, ...]], ...]
    measure: str
    touched: frozenset[str] | None

    def measure_of(self, selection: Selection) -> str:
        """Return what a family is measured by where each may have a measure of its own.

        That is the flow estimate where it has one, though others have none.
        """
        if self.part.weighting != "auto" or self.measure == "estimate":
            return self.measure
        estimated = carries_estimate(
            self.data, selection.label, selection.commodities, selection.years, selection.modes
        )
        return "estimate" if estimated else self.measure

    def pairs(
        self, selection: Selection, legs: Iterable[SelectedLeg], measure: str | None = None
    ) -> Iterator[tuple[tuple[str, str], list[SelectedLeg], float]]:
        """Yield the connections of a family: their ends, their legs, how strong they are.

        The legs of one pair of places are one connection; with ``volume`` those without
        a cited amount are left out, with ``kilograms`` those of which nothing was weighed.
        They are measured as all are, or by ``measure``.
        """
        measure = measure or self.measure
        legs = quantified(tuple(legs), measure, drop_unquantified=True)
        pairs = [
            (pair, list(joined))
            for pair, joined in groupby(legs, key=lambda item: (item.leg.origin, item.leg.to))
        ]
        if measure == "estimate":
            by_pair = _estimated(self.data, selection)
            amounts = [by_pair.get(pair, 0.0) for pair, _ in pairs]
        else:
            joined_by_pair = [joined for _, joined in pairs]
            # The cap is that of the network, whatever part is shown.
            cap = cap_of(selection.legs) if measure == "kilograms" else None
            amounts = strengths(self.data, joined_by_pair, measure, cap=cap)
        for (pair, joined), strength in zip(pairs, amounts, strict=True):
            yield pair, joined, strength


def taken_of(data: Dataset, part: Extract) -> Taken:
    """Return the legs that a part of the data has.

    Raises
    ------
    QueryError
        No leg is left.
    UnknownNameError
        A name means nothing.
    """
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
    families = tuple(
        (selection, legs)
        for selection in _selections(graded, part)
        if (legs := tuple(leg for leg in selection.legs if _belongs(leg, part, touched)))
    )
    if not families:
        raise QueryError("no leg is left: widen the years, places, modes or grades")
    measure = _measure(graded, part, [selection for selection, _ in families])
    return Taken(graded, part, families, measure, touched)


def _graded(data: Dataset, worst: int) -> Dataset:
    """Return data without the statements that are graded worse."""
    if worst >= WORST:
        return data
    legs = []
    for leg in data.legs:
        kept = tuple(c for c in leg.citations if c.credibility <= worst)
        events = tuple(event for event in leg.events if event.credibility <= worst)
        if kept or events:
            legs.append(msgspec.structs.replace(leg, citations=kept, events=events))
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
    if estimated:
        return "estimate"
    counted = all(stand_on_events(selection.legs) for selection in selections)
    return "records" if counted else "evidence"


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
