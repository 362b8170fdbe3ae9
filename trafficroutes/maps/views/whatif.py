"""What a scenario changes as the content of a map of before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trafficroutes.errors import QueryError
from trafficroutes.maps.content.behind import Behind, lines_of
from trafficroutes.maps.content.legbook import colour_of
from trafficroutes.maps.content.pair import CUT_OFF, INTERDICTED, REMOVED, DualView, Key, Touch
from trafficroutes.maps.content.pairing import dual_view
from trafficroutes.maps.content.view import (
    GATEWAY,
    ORIGIN,
    TRANSIT,
    Connection,
    FlowLayer,
    LegFact,
    PlaceInFlow,
    View,
)
from trafficroutes.maps.style import MapStyle, percent, within
from trafficroutes.maps.views.journeys import counted, filters_of, headed, share_words
from trafficroutes.model.names import spoken
from trafficroutes.question.ranges import Told, told_range
from trafficroutes.question.saying import capital
from trafficroutes.scenario.whatif.summary import what_changes

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.question.query import Query
    from trafficroutes.question.ranges import RangeShown
    from trafficroutes.scenario.whatif.results import WhatIfAnswer, WhatIfResult
    from trafficroutes.scenario.whatif.shift_records import LegShift, PlaceShift

_SURE = 1e-9  # arrivals that differ by less are the same


@dataclass(frozen=True)
class _ScenarioSide:
    """One side of an answer: 0 before, 1 after.

    Attributes
    ----------
    after : bool
        Which.
    level : float
        What arrives, as a part of the arrivals before.
    shown : {"50", "90", "evidence"}
        The range that stands beside shares before.
    """

    after: bool
    level: float
    shown: RangeShown

    def share(self, before: float, after: float | None) -> float:
        """Return a share of the arrivals before."""
        return (after or 0.0) * self.level if self.after else before

    def told(self, share: float, shift: PlaceShift | LegShift) -> str:
        """Return a share in words, with its range where it has one of its own."""
        range_ = Told("evidence", shift.after_interval)
        if not self.after:
            range_ = told_range(shift, self.shown, "before_{}")
        if range_.ends is None or (self.after and abs(self.level - 1) > _SURE):
            return percent(share) if share > 0 else "nothing"
        if share <= 0 and range_.ends[1] <= 0:
            return "nothing"
        return within(share, range_, "share")


def whatif_view(
    result: WhatIfResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None = None,
) -> DualView:
    """Return what a map of a scenario shows, before and after.

    Shares after are told of the arrivals before, so that both sides have one measure:
    what is lost where a market is cut off is gained nowhere.

    Parameters
    ----------
    result : WhatIfResult
        From :func:`trafficroutes.whatif`.
    data : Dataset or None
        For colours, corridors and years of its legs.
    style : MapStyle
        Classes of width and confidence, and what is drawn.
    title : str, optional
        Instead of "Guinea-Bissau closed: cocaine, Colombia to Europe".
    largest : int, optional
        How many connections are drawn at first; without it the map decides.

    Raises
    ------
    QueryError
        No answer has a number: the scenario touches nothing, or everything.
    """
    answers = [answer for answer in result.answers if answer.legs]
    if not answers:
        raise QueryError("there is no map of this: " + _sentence(result.answers))
    title = title or _title(result, answers)
    view = dual_view(
        _view(result, answers, data, style, after=False, title=title),
        _view(result, answers, data, style, after=True, title=title),
        style,
        headings=("Before", f"After: {_changes(result)}"),
        sentences=tuple(_sentence((answer,), several=len(answers) > 1) for answer in answers),
        touched=_touched(answers),
        hypothetical=frozenset(
            (number, leg.origin, leg.to)
            for number, answer in enumerate(answers)
            for leg in answer.legs
            if leg.hypothetical
        ),
        spreads=_spreads(answers),
        largest=largest,
    )
    return replace(view, before=replace(view.before, summary=counted(view.before.first)))


def _title(result: WhatIfResult, answers: Iterable[WhatIfAnswer]) -> str:
    query = result.query
    what = ", ".join(spoken(answer.commodity) for answer in answers)
    return f"{_changes(result)}: {what}, {query.origin_name} to {query.destination_name}"


def _changes(result: WhatIfResult) -> str:
    """Return what the scenario changes, in a few words."""
    text = what_changes(result.changes)
    return text[:1].upper() + text[1:]


def _sentence(answers: Iterable[WhatIfAnswer], *, several: bool = False) -> str:
    return " ".join(
        f"{capital(spoken(answer.commodity))}: {answer.summary}" if several else answer.summary
        for answer in answers
    )


def _view(
    result: WhatIfResult,
    answers: list[WhatIfAnswer],
    data: Dataset | None,
    style: MapStyle,
    *,
    after: bool,
    title: str,
) -> View:
    behind = Behind(data, (result.query.years,), result.query.modes)
    parts: dict[str, list[PlaceInFlow]] = defaultdict(list)
    connections = []
    for number, answer in enumerate(answers):
        side = _ScenarioSide(after, _level(answer), result.query.range_shown)
        connections += [_connection(number, leg, side, behind, style) for leg in answer.legs]
        for code, part in _parts(number, answer, side).items():
            parts[code].append(part)
    words = share_words(style)
    return View(
        title=title,
        flows=tuple(
            FlowLayer(
                spoken(answer.commodity),
                colour_of(data, answer.commodity, number),
                _notes(answer, result.query),
            )
            for number, answer in enumerate(answers)
        ),
        connections=tuple(c for c in connections if c.strength > 0),
        undrawn=(),
        parts={code: tuple(found) for code, found in sorted(parts.items())},
        words=replace(words, of_connection=_of(answers)),
        summary="",
        lines=lines_of(_filters(result, answers), result.dataset, data),
    )


def _of(answers: list[WhatIfAnswer]) -> str:
    """Return what shares are of."""
    if not _whole(answers):
        return "of the journeys that arrived before"
    rated = any(change.kind == "interdict" for answer in answers for change in answer.changes)
    return "of the goods sent" if rated else "of the journeys that arrive"


def _level(answer: WhatIfAnswer) -> float:
    return 1.0 if answer.arrivals_after is None else answer.arrivals_after


def _whole(answers: Iterable[WhatIfAnswer]) -> bool:
    return all(abs(_level(answer) - 1) <= _SURE for answer in answers)


def _notes(answer: WhatIfAnswer, query: Query) -> tuple[str, ...]:
    """Return what was assumed, and how the map tells it."""
    said = [*headed(answer, query, answer.draws)]
    if not _whole((answer,)):
        said.append(
            f"{percent(_level(answer))} of the arrivals are left. The map tells shares after of "
            "what arrived before, without their ranges; the answer tells them of what is left."
        )
    if any(change.kind == "interdict" for change in answer.changes):
        curve = ", ".join(f"{d.adaptation:g}: {percent(d.share)}" for d in answer.delivered)
        said.append(f"Delivered share by adaptation: {curve}.")
    return (*said, *answer.notes)


def _filters(result: WhatIfResult, answers: Iterable[WhatIfAnswer]) -> str:
    told = filters_of([answer.weighting for answer in answers], result.query).removesuffix(".")
    used = {answer.draws.used for answer in answers if answer.draws is not None}
    draws = " and ".join(f"{count:,}" for count in sorted(used))
    spread = f"; evidence ranges: 5 to 95 % of {draws} draws" if draws else ""
    return f"{told}; adaptation: {result.adaptation:g}; demand: {result.demand}{spread}."


def _connection(
    number: int, leg: LegShift, side: _ScenarioSide, behind: Behind, style: MapStyle
) -> Connection:
    share = side.share(leg.share_before, leg.share_after)
    facts = behind.facts(leg.ids, leg.citations)
    if leg.hypothetical and not facts:
        facts = (LegFact("hypothetical", "", (), (), ()),)
    return Connection(
        flow=number,
        origin=leg.origin,
        to=leg.to,
        legs=facts,
        strength=share,
        amount=side.told(share, leg),
        width=style.width_class(share),
        confidence=style.confidence_class(behind.confidence(leg.ids)) if leg.ids else 0,
    )


def _parts(number: int, answer: WhatIfAnswer, side: _ScenarioSide) -> dict[str, PlaceInFlow]:
    """Return what each place on the routes of either side is."""
    inward: dict[str, float] = defaultdict(float)
    outward: dict[str, float] = defaultdict(float)
    for leg in answer.legs:
        share = side.share(leg.share_before, leg.share_after)
        outward[leg.origin] += share
        inward[leg.to] += share
    hubs = {shift.place: (TRANSIT, shift) for shift in answer.hubs}
    shifts = {**hubs, **{shift.place: (GATEWAY, shift) for shift in answer.gateways}}
    found = {}
    for code in sorted({end for leg in answer.legs for end in (leg.origin, leg.to)}):
        if code in shifts and code not in answer.origins:
            role, shift = shifts[code]
            share = side.share(shift.share_before, shift.share_after)
            told = side.told(share, shift)
        elif code in answer.origins:
            # Of journeys that arrive, what sets out is what leaves less what comes in.
            role, share = ORIGIN, max(0.0, outward[code] - inward[code])
            told = percent(share) if share > _SURE else "nothing"
        else:
            # A region on the way is no hub: what comes in by its legs passes it.
            role, share = TRANSIT, min(1.0, inward[code])
            told = percent(share) if share > 0 else "nothing"
        if share > _SURE:
            found[code] = PlaceInFlow(number, role, share, told)
    return found


def _touched(answers: Iterable[WhatIfAnswer]) -> dict[str, Touch]:
    """Return the places that the scenario closes or watches, or that it cuts off."""
    found: dict[str, Touch] = {}
    for answer in answers:
        found |= {
            code: Touch(CUT_OFF, "Cut off: no cited route is left") for code in answer.cut_off
        }
        for change in answer.changes:
            if change.kind == "remove" or (change.kind == "interdict" and change.value == 1):
                touch = Touch(REMOVED, "Closed in this scenario")
                # The whole of a region is hatched, whether routes cross its members or not.
                found |= dict.fromkeys((change.subject, *change.places), touch)
            elif change.kind == "interdict":
                told = f"{(change.value or 0) * 100:.6g} % of what enters is intercepted here"
                found |= dict.fromkeys(change.places, Touch(INTERDICTED, told))
    return dict(sorted(found.items()))


def _spreads(answers: list[WhatIfAnswer]) -> Mapping[Key | str, tuple[float, float]]:
    """Return the evidence ranges of changes: of connections, and of places of a single answer."""
    found: dict[Key | str, tuple[float, float]] = {}
    for number, answer in enumerate(answers):
        if not _whole((answer,)):
            continue
        for leg in answer.legs:
            if leg.change_interval is not None:
                found[number, leg.origin, leg.to] = leg.change_interval
        for shift in (*answer.hubs, *answer.gateways) if len(answers) == 1 else ():
            if shift.change_interval is not None:
                found[shift.place] = shift.change_interval
    return found
