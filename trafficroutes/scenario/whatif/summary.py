"""What a scenario does, in two sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trafficroutes.model.digits import by_size, settled
from trafficroutes.model.names import spoken
from trafficroutes.question import saying
from trafficroutes.question.saying import tenths

if TYPE_CHECKING:
    from trafficroutes.question.query import Query
    from trafficroutes.scenario.whatif.changes import ScenarioChange
    from trafficroutes.scenario.whatif.results import Delivered
    from trafficroutes.scenario.whatif.shift_records import DestinationShift, Interval, PlaceShift

#: Changes and places that a sentence names before it counts them.
_NAMED = 3
#: A change that rounds to no tenth of a percent is none.
_TENTH = 0.0005


@dataclass(frozen=True)
class SummaryFacts:
    """What the sentences stand on."""

    commodity: str
    query: Query
    changes: Sequence[ScenarioChange]
    rated: bool
    demand: str
    intercepted: float
    interval: Interval
    delivered: Delivered
    hubs: Sequence[PlaceShift]
    destinations: Sequence[DestinationShift]
    level: float


def tell(told: SummaryFacts) -> str:
    """Return what a scenario does that closes, cuts or watches something on the routes."""
    if not any(end.share_after for end in told.destinations):
        return _nothing_left(told)
    goods = _goods(told.commodity, told.query)
    first = (
        f"With {what_changes(told.changes)}, {tenths(told.intercepted)}{_range(told.interval)} "
        f"of the {goods} would be intercepted if nobody changed route."
    )
    return f"{first} {_adapted(told)}"


def _adapted(told: SummaryFacts) -> str:
    moved = _moved(told)
    lost = [end for end in told.destinations if end.cut_off]
    if told.rated:
        start = (
            f"Where routes adapt (theta = {told.delivered.adaptation:g}), "
            f"{tenths(told.delivered.share)}{_range(told.delivered.interval)} of what is sent "
            "is delivered"
        )
    elif lost and told.demand == "fixed":
        start = (
            f"With full adaptation {tenths(told.delivered.share)} still arrives, since no cited "
            f"route is left to {listed(end.name for end in lost)}"
        )
    elif lost:
        start = (
            "With full adaptation everything still arrives, but nothing in "
            f"{listed(end.name for end in lost)}, to which no cited route is left"
        )
    else:
        start = "With full adaptation everything still arrives, by other cited routes"
    return f"{start}; {moved}."


def _moved(told: SummaryFacts) -> str:
    """Tell the transit country that gains most."""
    gains = [hub for hub in told.hubs if hub.change is not None and hub.change >= _TENTH]
    if not gains:
        return "no transit country gains a tenth of a percent"
    best = min(gains, key=lambda hub: (by_size(hub.change or 0.0), hub.name))
    before, after = tenths(best.share_before), tenths(best.share_after or 0.0)
    if told.level < 1 - _TENTH:
        part = f"from {before} of the arrivals to {after} of those that are left"
    else:
        part = f"from {before} to {after} of the arrivals"
    return f"of the transit countries {best.name} gains most, {part}"


def _nothing_left(told: SummaryFacts) -> str:
    return (
        f"With {what_changes(told.changes)}, all of the "
        f"{_goods(told.commodity, told.query)} would be intercepted, and no cited route is left. "
        "That no other route is cited does not say that there is none."
    )


def only_added(
    commodity: str, query: Query, changes: Iterable[ScenarioChange], shares: Iterable[float]
) -> str:
    """Return what a scenario does that only puts hypothetical legs in place."""
    parts = [tenths(share) for share in shares]
    them, this = ("them", "these legs") if len(parts) > 1 else ("it", "this leg")
    return (
        f"With {what_changes(changes)}, {listed(parts)} of the {_goods(commodity, query)} would "
        f"take {them}. No document cites {this}, and nothing is closed, so nothing is intercepted."
    )


def untouched(commodity: str, query: Query, changes: Iterable[ScenarioChange]) -> str:
    """Return what to say where no route uses what a scenario changes."""
    names = listed(change.name for change in changes)
    return (
        f"No cited route of {spoken(commodity)} from {query.origin_name} to "
        f"{query.destination_name} uses {names} in this network, so there is no number to tell. "
        "That no route is cited there does not say that nothing passes."
    )


def by_definition(name: str, *, starts: bool) -> str:
    """Return what to say where all goods start, or end, in what is closed."""
    what = "all goods of this question start" if starts else "this question ends"
    stops = "nothing sets out" if starts else "nothing arrives"
    return (
        f"With {name} closed {stops}, by definition, since {what} there. "
        "That is no finding about routes: change places on the way instead."
    )


def _goods(commodity: str, query: Query) -> str:
    return f"{spoken(commodity)} arriving in {query.destination_name} from {query.origin_name}"


def what_changes(changes: Iterable[ScenarioChange]) -> str:
    """Return changes in words, alike ones together."""
    groups: dict[tuple[str, str | float | None], list[ScenarioChange]] = {}
    for change in changes:
        apart = change.subject if change.hypothetical else change.value
        groups.setdefault((change.kind, apart), []).append(change)
    return listed(
        str(replace(group[0], name=listed(change.name for change in group)))
        for group in groups.values()
    )


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them, the first of many.

    >>> listed("ABCD"), listed("ABCDE")
    ('A, B, C and D', 'A, B, C and 2 more')
    """
    return saying.listed(names, most=_NAMED)


def _range(interval: Interval) -> str:
    if interval is None:
        return ""
    return f" (evidence range: {settled(interval[0] * 100):.1f} to {tenths(interval[1])})"
