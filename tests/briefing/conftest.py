"""Small networks that reports are made of, and the browser of the maps."""

from __future__ import annotations

from tests.maps.conftest import opened, pages

__all__ = ["opened", "pages"]
