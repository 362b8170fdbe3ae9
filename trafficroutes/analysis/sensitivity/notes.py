"""What a sensitivity to the evidence assumed, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trafficroutes.analysis.centrality.notes import period_note
from trafficroutes.analysis.comparison.draws import SideDraws
from trafficroutes.analysis.comparison.sides import Side
from trafficroutes.analysis.sensitivity.results import Case

_WHAT_COUNTS = (
    "Citations of one document, or that repeat one published estimate, count once; a leg needs so "
    "many that fit the period and the modes"
)
_ESTIMATE = (
    "The flow estimate is made anew of the legs that are left: demand, production and cited "
    "amounts stay, what a supplier that drops out had brought comes from those that are left, and "
    "a country without any is taken to have a supplier that nobody names"
)
_CORRELATION = (
    "Rank correlations are over the countries that either ranking holds; one that drops out "
    "counts as 0"
)
_LIMIT = (
    "More citations mean that more was written of a leg, not that more moves there: a ranking "
    "that changes shows what it stands on, not which of the two is right"
)


def sensitivity_notes(
    whole: Side, cases: Sequence[Case], drawn: Sequence[SideDraws], *, estimated: bool
) -> tuple[str, ...]:
    """Return the notes of an answer, in a fixed order.

    Parameters
    ----------
    whole : Side
        The ranking by all legs.
    cases : sequence of Case
    drawn : sequence of SideDraws
        What the draws of each case say.
    estimated : bool
        Whether flow is that of the estimate.
    """
    found = (
        _WHAT_COUNTS,
        _ESTIMATE if estimated else f"Legs are weighted by {whole.network.weighting}",
        *(f"By all legs: {remark}" for remark in whole.network.remarks),
        period_note(whole.network),
        *_of_draws(cases, drawn),
        _CORRELATION,
        _LIMIT,
    )
    return tuple(note for note in found if note)


def _of_draws(cases: Sequence[Case], drawn: Sequence[SideDraws]) -> Iterator[str]:
    """Yield what draws say of all cases once, and the rest by case."""
    having = [set(found.notes) for found in drawn if found.notes]
    shared = set.intersection(*having) if having else set()
    told = next((found.notes for found in drawn if found.notes), ())
    yield from (note for note in told if note in shared)
    for case, found in zip(cases, drawn, strict=True):
        yield from (f"{_name(case)}: {note}" for note in found.notes if note not in shared)


def _name(case: Case) -> str:
    if case.without_press:
        return "Without press alone"
    return "By all legs" if case.min_citations == 1 else f"By {case.min_citations} or more"
