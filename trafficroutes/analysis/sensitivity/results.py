"""What :func:`trafficroutes.sensitivity` answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trafficroutes.question.intervals import Drawing, Interval, RankInterval
from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import number_of
from trafficroutes.question.solving import DatasetInfo

#: The head of the ranking, of which it is counted how much stays there.
HEAD = 10


@dataclass(frozen=True)
class Case(Plain):
    """What is left, and how it ranks, when a leg has to stand on some evidence.

    Attributes
    ----------
    min_citations : int
        Independent citations that a leg has to have.
    without_press : bool
        Whether legs that only press reports tell of are left out.
    outcome : {"ranked", "no_route", "no_estimate", "no_leg"}
        Whether there is a ranking. If not: no route is left; or one is, but the flow
        estimate made of these legs moves nothing there; or no leg is left.
    legs : int
        Legs left in the network.
    connections : int
        Those in use: with an origin and a destination, by journeys that arrive.
    places : int
        Countries ranked.
    spearman, kendall : float or None
        Rank correlation with the ranking by all legs, over the countries of either; one
        that drops out counts as 0.
    head_kept : int or None
        How many of the first ten by all legs are still among the first ten.
    draws : Drawing or None
        The draws that its intervals are of; None where there are none.
    """

    min_citations: int
    without_press: bool
    outcome: str
    legs: int
    connections: int
    places: int
    spearman: float | None
    kendall: float | None
    head_kept: int | None
    draws: Drawing | None


@dataclass(frozen=True)
class PlaceSensitivity(Plain):
    """A country in each case.

    Attributes
    ----------
    place, name : str
        Code and name.
    values : tuple of float or None
        Its value; None where it has none.
    ranks : tuple of int or None
        Its rank, 1 being the largest value.
    intervals : tuple of (pair of float or None)
        The evidence ranges of its value: the middle 90 percent of the draws of the case.
    rank_intervals : tuple of (pair of int or None)
        The best and the worst of its ranks in these.
    """

    place: str
    name: str
    values: tuple[float | None, ...]
    ranks: tuple[int | None, ...]
    intervals: tuple[Interval | None, ...]
    rank_intervals: tuple[RankInterval | None, ...]


@dataclass(frozen=True, repr=False)
class SensitivityAnswer(Result):
    """How the ranking of one commodity or family depends on the evidence.

    Attributes
    ----------
    commodity, weighting, by : str
        What moves, how flow is measured, and what countries are ranked by.
    cases : tuple of Case
        The first with all legs; then in the order asked for, without legs of press
        alone last.
    places : tuple of PlaceSensitivity
        By rank in the first case, then by name.
    notes : tuple of str
        What was assumed and left out.
    """

    tables: ClassVar[Tables] = {"places": PlaceSensitivity, "cases": Case}

    commodity: str
    weighting: str
    by: str
    cases: tuple[Case, ...]
    places: tuple[PlaceSensitivity, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class SensitivityResult(Answered[SensitivityAnswer]):
    """The answer of :func:`sensitivity`: the question, the data, an answer a family."""

    query: NetworkQuery
    dataset: DatasetInfo | None
    answers: tuple[SensitivityAnswer, ...]

    def sentences(self, answer: SensitivityAnswer) -> tuple[str, ...]:
        """Return how much of the head of the ranking stays in each case, in words."""
        whole, *others = answer.cases
        head = min(HEAD, whole.places)
        told = []
        for case in others:
            legs = f"{case.legs} of {number_of(whole.legs, 'leg')} {_stand(case)}"
            if case.head_kept is None:
                told.append(f"{legs}; {'it gives' if case.legs == 1 else 'they give'} no ranking.")
            else:
                told.append(f"{legs}; by these {case.head_kept} of the first {head} stay first.")
        return tuple(told)


def _stand(case: Case) -> str:
    """Return what the legs of a case stand on.

    >>> _stand(Case(2, False, "no_leg", 0, 0, 0, None, None, None, None))
    'have 2 or more independent citations'
    """
    one = case.legs == 1
    if case.without_press:
        return f"{'is' if one else 'are'} told of by more than the press"
    return f"{'has' if one else 'have'} {case.min_citations} or more independent citations"
