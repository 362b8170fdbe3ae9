"""Citations of one leg, or of one flow, that do not go together.

The data keep contradictions as citations beside each other, and what is doubted by a
low grade (docs/data.md, The largest contradictions). Both are looked for here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from math import inf
from typing import NamedTuple, TypeVar

from trafficroutes.analysis.legs.choosing import Chosen
from trafficroutes.analysis.legs.results import Contradiction, Testimony
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size, settled
from trafficroutes.model.records import Citation, Flow, Leg
from trafficroutes.model.units import SIZE

#: Figures of the same years contradict each other where the lower end of one is above so
#: many times the upper end of the other.
FACTOR = 1.2
#: The statement is doubtful (4) or improbable (5); and what is likelier.
_DOUBTED, _LIKELIER = (4, 5), (1, 2, 3)

E = TypeVar("E", Leg, Flow)


class _Moved(NamedTuple):
    """What moves in a year by a citation, in kilograms (or dollars)."""

    least: float
    most: float
    citation: Citation


def contradictions_in(
    data: Dataset,
    entries: Sequence[Chosen[E]],
    told: Callable[[Dataset, Chosen[E], Citation], Testimony],
) -> tuple[Contradiction, ...]:
    """Return what does not go together within each of some entries.

    Figures that differ come first, by their factor, then what is doubted.
    """
    found = [one for chosen in entries for one in _within(data, chosen, told)]
    return tuple(sorted(found, key=lambda one: (one.kind, by_size(one.factor or 0.0), one.entry)))


def _within(
    data: Dataset,
    chosen: Chosen[E],
    told: Callable[[Dataset, Chosen[E], Citation], Testimony],
) -> Iterator[Contradiction]:
    for factor, larger, smaller in _differing(chosen.citations):
        sides = (told(data, chosen, larger), told(data, chosen, smaller))
        yield Contradiction(chosen.entry.id, "amounts", settled(factor), sides)
    for likelier, doubted in _doubted(data, chosen.citations):
        sides = (told(data, chosen, likelier), told(data, chosen, doubted))
        yield Contradiction(chosen.entry.id, "doubt", None, sides)


def _differing(citations: Sequence[Citation]) -> Iterator[tuple[float, Citation, Citation]]:
    """Yield (factor, larger, smaller) of figures of the same years that lie far apart."""
    figures = [figure for citation in citations if (figure := _figure(citation)) is not None]
    for pair in combinations(figures, 2):
        one, two = (figure.citation for figure in pair)
        if one.source == two.source or not (one.years and two.years):
            continue
        if not one.years.reach.overlaps(two.years.reach):
            continue
        for larger, smaller in (pair, pair[::-1]):
            if 0 < smaller.most < inf and larger.least > smaller.most * FACTOR:
                yield larger.least / smaller.most, larger.citation, smaller.citation


def _figure(citation: Citation) -> _Moved | None:
    """Return what moves a year, with an open end where only one bound is told."""
    quantity = citation.quantity
    if quantity is None or quantity.basis != "flow" or quantity.unit not in SIZE:
        return None
    length = 1 if quantity.unit.endswith("_per_year") else citation.years and citation.years.length
    if not length:
        return None
    size = SIZE[quantity.unit] / length
    lower = quantity.low if quantity.low is not None else quantity.best
    upper = quantity.high if quantity.high is not None else quantity.best
    least = 0.0 if lower is None else lower * size
    return _Moved(least, inf if upper is None else upper * size, citation)


def _doubted(data: Dataset, citations: Sequence[Citation]) -> Iterator[tuple[Citation, Citation]]:
    """Yield each doubted citation with the best of those that are not."""
    likelier = [c for c in citations if c.credibility in _LIKELIER]
    doubted = [c for c in citations if c.credibility in _DOUBTED]
    if not likelier:
        return
    best = min(likelier, key=lambda c: (by_size(data.probability(c)), str(c.source), c.locator))
    yield from product([best], doubted)
