"""Editions of one series, which mostly repeat each other."""

from __future__ import annotations

import re
from math import inf

from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years, gap

_MONTHS = "january february march april may june july august september october november december"
#: Editions of a series that lie no more years apart mostly repeat each other.
_YEARS_BETWEEN = 5
#: Numbers and months, which tell the editions of a series apart.
_DATES = re.compile(rf"\d+|\b(?:{'|'.join(_MONTHS.split())})\b", re.IGNORECASE)


def same_series(data: Dataset, one: Citation, two: Citation) -> bool:
    """Whether two citations are of editions of one series within five years.

    Editions have one publisher and, numbers and months aside, one title. The years
    are those of the periods, or else of publication.
    """
    return (
        _series(data, one) == _series(data, two)
        and _years_between(data, one, two) <= _YEARS_BETWEEN
    )


def _series(data: Dataset, citation: Citation) -> tuple[str, str]:
    """Return what the editions of a series share: publisher, and title without dates."""
    source = data.source(citation)
    words = fold(_DATES.sub(" ", source.title)).split()
    return fold(source.publisher), " ".join(words)


def _years_between(data: Dataset, one: Citation, two: Citation) -> float:
    """Return the years between two citations; infinity where one cannot be dated."""
    spans = []
    for citation in (one, two):
        year = data.source(citation).year
        first = citation.years.first if citation.years and citation.years.first else year
        last = citation.years.last if citation.years and citation.years.last else first
        if first is None or last is None:
            return inf
        spans.append(Years(first, last))
    return gap(*spans)
