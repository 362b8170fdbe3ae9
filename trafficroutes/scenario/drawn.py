"""A scenario in many draws of the evidence, the same before and after."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.ensemble_chain import Frame, frame, solve_draws
from trafficroutes.analysis.ensembles import worlds_of
from trafficroutes.scenario.field import leaving_of
from trafficroutes.scenario.outcome import outcome_of
from trafficroutes.scenario.passage import Passage
from trafficroutes.scenario.ranges import Ranges

if TYPE_CHECKING:
    from trafficroutes.graph.network import Floats
    from trafficroutes.scenario.effect import Effect
    from trafficroutes.scenario.field import Field

#: Draws by default: so many up to so many places of the network, fewer beyond.
DRAWS, FEWER, LARGE = 1000, 200, 200
SEED = 0
_HOW = (
    "Intervals are the 5 and 95 percent points of {draws} draws (seed {seed}), the same before and "
    "after: documents and claims are right or wrong by their grades, and figures lie in their "
    "ranges. A number itself stands on all reports and may lie outside"
)
#: What an answer says where draws are turned off.
WITHOUT = "Without intervals: draws are turned off (0 draws)"


def default_draws(places: int) -> int:
    """Return how many draws are made of a network unless a number is asked for.

    >>> default_draws(200), default_draws(201)
    (1000, 200)
    """
    return DRAWS if places <= LARGE else FEWER


def drawn_outcome(effect: Effect, draws: int, *, adaptation: float, demand: str) -> Ranges | None:
    """Return a scenario in draws; None where nothing can be drawn.

    Parameters
    ----------
    effect : Effect
        The changes.
    draws : int
        At least 1.
    adaptation, demand
        As for :func:`~trafficroutes.scenario.outcome.outcome_of`.
    """
    worlds = worlds_of(effect.field.solved, draws, seed=SEED)
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
    made = ranges.able.size
    notes = [_HOW.format(draws=ranges.used, seed=ranges.seed)]
    if ranges.asked > made:
        notes.append(f"{ranges.asked - made} draws could not be balanced and are left out")
    if made > ranges.used:
        notes.append(f"In {made - ranges.used} draws nothing arrives even before the changes")
    cut = ranges.used - int(ranges.left.sum())
    if cut:
        notes.append(
            f"In {cut} of the {ranges.used} draws no route is left after the changes; shares "
            "after are of the others"
        )
    if bool(((ranges.drawn.effect.kept > 0) & (ranges.drawn.effect.kept < 1)).any()):
        notes.append("What is cut in part loses the same part in every draw")
    return tuple(notes)


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
