"""How often journeys take the legs between countries, in draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.drawing import counted_apart
from trafficroutes.analysis.question_draws import leg_shares, question_draws
from trafficroutes.graph.network import Floats

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Solved


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
    what = "intervals of shares of journeys"
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
