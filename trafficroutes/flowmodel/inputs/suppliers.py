"""Who supplies whom, and how strongly: the inward connections of each place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trafficroutes.flowmodel.distances import directions_of, kilometres
from trafficroutes.flowmodel.inputs.observed import cited_shares
from trafficroutes.flowmodel.inputs.seizures import seized_by_provenance
from trafficroutes.graph.arrays import Floats, Ints, Mask, summed
from trafficroutes.graph.independence import ANY, Threshold, independent
from trafficroutes.graph.network import Network, network_of
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.graph.weighting import strengths_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years

#: What suppliers share a market by, where no share is cited: what is counted, and the
#: part of the share that goes by seized amounts where such are cited.
SUPPLIER_SHARES = {
    "both": ("mentions", 0.5),
    "evidence": ("evidence", 0.0),
    "seizures": ("evidence", 1.0),
    "mentions": ("mentions", 0.0),
    # What the estimate is tested beside: all alike, and the nearer the more.
    "uniform": ("uniform", 0.0),
    "distance": ("distance", 0.0),
}
_NOTES = {
    "both": "Suppliers share a market half by the number of independent reports and half by seized "
    "amounts with a provenance, where such are cited ({known} of {all} places)",
    "evidence": "Suppliers share a market by the strength of the evidence for their legs",
    "seizures": "Suppliers share a market by seized amounts with a provenance in {known} of {all} "
    "places, elsewhere by evidence",
    "mentions": "Suppliers share a market by the number of independent reports",
    "uniform": "Suppliers share a market evenly",
    "distance": "Suppliers share a market by how near they are",
}


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
    seized : float array, shape (edges,)
        Largest cited yearly seizure on each, kilograms.
    weight : float array, shape (edges,)
        Strength of each among the suppliers of its head.
    fixed : float array, shape (edges,)
        Cited share of the head's supply; NaN where none is cited.
    legs : tuple of tuples of SelectedLeg
        Behind each; empty for the way of a region to a member.
    observations : tuple of str
        Ids of the observations that fix shares.
    left_out : int
        Legs out of regions, which name no supplier.
    notes : tuple of str
        What was assumed.
    """

    network: Network
    places: tuple[str, ...]
    tails: Ints
    heads: Ints
    way: Mask
    seized: Floats
    weight: Floats
    fixed: Floats
    legs: tuple[tuple[SelectedLeg, ...], ...]
    observations: tuple[str, ...]
    left_out: int
    notes: tuple[str, ...]


@lru_cache(maxsize=16)
def suppliers_of(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    *,
    years: Years | None = None,
    modes: tuple[str, ...] = (),
    shares: str = "both",
    threshold: Threshold = ANY,
    without: tuple[str, ...] = (),
) -> Suppliers:
    """Return the suppliers of each place; kept for the next question about them.

    Goods that are only traced to a region go on to its members: the region is one
    more supplier of each, as strong as the mean of the legs that end in it. Legs
    out of a region name no supplier and are left out. Cited shares that answer a
    question of ``without`` fix none.
    """
    network = network_of(data, label, commodities, years=years, modes=modes, threshold=threshold)
    legs, left_out = _connections(data, network, years)
    pairs = sorted(legs)
    places = tuple(sorted({code for pair in pairs for code in pair}.union(network.places)))
    index = {code: position for position, code in enumerate(places)}
    tails = np.array([index[tail] for tail, _ in pairs], dtype=np.int64)
    heads = np.array([index[head] for _, head in pairs], dtype=np.int64)
    way = np.array([not legs[pair] for pair in pairs], dtype=bool)
    strength = np.where(way, 0.0, _strength(data, SUPPLIER_SHARES[shares][0], pairs, legs))
    by_pair = seized_by_provenance(data, network)
    seized = np.array([by_pair.get(pair, 0.0) if legs[pair] else 0.0 for pair in pairs])
    fixed, used = cited_shares(data, commodities, years, pairs, without)
    known = len(set(heads[seized > 0].tolist()))
    return Suppliers(
        network=network,
        places=places,
        tails=tails,
        heads=heads,
        way=way,
        seized=seized,
        weight=weigh(strength[np.newaxis], seized[np.newaxis], shares, way, tails, heads)[0],
        fixed=np.array([fixed.get(pair, np.nan) for pair in pairs], dtype=np.float64),
        legs=tuple(legs[pair] for pair in pairs),
        observations=used,
        left_out=left_out,
        notes=(_NOTES[shares].format(known=known, all=len(set(heads.tolist()))),),
    )


def _strength(
    data: Dataset,
    counted: str,
    pairs: list[tuple[str, str]],
    legs: dict[tuple[str, str], tuple[SelectedLeg, ...]],
) -> Floats:
    """Return what each connection counts for among the suppliers of its head."""
    if counted == "uniform":
        return np.ones(len(pairs))
    if counted == "distance":
        ends = zip(*pairs, strict=True)
        tails, heads = (directions_of(data.places, codes) for codes in ends)
        nearness: Floats = 1.0 / np.maximum(kilometres(tails, heads), 1.0)
        return nearness
    cited = [[c for item in legs[pair] for c in item.citations] for pair in pairs]
    if counted == "mentions":
        return np.array([float(len(independent(citations))) for citations in cited])
    return strengths_of(data, cited)


def _connections(
    data: Dataset, network: Network, years: Years | None
) -> tuple[dict[tuple[str, str], tuple[SelectedLeg, ...]], int]:
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


def weigh(
    strength: Floats, seized: Floats, shares: str, way: Mask, tails: Ints, heads: Ints
) -> Floats:
    """Return the strength of each connection among the suppliers of its head.

    Parameters
    ----------
    strength, seized : float array, shape (draws, edges)
        By citations, and by seized amounts; 0 for a region's ways to its members,
        which get the mean of what leads into it.
    shares : str
        One of ``SUPPLIER_SHARES``.
    way : bool array, shape (edges,)
    tails, heads : int array, shape (edges,)

    Examples
    --------
    Of two suppliers with three reports and one, the second had all that was seized:

    >>> tails, heads, way = np.array([0, 1]), np.array([2, 2]), np.array([False, False])
    >>> reports, seized = np.array([[3.0, 1.0]]), np.array([[0.0, 80.0]])
    >>> weigh(reports, seized, "both", way, tails, heads)
    array([[0.375, 0.625]])
    """
    part = SUPPLIER_SHARES[shares][1]
    strength = _with_ways(strength, way, tails, heads)
    if not part:
        return strength
    seized = _with_ways(seized, way, tails, heads)
    told = _by_head(seized, heads) > 0
    part_of = np.where(told, part, 0.0)[:, heads]
    weight: Floats = (1.0 - part_of) * _shared(strength, heads) + part_of * _shared(seized, heads)
    return weight


def _with_ways(values: Floats, way: Mask, tails: Ints, heads: Ints) -> Floats:
    """Return values in which a region's ways have the mean of what leads into it."""
    if not way.any():
        return values
    legs = np.where(way, 0.0, values)
    count = _by_head((legs > 0).astype(float), heads)
    mean = _by_head(legs, heads) / np.maximum(count, 1.0)
    # Every region with ways is the head of some leg, so its position is among the heads.
    filled: Floats = np.where(way, mean[:, tails.clip(max=mean.shape[1] - 1)], values)
    return filled


def _by_head(values: Floats, heads: Ints) -> Floats:
    return summed(values, heads, heads.max(initial=-1) + 1)


def _shared(values: Floats, heads: Ints) -> Floats:
    total = _by_head(values, heads)[:, heads]
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)
