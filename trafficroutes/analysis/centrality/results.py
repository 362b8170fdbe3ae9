"""What :func:`trafficroutes.centrality` answers with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from trafficroutes.model.names import spoken
from trafficroutes.question.intervals import Drawing, Interval, RankInterval
from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.plain import FROM, Plain, plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import NAMED, listed
from trafficroutes.question.solving import DatasetInfo


@dataclass(frozen=True)
class CentralityIntervals:
    """What the draws say of the countries, or of the legs, in the order of the network.

    Attributes
    ----------
    values : mapping of measure to list of intervals
        Empty where there is nothing to say, as ``ranks``.
    ranks : mapping of measure to list of rank intervals
    """

    values: Mapping[str, list[Interval]]
    ranks: Mapping[str, list[RankInterval]]


@dataclass(frozen=True)
class PlaceCentrality(Plain):
    """A country with its values and ranks.

    Attributes
    ----------
    place, name : str
        Code and name.
    values, ranks : dict of measure to number
        In the order asked for; rank 1 is the most central, equals share a rank.
    intervals : dict of measure to pair of float, or None
        Evidence ranges of its values; None without draws.
    rank_intervals : dict of measure to pair of int, or None
        Its best and worst ranks likewise.
    role_index : float or None
        ln(strength out / strength in); None where one of them is 0.
    role : {"source", "transit", "destination"}
        What the index implies.
    disagree : tuple of (str, str) or None
        The measures that rank it best and worst, where they are far apart.
    """

    place: str
    name: str
    values: dict[str, float]
    ranks: dict[str, int]
    intervals: dict[str, Interval] | None
    rank_intervals: dict[str, RankInterval] | None
    role_index: float | None
    role: str
    disagree: tuple[str, str] | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys: each measure is a key of its own."""
        return {
            "place": self.place,
            "name": self.name,
            **self.values,
            "role_index": self.role_index,
            "role": self.role,
            "ranks": dict(self.ranks),
            "intervals": plain(self.intervals),
            "rank_intervals": plain(self.rank_intervals),
            "disagree": None if self.disagree is None else list(self.disagree),
        }


@dataclass(frozen=True)
class LegCentrality(Plain):
    """A connection of two countries with its edge measures.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        The legs behind it; empty where it is known by way of a region alone.
    flow : float
        Its strength.
    betweenness_hops, betweenness_cost : float
        Parts of all ordered pairs, n(n-1), whose shortest paths take it.
    pairs_cost : float
        The same of the source-destination pairs that a path joins.
    share : float or None
        How often a journey that arrives takes it, on average; None without an
        origin and a destination, and where no such journey does.
    ranks : dict of measure to int
        Its rank among the legs by each of these; without ``share`` where that is None.
    intervals, rank_intervals : dict of measure to pair of numbers, or None
        Evidence ranges of its values and ranks; None without draws.
    """

    renamed = FROM

    origin: str
    to: str
    ids: tuple[str, ...]
    flow: float
    betweenness_hops: float
    betweenness_cost: float
    pairs_cost: float
    share: float | None
    ranks: dict[str, int]
    intervals: dict[str, Interval] | None
    rank_intervals: dict[str, RankInterval] | None


@dataclass(frozen=True)
class Agreement(Plain):
    """Spearman's rank correlation of two measures over all places; None without an order."""

    measures: tuple[str, str]
    spearman: float | None


@dataclass(frozen=True, repr=False)
class CentralityAnswer(Result):
    """The centralities of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        What moves, and how flow is measured.
    measures : tuple of str
        Those asked for, in order.
    places : tuple of PlaceCentrality
        By rank in the first measure, then name.
    legs : tuple of LegCentrality
        By betweenness (cost), then ends.
    agreement : tuple of Agreement
        Of each two measures.
    sources, destinations : tuple of str
        The ends of the pairs that ``pairs_hops`` and ``pairs_cost`` look at.
    draws : Drawing or None
        The draws that intervals are of; None without draws.
    notes : tuple of str
        What was assumed and left out.
    """

    tables: ClassVar[Tables] = {
        "places": PlaceCentrality,
        "legs": LegCentrality,
        "agreement": Agreement,
    }

    commodity: str
    weighting: str
    measures: tuple[str, ...]
    places: tuple[PlaceCentrality, ...]
    legs: tuple[LegCentrality, ...]
    agreement: tuple[Agreement, ...]
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    draws: Drawing | None
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class CentralityResult(Answered[CentralityAnswer]):
    """The answer of :func:`centrality`: the question, the data, an answer a family."""

    query: NetworkQuery
    dataset: DatasetInfo | None
    answers: tuple[CentralityAnswer, ...]

    def sentences(self, answer: CentralityAnswer) -> tuple[str, ...]:
        """Return the first countries by the first measure, and how far measures agree, in words."""
        return tuple(self._first(answer))

    def _first(self, answer: CentralityAnswer) -> Iterator[str]:
        by = answer.measures[0]
        first = [place for place in answer.places if place.ranks[by] <= NAMED][: NAMED + 1]
        if not first:
            return
        names = listed(_ranked(place, by) for place in first)
        yield f"Of {len(answer.places)} countries the most central by {spoken(by)} are {names}."
        if _meet(first[:2], by):
            yield "The evidence cannot tell which of them is the first: their ranks overlap."
        if len(answer.measures) > 1:
            marked = sum(place.disagree is not None for place in answer.places)
            yield f"The {len(answer.measures)} measures disagree about {marked} of the countries."


def _ranked(place: PlaceCentrality, measure: str) -> str:
    """Return a country with the ranks that the evidence allows."""
    ends = (place.rank_intervals or {}).get(measure)
    if ends is None:
        return place.name
    best, worst = ends
    return (
        f"{place.name} (rank {best})" if best == worst else f"{place.name} (rank {best} to {worst})"
    )


def _meet(pair: Sequence[PlaceCentrality], measure: str) -> bool:
    """Return whether the evidence leaves open which of two ranks first."""
    spans = [place.rank_intervals[measure] for place in pair if place.rank_intervals]
    if len(spans) < len(("one", "other")):
        return False
    return max(best for best, _ in spans) <= min(worst for _, worst in spans)
