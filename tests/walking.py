"""Shares of the flow by brute force, written from docs/method.md and not from the code.

Everything is exact: fractions, Gaussian elimination, and a state that remembers
where a journey has been.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Pair = tuple[str, str]
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass
class World:
    """A network as a person would write it down."""

    flow: dict[Pair, Fraction]
    origin: str
    destination: str
    regions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stays: Mapping[str, Fraction] = field(default_factory=dict)
    production: Mapping[str, Fraction] = field(default_factory=dict)

    def members(self, code: str) -> frozenset[str]:
        return self.regions[code] if code in self.regions else frozenset({code})

    def inside(self, code: str) -> set[str]:
        held = self.members(code)
        within = {r for r, members in self.regions.items() if members and members <= held}
        return {code, *held, *within}

    def __post_init__(self) -> None:
        self.targets = self.inside(self.destination)
        self.sources = self.inside(self.origin) - self.targets
        legs = {
            (i, j): f
            for (i, j), f in self.flow.items()
            if i not in self.targets and (i not in self.regions or i in self.sources)
        }
        self.ways: dict[Pair, Fraction] = {}
        for region in {j for _, j in legs if j in self.regions} - self.targets:
            into = [f for (_, j), f in legs.items() if j == region]
            mean = sum(into, ZERO) / len(into)
            self.ways.update({(region, member): mean for member in self.members(region)})
        self.legs = legs
        self.out: dict[str, dict[str, Fraction]] = {}
        for table in (legs, self.ways):
            for (i, j), f in table.items():
                row = self.out.setdefault(i, {})
                row[j] = row.get(j, ZERO) + f
        self.p: dict[str, dict[str, Fraction]] = {
            i: {j: f / (sum(row.values(), ZERO) + self.stays.get(i, ZERO)) for j, f in row.items()}
            for i, row in self.out.items()
        }
        self.s = self._start()

    def _reaching(self) -> set[str]:
        """Return the places from which some walk arrives."""
        found = set(self.targets)
        while True:
            more = {i for i, row in self.p.items() if found & set(row)} - found
            if not more:
                return found
            found |= more

    def _start(self) -> dict[str, Fraction]:
        able = sorted(self._reaching() & self.sources)
        if len(able) < 2:
            return dict.fromkeys(able, ONE)
        producers = {
            c: made
            for c, made in self.production.items()
            if made and c not in self.targets and any(c in self.members(a) for a in able)
        }
        amounts: dict[str, Fraction] = {}
        for c, made in producers.items():
            strengths = {c: sum(self.out[c].values(), ZERO)} if c in able else {}
            for region in able:
                if region in self.regions and c in self.members(region):
                    sharing = sum(q in self.members(region) for q in producers)
                    strengths[region] = sum(self.out[region].values(), ZERO) / sharing
            for place, strength in strengths.items():
                part = made * strength / sum(strengths.values(), ZERO)
                amounts[place] = amounts.get(place, ZERO) + part
        if not amounts:
            return dict.fromkeys(able, Fraction(1, len(able)))
        return {place: amount / sum(amounts.values()) for place, amount in amounts.items()}

    def arrival(self) -> Fraction:
        """P(arrives)."""
        chance = absorbed({i: dict(row) for i, row in self.p.items()}, self.targets)
        return sum((share * chance.get(i, ZERO) for i, share in self.s.items()), ZERO)

    def share(self, h: str) -> Fraction:
        """P(has been in h | arrives): every place doubled, by whether h was met before."""
        doubled: dict[Any, dict[Any, Fraction]] = {}
        for i, row in self.p.items():
            for met in (False, True):
                doubled[i, met] = {(j, met or j == h): chance for j, chance in row.items()}
        chance = absorbed(doubled, {(t, True) for t in self.targets})
        passing = sum((q * chance.get((i, i == h), ZERO) for i, q in self.s.items()), ZERO)
        return passing / self.arrival()

    def gateways(self) -> dict[str, Fraction]:
        """P(first arrival is at t | arrives), where it is above 0."""
        found = {}
        for t in self.targets:
            chance = absorbed({i: dict(row) for i, row in self.p.items()}, {t})
            found[t] = sum((q * chance.get(i, ZERO) for i, q in self.s.items()), ZERO)
        return {t: q / self.arrival() for t, q in found.items() if q}

    def departures(self) -> dict[str, Fraction]:
        """P(the last of the sources that a journey was in is d | arrives), where it is above 0."""
        return self.last_of(self.sources)

    def last_of(self, among: set[str]) -> dict[str, Fraction]:
        """P(the last of some places that a journey was in is d | arrives), where it is above 0.

        Of a journey that was in none of them it is where it started.
        """
        marks = among | self.s.keys()
        states: dict[Any, dict[Any, Fraction]] = {
            (i, last): {(j, j if j in among else last): c for j, c in row.items()}
            for i, row in self.p.items()
            for last in marks | ({i} & among)
        }
        found = {}
        for d in marks:
            chance = absorbed(states, {(t, d) for t in self.targets})
            found[d] = sum((q * chance.get((i, i), ZERO) for i, q in self.s.items()), ZERO)
        return {d: q / self.arrival() for d, q in found.items() if q}

    def origins(self) -> dict[str, Fraction]:
        """P(started in o | arrives), where it is above 0."""
        chance = absorbed({i: dict(row) for i, row in self.p.items()}, self.targets)
        found = {i: q * chance.get(i, ZERO) / self.arrival() for i, q in self.s.items()}
        return {i: q for i, q in found.items() if q}

    def direct(self) -> Fraction:
        """P(passes no country but sources and targets | arrives)."""
        kept = {i: dict(row) for i, row in self.p.items() if i in self.sources or i in self.regions}
        chance = absorbed(kept, self.targets)
        total = sum((q * chance.get(i, ZERO) for i, q in self.s.items()), ZERO)
        return total / self.arrival()

    def first_entry(self, h: str, tail: str) -> Fraction:
        """P(the first step into h comes from tail, later than the start | arrives)."""
        states: dict[Any, dict[Any, Fraction]] = {}
        for i, row in self.p.items():
            states[i, True] = {(j, True): chance for j, chance in row.items()}
            if i != h:
                states[i, False] = {
                    (j, False) if j != h else (j, True) if i == tail else "lost": chance
                    for j, chance in row.items()
                }
        chance = absorbed(states, {(t, True) for t in self.targets})
        starts = {i: q for i, q in self.s.items() if i != h}
        total = sum((q * chance.get((i, False), ZERO) for i, q in starts.items()), ZERO)
        return total / self.arrival()

    def last_exit(self, h: str, head: str) -> Fraction:
        """P(the last step out of h goes to head | arrives)."""
        never = absorbed({i: dict(row) for i, row in self.p.items() if i != h}, self.targets)
        visits = self.visits()
        onward = self.p.get(h, {}).get(head, ZERO)
        chance = ONE if head in self.targets else ZERO if head == h else never.get(head, ZERO)
        return visits.get(h, ZERO) * onward * chance / self.arrival()

    def visits(self) -> dict[str, Fraction]:
        """Return how often a journey is in each place that can still arrive, on average."""
        back: dict[Any, dict[Any, Fraction]] = {}
        alive = self._reaching() - self.targets
        for i in alive:
            for j, chance in self.p[i].items():
                if j in alive:
                    back.setdefault(j, {})[i] = chance
        reached = {i for i in alive if self._reached(i)}
        back = {j: {i: c for i, c in row.items() if i in reached} for j, row in back.items()}
        return solved(sorted(reached), back, self.s)

    def _reached(self, place: str) -> bool:
        found, fresh = set(self.s), set(self.s)
        while fresh:
            fresh = {j for i in fresh for j in self.p.get(i, {})} - found
            found |= fresh
        return place in found

    def uses(self) -> dict[Pair, Fraction]:
        """Return how often an arriving journey takes each connection, on average."""
        chance = absorbed({i: dict(row) for i, row in self.p.items()}, self.targets)
        visits = self.visits()
        found = {
            (i, j): visits[i] * c * chance.get(j, ZERO) / self.arrival()
            for i in visits
            for j, c in self.p[i].items()
        }
        return {pair: use for pair, use in found.items() if use}

    def routes(self) -> Iterator[tuple[tuple[str, ...], Fraction]]:
        """Yield every simple route with P(exactly so | arrives)."""
        arrival = self.arrival()

        def onward(
            walk: tuple[str, ...], q: Fraction
        ) -> Iterator[tuple[tuple[str, ...], Fraction]]:
            if walk[-1] in self.targets:
                yield walk, q / arrival
                return
            for j, chance in self.p.get(walk[-1], {}).items():
                if j not in walk:
                    yield from onward((*walk, j), q * chance)

        for place, q in self.s.items():
            yield from onward((place,), q)


@dataclass(frozen=True)
class Walked:
    """What journeys did, by letting the goods walk until nearly all have ended."""

    arrived: float
    by_visited: Mapping[frozenset[str], float]
    by_gateway: Mapping[str, float]
    by_entry: Mapping[str | None, float]
    by_exit: Mapping[str | None, float]
    legs: float


def walk(world: World, h: str, *, until: float = 1e-13) -> Walked:
    """Walk all journeys step by step; they remember how they met and left h.

    Goods in a place from which nothing arrives are let go. ``legs`` counts the
    steps of those that arrive, without a region's way on to a member.
    """
    able = world._reaching()
    # (place, places met, came to h from, left h for) -> (mass, legs so far times mass)
    moving = {
        (place, frozenset({place}), None, None): (float(q), 0.0) for place, q in world.s.items()
    }
    ended: dict[Any, tuple[float, float]] = {}
    while moving:
        after: dict[Any, tuple[float, float]] = {}
        for (i, met, entry, exit_), (mass, legs) in moving.items():
            for j, chance in world.p[i].items():
                if j not in able:
                    continue
                came = i if j == h and h not in met and entry is None else entry
                state = (j, met | {j}, came, j if i == h else exit_)
                steps = legs + mass * ((i, j) in world.legs)
                table = ended if j in world.targets else after
                before = table.get(state, (0.0, 0.0))
                table[state] = (before[0] + mass * float(chance), before[1] + steps * float(chance))
        moving = after if sum(mass for mass, _ in after.values()) > until else {}
    arrived = sum(mass for mass, _ in ended.values())
    return Walked(
        arrived=arrived,
        by_visited=_tally(ended, 1, arrived),
        by_gateway=_tally(ended, 0, arrived),
        by_entry=_tally(ended, 2, arrived),
        by_exit=_tally(ended, 3, arrived),
        legs=sum(legs for _, legs in ended.values()) / arrived,
    )


def _tally(
    ended: Mapping[Any, tuple[float, float]], field_: int, arrived: float
) -> dict[Any, float]:
    found: dict[Any, float] = {}
    for state, (mass, _) in ended.items():
        found[state[field_]] = found.get(state[field_], 0.0) + mass / arrived
    return found


def absorbed(p: Mapping[Any, Mapping[Any, Fraction]], ends: Iterable[Any]) -> dict[Any, Fraction]:
    """Return the chance to come to one of the ends, for each state that can."""
    ends = set(ends)
    able = set(ends)
    while True:
        more = {i for i, row in p.items() if able & set(row)} - able
        if not more:
            break
        able |= more
    inner = sorted(able - ends, key=repr)
    straight = {i: sum((c for j, c in p[i].items() if j in ends), ZERO) for i in inner}
    return {**solved(inner, p, straight), **dict.fromkeys(ends, ONE)}


def solved(
    states: list[Any], p: Mapping[Any, Mapping[Any, Fraction]], given: Mapping[Any, Fraction]
) -> dict[Any, Fraction]:
    """Solve x = given + p x over some states, by Gaussian elimination."""
    rows = []
    for n, i in enumerate(states):
        row = [-p.get(i, {}).get(j, ZERO) for j in states]
        row[n] += 1
        rows.append([*row, given.get(i, ZERO)])
    for n in range(len(states)):
        pivot = next(m for m in range(n, len(states)) if rows[m][n])
        rows[n], rows[pivot] = rows[pivot], rows[n]
        rows[n] = [value / rows[n][n] for value in rows[n]]
        for m in range(len(states)):
            if m != n and rows[m][n]:
                factor = rows[m][n]
                rows[m] = [x - factor * y for x, y in zip(rows[m], rows[n], strict=True)]
    return {i: rows[n][-1] for n, i in enumerate(states)}
