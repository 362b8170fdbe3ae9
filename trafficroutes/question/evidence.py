"""Citations and seizures as results carry them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from trafficroutes.graph.arrays import Ints
from trafficroutes.graph.network import Network
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.graph.selection import in_period
from trafficroutes.markov.frame import runs
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
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
    found = {_key(citation): citation for citation in citations}
    return _cited(data, [found[key] for key in sorted(found)])


def _cited(data: Dataset, citations: Iterable[Citation]) -> tuple[Cited, ...]:
    sources = data.records.sources
    return tuple(
        [
            Cited(
                source=str(citation.source),
                locator=citation.locator,
                reliability=sources[citation.source].reliability,
                credibility=citation.credibility,
                estimate=None if citation.estimate is None else str(citation.estimate),
                records=citation.records,
            )
            for citation in citations
        ]
    )


def records_behind(citations: Iterable[Citation]) -> int:
    """Return how many seizure records stand behind the events among some citations."""
    return sum(citation.records or 0 for citation in citations)


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
    _begins: Ints  # of each connection, in _ranks, and the end of the last
    _ranks: Ints  # of its citations, positions in _ranked
    _ranked: npt.NDArray[np.object_]  # every citation, in order

    def behind(self, leg: int) -> tuple[tuple[str, ...], tuple[Cited, ...]]:
        """Return the ids and the citations of a connection, by its number in the network.

        Both are empty for a region's way on to its members.
        """
        return ((), ()) if leg == NO_LEG else (self.ids[leg], self.cited[leg])

    def pooled(self, groups: Sequence[Sequence[int]]) -> list[tuple[Cited, ...]]:
        """Return the citations of groups of connections, each once in a group, sorted by source."""
        connections = np.array([*chain.from_iterable(groups)], dtype=int)
        return self.pooled_by(connections, np.cumsum([0, *map(len, groups)]))

    def pooled_by(self, connections: Ints, bounds: Ints) -> list[tuple[Cited, ...]]:
        """Return what :meth:`pooled` does, of connections that stand group after group.

        Parameters
        ----------
        connections : int array
        bounds : int array, shape (groups + 1,)
            Where in it each group begins, and where the last ends.
        """
        begins = self._begins[connections]
        sizes = self._begins[connections + 1] - begins
        ends = np.cumsum(sizes)
        members = np.arange(sizes.sum()) + np.repeat(begins - (ends - sizes), sizes)
        group = np.repeat(np.arange(bounds.size - 1), np.diff(bounds))
        every = max(len(self._ranked), 1)
        # Sorted by hand: np.unique goes by hashes, twenty times as slow.
        told = runs(np.sort(np.repeat(group, sizes) * every + self._ranks[members]))[1]
        found = tuple(self._ranked[told % every].tolist())
        cuts = np.searchsorted(told, np.arange(bounds.size) * every).tolist()
        return [found[begin:end] for begin, end in pairwise(cuts)]


@lru_cache(maxsize=16)
def evidence_of(network: Network) -> Evidence:
    """Return the legs and citations behind each connection; kept for the next question."""
    ids = tuple(tuple(item.leg.id for item in legs) for legs in network.legs)
    if network.data is None:
        nothing: tuple[tuple[()], ...] = ((),) * len(ids)
        none = np.array((), dtype=object)
        return Evidence(ids, nothing, np.zeros(len(ids) + 1, int), np.zeros(0, int), none)
    told = [{_key(c): c for item in legs for c in item.citations} for legs in network.legs]
    every: dict[_Key, Citation] = {}
    for found in told:
        every.update(found)
    keys = sorted(every)
    ranked = _cited(network.data, [every[key] for key in keys])
    rank_of = {key: rank for rank, key in enumerate(keys)}
    ranks = [sorted(map(rank_of.__getitem__, found)) for found in told]
    behind = tuple([tuple(map(ranked.__getitem__, found)) for found in ranks])
    begins = np.cumsum([0, *map(len, ranks)])
    told_by = np.array([*chain.from_iterable(ranks)], dtype=int)
    return Evidence(ids, behind, begins, told_by, np.array(ranked, dtype=object))


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
