"""The network of a question, weighted by the flow estimate or otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.dataset.opening import DataGiven, keep, opened
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.inputs.demand import demand_of
from trafficroutes.flowmodel.inputs.production import producers_of
from trafficroutes.graph.building import graph_of
from trafficroutes.graph.counting import stand_on_events
from trafficroutes.graph.independence import ANY, Threshold
from trafficroutes.graph.network import Network, market_places, network_of
from trafficroutes.graph.weighting import WEIGHTINGS
from trafficroutes.model.arguments import check_known, listed
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.refs import is_region
from trafficroutes.model.vocabulary import MODES
from trafficroutes.model.years import Period, Years, parse_years

if TYPE_CHECKING:
    import networkx as nx

    from trafficroutes.flowmodel.estimate import FlowEstimate

_TONNE = 1000.0


def build_graph(
    data: DataGiven,
    commodity: str,
    *,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: str = "auto",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
) -> nx.DiGraph[str]:
    """Return the network of a commodity or family as a directed graph.

    Parameters
    ----------
    data : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    commodity : str
        A commodity or a family, by any of its names.
    years : str, int, range, pair or Years, optional
        A period such as ``"2005-2010"``; without it all years are pooled.
    modes : str or iterable of str
        Only legs that a citation says were travelled so; empty takes all.
    weighting : {"auto", "estimate", "evidence", "equal", "volume", "records", "records-sqrt", \
"kilograms"}
        What ``flow`` means: tonnes a year of the flow estimate, a chance between
        0 and 1, 1 an edge, cited tonnes (dollars, for money) a year, or seizure
        records, by their number (damped by the logarithm or the root) or weight. ``auto``
        takes ``estimate`` where the markets have cited demand, else ``records`` where
        most legs stand on seizure records alone, else ``evidence``.
    drop_unquantified : bool
        With ``volume``, leave out legs without a flow quantity; with ``kilograms``, those
        without a weighed record.
    min_citations : int
        Only legs with at least so many independent citations: those of one document,
        or of one published estimate, count once.
    without_press : bool
        Leave out legs that only press reports tell of.

    Returns
    -------
    networkx.DiGraph
        Nodes are codes with ``name``, ``kind`` ("country" or "region") and
        ``stays``. One edge a pair of places, with ``flow`` (more is more),
        ``cost`` = 1 / flow (more is farther), ``capacity`` in kilograms a year
        where one is cited, and ``legs``, the ids of the legs behind it with blanks
        between them. There is no ``weight``: its meaning differs between algorithms.
        All attributes are texts, numbers or truth values, so that networkx writes it
        as GraphML, GEXF, GML or JSON; a graph read back answers as before, as long
        as the data file that it names is where it was (GEXF keeps no attributes of
        the whole graph, so that it comes back as one made by hand).

    Examples
    --------
    >>> from trafficroutes import build_graph, load
    >>> graph = build_graph(load(), "cocaine", weighting="evidence")
    >>> graph.nodes["GNB"]["name"]
    'Guinea-Bissau'
    """
    data = opened(data)
    keep(data)
    label, commodities = data.resolve_commodity(commodity)
    modes = listed("modes", modes)
    check_known("weighting", weighting, WEIGHTINGS)
    for mode in modes:
        check_known("mode", mode, MODES)
    return graph_of(
        weighted_network(
            data,
            label,
            commodities,
            years=None if years is None else parse_years(years),
            modes=modes,
            weighting=weighting,
            drop_unquantified=drop_unquantified,
            threshold=Threshold(min_citations, press_alone=not without_press),
        )
    )


def weighted_network(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    *,
    years: Years | None = None,
    modes: tuple[str, ...] = (),
    weighting: str = "auto",
    drop_unquantified: bool = False,
    threshold: Threshold = ANY,
) -> Network:
    """Return the network of a family by any weighting, ``auto`` and ``estimate`` among them."""
    if weighting == "auto":
        carried = carries_estimate(data, label, commodities, years, modes, threshold)
        weighting = "estimate"
        if not carried:
            return reported_network(
                data, label, commodities, years=years, modes=modes, threshold=threshold
            )
    if weighting == "estimate":
        return estimated_network(
            data, label, commodities, years=years, modes=modes, threshold=threshold
        )
    return network_of(
        data,
        label,
        commodities,
        years=years,
        modes=modes,
        weighting=weighting,
        drop_unquantified=drop_unquantified,
        threshold=threshold,
    )


def reported_network(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    *,
    years: Years | None = None,
    modes: tuple[str, ...] = (),
    threshold: Threshold = ANY,
) -> Network:
    """Return the network that ``auto`` takes without an estimate.

    By seizure records where more than half of the legs stand on these alone, else by evidence.
    """
    made = partial(
        network_of, data, label, commodities, years=years, modes=modes, threshold=threshold
    )
    found = made()
    return made(weighting="records") if _stands_on_events(found) else found


@lru_cache(maxsize=16)
def _stands_on_events(network: Network) -> bool:
    """Whether more than half of the legs of a network stand on events alone; kept."""
    return stand_on_events([item for joined in network.legs for item in joined])


@lru_cache(maxsize=64)
def carries_estimate(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    years: Years | None = None,
    modes: tuple[str, ...] = (),
    threshold: Threshold = ANY,
) -> bool:
    """Whether the data carry a flow estimate of a family in a period; kept.

    They do where some country has cited production, and at least half of the
    markets (countries that a leg touches, where consumption or a final destination is
    cited) have an amount of consumption near the period.
    """
    if any(data.commodity(key).unit == "usd" for key in commodities):
        return False
    network = network_of(data, label, commodities, years=years, modes=modes, threshold=threshold)
    markets = market_places(data, commodities).intersection(
        code for code in network.places if not is_region(code)
    )
    known = markets & demand_of(data, commodities, years).consumption.keys()
    return (
        bool(known)
        and 2 * len(known) >= len(markets)
        and bool(producers_of(data, commodities, years))
    )


@lru_cache(maxsize=16)
def estimated_network(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    *,
    years: Years | None = None,
    modes: tuple[str, ...] = (),
    threshold: Threshold = ANY,
) -> Network:
    """Return the network of the flow estimate, in tonnes a year.

    A region's ways on to its members are connections of their own, without legs.
    What ends in a place stays there; producers supply what the estimate has them
    make.
    """
    # Loaded only where there is an estimate.
    from trafficroutes.flowmodel.estimate import flow_estimate
    from trafficroutes.flowmodel.system import Assumptions

    assumptions = Assumptions(years=years, modes=modes, threshold=threshold)
    estimate = flow_estimate(data, label, commodities, assumptions)
    system = estimate.system
    edges = np.flatnonzero(estimate.flow > 0)
    if not edges.size:
        raise QueryError(f"the flow estimate of {label} moves nothing: use another weighting")
    used = np.zeros(len(system.places), dtype=bool)
    used[system.tails[edges]] = used[system.heads[edges]] = True
    at = np.cumsum(used) - 1
    network = system.suppliers.network
    return replace(
        network,
        weighting="estimate",
        places=tuple(np.array(system.places)[used].tolist()),
        tails=at[system.tails[edges]],
        heads=at[system.heads[edges]],
        flow=estimate.flow[edges] / _TONNE,
        stays=estimate.demand[used] / _TONNE,
        legs=tuple(system.suppliers.legs[edge] for edge in edges.tolist()),
        supply={code: made for code, made in estimate.supply.items() if made > 0},
        regions_pass_on=True,
        worthless=0,
        remarks=(*network.remarks, *remarks_of(estimate)),
    )


def tonnes_by_pair(
    data: Dataset, label: str, commodities: tuple[str, ...], years: Years | None
) -> dict[tuple[str, str], float] | None:
    """Return the estimated tonnes a year by ends; None where the data carry no estimate."""
    if not carries_estimate(data, label, commodities, years):
        return None
    network = estimated_network(data, label, commodities, years=years)
    ends = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    return {
        (network.places[tail], network.places[head]): flow
        for (tail, head), flow in zip(ends, network.flow.tolist(), strict=True)
    }


def remarks_of(estimate: FlowEstimate) -> tuple[str, ...]:
    """Return what an answer that stands on an estimate has to say of it, in a sentence or two."""
    system = estimate.system
    name = system.data.places.name
    remarks = []
    silent = sum(
        len(legs)
        for legs, flow in zip(system.suppliers.legs, estimate.flow.tolist(), strict=True)
        if not flow
    )
    if silent:
        remarks.append(
            f"{_legs(silent)} {_verb(silent, 'carries', 'carry')} nothing in the estimate, "
            "leading into producing countries or to places where no market is cited"
        )
    if system.suppliers.left_out:
        remarks.append(
            f"{_legs(system.suppliers.left_out)} out of regions "
            f"{_verb(system.suppliers.left_out, 'is', 'are')} left out, for want of a country that "
            "supplies"
        )
    if estimate.overdrawn:
        listed = ", ".join(
            f"{name(code)} ({settled(amount / _TONNE):,.3g} t, "
            f"cited {settled(figure.high / _TONNE):,.3g} t at most)"
            for code, (amount, figure) in estimate.overdrawn.items()
        )
        remarks.append(f"Demand asks more of producers than is cited: {listed}")
    return tuple(remarks)


def _verb(count: int, one: str, several: str) -> str:
    return one if count == 1 else several


def _legs(count: int) -> str:
    return f"{count} leg{'s' if count != 1 else ''}"
