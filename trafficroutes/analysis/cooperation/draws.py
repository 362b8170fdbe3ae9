"""Shares that bodies cover, in draws.

Everything is worked out within each draw: a gain is a difference within a draw, not of
the ends of intervals.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.graph.network import Network
from trafficroutes.markov.chain import Chain
from trafficroutes.markov.removal import avoiding, passed
from trafficroutes.model.refs import is_region
from trafficroutes.question.draws import leg_shares, question_draws
from trafficroutes.question.intervals import (
    Drawing,
    Interval,
    RankedInterval,
    counted_apart,
    how_drawn,
    spreads,
)
from trafficroutes.question.worlds import BY_HAND
from trafficroutes.question.worlds_network import draw_network

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved

#: Codes of the ends of a connection.
Ends = tuple[str, str]


@dataclass(frozen=True, eq=False)
class CoverDraws:
    """What sets of countries cover in the draws that have something to cover.

    By itself it is that of no draws: every array is empty.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    ends : tuple of (str, str)
        The legs, by their ends.
    uses : float array, shape (draws, legs)
        The share of each leg.
    """

    drawing: Drawing | None
    notes: tuple[str, ...]
    ends: tuple[Ends, ...] = ()
    uses: Floats = field(default_factory=lambda: np.zeros((0, 0)))

    def shares(self, members: Collection[str]) -> Floats:
        """Return the share that passes (or touches) some countries, shape (draws,)."""
        del members
        return np.zeros(0)

    def gains(self, members: Collection[str], code: str) -> Floats:
        """Return what a country adds to the share of some others, shape (draws,)."""
        del members, code
        return np.zeros(0)

    def arriving(self, members: Collection[str]) -> Floats:
        """Return the share that arrives first in some countries, shape (draws,)."""
        del members
        return np.zeros(0)

    def joint(self, groups: Collection[Collection[str]]) -> Floats:
        """Return the share of the crossings of which one group holds both ends, (draws,)."""
        held = [
            at
            for at, (tail, head) in enumerate(self.ends)
            if any(tail in group and head in group for group in groups)
        ]
        total = self.uses.sum(axis=1)
        both = self.uses[:, held].sum(axis=1)
        shares: Floats = np.divide(both, total, out=np.zeros_like(both), where=total > 0)
        return shares

    def places(self) -> Mapping[str, RankedInterval]:
        """Return what the draws say of the share of each country by itself."""
        return {}

    def of_places(self) -> dict[str, Interval | None]:
        """Return the intervals of what maps tell of places."""
        return {code: spread.interval for code, spread in self.places().items()}

    def legs(self) -> Mapping[Ends, RankedInterval]:
        """Return what the draws say of the share of each leg."""
        return dict(zip(self.ends, spreads(self.uses), strict=True))


@dataclass(frozen=True, eq=False, kw_only=True)
class JourneyDraws(CoverDraws):
    """Shares of the journeys that arrive, in the draws in which something does.

    Attributes
    ----------
    solved : Solved
        The question.
    chain : Chain
        Their chains, of the draws in which something arrives.
    """

    solved: Solved
    chain: Chain
    _removed: dict[frozenset[str], Chain] = field(default_factory=dict, repr=False)

    def shares(self, members: Collection[str]) -> Floats:
        """Return P(passes one of some countries between the ends | arrives)."""
        return passed(self._without(members), self.chain)

    def gains(self, members: Collection[str], code: str) -> Floats:
        """Return P(passes a country and none of the members | arrives)."""
        column = self.solved.routes.transit(self.chain.live)[code]
        gains: Floats = self._without(members).passing()[:, column] / self.chain.arrival
        return gains

    def arriving(self, members: Collection[str]) -> Floats:
        """Return P(first arrival is in one of some countries | arrives)."""
        places, gateways = self.solved.routes.places, self.chain.frame.gateways
        at = [column for column, gate in enumerate(gateways) if places[gate] in members]
        shares: Floats = self.chain.gateway_shares()[:, at].sum(axis=1)
        return shares

    def places(self) -> Mapping[str, RankedInterval]:
        """Return what the draws say of P(passes a country | arrives)."""
        transit = self.solved.routes.transit(self.chain.live)
        shares = self.chain.pass_shares()[:, list(transit.values())]
        return dict(zip(transit, spreads(shares), strict=True))

    def of_places(self) -> dict[str, Interval | None]:
        """Return those of countries on the way, and of where goods first arrive."""
        codes = [self.solved.routes.places[at] for at in self.chain.frame.gateways]
        found = zip(codes, spreads(self.chain.gateway_shares()), strict=True)
        return super().of_places() | {code: spread.interval for code, spread in found}

    def _without(self, members: Collection[str]) -> Chain:
        """Return the chains of the journeys that pass none of some countries."""
        chosen = frozenset(self.solved.routes.transit(self.chain.live)).intersection(members)
        if chosen not in self._removed:
            self._removed[chosen] = avoiding(self.chain, chosen)
        return self._removed[chosen]


@dataclass(frozen=True, eq=False)
class CorridorDraws(CoverDraws):
    """Shares of the flow on the legs of a corridor, in the draws in which some are left."""

    def shares(self, members: Collection[str]) -> Floats:
        """Return the share of the flow on legs from or to one of some countries."""
        return self._on([tail in members or head in members for tail, head in self.ends])

    def gains(self, members: Collection[str], code: str) -> Floats:
        """Return the share of the flow on legs from or to a country and no member."""
        return self._on([code in ends and not set(ends) & set(members) for ends in self.ends])

    def places(self) -> Mapping[str, RankedInterval]:
        """Return what the draws say of the share of the flow from or to each country."""
        ends = {code for pair in self.ends for code in pair}
        codes = sorted(code for code in ends if not is_region(code))
        values = [self.shares({code}) for code in codes]
        found = spreads(np.array(values).reshape(len(codes), -1).T)
        return dict(zip(codes, found, strict=True))

    def _on(self, chosen: list[bool]) -> Floats:
        shares: Floats = np.minimum(self.uses[:, chosen].sum(axis=1), 1.0)
        return shares


def journey_draws(solved: Solved, draws: int, *, seed: int) -> CoverDraws:
    """Return the draws of the journeys of a question."""
    drawn = question_draws(solved, draws, seed=seed, made="evidence ranges")
    if drawn.solved is None:
        return CoverDraws(drawn.drawing, drawn.notes)
    chain = drawn.solved.chain
    ends, uses = leg_shares(solved, chain)
    return JourneyDraws(
        drawn.drawing,
        drawn.notes,
        tuple(ends),
        uses,
        solved=solved,
        chain=chain,
    )


def corridor_draws(
    network: Network, ends: tuple[Ends, ...], draws: int, *, seed: int
) -> CoverDraws:
    """Return the draws of the flow on some connections, given by their ends."""
    if draws == 0:
        return CoverDraws(None, ())
    drawn = draw_network(network, draws, seed=seed)
    if drawn is None:
        return CoverDraws(None, (BY_HAND,))
    pairs = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    at = {(network.places[i], network.places[j]): edge for edge, (i, j) in enumerate(pairs)}
    flow = drawn.flow[:, [at[pair] for pair in ends]]
    flow = flow[flow.any(axis=1)]
    drawing = Drawing(draws, seed, len(flow), len(drawn.flow) - len(flow), drawn.unbalanced)
    lost = "no leg of the corridor is left"
    notes = (how_drawn(network, drawing), counted_apart(drawing, "evidence ranges", lost=lost))
    told = tuple(note for note in notes if note)
    return CorridorDraws(drawing, told, ends, flow / flow.sum(axis=1, keepdims=True))
