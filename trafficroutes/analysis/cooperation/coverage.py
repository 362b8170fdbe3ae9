"""How much of what moves a set of countries covers.

Between an origin and a destination the whole is the journeys that arrive; along a
corridor it is the flow on the corridor's legs. Both kinds of share grow with the
set, and no goods are counted twice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from trafficroutes.analysis.chokepoints.answer import hub_shares
from trafficroutes.analysis.chokepoints.budget import intercepted_share
from trafficroutes.analysis.chokepoints.cuts import country_cuts, transit, unavoidable
from trafficroutes.graph.network import Network
from trafficroutes.markov import removal
from trafficroutes.model.digits import by_size
from trafficroutes.model.refs import is_region
from trafficroutes.question.evidence import evidence_of
from trafficroutes.question.legs import Journeys, UsedLeg, journeys_of
from trafficroutes.question.solving import Solved


class Whole(Protocol):
    """What coverage is a share of."""

    @property
    def places(self) -> dict[str, float]:
        """The countries with the share that passes (or touches) each, the largest first."""

    @property
    def chokepoints(self) -> frozenset[str]:
        """The countries on every route or in a smallest cut."""

    @property
    def legs(self) -> tuple[UsedLeg, ...]:
        """The legs with their shares, the largest first."""

    @property
    def journeys(self) -> Journeys:
        """What goods use and pass, as maps draw it."""

    def passing(self, members: Collection[str]) -> float:
        """Return the share that passes (or touches) at least one of some countries."""

    def added(self, members: Collection[str]) -> dict[str, float]:
        """Return what each country would add to that, where it adds something."""

    def arriving(self, members: Collection[str]) -> float | None:
        """Return the share that arrives first in one of some countries; None on corridors."""


def joint(whole: Whole, groups: Collection[Collection[str]]) -> float:
    """Return the share of the leg crossings of which one group holds both ends."""
    total = sum(leg.share for leg in whole.legs)
    held = sum(
        leg.share
        for leg in whole.legs
        if any(leg.origin in group and leg.to in group for group in groups)
    )
    return held / total if total else 0.0


@dataclass(frozen=True)
class Arrivals:
    """The journeys from an origin that arrive in a destination.

    ``cited`` is the same question over all cited legs, which chokepoints are of.
    """

    solved: Solved
    cited: Solved
    places: dict[str, float] = field(init=False)
    legs: tuple[UsedLeg, ...] = field(init=False)
    chokepoints: frozenset[str] = field(init=False)
    journeys: Journeys = field(init=False)

    def __post_init__(self) -> None:
        chain = self.solved.chain
        shares = hub_shares(chain)
        own = {code: shares[code] for code in transit(chain)}
        on_all, cut = unavoidable(self.cited.chain), country_cuts(self.cited.chain)
        object.__setattr__(self, "places", _ordered(own, self.solved.network))
        journeys = journeys_of(self.solved)
        object.__setattr__(self, "journeys", journeys)
        object.__setattr__(self, "legs", tuple(leg for leg in journeys.legs if leg.ids))
        object.__setattr__(self, "chokepoints", frozenset({*on_all, *cut.membership()}))

    def passing(self, members: Collection[str]) -> float:
        """Return the share of the arrivals that pass one of some transit countries."""
        return intercepted_share(self.solved.chain, _among(self.places, members))

    def added(self, members: Collection[str]) -> dict[str, float]:
        """Return the share of the arrivals that pass each country and none of the members."""
        chain = self.solved.chain
        codes = sorted(self.places)
        inside = [at for at, code in enumerate(codes) if code in members]
        outside = [at for at, code in enumerate(codes) if code not in members]
        left = removal.past(removal.journeys(chain, codes), inside, outside)
        gains = removal.singles(left) / chain.arrival
        return _above_noise({codes[at]: g for at, g in zip(outside, gains.tolist(), strict=True)})

    def arriving(self, members: Collection[str]) -> float:
        """Return the share of the arrivals that come first to one of some countries."""
        gateways = self.solved.chain.gateways()
        return sum(share for code, share in gateways.items() if code in members)


@dataclass(frozen=True)
class OnCorridor:
    """The flow on the legs of a corridor, whichever journeys it is part of."""

    network: Network
    legs: tuple[UsedLeg, ...]
    chokepoints: frozenset[str] = frozenset()

    @classmethod
    def of(cls, network: Network, corridor: str) -> OnCorridor | None:
        """Return the corridor's part of a network; None where no leg of it is there."""
        evidence = evidence_of(network)
        chosen = [
            at
            for at, legs in enumerate(network.legs)
            if any(corridor in item.leg.corridors for item in legs)
        ]
        total = float(network.flow[chosen].sum())
        if not total:
            return None
        found = [
            UsedLeg(
                origin=network.places[network.tails[at]],
                to=network.places[network.heads[at]],
                ids=evidence.ids[at],
                share=float(network.flow[at]) / total,
                citations=evidence.cited[at],
            )
            for at in chosen
        ]
        return cls(
            network,
            tuple(sorted(found, key=lambda leg: (by_size(leg.share), leg.origin, leg.to))),
        )

    @property
    def places(self) -> dict[str, float]:
        """The countries with the share of the flow on legs from or to each."""
        codes = {code for leg in self.legs for code in (leg.origin, leg.to)}
        shares = {code: self.passing({code}) for code in codes if not is_region(code)}
        return _ordered(shares, self.network)

    @property
    def journeys(self) -> Journeys:
        """The legs of the corridor; it has no ends, so nothing begins or arrives here."""
        return Journeys({}, self.places, {}, self.legs)

    def passing(self, members: Collection[str]) -> float:
        """Return the share of the flow on legs from or to one of some countries."""
        return sum(leg.share for leg in self.legs if leg.origin in members or leg.to in members)

    def added(self, members: Collection[str]) -> dict[str, float]:
        """Return the share of the flow on legs that touch each country and no member."""
        before = self.passing(members)
        return _above_noise(
            {
                code: self.passing({*members, code}) - before
                for code in self.places
                if code not in members
            }
        )

    def arriving(self, members: Collection[str]) -> None:  # noqa: ARG002 - corridors have no end
        """Return None: where goods arrive is no part of a corridor."""
        return


def _ordered(shares: dict[str, float], network: Network) -> dict[str, float]:
    """Return places by share, then name."""
    name = network.gazetteer.name
    return dict(sorted(shares.items(), key=lambda entry: (by_size(entry[1]), name(entry[0]))))


def _among(places: dict[str, float], members: Collection[str]) -> Sequence[str]:
    return [code for code in places if code in members]


def _above_noise(gains: dict[str, float]) -> dict[str, float]:
    return {code: gain for code, gain in gains.items() if by_size(gain) < 0}
