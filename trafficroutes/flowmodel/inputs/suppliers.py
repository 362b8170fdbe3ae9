"""Who supplies whom, by what is reported and seized: the inward connections of each place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trafficroutes.flowmodel.inputs.observed import cited_shares
from trafficroutes.flowmodel.inputs.support import Connections, Support, support_of
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.independence import ANY, Threshold
from trafficroutes.graph.network import Network, network_of
from trafficroutes.graph.recipe import Recipe
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years


@dataclass(frozen=True, eq=False)
class Suppliers:
    """The connections by which places are supplied.

    Attributes
    ----------
    network : Network
        The legs of the selection, by evidence.
    places : tuple of str
        Codes, sorted: those of the legs, and members of regions that goods enter.
    tails, heads : int array, shape (edges,)
        Positions in ``places``, sorted by (tail, head); one connection a pair.
    way : bool array, shape (edges,)
        Which connections are ways of a region to a member, without a leg.
    support : Support
        What is reported of each and seized on it.
    fixed : float array, shape (edges,)
        Cited share of the head's supply; NaN where none is cited.
    legs : tuple of tuples of SelectedLeg
        Behind each; empty for the way of a region to a member.
    observations : tuple of str
        Ids of the observations that fix shares.
    left_out : int
        Legs out of regions, which name no supplier.
    """

    network: Network
    places: tuple[str, ...]
    tails: Ints
    heads: Ints
    way: Mask
    support: Support
    fixed: Floats
    legs: tuple[tuple[SelectedLeg, ...], ...]
    observations: tuple[str, ...]
    left_out: int


@lru_cache(maxsize=16)
def suppliers_of(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    *,
    years: Years | None,
    modes: tuple[str, ...],
    recipe: Recipe,
    threshold: Threshold = ANY,
    without: tuple[str, ...] = (),
) -> Suppliers:
    """Return who supplies whom; kept for the next question about it.

    Observed shares that answer a question of ``without`` play no part.
    """
    network = network_of(data, label, commodities, years=years, modes=modes, threshold=threshold)
    legs, left_out = _connections(data, network, years)
    pairs = sorted(legs)
    places = tuple(sorted({code for pair in pairs for code in pair}.union(network.places)))
    index = {code: position for position, code in enumerate(places)}
    fixed, used = cited_shares(data, commodities, years, pairs, without)
    return Suppliers(
        network=network,
        places=places,
        tails=np.array([index[tail] for tail, _ in pairs], dtype=np.int64),
        heads=np.array([index[head] for _, head in pairs], dtype=np.int64),
        way=np.array([not legs[pair] for pair in pairs], dtype=bool),
        support=support_of(data, commodities, years, pairs, legs, recipe, modes),
        fixed=np.array([fixed.get(pair, np.nan) for pair in pairs], dtype=np.float64),
        legs=tuple(tuple(legs[pair]) for pair in pairs),
        observations=used,
        left_out=left_out,
    )


def _connections(data: Dataset, network: Network, years: Years | None) -> tuple[Connections, int]:
    """Return the legs of each connection, none for a region's ways, and legs left out."""
    codes = network.places
    found: dict[tuple[str, str], tuple[SelectedLeg, ...]] = {}
    left_out = 0
    edges = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    for (tail, head), legs in zip(edges, network.legs, strict=True):
        if is_region(codes[tail]):
            left_out += len(legs)
        else:
            found[codes[tail], codes[head]] = legs
    for region in sorted({head for _, head in found if is_region(head)}):
        for member in data.places.members(region, years):
            found[region, member] = ()
    return found, left_out
