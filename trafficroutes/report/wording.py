"""Small pieces of text that several documents share."""

from __future__ import annotations


def counted(title: str, shown: int, total: int) -> str:
    """Return a title that says how many of a list are shown.

    >>> counted("Legs", 15, 300), counted("Legs", 3, 3)
    ('Legs: 15 of 300', 'Legs')
    """
    return title if shown == total else f"{title}: {shown} of {total}"


def label(commodity: str) -> str:
    """Return a commodity or family as a heading.

    >>> label("cannabis_resin")
    'Cannabis resin'
    """
    return commodity.replace("_", " ").capitalize()
