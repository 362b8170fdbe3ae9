"""A map into a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from trafficroutes.dataset.files import write_atomically
from trafficroutes.errors import WrongTypeError

if TYPE_CHECKING:
    import folium

    from trafficroutes.maps.page.pair import MapPair


def save_map(drawn: folium.Map | MapPair, path: str | os.PathLike[str]) -> None:
    """Write a map as one HTML file that needs nothing else.

    The file appears at once and whole: an older one of that name stays as it was
    until the new one is complete.

    Parameters
    ----------
    drawn : folium.Map or MapPair
        From :func:`~trafficroutes.maps.drawing.draw_map`.
    path : str or path-like
        Where to; its folder must exist.

    Raises
    ------
    WrongTypeError
        It is no map.
    FileAccessError
        The file cannot be written there.
    OnlineContentError
        A layer was added that would load something from the web.
    """
    write_atomically(path, page_of(drawn))


def page_of(drawn: folium.Map | MapPair) -> bytes:
    """Return the HTML of a map; it raises as :func:`save_map` does."""
    if not hasattr(drawn, "get_root"):
        raise WrongTypeError(f"draw the map first, by draw_map: a {type(drawn).__name__} is none")
    page: str = drawn.get_root().render()
    return page.encode("utf-8")
