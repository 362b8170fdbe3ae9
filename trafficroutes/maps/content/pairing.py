"""Two views put together as the sides of one map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from trafficroutes.maps.content.pair import SAME, DualView, Key, Touch, connection_key, shift_of
from trafficroutes.maps.content.strongest import legible
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

    Both hold every connection, in one order: first the strongest into and out of each place
    that the change is about and what is hypothetical, then by turns what changes most and what
    carries most on either side. At first those are drawn that carry much or change.

    Parameters
    ----------
    before, after : View
        Of the same flows in the same order, in the same measure. Title, words, summary
        and lines of the first stand for both.
    style : MapStyle
        The least share that is drawn at first.
    headings, sentences, touched, hypothetical, spreads
        See :class:`~trafficroutes.maps.content.pair.DualView`.
    largest : int, optional
        How many connections are drawn at first; without it the map decides.
    """
    found = _paired(before, after)
    gains = style.gains_for(max(both.gain for both in found))
    about = _about(found, touched or {})
    kept: list[_Both] = []
    telling: list[_Both] = []
    little: list[_Both] = []
    for both in found:
        if both.ends in about or connection_key(both.before) in hypothetical:
            kept.append(both)
        else:
            (telling if _tells(both, gains, style) else little).append(both)
    ordered = [*kept, *_by_turns(telling, gains), *little]
    # A map of nothing tells nothing.
    top = legible(len(kept) + len(telling) or len(ordered), largest)
    codes = sorted({*before.parts, *after.parts})
    first, second = (
        replace(
            view,
            connections=tuple(getattr(both, name) for both in ordered),
            undrawn=(),
            parts={code: view.parts.get(code, ()) for code in codes},
            cut=_cut(ordered, top, len(kept) + len(telling)),
            top=top,
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
    return both.most >= (style.least_share if _changes(both, gains) else style.least_changed)


def _changes(both: _Both, gains: tuple[float, ...]) -> bool:
    return shift_of(both.before.strength, both.after.strength, gains).kind != SAME


def _by_turns(found: Sequence[_Both], gains: tuple[float, ...]) -> list[_Both]:
    """Return connections so that any first few have what changes most and what carries most."""
    changed = [both for both in found if _changes(both, gains)]
    changed.sort(key=lambda both: (by_size(abs(both.gain)), connection_key(both.before)))
    turns = chain.from_iterable(zip_longest(changed, found))
    return list({connection_key(b.before): b for b in turns if b is not None}.values())


def _cut(ordered: Sequence[_Both], top: int, telling: int) -> str:
    """Say what is not drawn at first."""
    if top >= len(ordered):
        return ""
    said = f"They are the first of {len(ordered):,}"
    if top < telling:
        said += ": those of places that the scenario is about, then by turns what changes most and "
        said += "what carries most"
    most = max(both.most for both in ordered[top:])
    return f"{said}; each of the others carries at most {percent(most)} before and after."
