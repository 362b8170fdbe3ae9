"""Draws of possible worlds: which reports are right, and where in its range a figure lies.

    drawn = draws_of(data, citations, 1000, seed=0)
    drawn.kept                    # bool (draws, citations)
    drawn.quantile                # float (draws, citations), uniform in [0, 1)
    amounts = sample(spreads, drawn.quantile[:, columns])   # (draws, figures)

Same seed and citations, same draws; 200 draws are the first 200 of 1,000. Pass all
citations that one answer needs in one call, by :func:`in_order`, so that a
document is right or wrong for all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.independence import joined
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation

#: Draws that are made at once.
_BLOCK = 256
#: The sections whose citations are drawn, in the order of the data.
_SECTIONS = ("legs", "flows", "production", "consumption", "seizures", "observations")


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
    figures: bool = True,
) -> Draws:
    """Return draws of some citations.

    Each of three independent streams (documents, claims, figures) of NumPy's PCG64
    is filled draw by draw, so fewer draws are a part of more. Without ``figures``,
    quantiles are left out (shape (draws, 0)), the rest is the same.
    """
    documents = _numbered([str(citation.source) for citation in citations])
    claims = _numbered(
        [
            f"estimate {citation.estimate}" if citation.estimate is not None else f"claim {at}"
            for at, citation in enumerate(citations)
        ]
    )
    grades = data.records.grades
    reliability = np.zeros(_size(documents))
    reliability[documents] = [grades.reliability[data.source(c).reliability] for c in citations]
    credibility = np.array([grades.credibility[c.credibility] for c in citations], dtype=float)
    of_document, of_claim, of_figure = (
        np.random.Generator(np.random.PCG64(stream))
        for stream in np.random.SeedSequence(seed).spawn(3)
    )
    kept = np.empty((count, len(citations)), dtype=bool)
    quantile = np.empty((count, len(citations) if figures else 0))
    for part in _blocks(count):
        size = part.stop - part.start
        right = of_document.random((size, reliability.size)) < reliability
        true = _spread_out(of_claim.random((size, _size(claims))), claims) < credibility
        np.logical_and(right.take(documents, axis=1), true, out=kept[part])
        if figures:
            quantile[part] = _spread_out(of_figure.random((size, _size(claims))), claims)
    return Draws(kept, quantile)


def _blocks(count: int) -> Iterator[slice]:
    """Yield parts of the draws: a few hundred at a time stay in the processor's cache."""
    for begin in range(0, count, _BLOCK):
        yield slice(begin, min(begin + _BLOCK, count))


def _spread_out(values: Floats, claims: Ints) -> Floats:
    """Return the value of each citation's claim; copied only where some share one."""
    return values if values.shape[1] == claims.size else values.take(claims, axis=1)


def in_order(data: Dataset, citations: Iterable[Citation]) -> list[Citation]:
    """Return some citations of the data, each once, by section, entry and what they say.

    Not as the file has them: draws do not depend on how it is ordered. By identity: two
    citations may say the very same.
    """
    wanted = {id(citation) for citation in citations}
    found = (
        (number, str(entry.id), citation)
        for number, section in enumerate(_SECTIONS)
        for entry in getattr(data.records, section)
        for citation in entry.citations
        if id(citation) in wanted
    )
    return [citation for *_, citation in sorted(found, key=lambda at: (*at[:2], _said(at[2])))]


def _said(citation: Citation) -> tuple[str, ...]:
    """Return what tells the citations of one entry apart."""
    about = (citation.source, citation.locator, citation.credibility, citation.period)
    return tuple(map(str, (*about, citation.estimate, citation.quantity, citation.note)))


def _numbered(keys: Sequence[str]) -> Ints:
    """Return a number for each key, equal for equal keys, in the order of appearance."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=np.int64)


def _size(numbers: Ints) -> int:
    return int(numbers.max(initial=-1)) + 1


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
