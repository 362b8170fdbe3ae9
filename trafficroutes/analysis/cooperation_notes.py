"""What answers about cooperation say of numbers outside their intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from trafficroutes.analysis.covered import BodyCover, CoveredLeg, CoveredPlace
from trafficroutes.analysis.drawing import Interval, outside

_Shown = tuple[str, float, Interval | None]


def beyond(
    covered: float,
    interval: Interval | None,
    places: Iterable[CoveredPlace],
    legs: Iterable[CoveredLeg],
    bodies: Iterable[BodyCover],
    name: Callable[[str], str],
) -> str:
    """Return which shares lie outside their own interval, as a note; empty if none.

    Parameters
    ----------
    covered, interval : float, and pair of float or None
        The share of all operational bodies.
    places, legs, bodies : iterables
        As in the answer.
    name : function
        Makes names of codes.
    """
    return outside(
        [
            ("all operational bodies", covered, interval),
            *((place.name, place.share, place.interval) for place in places),
            *(told for body in bodies for told in _of_body(body)),
            *((f"{name(leg.origin)} > {name(leg.to)}", leg.share, leg.interval) for leg in legs),
        ]
    )


def _of_body(body: BodyCover) -> Iterator[_Shown]:
    yield body.id, body.share, body.interval
    yield f"{body.id} at both ends", body.leg_share, body.leg_interval
    if body.arrival_share is not None:
        yield f"{body.id} on arrival", body.arrival_share, body.arrival_interval
    if body.joining is not None:
        gain = body.joining.gain
        yield f"{body.joining.name} in {body.id}", gain, body.joining.gain_interval
