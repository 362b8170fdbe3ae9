"""What sets of places and legs intercept, by walks: powers of the transition matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from tests.walking import World
from trafficroutes.graph.arrays import Floats

Thing = str | tuple[str, str]
#: So many steps leave nothing under way.
STEPS = 2**40


class Walks:
    """All walks of a world, and what they do when some things are taken out."""

    def __init__(self, world: World) -> None:
        inside = world.targets | set(world.p) | {j for row in world.p.values() for j in row}
        self.at = {code: number for number, code in enumerate(sorted(inside))}
        self.lost = len(self.at)
        self.P = np.zeros((self.lost + 1, self.lost + 1))
        for i, row in world.p.items():
            for j, chance in row.items():
                self.P[self.at[i], self.at[j]] = float(chance)
        ends = [self.lost, *(self.at[code] for code in world.targets)]
        self.P[ends] = 0.0
        self.P[ends, ends] = 1.0
        self.arrived = ends[1:]
        self.s = np.zeros(self.lost + 1)
        for code, share in world.s.items():
            self.s[self.at[code]] = float(share)

    def arrivals(self, sets: Sequence[Iterable[Thing]]) -> Floats:
        """Return P(arrives without any of a set) for each set."""
        stack = np.repeat(self.P[np.newaxis], len(sets), axis=0)
        for matrix, chosen in zip(stack, sets, strict=True):
            for thing in chosen:
                if isinstance(thing, str):
                    matrix[:, self.at[thing]] = 0.0
                else:
                    matrix[self.at[thing[0]], self.at[thing[1]]] = 0.0
            matrix[self.lost, self.lost] = 1.0
        powers = np.linalg.matrix_power(stack, STEPS)
        found: Floats = (self.s @ powers)[:, self.arrived].sum(axis=1)
        return found

    def intercepted(self, things: Sequence[Thing], size: int) -> dict[frozenset[Thing], float]:
        """Return the share that each set of a size intercepts."""
        sets = list(combinations(things, size))
        (whole,) = self.arrivals([()])
        left = self.arrivals(sets) / whole if sets else np.empty(0)
        return {
            frozenset(chosen): 1.0 - rest for chosen, rest in zip(sets, left.tolist(), strict=True)
        }


def transit(world: World) -> list[Thing]:
    """Return the countries on the way, no ends among them."""
    return sorted({i for i, _ in world.uses()} - world.sources - set(world.regions))


def legs(world: World) -> list[Thing]:
    """Return the legs on the way."""
    return sorted(pair for pair in world.uses() if pair in world.legs)
