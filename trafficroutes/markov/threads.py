"""One thread for the linear algebra, where matrices are small and worlds run side by side."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

#: Parts that are in work at once, at most.
_WORKERS = 4
#: Rows of a part: a hundred or so stay in the processor's cache, and a thousand make eight
#: parts, as many for each of two processors or of four.
PART = 125


def one_blas_thread(function: Callable[P, R]) -> Callable[P, R]:
    """Run a function with one BLAS thread, and put things back as they were.

    The threads of a BLAS wait for each other in a loop: on a busy machine that takes
    longer than a product of matrices of some hundred places. To be put on the doors of
    a module, not inside of what threads of our own run: the number is the process's.
    """

    @wraps(function)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with _libraries("scipy.linalg" in sys.modules).limit(limits=1, user_api="blas"):
            return function(*args, **kwargs)

    return alone


def parts_of(count: int, size: int = PART) -> list[slice]:
    """Return so many rows in parts.

    >>> parts_of(5, 2)
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    return [slice(at, min(at + size, count)) for at in range(0, count, size)]


def side_by_side(work: Callable[[T], object], parts: Sequence[T]) -> None:
    """Do independent parts of a work on the processors at hand.

    Each part writes where no other does, so that the result hangs on neither their
    number nor their order. A few parts are done one after the other.
    """
    workers = min(os.cpu_count() or 1, _WORKERS)
    if workers == 1 or len(parts) < 2 * workers:
        for part in parts:
            work(part)
        return
    # Loaded only where it pays.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, parts))


@lru_cache(maxsize=2)
def _libraries(with_scipy: bool) -> ThreadpoolController:  # noqa: FBT001 - a key of the cache
    """Return the BLAS libraries in use; scipy brings one of its own when it is loaded."""
    del with_scipy
    return ThreadpoolController()
