"""The answer about cooperation of one family: places, legs, bodies and what more would add."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from trafficroutes.analysis.cooperation.coverage import Whole, joint
from trafficroutes.analysis.cooperation.draws import CoverDraws
from trafficroutes.analysis.cooperation.membership import Active, active_bodies, having
from trafficroutes.analysis.cooperation.results import CooperationAnswer
from trafficroutes.analysis.cooperation.rows import (
    BodyCover,
    CoveredLeg,
    CoveredPlace,
    Joining,
    Proposal,
)
from trafficroutes.graph.arrays import Floats
from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import cited
from trafficroutes.question.intervals import NO_SPREAD, Interval, interval_of, outside
from trafficroutes.question.ranges import ranged, with_ranges
from trafficroutes.question.tested import standing_of

_WHAT_COUNTS = (
    "A body covers a country that is its member{period} and works on the family; "
    "observers do not count, nor do regions"
)
#: Differences of shares below it are noise.
_NOISE = 1e-12

#: Makes the notes of an answer from those about its draws.
Notes = Callable[[tuple[str, ...]], tuple[str, ...]]
_Shown = tuple[str, float, Interval | None]


@dataclass(frozen=True)
class AskedOfBodies:
    """A question about coverage, for any whole.

    Attributes
    ----------
    data : Dataset
        With the bodies.
    years : Years or None
        The period.
    proposed : tuple of str
        Codes of the members of a proposed body.
    forums : bool
        Whether policy forums are shown too.
    """

    data: Dataset
    years: Years | None
    proposed: tuple[str, ...]
    forums: bool

    def answer(
        self, network: Network, whole: Whole, drawn: CoverDraws, notes: Notes
    ) -> CooperationAnswer:
        """Return who covers what of a whole, by itself and in its draws."""
        name = self.data.places.name
        operational = active_bodies(self.data, network, "operational")
        forums = active_bodies(self.data, network, "forum") if self.forums else ()
        groups = [one.members for one in operational]
        anyone = frozenset[str]().union(*groups)
        covers = _Covers(self.data, whole, drawn, anyone)
        covered = whole.passing(anyone)
        in_draws = drawn.shares(anyone)
        by = network.weighting
        places = with_ranges(self._places(whole, drawn, operational, forums), by)
        legs = with_ranges(_legs(whole, drawn, operational, forums), by)
        bodies, others = (with_ranges(covers.of(some), by) for some in (operational, forums))
        proposal = ranged(covers.proposal(groups, self.proposed), by) if self.proposed else None
        about_draws = (
            *drawn.notes,
            beyond(covered, interval_of(in_draws), places, legs, (*bodies, *others), name),
        )
        period = f" in {self.years}" if self.years is not None else " in any year"
        answer = CooperationAnswer(
            commodity=network.label,
            weighting=by,
            covered_share=covered,
            covered_interval=interval_of(in_draws),
            uncovered_share=max(1.0 - covered, 0.0),
            uncovered_interval=interval_of(_above_noise(1.0 - in_draws)),
            leg_share=joint(whole, groups),
            leg_interval=interval_of(drawn.joint(groups)),
            uncovered=tuple(sorted((c for c in whole.places if c not in anyone), key=name)),
            places=places,
            legs=legs,
            bodies=bodies,
            forums=others,
            newcomer=covers.joining(anyone),
            proposal=proposal,
            draws=drawn.drawing,
            **standing_of(network)._asdict(),
            journeys=replace(whole.journeys, intervals=drawn.of_places()),
            notes=(
                _WHAT_COUNTS.format(period=period),
                *notes(tuple(note for note in about_draws if note)),
            ),
        )
        return ranged(answer, by)

    def _places(
        self,
        whole: Whole,
        drawn: CoverDraws,
        operational: Iterable[Active],
        forums: Iterable[Active],
    ) -> Iterator[CoveredPlace]:
        spreads = drawn.places()
        for code, share in whole.places.items():
            spread = spreads.get(code, NO_SPREAD)
            yield CoveredPlace(
                place=code,
                name=self.data.places.name(code),
                share=share,
                interval=spread.interval,
                rank_interval=spread.rank_interval,
                chokepoint=code in whole.chokepoints,
                bodies=having(operational, code),
                forums=having(forums, code),
            )


def _legs(
    whole: Whole, drawn: CoverDraws, operational: Iterable[Active], forums: Iterable[Active]
) -> Iterator[CoveredLeg]:
    spreads = drawn.legs()
    for leg in whole.legs:
        spread = spreads.get((leg.origin, leg.to), NO_SPREAD)
        yield CoveredLeg(
            origin=leg.origin,
            to=leg.to,
            legs=leg.ids,
            share=leg.share,
            interval=spread.interval,
            rank_interval=spread.rank_interval,
            bodies=having(operational, leg.origin, leg.to),
            forums=having(forums, leg.origin, leg.to),
            citations=leg.citations,
        )


class _Covers:
    """What sets of countries cover of one whole.

    Parameters
    ----------
    anyone : frozenset of str
        The members of all operational bodies.
    """

    def __init__(
        self, data: Dataset, whole: Whole, drawn: CoverDraws, anyone: frozenset[str]
    ) -> None:
        self.data = data
        self.whole = whole
        self.drawn = drawn
        self.anyone = anyone
        self.fresh = whole.added(anyone)
        ends = {code for leg in whole.legs for code in (leg.origin, leg.to)}
        self.here = ends.union(whole.places)

    def of(self, bodies: Iterable[Active]) -> Iterator[BodyCover]:
        """Yield what each body covers, if it has a member here at all."""
        whole, drawn = self.whole, self.drawn
        for one in bodies:
            if not one.members & self.here:
                continue
            arriving = whole.arriving(one.members)
            yield BodyCover(
                id=one.id,
                name=one.body.name,
                kind=one.body.kind,
                members=tuple(sorted(one.members & self.here)),
                missing=tuple(sorted(set(whole.places) - one.members)),
                share=whole.passing(one.members),
                interval=interval_of(drawn.shares(one.members)),
                arrival_share=arriving,
                arrival_interval=interval_of(drawn.arriving(one.members)),
                leg_share=joint(whole, [one.members]),
                leg_interval=interval_of(drawn.joint([one.members])),
                joining=self.joining(one.members),
                citations=cited(self.data, one.body.citations),
            )

    def joining(self, members: frozenset[str]) -> Joining | None:
        """Return who would add most to the share of some members."""
        name, gains = self.data.places.name, self.whole.added(members)
        if not gains:
            return None
        code = min(gains, key=lambda place: (by_size(gains[place]), name(place)))
        return Joining(
            place=code,
            name=name(code),
            gain=gains[code],
            gain_interval=interval_of(_above_noise(self.drawn.gains(members, code))),
            covered_gain=self.fresh.get(code, 0.0),
            covered_gain_interval=interval_of(
                _above_noise(self.drawn.gains(self.anyone, code)),
            ),
        )

    def proposal(self, groups: Collection[frozenset[str]], proposed: tuple[str, ...]) -> Proposal:
        """Return what a body of some countries covers, and what it adds to all groups."""
        whole, drawn = self.whole, self.drawn
        members, with_it = frozenset(proposed), self.anyone.union(proposed)
        return Proposal(
            members=proposed,
            idle=tuple(code for code in proposed if code not in self.here),
            share=whole.passing(members),
            interval=interval_of(drawn.shares(members)),
            leg_share=joint(whole, [members]),
            leg_interval=interval_of(drawn.joint([members])),
            gain=max(whole.passing(with_it) - whole.passing(self.anyone), 0.0),
            gain_interval=_more(drawn.shares(with_it), drawn.shares(self.anyone)),
            leg_gain=joint(whole, [*groups, members]) - joint(whole, groups),
            leg_gain_interval=_more(drawn.joint([*groups, members]), drawn.joint(groups)),
        )


def _more(with_it: Floats, before: Floats) -> Interval | None:
    """Return where a gain lies: the difference within each draw."""
    return interval_of(_above_noise(with_it - before))


def _above_noise(shares: Floats) -> Floats:
    """Return shares in draws, 0 where they are no larger than what rounding makes."""
    some: Floats = np.where(shares > _NOISE, shares, 0.0)
    return some


def beyond(
    covered: float,
    interval: Interval | None,
    places: Iterable[CoveredPlace],
    legs: Iterable[CoveredLeg],
    bodies: Iterable[BodyCover],
    name: Callable[[str], str],
) -> str:
    """Return which shares lie outside their own interval, as a note; empty if none.

    Parameters
    ----------
    covered, interval : float, and pair of float or None
        The share of all operational bodies.
    places, legs, bodies : iterables
        As in the answer.
    name : function
        Makes names of codes.
    """
    return outside(
        [
            ("all operational bodies", covered, interval),
            *((place.name, place.share, place.interval) for place in places),
            *(told for body in bodies for told in _of_body(body)),
            *((f"{name(leg.origin)} > {name(leg.to)}", leg.share, leg.interval) for leg in legs),
        ]
    )


def _of_body(body: BodyCover) -> Iterator[_Shown]:
    yield body.id, body.share, body.interval
    yield f"{body.id} at both ends", body.leg_share, body.leg_interval
    if body.arrival_share is not None:
        yield f"{body.id} on arrival", body.arrival_share, body.arrival_interval
    if body.joining is not None:
        gain = body.joining.gain
        yield f"{body.joining.name} in {body.id}", gain, body.joining.gain_interval
