"""Citations and seizures as results carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years


@dataclass(frozen=True, order=True)
class Cited:
    """One citation of an answer.

    Attributes
    ----------
    source : str
        Id of the document.
    locator : str
        Where in it.
    reliability : str
        Admiralty grade A-F of the document.
    credibility : int
        Admiralty grade 1-6 of the statement.
    estimate : str or None
        The published estimate that it repeats.
    """

    source: str
    locator: str
    reliability: str
    credibility: int
    estimate: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return dict(vars(self))


def cited(data: Dataset | None, citations: Iterable[Citation]) -> tuple[Cited, ...]:
    """Return citations as results carry them: each once, sorted by source."""
    if data is None:
        return ()
    found = {(str(c.source), c.locator, c.credibility, c.estimate): c for c in citations}
    return tuple(
        Cited(
            source=source,
            locator=locator,
            reliability=data.source(citation).reliability,
            credibility=credibility,
            estimate=None if estimate is None else str(estimate),
        )
        for (source, locator, credibility, estimate), citation in sorted(
            found.items(), key=lambda item: (*item[0][:3], item[0][3] or "")
        )
    )


def citations_of(legs: Iterable[SelectedLeg]) -> list[Citation]:
    """Return the citations of several legs."""
    return [citation for item in legs for citation in item.citations]


@dataclass(frozen=True)
class Seized:
    """The largest amount that is cited as seized in a place in one year.

    Attributes
    ----------
    kg : float
        Kilograms a year (a total over several years is spread evenly).
    years : Years or None
        The years that the figure speaks of.
    cited : tuple of Cited
        Who says so.
    """

    kg: float
    years: Years | None
    cited: tuple[Cited, ...]


def seizures_by_place(
    data: Dataset | None, commodities: Iterable[str], years: Years | None
) -> dict[str, Seized]:
    """Return the largest cited yearly seizure of each place in a period.

    Yearly figures, single cases and national totals overlap, so they are not
    added up: the largest one stands for the place.
    """
    wanted = frozenset(commodities)
    found: dict[str, Seized] = {}
    for entry in data.records.seizures if data is not None else ():
        if entry.commodity not in wanted or entry.commodity.dimension != "mass":
            continue
        for citation in entry.citations:
            span = citation.years
            if years is not None and (span is None or not span.overlaps(years)):
                continue
            amount = _seized(citation)
            before = found.get(entry.place)
            if amount is not None and (before is None or amount > before.kg):
                found[entry.place] = Seized(amount, span, cited(data, [citation]))
    return found


def _seized(citation: Citation) -> float | None:
    """Return kilograms a year; an undated case counts as one year's."""
    if citation.quantity is None:
        return None
    rate = citation.quantity.per_year(citation.years)
    return citation.quantity.base_amount() if rate is None else rate
