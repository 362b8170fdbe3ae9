"""Largest flow through a small network, and every smallest cut of it.

The flow by Dinic (1970). Its residual network knows all smallest cuts: they are
the sets of nodes that hold the source, not the sink, and with a node all that can
be reached from it (Picard & Queyranne 1980). These sets are listed one by one,
without a dead end and without a repetition.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

#: Part of the widest way below which what is left of a capacity counts as nothing.
_NOISE = 1e-12


@dataclass(eq=False)
class FlowNetwork:
    """Arcs with capacities, and what a flow leaves of them.

    Attributes
    ----------
    heads : list of int
        Node at the end of each arc. Arcs stand in pairs, an arc at an even place
        and its way back (capacity 0) behind it.
    left : list of float
        Capacity that is left of each.
    out : list of lists of int
        Arcs out of each node.
    """

    count: int
    heads: list[int] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    out: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.out = [[] for _ in range(self.count)]

    def add(self, tail: int, head: int, capacity: float) -> int:
        """Add an arc and return its place; the capacity may be infinite."""
        arc = len(self.heads)
        self.heads += [head, tail]
        self.left += [capacity, 0.0]
        self.out[tail].append(arc)
        self.out[head].append(arc + 1)
        return arc

    def tail(self, arc: int) -> int:
        """Return the node that an arc starts from."""
        return self.heads[arc ^ 1]


def max_flow(network: FlowNetwork, source: int, sink: int) -> float:
    """Send as much as possible from source to sink; return how much.

    ``network.left`` is changed. Infinite where a way has no limit at all; what is
    left is of no use then. What counts as nothing is measured by the widest way, so
    that a capacity which no way can use up, however large, hides no small one.
    """
    width = widest(network, source, sink)
    if width == inf:
        return inf
    noise = _NOISE * width
    network.left = [left if left > noise else 0.0 for left in network.left]
    total = 0.0
    while True:
        level = _levels(network, source, sink, noise)
        if level[sink] < 0:
            return total
        tried = [0] * network.count
        while path := _way(network, level, tried, source, sink, noise):
            amount = min(network.left[arc] for arc in path)
            total += amount
            for arc in path:
                network.left[arc] -= amount
                network.left[arc ^ 1] += amount
                if network.left[arc] <= noise:
                    network.left[arc] = 0.0


def widest(network: FlowNetwork, source: int, sink: int) -> float:
    """Return the most that one way alone can carry; 0 where none leads there.

    The largest flow is at least as large, and at most so many times larger as there
    are arcs (Edmonds & Karp 1972).
    """
    width = [0.0] * network.count
    width[source] = inf
    ahead = [(-inf, source)]
    while ahead:
        negative, node = heapq.heappop(ahead)
        if node == sink:
            break
        if -negative < width[node]:
            continue
        for arc in network.out[node]:
            head, wide = network.heads[arc], min(-negative, network.left[arc])
            if wide > width[head]:
                width[head] = wide
                heapq.heappush(ahead, (-wide, head))
    return width[sink]


def _levels(network: FlowNetwork, source: int, sink: int, noise: float) -> list[int]:
    """Return the distance of each node from the source, -1 where it is out of reach."""
    level = [-1] * network.count
    level[source] = 0
    ahead = deque([source])
    while ahead and level[sink] < 0:
        node = ahead.popleft()
        for arc in network.out[node]:
            head = network.heads[arc]
            if level[head] < 0 and network.left[arc] > noise:
                level[head] = level[node] + 1
                ahead.append(head)
    return level


def _way(
    network: FlowNetwork, level: list[int], tried: list[int], source: int, sink: int, noise: float
) -> list[int]:
    """Return arcs of a shortest way that has capacity left; none if there is no more."""
    heads, left = network.heads, network.left
    path: list[int] = []
    node = source
    while node != sink:
        arcs = network.out[node]
        at, end, wanted = tried[node], len(arcs), level[node] + 1
        while at < end and (left[arcs[at]] <= noise or level[heads[arcs[at]]] != wanted):
            at += 1
        tried[node] = at
        if at < end:
            path.append(arcs[at])
            node = heads[arcs[at]]
        elif path:
            node = network.tail(path.pop())
            tried[node] += 1
        else:
            return []
    return path


def reachable(network: FlowNetwork, source: int) -> set[int]:
    """Return the nodes that can be reached by what is left: the side of one smallest cut."""
    seen, ahead = {source}, [source]
    while ahead:
        for arc in network.out[ahead.pop()]:
            if network.left[arc] > 0 and network.heads[arc] not in seen:
                seen.add(network.heads[arc])
                ahead.append(network.heads[arc])
    return seen


def smallest_cuts(network: FlowNetwork, source: int, sink: int) -> Iterator[tuple[int, ...]]:
    """Yield the arcs of every smallest cut, each cut once; call after :func:`max_flow`.

    The flow is finite. Only nodes that flow passes are told apart: every smallest
    cut crosses each unit of it once, so two sets that differ there are two cuts,
    and sets that differ elsewhere alone are the same one.
    """
    used = [arc for arc in range(0, len(network.heads), 2) if network.left[arc + 1] > 0]
    passed = {source, sink, *(network.heads[a] for a in used), *(network.tail(a) for a in used)}
    ahead, bit = _ahead(network, passed)
    back = [0] * len(ahead)
    for group, mask in enumerate(ahead):
        for other in range(len(ahead)):
            back[other] |= (mask >> other & 1) << group
    full = [arc for arc in used if network.left[arc] == 0]
    ends = [(arc, bit[network.tail(arc)], bit[network.heads[arc]]) for arc in full]
    for taken in _closed_sets(ahead, back, ahead[bit[source]], back[bit[sink]]):
        yield tuple(arc for arc, i, j in ends if taken >> i & 1 and not taken >> j & 1)


def _ahead(network: FlowNetwork, passed: set[int]) -> tuple[list[int], dict[int, int]]:
    """Return the groups of passed nodes: a mask of the groups reachable from each.

    Nodes that reach each other by what is left form one group. The second value
    has the group of each passed node.
    """
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(network.count))
    graph.add_edges_from(
        (network.tail(arc), head) for arc, head in enumerate(network.heads) if network.left[arc] > 0
    )
    joined: nx.DiGraph[int] = nx.condensation(graph)
    group_of: dict[int, int] = joined.graph["mapping"]
    number: dict[int, int] = {}
    for node in sorted(passed):
        number.setdefault(group_of[node], len(number))
    masks: dict[int, int] = {}
    for group in reversed(list(nx.topological_sort(joined))):
        mask = 1 << number[group] if group in number else 0
        for after in joined.successors(group):
            mask |= masks[after]
        masks[group] = mask
    return [masks[group] for group in number], {node: number[group_of[node]] for node in passed}


def _closed_sets(ahead: list[int], back: list[int], inside: int, outside: int) -> Iterator[int]:
    """Yield the sets (as masks) that hold with a group all that is ahead of it.

    ``inside`` is in all of them and ``outside`` in none. A group not decided yet can
    always go either way, so every branch ends in a set.
    """
    every = (1 << len(ahead)) - 1
    stack = [(inside, outside)]
    while stack:
        inside, outside = stack.pop()
        open_ = every & ~(inside | outside)
        if not open_:
            yield inside
            continue
        group = (open_ & -open_).bit_length() - 1
        stack.append((inside, outside | back[group]))
        stack.append((inside | ahead[group], outside))
