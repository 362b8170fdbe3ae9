"""From where a place gets its goods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from trafficroutes.analysis.suppliers.backward import Backward
from trafficroutes.analysis.suppliers.draws import listed
from trafficroutes.analysis.suppliers.forward import Forward
from trafficroutes.analysis.suppliers.notes import on_one_report, records_beside
from trafficroutes.analysis.suppliers.results import (
    Supplier,
    SuppliersAnswer,
    SuppliersResult,
)
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.graph.network import Network
from trafficroutes.graph.routes import NO_LEG, inside, routes_between
from trafficroutes.graph.selection import in_period
from trafficroutes.markov.chain import solve
from trafficroutes.model.digits import by_size
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Period
from trafficroutes.question.evidence import Cited, cited, evidence_of
from trafficroutes.question.intervals import Interval, check_draws, outside
from trafficroutes.question.no_route import no_route
from trafficroutes.question.origins import start_of
from trafficroutes.question.query import Query, Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown, ShareRange, ranged, with_ranges
from trafficroutes.question.solving import (
    Solved,
    ask,
    by_evidence,
    dataset_info,
    gazetteer_of,
    networks,
)
from trafficroutes.question.tested import standing_of

if TYPE_CHECKING:
    from trafficroutes.analysis.suppliers.following import Following
    from trafficroutes.dataset.opening import SourceGiven
    from trafficroutes.graph.routes import Routes

#: From where goods come that come from anywhere.
WORLD = "R:WORLD"


def suppliers(
    source: SourceGiven,
    place: str,
    *,
    draws: int | None = None,
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
) -> SuppliersResult:
    """Answer from where a place gets its goods.

    By the last step, and by where they begin. With the flow estimate goods are followed
    backward from what ends in the place, else forward by the chain from where they are
    made to their first arrival.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    place : str
        A country or region by any of its names.
    draws : int, optional
        How often reports and figures are drawn for the intervals; 0 leaves them out.
        Without it 1,000 times, or 200 where over 200 places are on the way.
    seed : int
        Same seed, same draws.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`; goods that are followed backward have stayed
        where they end, whatever ``retention`` says.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    SuppliersResult
        Shares by the last country outside the place and by where goods begin
        (dimensionless), with their ranges, for each family of which something comes in.

    Raises
    ------
    NoRouteError
        Nothing comes in.
    UnknownNameError, AmbiguousNameError, FormerStateError
        The name means nothing, or too much.
    QueryError
        The place is the world, or the number of draws is below 0.
    MissingQuantityError
        ``volume`` met a leg without a flow quantity.

    Notes
    -----
    Backward chances f(j, k) / x(k): docs/estimate.md, 5. Calibration. Forward they are
    those of the absorbing chain: Kemeny & Snell, Finite Markov Chains (1960), ch. 3.

    Examples
    --------
    >>> from trafficroutes import load, suppliers
    >>> answer = suppliers(load(), "Germany", commodity="cocaine", draws=0).answers[0]
    >>> {"Bolivia", "Colombia", "Peru"} <= {origin.name for origin in answer.origins}
    True
    """
    check_draws(draws, seed)
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
    if gazetteer_of(source).resolve(place) == WORLD:
        raise QueryError("the world gets nothing from elsewhere: name a country or a region")
    query = ask(source, WORLD, place, options)
    dead_ends: list[Routes] = []
    answers = tuple(
        _answer(followed, query, draws, seed)
        for network in networks(source, query)
        for followed in _followed(network, query, dead_ends)
    )
    if not answers:
        raise _nothing(query, dead_ends)
    return SuppliersResult(query, dataset_info(source), answers)


def _followed(network: Network, query: Query, dead_ends: list[Routes]) -> Iterator[Following]:
    """Yield the goods of a place as they can be followed; nothing where none come in."""
    if network.weighting == "estimate":
        backward = Backward(network, query.destination)
        if backward.supplied:
            yield backward
            return
        if query.weighting == "auto":
            network = by_evidence(network)
    routes = _from_anywhere(network, query)
    start = start_of(routes)
    if start is None or network.weighting == "estimate":
        dead_ends.append(routes)
        return
    yield Forward(Solved(routes.network, routes, solve(routes, start.shares), start))


def _from_anywhere(network: Network, query: Query) -> Routes:
    """Return the connections from all places that a leg leaves.

    A region that only hands on what comes into it is no origin; and that the place lies
    in the world need not be said.
    """
    routes = routes_between(network, WORLD, query.destination, retention=query.retention == "cited")
    sending = {int(tail) for tail in routes.tails[routes.leg != NO_LEG]}
    origins = tuple(at for at in routes.origins if at in sending)
    return replace(routes, origins=origins, both=())


def _nothing(query: Query, dead_ends: list[Routes]) -> NoRouteError:
    found = no_route(query, dead_ends)
    period = f" in {query.years}" if query.years is not None else ""
    what = query.commodity or "goods of any family"
    return NoRouteError(
        f"nothing that is cited brings {what} to {query.destination_name}{period}: ask without "
        "--commodity or --years, or `trafficroutes show` for what is known of the place",
        found.reached,
        found.feeders,
    )


def _answer(followed: Following, query: Query, draws: int | None, seed: int) -> SuppliersAnswer:
    network, traced = followed.network, followed.traced()
    drawn = followed.draws(draws, seed)
    some = drawn.traced
    last = listed(followed.places, traced.last, None if some is None else some.last)
    begun = listed(followed.places, traced.begun, None if some is None else some.begun)
    beyond = outside(
        (network.gazetteer.name(code), share, interval)
        for found in (last, begun)
        for code, (share, interval) in found.items()
    )
    into = _legs_in(followed, query.destination)
    told_by = evidence_of(network).pooled([into.get(code, ()) for code in last])
    suppliers = _suppliers(network, last, dict(zip(last, told_by, strict=True)))
    first = on_one_report(network, suppliers, into), records_beside(network, query.destination)
    notes = followed.notes(query, (*drawn.notes, beyond))
    return SuppliersAnswer(
        commodity=network.label,
        weighting=network.weighting,
        place=query.destination,
        name=query.destination_name,
        suppliers=suppliers,
        made_there=ranged(ShareRange(float(traced.own), interval=drawn.own), network.weighting),
        origins=_suppliers(network, begun, {code: _production(network, code) for code in begun}),
        journeys=followed.journeys(),
        draws=drawn.drawing,
        **standing_of(network)._asdict(),
        notes=tuple(filter(None, (*first, *notes))),
    )


def _suppliers(
    network: Network,
    shares: dict[str, tuple[float, Interval | None]],
    citations: dict[str, tuple[Cited, ...]],
) -> tuple[Supplier, ...]:
    found = (
        Supplier(
            place=code,
            name=network.gazetteer.full_name(code),
            share=share,
            interval=interval,
            citations=citations[code],
        )
        for code, (share, interval) in shares.items()
    )
    ranges = with_ranges(found, network.weighting)
    return tuple(sorted(ranges, key=lambda supplier: (by_size(supplier.share), supplier.name)))


def _legs_in(followed: Following, place: str) -> dict[str, list[int]]:
    """Return the connections from each place by which goods come in, straight or by a region."""
    network = followed.network
    lies_in, years = network.gazetteer.lies_in, network.years
    held = inside(network.gazetteer, place, network.places, years)
    at = {pair: number for number, pair in enumerate(_pairs(network))}
    found: dict[str, list[int]] = {}
    for leg in followed.journeys().legs:
        holds = is_region(leg.to) and any(lies_in(code, leg.to, years) for code in held)
        if (leg.origin, leg.to) in at and leg.origin not in held and (leg.to in held or holds):
            found.setdefault(leg.origin, []).append(at[leg.origin, leg.to])
    return found


def _pairs(network: Network) -> Iterator[tuple[str, str]]:
    for tail, head in zip(network.tails.tolist(), network.heads.tolist(), strict=True):
        yield network.places[tail], network.places[head]


def _production(network: Network, place: str) -> tuple[Cited, ...]:
    """Return the citations of a place's production: of the period, else of any year."""
    if network.data is None:
        return ()
    entries = [
        entry
        for entry in network.data.records.production
        if entry.place == place and entry.commodity in network.commodities
    ]
    every = [citation for entry in entries for citation in entry.citations]
    return cited(network.data, list(in_period(every, network.years)) or every)
