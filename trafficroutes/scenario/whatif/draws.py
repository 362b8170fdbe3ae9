"""A scenario in many draws of the evidence, the same before and after."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.markov.ensemble import Frame, frame, solve_draws
from trafficroutes.question.intervals import counted_apart, how_drawn
from trafficroutes.question.worlds import worlds_of
from trafficroutes.scenario.whatif.intervals import Ranges
from trafficroutes.scenario.whatif.network import leaving_of
from trafficroutes.scenario.whatif.outcome import outcome_of
from trafficroutes.scenario.whatif.passage import Passage

if TYPE_CHECKING:
    from trafficroutes.graph.network import Floats
    from trafficroutes.scenario.whatif.effect import Effect
    from trafficroutes.scenario.whatif.network import Field

_SAME = (
    "The draws are the same before and after; a number itself stands on all reports, and may lie "
    "outside its interval"
)
#: What an answer says where draws are turned off.
WITHOUT = "Without intervals: draws are turned off (0 draws)"


def drawn_outcome(
    effect: Effect, draws: int, *, seed: int, adaptation: float, demand: str
) -> Ranges | None:
    """Return a scenario in draws; None where nothing can be drawn.

    Parameters
    ----------
    effect : Effect
        The changes.
    draws : int
        At least 1.
    seed : int
        Same seed, same draws.
    adaptation, demand
        As for :func:`~trafficroutes.scenario.whatif.outcome.outcome_of`.
    """
    worlds = worlds_of(effect.field.solved, draws, seed=seed)
    if worlds is None:
        return None
    field = effect.field.drawn(worlds.flow, worlds.stays, worlds.s)
    outcome = outcome_of(
        replace(effect, field=field),
        adaptation=adaptation,
        demand=demand,
        solver=_Solver(field),
    )
    return Ranges(outcome, worlds.asked, worlds.seed)


def drawn_notes(ranges: Ranges) -> tuple[str, ...]:
    """Return how intervals were drawn, in plain sentences."""
    drawing, effect = ranges.drawing, ranges.drawn.effect
    solved = effect.field.solved
    notes = [
        how_drawn(solved.network, drawing, production=solved.start.basis == "production"),
        _SAME,
        counted_apart(drawing, "intervals", "nothing arrives even before the changes"),
    ]
    cut = drawing.used - int(ranges.left.sum())
    if cut:
        notes.append(
            f"In {cut:,} of the {drawing.used:,} draws no route is left after the changes; shares "
            "after are of the others"
        )
    if bool(((effect.kept > 0) & (effect.kept < 1)).any()):
        notes.append("What is cut in part loses the same part in every draw")
    return tuple(note for note in notes if note)


class _Solver:
    """Solves passages of all draws at once."""

    def __init__(self, field: Field) -> None:
        origins = tuple(np.flatnonzero((field.start > 0).any(axis=0)).tolist())

        @cache
        def frame_to(end: int) -> Frame:
            routes = field.routes
            return frame(
                routes.tails,
                routes.heads,
                len(routes.places),
                origins=origins,
                targets=tuple(np.flatnonzero(field.goal == end).tolist()),
            )

        self._frame_to = frame_to

    def __call__(self, field: Field, factors: Floats, start: Floats, *, added: bool) -> Passage:
        """Return a passage, solved for each destination apart.

        Visits of a place do not depend on the destination as long as one leads there.
        """
        routes = field.routes
        flow, stays = field.strengths(added=added)
        count, places, ends = len(flow), len(routes.places), len(routes.destinations)
        total = leaving_of(routes, flow) + stays
        chance = factors * flow / np.where(total > 0, total, 1.0)[:, routes.tails]
        visits, returns = np.zeros((count, places)), np.ones((count, places))
        b = np.zeros((count, places, ends))
        inside = np.flatnonzero(field.goal >= 0)
        b[:, inside, field.goal[inside]] = 1.0
        for end in range(ends):
            towards = self._frame_to(end)
            drawn = solve_draws(towards, flow, stays, start, factors[towards.edges])
            live = towards.live
            visits[:, live] = np.maximum(visits[:, live], drawn.visits)
            returns[:, live] = np.maximum(returns[:, live], drawn.returns)
            b[:, live, end] = drawn.b
        arrivals = (start[..., np.newaxis] * b).sum(axis=1)
        return Passage(field, chance, visits, returns, b, arrivals, start)
