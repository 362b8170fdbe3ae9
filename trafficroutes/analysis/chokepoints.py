"""Which countries and legs stand between an origin and a destination."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from trafficroutes.analysis import cuts, interdiction
from trafficroutes.analysis.budget import BudgetLine, best_countries
from trafficroutes.analysis.chain import Chain
from trafficroutes.analysis.cuts import CapacityCut
from trafficroutes.analysis.evidence import Cited, evidence_of
from trafficroutes.analysis.legs import Journeys, journeys_of
from trafficroutes.analysis.notes import notes_of
from trafficroutes.analysis.plain import Plain, plain
from trafficroutes.analysis.question import (
    DatasetInfo,
    Options,
    Query,
    Solved,
    ask,
    dataset_info,
    gazetteer_of,
    solve_question,
)
from trafficroutes.analysis.routes import NO_LEG
from trafficroutes.analysis.ways import Pair
from trafficroutes.errors import QueryError
from trafficroutes.graph.network import capacity

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source

#: Cuts that are listed at most, unless asked otherwise.
LISTED = 100
#: Countries of the largest budget, unless asked otherwise; so many are exact at once.
BUDGET = 3
_TONNE = 1000.0
_UNITS = {"estimate": "t a year", "volume": "t a year", "equal": "legs", "evidence": "evidence"}


@dataclass(frozen=True)
class ChokepointsAnswer(Plain):
    """The chokepoints of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        The commodity or family, and how flow is measured.
    direct : bool
        Whether goods arrive without passing a transit country; cuts are of the rest.
    direct_legs : tuple of pairs of str
        The last connections of those routes.
    unavoidable : tuple of str
        Countries on every route, in the order in which goods pass them.
    cut_size : int or None
        Countries in a smallest cut; None where none exists (``protected``), 0
        where every route is direct.
    cuts : tuple of tuples of str
        The smallest cuts, each sorted.
    cuts_complete : bool
        Whether these are all.
    membership : dict of code to int
        In how many of the cuts listed each country stands, the most first.
    hub_shares : dict of code to float
        P(passes it | arrives) of these countries.
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
    citations : dict of code to tuple of Cited
        Of the legs into and out of each country that stands in an answer above.
    journeys : Journeys
        The connections that goods use, for maps; not among the plain values.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    commodity: str
    weighting: str
    direct: bool
    direct_legs: tuple[Pair, ...]
    unavoidable: tuple[str, ...]
    cut_size: int | None
    cuts: tuple[tuple[str, ...], ...]
    cuts_complete: bool
    membership: dict[str, int]
    hub_shares: dict[str, float]
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
    citations: dict[str, tuple[Cited, ...]]
    journeys: Journeys
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {key: plain(value) for key, value in vars(self).items() if key != "journeys"}


@dataclass(frozen=True)
class ChokepointsResult(Plain):
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


def chokepoints(
    source: Source,
    origin: str,
    destination: str,
    *,
    protect: Iterable[str] = (),
    budget: int = BUDGET,
    limit: int = LISTED,
    **options: Unpack[Options],
) -> ChokepointsResult:
    """Answer which countries and legs stand between an origin and a destination.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
        From :func:`trafficroutes.load` or :func:`trafficroutes.build_graph`.
    origin, destination : str
        Countries or regions by any of their names.
    protect : iterable of str
        Countries that no cut and no budget may hold.
    budget : int
        The best 1, 2, ... up to so many countries are looked for.
    limit : int
        How many smallest cuts are listed at most.
    **options
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
        Origin and destination are one place, or a number is below 1.

    Notes
    -----
    Smallest cuts: Picard & Queyranne (1980). Least flow left: Wood (1993). See
    docs/chokepoints.md.

    Examples
    --------
    >>> from trafficroutes import chokepoints, load
    >>> answer = chokepoints(load(), "Afghanistan", "Russia", commodity="opiates").answers[0]
    >>> len(answer.cuts[0]) == answer.cut_size
    True
    """
    for name, value in (("budget", budget), ("limit", limit)):
        if value < 1:
            raise QueryError(f"the {name} is at least 1, not {value}")
    query = ask(source, origin, destination, options)
    places = gazetteer_of(source)
    protected = tuple(sorted({str(places.resolve_country(name)) for name in protect}))
    answers = tuple(
        _answer(solved, query, protected, budget, limit) for solved in solve_question(source, query)
    )
    return ChokepointsResult(query=query, dataset=dataset_info(source), answers=answers)


def _answer(
    solved: Solved, query: Query, protected: tuple[str, ...], most: int, limit: int
) -> ChokepointsAnswer:
    chain, network = solved.chain, solved.network
    direct = cuts.direct(chain)
    countries = cuts.country_cuts(chain, protected=protected, limit=limit)
    legs = cuts.leg_cuts(chain, limit=limit)
    weak = cuts.shadow(chain)
    unavoidable = cuts.unavoidable(chain)
    lines = best_countries(chain, most, protected=protected)
    membership = countries.membership()
    named = {*unavoidable, *membership, *(c for line in lines for c in (*line.exact, *line.greedy))}
    shares = hub_shares(chain)
    return ChokepointsAnswer(
        commodity=network.label,
        weighting=network.weighting,
        direct=bool(direct),
        direct_legs=direct,
        unavoidable=unavoidable,
        cut_size=countries.size,
        cuts=countries.cuts,
        cuts_complete=countries.complete,
        membership=membership,
        hub_shares={code: shares[code] for code in sorted(named)},
        leg_cut_size=legs.size,
        leg_cuts=legs.cuts,
        leg_cuts_complete=legs.complete,
        capacity_cut=_capacity(solved),
        articulation=weak.articulation,
        bridges=weak.bridges,
        protected=protected,
        max_flow=interdiction.flow_left(chain),
        flow_unit=_UNITS.get(network.weighting, "flow"),
        budget=lines,
        citations=evidence_by_place(solved, named),
        journeys=journeys_of(solved),
        notes=(*_protecting(solved, protected), *notes_of(solved, query)),
    )


def hub_shares(chain: Chain) -> dict[str, float]:
    """Return P(passes | arrives) of each place on the way, by code."""
    codes = (chain.routes.places[at] for at in chain.live.tolist())
    return dict(zip(codes, chain.pass_shares().tolist(), strict=True))


def evidence_by_place(solved: Solved, codes: Iterable[str]) -> dict[str, tuple[Cited, ...]]:
    """Return the citations of the legs on routes into and out of some places."""
    evidence = evidence_of(solved.network)
    legs: dict[str, list[int]] = {code: [] for code in sorted(codes)}
    for edge in solved.chain.edges.tolist():
        leg = int(solved.routes.leg[edge])
        for end in solved.ends(edge):
            if leg != NO_LEG and end in legs:
                legs[end].append(leg)
    return {code: evidence.pooled(found) for code, found in legs.items()}


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
