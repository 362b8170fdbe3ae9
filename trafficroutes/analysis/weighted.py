"""The networks that a question is answered from, by its weighting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.networks import weighted_network
from trafficroutes.graph.network import Network, network_of
from trafficroutes.model.dataset import Dataset

if TYPE_CHECKING:
    from trafficroutes.analysis.query import Query


def family_networks(data: Dataset, query: Query) -> Iterator[Network]:
    """Yield the network of each family (or of the one commodity) asked for.

    Families that nothing can be estimated for are passed over where every family is
    asked for, unless there is no other.
    """
    if query.commodity is None:
        wanted = list(data.families.items())
    else:
        wanted = [data.resolve_commodity(query.commodity)]
    refusals: list[QueryError] = []
    for label, commodities in wanted:
        try:
            network = weighted_network(
                data,
                label,
                commodities,
                years=query.years,
                modes=query.modes,
                weighting=query.weighting,
                drop_unquantified=query.drop_unquantified,
                threshold=query.threshold,
            )
        except QueryError as error:
            refusals.append(error)
        else:
            yield network
    if len(refusals) == len(wanted):
        raise refusals[0]


def by_evidence(network: Network) -> Network:
    """Return the network of the same selection by evidence, with a remark on why."""
    if network.data is None or network.selection is None:
        return network
    selection = network.selection
    found = network_of(
        network.data,
        selection.label,
        selection.commodities,
        years=selection.years,
        modes=selection.modes,
        threshold=selection.threshold,
    )
    return replace(
        found,
        remarks=(
            "The flow estimate has nothing on this way, so legs count by their evidence instead",
        ),
    )
