"""Intervals of centralities: every measure taken anew of the network of each draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from trafficroutes.analysis.centrality_measures import MEASURES, Setting, setting_of
from trafficroutes.analysis.centrality_network import country_network
from trafficroutes.analysis.drawing import (
    Drawing,
    Interval,
    RankInterval,
    counted_apart,
    how_drawn,
    intervals,
    rank_intervals,
    ranks_in_draws,
)
from trafficroutes.analysis.ensemble_network import NetworkDraws, draw_network
from trafficroutes.analysis.ensembles import BY_HAND
from trafficroutes.dataset.store import code_digest
from trafficroutes.flowmodel.ensemble import kept_or_made
from trafficroutes.graph.network import Floats, Network

_LEGS = "Legs stand without intervals"
#: Values that differ by less, as parts of the largest, are one.
_SAME = 1e-9


@dataclass(frozen=True)
class CentralityDraws:
    """What the draws say of the countries, in the order of the network.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    values : mapping of measure to list of intervals
        Empty where there is nothing to say, as ``ranks``.
    ranks : mapping of measure to list of rank intervals
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    values: Mapping[str, list[Interval]]
    ranks: Mapping[str, list[RankInterval]]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What is asked of every draw.

    Attributes
    ----------
    measures : tuple of str
    groups, regions : str
        As for :func:`trafficroutes.centrality`.
    ends : pair of sets of str or None
        As for ``setting_of``.
    draws, seed : int
    """

    measures: tuple[str, ...]
    groups: str
    regions: str
    ends: tuple[frozenset[str], frozenset[str]] | None
    draws: int
    seed: int


def centrality_draws(setting: Setting, asked: Asked) -> CentralityDraws:
    """Return the intervals of values and ranks; a country that a draw lacks has 0 there."""
    if asked.draws == 0:
        return CentralityDraws(None, {}, {}, ())
    network = setting.countries.network
    drawn = draw_network(network, asked.draws, seed=asked.seed)
    if drawn is None or network.data is None:
        return CentralityDraws(None, {}, {}, (BY_HAND,))
    made = kept_or_made(
        network.data.sha256,
        _parameters(network, asked),
        lambda: {"values": _values(setting, asked, drawn)},
    )
    values = made["values"]
    lost = len(drawn.flow) - values.shape[1]
    drawing = Drawing(asked.draws, asked.seed, values.shape[1], lost, drawn.unbalanced)
    notes = (
        how_drawn(network, drawing),
        counted_apart(drawing, "intervals", lost="no leg joins two countries"),
        _LEGS,
    )
    told = dict(zip(asked.measures, values, strict=True)) if drawing.used else {}
    return CentralityDraws(
        drawing=drawing,
        values={measure: intervals(found) for measure, found in told.items()},
        ranks={
            measure: rank_intervals(ranks_in_draws(_scaled(found)))
            for measure, found in told.items()
        },
        notes=tuple(note for note in notes if note),
    )


def values_outside(values: Mapping[str, Floats], drawn: CentralityDraws) -> str:
    """Return for how many countries each measure lies outside its interval; empty for none."""
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
        f"Outside its own interval lies the value by {', '.join(told)} countries: the network of "
        "all reports has more legs than that of a draw"
    )


def _parameters(network: Network, asked: Asked) -> dict[str, object]:
    """Return all that the values depend on besides the data, for the cache."""
    return {
        "what": "centrality",
        "code": code_digest("analysis").hex(),
        "commodities": network.commodities,
        "weighting": network.weighting,
        "years": None if network.years is None else str(network.years),
        "modes": network.selection.modes if network.selection is not None else (),
        "measures": asked.measures,
        "groups": asked.groups,
        "regions": asked.regions,
        "ends": None if asked.ends is None else [sorted(map(str, codes)) for codes in asked.ends],
        "draws": asked.draws,
        "seed": asked.seed,
    }


def _values(setting: Setting, asked: Asked, drawn: NetworkDraws) -> Floats:
    """Return the values in the draws that have a leg, shape (measures, draws, countries)."""
    index = {code: at for at, code in enumerate(setting.countries.places)}
    found = []
    for network in networks_in_draws(setting.countries.network, drawn):
        countries = country_network(network, regions=asked.regions)
        if not countries.count:
            continue
        there = setting_of(countries, ends=asked.ends, groups=asked.groups)
        row = np.zeros((len(asked.measures), len(index)))
        row[:, [index[code] for code in countries.places]] = [
            MEASURES[measure](there) for measure in asked.measures
        ]
        found.append(row)
    return np.array(found).reshape(-1, len(asked.measures), len(index)).swapaxes(0, 1)


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
