"""Where a chain moves: the places on some route from S to T, and the connections between them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.routes import Connections

#: Head of a connection that arrives in T.
ARRIVES = -1


@dataclass(frozen=True, eq=False)
class Frame:
    """The n places on some route from S to T, and the m connections on these routes.

    Attributes
    ----------
    routes : Connections
        All places and connections.
    live : int array, shape (n,)
        Positions of the places among all, ascending; none is of T.
    edges : int array, shape (m,)
        Positions of the connections among all, in order of their tails.
    tails, heads : int array, shape (m,)
        Their ends as positions in ``live``; a head may be ``ARRIVES``.
    enters : int array, shape (m,)
        Heads as positions among all places.
    lost, lost_tails : int array, shape (k,)
        Connections from these places off every route, and their tails in ``live``.
    absorbed : int array, shape (m,)
        Class of destination that a connection arrives in; 0 for one that does not.
    classes : int
        How many classes of destination there are.
    """

    routes: Connections
    live: Ints
    edges: Ints
    tails: Ints
    heads: Ints
    enters: Ints
    lost: Ints
    lost_tails: Ints
    absorbed: Ints
    classes: int = 1

    @property
    def inner(self) -> Ints:
        """Which connections lead to a place on the way, as positions in ``edges``."""
        return np.flatnonzero(self.heads >= 0)

    @property
    def arriving(self) -> Ints:
        """Which connections arrive, as positions in ``edges``."""
        return np.flatnonzero(self.heads == ARRIVES)

    @property
    def gateways(self) -> list[int]:
        """Where goods can arrive first, as positions among all places."""
        return sorted(set(self.enters[self.arriving].tolist()))

    def position(self, code: str) -> int | None:
        """Return where a place stands in ``live``; None if on no route."""
        found = np.flatnonzero(self.live == self.routes.index.get(code, -1))
        return int(found[0]) if found.size else None

    def over_places(self, values: Floats, otherwise: float = 0.0) -> Floats:
        """Return values of the places, shape (..., n), as values of all, shape (..., places)."""
        whole = np.full((*values.shape[:-1], len(self.routes.places)), otherwise)
        whole[..., self.live] = values
        return whole

    def by_tail(self, values: Floats, tails: Ints) -> Floats:
        """Return sums by place of values of connections in order of tails, shape (..., n)."""
        sums = np.zeros((*values.shape[:-1], self.live.size))
        first, held = runs(tails)
        if first.size:
            sums[..., held] = np.add.reduceat(values, first, axis=-1)
        return sums

    def able(self, moves: Mask) -> Mask:
        """Return from which places something arrives in each world, shape (..., n).

        Parameters
        ----------
        moves : bool array, shape (..., m)
            Which connections carry something in each.
        """
        worlds, n = moves.shape[:-1], self.live.size
        count = math.prod(worlds)
        # Eight worlds a byte: one pass over the connections then costs next to nothing.
        packed = np.packbits(moves.reshape(count, -1), axis=0)
        able = np.zeros((packed.shape[0], n + 1), dtype=np.uint8)
        able[:, ARRIVES] = 0xFF
        first, held = runs(self.tails)
        while n:
            onward = np.bitwise_or.reduceat(packed & able.take(self.heads, axis=1), first, axis=1)
            if not (onward & ~able[:, held]).any():
                break
            able[:, held] |= onward
        found: Mask = np.unpackbits(able[:, :n], axis=0, count=count).astype(bool)
        return found.reshape(*worlds, n)


def frame_of(
    routes: Connections,
    origins: Iterable[int] | None = None,
    targets: Collection[int] | None = None,
    *,
    classes: Ints | None = None,
) -> Frame:
    """Return where a chain moves between origins and targets.

    Parameters
    ----------
    routes : Connections
        Places and connections; one connection a pair.
    origins, targets : int, optional
        Positions of S and T; by default those of the routes. Nothing moves on from T.
    classes : int array, shape (places,), optional
        Class of destination of each target, from 0; by default all are of one.
    """
    begin = tuple(routes.origins if origins is None else origins)
    end = tuple(routes.targets if targets is None else targets)
    tails, heads, count = routes.tails, routes.heads, len(routes.places)
    is_target = np.zeros(count, dtype=bool)
    is_target[list(end)] = True
    live = reach(begin, tails, heads, count) & reach(end, heads, tails, count) & ~is_target
    at = np.flatnonzero(live)
    order = np.full(count, ARRIVES)
    order[at] = np.arange(at.size)
    leaving = np.flatnonzero(live[tails])
    leaving = leaving[np.argsort(tails[leaving], kind="stable")]
    on = live[heads[leaving]] | is_target[heads[leaving]]
    edges, lost = leaving[on], leaving[~on]
    enters = heads[edges]
    absorbed = np.zeros(edges.size, dtype=np.int64)
    if classes is not None:
        absorbed = np.where(is_target[enters], classes[enters], 0)
    return Frame(
        routes=routes,
        live=at,
        edges=edges,
        tails=order[tails[edges]],
        heads=order[enters],
        enters=enters,
        lost=lost,
        lost_tails=order[tails[lost]],
        absorbed=absorbed,
        classes=1 if classes is None else int(classes.max(initial=0)) + 1,
    )


def reach(starts: Sequence[int], tails: Ints, heads: Ints, count: int) -> Mask:
    """Return which of the places can be reached from some by the connections."""
    seen = np.zeros(count, dtype=bool)
    seen[list(starts)] = True
    while True:
        ahead = seen.copy()
        ahead[heads[seen[tails]]] = True
        if (ahead == seen).all():
            return seen
        seen = ahead


def runs(tails: Ints) -> tuple[Ints, Ints]:
    """Return where each run of equal tails begins, and the tails."""
    first = np.flatnonzero(np.diff(tails, prepend=-1))
    return first, tails[first]
