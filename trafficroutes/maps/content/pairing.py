"""Two views put together as the sides of one map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from trafficroutes.maps.content.pair import SAME, DualView, Key, Touch, connection_key, shift_of
from trafficroutes.maps.content.strongest import FIRST_OF_TWO, LEGIBLE_OF_TWO, legible
from trafficroutes.maps.content.view import Connection, View
from trafficroutes.maps.style import MapStyle, percent
from trafficroutes.model.digits import by_size


@dataclass(frozen=True)
class _Both:
    """A connection before and after; what a side lacks is there with nothing in it."""

    before: Connection
    after: Connection

    @property
    def most(self) -> float:
        return max(self.before.strength, self.after.strength)

    @property
    def gain(self) -> float:
        return self.after.strength - self.before.strength

    @property
    def ends(self) -> tuple[str, str]:
        return self.before.origin, self.before.to


def dual_view(
    before: View,
    after: View,
    style: MapStyle,
    *,
    headings: tuple[str, str],
    sentences: tuple[str, ...],
    touched: Mapping[str, Touch] | None = None,
    hypothetical: frozenset[Key] = frozenset(),
    spreads: Mapping[Key | str, tuple[float, float]] | None = None,
    largest: int | None = None,
) -> DualView:
    """Return two views as the sides of one map: what one lacks it gets with nothing in it.

    Drawn are connections that carry much on either side or change, and the strongest into
    and out of each place that the change is about.

    Parameters
    ----------
    before, after : View
        Of the same flows in the same order, in the same measure. Title, words, summary
        and lines of the first stand for both.
    style : MapStyle
        The least share that is drawn.
    headings, sentences, touched, hypothetical, spreads
        See :class:`~trafficroutes.maps.content.pair.DualView`.
    largest : int, optional
        How many connections are drawn at most; without it the map decides.
    """
    found = _paired(before, after)
    gains = style.gains_for(max(both.gain for both in found))
    kept = _about(found, touched or {})
    worth = [both for both in found if both.ends in kept or _tells(both, gains, style)]
    count = legible(len(worth), largest, whole=LEGIBLE_OF_TWO, part=FIRST_OF_TWO)
    drawn = worth[:count]
    shown = {connection_key(both.before) for both in drawn}
    others = [both for both in found if connection_key(both.before) not in shown]
    codes = sorted({*before.parts, *after.parts})
    first, second = (
        replace(
            view,
            connections=tuple(getattr(both, name) for both in drawn),
            undrawn=tuple(getattr(both, name) for both in others),
            parts={code: view.parts.get(code, ()) for code in codes},
            cut=_cut(found, worth, drawn),
        )
        for view, name in ((before, "before"), (after, "after"))
    )
    return DualView(
        first,
        second,
        headings,
        sentences,
        gains,
        touched or {},
        hypothetical,
        spreads or {},
    )


def _paired(before: View, after: View) -> list[_Both]:
    """Return the connections of both views, those that carry most on either side first."""
    first, second = (
        {connection_key(c): c for c in (*view.connections, *view.undrawn)}
        for view in (before, after)
    )
    found = [
        _Both(
            first.get(key) or _emptied(second[key]),
            second.get(key) or _emptied(first[key]),
        )
        for key in {**first, **second}
    ]
    return sorted(found, key=lambda both: (by_size(both.most), connection_key(both.before)))


def _emptied(connection: Connection) -> Connection:
    return replace(connection, strength=0.0, amount="nothing", width=0)


def _about(found: Iterable[_Both], touched: Mapping[str, Touch]) -> frozenset[tuple[str, str]]:
    """Return the ends of the strongest connection into and out of each place touched."""
    strongest: dict[tuple[str, int], tuple[str, str]] = {}
    for both in found:
        for number, end in enumerate(both.ends):
            if end in touched:
                strongest.setdefault((end, number), both.ends)
    return frozenset(strongest.values())


def _tells(both: _Both, gains: tuple[float, ...], style: MapStyle) -> bool:
    """Whether a connection carries enough to be drawn, or changes."""
    shift = shift_of(both.before.strength, both.after.strength, gains)
    return both.most >= (style.least_changed if shift.kind == SAME else style.least_share)


def _cut(found: Sequence[_Both], worth: Sequence[_Both], drawn: Sequence[_Both]) -> str:
    """Say what is not drawn."""
    said = []
    if len(worth) < len(found):
        kept = {id(both) for both in worth}
        most = max(both.most for both in found if id(both) not in kept)
        said.append(
            f"{len(found) - len(worth)} connections that each carry at most {percent(most)} of the "
            "journeys before and after, and hardly change, are not drawn"
        )
    if len(drawn) < len(worth):
        said.append(f"of the others the {len(drawn)} strongest of {len(worth)} are")
    return "; ".join(said) + "." if said else ""
