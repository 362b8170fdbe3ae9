"""The data that ship, read once a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from trafficroutes.dataset import loading
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.model.dataset import Dataset


def reader() -> Callable[[], Dataset]:
    """Return what stands in for ``load_shipped``: what is worked out of the data is kept too."""
    read = cache(lambda raw: loading.load_bytes(raw, loading.SHIPPED))
    return lambda: read(shipped_file(loading.SHIPPED))
