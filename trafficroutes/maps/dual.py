"""What a map tells of the same network before and after a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from trafficroutes.maps.legbook import legible
from trafficroutes.maps.style import MapStyle, percent
from trafficroutes.maps.view import Connection, Part, View

if TYPE_CHECKING:
    from typing import TypeAlias

    _Key: TypeAlias = tuple[int, str, str]

REMOVED, INTERDICTED, CUT_OFF = "removed", "interdicted", "cut-off"
SAME, GAINED, LOST = "same", "gained", "lost"


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
    hypothetical: frozenset[tuple[int, str, str]] = frozenset()
    spreads: Mapping[tuple[int, str, str] | str, tuple[float, float]] = field(default_factory=dict)

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


def dual_view(
    before: View,
    after: View,
    style: MapStyle,
    *,
    headings: tuple[str, str],
    sentences: tuple[str, ...],
    touched: Mapping[str, Touch] | None = None,
    hypothetical: frozenset[tuple[int, str, str]] = frozenset(),
    spreads: Mapping[tuple[int, str, str] | str, tuple[float, float]] | None = None,
    largest: int | None = None,
) -> DualView:
    """Return two views as the sides of one map: what one lacks it gets with nothing in it.

    Parameters
    ----------
    before, after : View
        Of the same flows in the same order, in the same measure. Title, summary and lines
        of the first stand for both.
    style : MapStyle
        The least share that is drawn.
    headings, sentences, touched, hypothetical, spreads
        See :class:`DualView`.
    largest : int, optional
        How many connections are drawn at most; without it the map decides.
    """
    first, second = _by_key(before), _by_key(after)
    keys = sorted({*first, *second}, key=lambda key: (-_most(key, first, second), key))
    changes = {key: (_strength(key, first), _strength(key, second)) for key in keys}
    gains = style.gains_for(max(after - before for before, after in changes.values()))
    worth = [
        key
        for key, (before_, after_) in changes.items()
        if max(before_, after_) >= style.least_changed
        or (
            max(before_, after_) >= style.least_share
            and shift_of(before_, after_, gains).kind != SAME
        )
    ]
    drawn = worth[: legible(len(worth), largest)]
    told = _cut(len(keys), len(worth), len(drawn), style)
    keys = [*drawn, *(key for key in keys if key not in set(drawn))]

    def side(view: View, has: Mapping[_Key, Connection], other: Mapping[_Key, Connection]) -> View:
        listed = [has.get(key) or _emptied(other[key]) for key in keys]
        codes = {*before.parts, *after.parts}
        return replace(
            view,
            connections=tuple(listed[: len(drawn)]),
            undrawn=tuple(listed[len(drawn) :]),
            parts={code: view.parts.get(code, ()) for code in sorted(codes)},
            cut=told,
        )

    return DualView(
        side(before, first, second),
        side(after, second, first),
        headings,
        sentences,
        gains,
        touched or {},
        hypothetical,
        spreads or {},
    )


def _by_key(view: View) -> dict[_Key, Connection]:
    return {connection_key(c): c for c in (*view.connections, *view.undrawn)}


def _strength(key: _Key, side: Mapping[_Key, Connection]) -> float:
    return side[key].strength if key in side else 0.0


def _most(key: _Key, first: Mapping[_Key, Connection], second: Mapping[_Key, Connection]) -> float:
    return max(_strength(key, first), _strength(key, second))


def _cut(found: int, worth: int, drawn: int, style: MapStyle) -> str:
    """Say what is not drawn."""
    told = []
    if worth < found:
        told.append(
            f"{found - worth} connections with less than {percent(style.least_changed)} of the "
            "journeys before and after are not drawn where they hardly change"
        )
    if drawn < worth:
        told.append(f"of the others the {drawn} strongest of {worth} are")
    return "; ".join(told) + "." if told else ""


def _emptied(connection: Connection) -> Connection:
    return replace(connection, strength=0.0, amount="nothing", width=0)


@dataclass(frozen=True)
class Shift:
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


def connection_key(connection: Connection) -> tuple[int, str, str]:
    """Return what tells a connection from the others of its side."""
    return connection.flow, connection.origin, connection.to


def shift_of(before: float, after: float, gains: tuple[float, ...]) -> Shift:
    """Return what a change from one amount to another is, where classes of gain begin so.

    >>> shift_of(0.10, 0.14, (0.01, 0.03, 0.1))
    Shift(kind='gained', glow=2, points=0.04)
    >>> [shift_of(a, b, (0.01,)).kind for a, b in ((0.1, 0.0), (0.1, 0.05), (0.1, 0.101))]
    ['lost', 'same', 'same']
    """
    points = round(after - before, 9)
    if before > 0 and after <= 0:
        return Shift(LOST, 0, points)
    glow = sum(points >= limit for limit in gains)
    return Shift(GAINED if glow else SAME, glow, points)


def size_of(parts: tuple[Part, ...], *, adds_up: bool) -> float:
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


def points_text(points: float) -> str:
    """Return a change of a share in percentage points, with its sign.

    >>> points_text(0.0612), points_text(-0.123), points_text(0.0004)
    ('+6.1', '\u221212', '0')
    """
    value = points * 100
    text = f"{value:+.1f}" if abs(value) < 9.95 else f"{value:+.0f}"  # noqa: PLR2004 - 3 digits do
    return "0" if float(text) == 0 else text.replace("-", "\u2212")
