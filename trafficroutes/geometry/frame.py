"""Where to cut the round world so that a flat map shows places together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trafficroutes.model.places import LngLat

_TURN = 360.0
# The usual world map, cut in the Pacific, is kept unless another one leaves the
# map this many degrees narrower: people find their way on it.
_GAIN = 45.0


@dataclass(frozen=True)
class LongitudeTurn:
    """One turn of longitudes, from the cut on, in which every place stands once.

    Attributes
    ----------
    west : float
        Longitude of the cut in degrees, from -180 on and below 180.
    """

    west: float

    @property
    def east(self) -> float:
        """The cut again, a turn further east."""
        return self.west + _TURN

    def place(self, point: LngLat) -> LngLat:
        """Return a point with its longitude inside the frame."""
        return LngLat(self.west + (point.lng - self.west) % _TURN, point.lat)

    def copies(self, west: float, east: float) -> tuple[int, ...]:
        """Return the shifts at which an arc is drawn: 0, and a turn back where it leaves.

        An arc that crosses the cut is drawn at both sides, so that each of its
        ends is seen where its place stands.

        Parameters
        ----------
        west, east : float
            Longitudes of its outermost points, in degrees.

        Examples
        --------
        >>> LongitudeTurn(-180.0).copies(170.0, 190.0)
        (0, -360)
        """
        back = (-360,) if east > self.east else ()
        return (0, *back, *((360,) if west < self.west else ()))


def frame_for(points: Iterable[LngLat]) -> LongitudeTurn:
    """Return the frame that shows places close together.

    It cuts the world at longitude -180, or in the middle of the widest gap
    between the places where that makes the map narrower by 45 degrees.

    >>> frame_for([LngLat(-74.0, 4.0), LngLat(10.0, 50.0)]).west
    -180.0
    >>> frame_for([LngLat(-75.0, -10.0), LngLat(135.0, -25.0)]).west
    30.0
    """
    lngs = sorted({(point.lng + 180.0) % _TURN - 180.0 for point in points})
    if not lngs:
        return LongitudeTurn(-180.0)
    ends = [*lngs[1:], lngs[0] + _TURN]
    gap, start = max((end - lng, -lng) for lng, end in zip(lngs, ends, strict=True))
    usual = ends[-1] - lngs[-1]
    if gap - usual < _GAIN:
        return LongitudeTurn(-180.0)
    middle = -start + gap / 2
    return LongitudeTurn((middle + 180.0) % _TURN - 180.0)
