"""The best few countries to act in, for budgets of 1, 2, ... countries."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from trafficroutes.analysis.chokepoints import interception, interdiction
from trafficroutes.analysis.chokepoints.cuts import transit
from trafficroutes.markov import removal
from trafficroutes.markov.chain import Chain
from trafficroutes.question.intervals import Interval
from trafficroutes.question.ranges import Ranged

#: Difference of shares below which a value counts as proven.
_PROVEN = 1e-9

Objective = Literal["most_intercepted", "least_max_flow"]


@dataclass(frozen=True)
class BudgetLine(Ranged):
    """The best k countries by one objective.

    Attributes
    ----------
    k : int
        How many countries may be taken.
    objective : {"most_intercepted", "least_max_flow"}
        What is wanted of them.
    exact : tuple of str
        The best set found, sorted; fewer than k where more would change nothing.
    value : float
        Share of the arriving goods that pass one of them, or the largest flow
        that can be carried without them (in the unit of the flow).
    bound : float
        No set of k has more (of the flow left: less).
    proven : bool
        Whether the bound is met, so that the set is a best one.
    greedy : tuple of str
        The set that greed takes, in the order of choice.
    greedy_value : float
        Its value.
    range_50, range_90, greedy_range_50, greedy_range_90 : pair of float or None
        Where published shares lie as likely as not, and with 90 percent, of
        ``most_intercepted``; None where the weighting is not tested.
    interval, greedy_interval : pair of float or None
        The evidence ranges: the values of the two sets in the middle 90 percent of the
        draws in which something arrives; None without draws.
    membership : dict of code to float, or None
        Of each country of ``exact``, the part of these draws in which it is in the best set
        of the draw (beyond three countries: in the one that greed takes). None without
        draws, and of the flow left.
    """

    ranged = MappingProxyType({"value": "{}", "greedy_value": "greedy_{}"})

    k: int
    objective: Objective
    exact: tuple[str, ...]
    value: float
    bound: float
    proven: bool
    greedy: tuple[str, ...]
    greedy_value: float
    range_50: Interval | None = None
    range_90: Interval | None = None
    interval: Interval | None = None
    greedy_range_50: Interval | None = None
    greedy_range_90: Interval | None = None
    greedy_interval: Interval | None = None
    membership: dict[str, float] | None = None


def best_countries(
    chain: Chain, most: int, *, protected: Collection[str] = (), flow_left: bool = True
) -> tuple[BudgetLine, ...]:
    """Return the best sets of 1, 2, ... transit countries by both objectives.

    Parameters
    ----------
    chain : Chain
        The solved chain.
    most : int
        The largest number of countries.
    protected : collection of str
        Countries that are not taken.
    flow_left : bool
        Whether by the least flow left too.
    """
    codes = tuple(code for code in transit(chain) if code not in protected)
    by_flow = _least_max_flow(chain, codes, most) if flow_left else ()
    return (*_most_intercepted(chain, codes, most), *by_flow)


def _most_intercepted(chain: Chain, codes: tuple[str, ...], most: int) -> Iterator[BudgetLine]:
    met, arrival = removal.journeys(chain, codes), float(chain.arrival)
    # Values shown are solved anew: the scans subtract.
    ceiling = intercepted_share(chain, codes)
    sets = interception.best_sets(met, most, ceiling * arrival)
    by_greed = interception.greedy(met, most)
    for k, (best, greedy) in enumerate(zip(sets, by_greed, strict=True), start=1):
        exact = tuple(codes[at] for at in best.places)
        chosen = tuple(codes[at] for at in greedy)
        value = intercepted_share(chain, exact)
        bound = min(max(best.bound / arrival, value), max(ceiling, value))
        proven = bound - value <= _PROVEN
        yield BudgetLine(
            k=k,
            objective="most_intercepted",
            exact=exact,
            value=value,
            bound=value if proven else bound,
            proven=proven,
            greedy=chosen,
            greedy_value=intercepted_share(chain, chosen),
        )


def _least_max_flow(chain: Chain, codes: tuple[str, ...], most: int) -> Iterator[BudgetLine]:
    by_greed = interdiction.greedy(chain, codes, most)
    sets = interdiction.least_sets(chain, codes, by_greed)
    for k, (best, (greedy, left)) in enumerate(zip(sets, by_greed, strict=True), start=1):
        yield BudgetLine(
            k=k,
            objective="least_max_flow",
            exact=best.places,
            value=best.value,
            bound=best.bound,
            proven=best.proven,
            greedy=greedy,
            greedy_value=left,
        )


def intercepted_share(chain: Chain, codes: Collection[str], edges: Collection[int] = ()) -> float:
    """Return P(passes one of some places, or uses one of some connections | arrives).

    Solved anew: 1 - P(arrives, enters and uses none) / P(arrives).

    Parameters
    ----------
    chain : Chain
        The solved chain.
    codes : collection of str
        Places.
    edges : collection of int
        Connections, by positions in ``chain.edges``.
    """
    if not codes and not edges:
        return 0.0
    return float(removal.passed(removal.avoiding(chain, codes, edges), chain))
