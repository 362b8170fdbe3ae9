"""Intervals of what a share is made of, by draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.network import Floats, Ints
from trafficroutes.markov.ensemble import ARRIVES, frame, solve_draws
from trafficroutes.question.draws import (
    SolvedDraws,
    question_draws,
    spreads_of_some,
    with_a_share,
)
from trafficroutes.question.intervals import Drawing, Interval, Spread, intervals

if TYPE_CHECKING:
    from trafficroutes.graph.routes import Routes
    from trafficroutes.question.solving import Solved


@dataclass(frozen=True)
class WhyDraws:
    """What the draws say of a place's share; None and empty where there is nothing to say.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    share, starts : pair of float or None
        Where 90 percent of the draws have the share, and the part that starts there.
    incoming, outgoing : mapping of int to Spread
        Of each part, by position of its connection in ``solved.routes``; ranks are
        among the parts of its side.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    share: Interval | None
    starts: Interval | None
    incoming: Mapping[int, Spread]
    outgoing: Mapping[int, Spread]
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Side:
    """The parts of a share on the way in, or out, in each draw.

    Attributes
    ----------
    edges : int array, shape (k,)
        Positions of the connections in the routes.
    shares : float array, shape (draws, k)
    """

    edges: Ints
    shares: Floats

    def of(self, edges: Sequence[int]) -> Side:
        """Return the parts of some connections alone."""
        at = {edge: column for column, edge in enumerate(self.edges.tolist())}
        columns = [at[edge] for edge in edges]
        return Side(self.edges[columns], self.shares[:, columns])

    def spreads(self) -> dict[int, Spread]:
        """Return the intervals by connection, and their ranks among each other."""
        if not self.edges.size:
            return {}
        return dict(zip(self.edges.tolist(), spreads_of_some(self.shares), strict=True))


@dataclass(frozen=True, eq=False)
class Composition:
    """What a place's share is made of in each draw in which something arrives.

    Attributes
    ----------
    share, starts : float array, shape (draws,)
        P(passes, or arrives at, the place | arrives), and the part that starts there.
    incoming, outgoing : Side
        ``incoming`` sums with ``starts`` to the share, ``outgoing`` (but for a place of
        the destination) alone.
    """

    share: Floats
    starts: Floats
    incoming: Side
    outgoing: Side


def why_draws(
    solved: Solved,
    code: str,
    parts: tuple[Sequence[int], Sequence[int]],
    draws: int | None,
    *,
    seed: int,
) -> WhyDraws:
    """Return the intervals of a place's share and of its parts.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    code : str
        The place.
    parts : pair of sequence of int
        The connections that have a part on the way in, and out, by position in
        ``solved.routes``; none at all of a place without a share.
    draws : int or None
        How many; 0 for none, None for the default.
    seed : int
        Same seed, same draws.
    """
    drawn = question_draws(solved, draws, seed=seed, made="intervals and ranks")
    if drawn.solved is None:
        return WhyDraws(drawn.drawing, None, None, {}, {}, drawn.notes)
    made = composition(solved.routes, code, drawn.solved)
    share = _interval(made.share)
    if not any(parts):
        known = share if share == (0.0, 0.0) else None
        notes = drawn.notes if known else (*drawn.notes, _all_the_same(solved.name(code), made))
        return WhyDraws(drawn.drawing, known, None, {}, {}, notes)
    incoming, outgoing = made.incoming.of(parts[0]), made.outgoing.of(parts[1])
    return WhyDraws(
        drawing=drawn.drawing,
        share=share,
        starts=_interval(made.starts),
        incoming=incoming.spreads(),
        outgoing=outgoing.spreads(),
        notes=(*drawn.notes, *_ranked(incoming, outgoing)),
    )


def _interval(values: Floats) -> Interval:
    return intervals(values[:, np.newaxis])[0]


def _ranked(*sides: Side) -> tuple[str, ...]:
    """Return which draws ranks are of, as a note; none where they are of all."""
    counts = [
        f"{int(with_a_share(side.shares).sum()):,} {way}"
        for side, way in zip(sides, ("on the way in", "on the way out"), strict=True)
        if side.edges.size and not with_a_share(side.shares).all()
    ]
    told = f"{' and '.join(counts)} (of {len(sides[0].shares):,})"
    ranked = "Ranks are of the draws in which some part of the same side has a share"
    return (f"{ranked}: {told}",) if counts else ()


def _all_the_same(name: str, made: Composition) -> str:
    passed = int((made.share > 0).sum())
    return (
        f"In {passed:,} of the draws goods pass {name} all the same, since they start in other "
        "origins there: its share of 0 stands without an interval"
    )


def composition(routes: Routes, code: str, solved: SolvedDraws) -> Composition:
    """Return what a place's share is made of in each draw in which something arrives.

    Parameters
    ----------
    routes : Routes
        The question.
    code : str
        The place; one that no goods pass in any draw has a share of 0.
    solved : SolvedDraws
        Its draws.

    Notes
    -----
    The definitions of :meth:`~trafficroutes.markov.chain.Chain.first_entries` and
    :meth:`~trafficroutes.markov.chain.Chain.last_exits`: visits before the place are
    those of a chain that ends there, and the chance to arrive without it is that of a
    chain in which all that enters it is lost.
    """
    at, chain = routes.index.get(code, -1), solved.chain
    live = chain.frame.live.tolist()
    nothing = np.zeros(chain.arrival.size)
    none = Side(np.zeros(0, dtype=np.int64), np.zeros((nothing.size, 0)))
    if at in routes.targets:
        into = np.flatnonzero(chain.frame.enters == at)
        incoming = Side(chain.frame.edges[into], chain.edge_shares()[:, into])
        return Composition(incoming.shares.sum(axis=1), nothing, incoming, none)
    if at not in live:
        return Composition(nothing, nothing, none, none)
    h = live.index(at)
    # What goods that are in h are worth: their part of the arrivals.
    worth = chain.b[:, h] / chain.arrival
    return Composition(
        share=chain.pass_shares()[:, h],
        starts=chain.s[:, h] * worth,
        incoming=_first_entries(routes, at, solved, worth),
        outgoing=_last_exits(h, solved),
    )


def _first_entries(routes: Routes, at: int, solved: SolvedDraws, worth: Floats) -> Side:
    """Return P(first enters a place by each connection into it | arrives)."""
    worlds = solved.worlds
    ending = frame(
        routes.tails, routes.heads, len(routes.places), origins=routes.origins, targets=(at,)
    )
    before = solve_draws(ending, worlds.flow, worlds.stays, worlds.s)
    into = np.flatnonzero(ending.heads == ARRIVES)
    enters = before.visits[:, ending.tails[into]] * before.chance[:, into]
    return Side(ending.edges[into], enters * worth[:, np.newaxis])


def _last_exits(h: int, solved: SolvedDraws) -> Side:
    """Return P(last leaves a place by each connection out of it | arrives)."""
    chain, worlds = solved.chain, solved.worlds
    survival = np.where(chain.frame.heads == h, 0.0, 1.0)
    after = solve_draws(chain.frame, worlds.flow, worlds.stays, worlds.s, survival)
    out = np.flatnonzero(chain.frame.tails == h)
    leaves = after.chance[:, out] * after.onward[:, out]
    visits = chain.visits[:, h] / chain.arrival
    return Side(chain.frame.edges[out], visits[:, np.newaxis] * leaves)
