"""The absorbing Markov chain of a question: the one engine of all shares.

Notation of docs/method.md: p(i, j) is the chance that goods in i go to j next,
Q the part of it between places on the way, r the chance to step straight into
the destination, N = (I - Q)^-1 the expected visits (the fundamental matrix),
b = N r the chance to arrive, s the distribution of the goods over the origins.

A **world** is one state of what reports say: flows on connections, what stays, where
goods start. All arrays may have a leading axis of worlds, or none: all reports taken
together are a world like any other. A scenario makes other worlds of worlds.

    chain = chain_of(frame_of(routes), flow, stays, s)
    chain.pass_shares()           # (..., n); NaN where nothing arrives

Places from which nothing arrives in a world belong to the sink there, as a closed
cycle must. Chains are solved when they are first asked, by elimination; one world of
very many places by iteration (:mod:`trafficroutes.markov.bounds`).

Source: Kemeny & Snell, Finite Markov Chains (1960), ch. 3.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from trafficroutes.errors import NotSolvedError, QueryError
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.routes import NO_LEG, Connections
from trafficroutes.markov import elimination, shares
from trafficroutes.markov.bounds import Bounded, Sparse, bounded
from trafficroutes.markov.elimination import ChainSolution
from trafficroutes.markov.frame import Frame, frame_of
from trafficroutes.markov.threads import PART, one_blas_thread, parts_of, side_by_side

#: With more places on routes than this, shares of one world are had by iteration.
DENSE = 2_000
#: With more places the matrices of all pairs of them are not made.
MOST = 12_000
#: Numbers that the worlds of one chunk may take, and matrices of n by n that each needs.
_MEMORY, _MATRICES = 6_000_000, 3


class ShareParts(NamedTuple):
    """Parts of a share by connection.

    Attributes
    ----------
    edges : int array, shape (k,)
        Positions of the connections among all.
    shares : float array, shape (..., k)
    """

    edges: Ints
    shares: Floats


@dataclass(frozen=True, eq=False)
class Chain:
    """Chains over the n places and m connections of a frame, one a world.

    Attributes
    ----------
    frame : Frame
        The places and connections.
    flow : float array, shape (..., edges)
        Strength of each connection of the whole network; 0 where a world has none.
    stays : float array, shape (..., places)
        Strength of "stays here".
    s : float array, shape (..., n)
        Share of the goods that starts in each place of the frame. Sums to less than 1
        where some start off every route, which are lost.
    survival : float array, shape (m,) or (..., m), optional
        Which part of the goods gets over each connection; the rest is lost. 0 removes
        one, without more for the others.
    chunk : int
        Worlds solved side by side at most; more are no faster.
    dense, most : int
        With more places than ``dense`` on the routes, shares of one world are had by
        iteration; with more than ``most``, matrices of all pairs of them are not made.
    """

    frame: Frame
    flow: Floats
    stays: Floats
    s: Floats
    survival: Floats | None = None
    chunk: int = PART
    dense: int = DENSE
    most: int = MOST

    @property
    def routes(self) -> Connections:
        """All places and connections."""
        return self.frame.routes

    @property
    def live(self) -> Ints:
        """Positions of the places on the way among all, shape (n,)."""
        return self.frame.live

    @property
    def edges(self) -> Ints:
        """Positions of the connections among all, shape (m,)."""
        return self.frame.edges

    @property
    def tails(self) -> Ints:
        """Where each connection begins, as a position in ``live``."""
        return self.frame.tails

    @property
    def heads(self) -> Ints:
        """Where each connection leads, as a position in ``live``; below 0 it arrives."""
        return self.frame.heads

    @cached_property
    def _moves(self) -> tuple[Floats, Floats]:
        """p(i, j) of each connection, shape (..., m), and the leak of each place, (..., n)."""
        return _moved(self.frame, self.flow, self.stays, self.survival)

    def moves_of(self, part: slice) -> tuple[Floats, Floats]:
        """Return ``chance`` and ``leak`` of some of the worlds, of which there is one axis."""
        if "_moves" in self.__dict__:
            return self.chance[part], self.leak[part]
        survival = None if self.survival is None else _rows(self.survival, part)
        return _moved(self.frame, _rows(self.flow, part), _rows(self.stays, part), survival)

    @property
    def worlds(self) -> tuple[int, ...]:
        """Shape of the worlds; empty where there is one without an axis."""
        survival = () if self.survival is None else self.survival.shape[:-1]
        return np.broadcast_shapes(self.flow.shape[:-1], self.stays.shape[:-1], survival)

    @property
    def chance(self) -> Floats:
        """p(i, j) of each connection, times its survival, shape (..., m)."""
        return self._moves[0]

    @property
    def leak(self) -> Floats:
        """Loss of each place: the chance to arrive, stay or get lost in a step, shape (..., n)."""
        return self._moves[1]

    @property
    def r(self) -> Floats:
        """Chance to step from each straight into T, shape (..., n)."""
        into = self.frame.arriving
        return self.frame.by_tail(self.chance[..., into], self.tails[into])

    @cached_property
    def Q(self) -> Floats:  # noqa: N802 - as it is written in the method
        """Transition chances between the places, shape (..., n, n); refuses too many places."""
        frame, n = self.frame, self.live.size
        self.refuse_too_many()
        Q = np.zeros((*self.leak.shape, n))
        inner = frame.inner
        Q[..., frame.tails[inner], frame.heads[inner]] = self.chance[..., inner]
        return Q

    @cached_property
    def N(self) -> Floats:  # noqa: N802 - as it is written in the method
        """Expected visits, shape (..., n, n)."""
        return elimination.expected_visits(self.Q, self.leak)

    @cached_property
    def bounded(self) -> Bounded | None:
        """Visits and chances to arrive by iteration, where N is not to be made.

        None where it is: for few places, several worlds or classes, or where some of the
        goods are taken out; and where the iterations fail and it can be.
        """
        frame = self.frame
        whole = not self.worlds and frame.classes == 1 and self.survival is None
        if self.live.size <= self.dense or not whole:
            return None
        inner = frame.inner
        Q = (frame.tails[inner], frame.heads[inner], self.chance[inner])
        try:
            return bounded(Sparse(*Q, self.s, self.r))
        except NotSolvedError:
            if self.live.size > self.most:
                raise
        return None

    @cached_property
    def solution(self) -> ChainSolution:
        """Visits, chances to arrive and returns, by elimination."""
        return _solved(self)

    @property
    def visits(self) -> Floats:
        """The expected visits s N of a journey that starts by s, shape (..., n)."""
        return self.solution.visits if self.bounded is None else self.bounded.visits

    @property
    def b_by_class(self) -> Floats:
        """Chance to arrive in each class of destination, shape (..., n, classes)."""
        return self.solution.b if self.bounded is None else self.bounded.b[:, np.newaxis]

    @property
    def b(self) -> Floats:
        """Chance to arrive from each place, shape (..., n)."""
        by_class = self.b_by_class
        return by_class[..., 0] if self.frame.classes == 1 else by_class.sum(axis=-1)

    @property
    def returns(self) -> Floats:
        """N(h, h): expected visits to a place of what starts there, shape (..., n)."""
        if self.bounded is None:
            return self.solution.returns
        return np.diagonal(self.N)

    @cached_property
    def arrivals(self) -> Floats:
        """The chance s b to arrive in each class of destination, shape (..., classes)."""
        total: Floats = (self.s[..., np.newaxis] * self.b_by_class).sum(axis=-2)
        return total

    @property
    def arrival(self) -> Floats:
        """The chance s b to arrive, shape (...); a number of one world."""
        total: Floats = self.arrivals.sum(axis=-1)
        return total

    @property
    def arrives(self) -> Mask:
        """In which worlds goods can arrive at all, shape (...)."""
        able: Mask = self.arrival > 0
        return able

    @property
    def arriving_on(self) -> Floats:
        """The chance to arrive from where each connection leads, shape (..., m)."""
        # A head of -1 is the last column.
        ends = np.concatenate([self.b, np.ones((*self.b.shape[:-1], 1))], axis=-1)
        found: Floats = ends[..., self.heads]
        return found

    def position(self, code: str) -> int | None:
        """Return where a place stands in the arrays; None if on no route."""
        return self.frame.position(code)

    def passing(self) -> Floats:
        """Return P(arrives, passes h) for each place, shape (..., n)."""
        return shares.passing(self.visits, self.b, self.returns)

    def pass_shares(self) -> Floats:
        """Return the hub shares, conditional hitting probabilities P(passes h | arrives).

        The chance that a journey which arrives uses h at all, shape (..., n); NaN where
        nothing arrives.
        """
        return self._of_arrivals(self.passing())

    def edge_shares(self) -> Floats:
        """Return how often an arriving journey uses each connection, shape (..., m).

        NaN where nothing arrives.
        """
        uses = shares.uses(self.visits[..., self.tails], self.chance, self.arriving_on)
        return self._of_arrivals(uses)

    def expected_legs(self) -> Floats:
        """Return the mean legs of a journey that arrives; a region's ways are none."""
        is_leg = self.routes.leg[self.edges] != NO_LEG
        total: Floats = self.edge_shares()[..., is_leg].sum(axis=-1)
        return total

    def gateway_shares(self) -> Floats:
        """Return P(first arrival is at t | arrives), in the order of ``frame.gateways``.

        They sum to 1 in each world.
        """
        arriving = self.frame.arriving
        at = {place: column for column, place in enumerate(self.frame.gateways)}
        which = np.zeros((arriving.size, len(at)))
        columns = [at[place] for place in self.frame.enters[arriving].tolist()]
        which[np.arange(arriving.size), columns] = 1.0
        found: Floats = self.edge_shares()[..., arriving] @ which
        return found

    def gateways(self) -> dict[str, float]:
        """Return the gateway shares of one world by code."""
        codes = (self.routes.places[at] for at in self.frame.gateways)
        return dict(zip(codes, self.gateway_shares().tolist(), strict=True))

    def first_entries(self, h: int) -> ShareParts:
        """Return P(first enters h by a connection | arrives), for each into it.

        Together with the journeys that start in h they sum to its share. Visits before h
        is met are those of a chain that ends there.
        """
        ending = frame_of(self.routes, targets=(int(self.live[h]),))
        start = self.frame.over_places(self.s)[..., ending.live]
        before = Chain(ending, self.flow, self.stays, start)
        into = ending.arriving
        enters = before.visits[..., ending.tails[into]] * before.chance[..., into]
        worth = self._of_arrivals(self.b[..., h, np.newaxis])
        return ShareParts(ending.edges[into], enters * worth)

    def last_exits(self, h: int) -> ShareParts:
        """Return P(last leaves h by a connection | arrives), for each out of it.

        They sum to the share of h. What enters h again is lost.
        """
        never_back = self.avoiding([int(self.live[h])])
        out = np.flatnonzero(self.tails == h)
        leaves = self.visits[..., h, np.newaxis] * self.chance[..., out]
        return ShareParts(
            self.edges[out], self._of_arrivals(leaves * never_back.arriving_on[..., out])
        )

    def avoiding(self, places: Collection[int] = (), edges: Collection[int] = ()) -> Chain:
        """Return the chain of taboo probabilities: journeys that keep off places and connections.

        They enter none of some places and use none of some connections. Nothing is
        subtracted: ``passing`` of it is P(arrives, passes h and none of them), ``arrival``
        exactly 0 where they cut every route.

        Parameters
        ----------
        places : collection of int
            Positions among all places, on the way or of the destination.
        edges : collection of int
            Connections, by positions in ``edges``.
        """
        closed = np.isin(self.live, list(places))
        gone = np.isin(self.frame.enters, list(places)) | closed[self.tails]
        gone[list(edges)] = True
        survival = 1.0 if self.survival is None else self.survival
        return replace(
            self,
            survival=np.where(gone, 0.0, survival),
            s=np.where(closed, 0.0, self.s),
        )

    def refuse_too_many(self) -> None:
        """Raise a QueryError where too many places lie on the routes for a matrix of them."""
        n = self.live.size
        if n > self.most:
            raise QueryError(
                f"{n:,} places lie on the routes, and this question needs a matrix of all pairs, "
                f"which is made up to {self.most:,}: take a part of the network, or ask for hubs "
                "alone"
            )

    def _of_arrivals(self, values: Floats) -> Floats:
        whole = np.where(self.arrives, self.arrival, np.nan)
        found: Floats = values / whole[..., np.newaxis]
        return found


def chain_of(
    frame: Frame, flow: Floats, stays: Floats, s: Floats, survival: Floats | None = None
) -> Chain:
    """Return the chains of some worlds; ``s`` is over all places, shape (..., places).

    The other arguments are those of :class:`Chain`.
    """
    return Chain(frame, flow, stays, s[..., frame.live], survival)


def solve(routes: Connections, s: Mapping[str, float]) -> Chain:
    """Return the chain of all reports together, for goods that start by s.

    Parameters
    ----------
    routes : Connections
        At least one origin reaches the destination.
    s : mapping of code to share
        Over origins that reach the destination, all above 0; sums to 1.
    """
    start = np.zeros(len(routes.places))
    for code, share in s.items():
        start[routes.index[code]] = share
    frame = frame_of(routes, np.flatnonzero(start).tolist())
    return chain_of(frame, routes.flow, routes.stays, start)


def _rows(values: Floats, part: slice) -> Floats:
    """Return the values of some worlds, where each world has its own."""
    return values[part] if values.ndim > 1 and len(values) > 1 else values


def _moved(
    frame: Frame, flow: Floats, stays: Floats, survival: Floats | None
) -> tuple[Floats, Floats]:
    """Return p(i, j) of each connection, and the leak of each place, in some worlds."""
    flow, lost = flow.take(frame.edges, axis=-1), flow.take(frame.lost, axis=-1)
    stays = stays.take(frame.live, axis=-1)
    total = frame.by_tail(flow, frame.tails) + frame.by_tail(lost, frame.lost_tails) + stays
    total[total == 0] = 1.0
    chance = flow / total.take(frame.tails, axis=-1)
    off = frame.by_tail(lost / total.take(frame.lost_tails, axis=-1), frame.lost_tails)
    into = frame.arriving
    leak = off + stays / total + frame.by_tail(chance.take(into, axis=-1), frame.tails[into])
    if survival is not None:
        # What arrives leaves these places in any case; of the rest, what does not survive.
        leak = leak + frame.by_tail(chance * (1.0 - survival) * (frame.heads >= 0), frame.tails)
        chance = chance * survival
    able = frame.able(chance > 0)
    if able.all():
        return chance, leak
    return chance * able.take(frame.tails, axis=-1), np.where(able, leak, 1.0)


@one_blas_thread
def _solved(chain: Chain) -> ChainSolution:
    """Solve the worlds of a chain in chunks, on several threads where that pays."""
    worlds, n = chain.worlds, chain.live.size
    chain.refuse_too_many()
    count, classes = int(np.prod(worlds, dtype=np.int64)), chain.frame.classes
    found = ChainSolution(np.zeros((count, n)), np.zeros((count, n, classes)), np.ones((count, n)))
    at_once = int(max(1, min(chain.chunk, _MEMORY // (_MATRICES * max(n, 1) ** 2))))
    parts = parts_of(count if n else 0, at_once)
    s = np.broadcast_to(chain.s, (*worlds, n)).reshape(count, n)
    if len(worlds) == 1:
        moves = chain.moves_of  # worked out part by part: they stay in the processor's cache
    else:
        chance, leak = chain.chance.reshape(count, -1), chain.leak.reshape(count, n)

        def moves(part: slice) -> tuple[Floats, Floats]:
            return chance[part], leak[part]

    mine = threading.local()

    def work(part: slice) -> None:
        if not hasattr(mine, "Q"):  # off the connections it stays 0, and need not be cleared
            mine.Q = np.zeros((min(at_once, count), n * n))
            mine.workspace = elimination.workspace_for(len(mine.Q), n)
        solved = _eliminated(chain.frame, *moves(part), s[part], mine.Q, mine.workspace)
        for whole, values in zip(found, solved, strict=True):
            whole[part] = values

    side_by_side(work, parts)
    return ChainSolution(*(values.reshape(*worlds, *values.shape[1:]) for values in found))


def _eliminated(
    frame: Frame, chance: Floats, leak: Floats, s: Floats, empty: Floats, workspace: Floats
) -> ChainSolution:
    """Solve some worlds by elimination, arrays of shape (worlds, ...); ``empty`` becomes Q."""
    n, inner, arriving = frame.live.size, frame.inner, frame.arriving
    Q = empty[: len(leak)]
    Q[:, frame.tails[inner] * n + frame.heads[inner]] = chance.take(inner, axis=1)
    r = np.zeros((*leak.shape, frame.classes))
    for end in range(frame.classes):
        into = arriving[frame.absorbed[arriving] == end]
        r[..., end] = frame.by_tail(chance.take(into, axis=1), frame.tails[into])
    return elimination.solve(Q.reshape(-1, n, n), leak, r, s, workspace)
