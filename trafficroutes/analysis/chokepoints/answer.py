"""Which countries and legs stand between an origin and a destination."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from trafficroutes.analysis.chokepoints import cuts, interdiction
from trafficroutes.analysis.chokepoints.budget import BudgetLine, best_countries
from trafficroutes.analysis.chokepoints.cuts import CapacityCut
from trafficroutes.analysis.chokepoints.draws import chokepoint_draws
from trafficroutes.analysis.chokepoints.results import ChokepointsAnswer, ChokepointsResult
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import QueryError
from trafficroutes.graph.network import capacity
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.markov.chain import Chain
from trafficroutes.model.arguments import check_whole, listed
from trafficroutes.model.years import Period
from trafficroutes.question.intervals import DRAWS, check_draws
from trafficroutes.question.legs import Journeys, UsedLeg, attested, evidence_by_place, journeys_of
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Query, Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown, ranged, share_ranges
from trafficroutes.question.solving import (
    Solved,
    ask,
    dataset_info,
    gazetteer_of,
    of_all_cited,
    solve_question,
)
from trafficroutes.question.tested import standing_of
from trafficroutes.question.warnings import warnings_of

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven
    from trafficroutes.question.solving import Source

#: Cuts that are listed at most, unless asked otherwise.
LISTED = 100
#: Countries of the largest budget, unless asked otherwise; so many are exact at once.
BUDGET = 3
_TONNE = 1000.0
_UNITS = {
    "estimate": "t a year",
    "volume": "t a year",
    "equal": "legs",
    "evidence": "evidence",
    "records": "ln(1 + records)",
    "records-sqrt": "root of records",
    "kilograms": "kg",
}


__all__ = ["ChokepointsAnswer", "ChokepointsResult", "chokepoints"]


def chokepoints(
    source: SourceGiven,
    origin: str,
    destination: str,
    *,
    protect: str | Iterable[str] = (),
    carrying: bool = False,
    budget: int = BUDGET,
    limit: int = LISTED,
    draws: int = DRAWS,
    seed: int = 0,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: RangeShown | int = "50",
) -> ChokepointsResult:
    """Answer which countries and legs stand between two places.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    origin, destination : str
        Countries or regions by any of their names.
    protect : str or iterable of str
        Countries that no cut and no budget may hold.
    carrying : bool
        Whether cuts are only of the connections that the flow estimate has something
        move over; by default they are of all cited routes.
    budget : int
        The best 1, 2, ... up to so many countries are looked for.
    limit : int
        How many smallest cuts are listed at most.
    draws : int
        How often reports and figures are drawn for chances and intervals; 0 leaves
        them out.
    seed : int
        Same seed, same draws.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    ChokepointsResult
        Unavoidable countries, smallest cuts, the capacity cut, weak spots and
        the best few countries, for each family that has a route.

    Raises
    ------
    NoRouteError
        Nothing leads there; the message says how far one gets.
    UnknownNameError, AmbiguousNameError, FormerStateError, NotACountryError
        A name means nothing, or too much, or a region is to be protected.
    QueryError
        Origin and destination are one place, or a number is too small.

    Notes
    -----
    What may be cut does not depend on how much moves: cuts, unavoidable countries, weak
    spots and the capacity cut are of every leg that the estimate could use, also of those
    over which it has nothing move (``carrying`` leaves them out). Budgets are of
    the flow. Smallest cuts: Picard & Queyranne (1980). Least flow left: Wood (1993). See
    docs/chokepoints.md.

    Examples
    --------
    >>> from trafficroutes import chokepoints, load
    >>> answer = chokepoints(load(), "Afghanistan", "Russia", commodity="opiates").answers[0]
    >>> len(answer.cuts[0]) == answer.cut_size
    True
    """
    for name, value in (("budget", budget), ("limit", limit)):
        check_whole(name, value)
        if value < 1:
            raise QueryError(f"the {name} is at least 1, not {value}")
    check_draws(draws, seed)
    if carrying and weighting not in ("auto", "estimate"):
        raise QueryError(
            f"carrying goes with the flow estimate: with the weighting {weighting!r} every cited "
            "leg carries something"
        )
    source = source_of(source)
    options = ShareOptions(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
        min_citations=min_citations,
        without_press=without_press,
        range_shown=range_shown,
    )
    query = ask(source, origin, destination, options)
    places = gazetteer_of(source)
    protected = tuple(
        sorted({str(places.resolve_country(name)) for name in listed("protect", protect)})
    )
    return answered(source, query, Wanted(protected, carrying, budget, limit, draws, seed))


class Wanted(NamedTuple):
    """What is asked besides the question.

    Attributes
    ----------
    protected : tuple of str
        Codes of countries.
    carrying : bool
    budget, limit, draws, seed : int
        As of :func:`chokepoints`.
    flow_left : bool
        Whether the countries that leave the least flow are looked for too.
    budget_drawn : bool
        Whether draws are of budgets too, not of cuts alone.
    """

    protected: tuple[str, ...] = ()
    carrying: bool = False
    budget: int = BUDGET
    limit: int = LISTED
    draws: int = DRAWS
    seed: int = 0
    flow_left: bool = True
    budget_drawn: bool = True


def answered(source: Source, query: Query, wanted: Wanted) -> ChokepointsResult:
    """Return the chokepoints of a question that is checked already, as :func:`chokepoints`."""
    answers = tuple(_answer(solved, query, wanted) for solved in solve_question(source, query))
    return ChokepointsResult(query=query, dataset=dataset_info(source), answers=answers)


def _answer(solved: Solved, query: Query, wanted: Wanted) -> ChokepointsAnswer:
    network, protected = solved.network, wanted.protected
    cited = solved if wanted.carrying else of_all_cited(solved, query)
    chain = cited.chain
    direct = cuts.direct(chain)
    countries = cuts.country_cuts(chain, protected=protected, limit=wanted.limit)
    legs = cuts.leg_cuts(chain, limit=wanted.limit)
    weak = cuts.shadow(chain)
    unavoidable = cuts.unavoidable(chain)
    best = best_countries(
        solved.chain, wanted.budget, protected=protected, flow_left=wanted.flow_left
    )
    drawn = chokepoint_draws(
        solved,
        cited,
        best if wanted.budget_drawn else (),
        wanted.draws,
        seed=wanted.seed,
        protected=protected,
    )
    lines = drawn.budget if wanted.budget_drawn else best
    membership = countries.membership()
    named = {*unavoidable, *membership, *(c for line in lines for c in (*line.exact, *line.greedy))}
    shares = hub_shares(solved.chain)
    shown = {code: shares.get(code, 0.0) for code in sorted(named)}
    return ChokepointsAnswer(
        commodity=network.label,
        weighting=network.weighting,
        cuts_of="carrying" if cited.network.weighting == "estimate" else "cited",
        direct=bool(direct),
        direct_legs=direct,
        unavoidable=unavoidable,
        cut_size=countries.size,
        cuts=countries.cuts,
        cuts_complete=countries.complete,
        membership=membership,
        hub_shares=shown,
        hub_ranges=share_ranges(shown, network.weighting),
        leg_cut_size=legs.size,
        leg_cuts=legs.cuts,
        leg_cuts_complete=legs.complete,
        capacity_cut=_capacity(cited),
        articulation=weak.articulation,
        bridges=weak.bridges,
        protected=protected,
        max_flow=interdiction.flow_left(solved.chain),
        flow_unit=_UNITS.get(network.weighting, "flow"),
        budget=tuple(_with_ranges(line, network.weighting) for line in lines),
        draws=drawn.drawing,
        **standing_of(network)._asdict(),
        warnings=warnings_of(solved),
        in_draws=drawn.found,
        citations=evidence_by_place(cited, named),
        journeys=_with_idle_legs(journeys_of(solved), cited),
        names={code: solved.name(code) for code in sorted({*named, *protected})},
        notes=(
            *_protecting(cited, protected),
            *notes_of(solved, query, drawn=(*_objectives(network.weighting, lines), *drawn.notes)),
        ),
    )


def _with_ranges(line: BudgetLine, weighting: str) -> BudgetLine:
    """Return a line with its ranges: a flow that is left is no share, and has none."""
    return ranged(line, weighting) if line.objective == "most_intercepted" else line


def hub_shares(chain: Chain) -> dict[str, float]:
    """Return P(passes | arrives) of each place on the way, by code."""
    codes = (chain.routes.places[at] for at in chain.live.tolist())
    return dict(zip(codes, chain.pass_shares().tolist(), strict=True))


def _with_idle_legs(journeys: Journeys, cited: Solved) -> Journeys:
    """Return the journeys with the cited legs that none of them uses, at a share of 0."""
    known = {(leg.origin, leg.to) for leg in journeys.legs}
    idle = []
    for edge in cited.chain.edges.tolist():
        ids, citations = attested(cited, edge)
        if ids and cited.ends(edge) not in known:
            idle.append(UsedLeg(*cited.ends(edge), ids, 0.0, citations))
    return replace(journeys, legs=(*journeys.legs, *idle))


def _capacity(solved: Solved) -> CapacityCut | None:
    """Return the capacity cut; a connection has a limit only where all its legs have one."""
    chain, legs = solved.chain, solved.network.legs
    limits: list[float | None] = []
    for at in chain.routes.leg[chain.edges].tolist():
        found = [] if at == NO_LEG else [capacity((item,)) for item in legs[at]]
        known = [amount for amount in found if amount is not None]
        limits.append(sum(known) / _TONNE if known and len(known) == len(found) else None)
    if all(limit is None for limit in limits):
        return None
    return cuts.capacity_cut(chain, limits)


def _protecting(solved: Solved, protected: tuple[str, ...]) -> tuple[str, ...]:
    between = cuts.transit(solved.chain)
    idle = ", ".join(solved.name(code) for code in protected if code not in between)
    kept = ", ".join(solved.name(code) for code in protected if code in between)
    return (
        *((f"Kept out of cuts and budgets: {kept}",) if kept else ()),
        *((f"No transit country here, so there is nothing to protect: {idle}",) if idle else ()),
    )


def _objectives(weighting: str, lines: Iterable[BudgetLine]) -> tuple[str, ...]:
    """Return what the two objectives of budgets assume."""
    told = (
        "Countries that most of the goods pass: goods go on as they do now, whatever is taken out "
        "(the optimal interdiction of unreactive Markovian evaders: Gutfraind, Hagberg & Pan 2009)"
    )
    if weighting != "estimate" or not any(line.objective == "least_max_flow" for line in lines):
        return (told,)
    sets: dict[str, list[tuple[str, ...]]] = {}
    for line in lines:
        sets.setdefault(line.objective, []).append(line.exact)
    same = len({tuple(found) for found in sets.values()}) == 1
    new = "says nothing new: it names the same countries" if same else "is to be read with care"
    without_room = (
        "Least flow left: the estimate is the capacity here, so that connections have no room to "
        "spare and goods that are turned away can only take that of what would have stayed on the "
        f"way; the table {new}"
    )
    return (told, without_room)
