"""The recipe of supplier shares once more, in plain Python and by other algorithms.

Takes records one by one, keeps everything in dictionaries and solves throughput with
NumPy's dense solver. It shares with the package the records, the gazetteer, cited
consumption, cited production and cited shares, and nothing of what it checks.
"""

from __future__ import annotations

from collections import defaultdict
from math import acos, cos, exp, log, radians, sin, sqrt

import numpy as np

from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years

HALF_LIFE, UNDATED, KAPPA, NU, GAMMA, LEAST = 4.0, 0.5, 1.0, 0.5, 2.0, 0.002
KILOGRAMS = {"kg": 1.0, "t": 1000.0, "g": 0.001}
Pair = tuple[str, str]


def years_between(citation: Citation, years: Years) -> float | None:
    """Return years from a citation to a period, one year after the other; None without a year."""
    span = citation.years
    if span is None:
        return None
    first = span.first or (1800 if span.last is None else span.last - 9)
    told = range(first, (span.last or 2100) + 1)
    asked = range(years.first or 1800, (years.last or 2100) + 1)
    if told[0] > asked[-1]:
        return told[0] - asked[-1]
    return max(asked[0] - told[-1], 0)


def time_weight(citation: Citation, years: Years | None) -> float:
    """Return what a citation counts by its years."""
    if years is None:
        return 1.0
    gap = years_between(citation, years)
    return UNDATED if gap is None else 2.0 ** (-gap / HALF_LIFE)


def chance(data: Dataset, citation: Citation) -> float:
    """Return the chance that a citation is true."""
    grades = data.records.grades
    source = data.records.sources[citation.source]
    return grades.reliability[source.reliability] * grades.credibility[citation.credibility]


def independent_sum(weighed: list[tuple[Citation, float]]) -> float:
    """Return the sum of the largest weights of groups that share a source or an estimate."""
    parent = list(range(len(weighed)))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for a, (one, _) in enumerate(weighed):
        for b, (two, _) in enumerate(weighed[:a]):
            if one.source == two.source or (one.estimate and one.estimate == two.estimate):
                parent[root(a)] = root(b)
    best: dict[int, float] = {}
    for at, (_, weight) in enumerate(weighed):
        best[root(at)] = max(best.get(root(at), 0.0), weight)
    return sum(best.values())


def kilograms_a_year(citation: Citation) -> float | None:
    """Return the central amount of a seizure a year; an undated case counts as one year's."""
    quantity = citation.quantity
    if quantity is None:
        return None
    unit = quantity.unit.removesuffix("_per_year")
    if unit not in KILOGRAMS:
        return None
    amount = quantity.central * KILOGRAMS[unit]
    span = citation.years
    if unit != quantity.unit or span is None or span.first is None or span.last is None:
        return amount
    return amount / (span.last - span.first + 1)


def as_heroin(commodity: str) -> float:
    """Return kilograms that a kilogram counts as."""
    return 0.1 if commodity == "opium" else 1.0


def kilometres(data: Dataset, one: str, other: str) -> float:
    """Return the great-circle distance by the law of cosines."""

    def vector(code: str) -> tuple[float, float, float]:
        label = data.places[code].label
        if label is None:
            parts = [vector(member) for member in sorted(data.places.members(code))]
            if not parts:
                return (0.0, 0.0, 0.0)
            middle = [sum(part[axis] for part in parts) for axis in range(3)]
            size = sqrt(sum(value * value for value in middle))
            return (middle[0] / size, middle[1] / size, middle[2] / size)
        lng, lat = radians(label.lng), radians(label.lat)
        return (cos(lat) * cos(lng), cos(lat) * sin(lng), sin(lat))

    dot = sum(a * b for a, b in zip(vector(one), vector(other), strict=True))
    return 6371.0 * acos(max(-1.0, min(1.0, dot)))


class PlainRecipe:
    """Supplier shares and throughput of a family in a period.

    Parameters
    ----------
    data : Dataset
    commodities : tuple of str
    years : Years or None
    ends : dict of code to float
        What ends in each place.
    producers : dict of code to (made, high, minor, bought)
        Scaled production, its high end, whether it is minor, and the part bought.
    fixed : dict of pair to float
        Cited shares.
    """

    def __init__(
        self,
        data: Dataset,
        commodities: tuple[str, ...],
        years: Years | None,
        ends: dict[str, float],
        producers: dict[str, tuple[float | None, bool, float]],
        fixed: dict[Pair, float],
    ) -> None:
        self.data, self.years, self.ends = data, years, ends
        self.producers, self.fixed = producers, fixed
        weighed: dict[Pair, list[tuple[Citation, float]]] = defaultdict(list)
        largest: dict[Pair, dict[str, float]] = defaultdict(dict)
        self.cases: dict[str, float] = defaultdict(float)
        for leg in data.records.legs:
            if leg.commodity in commodities and not leg.origin.startswith("R:"):
                pair = (str(leg.origin), str(leg.to))
                weighed[pair] += [
                    (c, chance(data, c) * time_weight(c, years)) for c in leg.citations
                ]
        for entry in data.records.mentions:
            for named in entry.suppliers if entry.commodity in commodities else ():
                pair = (str(named.place), str(entry.place))
                known = named.modes
                slow = sum(known.get(m, 0) for m in ("land", "rail", "sea_vessel", "sea_container"))
                if pair in weighed and slow:
                    (told,) = entry.citations
                    weight = chance(data, told) * time_weight(told, years)
                    weighed[pair].append((told, 0.25 * log(1 + slow) * weight))
        provenance = [
            ((str(leg.origin), str(leg.to)), leg.commodity, c)
            for leg in data.records.legs
            for c in leg.citations
            if c.quantity is not None and c.quantity.basis == "seizure"
        ] + [
            ((str(entry.origin), str(entry.place)), entry.commodity, c)
            for entry in data.records.seizures
            for c in entry.citations
            if entry.origin is not None
        ]
        for pair, commodity, citation in provenance:
            amount = kilograms_a_year(citation)
            if commodity in commodities and pair in weighed and amount is not None:
                amount *= as_heroin(commodity) * time_weight(citation, years)
                largest[pair][commodity] = max(largest[pair].get(commodity, 0.0), amount)
                self.cases[pair[1]] += time_weight(citation, years)
        self.reports = {pair: independent_sum(found) for pair, found in weighed.items()}
        self.seized = {pair: sum(largest[pair].values()) for pair in weighed}
        self._ways()
        self.suppliers: dict[str, list[str]] = defaultdict(list)
        for tail, head in sorted(self.reports):
            self.suppliers[head].append(tail)
        self.places = sorted({*ends, *producers, *(code for pair in self.reports for code in pair)})

    def _ways(self) -> None:
        """Let goods in a region go on to each member, as strongly as the mean leg into it."""
        into: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.reports:
            if pair[1].startswith("R:"):
                into[pair[1]].append(pair)
        for region, pairs in into.items():
            known = [self.seized[p] for p in pairs if self.seized[p] > 0]
            for member in self.data.places.members(region, self.years):
                self.reports[region, member] = sum(self.reports[p] for p in pairs) / len(pairs)
                self.seized[region, member] = sum(known) / len(known) if known else 0.0

    def evidence(self, head: str) -> tuple[dict[str, float], float]:
        """E of each supplier of a place, and M."""
        tails = self.suppliers[head]
        whole = sum(self.reports[t, head] for t in tails)
        amount = sum(self.seized[t, head] for t in tails)
        n = self.cases[head]
        part = 0.5 * n / (n + NU) if amount > 0 else 0.0
        return {
            t: (1 - part) * (self.reports[t, head] / whole if whole else 0.0)
            + (part * self.seized[t, head] / amount if amount else 0.0)
            for t in tails
        }, whole

    def pull(self, tail: str, head: str, sends: dict[str, float] | None) -> float:
        """Return G of a supplier; 0 for a region, which is no supplier."""
        if tail.startswith("R:"):
            return 0.0
        major = [code for code, (_, minor, _) in self.producers.items() if not minor]
        apart = kilometres(self.data, tail, head)
        if head in self.data.places.neighbours(tail):
            apart = min(apart, 400.0)
        detour = 0.0
        if major:
            from_tail, from_head = (
                min(kilometres(self.data, code, place) for code in major) for place in (tail, head)
            )
            detour = max(0.0, from_tail + apart - from_head) / (from_head + 1000.0)
        return (1.0 if sends is None else sqrt(sends[tail])) * exp(-GAMMA * detour) / (apart + 300)

    def shares(self, sends: dict[str, float] | None) -> dict[Pair, float]:
        """S of all suppliers, with what each place sends on (None: all alike)."""
        found: dict[Pair, float] = {}
        for head, tails in self.suppliers.items():
            evidence, whole = self.evidence(head)
            pulls = {t: self.pull(t, head, sends) for t in tails}
            if sum(pulls.values()) <= 0:
                pulls = {t: self.pull(t, head, None) for t in tails}
            total = sum(pulls.values())
            weight = {
                t: whole * evidence[t] + KAPPA * (pulls[t] / total if total else 0.0) for t in tails
            }
            told = {t: self.fixed[t, head] for t in tails if (t, head) in self.fixed}
            free = {t: weight[t] for t in tails if t not in told}
            for small in (False, True):
                if small:
                    free = {t: w for t, w in free.items() if found[t, head] >= LEAST}
                left = max(1.0 - sum(told.values()), 0.0)
                spread = sum(free.values())
                parts = {t: w * left / spread for t, w in free.items()} if spread else {}
                scale = sum(told.values()) + sum(parts.values())
                for t in tails:
                    found[t, head] = told.get(t, parts.get(t, 0.0)) / scale
        return found

    def throughput(self, share: dict[Pair, float], own: dict[str, float]) -> dict[str, float]:
        """X = (I - S)^-1 c by NumPy's dense solver."""
        at = {code: number for number, code in enumerate(self.places)}
        matrix = np.eye(len(at))
        for (tail, head), part in share.items():
            matrix[at[tail], at[head]] -= part * (1.0 - own.get(head, 0.0))
        asked = np.array([self.ends.get(code, 0.0) for code in self.places])
        return dict(zip(self.places, np.linalg.solve(matrix, asked).tolist(), strict=True))

    def settled(self, share: dict[Pair, float]) -> dict[str, float]:
        """Return throughput with minor producers that make what they can, found by bisection."""
        own = {code: 1.0 - bought for code, (_, _, bought) in self.producers.items()}
        through = self.throughput(share, own)
        for code, (high, minor, bought) in self.producers.items():
            if bought or not minor or high is None or through[code] <= high:
                continue
            if not any(share[t, code] > 0 for t in self.suppliers[code]):
                continue
            low, top = 0.0, 1.0
            for _ in range(200):
                own[code] = (low + top) / 2
                made = own[code] * self.throughput(share, own)[code]
                low, top = (low, own[code]) if made > high else (own[code], top)
            through = self.throughput(share, own)
        return through

    def solved(self) -> tuple[dict[Pair, float], dict[str, float]]:
        """Return shares and throughput after two rounds of the prior."""
        sends = None
        for _ in range(3):
            share = self.shares(sends)
            through = self.settled(share)
            sends = {
                code: max(through[code] - self.ends.get(code, 0.0), 0.1 * through[code])
                for code in self.places
            }
        return share, through
