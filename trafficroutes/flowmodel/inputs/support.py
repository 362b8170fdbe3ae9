"""What reports and seizures say of who supplies whom, weighed by their years."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.flowmodel.inputs.figures import EQUIVALENT
from trafficroutes.flowmodel.inputs.seizures import seized_in_a_year
from trafficroutes.graph.arrays import Floats, Ints, Mask, quotient, summed
from trafficroutes.graph.counting import events_of
from trafficroutes.graph.independence import independent
from trafficroutes.graph.recipe import Recipe
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years

Pair = tuple[str, str]
Connections = Mapping[Pair, Sequence[SelectedLeg]]
#: By which seizure records of a supplier count as reports: one courier or letter is a
#: record as a lorry is, so those that are not known to have gone by another way do not.
_LARGE = ("sea_vessel", "sea_container", "land", "rail")


@dataclass(frozen=True, eq=False)
class Support:
    """What is reported of each connection and seized on it.

    Attributes
    ----------
    reports : float array, shape (edges,)
        Independent reports, each by its chance to be true and its years.
    seized : float array, shape (edges,)
        Kilograms of heroin, cocaine and so on in a year, by its years.
    cases : float array, shape (edges,)
        Reports of such seizures, by their years.
    mentions : float array, shape (edges,)
        Seizure records behind its events, and those that name the supplier, by their years.
    tables : tuple of str
        Ids of the tables of seizures that count as reports, sorted.
    """

    reports: Floats
    seized: Floats
    cases: Floats
    mentions: Floats
    tables: tuple[str, ...] = ()

    def shares(
        self, recipe: Recipe, way: Mask, tails: Ints, heads: Ints, count: int
    ) -> tuple[Floats, Floats]:
        """Return what the evidence makes of the shares of suppliers, and its weight.

        With m reports and q seized of each supplier, M and Q their sums, and n reports
        of seizures, e = (1 - g) m / M + g q / Q, g = seized n / (n + nu), 0 where Q = 0.
        A region's ways to its members have the mean of what leads into it.

        Returns
        -------
        evidence : float array, shape (edges,)
            e: sums to 1 over the suppliers of a head.
        weight : float array, shape (places,)
            M, in reports.
        """
        reports = with_ways(self.reports, way, tails, heads, count)
        seized = with_ways(self.seized, way, tails, heads, count)
        weight = summed(reports, heads, count)
        amount, cases = summed(seized, heads, count), summed(self.cases, heads, count)
        told = (amount > 0) & (cases > 0)
        part = np.where(told, recipe.seized * cases / np.where(told, cases + recipe.nu, 1.0), 0.0)
        evidence = (1.0 - part)[heads] * quotient(reports, weight[heads])
        evidence += part[heads] * quotient(seized, amount[heads])
        return evidence, weight


def with_ways(values: Floats, way: Mask, tails: Ints, heads: Ints, count: int) -> Floats:
    """Return values in which a region's ways have the mean of what leads into it."""
    if not way.any():
        return values
    legs = np.where(way, 0.0, values)
    told = summed((legs > 0).astype(float), heads, count)
    mean = summed(legs, heads, count) / np.maximum(told, 1.0)
    return np.where(way, mean[tails], values)


def support_of(
    data: Dataset,
    commodities: Sequence[str],
    years: Years | None,
    pairs: Sequence[Pair],
    legs: Connections,
    recipe: Recipe,
    modes: Collection[str] = (),
) -> Support:
    """Return what is reported of connections and seized on them.

    A leg's reports are counted once a group of citations that are not independent,
    by the one that counts most. A connection without legs (the way of a region to a
    member) has none. A table of seizures is one more report of the suppliers that it
    names, by the logarithm of the number of records that are known to have gone by land,
    rail or water; one with what a leg cites of the same table.
    """
    named, tables = _mentions(data, commodities, modes), set()
    reports, mentions = np.zeros(len(pairs)), np.zeros(len(pairs))
    for at, pair in enumerate(pairs):
        citations = [c for item in legs[pair] for c in item.citations]
        counts = {id(c): 1.0 for c in citations}
        for told in named[pair] if citations else ():
            mentions[at] += told.records * recipe.time_weight(told.citation, years)
            if told.large and recipe.counted:
                citations.append(told.citation)
                tables.add(str(told.citation.source))
                counts[id(told.citation)] = recipe.counted * math.log1p(told.large)
        reports[at] = sum(
            max(counts[id(c)] * data.probability(c) * recipe.time_weight(c, years) for c in one)
            for one in independent(citations)
        )
        mentions[at] += sum(
            event.event.records * recipe.time_weight(event, years)
            for item in legs[pair]
            for event in events_of(item)
        )
    at_pair = {pair: at for at, pair in enumerate(pairs) if legs[pair]}
    largest: dict[tuple[int, str], float] = {}
    cases = np.zeros(len(pairs))
    for pair, commodity, citation in _with_provenance(data, commodities, legs):
        reading = seized_in_a_year(citation)
        if reading is None or pair not in at_pair:
            continue
        time = recipe.time_weight(citation, years)
        key = (at_pair[pair], commodity)
        amount = time * reading[1] * EQUIVALENT.get(commodity, 1.0)
        largest[key] = max(largest.get(key, 0.0), amount)
        cases[at_pair[pair]] += time
    seized = np.zeros(len(pairs))
    for (at, _), amount in largest.items():
        seized[at] += amount
    return Support(reports, seized, cases, mentions, tuple(sorted(tables)))


@dataclass(frozen=True, slots=True)
class _SupplierCount:
    """Seizure records of a place that name one supplier; ``large`` of them did not fly."""

    records: int
    large: int
    citation: Citation


def _mentions(
    data: Dataset, commodities: Sequence[str], modes: Collection[str]
) -> Mapping[Pair, Sequence[_SupplierCount]]:
    """Return the counts of seizure records by supplier and place, those of some modes."""
    found: dict[Pair, list[_SupplierCount]] = defaultdict(list)
    large = [mode for mode in _LARGE if not modes or mode in modes]
    for entry in data.records.mentions:
        if entry.commodity in commodities:
            for supplier in entry.suppliers:
                by_large = supplier.by(large) if large else 0
                told = _SupplierCount(supplier.by(modes), by_large, entry.citations[0])
                found[supplier.place, entry.place].append(told)
    return found


def _with_provenance(
    data: Dataset, commodities: Sequence[str], legs: Connections
) -> Iterator[tuple[Pair, str, Citation]]:
    """Yield between what places goods were seized, what they were, and who says so.

    From the legs' own quantities, and from seizures that name where goods came from.
    """
    for pair, joined in legs.items():
        for item in joined:
            for citation in item.citations:
                if citation.quantity is not None and citation.quantity.basis == "seizure":
                    yield pair, item.leg.commodity, citation
    for entry in data.records.seizures:
        if entry.commodity in commodities and entry.origin is not None:
            for citation in entry.citations:
                yield (entry.origin, entry.place), entry.commodity, citation
