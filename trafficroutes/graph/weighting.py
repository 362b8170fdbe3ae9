"""How strong a connection is: by evidence, equally, or by cited tonnage.

Every function takes the citations of one pair of places and returns one number,
more for more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import fmean

from trafficroutes.errors import MissingQuantityError
from trafficroutes.graph.independence import independent
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation

#: Of connections by their own citations; ``estimate`` takes the whole family together
#: and is made by :mod:`trafficroutes.flowmodel`, and ``auto`` chooses.
WEIGHTINGS = ("auto", "estimate", "evidence", "equal", "volume")


def evidence_strength(data: Dataset, citations: Sequence[Citation]) -> float:
    """Return the chance that at least one independent report is true.

    ``1 - product of (1 - p)``, with p = reliability x credibility by the grade
    table of the data file, over groups of independent citations; a group counts
    by its best one. The noisy-or of independent reports (Pearl, Probabilistic
    Reasoning in Intelligent Systems, 1988, sec. 4.3.2).
    """
    doubt = 1.0
    for group in independent(citations):
        doubt *= 1.0 - max(map(data.probability, group))
    return 1.0 - doubt


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
            rates.append(fmean(told))
    return fmean(rates) if rates else None


def strengths(data: Dataset, pairs: Sequence[Sequence[SelectedLeg]], weighting: str) -> list[float]:
    """Return the strength of each pair of places from the legs that join it.

    Parameters
    ----------
    data : Dataset
        For the grades of its sources.
    pairs : sequence of sequences of SelectedLeg
        The legs of each pair; at least one each.
    weighting : {"evidence", "equal", "volume"}
        ``volume`` is in tonnes a year (in dollars a year for money).
    """
    if weighting == "volume":
        return [sum(_volume(item) or 0.0 for item in legs) for legs in pairs]
    if weighting == "equal":
        return [1.0] * len(pairs)
    return [
        evidence_strength(data, [citation for item in legs for citation in item.citations])
        for legs in pairs
    ]


def quantified(legs: Sequence[SelectedLeg], *, drop_unquantified: bool) -> tuple[SelectedLeg, ...]:
    """Return the legs with a flow quantity; the others may only be dropped on request.

    Raises
    ------
    MissingQuantityError
        A leg has none, and is not to be dropped; names all such legs.
    """
    missing = {item.leg.id for item in legs if _volume(item) is None}
    if missing and not drop_unquantified:
        raise MissingQuantityError(sorted(missing))
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
