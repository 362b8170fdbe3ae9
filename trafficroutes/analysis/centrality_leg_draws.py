"""How often journeys take the legs between countries, in draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.drawing import Drawing, counted_apart
from trafficroutes.analysis.ensemble_chain import frame_of
from trafficroutes.analysis.ensembles import Worlds
from trafficroutes.analysis.removal_draws import chains_of
from trafficroutes.graph.network import Floats

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Solved


def shares_in_draws(
    solved: Solved, worlds: Worlds, legs: Sequence[tuple[str, str]]
) -> tuple[Floats, str]:
    """Return the mean uses of some legs by arriving journeys, and what was counted apart.

    Parameters
    ----------
    solved : Solved
        The question.
    worlds : Worlds
        Its draws.
    legs : sequence of (str, str)
        Codes of their ends; one that no journey can take has 0.

    Returns
    -------
    float array, shape (draws, legs)
        Of the draws in which something arrives.
    str
        A note; empty where something arrives in every draw.
    """
    chain = chains_of(worlds, frame_of(solved.routes))
    shares = chain.edge_shares()
    column = {solved.ends(edge): at for at, edge in enumerate(chain.frame.edges.tolist())}
    found = np.zeros((len(shares), len(legs)))
    for at, ends in enumerate(legs):
        if ends in column:
            found[:, at] = shares[:, column[ends]]
    used = len(shares)
    drawing = Drawing(worlds.asked, worlds.seed, used, len(worlds.flow) - used, 0)
    return found, counted_apart(drawing, "intervals of shares of journeys")
