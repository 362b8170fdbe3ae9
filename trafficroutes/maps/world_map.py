"""An empty Folium map of the world, without tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

if TYPE_CHECKING:
    from trafficroutes.geometry.frame import Frame

_SOUTH, _NORTH = -75.0, 84.0  # degrees of latitude that the map shows
_MARGIN = 90.0  # degrees of longitude beyond the frame, where the world is drawn again


class WorldMap(folium.Map):
    """A map on which the page's own scripts draw the world as a frame cuts it.

    Parameters
    ----------
    frame : Frame
        Where the world begins and ends.
    number : int
        Which of the page's maps it is. It is the map's id, where branca would take a
        random one: the same drawing is the same page in every process.
    """

    def __init__(self, frame: Frame, number: int = 1) -> None:
        super().__init__(
            location=(20.0, frame.west + 180.0),
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            min_lat=_SOUTH,
            max_lat=_NORTH,
            min_lon=frame.west - _MARGIN,
            max_lon=frame.east + _MARGIN,
            max_bounds=True,
            max_bounds_viscosity=1,
            zoom_snap=0.25,
            world_copy_jump=False,
        )
        self._id = str(number)
