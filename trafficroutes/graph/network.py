"""The network of one commodity or family as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, regions_among
from trafficroutes.graph.counting import (
    damped,
    is_by_records,
    remarks_on_events,
    surplus,
    undamped,
)
from trafficroutes.graph.independence import ANY, Threshold
from trafficroutes.graph.selection import SelectedLeg, Selection, in_period, select
from trafficroutes.graph.weighting import (
    needs_quantity,
    quantified,
    strengths,
    yearly_amount,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.records import Citation
from trafficroutes.model.vocabulary import SYNTHETIC
from trafficroutes.model.years import Years

#: What every answer says of made-up data.
MADE_UP = f"{SYNTHETIC}: these data are made up, and say nothing of any country"


@dataclass(frozen=True, eq=False)
class Network:
    """Places, connections and strengths of one commodity's network.

    Attributes
    ----------
    label : str
        The commodity or family.
    weighting : str
        What ``flow`` means: see :mod:`trafficroutes.graph.weighting`.
    places : tuple of str
        Codes of all places that a leg touches, sorted.
    tails, heads : int array, shape (edges,)
        Positions in ``places`` of the two ends of each connection, sorted by
        (tail, head).
    flow : float array, shape (edges,)
        Strength of each connection, all above 0.
    stays : float array, shape (places,)
        Strength of the exit "stays here" of each place.
    legs : tuple of tuples of SelectedLeg
        The legs behind each connection.
    gazetteer : Gazetteer
        What the codes mean.
    supply : mapping of code to float
        Cited production of places, in kilograms a year; empty where unknown.
    data : Dataset or None
        Where the legs come from; None for a graph made by hand.
    selection : Selection or None
        What was selected and left out; None for a graph made by hand.
    unquantified : int
        Legs left out because they have no quantity (``volume`` and ``kilograms`` only).
    worthless : int
        Legs left out because they count for nothing: a quantity of 0, or grades
        that are worth 0.
    regions_pass_on : bool
        Whether the ways of regions on to their members are among the connections
        (``estimate`` only); if not, a question adds them by its own rules.
    remarks : tuple of str
        What the notes of an answer have to say of this network besides.
    """

    label: str
    weighting: str
    places: tuple[str, ...]
    tails: Ints
    heads: Ints
    flow: Floats
    stays: Floats
    legs: tuple[tuple[SelectedLeg, ...], ...]
    gazetteer: Gazetteer
    supply: Mapping[str, float] = field(default_factory=dict)
    data: Dataset | None = None
    selection: Selection | None = None
    unquantified: int = 0
    worthless: int = 0
    regions_pass_on: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def commodities(self) -> tuple[str, ...]:
        """Ids of the commodities; empty for a graph made by hand."""
        return self.selection.commodities if self.selection is not None else ()

    @property
    def years(self) -> Years | None:
        """The period of the selection; None where all years are pooled."""
        return self.selection.years if self.selection is not None else None


def build_network(
    data: Dataset,
    selection: Selection,
    *,
    weighting: str = "evidence",
    drop_unquantified: bool = False,
) -> Network:
    """Return the network of the selected legs.

    Raises
    ------
    MissingQuantityError
        ``volume`` met a leg without a flow quantity, ``kilograms`` one of which no
        record was weighed.
    """
    legs = quantified(selection.legs, weighting, drop_unquantified=drop_unquantified)
    grouped = [
        (pair, tuple(joined))
        for pair, joined in groupby(legs, key=lambda s: (s.leg.origin, s.leg.to))
    ]
    flows = strengths(data, [joined for _, joined in grouped], weighting, selection.years)
    kept = [
        (*pair, flow, joined) for (pair, joined), flow in zip(grouped, flows, strict=True) if flow
    ]
    places = tuple(sorted({code for tail, head, _, _ in kept for code in (tail, head)}))
    index = {code: position for position, code in enumerate(places)}
    tails = np.array([index[tail] for tail, _, _, _ in kept], dtype=np.int64)
    heads = np.array([index[head] for _, head, _, _ in kept], dtype=np.int64)
    flow = np.array([strength for _, _, strength, _ in kept], dtype=np.float64)
    return Network(
        label=selection.label,
        weighting=weighting,
        places=places,
        tails=tails,
        heads=heads,
        flow=flow,
        stays=_stays(data, selection, places, tails, heads, flow, weighting),
        legs=tuple(joined for _, _, _, joined in kept),
        gazetteer=data.places,
        supply=supply(data, selection),
        data=data,
        selection=selection,
        unquantified=len(selection.legs) - len(legs),
        worthless=len(legs) - sum(len(joined) for *_, joined in kept),
        remarks=(
            *((MADE_UP,) if data.is_synthetic else ()),
            *remarks_on_events([joined for *_, joined in kept], weighting),
        ),
    )


def network_of(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    *,
    years: Years | None = None,
    modes: tuple[str, ...] = (),
    weighting: str = "evidence",
    drop_unquantified: bool = False,
    threshold: Threshold = ANY,
) -> Network:
    """Select legs and return their network; kept for the next question about it."""
    drops = drop_unquantified and needs_quantity(weighting)
    return kept_network(data, label, commodities, years, modes, threshold, weighting, drops)


@lru_cache(maxsize=16)
def kept_network(
    data: Dataset,
    label: str,
    commodities: tuple[str, ...],
    years: Years | None,
    modes: tuple[str, ...],
    threshold: Threshold,
    weighting: str,
    drops: bool,  # noqa: FBT001 - so that one network has one key
) -> Network:
    """Return what :func:`network_of` does, by the same arguments in this order."""
    chosen = select(
        data,
        label,
        commodities,
        years=years,
        modes=modes,
        threshold=threshold,
        every_year=weighting == "evidence",
    )
    return build_network(data, chosen, weighting=weighting, drop_unquantified=drops)


def _stays(
    data: Dataset,
    selection: Selection,
    places: tuple[str, ...],
    tails: Ints,
    heads: Ints,
    flow: Floats,
    weighting: str,
) -> Floats:
    """Return the retention of each place: how much of what reaches it has its end there.

    With ``volume`` and by records, what comes in and does not go out (of records, one at
    least in a market); else 1 where consumption or a final destination is cited for the
    place itself, and 0 elsewhere. Nothing stays in a region: its countries take it.
    """
    markets = market_places(data, selection.commodities)
    stays = staying(
        np.array([float(code in markets) for code in places]), flow, tails, heads, weighting
    )
    stays[regions_among(places)] = 0.0
    return stays


def staying(market: Floats, flow: Floats, tails: Ints, heads: Ints, weighting: str) -> Floats:
    """Return what stays in each place by a weighting, shape (places,) or (draws, places).

    Parameters
    ----------
    market : float array, shape (places,) or (draws, places)
        1 where a place is a market, else 0.
    flow : float array, shape (edges,) or (draws, edges)
        Strength of each connection.
    tails, heads : int array, shape (edges,)
    weighting : str
    """
    if weighting == "volume" or is_by_records(weighting):
        amounts = undamped(flow, weighting)
        left = surplus(amounts, tails, heads, market.shape[-1])
        # A market of which nothing was recorded is one all the same.
        least = 0.0 if needs_quantity(weighting) else market
        return damped(np.maximum(left, least), weighting)
    return market


def market_places(data: Dataset, commodities: tuple[str, ...]) -> frozenset[str]:
    """Return the places where consumption or a final destination is cited."""
    wanted = frozenset(commodities)
    records = data.records
    return frozenset(
        {
            *(e.place for e in records.consumption if e.commodity in wanted and is_use(e.measure)),
            *(e.to for e in records.flows if e.commodity in wanted),
        }
    )


def is_use(measure: str) -> bool:
    """Return whether a measure of consumption says that a place is a market."""
    return measure in ("consumption", "users", "prevalence")


def supply(data: Dataset, selection: Selection) -> dict[str, float]:
    """Return the cited production of places in kilograms a year.

    Of a family's commodities it takes the one for which the most places are
    cited (in a tie, the first by name), because amounts of opium and of heroin
    do not add up. Figures of several years are averaged, one voice for each
    independent group of citations.
    """
    return {
        place: rate
        for place, citations in production_cited(data, selection).items()
        if (rate := yearly_amount(citations)) is not None
    }


def production_cited(data: Dataset, selection: Selection) -> dict[str, list[Citation]]:
    """Return the citations of production that :func:`supply` goes by, by place, sorted."""
    cited: dict[str, dict[str, list[Citation]]] = {}
    for entry in data.records.production:
        if entry.commodity in selection.commodities:
            places = cited.setdefault(str(entry.commodity), {})
            taken = in_period(entry.citations, selection.years)
            places.setdefault(entry.place, []).extend(taken)
    told = {
        commodity: {place: c for place, c in places.items() if yearly_amount(c) is not None}
        for commodity, places in cited.items()
    }
    best = min(told, key=lambda key: (-len(told[key]), key), default=None)
    return {} if best is None else dict(sorted(told[best].items()))


def capacity(legs: tuple[SelectedLeg, ...]) -> float | None:
    """Return the cited capacity of a connection in kilograms a year, or None."""
    cited = [yearly_amount(item.citations, "capacity") for item in legs]
    known = [amount for amount in cited if amount is not None]
    return sum(known) if known else None
