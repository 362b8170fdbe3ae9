"""A scenario in many draws of the evidence, the same before and after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trafficroutes.question.intervals import counted_apart, how_drawn
from trafficroutes.question.worlds import worlds_of
from trafficroutes.scenario.whatif.intervals import Ranges
from trafficroutes.scenario.whatif.outcome import outcome_of

if TYPE_CHECKING:
    from trafficroutes.scenario.whatif.effect import Effect

_SAME = (
    "The draws are the same before and after; a number itself stands on all reports, and may lie "
    "outside its evidence range"
)
#: What an answer says where draws are turned off.
WITHOUT = "Without evidence ranges: draws are turned off (0 draws)"


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
    outcome = outcome_of(replace(effect, field=field), adaptation=adaptation, demand=demand)
    return Ranges(outcome, worlds.asked, worlds.seed)


def drawn_notes(ranges: Ranges) -> tuple[str, ...]:
    """Return how evidence ranges were drawn, in plain sentences."""
    drawing, effect = ranges.drawing, ranges.drawn.effect
    solved = effect.field.solved
    notes = [
        how_drawn(solved.network, drawing, production=solved.start.basis == "production"),
        _SAME,
        counted_apart(drawing, "evidence ranges", "nothing arrives even before the changes"),
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
