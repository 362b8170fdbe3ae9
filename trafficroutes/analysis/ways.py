"""The connections on routes with all starts in one node and the destination in another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from trafficroutes.analysis.chain import Chain

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ways:
    """The connections on routes as pairs; starts are merged, and so is the destination.

    Nodes are positions in ``chain.live``, then ``start`` and ``end``.
    """

    chain: Chain
    pairs: tuple[tuple[int, int], ...]
    start: int
    end: int

    @classmethod
    def of(cls, chain: Chain) -> Ways:
        """Return the connections of a chain."""
        n = chain.live.size
        starts = set(np.flatnonzero(chain.s > 0).tolist())
        pairs = tuple(
            (n if tail in starts else tail, n if head in starts else n + 1 if head < 0 else head)
            for tail, head in zip(chain.tails.tolist(), chain.heads.tolist(), strict=True)
        )
        return cls(chain, pairs, n, n + 1)

    def code(self, node: int) -> str:
        """Return the place of a node; empty for the merged ends."""
        return self.chain.routes.places[self.chain.live[node]] if node < self.start else ""

    def reached(self, without: int) -> dict[int, int]:
        """Return the nodes reachable from the start past one, each with the node before it."""
        after = self.successors
        before = {self.start: self.start}
        ahead = [self.start]
        for node in ahead:
            for head in after.get(node, ()):
                if head not in before and head != without:
                    before[head] = node
                    ahead.append(head)
        return before

    @cached_property
    def successors(self) -> dict[int, list[int]]:
        """The nodes after each, as the pairs stand."""
        after: dict[int, list[int]] = {}
        for tail, head in self.pairs:
            after.setdefault(tail, []).append(head)
        return after

    def shortest(self) -> list[int]:
        """Return the nodes between start and end on a route with the fewest legs."""
        before = self.reached(without=-1)
        path = [self.end]
        while path[-1] != self.start:
            path.append(before[path[-1]])
        return path[-2:0:-1]

    def lead_past(self, node: int) -> bool:
        """Whether something arrives without passing a node."""
        return self.end in self.reached(without=node)

    def zone(self, between: set[str]) -> set[int]:
        """Return the nodes where goods can be before they pass a transit country."""
        found, ahead = {self.start}, [self.start]
        after = self.successors
        while ahead:
            for head in after.get(ahead.pop(), ()):
                if head not in found and head != self.end and self.code(head) not in between:
                    found.add(head)
                    ahead.append(head)
        return found


def ends(chain: Chain, edge: int) -> Pair:
    """Return the codes of a connection's ends, by its position in ``chain.edges``."""
    routes, at = chain.routes, chain.edges[edge]
    return routes.places[routes.tails[at]], routes.places[routes.heads[at]]
