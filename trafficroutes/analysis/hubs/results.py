"""What :func:`trafficroutes.hubs` answers with."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.model.digits import settled
from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import Drawing, Interval, RankInterval, without_route
from trafficroutes.question.legs import UsedLeg
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import Ranged, ShareRange
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import (
    MOST,
    WORTH_NAMING,
    capital,
    largest_and_less,
    leading,
    measured,
    order_unknown,
    percent,
    share_and_range,
    with_ranges_told,
    with_shares,
)
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord


@dataclass(frozen=True)
class Hub(Ranged):
    """A country that goods pass on their way.

    Attributes
    ----------
    place, name : str
        Code and name.
    share : float
        P(a journey passes it | it arrives), from 0 to 1.
    range_50, range_90 : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the weighting is not tested.
    interval : pair of float or None
        The evidence range: its share in the middle 90 percent of the draws in which
        something arrives; None without draws, as for the next three.
    median : float or None
        Its share in the middle one of them.
    rank_interval : pair of int or None
        Its best and its worst rank in these.
    top_k_chance : float or None
        The part of them in which it is among the first k hubs.
    seized_kg : float or None
        Largest cited seizure of one year there, in kilograms.
    seized_years : str or None
        The years that this figure speaks of.
    citations : tuple of Cited
        Those of the legs into and out of it that journeys use.
    """

    place: str
    name: str
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    median: float | None
    rank_interval: RankInterval | None
    top_k_chance: float | None
    seized_kg: float | None
    seized_years: str | None
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class Gateway(Ranged):
    """A place of the destination where goods arrive first.

    Attributes
    ----------
    place, name : str
        Code and name; a region means "country not stated".
    share : float
        P(first arrival is here | arrives); all of them sum to 1.
    range_50, range_90, interval : pair of float or None
        As of a hub.
    of_named : float or None
        Its share of what arrives first in a country that is named; None of a region.
    by_seizures : float
        Its share with that of regions spread over the countries that they hold and that are
        gateways, by cited seizures; a region keeps what no such country has seizures for.
        All of them sum to 1.
    """

    place: str
    name: str
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    of_named: float | None
    by_seizures: float


@dataclass(frozen=True)
class PlaceShare(Ranged):
    """A place with its share of the goods that arrive.

    Attributes
    ----------
    place, name : str
        Code and name; a region means "country not stated".
    share : float
        From 0 to 1; all of them sum to 1.
    interval : pair of float or None
        The evidence range of the share; None without draws.
    range_50, range_90 : pair of float or None
        Where it lies as likely as not, and in nine cases of ten, by the errors of published
        shares; None where that is not known.
    """

    place: str
    name: str
    share: float
    interval: Interval | None
    range_50: Interval | None = None
    range_90: Interval | None = None


@dataclass(frozen=True, repr=False)
class HubAnswer(Result):
    """The hubs of one commodity or family.

    Attributes
    ----------
    commodity : str
        The commodity or family.
    weighting : str
        How flow is measured.
    origins : dict of code to float
        Share of the goods by origin.
    arrival_probability : float
        Chance that goods which set out arrive at all.
    expected_legs : float
        Mean number of legs of a journey that arrives.
    hubs : tuple of Hub
        By share, then name.
    gateways : tuple of Gateway
        By share, then name.
    departures : tuple of PlaceShare
        P(the last place of the origin that a journey leaves is this | it arrives), by share,
        then name.
    origins_of_arrivals : tuple of PlaceShare
        P(it started here | it arrives), by share, then name.
    direct : ShareRange
        The part that passes no transit country.
    legs : tuple of UsedLeg
        The connections used, by share, then ends.
    draws : Drawing or None
        The draws that evidence ranges are of; None without draws.
    top_k : int
        What ``top_k_chance`` of the hubs is the chance to be among.
    tested : TrackRecord or None
        How often such shares were right.
    not_tested : str or None
        Why that is not known, where it is not.
    warnings : tuple of str
        What heads an answer that the data can hardly carry.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {
        "hubs": Hub,
        "gateways": Gateway,
        "origins": None,
        "departures": PlaceShare,
        "origins_of_arrivals": PlaceShare,
    }

    for_maps: ClassVar[tuple[str, ...]] = ("legs",)

    commodity: str
    weighting: str
    origins: dict[str, float]
    arrival_probability: float
    expected_legs: float
    hubs: tuple[Hub, ...]
    gateways: tuple[Gateway, ...]
    departures: tuple[PlaceShare, ...]
    origins_of_arrivals: tuple[PlaceShare, ...]
    direct: ShareRange
    legs: tuple[UsedLeg, ...]
    draws: Drawing | None
    top_k: int
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class HubsResult(Answered[HubAnswer]):
    """The answer to "which transit hubs connect A to B".

    Attributes
    ----------
    query : Query
        The question.
    dataset : DatasetInfo or None
        The data; None for a graph made by hand.
    answers : tuple of HubAnswer
        One for each family with a route.
    """

    query: Query
    dataset: DatasetInfo | None
    answers: tuple[HubAnswer, ...]

    def sentences(self, answer: HubAnswer) -> tuple[str, ...]:
        """Return the largest hubs, what goes straight, and where it arrives first, in words."""
        return (
            *without_route(answer.draws),
            *answer.warnings,
            *self._hubs(answer),
            *self._ends(answer),
        )

    def _hubs(self, answer: HubAnswer) -> Iterator[str]:
        shown, query = self.query.range_shown, self.query
        every = [measured(hub.name, hub, shown) for hub in answer.hubs if hub.share > 0]
        straight = measured("", answer.direct, shown)
        if not every:
            yield f"No country between {query.origin_name} and {query.destination_name} is told of."
            return
        named = leading(every)
        if named[0].share >= MOST:
            largest, less = largest_and_less(named)
            rest = f"; less of it passes {with_ranges_told(less, named=False)}" if less else ""
            yield f"Most of it passes {with_ranges_told(largest)}{rest}."
        else:
            country = "country is" if len(named) == 1 else "countries are"
            yield f"The main transit {country} {with_ranges_told(named)}."
        if unknown := order_unknown(named):
            yield unknown
        if settled(straight.share) >= WORTH_NAMING:
            yield f"{capital(share_and_range(straight))} goes straight, without a transit country."

    def _ends(self, answer: HubAnswer) -> Iterator[str]:
        """Tell where it last leaves the origin, and where it first arrives."""
        shown, query = self.query.range_shown, self.query
        if len(answer.departures) > 1:
            left = [measured(place.name, place, shown) for place in answer.departures]
            yield f"It leaves {query.origin_name} mainly from {with_shares(leading(left))}."
        if len(answer.gateways) > 1:
            named = [g for g in answer.gateways if g.of_named is not None]
            first = leading([measured(gateway.name, gateway, shown) for gateway in named])
            unnamed = math.fsum(g.share for g in answer.gateways if g.of_named is None)
            rest = ""
            if settled(unnamed) >= WORTH_NAMING:
                rest = f"; for {percent(unnamed)} no country is stated"
            if first:
                yield f"It arrives first mainly in {with_shares(first)}{rest}."
            elif rest:
                yield f"Where it arrives first is not stated for {percent(unnamed)}."
