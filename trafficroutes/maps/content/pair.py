"""What a map tells of the same network before and after a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from trafficroutes.maps.content.view import Connection, PlaceInFlow, View
from trafficroutes.model.digits import settled
from trafficroutes.model.places import Gazetteer

#: Flow, origin and destination of a connection.
Key: TypeAlias = tuple[int, str, str]

REMOVED, INTERDICTED, CUT_OFF = "removed", "interdicted", "cut-off"
SAME, GAINED, LOST = "same", "gained", "lost"
_FAR_BELOW = 50


@dataclass(frozen=True)
class Touch:
    """What a change does to a place itself.

    Attributes
    ----------
    kind : {"removed", "interdicted", "cut-off"}
        Taken out, intercepted at in part, or reached no more.
    words : str
        The same in a sentence: "Removed in this scenario".
    """

    kind: str
    words: str


@dataclass(frozen=True)
class DualView:
    """The content of a map of before and after.

    Both sides have the same flows, the same connections in the same order and the same
    places. A connection or place that one side does not have is there with nothing in it.

    Attributes
    ----------
    before, after : View
        The two sides. Title, flows, words, summary and lines of the first stand for both.
    headings : tuple of str
        What the sides are called.
    sentences : tuple of str
        What the change does, in words, for the top of the page.
    touched : mapping of code to Touch
        Places that the change is about: removed, interdicted or cut off.
    hypothetical : frozenset of (flow, origin, to)
        Connections that the change adds and nobody reports.
    gains : tuple of float
        Gains of share from which on traffic glows, and glows wider, ascending.
    spreads : mapping of (flow, origin, to) or of code to (low, high)
        Intervals of what connections and places gain.
    """

    before: View
    after: View
    headings: tuple[str, str]
    sentences: tuple[str, ...]
    gains: tuple[float, ...]
    touched: Mapping[str, Touch] = field(default_factory=dict)
    hypothetical: frozenset[Key] = frozenset()
    spreads: Mapping[Key | str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sides in (
            (self.before.connections, self.after.connections),
            (self.before.undrawn, self.after.undrawn),
        ):
            first, second = ([connection_key(c) for c in side] for side in sides)
            if first != second:
                raise ValueError("before and after list the same connections in the same order")

    @property
    def title(self) -> str:
        """Of both sides."""
        return self.before.title

    def at_first(self) -> DualView:
        """Return a view of what is drawn before anybody chooses: all that a figure has."""
        return replace(self, before=self.before.at_first(), after=self.after.at_first())


@dataclass(frozen=True)
class ShiftMark:
    """What a change does to a connection or a place.

    Attributes
    ----------
    kind : {"same", "gained", "lost"}
        Whether it gains enough to be shown so, or carries nothing any more.
    glow : int
        Class of what it gains, from 1; 0 where it gains nothing that is shown.
    points : float
        What it gains, as a part of 1; negative where it loses.
    """

    kind: str
    glow: int
    points: float


def connection_key(connection: Connection) -> Key:
    """Return what tells a connection from the others of its side."""
    return connection.flow, connection.origin, connection.to


def shift_of(before: float, after: float, gains: tuple[float, ...]) -> ShiftMark:
    """Return what a change from one amount to another is, where classes of gain begin so.

    >>> shift_of(0.10, 0.14, (0.01, 0.03, 0.1))
    ShiftMark(kind='gained', glow=2, points=0.04)
    >>> [shift_of(a, b, (0.01,)).kind for a, b in ((0.1, 0.0), (0.1, 0.05), (0.1, 0.101))]
    ['lost', 'same', 'same']
    """
    points = settled(after - before)
    if before > 0 and after <= 0:
        return ShiftMark(LOST, 0, points)
    glow = sum(points >= limit for limit in gains)
    return ShiftMark(GAINED if glow else SAME, glow, points)


def size_of(parts: tuple[PlaceInFlow, ...], *, adds_up: bool) -> float:
    """Return how much of the goods is at a place, over all flows."""
    sizes = [part.size for part in parts]
    return sum(sizes) if adds_up else max(sizes, default=0.0)


def change_text(points: float, spread: tuple[float, float] | None) -> str:
    """Return a change in percentage points, with its interval.

    >>> change_text(0.0612, (0.01, 0.1)), change_text(0.02, None)
    ('+6.1 (+1.0 to +10)', '+2.0')
    """
    if spread is None:
        return points_text(points)
    return f"{points_text(points)} ({points_text(spread[0])} to {points_text(spread[1])})"


def keeps_off_zero(spread: tuple[float, float] | None) -> bool:
    """Whether the range of a gain, as it is written, lies above zero; none does not.

    >>> keeps_off_zero((0.01, 0.1)), keeps_off_zero((0.0001, 0.1)), keeps_off_zero(None)
    (True, False, False)
    """
    return spread is not None and spread[0] > 0 and points_text(spread[0]) != "0"


def points_text(points: float) -> str:
    """Return a change of a share in percentage points, with its sign.

    >>> points_text(0.0612), points_text(-0.123), points_text(0.0004)
    ('+6.1', '\u221212', '0')
    """
    value = points * 100
    text = f"{value:+.1f}" if abs(value) < 9.95 else f"{value:+.0f}"  # noqa: PLR2004 - 3 digits do
    return "0" if float(text) == 0 else text.replace("-", "\u2212")


def place_shift(code: str, view: DualView) -> ShiftMark:
    """Return what a change does to a place."""
    adds = view.before.adds_up
    was = size_of(view.before.parts.get(code, ()), adds_up=adds)
    now = size_of(view.after.parts.get(code, ()), adds_up=adds)
    return shift_of(was, now, view.gains)


def hatched(view: DualView, places: Gazetteer) -> list[str]:
    """Return the countries that are removed, those of removed regions among them."""
    found: set[str] = set()
    for code, touch in view.touched.items():
        if touch.kind == REMOVED:
            found |= {code} if code in places.countries else places.members(code)
    return sorted(found)


def told_changes(view: DualView) -> dict[str, str]:
    """Return the changes of places that stand beside their names, by code.

    Those far below the largest of places that are drawn are left out.
    """
    ends = {end for c in view.before.connections for end in (c.origin, c.to)}
    found = {code: place_shift(code, view).points for code in sorted(ends)}
    least = max(view.gains[0], max(map(abs, found.values()), default=0.0) / _FAR_BELOW)
    return {code: points_text(points) for code, points in found.items() if abs(points) >= least}


def gain_labels(gains: tuple[float, ...]) -> list[str]:
    """Return what each width of glow stands for, in percentage points.

    >>> gain_labels((0.003, 0.01, 0.03))
    ['+0.3 to 1', '+1 to 3', '+3 and more']
    """
    written = [f"{limit * 100:g}" for limit in gains]
    between = [f"+{a} to {b}" for a, b in pairwise(written)]
    return [*between, f"+{written[-1]} and more"]
