"""Intervals of what a share is made of, by draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.why.composition import Composition, composition
from trafficroutes.graph.arrays import Floats
from trafficroutes.markov.chain import ShareParts
from trafficroutes.question.draws import (
    question_draws,
    spreads_of_some,
    with_a_share,
)
from trafficroutes.question.intervals import Drawing, Interval, RankedInterval, intervals

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved


@dataclass(frozen=True)
class WhyDraws:
    """What the draws say of a place's share; None and empty where there is nothing to say.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    share, starts : pair of float or None
        Evidence ranges of the share, and of the part that starts there.
    incoming, outgoing : mapping of int to RankedInterval
        Of each part, by position of its connection in ``solved.routes``; ranks are
        among the parts of its side.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    share: Interval | None
    starts: Interval | None
    incoming: Mapping[int, RankedInterval]
    outgoing: Mapping[int, RankedInterval]
    notes: tuple[str, ...]


def why_draws(
    solved: Solved,
    code: str,
    parts: tuple[Sequence[int], Sequence[int]],
    draws: int | None,
    *,
    seed: int,
) -> WhyDraws:
    """Return the intervals of a place's share and of its parts.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    code : str
        The place.
    parts : pair of sequence of int
        The connections that have a part on the way in, and out, by position in
        ``solved.routes``; none at all of a place without a share.
    draws : int or None
        How many; 0 for none, None for the default.
    seed : int
        Same seed, same draws.
    """
    drawn = question_draws(solved, draws, seed=seed, made="evidence ranges and ranks")
    if drawn.solved is None:
        return WhyDraws(drawn.drawing, None, None, {}, {}, drawn.notes)
    made = composition(drawn.solved.chain, code)
    share = _interval(made.share)
    if not any(parts):
        known = share if share == (0.0, 0.0) else None
        notes = drawn.notes if known else (*drawn.notes, _all_the_same(solved.name(code), made))
        return WhyDraws(drawn.drawing, known, None, {}, {}, notes)
    incoming, outgoing = _of(made.incoming, parts[0]), _of(made.outgoing, parts[1])
    return WhyDraws(
        drawing=drawn.drawing,
        share=share,
        starts=_interval(made.starts),
        incoming=_spreads(incoming),
        outgoing=_spreads(outgoing),
        notes=(*drawn.notes, *_ranked(incoming, outgoing)),
    )


def _of(side: ShareParts, edges: Sequence[int]) -> ShareParts:
    """Return the parts of some connections alone."""
    at = {edge: column for column, edge in enumerate(side.edges.tolist())}
    columns = [at[edge] for edge in edges]
    return ShareParts(side.edges[columns], side.shares[:, columns])


def _spreads(side: ShareParts) -> dict[int, RankedInterval]:
    """Return the intervals by connection, and their ranks among each other."""
    if not side.edges.size:
        return {}
    return dict(zip(side.edges.tolist(), spreads_of_some(side.shares), strict=True))


def _interval(values: Floats) -> Interval:
    return intervals(values[:, np.newaxis])[0]


def _ranked(*sides: ShareParts) -> tuple[str, ...]:
    """Return which draws ranks are of, as a note; none where they are of all."""
    counts = [
        f"{int(with_a_share(side.shares).sum()):,} {way}"
        for side, way in zip(sides, ("on the way in", "on the way out"), strict=True)
        if side.edges.size and not with_a_share(side.shares).all()
    ]
    told = f"{' and '.join(counts)} (of {len(sides[0].shares):,})"
    ranked = "Ranks are of the draws in which some part of the same side has a share"
    return (f"{ranked}: {told}",) if counts else ()


def _all_the_same(name: str, made: Composition) -> str:
    passed = int((made.share > 0).sum())
    return (
        f"In {passed:,} of the draws goods pass {name} all the same, since they start in other "
        "origins there: its share of 0 stands without an interval"
    )
