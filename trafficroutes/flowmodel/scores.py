"""How good shares and their ranges are beside published ones: points, coverage, CRPS.

Shares are fractions; errors, widths and scores are percentage points.
Source of the scores: Gneiting & Raftery, Journal of the American Statistical
Association 102 (2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.flowmodel.predictive import quantiles_of, ranges_of
from trafficroutes.graph.arrays import Floats, Ints, percentiles
from trafficroutes.model.digits import settled_all

_POINTS = 100.0
#: Quantiles by which the CRPS is summed.
_GRID = (np.arange(200) + 0.5) / 200
#: Questions are drawn anew so often, by this seed, and the middle 95 percent are told.
_RESAMPLES, _SEED, _ENDS = 2000, 0, (2.5, 97.5)
_FEWEST = 3  # for a rank correlation

Ends = tuple[float, float]


@dataclass(frozen=True)
class Scores:
    """How some shares and their ranges did.

    Attributes
    ----------
    n, questions : int
        Published shares, and the questions that they answer.
    mae, bias : float
        Mean absolute error; mean of estimate less published.
    mae_range, coverage_90_range : pair of float
        Where they lie in 95 percent of bootstraps over questions.
    r2 : float or None
        Part of the variance of what is published that is explained; None without any.
    spearman : float or None
        Rank correlation; None of fewer than three, or where all are equal.
    coverage_50, coverage_90 : float
        Percent of the published shares that lie in the ranges.
    width_50, width_90 : float
        Mean widths.
    interval_score : float
        Of the 90 percent ranges: width, and twenty times what is missed.
    crps : float
        Continuous ranked probability score.
    """

    n: int
    questions: int
    mae: float
    mae_range: Ends
    bias: float
    r2: float | None
    spearman: float | None
    coverage_50: float
    width_50: float
    coverage_90: float
    coverage_90_range: Ends
    width_90: float
    interval_score: float
    crps: float


def scores_of(estimate: Floats, published: Floats, questions: Sequence[str]) -> Scores:
    """Return how some shares did, each with its predictive range.

    >>> scores_of(np.array([0.5, 0.2]), np.array([0.4, 0.2]), ["a", "b"]).mae
    5.0
    """
    off = np.abs(estimate - published)
    held: dict[float, Floats] = {}
    widths: dict[float, float] = {}
    missed = np.zeros(len(estimate))
    for level in (0.5, 0.9):
        low, high = ranges_of(estimate, level)
        held[level] = ((low <= published) & (published <= high)).astype(float)
        widths[level] = float((high - low).mean())
        missed = np.maximum(np.maximum(low - published, published - high), 0.0)
    spread = float(np.square(published - published.mean()).sum())
    return Scores(
        n=len(estimate),
        questions=len(set(questions)),
        mae=_points(off.mean()),
        mae_range=_bootstrapped(off, questions),
        bias=_points((estimate - published).mean()),
        r2=round(1.0 - float(np.square(off).sum()) / spread, 3) if spread > 0 else None,
        spearman=_spearman(estimate, published),
        coverage_50=_points(held[0.5].mean()),
        width_50=_points(widths[0.5]),
        coverage_90=_points(held[0.9].mean()),
        coverage_90_range=_bootstrapped(held[0.9], questions),
        width_90=_points(widths[0.9]),
        interval_score=_points(widths[0.9] + 2.0 / 0.1 * missed.mean()),
        crps=_points(crps_of(estimate, published).mean()),
    )


def crps_of(estimate: Floats, published: Floats) -> Floats:
    """Return the CRPS of each predictive distribution, as fractions.

    Twice the mean pinball loss over all quantiles.
    """
    over = published[:, np.newaxis] - quantiles_of(estimate, _GRID)
    found: Floats = 2.0 * np.maximum(_GRID * over, (_GRID - 1.0) * over).mean(axis=1)
    return found


def mean_error(guesses: Floats, published: Floats) -> float | None:
    """Return the mean absolute error of guesses in points, over those that are made."""
    off = np.abs(guesses - published)
    made = off[~np.isnan(off)]
    return _points(made.mean()) if made.size else None


def _points(fraction: float | np.floating) -> float:
    """Return percentage points with one digit, so that no processor decides a figure."""
    return round(_POINTS * float(fraction), 1)


def _bootstrapped(values: Floats, questions: Sequence[str]) -> Ends:
    """Return where the mean of values lies when questions are drawn anew."""
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(question, len(numbers)) for question in questions])
    sums, counts = np.bincount(of, values), np.bincount(of)
    drawn: Ints = np.random.Generator(np.random.PCG64(_SEED)).integers(
        len(numbers), size=(_RESAMPLES, len(numbers))
    )
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = percentiles(means, _ENDS)
    return _points(low), _points(high)


def _spearman(one: Floats, other: Floats) -> float | None:
    first, second = _ranks(settled_all(one)), _ranks(settled_all(other))
    if len(one) < _FEWEST or np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return round(float(np.corrcoef(first, second)[0, 1]), 3)


def _ranks(values: Floats) -> Floats:
    """Return ranks; equals share the middle of theirs."""
    _, of, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle: Floats = (last - (counts - 1) / 2.0)[of]
    return middle
