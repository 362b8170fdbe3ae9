"""An overview in words: made of its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from trafficroutes.analysis.legs.results import LegTold
from trafficroutes.analysis.legs.wording import many
from trafficroutes.analysis.records.info import Coverage
from trafficroutes.analysis.records.overview_results import MarketFigure, PlaceFigure
from trafficroutes.model.digits import settled
from trafficroutes.model.names import spoken
from trafficroutes.model.refs import is_region

#: Names in a sentence.
_NAMED = 4


def sentence(
    kind: str,
    name: str,
    coverage: Coverage,
    legs: Sequence[LegTold],
    producers: Sequence[PlaceFigure],
    markets: Sequence[MarketFigure],
) -> str:
    """Return the most important of an overview, in two to four sentences."""
    if not legs:
        return f"No leg of {name} is cited."
    goods = list(dict.fromkeys(spoken(leg.commodity) for leg in legs))
    carried = f" ({_some(goods)})" if kind == "corridor" or len(goods) > 1 else ""
    between = many(coverage.countries, "country", "countries")
    cited = f"{many(coverage.citations, 'citation')}{_years(coverage)}"
    parts = [
        f"{name}{carried} has {many(coverage.legs, 'leg')} between {between}, told by {cited}.",
    ]
    parts.append(
        f"{_percent(coverage.share_two_independent)} of the legs have two independent reports or "
        f"more, {_percent(coverage.share_press_only)} stand on the press alone."
    )
    first = legs[0]
    if first.independent > 1:
        parts.append(
            f"Best told is {first.origin_name} to {first.to_name} "
            f"({first.independent:,} independent reports)."
        )
    made = list(dict.fromkeys(one.name for one in producers if not is_region(one.place)))
    if made:
        parts.append(f"Production is cited of {_some(made)}.")
    if markets:
        places = len({one.place for one in markets if not is_region(one.place)})
        parts.append(f"Markets are cited in {many(places, 'country', 'countries')}.")
    return " ".join(parts)


def _years(coverage: Coverage) -> str:
    first, last = coverage.years
    if first is None:
        return " without a year"
    return f" about {first}" if first == last else f" about {first} to {last}"


def _percent(share: float) -> str:
    return f"{settled(share * 100):.0f} %"


def _some(names: Sequence[str]) -> str:
    """Return names with commas, the last of many as a number.

    >>> _some(["a", "b"]), _some(["a", "b", "c", "d", "e", "f"])
    ('a, b', 'a, b, c, d and 2 more')
    """
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
