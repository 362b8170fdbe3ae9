"""Transit hubs and gateways between an origin and a destination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.hubs.draws import NOTHING, TOP_K, HubDraws, hub_draws
from trafficroutes.analysis.hubs.ends import (
    departures_of,
    direct_of,
    gateways_of,
    origins_of,
    unnamed_note,
)
from trafficroutes.analysis.hubs.results import Gateway, Hub, HubAnswer, HubsResult
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import NotSolvedError, QueryError
from trafficroutes.markov.bounds import Largest, largest
from trafficroutes.markov.chain import Chain
from trafficroutes.model.arguments import check_whole
from trafficroutes.model.digits import by_size, settled
from trafficroutes.model.years import Period
from trafficroutes.question.detours import detour_note
from trafficroutes.question.evidence import Seized, seizures_by_place
from trafficroutes.question.intervals import check_draws, outside
from trafficroutes.question.legs import evidence_by_place, used_legs
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Query, Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown, ranged, with_ranges
from trafficroutes.question.solving import Solved, ask, dataset_info, solve_question
from trafficroutes.question.tested import standing_of
from trafficroutes.question.warnings import warnings_of

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven


__all__ = ["Gateway", "Hub", "HubAnswer", "HubsResult", "hubs"]
#: Hubs that are worked out where a network is too large to work out all.
FIRST = 100


def hubs(
    source: SourceGiven,
    origin: str,
    destination: str,
    *,
    draws: int | None = None,
    seed: int = 0,
    top_k: int = TOP_K,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: RangeShown | int = "50",
) -> HubsResult:
    """Answer which transit hubs connect an origin to a destination.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        From :func:`trafficroutes.load`, the name of a data file, or a graph (see
        :func:`trafficroutes.build_graph`), which is selected and weighted already and
        takes only ``retention`` of the options from ``commodity`` on.
    origin, destination : str
        Countries or regions by any of their names.
    draws : int, optional
        How often reports and figures are drawn for the evidence ranges; 0 leaves them
        out.
        Without it 1,000 times, or 200 where over 200 places are on the way.
    seed : int
        Same seed, same draws.
    top_k : int
        Hubs get the chance to be among so many.
    commodity : str, optional
        A commodity or family by any of its names; without it, each family with a route.
    years : str, int, range, pair or Years, optional
        Only evidence about this period: ``2008``, ``"2005-2010"``, ``"2005-"``,
        ``(2005, 2010)``, ``(None, 2010)`` or ``range(2005, 2011)``. Without it, all
        years are pooled.
    modes : str or iterable of str
        Only legs travelled so, such as ``"sea_container"``.
    weighting : {"auto", "estimate", "evidence", "equal", "volume"}
        What makes a leg strong: tonnes of the flow estimate, evidence for it, nothing,
        or cited tonnes. ``auto`` takes ``estimate`` where the markets have cited
        demand, else ``evidence``.
    retention : {"cited", "none"}
        Whether goods stay where a market is cited, or always move on.
    drop_unquantified : bool
        With ``volume``: leave out legs without a flow quantity.
    min_citations : int
        Only legs with at least so many independent citations.
    without_press : bool
        Leave out legs that only press reports tell of.
    range_shown : {"50", "90", "evidence"}
        The range beside shares where there is room for one, as in tables, texts and maps:
        where a published share lies as likely as not, that of 90 percent, or the evidence
        range. Results carry all three.

    Returns
    -------
    HubsResult
        Hub shares and gateway shares with their ranges, where goods last left the
        origin, where they started, what part passes no transit country, chance to
        arrive and expected legs (all dimensionless), for each family that has a route.

    Raises
    ------
    NoRouteError
        Nothing leads there; the message says how far one gets.
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        Origin and destination are one place, or a number is too small.
    MissingQuantityError
        ``volume`` met a leg without a flow quantity.

    Notes
    -----
    Shares are ``(sN)_h b_h / (N_hh s b)`` of the absorbing chain: Kemeny & Snell,
    Finite Markov Chains (1960), ch. 3.

    Examples
    --------
    >>> from trafficroutes import hubs, load
    >>> answer = hubs(load(), "Afghanistan", "Russia", commodity="opiates").answers[0]
    >>> "Tajikistan" in [hub.name for hub in answer.hubs]
    True
    """
    check_draws(draws, seed)
    check_whole("top_k", top_k)
    if top_k < 1:
        raise QueryError(f"the first {top_k} hubs are none: top_k is at least 1")
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
    answers = tuple(
        _answer(solved, query, hub_draws(solved, draws, seed=seed, top_k=top_k), top_k)
        for solved in solve_question(source, query)
    )
    return HubsResult(query=query, dataset=dataset_info(source), answers=answers)


def _answer(solved: Solved, query: Query, drawn: HubDraws, top_k: int) -> HubAnswer:
    chain = solved.chain
    network = solved.network
    weighting = network.weighting
    seized = seizures_by_place(network.data, network.commodities, network.years)
    unranged, rest = _hubs(solved, drawn, seized)
    found = with_ranges(unranged, weighting)
    gateways = with_ranges(gateways_of(solved, drawn, seized), weighting)
    beyond = outside(
        [
            *((hub.name, hub.share, hub.interval) for hub in found),
            *((gateway.name, gateway.share, gateway.interval) for gateway in gateways),
        ]
    )
    return HubAnswer(
        commodity=solved.network.label,
        weighting=weighting,
        origins=solved.start.shares,
        arrival_probability=float(chain.arrival),
        expected_legs=float(chain.expected_legs()),
        hubs=found,
        gateways=gateways,
        departures=with_ranges(departures_of(solved, drawn), weighting),
        origins_of_arrivals=with_ranges(origins_of(solved, drawn), weighting),
        direct=ranged(direct_of(solved, drawn), weighting),
        legs=used_legs(solved),
        draws=drawn.drawing,
        top_k=top_k,
        **standing_of(network)._asdict(),
        warnings=warnings_of(solved),
        notes=(
            *rest,
            *notes_of(
                solved,
                query,
                drawn=(*drawn.notes, beyond),
                weighty=(detour_note(solved), unnamed_note(gateways)),
            ),
        ),
    )


def _hubs(
    solved: Solved, drawn: HubDraws, seized: Mapping[str, Seized]
) -> tuple[tuple[Hub, ...], tuple[str, ...]]:
    """Return the hubs, and a note where some are not worked out."""
    shares, rest = shares_of_hubs(solved)
    evidence = evidence_by_place(solved, shares)
    found = []
    for code, share in shares.items():
        taken = seized.get(code)
        spread = drawn.hubs.get(code, NOTHING)
        found.append(
            Hub(
                place=code,
                name=solved.name(code),
                share=share,
                interval=spread.interval,
                median=spread.median,
                rank_interval=spread.rank_interval,
                top_k_chance=spread.top_k_chance,
                seized_kg=None if taken is None else taken.kg,
                seized_years=None if taken is None or taken.years is None else str(taken.years),
                citations=evidence[code],
            )
        )
    return tuple(sorted(found, key=lambda hub: (by_size(hub.share), hub.name))), rest


def shares_of_hubs(solved: Solved) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return the share of each hub by code; of a large network, of the first hubs alone."""
    chain = solved.chain
    among = solved.routes.transit(chain.live)
    codes = [solved.routes.places[position] for position in chain.live.tolist()]
    top = _first(chain, list(among.values()))
    if top is None:
        every = chain.pass_shares().tolist()
        return {code: every[at] for code, at in among.items()}, ()
    pairs = zip(top.places.tolist(), top.shares.tolist(), strict=True)
    first = {codes[at]: share for at, share in pairs}
    note = (
        f"The routes pass {len(codes):,} places: the first {len(first)} hubs are worked out, and "
        f"no other has a share above {settled(top.left):.2g}"
    )
    return first, (note,)


def _first(chain: Chain, among: list[int]) -> Largest | None:
    """Return the first hubs of a large network; None where all can be worked out."""
    if chain.bounded is None:
        return None
    try:
        return largest(chain.bounded, np.array(among, dtype=np.int64), FIRST)
    except NotSolvedError:
        if chain.live.size > chain.most:
            raise
    return None
