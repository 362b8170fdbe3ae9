"""Interactive maps, drawn with Folium, that load nothing from anywhere.

Names are imported when they are first used: Folium is slow to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trafficroutes.maps.drawing import draw_map
    from trafficroutes.maps.offline import OnlineContentError
    from trafficroutes.maps.saving import save_map
    from trafficroutes.maps.style import Style

_HOME = {
    "OnlineContentError": "trafficroutes.maps.offline",
    "Style": "trafficroutes.maps.style",
    "draw_map": "trafficroutes.maps.drawing",
    "save_map": "trafficroutes.maps.saving",
}

__all__ = ["OnlineContentError", "Style", "draw_map", "save_map"]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
