"""The absorbing chains of many draws, solved at once.

    frame = frame_of(routes)
    drawn = solve_draws(frame, worlds.flow, worlds.stays, worlds.s)
    drawn.pass_shares()           # (draws, n), NaN where nothing arrives

Notation as in :mod:`trafficroutes.analysis.chain`, with the draws as first axis. All
functions are pure: they take arrays, so that a changed network is solved in the same
draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.chain import reach
from trafficroutes.analysis.ensemble_visits import expected_visits
from trafficroutes.graph.network import Floats, Ints, Mask

if TYPE_CHECKING:
    from trafficroutes.analysis.routes import Routes

#: Heads of connections that arrive, and of those that lead off every route.
ARRIVES, LOST = -1, -2
#: Bytes that one chunk of draws may take, and matrices of n by n that it holds at once.
_MEMORY, _MATRICES = 100e6, 6
#: More draws in one chunk are no faster.
_CHUNK = 128


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
    s : float array, shape (draws, n)
        Where goods start.
    chance : float array, shape (draws, m)
        p(i, j) of each connection, times its survival.
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
    s: Floats
    chance: Floats
    visits: Floats
    b: Floats
    returns: Floats
    arrival: Floats

    @property
    def arrives(self) -> Mask:
        """In which draws goods can arrive at all, shape (draws,)."""
        able: Mask = self.arrival > 0
        return able

    def pass_shares(self) -> Floats:
        """Return P(passes h | arrives in T), shape (draws, n); NaN where nothing arrives."""
        return self._of_arrivals(self.visits * self.b / self.returns)

    def edge_shares(self) -> Floats:
        """Return the mean uses of each connection by an arriving journey, shape (draws, m)."""
        onward = np.concatenate(
            [self.b, np.zeros((len(self.b), 1)), np.ones((len(self.b), 1))], axis=1
        )
        # A head of -1 is the last column, of -2 the one before.
        return self._of_arrivals(
            self.visits[:, self.frame.tails] * self.chance * onward[:, self.frame.heads]
        )

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
    first, held = _runs(frame.tails)
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
    count, n, m = flow.shape[0], frame.live.size, frame.edges.size
    start = s[:, frame.live]
    chance, leak = np.zeros((count, m)), np.ones((count, n))
    visits, b, returns = np.zeros((count, n)), np.zeros((count, n)), np.ones((count, n))
    survival = None if survival is None else np.broadcast_to(survival, (count, m))
    at_once = int(max(1, min(_CHUNK, _MEMORY // (8 * _MATRICES * max(n, 1) ** 2))))
    for begin in range(0, count if n else 0, at_once):
        part = slice(begin, begin + at_once)
        chance[part], leak[part], able = _chances(
            frame,
            flow[part, frame.edges],
            stays[part, frame.live],
            None if survival is None else survival[part],
        )
        visits[part], b[part], returns[part] = _solved(
            frame, np.where(able[:, frame.tails], chance[part], 0.0), leak[part], start[part]
        )
    arrival = (start * b).sum(axis=1)
    return ChainDraws(frame, start, chance, visits, b, returns, arrival)


def _chances(
    frame: Frame, flow: Floats, stays: Floats, survival: Floats | None
) -> tuple[Floats, Floats, Mask]:
    """Return p of each connection, the leak of each place, and which places can arrive."""
    total = _by_tail(frame, flow) + stays
    total[total == 0] = 1.0
    chance = flow / total[:, frame.tails]
    off = chance * (frame.heads < 0)
    if survival is not None:
        lost = chance * (1.0 - survival) * (frame.heads >= 0)
        off, chance = off + lost, chance * survival
    leak = _by_tail(frame, off) + stays / total
    able = able_to_arrive(frame, chance > 0)
    return chance, np.where(able, leak, 1.0), able


def _solved(
    frame: Frame, chance: Floats, leak: Floats, start: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return visits, chances to arrive and returns."""
    count, n = leak.shape
    inner = np.flatnonzero(frame.heads >= 0)
    Q = np.zeros((count, n, n))
    Q[:, frame.tails[inner], frame.heads[inner]] = chance[:, inner]
    r = _by_tail(frame, chance * (frame.heads == ARRIVES))
    N = expected_visits(Q, leak)
    visits = (start[:, np.newaxis] @ N)[:, 0]
    b = (N @ r[..., np.newaxis])[..., 0]
    return visits, b, np.diagonal(N, axis1=1, axis2=2)


def _by_tail(frame: Frame, values: Floats) -> Floats:
    """Return the sums of the connections out of each place, shape (draws, n)."""
    sums = np.zeros((values.shape[0], frame.live.size))
    first, held = _runs(frame.tails)
    sums[:, held] = np.add.reduceat(values, first, axis=1)
    return sums


def _runs(tails: Ints) -> tuple[Ints, Ints]:
    """Return where each run of equal tails begins, and the tails."""
    first = np.flatnonzero(np.diff(tails, prepend=-1))
    return first, tails[first]
