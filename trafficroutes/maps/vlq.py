"""Whole numbers as text of one to three letters each: base64 VLQ, as source maps write them.

Of each letter five bits count and the sixth says whether the next belongs to the same
number; the lowest bit of a number is its sign. JSON takes up to twice as much, and the
letters are neither markup nor in need of an escape.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_MORE = 32  # the bit of a letter after which the number goes on


def written(numbers: Iterable[int]) -> str:
    """Return numbers as text.

    >>> written([0, 1, -1, 15, 16, -1000])
    'ACDegBx-B'
    """
    return "".join(map(_written, numbers))


@cache
def _written(number: int) -> str:
    rest = -number * 2 + 1 if number < 0 else number * 2
    found = ""
    while rest >= _MORE:
        found += _LETTERS[rest % _MORE + _MORE]
        rest //= _MORE
    return found + _LETTERS[rest]


def numbers_in(text: str) -> list[int]:
    """Return the numbers of a text.

    >>> numbers_in("ACDegBx-B")
    [0, 1, -1, 15, 16, -1000]
    """
    found = []
    value, place = 0, 1
    for letter in text:
        part = _VALUES[letter]
        value += part % _MORE * place
        place *= _MORE
        if part < _MORE:
            found.append(-(value // 2) if value % 2 else value // 2)
            value, place = 0, 1
    return found
