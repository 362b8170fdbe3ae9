"""A comparison of two sides as a map's content: what appears, disappears and stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from trafficroutes.analysis.comparison.changes import BeforeAndAfter, LegChange
from trafficroutes.analysis.comparison.results import ComparisonAnswer, ComparisonResult
from trafficroutes.analysis.comparison.sides import HUB_SHARE
from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.errors import QueryError
from trafficroutes.maps.content.behind import Behind, lines_of
from trafficroutes.maps.content.strongest import largest_first, legible, told_ties
from trafficroutes.maps.content.view import (
    GATEWAY,
    ORIGIN,
    TRANSIT,
    Connection,
    Encodings,
    FlowLayer,
    Mark,
    Marked,
    PlaceInFlow,
    View,
)
from trafficroutes.maps.palette import GREW, SHRANK
from trafficroutes.maps.style import MapStyle, amount, percent, within
from trafficroutes.maps.views.network_sides import Scale, colours, filters_of, scale_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.names import spoken
from trafficroutes.question.ranges import RangeShown, told_range
from trafficroutes.question.tested import told_test

_STATES = ("appears", "disappears", "stays")


def comparison_view(
    result: ComparisonResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of a comparison shows.

    What is rarest of what appears, disappears and stays glows; what disappears is else
    pale. Widths are those of the second side, of what disappears those of the first.

    Parameters
    ----------
    result : ComparisonResult
        The answer.
    data : Dataset or None
        For places, colours, corridors and years of its legs; of a leg that only the
        other file has, the map shows the id alone.
    style, title, largest
        As for :func:`~trafficroutes.maps.views.hubs.hub_view`.

    Raises
    ------
    QueryError
        Every connection has an end that the data do not know.
    """
    answers = result.answers
    shown = result.query.range_shown
    by_share = any(answer.by == HUB_SHARE for answer in answers)
    legs = [[_value(leg.change) for leg in answer.legs] for answer in answers]
    scale = scale_of(["share" if by_share else answer.weighting for answer in answers], legs)
    behind = Behind(data, (result.query.years, result.with_query.years), result.query.modes)
    places = load_gazetteer() if data is None else data.places
    found = largest_first(
        _connection(number, leg, behind, scale, style, shown)
        for number, answer in enumerate(answers)
        for leg in answer.legs
        if leg.origin in places and leg.to in places
    )
    if not found:
        raise QueryError("nothing is left to draw: all ends are regions that only one file has")
    top = legible(len(found), largest)
    rarest = _rarest(found)
    strange = sum(len(listed) for listed in legs) - len(found)
    parts, most = _parts(answers, shown, by_share=by_share)
    what = ", ".join(spoken(answer.commodity) for answer in answers)
    before, after = _sides(result)
    return View(
        title=title or f"Change{_about(result)}: {what}, {before} and {after}",
        flows=tuple(
            FlowLayer(spoken(answer.commodity), colour, (*_first(answer, shown), *answer.notes))
            for answer, colour in zip(answers, colours(data, answers), strict=True)
        ),
        connections=tuple(found),
        undrawn=(),
        parts=parts,
        words=_words(answers, most, scale, style, by_share=by_share),
        summary=_summary(found[:top], before, after),
        cut=" ".join(_left_out(len(found), top, strange)),
        lines=(
            *lines_of(
                filters_of(result.query, answers, f"{before} and {after}"), result.dataset, data
            ),
            *_files(result),
        ),
        marks=tuple(
            _looked(label, state, rarest)
            for label, state in zip(
                (f"Appears: only in {after}", f"Disappears: only in {before}", "Stays: in both"),
                _STATES,
                strict=True,
            )
        ),
        notes=told_ties(len(found), top),
        top=top,
    )


def _rarest(found: Iterable[Connection]) -> str:
    """Return the state that fewest connections are in, of those that any is in."""
    states = [_STATES[c.marked.mark] for c in found if c.marked.mark is not None]
    return min((state for state in _STATES if state in states), key=states.count)


def _looked(label: str, state: str, rarest: str) -> Mark:
    """Return how a state is drawn: what is rarest glows, what is gone is else pale."""
    if state == rarest:
        return Mark(label, SHRANK if state == "disappears" else GREW)
    return Mark(label, faint=state == "disappears")


def _first(answer: ComparisonAnswer, shown: RangeShown) -> Iterable[str]:
    """Yield what a map says of an answer first: draws without a route, and its test."""
    yield from answer.lost_draws("Before", "After")
    if answer.by == HUB_SHARE:
        yield told_test(answer, shown)


def _sides(result: ComparisonResult) -> tuple[str, str]:
    """Return what the two sides are called: periods, or files where only these differ."""
    first, second = result.answers[0].before, result.answers[0].after
    if first.years != second.years and first.data == second.data:
        return first.years, second.years
    if first.years == second.years:
        return first.data, second.data
    return f"{first.data} {first.years}", f"{second.data} {second.years}"


def _about(result: ComparisonResult) -> str:
    query = result.query
    return f", {query.origin_name} to {query.destination_name}" if query.origin_name else ""


def _value(change: BeforeAndAfter) -> float:
    """Return the value on the second side, or on the first where there is no other."""
    return next(value for value in (change.after, change.before) if value is not None)


def _connection(
    number: int,
    leg: LegChange,
    behind: Behind,
    scale: Scale,
    style: MapStyle,
    shown: RangeShown,
) -> Connection:
    strength = scale.part(number, _value(leg.change))
    change = leg.change
    was, now = (
        "" if value is None else scale.told(number, value, told_range(change, shown, called))
        for value, called in ((change.before, "{}_before"), (change.after, "{}_after"))
    )
    note = leg.change.status
    if leg.change.status == "stays":
        note = f"stays: {was} before, {now} after"
    elif leg.other_documents:
        note += "; no document behind it speaks of the other side"
    return Connection(
        flow=number,
        origin=leg.origin,
        to=leg.to,
        legs=behind.facts(leg.ids),
        strength=strength,
        amount=(now or was) if strength else "nothing",
        width=style.width_class(strength, scale.measure),
        confidence=style.confidence_class(behind.confidence(leg.ids)),
        marked=Marked(_STATES.index(leg.change.status), note),
    )


def _parts(
    answers: Sequence[ComparisonAnswer], shown: RangeShown, *, by_share: bool
) -> tuple[Mapping[str, tuple[PlaceInFlow, ...]], float]:
    """Return what each place is to each flow, and the largest value of a place."""
    values = [
        value
        for answer in answers
        for place in answer.places
        for value in (place.change.before, place.change.after)
        if value is not None
    ]
    most = 1.0 if by_share else max(values, default=0.0)
    found: dict[str, list[PlaceInFlow]] = defaultdict(list)
    for number, answer in enumerate(answers):
        changes = {place.place: place.change for place in answer.places}
        starts = {leg.origin for leg in answer.legs}
        ends = {leg.to for leg in answer.legs}
        for code in sorted(starts | ends):
            role = ORIGIN if code not in ends else GATEWAY if code not in starts else TRANSIT
            found[code].append(
                _part(number, role, changes.get(code), most, "share" if by_share else "", shown)
            )
    return {code: tuple(parts) for code, parts in sorted(found.items())}, most


def _part(
    number: int,
    role: str,
    change: BeforeAndAfter | None,
    most: float,
    measure: str,
    shown: RangeShown,
) -> PlaceInFlow:
    if change is None:
        return PlaceInFlow(number, role, 0.0, "not ranked")
    value = _value(change)
    size = min(1.0, max(value, 0.0) / most) if most > 0 else 0.0
    note = change.status
    told = told_range(change, shown, "{}_before" if change.after is None else "{}_after")
    if change.status == "stays":
        was = within(change.before or 0.0, told_range(change, shown, "{}_before"), measure)
        before = _rank(change.rank_before, change.rank_interval_before)
        after = _rank(change.rank_after, change.rank_interval_after)
        note = f"{was} before; rank {before} before, {after} after"
    return PlaceInFlow(number, role, size, within(value, told, measure), Marked(note=note))


def _rank(rank: int | None, interval: tuple[int, int] | None) -> str:
    """Return a rank, with its evidence range."""
    if interval is None:
        return f"{rank}"
    best, worst = interval
    return f"{rank} (evidence range: {best} to {worst})"


def _summary(drawn: Iterable[Connection], before: str, after: str) -> str:
    states = [_STATES[c.marked.mark] for c in drawn if c.marked.mark is not None]
    return (
        f"{states.count('appears'):,} connections only in {after}, "
        f"{states.count('disappears'):,} only in {before}, {states.count('stays'):,} in both. "
        "Evidence, not trade, may have changed."
    )


def _left_out(found: int, drawn: int, strange: int) -> Iterable[str]:
    if found > drawn:
        yield f"They are the largest of {found:,}."
    if strange:
        yield f"Left out: {strange:,} from or to regions that only the other file has."


def _files(result: ComparisonResult) -> Iterable[str]:
    """Say which two files are compared, where they are two."""
    first, second = result.dataset, result.with_dataset
    if first is not None and second is not None and first != second:
        sides = (f"{one.path} (sha256 {one.sha256[:12]})" for one in (first, second))
        yield f"Compared: {' and '.join(sides)}."


def _words(
    answers: Sequence[ComparisonAnswer],
    most: float,
    scale: Scale,
    style: MapStyle,
    *,
    by_share: bool,
) -> Encodings:
    by = "hub share" if by_share else answers[0].by.replace("_", " ")
    said = "of the goods that arrive pass here" if by_share else f"by {by}"
    samples = [float(f"{settled(most / step):.1g}") for step in (50, 4, 1) if most > 0]
    return Encodings(
        width="Share of journeys (width)" if by_share else scale.heading,
        size=f"{by[0].upper()}{by[1:]} (size)",
        classes=style.class_labels(scale.measure),
        sizes=tuple(
            (min(1.0, value / most), percent(value) if by_share else amount(value, ""))
            for value in samples
        ),
        of_connection="of the journeys that arrive" if by_share else scale.said,
        roles={
            ORIGIN: ("Goods only leave", said),
            TRANSIT: ("Transit", said),
            GATEWAY: ("Goods only arrive", said),
        },
        marks="Change (line)",
    )
