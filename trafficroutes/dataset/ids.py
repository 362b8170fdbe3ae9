"""Ids for entries that come without one."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str, count: int) -> str:
    """Return the first words of a text in a form fit for an id; "" where none is Latin.

    >>> slug("The Gazeta d'État: a report", 3)
    'gazeta-d-etat'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in ("the", "a", "of")]
    return "-".join(found[:count])


def free_id(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken, with a number behind it where need be.

    >>> free_id("report", {"report", "report-2"})
    'report-3'
    """
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
