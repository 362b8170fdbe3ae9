"""Intervals of centralities: every measure taken anew of the network of each draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.centrality.legs import (
    LEG_MEASURES,
    SHARE,
    ends_of_legs,
    measures_of_legs,
)
from trafficroutes.analysis.centrality.measures import MEASURES, Setting, setting_of
from trafficroutes.analysis.centrality.network import country_network
from trafficroutes.analysis.centrality.results import CentralityIntervals
from trafficroutes.dataset.store import code_digest
from trafficroutes.flowmodel.worlds.cache import kept_or_made
from trafficroutes.graph.arrays import Floats
from trafficroutes.graph.network import Network
from trafficroutes.question.draws import leg_shares, question_draws
from trafficroutes.question.intervals import (
    Drawing,
    counted_apart,
    how_drawn,
    intervals,
    rank_intervals,
    ranks_in_draws,
)
from trafficroutes.question.worlds import BY_HAND
from trafficroutes.question.worlds_network import NetworkDraws, draw_network

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved


#: Values that differ by less, as parts of the largest, are one.
_SAME = 1e-9


NOTHING = CentralityIntervals({}, {})


@dataclass(frozen=True)
class CentralityDraws:
    """What the draws say.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    places, legs : CentralityIntervals
        What they say of the countries and of the legs.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    places: CentralityIntervals
    legs: CentralityIntervals
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CentralityOptions:
    """What is asked of every draw.

    Attributes
    ----------
    measures : tuple of str
    groups, regions : str
        As for :func:`trafficroutes.centrality`.
    ends : pair of sets of str or None
        As for ``setting_of``.
    draws, seed : int
    legs : bool
        Whether legs are measured too.
    """

    measures: tuple[str, ...]
    groups: str
    regions: str
    ends: tuple[frozenset[str], frozenset[str]] | None
    draws: int
    seed: int
    legs: bool = True

    @property
    def of_legs(self) -> tuple[str, ...]:
        """What legs are measured by."""
        return LEG_MEASURES if self.legs else ()


def centrality_draws(
    setting: Setting, asked: CentralityOptions, solved: Solved | None
) -> CentralityDraws:
    """Return the intervals of values and ranks; what a draw lacks has 0 there.

    Parameters
    ----------
    setting : Setting
        The network.
    asked : CentralityOptions
        What is asked of every draw.
    solved : Solved or None
        The question whose journeys give legs a share.
    """
    if asked.draws == 0:
        return CentralityDraws(None, NOTHING, NOTHING, ())
    network = setting.countries.network
    drawn = draw_network(network, asked.draws, seed=asked.seed)
    if drawn is None or network.data is None:
        return CentralityDraws(None, NOTHING, NOTHING, (BY_HAND,))
    made = kept_or_made(
        network.data.sha256, _parameters(network, asked), lambda: _values(setting, asked, drawn)
    )
    used = made["places"].shape[1]
    drawing = Drawing(asked.draws, asked.seed, used, len(drawn.flow) - used, drawn.unbalanced)
    of_legs = dict(zip(asked.of_legs, made["legs"], strict=True))
    apart = ""
    if solved is not None and used:
        of_legs[SHARE], apart = shares_in_draws(
            solved, ends_of_legs(setting), asked.draws, seed=asked.seed
        )
    notes = (
        how_drawn(network, drawing),
        counted_apart(drawing, "evidence ranges", lost="no leg joins two countries"),
        apart,
    )
    return CentralityDraws(
        drawing=drawing,
        places=_drawn(dict(zip(asked.measures, made["places"], strict=True))),
        legs=_drawn(of_legs),
        notes=tuple(note for note in notes if note),
    )


def _drawn(values: Mapping[str, Floats]) -> CentralityIntervals:
    """Return the intervals of values in draws, (draws, n) by measure."""
    told = {measure: found for measure, found in values.items() if len(found)}
    return CentralityIntervals(
        values={measure: intervals(found) for measure, found in told.items()},
        ranks={
            measure: rank_intervals(ranks_in_draws(_scaled(found)))
            for measure, found in told.items()
        },
    )


def values_outside(values: Mapping[str, Floats], drawn: CentralityIntervals, what: str) -> str:
    """Return for how many countries (or legs) each measure lies outside; empty for none."""
    told = []
    for measure, spans in drawn.values.items():
        found = values[measure]
        low, high = np.array(spans).T
        noise = _SAME * max(float(np.abs(found).max()), float(high.max()))
        beyond = int(((found < low - noise) | (found > high + noise)).sum())
        if beyond:
            told.append(f"{measure.replace('_', ' ')} of {beyond}")
    if not told:
        return ""
    return (
        f"A value lies outside its evidence range by {', '.join(told)} (of {low.size} {what}), "
        "because the network of all reports has more legs than that of a draw"
    )


def _parameters(network: Network, asked: CentralityOptions) -> dict[str, object]:
    """Return all that the values depend on besides the data, for the cache."""
    return {
        "what": "centrality of places and legs",
        "code": code_digest("markov", "question", "analysis").hex(),
        "commodities": network.commodities,
        "weighting": network.weighting,
        "years": None if network.years is None else str(network.years),
        "modes": network.selection.modes if network.selection is not None else (),
        "threshold": str(network.selection.threshold) if network.selection is not None else "",
        "measures": asked.measures,
        "of_legs": asked.of_legs,
        "groups": asked.groups,
        "regions": asked.regions,
        "ends": None if asked.ends is None else [sorted(map(str, codes)) for codes in asked.ends],
        "draws": asked.draws,
        "seed": asked.seed,
    }


def _values(setting: Setting, asked: CentralityOptions, drawn: NetworkDraws) -> dict[str, Floats]:
    """Return the values in the draws that have a leg, (measures, draws, countries or legs)."""
    index = {code: at for at, code in enumerate(setting.countries.places)}
    column = {ends: at for at, ends in enumerate(ends_of_legs(setting))}
    places, legs = [], []
    for network in networks_in_draws(setting.countries.network, drawn):
        countries = country_network(network, regions=asked.regions)
        if not countries.count:
            continue
        there = setting_of(countries, ends=asked.ends, groups=asked.groups)
        row = np.zeros((len(asked.measures), len(index)))
        row[:, [index[code] for code in countries.places]] = [
            MEASURES[measure](there) for measure in asked.measures
        ]
        places.append(row)
        row = np.zeros((len(asked.of_legs), len(column)))
        if asked.legs:
            row[:, [column[ends] for ends in ends_of_legs(there)]] = measures_of_legs(there)
        legs.append(row)
    return {
        "places": np.array(places).reshape(-1, len(asked.measures), len(index)).swapaxes(0, 1),
        "legs": np.array(legs).reshape(len(legs), len(asked.of_legs), len(column)).swapaxes(0, 1),
    }


def networks_in_draws(network: Network, drawn: NetworkDraws) -> Iterator[Network]:
    """Yield the network that each draw keeps."""
    for draw, flow in enumerate(drawn.flow):
        there = np.flatnonzero(flow > 0)
        yield replace(
            network,
            tails=network.tails[there],
            heads=network.heads[there],
            flow=flow[there],
            legs=tuple(network.legs[edge] for edge in there.tolist()),
            stays=drawn.stays[draw],
            supply={
                code: float(made[draw]) for code, made in drawn.supply.items() if made[draw] > 0
            },
        )


def _scaled(values: Floats) -> Floats:
    """Return values as parts of the largest of their row, so that ties do not hang on units."""
    largest = np.abs(values).max(axis=1, keepdims=True, initial=0.0)
    scaled: Floats = np.divide(values, largest, out=np.zeros_like(values), where=largest > 0)
    return scaled


def shares_in_draws(
    solved: Solved, legs: Sequence[tuple[str, str]], draws: int, *, seed: int
) -> tuple[Floats, str]:
    """Return the mean uses of some legs by arriving journeys, and what was counted apart.

    Parameters
    ----------
    solved : Solved
        The question.
    legs : sequence of (str, str)
        Codes of their ends; one that no journey can take has 0.
    draws, seed : int
        How many draws, at least 1, and which.

    Returns
    -------
    float array, shape (draws, legs)
        Of the draws in which something arrives.
    str
        A note; empty where something arrives in every draw.
    """
    what = "evidence ranges of shares of journeys"
    drawn = question_draws(solved, draws, seed=seed, made=what)
    # The network's own note tells of draws that could not be balanced.
    apart = (
        "" if drawn.drawing is None else counted_apart(replace(drawn.drawing, unbalanced=0), what)
    )
    found = np.zeros((0 if drawn.solved is None else drawn.solved.chain.arrival.size, len(legs)))
    if drawn.solved is not None:
        ends, shares = leg_shares(solved, drawn.solved.chain)
        column = {pair: at for at, pair in enumerate(ends)}
        for at, pair in enumerate(legs):
            if pair in column:
                found[:, at] = shares[:, column[pair]]
    return found, apart
