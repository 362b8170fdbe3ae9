"""Element ids that are the same in every process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from unittest import mock

from branca.element import Element


@contextmanager
def reproducible_ids(prefix: str) -> Iterator[None]:
    """Give the elements that are made inside numbers instead of random names.

    Folium writes an element's id into the page wherever it names the element, and
    some children keep their parent's, so that ids cannot be changed afterwards.
    The class is patched while this runs: do not draw in two threads at once.

    Parameters
    ----------
    prefix : str
        Letters and digits that keep these ids apart from others of the same page.
    """
    numbers = count(1)
    generate = staticmethod(lambda: f"{prefix}{next(numbers)}")
    with mock.patch.object(Element, "_generate_id", generate):
        yield
