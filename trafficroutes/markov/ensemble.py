"""The absorbing chains of many draws, solved at once.

    frame = frame_of(routes)
    drawn = solve_draws(frame, worlds.flow, worlds.stays, worlds.s)
    drawn.pass_shares()           # (draws, n), NaN where nothing arrives

Notation as in :mod:`trafficroutes.markov.chain`, with the draws as first axis. All
functions are pure: they take arrays, so that a changed network is solved in the same
draws.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.network import Floats, Ints, Mask
from trafficroutes.markov.chain import reach
from trafficroutes.markov.elimination import Solution, solve

if TYPE_CHECKING:
    from trafficroutes.graph.routes import Routes


#: Heads of connections that arrive, and of those that lead off every route.
ARRIVES, LOST = -1, -2
#: Bytes that all draws in work may take, and matrices of n by n that each of them needs.
_MEMORY, _MATRICES = 200e6, 6
#: Chunks that are in work at once, at most.
_WORKERS = 4
#: More draws in one chunk are no faster.
_CHUNK = 96


@dataclass(frozen=True, eq=False)
class Frame:
    """The n places on some route from S to T, and the m connections that leave them.

    Attributes
    ----------
    count : int
        How many places the flows' network has.
    live : int array, shape (n,)
        Positions of the places among all places.
    edges : int array, shape (m,)
        Positions of the connections among all, in order of their tails.
    tails, heads : int array, shape (m,)
        Their ends as positions in ``live``; a head may be ``ARRIVES`` or ``LOST``.
    enters : int array, shape (m,)
        Heads as positions among all places.
    """

    count: int
    live: Ints
    edges: Ints
    tails: Ints
    heads: Ints
    enters: Ints

    @property
    def gateways(self) -> list[int]:
        """Where goods can arrive first, as positions among all places."""
        return sorted(set(self.enters[self.heads == ARRIVES].tolist()))


@dataclass(frozen=True, eq=False)
class ChainDraws:
    """The solved chains of all draws; n places and m connections as in ``frame``.

    Attributes
    ----------
    frame : Frame
        What they were solved over.
    moves : Moves
        What moves over each connection.
    s : float array, shape (draws, n)
        Where goods start.
    visits : float array, shape (draws, n)
        s N: expected visits.
    b : float array, shape (draws, n)
        Chance to arrive from each.
    returns : float array, shape (draws, n)
        N(h, h): expected visits of goods that start in h.
    arrival : float array, shape (draws,)
        s b: chance to arrive.
    """

    frame: Frame
    moves: Moves
    s: Floats
    visits: Floats
    b: Floats
    returns: Floats
    arrival: Floats

    @property
    def arrives(self) -> Mask:
        """In which draws goods can arrive at all, shape (draws,)."""
        able: Mask = self.arrival > 0
        return able

    @property
    def chance(self) -> Floats:
        """p(i, j) of each connection, times its survival, shape (draws, m)."""
        return self.moves.chance(self.frame, slice(None))[0]

    @property
    def onward(self) -> Floats:
        """The chance to arrive from where each connection leads, shape (draws, m)."""
        count = len(self.b)
        # A head of -1 is the last column, of -2 the one before.
        ends = np.concatenate([self.b, np.zeros((count, 1)), np.ones((count, 1))], axis=1)
        reached: Floats = ends[:, self.frame.heads]
        return reached

    def pass_shares(self) -> Floats:
        """Return P(passes h | arrives in T), shape (draws, n); NaN where nothing arrives."""
        return self._of_arrivals(self.passing())

    def passing(self) -> Floats:
        """Return P(arrives, passes h), shape (draws, n)."""
        chances: Floats = self.visits * self.b / self.returns
        return chances

    def edge_shares(self) -> Floats:
        """Return the mean uses of each connection by an arriving journey, shape (draws, m)."""
        uses = self.visits.take(self.frame.tails, axis=1) * self.chance
        return self._of_arrivals(uses * self.onward)

    def gateway_shares(self) -> Floats:
        """Return P(first arrival is at t | arrives in T), in the order of ``frame.gateways``."""
        frame = self.frame
        arriving = np.flatnonzero(frame.heads == ARRIVES)
        at = {place: column for column, place in enumerate(frame.gateways)}
        which = np.zeros((arriving.size, len(at)))
        which[np.arange(arriving.size), [at[p] for p in frame.enters[arriving].tolist()]] = 1.0
        shares: Floats = self.edge_shares()[:, arriving] @ which
        return shares

    def _of_arrivals(self, values: Floats) -> Floats:
        whole = np.where(self.arrives, self.arrival, np.nan)
        shares: Floats = values / whole[:, np.newaxis]
        return shares


def frame_of(routes: Routes) -> Frame:
    """Return what the draws of a question are solved over: all that any origin can use."""
    return frame(
        routes.tails,
        routes.heads,
        len(routes.places),
        origins=routes.origins,
        targets=routes.targets,
    )


def frame(
    tails: Ints,
    heads: Ints,
    count: int,
    *,
    origins: tuple[int, ...],
    targets: tuple[int, ...],
) -> Frame:
    """Return the frame of a network given as arrays.

    Parameters
    ----------
    tails, heads : int array, shape (edges,)
        Positions of the ends; one connection a pair, none out of a target.
    count : int
        How many places there are.
    origins, targets : tuple of int
        Positions of S and T.
    """
    live = reach(origins, tails, heads, count) & reach(targets, heads, tails, count)
    live[list(targets)] = False
    at = np.flatnonzero(live)
    order = np.full(count, LOST)
    order[at] = np.arange(at.size)
    order[list(targets)] = ARRIVES
    edges = np.flatnonzero(live[tails])
    edges = edges[np.argsort(tails[edges], kind="stable")]
    return Frame(count, at, edges, order[tails[edges]], order[heads[edges]], heads[edges])


def able_to_arrive(frame: Frame, moves: Mask) -> Mask:
    """Return from which places something arrives in each draw, shape (draws, n).

    Parameters
    ----------
    frame : Frame
    moves : bool array, shape (draws, m)
        Which connections carry something in each draw.
    """
    count, n = moves.shape[0], frame.live.size
    # Eight draws a byte: one pass over the connections then costs next to nothing.
    packed = np.packbits(moves, axis=0)
    able = np.zeros((packed.shape[0], n + 2), dtype=np.uint8)
    able[:, ARRIVES] = 0xFF
    first, held = runs(frame.tails)
    while n:
        onward = np.bitwise_or.reduceat(packed & able[:, frame.heads], first, axis=1)
        if not (onward & ~able[:, held]).any():
            break
        able[:, held] |= onward
    found: Mask = np.unpackbits(able[:, :n], axis=0, count=count).astype(bool)
    return found


def solve_draws(
    frame: Frame, flow: Floats, stays: Floats, s: Floats, survival: Floats | None = None
) -> ChainDraws:
    """Solve the chain of every draw.

    Parameters
    ----------
    frame : Frame
        The places and connections.
    flow : float array, shape (draws, edges)
        Strength of each connection of the whole network; 0 where a draw has none.
    stays : float array, shape (draws, places)
        Strength of "stays here".
    s : float array, shape (draws, places)
        Where goods start; sums to 1, or to 0 in draws without a start. Goods that
        start off every route are lost.
    survival : float array, shape (m,) or (draws, m), optional
        Which part of the goods gets over each connection of the frame; the rest is
        lost. 0 removes one, without more for the others.

    Returns
    -------
    ChainDraws
        In draws in which nothing arrives, ``arrival`` is 0.

    Notes
    -----
    Places from which nothing arrives in a draw belong to the sink there, as a closed
    cycle must.
    """
    count, n = flow.shape[0], frame.live.size
    moves, start = Moves(flow, stays, survival), s[:, frame.live]
    found = Solution(np.zeros((count, n)), np.zeros((count, n)), np.ones((count, n)))
    workers = min(os.cpu_count() or 1, _WORKERS)
    at_once = int(max(1, min(_CHUNK, _MEMORY // (8 * workers * _MATRICES * max(n, 1) ** 2))))
    parts = [slice(at, min(at + at_once, count)) for at in range(0, count if n else 0, at_once)]
    if workers == 1 or len(parts) < 2 * workers:
        _solve_parts(frame, moves, start, parts, found)
    else:
        # Loaded only where it pays.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(workers) as pool:
            shares = [parts[k::workers] for k in range(workers)]
            list(pool.map(lambda share: _solve_parts(frame, moves, start, share, found), shares))
    arrival = (start * found.b).sum(axis=1)
    return ChainDraws(frame, moves, start, *found, arrival)


def _solve_parts(
    frame: Frame, moves: Moves, start: Floats, parts: list[slice], found: Solution
) -> None:
    """Solve parts of the draws one by one, and write what is found."""
    n = frame.live.size
    inner = np.flatnonzero(frame.heads >= 0)
    cells = frame.tails[inner] * n + frame.heads[inner]
    # Off the connections it stays 0, so that it need not be cleared.
    Q = np.zeros((max((part.stop - part.start for part in parts), default=0), n, n))
    for part in parts:
        chance, leak = moves.chance(frame, part)
        able = able_to_arrive(frame, chance > 0)
        chance *= able.take(frame.tails, axis=1)
        leak[~able] = 1.0
        now = Q[: len(leak)]
        now.reshape(-1, n * n)[:, cells] = chance.take(inner, axis=1)
        r = by_tail(frame, chance, frame.heads == ARRIVES)
        for whole, values in zip(found, solve(now, leak, r, start[part]), strict=True):
            whole[part] = values


@dataclass(frozen=True, eq=False)
class Moves:
    """What moves over a network in each draw: the arguments of ``solve_draws``."""

    flow: Floats
    stays: Floats
    survival: Floats | None

    def chance(self, frame: Frame, part: slice) -> tuple[Floats, Floats]:
        """Return p of each connection and the leak of each place, in a part of the draws."""
        flow = self.flow[part].take(frame.edges, axis=1)
        stays = self.stays[part].take(frame.live, axis=1)
        total = by_tail(frame, flow) + stays
        total[total == 0] = 1.0
        chance = flow / total.take(frame.tails, axis=1)
        leak = by_tail(frame, chance, frame.heads < 0) + stays / total
        if self.survival is not None:
            survival = self.survival if self.survival.ndim == 1 else self.survival[part]
            leak += by_tail(frame, chance * (1.0 - survival), frame.heads >= 0)
            chance *= survival
        return chance, leak


def by_tail(frame: Frame, values: Floats, which: Mask | None = None) -> Floats:
    """Return the sums of (some of) the connections out of each place, shape (draws, n)."""
    sums = np.zeros((values.shape[0], frame.live.size))
    chosen = np.arange(frame.tails.size) if which is None else np.flatnonzero(which)
    first, held = runs(frame.tails[chosen])
    if chosen.size:
        taken = values if which is None else values[:, chosen]
        sums[:, held] = np.add.reduceat(taken, first, axis=1)
    return sums


def runs(tails: Ints) -> tuple[Ints, Ints]:
    """Return where each run of equal tails begins, and the tails."""
    first = np.flatnonzero(np.diff(tails, prepend=-1))
    return first, tails[first]
