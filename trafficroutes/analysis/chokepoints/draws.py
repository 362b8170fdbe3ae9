"""Chokepoints in draws: how often a country is unavoidable or stands in a smallest cut."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.chokepoints import cuts, interception, interdiction
from trafficroutes.analysis.chokepoints.budget import BudgetLine
from trafficroutes.markov import removal
from trafficroutes.markov.chain import Chain, chain_of, solve
from trafficroutes.markov.frame import frame_of
from trafficroutes.markov.removal import HittingProbabilities, avoiding, passed
from trafficroutes.question.intervals import (
    Drawing,
    Interval,
    counted_apart,
    how_drawn,
    intervals,
)
from trafficroutes.question.plain import Plain
from trafficroutes.question.worlds import BY_HAND, Worlds, worlds_of

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved

#: In ``cut_size``: no set of countries cuts all routes.
NONE = "none"
#: What rounding may take off a value, as a part of it.
_SLACK = 1e-9


@dataclass(frozen=True)
class InDraws(Plain):
    """Chokepoints in the draws in which a route is left, as parts of these draws.

    Attributes
    ----------
    used : int
        How many draws these are.
    direct : float
        In which goods arrive without passing a transit country.
    unavoidable : dict of code to float
        In which the country is on every route, the most first.
    membership : dict of code to float
        In which it stands in some smallest cut, the most first.
    cut_size : dict of str to float
        In which a smallest cut has so many countries, by number; ``none`` last.
    """

    used: int
    direct: float
    unavoidable: dict[str, float]
    membership: dict[str, float]
    cut_size: dict[str, float]


@dataclass(frozen=True)
class ChokepointDraws:
    """What the draws say; None and unchanged lines where there is nothing to say.

    Attributes
    ----------
    drawing : Drawing or None
    found : InDraws or None
    budget : tuple of BudgetLine
        With the intervals of their values.
    notes : tuple of str
    """

    drawing: Drawing | None
    found: InDraws | None
    budget: tuple[BudgetLine, ...]
    notes: tuple[str, ...]


def chokepoint_draws(
    solved: Solved,
    cited: Solved,
    budget: tuple[BudgetLine, ...],
    draws: int,
    *,
    seed: int,
    protected: Collection[str],
) -> ChokepointDraws:
    """Return chokepoints and the values of budgets in draws.

    Parameters
    ----------
    solved : Solved
        One family's part of a question, which budgets are of.
    cited : Solved
        The same over the routes that cuts are of.
    budget : tuple of BudgetLine
        Their sets are looked at in every draw; without any, cuts alone are.
    draws : int
        How many; 0 for none.
    seed : int
        Same seed, same draws.
    protected : collection of str
        Countries that no cut may hold.
    """
    if draws == 0:
        return ChokepointDraws(None, None, budget, ())
    worlds = worlds_of(solved, draws, seed=seed)
    if worlds is None:
        return ChokepointDraws(None, None, budget, (BY_HAND,))
    used = int(worlds.starts.sum())
    drawing = Drawing(draws, seed, used, len(worlds.flow) - used, worlds.unbalanced)
    chains = list(chains_in_draws(solved, worlds)) if budget or cited is solved else []
    of_cuts = chains if cited is solved else _drawn_chains(cited, draws, seed)
    notes = tuple(
        note
        for note in (
            how_drawn(solved.network, drawing, production=solved.start.basis == "production"),
            counted_apart(drawing, "chances and intervals" if cited is solved else "intervals"),
            _counted_by_cuts(drawing, len(of_cuts)) if cited is not solved else "",
        )
        if note
    )
    return ChokepointDraws(
        drawing,
        _found(of_cuts, protected) if of_cuts else None,
        _budget(solved, worlds, chains, budget, protected) if chains and budget else budget,
        notes,
    )


def _drawn_chains(solved: Solved, draws: int, seed: int) -> list[Chain]:
    worlds = worlds_of(solved, draws, seed=seed)
    return [] if worlds is None else list(chains_in_draws(solved, worlds))


def _counted_by_cuts(drawing: Drawing, left: int) -> str:
    """Return how many draws the chances of cuts are of, as a note; empty if of all."""
    if left == drawing.asked:
        return ""
    return (
        f"In {drawing.asked - left:,} of the draws no cited route is left: chances to stand in a "
        f"cut are of the other {left:,}"
    )


def chains_in_draws(solved: Solved, worlds: Worlds) -> Iterator[Chain]:
    """Yield the solved chain of each draw in which something arrives."""
    routes = solved.routes
    for draw in np.flatnonzero(worlds.starts).tolist():
        there = np.flatnonzero(worlds.flow[draw] > 0)
        drawn = replace(
            routes,
            tails=routes.tails[there],
            heads=routes.heads[there],
            flow=worlds.flow[draw, there],
            leg=routes.leg[there],
            stays=worlds.stays[draw],
        )
        starts = np.flatnonzero(worlds.s[draw] > 0).tolist()
        yield solve(drawn, {routes.places[at]: float(worlds.s[draw, at]) for at in starts})


def _found(chains: list[Chain], protected: Collection[str]) -> InDraws:
    unavoidable: dict[str, int] = {}
    members: dict[str, int] = {}
    sizes: dict[float, int] = {}
    direct = 0
    for chain in chains:
        direct += bool(cuts.direct(chain))
        size, standing = cuts.standing_in_cuts(chain, protected=protected)
        for counts, codes in ((unavoidable, cuts.unavoidable(chain)), (members, standing)):
            for code in codes:
                counts[code] = counts.get(code, 0) + 1
        key = np.inf if size is None else size
        sizes[key] = sizes.get(key, 0) + 1
    return InDraws(
        used=len(chains),
        direct=direct / len(chains),
        unavoidable=_parts(unavoidable, len(chains)),
        membership=_parts(members, len(chains)),
        cut_size={
            NONE if key == np.inf else str(key): sizes[key] / len(chains) for key in sorted(sizes)
        },
    )


def _parts(counts: dict[str, int], whole: int) -> dict[str, float]:
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return {code: count / whole for code, count in ordered}


def _budget(
    solved: Solved,
    worlds: Worlds,
    chains: list[Chain],
    budget: tuple[BudgetLine, ...],
    protected: Collection[str],
) -> tuple[BudgetLine, ...]:
    """Return the lines with the intervals of the values of their sets, and who is in others."""
    some = worlds.arriving()
    before = chain_of(frame_of(solved.routes), some.flow, some.stays, some.s)
    known: dict[tuple[str, tuple[str, ...]], Interval] = {}
    for line in budget:
        for places in (line.exact, line.greedy):
            key = (line.objective, tuple(sorted(places)))
            if key not in known:
                values = (
                    passed(avoiding(before, key[1]), before)
                    if line.objective == "most_intercepted"
                    else np.array([interdiction.flow_left(chain, key[1]) for chain in chains])
                )
                known[key] = intervals(values[:, np.newaxis])[0]
    most = max(line.k for line in budget)
    best = _best_in_draws(before, most, protected)
    return tuple(
        replace(
            line,
            membership=_members(line, best),
            interval=known[line.objective, tuple(sorted(line.exact))],
            greedy_interval=known[line.objective, tuple(sorted(line.greedy))],
        )
        for line in budget
    )


def _best_in_draws(
    chain: Chain, most: int, protected: Collection[str]
) -> list[list[frozenset[str]]]:
    """Return the sets of 1, 2, ... countries that most goods pass in each draw.

    The best ones where all sets are looked at, beyond that those of greed.
    """
    transit = {c: at for c, at in chain.routes.transit(chain.live).items() if c not in protected}
    codes, among = list(transit), np.array(list(transit.values()), dtype=np.int64)
    diagonal = np.diagonal(chain.N, axis1=-2, axis2=-1)
    onward = (chain.N / diagonal[:, np.newaxis])[:, among[:, np.newaxis], among]
    hit = (chain.visits / diagonal)[:, among]
    found = []
    for draw, arrival in enumerate(chain.arrival.tolist()):
        met = HittingProbabilities(hit[draw], onward[draw], chain.b[draw, among], arrival)
        sets = _best_sets(met, most)
        found.append([frozenset(codes[at] for at in places) for places in sets])
    return found


def _best_sets(met: HittingProbabilities, most: int) -> list[tuple[int, ...]]:
    """Return the sets of 1, 2, ... places that most goods pass, greedy ones beyond three.

    What a set intercepts is at most what each of its places does alone, so that only
    some places can be in a set that beats greed.
    """
    sets, alone = interception.greedy(met, most), removal.singles(met)
    largest, can = np.sort(alone)[::-1], np.zeros(alone.size, dtype=bool)
    exact = min(most, interception.EXHAUSTED)
    for size, chosen in enumerate(sets[:exact], start=1):
        value = removal.intercepted(met, chosen) * (1 - _SLACK)
        can |= alone + largest[: size - 1].sum() >= value
    few = np.flatnonzero(can)
    some = HittingProbabilities(met.hit[few], met.onward[np.ix_(few, few)], met.b[few], met.arrival)
    best = interception.best_sets(some, exact, met.arrival)
    return [tuple(few[list(found.places)].tolist()) for found in best] + sets[exact:]


def _members(line: BudgetLine, best: list[list[frozenset[str]]]) -> dict[str, float] | None:
    """Return in what part of the draws each country of a set is in the best set of its size."""
    if line.objective != "most_intercepted":
        return None
    return {code: sum(code in sets[line.k - 1] for sets in best) / len(best) for code in line.exact}
