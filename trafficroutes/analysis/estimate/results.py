"""What a flow estimate answers: legs, places, and what contradicts them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.model.digits import settled
from trafficroutes.question.evidence import Cited
from trafficroutes.question.plain import FROM, Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import NAMED, listed
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord


@dataclass(frozen=True)
class EstimatedLeg(Plain):
    """What moves over one connection.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        The legs behind it; empty for a region's way on to a member.
    flow, low, high : float
        A year, in the unit of the answer; low and high, the evidence range (5 and 95
        percent of the draws), are None without draws.
    citations : tuple of Cited
        Those of its legs.
    """

    renamed = FROM

    origin: str
    to: str
    ids: tuple[str, ...]
    flow: float
    low: float | None
    high: float | None
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class EstimatedPlace(Plain):
    """What ends in a place, passes it and begins there, a year.

    Attributes
    ----------
    place, name : str
        Code and name.
    demand : float
        What ends there: consumption and seizures.
    throughput : float
        What comes in or begins there, which is what goes out and ends there.
    supply : float
        What begins there: production, or goods of unknown origin.
    seizures : float
        The part of demand that is seized, as cited.
    derived : bool
        Whether consumption follows from users and an amount per user or from a
        regional figure, and is not itself cited.
    near : bool
        Whether a figure of demand is from outside the period, within five years.
    citations : tuple of Cited
        Those of consumption and seizures.
    """

    place: str
    name: str
    demand: float
    throughput: float
    supply: float
    seizures: float
    derived: bool
    near: bool
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class CitedBeside(Plain):
    """A cited amount beside the estimate's.

    Attributes
    ----------
    what : {"flow", "production"}
        What is cited.
    origin, to : str
        Ends of the way; of production, the place twice.
    citation : tuple of Cited
        Who says so.
    cited : tuple of float
        Low, best, high.
    model : float
        The estimate's amount.
    z : float
        (best - model) in standard deviations of the figure.
    """

    renamed = FROM

    what: str
    origin: str
    to: str
    citation: tuple[Cited, ...] = field(repr=False)
    cited: tuple[float, float, float]
    model: float
    z: float


@dataclass(frozen=True)
class Overdrawn(Plain):
    """A producer of which demand asks more than is cited: amounts a year."""

    place: str
    name: str
    asked: float
    cited: tuple[float, float, float]


@dataclass(frozen=True, repr=False)
class EstimateAnswer(Result):
    """The flow estimate of one commodity or family.

    Attributes
    ----------
    commodity, period, unit : str
        What moves, the years, and the unit of every amount a year.
    legs : tuple of EstimatedLeg
        By flow, the largest first.
    places : tuple of EstimatedPlace
        By throughput.
    unsupplied : tuple of str
        Places that goods pass or end in without a known supplier or production.
    unfed : tuple of tuples of str
        Loops of suppliers that nothing feeds.
    overdrawn : tuple of Overdrawn
        Producers of which demand asks more than their cited production.
    residuals : tuple of CitedBeside
        Cited amounts by how far the estimate is from them.
    draws : int
        How many draws stand behind low and high.
    tested : TrackRecord or None
        How often shares of such estimates were right.
    not_tested : str or None
        Why that is not known, where it is not.
    notes : tuple of str
        What was assumed, derived, and left out.
    """

    tables: ClassVar[Tables] = {
        "legs": EstimatedLeg,
        "places": EstimatedPlace,
        "unsupplied": None,
        "unfed": None,
        "overdrawn": Overdrawn,
        "residuals": CitedBeside,
    }

    commodity: str
    period: str
    unit: str
    legs: tuple[EstimatedLeg, ...]
    places: tuple[EstimatedPlace, ...]
    unsupplied: tuple[str, ...]
    unfed: tuple[tuple[str, ...], ...]
    overdrawn: tuple[Overdrawn, ...]
    residuals: tuple[CitedBeside, ...]
    draws: int
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class EstimateResult(Answered[EstimateAnswer]):
    """The answer of :func:`estimate`: the data, and one answer."""

    dataset: DatasetInfo | None
    answers: tuple[EstimateAnswer, ...]

    def sentences(self, answer: EstimateAnswer) -> tuple[str, ...]:
        """Return how much sets out, and the largest flows, in words."""
        names = {place.place: place.name for place in answer.places}
        begins = math.fsum(place.supply for place in answer.places)
        amount = f"{_about(begins)} {answer.unit}"
        told = [f"About {amount} a year set out, by the estimate for {answer.period}."]
        largest = [leg for leg in answer.legs if leg.ids][:NAMED]
        if largest:
            flows = listed(
                f"{names.get(leg.origin, leg.origin)} > {names.get(leg.to, leg.to)} "
                f"({_amount(leg, answer.unit)})"
                for leg in largest
            )
            told.append(f"The largest flows are {flows}.")
        return tuple(told)


def _about(amount: float) -> str:
    """Return an amount with two digits that count.

    >>> _about(1234.0), _about(0.0456), _about(0.0)
    ('1,200', '0.046', '0')
    """
    near = float(f"{settled(amount):.2g}")
    return f"{near:,.0f}" if near >= 10 or not near else f"{near:g}"  # noqa: PLR2004 - digits


def _amount(leg: EstimatedLeg, unit: str) -> str:
    if leg.low is None or leg.high is None:
        return f"{_about(leg.flow)} {unit}"
    return f"{_about(leg.flow)} {unit}; by the evidence {_about(leg.low)} to {_about(leg.high)}"
