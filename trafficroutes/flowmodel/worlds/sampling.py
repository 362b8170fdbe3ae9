"""Draws of possible worlds: which reports are right, and where in its range a figure lies.

    drawn = draws_of(data, citations, 1000, seed=0)
    drawn.kept                    # bool (draws, citations)
    drawn.quantile                # float (draws, citations), uniform in [0, 1)
    amounts = sample(spreads, drawn.quantile[:, columns])   # (draws, figures)

Same seed and citation, same draws, whatever else is drawn and wherever it stands in the
file; 200 draws are the first 200 of 1,000. A document is right or wrong for all of its
citations at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.flowmodel.worlds.streams import claim_of, claims_of, stream, streams
from trafficroutes.graph.arrays import Floats, Mask
from trafficroutes.graph.independence import joined
from trafficroutes.markov.threads import parts_of, side_by_side
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation

#: From so many draws on, the numbers of several keys are drawn side by side.
_MANY = 2_000


@dataclass(frozen=True, eq=False)
class Draws:
    """Random worlds: in each, some reports are right and each figure has a value.

    Attributes
    ----------
    kept : bool array, shape (draws, citations)
        A citation stays when its document is right (chance: its reliability) and
        its claim is (chance: its credibility). Citations that repeat one published
        estimate share one claim.
    quantile : float array, shape (draws, citations)
        Where in its range the figure of a citation lies; shared by citations that
        repeat one estimate.
    """

    kept: Mask
    quantile: Floats

    def present(self, groups: Sequence[Sequence[int]]) -> Mask:
        """Return, shape (draws, groups), whether any citation of each group is kept.

        A group holds positions of citations: those of one leg, or of one figure.
        """
        found = np.zeros((self.kept.shape[0], len(groups)), dtype=bool)
        filled = [at for at, group in enumerate(groups) if group]
        if filled:
            columns, begins = joined([groups[at] for at in filled])
            found[:, filled] = np.logical_or.reduceat(self.kept[:, columns], begins, axis=1)
        return found


def draws_of(
    data: Dataset,
    citations: Sequence[Citation],
    count: int,
    *,
    seed: int,
    reports: bool = True,
    figures: bool = True,
) -> Draws:
    """Return draws of some citations of the data.

    Every document, claim and figure has a stream of its own, filled draw by draw, so
    fewer draws are a part of more, and other citations change nothing. Without
    ``reports``, or without ``figures``, these are left out (shape (draws, 0)).
    """
    claims = claims_of(data)
    own = [claim_of(claims, citation) for citation in citations]
    sources = [str(citation.source) for citation in citations]
    grades = data.records.grades
    kept, quantile = np.ones((count, 0), dtype=bool), np.empty((count, 0))
    if reports and citations:
        reliability = [grades.reliability[data.source(c).reliability] for c in citations]
        credibility = [grades.credibility[c.credibility] for c in citations]
        right = _below("document", sources, reliability, count, seed)
        right &= _below("claim", own, credibility, count, seed)
        kept = right.T
    if figures and citations:
        quantile = np.ascontiguousarray(_uniform("figure", own, count, seed).T)
    return Draws(kept, quantile)


def _below(kind: str, keys: Sequence[str], chances: Sequence[float], count: int, seed: int) -> Mask:
    """Return whether each key's numbers are below its chance, shape (keys, draws)."""
    found = np.empty((len(keys), count), dtype=bool)
    by_key = list(_rows_by(keys).items())

    def work(part: slice) -> None:
        drawn = np.empty(count)
        numbers = streams(seed, kind, [key for key, _ in by_key[part]])
        for own, (_, rows) in zip(numbers, by_key[part], strict=True):
            own.random(out=drawn)
            if len(rows) == 1:
                np.less(drawn, chances[rows[0]], out=found[rows[0]])
                continue
            for chance in {chances[row] for row in rows}:
                found[[row for row in rows if chances[row] == chance]] = drawn < chance

    side_by_side(work, parts_of(len(by_key)) if count >= _MANY else [slice(None)])
    return found


def _uniform(kind: str, keys: Sequence[str], count: int, seed: int) -> Floats:
    """Return each key's numbers, shape (keys, draws)."""
    found = np.empty((len(keys), count))
    by_key = _rows_by(keys)
    for own, rows in zip(streams(seed, kind, list(by_key)), by_key.values(), strict=True):
        found[rows] = own.random(count)
    return found


def _rows_by(keys: Sequence[str]) -> dict[str, list[int]]:
    """Return where each of some keys stands."""
    found: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        found.setdefault(key, []).append(row)
    return found


def recounted(data: Dataset, event: Citation, mean: float, count: int, *, seed: int) -> Floats:
    """Return how many records of an event each draw has, shape (count,): Poisson, of a mean.

    By a stream of the event's own, so fewer draws are a part of more.
    """
    drawn = stream(seed, "records", claim_of(claims_of(data), event)).poisson(mean, size=count)
    return drawn.astype(np.float64)


def average_kept(
    amounts: Floats, kept: Mask, groups: Sequence[Sequence[int]]
) -> tuple[Floats, Mask]:
    """Return the mean of one item's kept figures, one voice a group, in each draw.

    Parameters
    ----------
    amounts, kept : arrays, shape (draws, figures)
    groups : sequence of non-empty sequences of int
        The independent groups of the item's figures, as positions.

    Returns
    -------
    (float array, bool array), shape (draws,)
        The mean (0 where none is kept), and whether any is.
    """
    count = amounts.shape[0]
    if not groups:
        return np.zeros(count), np.zeros(count, dtype=bool)
    columns, begins = joined(groups)
    voices = np.add.reduceat(kept[:, columns].astype(np.float64), begins, axis=1)
    sums = np.add.reduceat(np.where(kept, amounts, 0.0)[:, columns], begins, axis=1)
    means = np.divide(sums, voices, out=np.zeros_like(sums), where=voices > 0)
    told = (voices > 0).sum(axis=1)
    mean = np.divide(means.sum(axis=1), told, out=np.zeros(count), where=told > 0)
    return mean, told > 0
