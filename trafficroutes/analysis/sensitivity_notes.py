"""What a sensitivity to the evidence assumed, in plain sentences."""

from __future__ import annotations

from trafficroutes.analysis.centrality_notes import period_note
from trafficroutes.analysis.comparison_sides import Side

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


def sensitivity_notes(whole: Side, *, estimated: bool) -> tuple[str, ...]:
    """Return the notes of an answer, in a fixed order.

    Parameters
    ----------
    whole : Side
        The ranking by all legs.
    estimated : bool
        Whether flow is that of the estimate.
    """
    found = (
        _WHAT_COUNTS,
        _ESTIMATE if estimated else f"Legs are weighted by {whole.network.weighting}",
        *(f"By all legs: {remark}" for remark in whole.network.remarks),
        period_note(whole.network),
        _CORRELATION,
        _LIMIT,
    )
    return tuple(note for note in found if note)
