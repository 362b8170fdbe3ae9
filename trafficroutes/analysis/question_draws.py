"""One question answered in each of its draws, as every ranking of hubs and legs needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.drawing import Drawing, counted_apart, how_drawn
from trafficroutes.analysis.ensemble_chain import ChainDraws, frame_of, solve_draws
from trafficroutes.analysis.ensembles import worlds_of
from trafficroutes.analysis.routes import NO_LEG
from trafficroutes.graph.network import Floats

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Solved


@dataclass(frozen=True, eq=False)
class QuestionDraws:
    """The chains of one family's part of a question, in all draws.

    Attributes
    ----------
    solved : Solved
        What was drawn.
    chain : ChainDraws
        The solved chains.
    drawing : Drawing
        How many draws there are, and what was counted apart.
    """

    solved: Solved
    chain: ChainDraws
    drawing: Drawing

    @property
    def how(self) -> str:
        """What was drawn and what was assumed, as a note."""
        by_production = self.solved.start.basis == "production"
        return how_drawn(self.solved.network, self.drawing, production=by_production)

    def apart(self, what: str) -> str:
        """Return how many draws some numbers are not of, as a note; empty if none."""
        return counted_apart(self.drawing, what)

    def hubs(self) -> tuple[list[str], Floats]:
        """Return the countries between the ends and their shares, (draws used, countries)."""
        routes, live = self.solved.routes, self.chain.frame.live.tolist()
        origins = set(routes.origins)
        columns = [
            column
            for column, at in enumerate(live)
            if at not in origins and not routes.places[at].startswith("R:")
        ]
        codes = [routes.places[live[column]] for column in columns]
        return codes, self.chain.pass_shares()[self.chain.arrives][:, columns]

    def legs(self) -> tuple[list[tuple[str, str]], Floats]:
        """Return the ends of the connections that legs stand behind, and their shares.

        Returns
        -------
        ends : list of (from, to)
        shares : float array, shape (draws used, connections)
        """
        edges = self.chain.frame.edges
        columns = np.flatnonzero(self.solved.routes.leg[edges] != NO_LEG)
        ends = [self.solved.ends(edge) for edge in edges[columns].tolist()]
        return ends, self.chain.edge_shares()[self.chain.arrives][:, columns]


def question_draws(solved: Solved, draws: int, *, seed: int) -> QuestionDraws | None:
    """Return a question in each of some draws; None where there is nothing to draw.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    draws : int
        How many, at least 1.
    seed : int
        Same seed, same draws.
    """
    worlds = worlds_of(solved, draws, seed=seed)
    if worlds is None:
        return None
    chain = solve_draws(frame_of(solved.routes), worlds.flow, worlds.stays, worlds.s)
    used = int(chain.arrives.sum())
    drawing = Drawing(draws, seed, used, len(worlds.flow) - used, worlds.unbalanced)
    return QuestionDraws(solved, chain, drawing)
