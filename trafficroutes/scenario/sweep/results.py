"""What a sweep gives back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from trafficroutes.analysis.chokepoints.cuts import Pair
from trafficroutes.question.intervals import Interval, lost_draws
from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.plain import Plain
from trafficroutes.question.ranges import Ranged, told_range
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import (
    Measured,
    listed,
    order_unknown,
    percent,
    share_and_range,
)
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord

#: What sets are made of, one and several.
THINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "countries": ("country", "countries"),
        "legs": ("leg", "legs"),
        "both": ("country or leg", "countries or legs"),
    }
)


@dataclass(frozen=True)
class SweptSet(Ranged):
    """A set that a sweep found among the best.

    Attributes
    ----------
    places : tuple of str
        Its countries, sorted.
    legs : tuple of pairs of str
        Its legs, sorted, each by its ends.
    intercepted : float
        Share of the arriving goods that pass one of them, as goods move now (no
        adaptation); solved anew.
    cut_off : bool
        Whether nothing arrives without them. Under full adaptation a set stops all if
        it does, and nothing if it does not: goods follow the routes that are left.
    rank : int
        1 the largest share; equals alike.
    range_50, range_90 : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the weighting is not tested.
    interval : pair of float or None
        The evidence range: where the share lies in the middle 90 percent of the draws;
        None without draws.
    """

    ranged = MappingProxyType({"intercepted": "{}"})

    places: tuple[str, ...]
    legs: tuple[Pair, ...]
    intercepted: float
    cut_off: bool
    rank: int
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None


@dataclass(frozen=True)
class PairEffect(Plain):
    """How two countries or legs go together.

    Attributes
    ----------
    places, legs : tuples
        The two, as in :class:`SweptSet`.
    apart : pair of float
        Share that each intercepts alone, countries before legs.
    together : float
        Share that both intercept.
    expected : float
        What both would intercept if passing the one said nothing of passing the
        other: 1 - (1 - first) (1 - second).
    both : float
        Share of the arriving goods that pass both.
    turned : pair of float or None
        Share of the goods that each intercepts once the other is closed and all goods
        have turned to the routes that are left; None where none is left.
    cut_off : bool
        Whether nothing arrives without the two, though something does without either.
    """

    places: tuple[str, ...]
    legs: tuple[Pair, ...]
    apart: tuple[float, float]
    together: float
    expected: float
    both: float
    turned: tuple[float | None, float | None]
    cut_off: bool


@dataclass(frozen=True, repr=False)
class SweepAnswer(Result):
    """The best sets of one commodity or family between two ends.

    Attributes
    ----------
    commodity, weighting : str
        The commodity or family, and how flow is measured.
    origin, destination : str
        Codes of the ends.
    countries, legs : int
        How many of each the sets are taken from.
    scenarios : int
        How many sets were looked at: all of the size.
    results : tuple of SweptSet
        The best of them.
    draws : int
        How many draws stand behind their evidence ranges; 0 where they have none.
    worlds_without_route : int
        Those in which nothing arrives, left out of them.
    tested : TrackRecord or None
        How often such shares were right.
    not_tested : str or None
        Why that is not known, where it is not.
    more_together : tuple of PairEffect or None
        Of all pairs, those that do more together than apart; None unless pairs were asked for.
    redundant : tuple of PairEffect or None
        Of all pairs, those of which one adds nearly nothing to the other.
    warnings : tuple of str
        What heads an answer that the data can hardly carry.
    names : mapping of code to str
        What the places in the sets are called; not among the plain values.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {
        "results": SweptSet,
        "more_together": PairEffect,
        "redundant": PairEffect,
    }

    for_maps: ClassVar[tuple[str, ...]] = ("names",)

    commodity: str
    weighting: str
    origin: str
    destination: str
    countries: int
    legs: int
    scenarios: int
    results: tuple[SweptSet, ...]
    draws: int
    worlds_without_route: int
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    names: Mapping[str, str] = field(default_factory=dict, kw_only=True, repr=False)
    more_together: tuple[PairEffect, ...] | None
    redundant: tuple[PairEffect, ...] | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class NoRoute(Plain):
    """Two ends of several between which nothing moves.

    Attributes
    ----------
    origin, destination : str
        Codes.
    commodity : str or None
        As asked.
    """

    origin: str
    destination: str
    commodity: str | None


@dataclass(frozen=True, repr=False)
class SweepResult(Answered[SweepAnswer]):
    """The answer to "which sets of this size intercept most".

    Attributes
    ----------
    query : NetworkQuery
        The question; its ends are None where several were asked for.
    dataset : DatasetInfo or None
        The data; None for a graph made by hand.
    size : int
        Members of a set.
    over : {"countries", "legs", "both"}
        What sets are made of.
    within : str or None
        The region in which they lie.
    protected : tuple of str
        Countries left alone, sorted.
    scenarios : int
        All sets looked at, of all answers.
    answers : tuple of SweepAnswer
        One for each family with a route, and each two ends.
    no_route : tuple of NoRoute
        Ends without one; only where several were asked for.
    """

    query: NetworkQuery
    dataset: DatasetInfo | None
    size: int
    over: str
    within: str | None
    protected: tuple[str, ...]
    scenarios: int
    answers: tuple[SweepAnswer, ...]
    no_route: tuple[NoRoute, ...]

    def sentences(self, answer: SweepAnswer) -> tuple[str, ...]:
        """Return the best set, and how sure what it intercepts is, in words."""
        lost = lost_draws(answer.worlds_without_route, answer.draws)
        return (*lost, *answer.warnings, *self._best(answer))

    def _best(self, answer: SweepAnswer) -> Iterator[str]:
        one, several = THINGS[self.over]
        if not answer.results:
            found = answer.countries + answer.legs
            yield (
                f"There is no set of {self.size}: only {found} {one if found == 1 else several} "
                "can be taken out."
            )
            return
        first, *others = answer.results
        shown = self.query.range_shown
        best, *next_best = (
            Measured(told_set(found, answer.names), found.intercepted, *told_range(found, shown))
            for found in (first, *others[:1])
        )
        what = f"{answer.scenarios:,} {several if answer.scenarios > 1 else one}"
        if self.size > 1:
            sets = "sets" if answer.scenarios > 1 else "set"
            what = f"{answer.scenarios:,} {sets} of {self.size} {several}"
        them = "it" if self.size == 1 else "one of them"
        yield (
            f"The best of {what} is {best.name}: {share_and_range(best, named=True)} of what "
            f"arrives passes {them}."
        )
        if order_unknown([best, *next_best]):
            yield (
                f"The evidence cannot tell it from the next, {next_best[0].name} "
                f"({percent(next_best[0].share)}): their ranges overlap."
            )
        if first.cut_off:
            them = "it" if self.size == 1 else "them"
            yield f"Without {them} nothing arrives by any cited route."
        else:
            yield "Other cited routes are left for all of it, so goods could go round."


def told_set(found: SweptSet | PairEffect, names: Mapping[str, str]) -> str:
    """Return the members of a set in words.

    >>> found = SweptSet(("GHA",), (("COL", "ESP"),), 0.3, False, 1, interval=None)
    >>> told_set(found, {"GHA": "Ghana", "COL": "Colombia", "ESP": "Spain"})
    'Ghana and Colombia > Spain'
    """
    legs = (f"{names[i]} > {names[j]}" for i, j in found.legs)
    return listed((*(names[code] for code in found.places), *legs))
