"""Random directed networks, as arrays and as networkx graphs."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from trafficroutes.graph.arrays import Floats, Ints


@dataclass(frozen=True)
class Drawing:
    """A directed network with one number a connection."""

    count: int
    tails: Ints
    heads: Ints
    numbers: Floats

    @property
    def graph(self) -> nx.DiGraph[int]:
        """The same for networkx, the numbers as ``weight``."""
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(self.count))
        ends = zip(self.tails.tolist(), self.heads.tolist(), strict=True)
        for (tail, head), number in zip(ends, self.numbers.tolist(), strict=True):
            graph.add_edge(tail, head, weight=number)
        return graph

    @property
    def undirected(self) -> nx.Graph[int]:
        """The pairs that are joined, with the sum of the numbers both ways."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(self.count))
        for tail, head, told in self.graph.edges(data=True):
            before = graph[tail][head]["weight"] if graph.has_edge(tail, head) else 0.0
            graph.add_edge(tail, head, weight=before + told["weight"])
        return graph

    @property
    def adjacency(self) -> Floats:
        """The numbers as a matrix."""
        matrix = np.zeros((self.count, self.count))
        matrix[self.tails, self.heads] = self.numbers
        return matrix


def drawing(count: int, edges: dict[tuple[int, int], float]) -> Drawing:
    """Return a network of given connections."""
    found = sorted(edges.items())
    return Drawing(
        count,
        np.array([tail for (tail, _), _ in found], dtype=np.int64),
        np.array([head for (_, head), _ in found], dtype=np.int64),
        np.array([number for _, number in found], dtype=np.float64),
    )


def both_ways(graph: nx.Graph[int]) -> Drawing:
    """Return an undirected graph with nodes 0 to n-1, each link as a leg in both directions."""
    pairs = [(a, b) for a, b in graph.edges]
    return drawing(len(graph), {**dict.fromkeys(pairs, 1.0), **{(b, a): 1.0 for a, b in pairs}})


#: Few whole numbers, so that many paths are equally long.
TIED = st.integers(1, 3).map(float)
#: Numbers of which hardly two sums are alike.
LOOSE = st.floats(0.01, 1.0).map(lambda number: round(number, 6))


@st.composite
def drawings(
    draw: st.DrawFn,
    numbers: st.SearchStrategy[float] = TIED,
    *,
    least: int = 2,
    connected: bool = False,
) -> Drawing:
    """Networks with cycles, dead ends and parts apart (unless they are to be connected)."""
    count = draw(st.integers(least, 7))
    places = st.integers(0, count - 1)
    pairs = draw(
        st.lists(
            st.tuples(places, places).filter(lambda pair: pair[0] != pair[1]),
            min_size=1,
            max_size=16,
        )
    )
    if connected:
        pairs += [(draw(st.integers(0, at - 1)), at) for at in range(1, count)]
    return drawing(count, {pair: draw(numbers) for pair in sorted(set(pairs))})
