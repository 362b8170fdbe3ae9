"""The flow estimate as an answer: legs and places in tonnes, and what contradicts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trafficroutes.analysis.estimate.results import (
    CitedBeside,
    EstimateAnswer,
    EstimatedLeg,
    EstimatedPlace,
    EstimateResult,
    Overdrawn,
)
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.flowmodel.estimate import FlowEstimate, Residual, flow_estimate
from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.intervals import FlowIntervals, intervals_of
from trafficroutes.flowmodel.networks import remarks_of
from trafficroutes.flowmodel.supplying import SUPPLIER_SHARES
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.model.arguments import check_known, listed
from trafficroutes.model.digits import by_size, settled
from trafficroutes.model.vocabulary import MODES
from trafficroutes.model.years import Period, parse_years
from trafficroutes.question.evidence import cited
from trafficroutes.question.intervals import check_draws
from trafficroutes.question.ranges import ESTIMATE
from trafficroutes.question.solving import dataset_info
from trafficroutes.question.tested import Standing, standing_of

#: Kilograms in each unit.
UNITS = {"t": 1000.0, "kg": 1.0}
#: Kilograms a year below which a leg or a place is not listed.
_TRACE = 1e-6


def estimate(
    data: DataGiven,
    family: str,
    *,
    unit: str = "t",
    draws: int = 0,
    seed: int = 0,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    supplier_shares: str = "combined",
    reconcile: bool = True,
    pure: bool = False,
    demand_from: str = "consumption",
    fit_shares: bool = False,
) -> EstimateResult:
    """Estimate what moves over each leg of a commodity or family, a year.

    Parameters
    ----------
    data : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    family : str
        A commodity or a family, by any of its names.
    unit : {"t", "kg"}
        Of every amount in the answer.
    draws : int
        How often reports and figures are drawn for low and high; 0 gives none.
    seed : int
        Same seed, same draws.
    years : str, int, range, pair or Years, optional
        A period, as for :func:`trafficroutes.hubs`. Amounts count when they speak of
        it; where none does, the nearest within five years.
    modes : str or iterable of str
        Only legs travelled so.
    supplier_shares : {"combined", "reports", "seizures", "mentions", "prior", "uniform", \
"distance"}
        What suppliers share a market by where no share is cited: independent reports,
        seized amounts with a provenance and the prior; or less of these.
    reconcile : bool
        Whether flows give way to cited amounts.
    pure : bool
        Whether seizures count by their content where purity is cited.
    demand_from : {"consumption", "users", "equal"}
        What demand is taken from.
    fit_shares : bool
        Whether cited shares of routes and origins are fitted too; by default they
        are held out, and test the estimate.

    Returns
    -------
    EstimateResult
        Flows by leg; demand, throughput, supply and seizures by place; what has no
        supplier; and which cited amounts cannot all be true.

    Raises
    ------
    QueryError
        There is nothing to estimate, or an option is out of range.
    UnknownNameError
        A name or an option means nothing.

    Notes
    -----
    Demand is passed on to suppliers, x = (I - S)^-1 c, and flows are then
    reconciled with cited amounts by least squares: docs/estimate.md.

    Examples
    --------
    >>> from trafficroutes import estimate, load
    >>> answer = estimate(load(), "opiates", years="2008-2012").answers[0]
    >>> answer.legs[0].origin
    'AFG'
    """
    check_known("unit", unit, UNITS)
    check_draws(draws, seed)
    data = opened(data)
    assumed = assumptions(
        years=years,
        modes=modes,
        supplier_shares=supplier_shares,
        reconcile=reconcile,
        pure=pure,
        demand_from=demand_from,
        fit_shares=fit_shares,
    )
    label, commodities = data.resolve_commodity(family)
    found = flow_estimate(data, label, commodities, assumed)
    intervals = intervals_of(found, draws, seed=seed) if draws else None
    return EstimateResult(dataset_info(data), (_answer(found, unit, intervals, draws),))


def assumptions(
    *,
    years: Period | None,
    modes: str | Iterable[str],
    supplier_shares: str,
    reconcile: bool,
    pure: bool,
    demand_from: str,
    fit_shares: bool,
) -> Assumptions:
    """Return the assumptions that the options of :func:`estimate` ask for."""
    travelled = listed("modes", modes)
    for mode in travelled:
        check_known("mode", mode, MODES)
    return Assumptions(
        years=None if years is None else parse_years(years),
        modes=tuple(sorted(set(travelled))),
        supplier_shares=supplier_shares,
        demand_from=demand_from,
        reconcile=reconcile,
        pure=pure,
        fit_shares=fit_shares,
    )


def period_of(found: FlowEstimate) -> str:
    """Return the years of an estimate in words."""
    selection = found.system.suppliers.network.selection
    if found.system.assumptions.years is not None:
        return str(found.system.assumptions.years)
    span = selection.span if selection is not None else None
    return "all years" if span is None else f"{span}, all years pooled"


def _standing(found: FlowEstimate) -> Standing:
    """Return how shares of such an estimate were tested: with the usual assumptions."""
    assumed = found.system.assumptions
    if assumed != replace(Assumptions(), years=assumed.years, modes=assumed.modes):
        return Standing(None, "not tested with these assumptions")
    return standing_of(replace(found.system.suppliers.network, weighting=ESTIMATE))


def _answer(
    found: FlowEstimate, unit: str, intervals: FlowIntervals | None, draws: int
) -> EstimateAnswer:
    system, size = found.system, UNITS[unit]
    name = system.data.places.name
    return EstimateAnswer(
        commodity=system.label,
        period=period_of(found),
        unit=unit,
        legs=_legs(found, size, intervals),
        places=_places(found, size),
        unsupplied=found.unsupplied,
        unfed=found.unfed,
        overdrawn=tuple(
            Overdrawn(code, name(code), asked / size, _range(figure, size))
            for code, (asked, figure) in found.overdrawn.items()
        ),
        residuals=tuple(_beside(found, item, size) for item in found.residuals),
        draws=draws,
        **_standing(found)._asdict(),
        notes=(*notes_on(found), *(intervals.notes if intervals is not None else ())),
    )


def _legs(
    found: FlowEstimate, size: float, intervals: FlowIntervals | None
) -> tuple[EstimatedLeg, ...]:
    system, data = found.system, found.system.data
    legs = []
    for edge, (tail, head) in enumerate(
        zip(system.tails.tolist(), system.heads.tolist(), strict=True)
    ):
        flow = float(found.flow[edge])
        if settled(flow) <= _TRACE:
            continue
        behind = system.suppliers.legs[edge]
        low = high = None
        if intervals is not None:
            low, high = float(intervals.low[edge]) / size, float(intervals.high[edge]) / size
        legs.append(
            EstimatedLeg(
                origin=system.places[tail],
                to=system.places[head],
                ids=tuple(item.leg.id for item in behind),
                flow=flow / size,
                low=low,
                high=high,
                citations=cited(data, (c for item in behind for c in item.citations)),
            )
        )
    return tuple(sorted(legs, key=lambda leg: (by_size(leg.flow), leg.origin, leg.to)))


def _places(found: FlowEstimate, size: float) -> tuple[EstimatedPlace, ...]:
    system = found.system
    places = []
    for at, code in enumerate(system.places):
        through = float(found.throughput[at])
        if settled(through) > _TRACE:
            seized = system.demand.seizures.get(code)
            used = system.demand.consumption.get(code)
            figures = [figure for figure in (used, seized) if figure is not None]
            places.append(
                EstimatedPlace(
                    place=code,
                    name=system.data.places.name(code),
                    demand=float(found.demand[at]) / size,
                    throughput=through / size,
                    supply=float(found.made[at]) / size,
                    seizures=(seized.best if seized is not None else 0.0) / size,
                    derived=used is not None and used.derived,
                    near=any(figure.near for figure in figures),
                    citations=cited(
                        system.data, (c for figure in figures for c in figure.citations)
                    ),
                )
            )
    return tuple(sorted(places, key=lambda place: (by_size(place.throughput), place.place)))


def _beside(found: FlowEstimate, item: Residual, size: float) -> CitedBeside:
    return CitedBeside(
        what=item.what,
        origin=item.origin,
        to=item.to,
        citation=cited(found.system.data, item.figure.citations),
        cited=_range(item.figure, size),
        model=item.model / size,
        z=item.z,
    )


def _range(figure: Figure, size: float) -> tuple[float, float, float]:
    return figure.low / size, figure.best / size, figure.high / size


def notes_on(found: FlowEstimate) -> tuple[str, ...]:
    """Return what an estimate assumed, derived and left out, in sentences."""
    system = found.system
    return tuple(_sentences(found, system.assumptions))


def _sentences(found: FlowEstimate, assumptions: Assumptions) -> Iterable[str]:
    system = found.system
    yield "Demand (consumption and seizures) is passed on to suppliers, up to the producers"
    yield SUPPLIER_SHARES[assumptions.supplier_shares]
    if system.suppliers.support.tables:
        yield (
            "A table of seizures that names suppliers is one more report of each, by the number "
            f"of records that did not fly ({', '.join(system.suppliers.support.tables)})"
        )
    if system.suppliers.observations:
        yield f"Cited shares fix suppliers: {', '.join(system.suppliers.observations)}"
    yield from system.demand.notes
    if {"opium"} & set(system.suppliers.network.commodities):
        yield "Opium counts as a tenth of its weight in heroin"
    if found.balanced:
        yield (
            "Where demand, production and cited yearly flows do not add up, each gives way, the "
            "best known the least (--no-reconcile shows demand as it is passed on)"
        )
    world = system.demand.world
    if world is not None:
        used = sum(figure.best for figure in system.demand.consumption.values())
        yield (
            f"The world's consumption is cited as {world.best / 1000:,.3g} t a year; the figures "
            f"by country add up to {settled(used / 1000):,.3g} t"
        )
    if any(producer.made is not None for producer in found.producers.values()):
        yield (
            f"Cited production is scaled by {settled(system.production_scale):.3g} to what ends "
            "everywhere, because it speaks of the mix of producers; beside what is cited, the "
            "estimate's is shown at the scale of what is cited"
        )
    if not found.producers:
        yield "No production is cited: every place without a supplier starts a flow"
    yield from remarks_of(found)
    if assumptions.years is None:
        yield "All years are pooled; --years narrows the answer"
    yield "An estimate of reported movements, not a measured trade"
