"""Intervals of what ranks on one side of a comparison, by draws."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from trafficroutes.analysis.centrality.draws import (
    CentralityOptions,
    centrality_draws,
    values_outside,
)
from trafficroutes.analysis.centrality.measures import setting_of
from trafficroutes.analysis.centrality.network import country_network
from trafficroutes.analysis.comparison.sides import Side
from trafficroutes.graph.arrays import Floats
from trafficroutes.graph.network import Network
from trafficroutes.question.draws import (
    hub_shares,
    leg_shares,
    question_draws,
)
from trafficroutes.question.intervals import (
    Drawing,
    RankedInterval,
    outside,
    spreads,
)
from trafficroutes.question.solving import Solved
from trafficroutes.question.worlds import BY_HAND
from trafficroutes.question.worlds_network import NetworkDraws, draw_network

#: Values that differ by less, as parts of the largest, are one.
_SAME = 1e-9

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class SideDraws:
    """What the draws say of one side.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    places : mapping of code to RankedInterval
        Empty where there is nothing to say, as ``legs``.
    legs : mapping of (from, to) to RankedInterval
    notes : tuple of str
        How it was drawn, what was counted apart, and which places lie outside their
        interval.
    leg_notes : tuple of str
        Which legs do, or have none.
    """

    drawing: Drawing | None = None
    places: Mapping[str, RankedInterval] = field(default_factory=dict)
    legs: Mapping[tuple[str, str], RankedInterval] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    leg_notes: tuple[str, ...] = ()


def side_draws(side: Side, by: str, draws: int, *, seed: int) -> SideDraws:
    """Return the intervals of values and ranks of one side; nothing where it has no answer.

    Parameters
    ----------
    side : Side
    by : str
        The measure that countries are ranked by, where there are no ends.
    draws : int
        How many; 0 for none.
    seed : int
        Same seed, same draws.
    """
    if draws == 0 or not side.legs:
        return SideDraws()
    if side.solved is not None:
        return _between_ends(side, side.solved, draws, seed)
    return _of_network(side, by, draws, seed)


def _between_ends(side: Side, solved: Solved, draws: int, seed: int) -> SideDraws:
    drawn = question_draws(solved, draws, seed=seed, made="evidence ranges and ranks")
    if drawn.solved is None:
        return SideDraws(drawn.drawing, notes=drawn.notes)
    chain = drawn.solved.chain
    places, legs = _ranges(*hub_shares(solved, chain)), _ranges(*leg_shares(solved, chain))
    name = solved.name
    shown = [(name(code), share, places[code].interval) for code, share in side.places.items()]
    notes = _some([*drawn.notes, outside(shown)])
    return SideDraws(drawn.drawing, places, legs, notes, _some([_legs_outside(side, legs)]))


def _of_network(side: Side, by: str, draws: int, seed: int) -> SideDraws:
    network = side.network
    countries = country_network(network)
    if not countries.count:
        return SideDraws()
    drawn = draw_network(network, draws, seed=seed)
    if drawn is None:
        return SideDraws(notes=(BY_HAND,))
    setting = setting_of(countries)
    asked = CentralityOptions((by,), "region", "leave_out", None, draws, seed, legs=False)
    found = centrality_draws(setting, asked, None)
    ranges = zip(found.places.values.get(by, []), found.places.ranks.get(by, []), strict=True)
    values = {by: np.array([side.places[code] for code in countries.places])}
    legs, silent = _legs(network, drawn), side.legs.keys() - _pairs(network)
    return SideDraws(
        found.drawing,
        {code: RankedInterval(*pair) for code, pair in zip(countries.places, ranges, strict=False)},
        legs,
        _some([*found.notes, values_outside(values, found.places, "countries")]),
        _some([_legs_outside(side, legs), _unmoved(len(silent))]),
    )


def _pairs(network: Network) -> list[tuple[str, str]]:
    """Return the ends of each connection of a network."""
    ends = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    return [(network.places[tail], network.places[head]) for tail, head in ends]


def _legs(network: Network, drawn: NetworkDraws) -> dict[tuple[str, str], RankedInterval]:
    """Return the flow of each connection that a leg stands behind, in draws that have one."""
    cited = [edge for edge, legs in enumerate(network.legs) if legs]
    pairs = _pairs(network)
    flow = drawn.flow[drawn.flow.any(axis=1)][:, cited]
    return _ranges([pairs[edge] for edge in cited], flow)


def _ranges(keys: Sequence[K], values: Floats) -> dict[K, RankedInterval]:
    """Return the range of each column of values, shape (draws, keys)."""
    return dict(zip(keys, spreads(values), strict=True)) if len(values) else {}


def _legs_outside(side: Side, legs: Mapping[tuple[str, str], RankedInterval]) -> str:
    """Return for how many connections the value lies outside its interval; empty for none."""
    spans = [(value, legs[pair].interval) for pair, value in side.legs.items() if pair in legs]
    noise = _SAME * max((value for value, _ in spans), default=0.0)
    beyond = sum(
        span is not None and not span[0] - noise <= value <= span[1] + noise
        for value, span in spans
    )
    have = "has" if beyond == 1 else "have"
    told = f"{_connections(beyond)} {have} a value outside the evidence range"
    return told if beyond else ""


def _connections(count: int) -> str:
    return "1 connection" if count == 1 else f"{count} connections"


def _unmoved(silent: int) -> str:
    if not silent:
        return ""
    return (
        f"Without evidence ranges: {_connections(silent)} without flow in the estimate, and the "
        "countries that only such connections touch"
    )


def _some(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
