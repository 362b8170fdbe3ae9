"""What :func:`trafficroutes.chokepoints` answers with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from trafficroutes.analysis.chokepoints.budget import BudgetLine
from trafficroutes.analysis.chokepoints.cuts import CapacityCut, Pair
from trafficroutes.analysis.chokepoints.draws import InDraws
from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import Drawing, without_route
from trafficroutes.question.legs import Journeys
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import ShareRange
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import listed
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord

#: Countries that a sentence names before it counts them.
_NAMED = 4


@dataclass(frozen=True, repr=False)
class ChokepointsAnswer(Result):
    """The chokepoints of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        The commodity or family, and how flow is measured.
    cuts_of : {"cited", "carrying"}
        What cuts, unavoidable countries and weak spots are of: all cited routes, or
        the connections over which the flow estimate has something move.
    direct : bool
        Whether goods arrive without passing a transit country.
    direct_legs : tuple of pairs of str
        The last connections of those routes; cuts are of what arrives otherwise.
    unavoidable : tuple of str
        Countries on every route, in the order in which goods pass them.
    cut_size : int or None
        Countries in a smallest cut; None where none exists (``protected``), 0
        where nothing arrives otherwise than over ``direct_legs``.
    cuts : tuple of tuples of str
        The smallest cuts, each sorted.
    cuts_complete : bool
        Whether these are all.
    membership : dict of code to int
        In how many of the cuts listed each country stands, the most first.
    hub_shares : dict of code to float
        P(passes it | arrives) of these countries; 0 where nothing moves by them.
    hub_ranges : dict of code to ShareRange
        The same with its ranges; without the evidence range.
    leg_cut_size : int or None
        Legs in a smallest cut; None where only ways of regions to members arrive.
    leg_cuts : tuple of tuples of pairs of str
        The smallest leg cuts (direct legs among them).
    leg_cuts_complete : bool
        Whether these are all.
    capacity_cut : CapacityCut or None
        The largest amount that can pass, as far as capacities are cited; None
        where no leg on a route has one.
    articulation : tuple of str
        Countries without which the network of routes, directions forgotten, falls
        apart.
    bridges : tuple of pairs of str
        Legs likewise.
    protected : tuple of str
        Countries kept out of cuts and budgets.
    max_flow : float
        The largest flow with nothing taken out, in ``flow_unit``.
    flow_unit : str
        Unit of the flow, by the weighting.
    budget : tuple of BudgetLine
        The best k countries, by both objectives.
    draws : Drawing or None
        The draws that ``in_draws`` and the evidence ranges of the budget are of.
    tested : TrackRecord or None
        How often such shares were right.
    not_tested : str or None
        Why that is not known, where it is not.
    in_draws : InDraws or None
        How often each country is unavoidable, and stands in a smallest cut.
    citations : dict of code to tuple of Cited
        Of the legs into and out of each country that stands in an answer above.
    journeys : Journeys
        The connections that goods use, for maps; not among the plain values.
    names : mapping of code to str
        What the countries named above are called; not among the plain values.
    warnings : tuple of str
        What heads an answer that the data can hardly carry.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {
        "membership": None,
        "unavoidable": None,
        "cuts": None,
        "leg_cuts": None,
        "budget": BudgetLine,
        "hub_shares": None,
        "hub_ranges": None,
        "articulation": None,
        "bridges": None,
        "direct_legs": None,
    }

    for_maps: ClassVar[tuple[str, ...]] = ("journeys", "names")

    commodity: str
    weighting: str
    cuts_of: Literal["cited", "carrying"]
    direct: bool
    direct_legs: tuple[Pair, ...]
    unavoidable: tuple[str, ...]
    cut_size: int | None
    cuts: tuple[tuple[str, ...], ...]
    cuts_complete: bool
    membership: dict[str, int]
    hub_shares: dict[str, float]
    hub_ranges: dict[str, ShareRange]
    leg_cut_size: int | None
    leg_cuts: tuple[tuple[Pair, ...], ...]
    leg_cuts_complete: bool
    capacity_cut: CapacityCut | None
    articulation: tuple[str, ...]
    bridges: tuple[Pair, ...]
    protected: tuple[str, ...]
    max_flow: float
    flow_unit: str
    budget: tuple[BudgetLine, ...]
    draws: Drawing | None
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    in_draws: InDraws | None
    citations: dict[str, tuple[Cited, ...]]
    journeys: Journeys
    names: Mapping[str, str] = field(default_factory=dict, kw_only=True, repr=False)
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class ChokepointsResult(Answered[ChokepointsAnswer]):
    """The answer to "what stands between A and B".

    Attributes
    ----------
    query : Query
        The question.
    dataset : DatasetInfo or None
        The data; None for a graph made by hand.
    answers : tuple of ChokepointsAnswer
        One for each family with a route.
    """

    query: Query
    dataset: DatasetInfo | None
    answers: tuple[ChokepointsAnswer, ...]

    def sentences(self, answer: ChokepointsAnswer) -> tuple[str, ...]:
        """Return what is on every route, and how many countries stop all, in words."""
        return (*without_route(answer.draws), *answer.warnings, *self._stops(answer))

    def _stops(self, answer: ChokepointsAnswer) -> Iterator[str]:
        names = [answer.names[code] for code in answer.unavoidable]
        cited = "" if answer.cuts_of == "carrying" else "cited "
        if names:
            yield f"Every {cited}route passes {listed(names, most=_NAMED)}."
        elif not answer.direct:
            yield f"No country is on every {cited}route."
        if answer.direct:
            some = "All" if answer.cut_size == 0 else "Some"
            yield (
                f"{some} of it arrives without passing any transit country, which no set of "
                "countries stops."
            )
        rest = " of the rest" if answer.direct else ""
        size = answer.cut_size
        if size is None:
            protected = listed((answer.names[code] for code in answer.protected), most=_NAMED)
            yield f"No set of countries stops all{rest} while {protected} cannot be closed."
        elif size == 1 and len(answer.cuts) == 1 and names:
            yield f"Closing {answer.names[answer.cuts[0][0]]} alone stops all{rest}."
        elif size:
            yield (
                f"To stop all{rest}, at least {size} "
                f"{'country has' if size == 1 else 'countries have'} to be closed"
                f"{' at once' if size > 1 else ''}."
            )
        drawn = answer.in_draws
        if drawn is not None and size:
            ends = [int(key) for key in drawn.cut_size if key.isdigit()]
            if ends and min(ends) < max(ends):
                yield (
                    "In draws of the evidence, where doubtful reports drop out, it takes "
                    f"{min(ends)} to {max(ends)}."
                )
