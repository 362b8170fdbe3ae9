"""Interactive maps, drawn with Folium, that load nothing from anywhere.

Names are imported when they are first used: Folium is slow to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trafficroutes.maps.drawing import draw_map
    from trafficroutes.maps.figure import figure_bytes, save_figure
    from trafficroutes.maps.page.offline import OnlineContentError
    from trafficroutes.maps.page.saving import save_map
    from trafficroutes.maps.style import MapStyle
    from trafficroutes.maps.views.network import network_view
    from trafficroutes.question.extract import Extract

_HOME = {
    "Extract": "trafficroutes.question.extract",
    "OnlineContentError": "trafficroutes.maps.page.offline",
    "MapStyle": "trafficroutes.maps.style",
    "draw_map": "trafficroutes.maps.drawing",
    "figure_bytes": "trafficroutes.maps.figure",
    "save_figure": "trafficroutes.maps.figure",
    "network_view": "trafficroutes.maps.views.network",
    "save_map": "trafficroutes.maps.page.saving",
}

__all__ = [
    "Extract",
    "MapStyle",
    "OnlineContentError",
    "draw_map",
    "figure_bytes",
    "network_view",
    "save_figure",
    "save_map",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
