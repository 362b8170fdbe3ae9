"""Goods followed from where they are made to a place, by the chain of all questions.

Without an estimate there is no amount of anything, so that nothing says what passes a
place: goods start by cited production anywhere outside it, and go on by the strength of
legs until they first arrive in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.analysis.suppliers.draws import TracedDraws
from trafficroutes.analysis.suppliers.notes import forward_notes
from trafficroutes.analysis.suppliers.traced import Traced
from trafficroutes.graph.network import Network
from trafficroutes.markov.chain import Chain
from trafficroutes.markov.restricted import last_visits, starts_of_arrivals
from trafficroutes.model.refs import is_region
from trafficroutes.question.draws import question_draws
from trafficroutes.question.legs import Journeys, journeys_of
from trafficroutes.question.query import Query
from trafficroutes.question.solving import Solved


@dataclass(frozen=True, eq=False)
class Forward:
    """Goods on their way to a place from anywhere else.

    Attributes
    ----------
    solved : Solved
        The question from the world to the place.
    """

    solved: Solved

    @property
    def network(self) -> Network:
        """The connections."""
        return self.solved.network

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the places, in the order of the arrays."""
        return self.solved.routes.places

    def notes(self, query: Query, drawn: tuple[str, ...]) -> tuple[str, ...]:
        """Return the notes of an answer; ``drawn`` are those about draws."""
        return forward_notes(self.solved, query, drawn)

    def traced(self) -> Traced:
        """Return what all reports together say."""
        return self._traced(self.solved.chain)

    def journeys(self) -> Journeys:
        """Return what the goods used and passed."""
        return journeys_of(self.solved)

    def draws(self, count: int | None, seed: int) -> TracedDraws:
        """Return what some draws say: those in which something arrives."""
        drawn = question_draws(self.solved, count, seed=seed, made="intervals")
        traced = None if drawn.solved is None else self._traced(drawn.solved.chain)
        return TracedDraws(drawn.drawing, traced, drawn.notes)

    def _traced(self, chain: Chain) -> Traced:
        countries = [not is_region(self.places[at]) for at in chain.live.tolist()]
        last = last_visits(chain, np.flatnonzero(countries))
        return Traced(
            last=chain.frame.over_places(last),
            own=np.zeros(chain.worlds),
            begun=chain.frame.over_places(starts_of_arrivals(chain)),
        )
