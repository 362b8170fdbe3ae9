"""Citations and seizures as results carry them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trafficroutes.graph.network import Network
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.graph.selection import in_period
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, EventCitation
from trafficroutes.model.years import Years
from trafficroutes.question.plain import Plain

#: Source, locator, credibility and estimate: what tells citations apart.
_Key = tuple[str, str, int, str]


@dataclass(frozen=True)
class Cited(Plain):
    """One citation of an answer.

    Attributes
    ----------
    source : str
        Id of the document.
    locator : str
        Where in it.
    reliability : str
        Admiralty grade A-F of the document.
    credibility : int
        Admiralty grade 1-6 of the statement.
    estimate : str or None
        The published estimate that it repeats.
    records : int or None
        Of an event, the number of seizure records; None of any other citation.
    """

    source: str
    locator: str
    reliability: str
    credibility: int
    estimate: str | None = None
    records: int | None = None


def cited(data: Dataset, citations: Iterable[Citation]) -> tuple[Cited, ...]:
    """Return citations as results carry them: each once, sorted by source."""
    return _cited(data, {_key(citation): citation for citation in citations})


def _cited(data: Dataset, found: Mapping[_Key, Citation]) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            source=key[0],
            locator=key[1],
            reliability=data.source(found[key]).reliability,
            credibility=key[2],
            estimate=key[3] or None,
            records=records_of(found[key]),
        )
        for key in sorted(found)
    )


def records_of(citation: Citation) -> int | None:
    """Return how many seizure records stand behind an event; None of any other citation."""
    return citation.event.records if isinstance(citation, EventCitation) else None


def records_behind(citations: Iterable[Citation]) -> int:
    """Return how many seizure records stand behind the events among some citations."""
    return sum(records_of(citation) or 0 for citation in citations)


def _key(citation: Citation) -> _Key:
    estimate = "" if citation.estimate is None else str(citation.estimate)
    return (str(citation.source), citation.locator, citation.credibility, estimate)


@dataclass(frozen=True)
class Evidence:
    """What stands behind each connection of a network.

    Attributes
    ----------
    ids : tuple of tuples of str
        Legs of each.
    cited : tuple of tuples of Cited
        Their citations, each once, sorted by source.
    """

    ids: tuple[tuple[str, ...], ...]
    cited: tuple[tuple[Cited, ...], ...]
    _ranks: tuple[tuple[int, ...], ...]
    _ranked: tuple[Cited, ...]

    def behind(self, leg: int) -> tuple[tuple[str, ...], tuple[Cited, ...]]:
        """Return the ids and the citations of a connection, by its number in the network.

        Both are empty for a region's way on to its members.
        """
        return ((), ()) if leg == NO_LEG else (self.ids[leg], self.cited[leg])

    def pooled(self, connections: Iterable[int]) -> tuple[Cited, ...]:
        """Return the citations of several connections, each once, sorted by source."""
        found = set[int]().union(*map(self._ranks.__getitem__, connections))
        return tuple(map(self._ranked.__getitem__, sorted(found)))


@lru_cache(maxsize=16)
def evidence_of(network: Network) -> Evidence:
    """Return the legs and citations behind each connection; kept for the next question."""
    ids = tuple(tuple(item.leg.id for item in legs) for legs in network.legs)
    if network.data is None:
        nothing: tuple[tuple[()], ...] = ((),) * len(ids)
        return Evidence(ids, nothing, nothing, ())
    told = [{_key(c): c for item in legs for c in item.citations} for legs in network.legs]
    every: dict[_Key, Citation] = {}
    for found in told:
        every.update(found)
    ranked = _cited(network.data, every)
    rank_of = {key: rank for rank, key in enumerate(sorted(every))}
    ranks = tuple(tuple(sorted(rank_of[key] for key in found)) for found in told)
    return Evidence(ids, tuple(tuple(ranked[r] for r in found) for found in ranks), ranks, ranked)


@dataclass(frozen=True)
class Seized:
    """The largest amount that is cited as seized in a place in one year.

    Attributes
    ----------
    kg : float
        Kilograms a year (a total over several years is spread evenly).
    years : Years or None
        The years that the figure speaks of.
    cited : tuple of Cited
        Who says so.
    """

    kg: float
    years: Years | None
    cited: tuple[Cited, ...]


def seizures_by_place(
    data: Dataset | None, commodities: Iterable[str], years: Years | None
) -> dict[str, Seized]:
    """Return the largest cited yearly seizure of each place in a period.

    Yearly figures, single cases and national totals overlap, so they are not
    added up: the largest one stands for the place.
    """
    wanted = frozenset(commodities)
    found: dict[str, Seized] = {}
    if data is None:
        return found
    for entry in data.records.seizures:
        if entry.commodity not in wanted or entry.commodity.dimension != "mass":
            continue
        for citation in in_period(entry.citations, years):
            amount = _seized(citation)
            before = found.get(entry.place)
            if amount is not None and (before is None or amount > before.kg):
                found[entry.place] = Seized(amount, citation.years, cited(data, [citation]))
    return found


def _seized(citation: Citation) -> float | None:
    """Return kilograms a year; an undated case counts as one year's."""
    if citation.quantity is None:
        return None
    rate = citation.quantity.per_year(citation.years)
    return citation.quantity.base_amount() if rate is None else rate
