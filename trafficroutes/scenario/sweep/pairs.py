"""How two countries or legs go together: pairs that help each other, and pairs that repeat.

Shares of the arriving goods: a and b pass the first and the second, t pass at least
one, so a + b - t pass both. Without adaptation a pair never takes more than a + b,
so what it does "together" is measured against goods for which passing the one says
nothing of passing the other: 1 - (1 - a) (1 - b). A pair does **more together than
apart** if t is above that; the same, P(passes j | passes not i) > P(passes j): where
one is closed and all goods turn to the routes that are left, the other carries more
than before. The extreme is a pair that cuts every route while neither does alone.
A pair is **redundant** if at least 95 % of the goods that pass the one that carries
less pass the other too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import comb
from typing import NamedTuple

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.markov.removal import HittingProbabilities
from trafficroutes.model.digits import by_size, settled_all
from trafficroutes.scenario.sweep.combinations import (
    NONE,
    Best,
    best,
    best_of,
    members,
    shares,
)
from trafficroutes.scenario.sweep.items import Items, left
from trafficroutes.scenario.sweep.results import PairEffect

#: Part of the smaller one's goods that pass the other too, from which a pair is redundant.
REDUNDANT = 0.95
#: What a redundant pair's smaller one passes at least, and a joint effect is at least.
LEAST = 0.01
EFFECT = 1e-6
#: Pairs looked at together.
_STEP = 1 << 19


class Together(NamedTuple):
    """The pairs of a sweep that stand out."""

    more: tuple[PairEffect, ...]
    redundant: tuple[PairEffect, ...]


class _Pairs(NamedTuple):
    """Some pairs: their numbers, members, and the shares alone and together."""

    numbers: Ints
    first: Ints
    second: Ints
    a: Floats
    b: Floats
    t: Floats


def together(items: Items, met: HittingProbabilities, count: int) -> Together:
    """Return the pairs that do most more than apart, and those that overlap most.

    Parameters
    ----------
    items : Items
        What pairs are made of.
    met : HittingProbabilities
        How journeys meet them.
    count : int
        How many of either at most.
    """
    touching = _touching(items)
    more: list[Best] = [NONE]
    redundant: list[Best] = [NONE]
    for pairs in _all_pairs(met):
        more.append(_best(pairs, _effect(pairs), count))
        apart = ~np.isin(pairs.numbers, touching)
        redundant.append(_best(pairs, np.where(apart, _overlap(pairs), 0.0), count))
    n = met.hit.size
    return Together(
        _solved(items, members(n, 2, best_of(more, count).numbers), _by_effect),
        _solved(items, members(n, 2, best_of(redundant, count).numbers), _by_overlap),
    )


def _all_pairs(met: HittingProbabilities) -> Iterator[_Pairs]:
    n = met.hit.size
    alone = shares(met, 1, 0, n)
    for start in range(0, comb(n, 2), _STEP):
        stop = min(start + _STEP, comb(n, 2))
        numbers = np.arange(start, stop)
        i, j = members(n, 2, numbers)
        yield _Pairs(numbers, i, j, alone[i], alone[j], shares(met, 2, start, stop))


def _effect(pairs: _Pairs) -> Floats:
    """Return how much more each pair does than apart, joint cuts first; 0 for the others."""
    more = pairs.t - (1.0 - (1.0 - pairs.a) * (1.0 - pairs.b))
    cuts = (pairs.t >= 1.0) & (np.maximum(pairs.a, pairs.b) < 1.0)
    found: Floats = np.where(settled_all(more) > EFFECT, more, 0.0) + cuts
    return found


def _overlap(pairs: _Pairs) -> Floats:
    """Return the share that passes both of each redundant pair; 0 for the others."""
    both = pairs.a + pairs.b - pairs.t
    smaller = np.minimum(pairs.a, pairs.b)
    found: Floats = np.where(
        (settled_all(smaller) >= LEAST) & (settled_all(both) >= settled_all(REDUNDANT * smaller)),
        both,
        0.0,
    )
    return found


def _best(pairs: _Pairs, score: Floats, count: int) -> Best:
    kept = np.flatnonzero(score > 0)
    return best(pairs.numbers[kept], score[kept], count)


def _touching(items: Items) -> Ints:
    """Return the numbers of pairs of a leg and one of its own ends: redundant by nature."""
    n, first = items.count, len(items.codes)
    at = {code: k for k, code in enumerate(items.codes)}
    found = [
        comb(n, 2) - comb(n - at[code], 2) + first + k - at[code] - 1
        for k, edge in enumerate(items.edges)
        for code in items.ends(edge)
        if code in at
    ]
    return np.array(found, dtype=np.int64)


def _solved(
    items: Items, pairs: Ints, key: Callable[[PairEffect], float]
) -> tuple[PairEffect, ...]:
    """Return pairs with every number solved anew, the largest first."""
    found = [_pair(items, i, j) for i, j in pairs.T.tolist()]
    return tuple(sorted(found, key=key))


def _pair(items: Items, i: int, j: int) -> PairEffect:
    chain = items.solved.chain
    codes, edges = items.split([i, j])
    codes, edges = tuple(sorted(codes)), tuple(sorted(edges, key=items.ends))
    singles: list[tuple[tuple[str, ...], tuple[int, ...]]] = [((code,), ()) for code in codes]
    singles += [((), (edge,)) for edge in edges]
    # What is left without each, and without both.
    p, q = (left(chain, *one) for one in singles)
    neither = left(chain, codes, edges)
    a, b, t = (min(max(1.0 - rest, 0.0), 1.0) for rest in (p, q, neither))
    return PairEffect(
        places=codes,
        legs=tuple(items.ends(edge) for edge in edges),
        apart=(a, b),
        together=t,
        expected=min(max(1.0 - p * q, 0.0), 1.0),
        both=min(max(a + b - t, 0.0), a, b),
        turned=(_turned(q, neither), _turned(p, neither)),
        cut_off=neither == 0.0 < min(p, q),
    )


def _turned(rest: float, neither: float) -> float | None:
    """Return the share of the goods past the one that pass the other; None if nothing is past."""
    return min(max(1.0 - neither / rest, 0.0), 1.0) if rest > 0 else None


def _by_effect(pair: PairEffect) -> float:
    return by_size(pair.together - pair.expected + pair.cut_off)


def _by_overlap(pair: PairEffect) -> float:
    return by_size(pair.both)
