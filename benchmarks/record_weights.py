"""Weightings by seizure records beside published shares: how far each misses.

    python -m benchmarks.record_weights NETWORK.yaml [--years 2005-2020]

NETWORK.yaml is a data file with events, as ``trafficroutes seizures`` makes it of a table.
The published shares are those of the data that ship (observations of the kind ``share``
that end in a country), of the families that both files have. Two kinds are compared:
shares of a direct supplier that makes none itself, with the records that lead into the
market; and shares of the goods that pass a country between two ends, with the hub share.
One line a weighting and kind: how many shares, mean absolute error, that of a constant
(the mean of the other published shares), and the correlation of ranks. Nothing is fitted.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.stats import spearmanr

from trafficroutes import hubs, load
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.flowmodel.inputs.observed import shares_observed
from trafficroutes.graph.building import graph_of
from trafficroutes.graph.counting import BY_RECORDS
from trafficroutes.graph.network import Network, build_network
from trafficroutes.graph.selection import select
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Observation
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years, parse_years

if TYPE_CHECKING:
    import networkx as nx

#: The last is no weighting that is offered: records as they are.
WEIGHTINGS = (*BY_RECORDS, "records-raw", "evidence", "equal")


class Compared(NamedTuple):
    """A published share with what a weighting makes of it."""

    key: str
    kind: str
    published: float
    found: float


def compared(
    links: Dataset, shipped: Dataset, weighting: str, years: Years | None
) -> Iterator[Compared]:
    """Yield the published shares that a weighting says something of."""
    for family in sorted(set(links.families) & set(shipped.families)):
        label, commodities = links.resolve_commodity(family)
        selection = select(links, label, commodities)
        network = build_network(links, selection, weighting=weighting, drop_unquantified=True)
        graph = graph_of(network)
        told_of = shipped.resolve_commodity(family)[1]
        made = {e.place for e in shipped.records.production if e.commodity in told_of}
        told = shares_observed(shipped, told_of, years)
        for entry, figure in sorted(told, key=lambda pair: pair[0].id):
            if entry.origin is None or is_region(str(entry.to)) or entry.corridor is not None:
                continue
            if not entry.via and any(shipped.places.lies_in(p, entry.origin) for p in made):
                continue  # where goods were made is no direct supplier
            kind = "passes" if entry.via else "supplies"
            found = _passing(graph, entry) if entry.via else _supplied(links, network, entry)
            if found is not None:
                yield Compared(entry.id, kind, figure.best, found)


def _supplied(links: Dataset, network: Network, entry: Observation) -> float | None:
    """Return the part of what leads into a market that comes from a place; None of nothing."""
    into = {
        network.places[tail]: flow
        for tail, head, flow in zip(
            network.tails.tolist(), network.heads.tolist(), network.flow.tolist(), strict=True
        )
        if network.places[head] == entry.to
    }
    if not into:
        return None
    here = sum(flow for code, flow in into.items() if links.places.lies_in(code, str(entry.origin)))
    share: float = here / sum(into.values())
    return share


def _passing(graph: nx.DiGraph[str], entry: Observation) -> float | None:
    """Return the hub share of the place that a share names; None without a route."""
    if len(entry.via) != 1 or is_region(entry.via[0]):
        return None
    try:
        answer = hubs(graph, str(entry.origin), str(entry.to), draws=0).answers[0]
    except TrafficRoutesError:
        return None
    return next((hub.share for hub in answer.hubs if hub.place == entry.via[0]), 0.0)


def line(name: str, found: list[Compared]) -> str:
    """Return a line of figures."""
    published = np.array([one.published for one in found])
    ours = np.array([one.found for one in found])
    if len(found) < 3:  # noqa: PLR2004 - no correlation of fewer
        return f"{name:<24} {len(found):4d}  too few"
    others = (published.sum() - published) / (len(published) - 1)
    error, constant = np.abs(ours - published).mean(), np.abs(others - published).mean()
    ranks = spearmanr(ours, published).statistic
    return f"{name:<24} {len(found):4d} {error:8.3f} {constant:9.3f} {ranks:9.2f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("network", metavar="NETWORK.yaml")
    parser.add_argument("--years", type=parse_years, help="a period such as 2005-2020")
    asked = parser.parse_args()
    shipped = load()
    # With the regions that the published shares name.
    links = replace(load(asked.network), places=shipped.places)
    print(f"{'':<24} {'n':>4} {'error':>8} {'constant':>9} {'rank corr':>9}")
    for weighting in WEIGHTINGS:
        found = list(compared(links, shipped, weighting, asked.years))
        for kind in ("supplies", "passes"):
            some = [one for one in found if one.kind == kind]
            if some:
                print(line(f"{weighting}, {kind}", some))


if __name__ == "__main__":
    main()
