"""What the data do not cover of a corridor or a commodity, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from trafficroutes.analysis.legs.choosing import Chosen
from trafficroutes.analysis.legs.wording import many
from trafficroutes.graph.independence import independent
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Leg
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import pooled

#: Stretches of years that a sentence names.
_STRETCHES = 4


def gaps_of(
    data: Dataset,
    legs: Sequence[Chosen[Leg]],
    *,
    made: bool,
    used: bool,
    seized: bool,
    shares: bool,
) -> tuple[str, ...]:
    """Return what is not covered.

    Parameters
    ----------
    data : Dataset
    legs : sequence of Chosen
        The legs with their citations.
    made, used, seized, shares : bool
        Whether production, a market, a seizure and a published share are cited.
    """
    return (*_of_legs(data, legs), *_of_figures(made=made, used=used, seized=seized, shares=shares))


def _of_legs(data: Dataset, legs: Sequence[Chosen[Leg]]) -> Iterator[str]:
    count = len(legs)
    if not count:
        yield "No leg is cited"
        return
    for found, told in (
        (_single(legs), "{} on one report alone"),
        (_press(data, legs), "{} on the press alone"),
        (_stopped(legs), "{} on loads alone that were stopped before the crossing"),
    ):
        if found:
            stand = "stands" if found == 1 else "stand"
            yield told.format(f"{found:,} of {many(count, 'leg')} {stand}")
    regional = sum(any(map(is_region, (one.entry.origin, one.entry.to))) for one in legs)
    if regional:
        some = f"{regional:,} of {many(count, 'leg')} {_name(regional)}"
        yield f"{some} a region at an end, country not stated"
    undated = sum(all(c.years is None for c in one.citations) for one in legs)
    if undated:
        yield f"{undated:,} of {many(count, 'leg')} {_have(undated)} no year"
    yield from _years(legs)


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _name(count: int) -> str:
    return "names" if count == 1 else "name"


def _single(legs: Sequence[Chosen[Leg]]) -> int:
    return sum(len(independent(one.citations)) == 1 for one in legs)


def _press(data: Dataset, legs: Sequence[Chosen[Leg]]) -> int:
    return sum(all(data.source(c).kind == "press" for c in one.citations) for one in legs)


def _stopped(legs: Sequence[Chosen[Leg]]) -> int:
    return sum(all(c.stopped for c in one.citations) for one in legs)


def _years(legs: Sequence[Chosen[Leg]]) -> Iterator[str]:
    """Say of which years no citation speaks, and what the newest is."""
    spans = [c.years for one in legs for c in one.citations if c.years is not None]
    whole = pooled(spans)
    if whole is None or whole.first is None or whole.last is None:
        return
    told = {
        year
        for span in spans
        for year in range(
            span.reach.first or whole.first, (span.last or span.first or whole.last) + 1
        )
    }
    missing = [year for year in range(whole.first, whole.last + 1) if year not in told]
    stretches = [
        [year for _, year in group]
        for _, group in groupby(enumerate(missing), lambda item: item[1] - item[0])
    ]
    if stretches:
        named = [
            str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}" for years in stretches
        ]
        more = f" and {len(named) - _STRETCHES} more times" if len(named) > _STRETCHES else ""
        yield f"No citation speaks of {', '.join(named[:_STRETCHES])}{more}"
    yield f"The newest year that a citation names is {whole.last}"


def _of_figures(*, made: bool, used: bool, seized: bool, shares: bool) -> Iterator[str]:
    for known, what in (
        (made, "production"),
        (used, "consumption and no number of users"),
        (seized, "seized amount"),
        (shares, "published share"),
    ):
        if not known:
            yield f"No {what} is cited"
