"""Goods followed backward from where they end, over the flows of the estimate.

Goods in k came from j with chance f(j, k) / x(k), and began there with chance made(k) / x(k),
with x(k) all that comes in or is made. That is an absorbing Markov chain again, with
every connection turned round and one more place, the beginning of all goods, to which each
place leads that makes some. The method is that of docs/estimate.md, 5. Calibration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from trafficroutes.analysis.suppliers.draws import TracedDraws
from trafficroutes.analysis.suppliers.notes import backward_notes
from trafficroutes.analysis.suppliers.traced import Traced
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.network import Network
from trafficroutes.graph.routes import NO_LEG, Connections, inside
from trafficroutes.markov.chain import Chain, chain_of
from trafficroutes.markov.frame import Frame, frame_of
from trafficroutes.model.digits import by_size
from trafficroutes.model.refs import is_region
from trafficroutes.question.draws import default_draws
from trafficroutes.question.evidence import evidence_of
from trafficroutes.question.intervals import Drawing, counted_apart, how_drawn
from trafficroutes.question.legs import Journeys, UsedLeg
from trafficroutes.question.query import Query
from trafficroutes.question.worlds import BY_HAND
from trafficroutes.question.worlds_network import draw_network

_TONNE = 1000.0


@dataclass(frozen=True, eq=False)
class Backward:
    """The goods of a place, followed back over the connections of a flow estimate.

    Attributes
    ----------
    network : Network
        Flows in tonnes a year, what stays in each place, and what producers make.
    place : str
        Code of the place supplied.
    """

    network: Network
    place: str

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the places, in the order of the arrays."""
        return self.network.places

    @cached_property
    def within(self) -> Mask:
        """Which places lie in the one asked about, shape (places,)."""
        network = self.network
        held = inside(network.gazetteer, self.place, network.places, network.years)
        return np.array([code in held for code in network.places], dtype=bool)

    @cached_property
    def unsupplied(self) -> Mask:
        """Places that nothing comes into and of which no production is known, shape (places,)."""
        network = self.network
        coming = np.bincount(network.heads, network.flow, len(network.places)) > 0
        made = np.array([network.supply.get(code, 0) > 0 for code in network.places], dtype=bool)
        found: Mask = ~coming & ~made
        return found

    @cached_property
    def turned(self) -> Connections:
        """The connections turned round, and one from each place to the beginning of goods."""
        network = self.network
        count = len(network.places)
        every = np.arange(count)
        return Connections(
            places=(*network.places, ""),
            index={code: at for at, code in enumerate(network.places)},
            tails=np.append(network.heads, every),
            heads=np.append(network.tails, np.full(count, count)),
            flow=self._flow(network.flow, self._made(network.supply)),
            leg=np.append(np.arange(network.tails.size), np.full(count, NO_LEG)),
            stays=np.zeros(count + 1),
            origins=tuple(np.flatnonzero(self.within).tolist()),
            targets=(count,),
        )

    @cached_property
    def whole(self) -> Frame:
        """Where goods are followed to their beginning."""
        return frame_of(self.turned)

    @cached_property
    def step(self) -> Frame:
        """Where they are followed to the first country outside the place, or their beginning.

        Regions hand goods on to what they hold, so they supply nobody.
        """
        outside = [
            at
            for at, code in enumerate(self.network.places)
            if not self.within[at] and not is_region(code)
        ]
        return frame_of(self.turned, targets=(*outside, len(self.network.places)))

    @property
    def supplied(self) -> bool:
        """Whether goods of the place can be followed back at all."""
        return bool(self._followed.arrives)

    def notes(self, query: Query, drawn: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002
        """Return the notes of an answer; ``drawn`` are those about draws."""
        begun = self.unsupplied & (self.traced().begun > 0)
        names = [self.network.gazetteer.name(self.places[at]) for at in np.flatnonzero(begun)]
        return backward_notes(self.network, names, drawn, ends=self._by_demand)

    def traced(self) -> Traced:
        """Return what all reports together say."""
        return self._traced(self._chain(self.step), self._followed)

    def journeys(self) -> Journeys:
        """Return what the goods used and passed."""
        chain, network, evidence = self._followed, self.network, evidence_of(self.network)
        used = []
        for edge, share in zip(chain.edges.tolist(), chain.edge_shares().tolist(), strict=True):
            at = int(self.turned.leg[edge])
            if at != NO_LEG and share > 0:
                ends = network.places[network.tails[at]], network.places[network.heads[at]]
                used.append(UsedLeg(*ends, evidence.ids[at], share, evidence.cited[at]))
        codes = [network.places[at] for at in chain.live.tolist()]
        shares = zip(codes, chain.pass_shares().tolist(), chain.s.tolist(), strict=True)
        found = {code: (passing, ends) for code, passing, ends in shares}
        begun = zip(self.places, self.traced().begun.tolist(), strict=True)
        return Journeys(
            origins={code: share for code, share in begun if share > 0},
            passing={code: passing for code, (passing, _) in found.items()},
            gateways={code: ends for code, (_, ends) in found.items() if ends > 0},
            legs=tuple(sorted(used, key=lambda leg: (by_size(leg.share), leg.origin, leg.to))),
        )

    def draws(self, count: int | None, seed: int) -> TracedDraws:
        """Return what some draws say: those in which goods can be followed back."""
        if count == 0:
            return TracedDraws(None, None, ())
        asked = count or default_draws(self.whole.live.size)
        drawn = draw_network(self.network, asked, seed=seed)
        if drawn is None:
            return TracedDraws(None, None, (BY_HAND,))
        flow = self._flow(drawn.flow, self._made(drawn.supply, len(drawn.flow)))
        s = self._ends(drawn.flow, drawn.stays)
        chain = chain_of(self.whole, flow, np.zeros(s.shape), s)
        some = chain.arrives
        drawing = Drawing(asked, seed, int(some.sum()), int((~some).sum()), drawn.unbalanced)
        told = counted_apart(drawing, "intervals", f"nothing comes to {self._name}")
        notes = tuple(filter(None, (how_drawn(self.network, drawing), told)))
        if not some.any():
            return TracedDraws(drawing, None, notes)
        if not some.all():
            flow, s = flow[some], s[some]
            chain = chain_of(self.whole, flow, np.zeros(s.shape), s)
        step = chain_of(self.step, flow, np.zeros(s.shape), s)
        return TracedDraws(drawing, self._traced(step, chain), notes)

    @property
    def _name(self) -> str:
        return self.network.gazetteer.name(self.place)

    @property
    def _by_demand(self) -> bool:
        return bool(self.network.stays[self.within].sum() > 0)

    def _made(self, supply: Mapping[str, float] | Mapping[str, Floats], *worlds: int) -> Floats:
        """Return what begins in each place in tonnes a year; without a known supply, anything."""
        made = np.zeros((*worlds, len(self.network.places)))
        made[..., self.unsupplied] = 1.0
        for at, code in enumerate(self.network.places):
            if code in supply:
                made[..., at] = supply[code]
                made[..., at] /= _TONNE
        return made

    def _flow(self, flow: Floats, made: Floats) -> Floats:
        both: Floats = np.concatenate([flow, made], axis=-1)
        return both

    def _ends(self, flow: Floats, stays: Floats) -> Floats:
        """Return where goods of the place end, shares over all places of ``turned``."""
        network, within = self.network, self.within
        ends = np.zeros((*stays.shape[:-1], len(network.places) + 1))
        if self._by_demand:
            ends[..., :-1] = np.where(within, stays, 0.0)
        else:
            into = np.flatnonzero(within[network.heads] & ~within[network.tails])
            for edge in into.tolist():
                ends[..., network.heads[edge]] += flow[..., edge]
        whole = ends.sum(axis=-1, keepdims=True)
        shares: Floats = np.divide(ends, whole, out=np.zeros_like(ends), where=whole > 0)
        return shares

    @cached_property
    def _followed(self) -> Chain:
        return self._chain(self.whole)

    def _chain(self, frame: Frame) -> Chain:
        network, turned = self.network, self.turned
        return chain_of(frame, turned.flow, turned.stays, self._ends(network.flow, network.stays))

    def _traced(self, step: Chain, whole: Chain) -> Traced:
        came, begun = self._absorbed(step), self._absorbed(whole)
        within = np.append(self.within, False)
        return Traced(
            last=np.where(within, 0.0, came)[..., :-1],
            own=came[..., within].sum(axis=-1),
            begun=begun[..., :-1],
        )

    def _absorbed(self, chain: Chain) -> Floats:
        """Return where goods followed back are absorbed; what begins, by where it does."""
        into: Ints = chain.frame.arriving
        beginning = len(self.network.places)
        ends = chain.frame.enters[into]
        at = np.where(ends == beginning, chain.live[chain.tails[into]], ends)
        which = np.zeros((into.size, beginning + 1))
        which[np.arange(into.size), at] = 1.0
        found: Floats = chain.edge_shares()[..., into] @ which
        return found
