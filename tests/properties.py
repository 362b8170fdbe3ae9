"""How many made-up examples a property is tried on: all in CI, a third in between."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

#: Whether all is tried: so in CI.
ALL = bool(os.environ.get("TRAFFICROUTES_ALL_EXAMPLES"))


def examples(count: int) -> int:
    """Return how many of so many examples are tried; always the same ones."""
    return count if ALL else max(count // 3, 1)


def forced(count: int) -> settings:
    """Return the settings of a property whose examples are slow to make and to work out."""
    return settings(
        max_examples=examples(count),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
