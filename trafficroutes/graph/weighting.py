"""How strong a connection is: by evidence, equally, by cited tonnage, or by seizure records.

Every function takes the citations of one pair of places and returns one number,
more for more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from trafficroutes.errors import MissingQuantityError
from trafficroutes.graph.arrays import Floats, Mask
from trafficroutes.graph.counting import (
    BY_RECORDS,
    cap_of,
    capped_kilograms,
    counts_of,
    damped,
    has_kilograms,
    is_by_records,
)
from trafficroutes.graph.independence import groups_of, independent, joined
from trafficroutes.graph.recipe import RECIPE
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years

#: Of connections by their own citations; ``estimate`` takes the whole family together
#: and is made by :mod:`trafficroutes.flowmodel`, and ``auto`` chooses.
WEIGHTINGS = ("auto", "estimate", "evidence", "equal", "volume", *BY_RECORDS)
#: What a weighting needs of every leg, where it does.
QUANTITIES = {"volume": "flow quantity", "kilograms": "weighed seizure record"}


def evidence_strength(data: Dataset, citations: Sequence[Citation]) -> float:
    """Return the chance that at least one independent report of some is true; 0 of none."""
    return float(evidence_strengths(data, citations, [range(len(citations))])[0])


def evidence_strengths(
    data: Dataset,
    citations: Sequence[Citation],
    legs: Sequence[Sequence[int]],
    *,
    chance: Floats | None = None,
) -> Floats:
    """Return the chance that at least one independent report of each leg is true.

    ``1 - product of (1 - p)``, with p by default reliability x credibility by the grade
    table of the data file, over groups of independent citations; a group counts
    by its best one. The noisy-or of independent reports (Pearl, Probabilistic
    Reasoning in Intelligent Systems, 1988, sec. 4.3.2).

    Parameters
    ----------
    data : Dataset
        For the grades of its sources.
    citations : sequence of Citation
    legs : sequence of sequences of int
        For each leg or pair of places, positions in ``citations``.
    chance : float array, shape (citations,), optional
        p of each citation.

    Returns
    -------
    float array, shape (legs,)
    """
    if chance is None:
        chance = np.array(data.probabilities(citations))
    every = np.ones((1, len(citations)), dtype=bool)
    found: Floats = Reports(citations, legs, chance).strengths(every).reshape(-1)
    return found


class Reports:
    """The independent reports of legs, put in order once to be asked of many worlds.

    Parameters
    ----------
    citations, legs, chance
        As for :func:`evidence_strengths`.
    """

    def __init__(
        self, citations: Sequence[Citation], legs: Sequence[Sequence[int]], chance: Floats
    ) -> None:
        grouped = groups_of(citations, legs)
        # The legs with the most groups first, so that those with a k-th one lead.
        order = sorted(range(len(legs)), key=lambda at: -len(grouped[at]))
        sizes = [len(grouped[at]) for at in order]
        self._rounds = [
            _Round(
                chance, [grouped[at][k] for at, size in zip(order, sizes, strict=True) if size > k]
            )
            for k in range(max(sizes, default=0))
        ]
        self._back = np.argsort(np.array(order, dtype=np.int64))

    def strengths(self, kept: Mask) -> Floats:
        """Return the strengths of the legs in some worlds.

        Parameters
        ----------
        kept : bool array, shape (worlds, citations)
            Which citations each world keeps. A hundred worlds or so at a time stay in the
            processor's cache.

        Returns
        -------
        float array, shape (worlds, legs)
            0 where none is kept: the leg does not exist in that world.
        """
        # Worlds come last, so that steps are over them.
        doubt = np.ones((self._back.size, len(kept)))
        for one in self._rounds:
            doubt[: one.size] *= one.doubts(kept.T)
        found: Floats = np.subtract(1.0, doubt, out=doubt)[self._back].T
        return found


class _Round:
    """The k-th groups of citations of the legs that have so many."""

    def __init__(self, chance: Floats, groups: Sequence[Sequence[int]]) -> None:
        self.size = len(groups)
        self.columns, begins = joined(groups)
        self.chance = chance[self.columns, np.newaxis]
        self.begins = begins if len(self.columns) > self.size else None

    def doubts(self, kept: Mask) -> Floats:
        """Return 1 less the chance of the best kept citation of each group, (groups, worlds)."""
        best = kept[self.columns] * self.chance
        if self.begins is not None:
            best = np.maximum.reduceat(best, self.begins, axis=0)
        doubts: Floats = np.subtract(1.0, best, out=best)
        return doubts


def yearly_amount(citations: Iterable[Citation], basis: str | None = None) -> float | None:
    """Return kilograms (or dollars) a year, or None where no citation tells a rate.

    Contradictory figures are averaged, one voice for each independent group.
    Only figures of the given basis (flow, seizure, capacity) count; None takes all.
    """
    rates = []
    for group in independent(citations):
        told = [
            rate
            for citation in group
            if citation.quantity is not None
            and basis in (None, citation.quantity.basis)
            and (rate := citation.quantity.per_year(citation.years)) is not None
        ]
        if told:
            rates.append(math.fsum(told) / len(told))
    return math.fsum(rates) / len(rates) if rates else None


def strengths(
    data: Dataset,
    pairs: Sequence[Sequence[SelectedLeg]],
    weighting: str,
    years: Years | None = None,
    *,
    cap: float | None = None,
) -> list[float]:
    """Return the strength of each pair of places from the legs that join it.

    Parameters
    ----------
    data : Dataset
        For the grades of its sources.
    pairs : sequence of sequences of SelectedLeg
        The legs of each pair; at least one each.
    weighting : {"evidence", "equal", "volume", "records", "records-sqrt", "kilograms"}
        ``volume`` is in tonnes a year (in dollars a year for money).
    years : Years, optional
        A period by which evidence is weighed.
    cap : float, optional
        What no record counts more than, with ``kilograms``; that of these legs by default.
    """
    if is_by_records(weighting):
        counted: list[float] = damped(recorded(pairs, weighting, cap=cap), weighting).tolist()
        return counted
    if weighting == "volume":
        return [sum(_volume(item) or 0.0 for item in legs) for legs in pairs]
    if weighting == "equal":
        return [1.0] * len(pairs)
    told = [[c for item in legs for c in item.citations] for legs in pairs]
    found: list[float] = strengths_of(data, told, years).tolist()
    return found


def strengths_of(
    data: Dataset, legs: Sequence[Sequence[Citation]], years: Years | None = None
) -> Floats:
    """Return the evidence strength of each leg or pair by its own citations, shape (legs,).

    Under a period the chance of a report is multiplied by its time weight.
    """
    citations = [citation for leg in legs for citation in leg]
    ends = np.cumsum([0, *map(len, legs)]).tolist()
    chance = np.array(data.probabilities(citations))
    return evidence_strengths(
        data,
        citations,
        [range(*both) for both in pairwise(ends)],
        chance=chance * RECIPE.time_weights(citations, years),
    )


def recorded(
    pairs: Sequence[Sequence[SelectedLeg]], weighting: str, *, cap: float | None = None
) -> Floats:
    """Return the records, or the capped kilograms, of each pair of places, shape (pairs,)."""
    if weighting != "kilograms":
        return counts_of(pairs)
    known = cap_of([item for joined in pairs for item in joined]) if cap is None else cap
    return capped_kilograms(pairs, known)


def needs_quantity(weighting: str) -> bool:
    """Whether a weighting refuses legs without an amount, or leaves them out on request."""
    return weighting in ("volume", "kilograms")


def quantified(
    legs: Sequence[SelectedLeg], weighting: str, *, drop_unquantified: bool
) -> tuple[SelectedLeg, ...]:
    """Return the legs with what a weighting needs; the others may only be dropped on request.

    Raises
    ------
    MissingQuantityError
        A leg has none, and is not to be dropped; names all such legs.
    """
    if not needs_quantity(weighting):
        return tuple(legs)
    by_weight = weighting == "kilograms"
    missing = {
        item.leg.id
        for item in legs
        if not (has_kilograms(item) if by_weight else _volume(item) is not None)
    }
    if missing and not drop_unquantified:
        raise MissingQuantityError(sorted(missing), QUANTITIES[weighting])
    return tuple(item for item in legs if item.leg.id not in missing)


def _volume(item: SelectedLeg) -> float | None:
    rate = yearly_amount(item.citations, "flow")
    if rate is None:
        return None
    return rate / (1.0 if item.leg.commodity.dimension == "money" else 1000.0)


def cost(flow: float) -> float:
    """Return how far apart a flow leaves two places: its reciprocal.

    >>> cost(0.5)
    2.0
    """
    return 1.0 / flow if flow > 0 else math.inf
