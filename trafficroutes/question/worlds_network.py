"""Possible worlds of one network: which legs each draw keeps, and how strong they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trafficroutes.flowmodel.networks import weighted_network
from trafficroutes.flowmodel.worlds.sampling import (
    Draws,
    average_kept,
    draws_of,
    recounted,
)
from trafficroutes.flowmodel.worlds.spreads import sample, spread_of
from trafficroutes.graph.arrays import Floats, Ints, regions_among, summed
from trafficroutes.graph.counting import (
    cap_of,
    capped,
    damped,
    effective,
    events_of,
    is_by_records,
)
from trafficroutes.graph.independence import groups_of
from trafficroutes.graph.network import Network, build_network, is_use, production_cited, staying
from trafficroutes.graph.recipe import RECIPE
from trafficroutes.graph.selection import SelectedLeg, Selection
from trafficroutes.graph.weighting import Reports
from trafficroutes.markov.threads import parts_of, side_by_side
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years

_TONNE = 1000.0


@dataclass(frozen=True, eq=False)
class NetworkDraws:
    """A network in each of some draws.

    Attributes
    ----------
    flow : float array, shape (draws, edges)
        Strength of each connection of the network; 0 where a draw has none.
    stays : float array, shape (draws, places)
        Strength of "stays here".
    supply : mapping of code to float array, shape (draws,)
        Production, kilograms a year.
    asked, seed : int
        How many draws were asked for, and by which seed; those that could not be
        balanced (``estimate`` only) are left out.
    """

    flow: Floats
    stays: Floats
    supply: Mapping[str, Floats]
    asked: int
    seed: int

    @property
    def unbalanced(self) -> int:
        """Draws left out because their flows could not be balanced."""
        return self.asked - len(self.flow)


@lru_cache(maxsize=4)
def draw_network(network: Network, draws: int, *, seed: int) -> NetworkDraws | None:
    """Return a network in each of some draws; None where there is nothing to draw.

    A draw keeps or drops documents and claims by their grades, and sets figures in
    their ranges. A graph that was made or changed by hand has no citations that say
    how sure it is. Kept for the next question about the network.

    Parameters
    ----------
    network : Network
    draws : int
        How many, at least 1.
    seed : int
        Same seed, same draws; 200 are the first 200 of 1,000.
    """
    data, selection = network.data, network.selection
    if data is None or selection is None or not _as_built(network, data, selection):
        return None
    make = _by_estimate if network.weighting == "estimate" else _by_citations
    return make(network, data, selection, draws, seed)


def _as_built(network: Network, data: Dataset, selection: Selection) -> bool:
    """Whether a network is what its selection makes it, and was not changed by hand."""
    built = weighted_network(
        data,
        selection.label,
        selection.commodities,
        years=selection.years,
        modes=selection.modes,
        weighting=network.weighting,
        drop_unquantified=True,
        threshold=selection.threshold,
    )
    if network.weighting != "estimate" and built.selection is not selection:
        # Its legs were chosen otherwise, as those of an estimate are, from every year.
        built = build_network(data, selection, weighting=network.weighting, drop_unquantified=True)
    return (
        built.places == network.places
        and dict(built.supply) == dict(network.supply)
        and all(
            np.array_equal(getattr(built, name), getattr(network, name))
            for name in ("tails", "heads", "flow", "stays")
        )
    )


def _by_estimate(
    network: Network, data: Dataset, selection: Selection, draws: int, seed: int
) -> NetworkDraws:
    """Return the draws of the flow estimate, which have gone through all its steps.

    What a draw moves over connections that carry nothing in the estimate itself, and so
    are none of the network, counts as ending in the place that it leaves.
    """
    # Loaded only where there is an estimate.
    from trafficroutes.flowmodel.estimate import flow_estimate
    from trafficroutes.flowmodel.intervals import drawn_flows
    from trafficroutes.flowmodel.system import Assumptions

    found = flow_estimate(
        data,
        selection.label,
        selection.commodities,
        Assumptions(years=selection.years, modes=selection.modes, threshold=selection.threshold),
    )
    drawn = drawn_flows(found, draws, seed=seed)
    index = found.system.index
    at = np.array([index[code] for code in network.places], dtype=np.int64)
    silent = np.flatnonzero(found.flow <= 0)
    ends = drawn.demand + summed(
        drawn.flows[:, silent], found.system.tails[silent], len(found.system.places)
    )
    return NetworkDraws(
        flow=drawn.flows[:, np.flatnonzero(found.flow > 0)] / _TONNE,
        stays=ends[:, at] / _TONNE,
        supply={code: drawn.made[:, index[code]] for code in network.supply},
        asked=draws,
        seed=seed,
    )


def _by_citations(
    network: Network, data: Dataset, selection: Selection, draws: int, seed: int
) -> NetworkDraws:
    """Return what each draw keeps of the citations."""
    legs = [[c for item in joined for c in item.citations] for joined in network.legs]
    made = production_cited(data, selection)
    markets = _markets(data, selection.commodities)
    drawn = _CitationDraws(
        data,
        [c for group in (*legs, *made.values(), *markets.values()) for c in group],
        selection.years,
        draws,
        seed,
        figures=bool(made) or network.weighting == "volume",
    )
    flow = _flows(drawn, network, legs)
    return NetworkDraws(
        flow=flow,
        stays=_stays(drawn, network, markets, flow),
        supply={code: drawn.production(citations) for code, citations in made.items()},
        asked=draws,
        seed=seed,
    )


class _CitationDraws:
    """Draws of some citations, asked by citation."""

    def __init__(
        self,
        data: Dataset,
        wanted: list[Citation],
        years: Years | None,
        draws: int,
        seed: int,
        *,
        figures: bool,
    ) -> None:
        self.data = data
        self.years = years
        self.seed = seed
        # Each once, by identity: two citations may say the very same.
        self.citations = list({id(citation): citation for citation in wanted}.values())
        self.at = {id(citation): at for at, citation in enumerate(self.citations)}
        self.draws: Draws = draws_of(data, self.citations, draws, seed=seed, figures=figures)

    def positions(self, groups: Sequence[Sequence[Citation]]) -> list[list[int]]:
        """Return where the citations of each group stand."""
        return [[self.at[id(citation)] for citation in group] for group in groups]

    def present(self, groups: Sequence[Sequence[Citation]]) -> Floats:
        """Return 1 where a draw keeps a citation of a group, else 0; (draws, groups)."""
        return self.draws.present(self.positions(groups)).astype(np.float64)

    def strengths(self, groups: Sequence[Sequence[Citation]]) -> Floats:
        """Return the evidence strength of each group, shape (draws, groups).

        A report that is kept counts 1, by its years. A group of which none is kept
        counts for a small part (``Recipe.doubted``) of what all would.
        """
        reports = Reports(
            self.citations,
            self.positions(groups),
            RECIPE.time_weights(self.citations, self.years),
        )
        every = reports.strengths(np.ones((1, len(self.citations)), dtype=bool))
        kept = self.draws.kept
        found = np.empty((len(kept), len(groups)))

        def work(part: slice) -> None:
            np.maximum(reports.strengths(kept[part]), RECIPE.doubted * every, out=found[part])

        side_by_side(work, parts_of(len(kept)))
        return found

    def volume(self, item: SelectedLeg) -> Floats:
        """Return the yearly amount of a leg by the figures that a draw keeps, (draws,)."""
        amounts, columns, groups = self._figures(item.citations, "flow")
        return average_kept(amounts, self.draws.kept[:, columns], groups)[0]

    def recorded(self, network: Network) -> Floats:
        """Return the records (or kilograms) of each connection, shape (draws, edges).

        A bootstrap of the records: each is there as often as a Poisson draw of mean 1 says,
        so n of them are as many as one of mean n. Kilograms are as many as their effective
        number of records (:func:`trafficroutes.graph.counting.effective`) varies. A leg of
        citations alone counts as one record where a draw keeps one of them.
        """
        by_weight = network.weighting == "kilograms"
        items = [item for joined in network.legs for item in joined]
        edges = np.repeat(np.arange(len(network.legs)), list(map(len, network.legs)))
        cap = cap_of(items)
        found = np.zeros((len(self.draws.kept), len(network.legs)))
        for edge, item in zip(edges.tolist(), items, strict=True):
            events = events_of(item)
            if not events and not by_weight:
                found[:, edge] += self.present([item.citations])[:, 0]
            for event in events:
                mean = effective(event) if by_weight else float(event.event.records)
                size = capped(event, cap) / mean if by_weight and mean else float(not by_weight)
                found[:, edge] += size * recounted(
                    self.data, event, mean, len(found), seed=self.seed
                )
        return found

    def production(self, citations: Sequence[Citation]) -> Floats:
        """Return the yearly production of a place, shape (draws,).

        A place whose figures are all in doubt still makes something: where a draw
        keeps none of them, all count.
        """
        amounts, columns, groups = self._figures(citations, None)
        kept = self.draws.kept[:, columns]
        return average_kept(amounts, kept | ~kept.any(axis=1, keepdims=True), groups)[0]

    def _figures(
        self, citations: Sequence[Citation], basis: str | None
    ) -> tuple[Floats, Ints, list[list[int]]]:
        """Return the amounts a year in each draw, where they stand, and which hang together."""
        told = {
            self.at[id(c)]: (c.quantity, factor)
            for c in citations
            if c.quantity is not None
            and basis in (None, c.quantity.basis)
            and (factor := Quantity(unit=c.quantity.unit, best=1.0).per_year(c.years)) is not None
        }
        columns = np.array(list(told), dtype=np.int64)
        spreads = [spread_of(quantity) for quantity, _ in told.values()]
        factors = np.array([factor for _, factor in told.values()])
        column = {at: number for number, at in enumerate(told)}
        apart = groups_of(self.citations, self.positions([citations]))[0]
        groups = [[column[at] for at in group if at in told] for group in apart]
        amounts: Floats = sample(spreads, self.draws.quantile[:, columns]) * factors
        return amounts, columns, [group for group in groups if group]


def _flows(drawn: _CitationDraws, network: Network, legs: list[list[Citation]]) -> Floats:
    if network.weighting == "evidence":
        return drawn.strengths(legs)
    if network.weighting == "equal":
        return drawn.present(legs)
    if is_by_records(network.weighting):
        return damped(drawn.recorded(network), network.weighting)
    flow = np.zeros((drawn.draws.kept.shape[0], len(legs)))
    for edge, joined in enumerate(network.legs):
        for item in joined:
            size = 1.0 if item.leg.commodity.dimension == "money" else _TONNE
            flow[:, edge] += drawn.volume(item) / size
    return flow


def _stays(
    drawn: _CitationDraws, network: Network, markets: Mapping[str, list[Citation]], flow: Floats
) -> Floats:
    """Return what stays in each place, by the rules of the network, in each draw."""
    market = drawn.present([markets.get(code, []) for code in network.places])
    stays = staying(market, flow, network.tails, network.heads, network.weighting)
    stays[:, regions_among(network.places)] = 0.0
    return stays


def _markets(data: Dataset, commodities: tuple[str, ...]) -> dict[str, list[Citation]]:
    """Return the citations of consumption, and of a final destination, by place."""
    found: dict[str, list[Citation]] = {}
    for use in data.records.consumption:
        if use.commodity in commodities and is_use(use.measure):
            found.setdefault(use.place, []).extend(use.citations)
    for statement in data.records.flows:
        if statement.commodity in commodities:
            found.setdefault(statement.to, []).extend(statement.citations)
    return found
