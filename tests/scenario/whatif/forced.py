"""Scenarios by brute force, written from docs/method.md and docs/whatif.md, not from the code.

Exact in fractions: every place that a rate is given for lets a part of the goods past
that is a square, so that half powers are fractions too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.walking import ONE, ZERO, Pair, World, absorbed

Rows = dict[str, dict[str, Fraction]]
#: Chances to pass unseized, with their square roots.
PASSING = {Fraction(1, 4): Fraction(1, 2), Fraction(16, 25): Fraction(4, 5)}
HALF = Fraction(1, 2)


class Several(World):
    """A world with several destinations, named with commas between them."""

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(self.destination.split(","))

    def inside(self, code: str) -> set[str]:
        """Return what lies in any of the places named."""
        return set[str]().union(*(World.inside(self, one) for one in code.split(",")))

    def ends(self) -> list[set[str]]:
        """Return the targets of each destination; of the narrowest where several hold one."""
        sizes = {code: len(self.members(code)) for code in self.named}
        found: list[set[str]] = [set() for _ in self.named]
        for target in self.targets:
            holding = [
                (sizes[code], at)
                for at, code in enumerate(self.named)
                if target in World.inside(self, code)
            ]
            found[min(holding)[1]].add(target)
        return found


@dataclass(frozen=True)
class Forced:
    """What changes: closed places, cut connections, chances to pass, new legs."""

    closed: frozenset[str] = frozenset()
    cut: frozenset[Pair] = frozenset()
    passing: Mapping[str, Fraction] = field(default_factory=dict)
    added: Mapping[Pair, Fraction] = field(default_factory=dict)


class Scene:
    """A world with something changed in it."""

    def __init__(self, world: Several, forced: Forced) -> None:
        self.world = world
        self.forced = forced
        self.shut = {p for name in forced.closed for p in self._entered(name)}
        self.dry = {p for name in forced.closed for p in self._started(name)}
        self.entry: dict[str, Fraction] = {}
        self.outset: dict[str, Fraction] = {}
        for name in sorted(forced.passing, key=lambda code: -len(world.members(code))):
            self.entry.update(dict.fromkeys(self._entered(name), forced.passing[name]))
            self.outset.update(dict.fromkeys(self._started(name), forced.passing[name]))
        self.plain = self._with_added()

    @property
    def closed(self) -> set[str]:
        return self.shut | self.dry

    def _entered(self, name: str) -> set[str]:
        """Return the countries in a place, and region places inside it that goods arrive in."""
        held = World.inside(self.world, name)
        return {p for p in held if p not in self.world.regions or p in self.world.targets}

    def _started(self, name: str) -> set[str]:
        """Return the countries in a place, and region places inside it that goods start from."""
        held = World.inside(self.world, name)
        return {p for p in held if p not in self.world.regions or p in self.world.sources}

    def _with_added(self) -> Rows:
        rows = {i: dict(row) for i, row in self.world.p.items()}
        for i in {i for i, _ in self.forced.added}:
            leaving = {j: share for (k, j), share in self.forced.added.items() if k == i}
            taken = sum(leaving.values(), ZERO)
            out = sum(rows.get(i, {}).values(), ZERO)
            row = {j: p * (1 - taken) for j, p in rows.get(i, {}).items()}
            for j, share in leaving.items():
                row[j] = row.get(j, ZERO) + share * (out or ONE)
            rows[i] = row
        return rows

    def thinned(self, theta: Fraction, *, hard: bool = True) -> tuple[Rows, dict[str, Fraction]]:
        """Return chances and starts with what is closed gone, and rates to a power."""
        rows: Rows = {}
        for i, row in self.plain.items():
            if i in self.world.targets:
                continue
            rows[i] = {}
            for j, chance in row.items():
                if hard and j in self.shut:
                    continue
                left = chance - (self._of_leg(i, j) if hard and (i, j) in self.forced.cut else 0)
                past = left * self._past(self.entry, j, theta)
                if past:
                    rows[i][j] = past
        start = {
            i: q * self._past(self.outset, i, theta)
            for i, q in self.world.s.items()
            if not (hard and i in self.dry)
        }
        return rows, start

    def _of_leg(self, i: str, j: str) -> Fraction:
        """Return the chance of a connection that its leg carries; the rest is a region's way."""
        whole = self.world.out[i][j]
        return self.plain_part(i, j) * self.world.flow[i, j] / whole

    def plain_part(self, i: str, j: str) -> Fraction:
        taken = sum((share for (k, _), share in self.forced.added.items() if k == i), ZERO)
        return self.world.p[i][j] * (1 - taken)

    @staticmethod
    def _past(passing: Mapping[str, Fraction], place: str, theta: Fraction) -> Fraction:
        """Return the part of what enters a place (or starts there) that passes, to a power."""
        if place not in passing:
            return ONE
        whole, half = divmod(theta, 1)
        chance = passing[place]
        power = chance ** int(whole)
        return power * PASSING[chance] if half == HALF else power

    def arrivals(self, rows: Rows, start: Mapping[str, Fraction]) -> list[Fraction]:
        """Return the chance to arrive in each destination."""
        return [arriving(rows, start, end) for end in self.world.ends()]

    def before(self) -> list[Fraction]:
        rows = {i: dict(row) for i, row in self.world.p.items()}
        return [arriving(rows, self.world.s, end) for end in self.world.ends()]

    def unchanged(self) -> list[Fraction]:
        """Return the arrivals with new legs in place and nothing else."""
        return self.arrivals(*self.thinned(ZERO, hard=False))

    def intercepted(self) -> Fraction:
        """Return the part of the arrivals that is lost if nobody turns away."""
        return 1 - total(self.arrivals(*self.thinned(ONE))) / total(self.unchanged())

    def delivered(self, theta: Fraction, demand: str) -> Fraction:
        """B(theta + 1) / B(theta), with what is closed a rate of 1 and 0^0 = 1."""
        sent = self.unchanged() if theta == 0 else self.arrivals(*self.thinned(theta))
        through = self.arrivals(*self.thinned(theta + 1))
        if demand == "free":
            return total(through) / total(sent) if total(sent) else ZERO
        amounts = parts(self.before())
        return sum((a * t / s for a, t, s in zip(amounts, through, sent, strict=True) if s), ZERO)

    def amounts_after(self, theta: Fraction, demand: str) -> list[Fraction]:
        after = self.arrivals(*self.thinned(theta))
        if demand == "free":
            return parts(after)
        kept = [a if b else ZERO for a, b in zip(parts(self.before()), after, strict=True)]
        return parts(kept)

    def shares_after(self, theta: Fraction, demand: str) -> Shown:
        return shown(
            self.world, *self.thinned(theta), self.amounts_after(theta, demand), self.world.ends()
        )

    def shares_before(self) -> Shown:
        rows = {i: dict(row) for i, row in self.world.p.items()}
        return shown(self.world, rows, self.world.s, parts(self.before()), self.world.ends())


@dataclass(frozen=True)
class Shown:
    """What part of the arrivals passes each place, arrives first in each, uses each pair."""

    hubs: dict[str, Fraction]
    gateways: dict[str, Fraction]
    pairs: dict[Pair, Fraction]


def arriving(rows: Rows, start: Mapping[str, Fraction], ends: Iterable[str]) -> Fraction:
    """Return the chance to come to one of the ends."""
    chance = absorbed({i: dict(row) for i, row in rows.items()}, ends)
    return sum((q * chance.get(i, ZERO) for i, q in start.items()), ZERO)


def shown(
    world: World,
    rows: Rows,
    start: Mapping[str, Fraction],
    amounts: list[Fraction],
    ends: list[set[str]],
) -> Shown:
    """Return shares: of places by leaving each out, of pairs by visits and the way on."""
    hubs: dict[str, Fraction] = {}
    gateways: dict[str, Fraction] = {}
    pairs: dict[Pair, Fraction] = {}
    for amount, end in zip(amounts, ends, strict=True):
        if not amount:
            continue
        whole = arriving(rows, start, end)
        for h in set(rows) - world.targets:
            without = {
                i: {j: p for j, p in row.items() if j != h} for i, row in rows.items() if i != h
            }
            rest = arriving(without, {i: q for i, q in start.items() if i != h}, end)
            hubs[h] = hubs.get(h, ZERO) + amount * (whole - rest) / whole
        for t in end:
            gateways[t] = gateways.get(t, ZERO) + amount * arriving(rows, start, {t}) / whole
        for pair, use in uses(rows, start, end).items():
            pairs[pair] = pairs.get(pair, ZERO) + amount * use / whole
    return Shown(positive(hubs), positive(gateways), positive(pairs))


def uses(rows: Rows, start: Mapping[str, Fraction], ends: set[str]) -> dict[Pair, Fraction]:
    """Return how often journeys that arrive use each pair: twice absorbed, there and on."""
    onward = absorbed({i: dict(row) for i, row in rows.items()}, ends)
    able = {i for i in rows if onward.get(i, ZERO)}
    found: dict[Pair, Fraction] = {}
    for i in able:
        visited = visits(rows, start, able, i)
        for j, chance in rows[i].items():
            found[i, j] = visited * chance * onward.get(j, ZERO)
    return found


def visits(rows: Rows, start: Mapping[str, Fraction], able: set[str], place: str) -> Fraction:
    """Return the expected visits of a place: chance to come there, over that not to return."""
    inner: dict[Any, dict[Any, Fraction]] = {
        i: {j: p for j, p in rows[i].items() if j in able} for i in able if i != place
    }
    come = absorbed(inner, {place})
    first = sum((q * come.get(i, ZERO) for i, q in start.items() if i in able), ZERO)
    again = sum((p * come.get(j, ZERO) for j, p in rows[place].items() if j in able), ZERO)
    return first / (1 - again)


def total(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, ZERO)


def parts(amounts: list[Fraction]) -> list[Fraction]:
    whole = total(amounts)
    return [a / whole if whole else ZERO for a in amounts]


def positive(values: dict[Any, Fraction]) -> dict[Any, Fraction]:
    return {key: value for key, value in values.items() if value}
