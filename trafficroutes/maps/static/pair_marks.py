"""The sides of a map of before and after as views of their own, for print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from trafficroutes.maps.content.pair import (
    CUT_OFF,
    GAINED,
    INTERDICTED,
    LOST,
    REMOVED,
    SAME,
    DualView,
    Key,
    connection_key,
    gain_labels,
    keeps_off_zero,
    place_shift,
    shift_of,
)
from trafficroutes.maps.content.view import PLAIN, Connection, Mark, Marked, PlaceInFlow, View
from trafficroutes.maps.palette import GLOW, HATCH, INK
from trafficroutes.maps.style import MapStyle

_DASH = "9 3 2 3"  # of what is hypothetical
_UNSURE, _MAYBE = "range touches zero", "maybe gained"
_ROOM = 7.0  # pixels of a glow that a mark draws as it is


@dataclass(frozen=True)
class _Marks:
    """The marks of a map, and where each stands."""

    marks: tuple[Mark, ...]
    places: Mapping[str, int]
    gains: int

    def gained(self, glow: int, *, hypothetical: bool, sure: bool) -> int:
        within = glow - 1 + (0 if sure else self.gains // 2)
        return within + (self.gains if hypothetical else 0)


def marked_sides(view: DualView, style: MapStyle) -> tuple[View, View]:
    """Return both sides with what they have, the second with what changes marked."""
    marks = _marks(view, style)
    before = tuple(c for c in view.before.connections if c.strength > 0)
    pairs = zip(view.before.connections, view.after.connections, strict=True)
    after = tuple(
        _connection(was, now, view, marks)
        for was, now in pairs
        if was.strength > 0 or now.strength > 0
    )
    ends = {end for c in after for end in (c.origin, c.to)}
    parts = {code: _parts(code, view, marks) for code in sorted(ends)}
    words = replace(view.before.words, marks="What changes")
    return (
        replace(
            view.before,
            connections=before,
            parts={code: found for code, found in view.before.parts.items() if found},
        ),
        replace(view.after, connections=after, parts=parts, words=words, marks=marks.marks),
    )


def changed_in(view: DualView) -> frozenset[Key]:
    """Return the connections that gain, are lost or are added: on both sides for themselves."""
    pairs = zip(view.before.connections, view.after.connections, strict=True)
    moved = {
        connection_key(was)
        for was, now in pairs
        if shift_of(was.strength, now.strength, view.gains).kind != SAME
    }
    return view.hypothetical | moved


def _marks(view: DualView, style: MapStyle) -> _Marks:
    gains = [
        Mark(f"Gains {label} points", GLOW, wide=style.glows[number] / _ROOM)
        for number, label in enumerate(gain_labels(view.gains))
    ]
    gains += [replace(mark, label=f"{mark.label}, {_UNSURE}", hollow=True) for mark in gains]
    hypothetical = [
        replace(mark, label=f"Hypothetical: {mark.label[6:]}", dash=_DASH) for mark in gains
    ]
    arcs = [
        *gains,
        *hypothetical,
        Mark("Lost leg, as wide as it was", faint=True),
        Mark("Hypothetical leg", dash=_DASH),
    ]
    places = {
        REMOVED: Mark("Closed, hatched", HATCH, of_places=True),
        INTERDICTED: Mark("Intercepted in part", HATCH, "3 2", of_places=True),
        CUT_OFF: Mark("Cut off: nothing arrives", INK, "2 2", of_places=True),
        GAINED: Mark("Place that gains", GLOW, of_places=True),
        _MAYBE: Mark(f"Place that gains, {_UNSURE}", GLOW, "2 2", of_places=True),
    }
    numbers = {kind: len(arcs) + number for number, kind in enumerate(places)}
    return _Marks((*arcs, *places.values()), numbers, len(gains))


def _connection(before: Connection, after: Connection, view: DualView, marks: _Marks) -> Connection:
    shift = shift_of(before.strength, after.strength, view.gains)
    hypothetical = connection_key(before) in view.hypothetical
    if shift.kind == LOST:
        return replace(before, marked=Marked(2 * marks.gains))
    if shift.kind == GAINED:
        sure = keeps_off_zero(view.spreads.get(connection_key(before)))
        number = marks.gained(shift.glow, hypothetical=hypothetical, sure=sure)
        return replace(after, marked=Marked(number))
    return replace(after, marked=Marked(2 * marks.gains + 1)) if hypothetical else after


def _parts(code: str, view: DualView, marks: _Marks) -> tuple[PlaceInFlow, ...]:
    """Return what a place is after; what has nothing any more is small, or as it was."""
    before, after = view.before.parts.get(code, ()), view.after.parts.get(code, ())
    touch = view.touched.get(code)
    kind = place_shift(code, view).kind if touch is None else touch.kind
    if kind == GAINED and not keeps_off_zero(view.spreads.get(code)):
        kind = _MAYBE
    marked = Marked(marks.places[kind]) if kind in marks.places else PLAIN
    kept = before if kind == REMOVED else tuple(replace(part, size=0.0) for part in before)
    return tuple(replace(part, marked=marked) for part in after or kept)
