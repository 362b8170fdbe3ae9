"""Which legs and flows are asked for, with those of their citations that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from trafficroutes.analysis.legs.results import LegsQuery
from trafficroutes.graph.independence import Threshold
from trafficroutes.graph.selection import taken_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, Flow, Leg
from trafficroutes.model.years import Years

E = TypeVar("E", Leg, Flow)


@dataclass(frozen=True)
class Chosen(Generic[E]):
    """A leg or flow with those of its citations that fit the question."""

    entry: E
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Choice:
    """What a question takes.

    Attributes
    ----------
    legs, flows : tuple of Chosen
        Sorted by their ids.
    all_legs : int
        Legs that are asked for, whatever their citations.
    left_out : int
        Citations of these that the period, the modes or the threshold leave out.
    """

    legs: tuple[Chosen[Leg], ...]
    flows: tuple[Chosen[Flow], ...]
    all_legs: int
    left_out: int


def choose(data: Dataset, query: LegsQuery) -> Choice:
    """Return the legs and flows of a question."""
    is_asked_for = asked_for(data, query)
    legs = [leg for leg in data.legs if is_asked_for(leg)]
    flows = [flow for flow in data.records.flows if is_asked_for(flow)]
    if query.kind == "leg":
        flows = []
    taken = fitting(data, query, legs)
    cited = sum(len(leg.evidence) for leg in legs)
    return Choice(
        legs=taken,
        flows=fitting(data, query, flows),
        all_legs=len(legs),
        left_out=cited - sum(len(chosen.citations) for chosen in taken),
    )


def asked_for(data: Dataset, query: LegsQuery) -> Callable[[Leg | Flow], bool]:
    """Return what tells whether a leg or flow is among those asked for."""
    wanted = commodities_of(data, query)
    if query.kind == "leg":
        return lambda entry: entry.id == query.leg
    if query.kind == "corridor":
        return lambda entry: query.corridor in entry.corridors and entry.commodity in wanted
    origins, targets = (within(data, end, query) for end in (query.origin, query.destination))
    return lambda entry: (
        entry.origin in origins and entry.to in targets and entry.commodity in wanted
    )


def commodities_of(data: Dataset, query: LegsQuery) -> frozenset[str]:
    """Return the ids of the commodities asked for."""
    if query.commodity is None:
        return frozenset(data.records.commodities)
    return frozenset(data.resolve_commodity(query.commodity)[1])


def within(data: Dataset, code: str | None, query: LegsQuery) -> frozenset[str]:
    """Return a place and those that legs touch and that lie in it."""
    moves = (*data.legs, *data.records.flows)
    touched = {str(end) for move in moves for end in (move.origin, move.to)}
    return frozenset(
        place for place in touched if code and data.places.lies_in(place, code, query.years)
    )


class CitationChoice(Protocol):
    """What citations are chosen by."""

    @property
    def years(self) -> Years | None:
        """The period."""

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes, sorted."""

    @property
    def min_citations(self) -> int:
        """Independent citations that an entry has to have."""

    @property
    def without_press(self) -> bool:
        """Whether the press alone is not enough."""


def fitting(data: Dataset, query: CitationChoice, entries: Iterable[E]) -> tuple[Chosen[E], ...]:
    """Return legs or flows with those of their citations that fit, sorted by their ids."""
    threshold = Threshold(query.min_citations, press_alone=not query.without_press)
    found = []
    for entry in sorted(entries, key=lambda one: one.id):
        citations = taken_of(entry.evidence, query.years, query.modes)
        if citations and threshold.met(data, citations):
            found.append(Chosen(entry, tuple(citations)))
    return tuple(found)
