"""Numbers as people write them, read in one way only or not at all.

A point or a comma parts decimals or thousands, and which of them cannot always be told from
one number: ``1,200`` is 1200 in one table and 1.2 in another. It can often be told from a
whole column, of which every cell is written in one way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

#: What a sign between digits may do.
Does = Literal["decimals", "thousands", "unclear"]

_DIGITS = re.compile(r"([0-9][0-9.,]*|[.,][0-9]+)([eE][+-]?[0-9]{1,2})?")
#: Spaces and apostrophes part thousands and nothing else.
_GROUPED = re.compile(r"\d{1,3}(?:([ \u00a0\u202f'\u2019])\d{3})(?:\1\d{3})*(?=[.,]|$)")
_THREE = 3
_OTHER = {".": ",", ",": "."}


def _only_decimal(sign: str, other: str) -> str:
    """Return the pattern of numbers in which one sign can part nothing but decimals."""
    ways = (
        rf"[0-9]*{sign}(?:[0-9]{{0,2}}|[0-9]{{4,}})",
        rf"(?:0[0-9]*)?{sign}[0-9]{{3}}",
        rf"[0-9]{{4,}}{sign}[0-9]{{3}}",
        rf"[0-9]{{1,3}}(?:{other}[0-9]{{3}})+{sign}[0-9]+",
        rf"[0-9]{{1,3}}(?:{other}[0-9]{{3}}){{2,}}",
    )
    return rf"[+-]?(?:{'|'.join(ways)})(?:[eE][+-]?[0-9]{{1,2}})?"


#: Patterns, for Python as for databases, of numbers that tell the decimal sign of a column.
ONLY_DECIMAL = {".": _only_decimal(r"\.", ","), ",": _only_decimal(",", r"\.")}


class NumberError(ValueError):
    """A text that is no number, or that may be two; the message has the way out."""


@dataclass(frozen=True)
class NumberMarks:
    """What points and commas do in the numbers of a column.

    Attributes
    ----------
    point, comma : {"decimals", "thousands", "unclear"}
        What each does.
    """

    point: Does = "decimals"
    comma: Does = "unclear"

    @classmethod
    def of(cls, decimal: str) -> NumberMarks:
        """Return the marks of a column whose decimal sign is known.

        >>> NumberMarks.of(",")
        NumberMarks(point='thousands', comma='decimals')
        """
        return cls("thousands", "decimals") if decimal == "," else cls("decimals", "thousands")


#: Nothing is known.
UNCLEAR = NumberMarks("unclear", "unclear")


def number(text: str, marks: NumberMarks = NumberMarks()) -> float:
    """Return the number that a text stands for.

    Parameters
    ----------
    text : str
        Digits, with points, commas, and a power of ten.
    marks : NumberMarks
        What points and commas do.

    Raises
    ------
    NumberError
        It is none, or it may be two.

    Examples
    --------
    >>> number(".5"), number("1,234,567.5"), number("1 200", UNCLEAR), number("1.200,5", UNCLEAR)
    (0.5, 1234567.5, 1200.0, 1200.5)
    """
    tidy = _GROUPED.sub(lambda found: found[0].replace(found[1], ""), text)
    sign, digits = ("-", tidy[1:]) if tidy[:1] in ("-", "\u2212") else ("", tidy.removeprefix("+"))
    found = _DIGITS.fullmatch(digits)
    if found is None:
        raise NumberError(f"{text!r} is no number")
    whole, power = found[1], found[2] or ""
    decimal = _decimal_sign(whole, marks, text)
    other = _OTHER.get(decimal, ".")
    head, _, tail = whole.partition(decimal) if decimal else (whole, "", "")
    groups = re.split(r"[.,]", head)
    if other in tail or not _are_thousands(groups):
        raise NumberError(f"{text!r} is no number: its points and commas part nothing")
    return float(f"{sign}{''.join(groups) or '0'}.{tail or '0'}{power}")


def _are_thousands(groups: list[str]) -> bool:
    """Whether digits are grouped by threes from the right, or not at all."""
    first, *rest = groups
    if not rest:
        return True
    whole = 0 < len(first) <= _THREE and not first.startswith("0")
    return whole and all(len(group) == _THREE for group in rest)


def _decimal_sign(whole: str, marks: NumberMarks, text: str) -> str:
    """Return the sign that parts decimals in some digits; "" where none does."""
    signs = [sign for sign in whole if sign in ".,"]
    kinds = set(signs)
    if not signs:
        return ""
    if len(kinds) > 1:
        last = signs[-1]
        free = _does(last, marks) != "thousands" and _does(_OTHER[last], marks) != "decimals"
        if signs.count(last) == 1 and free:
            return last
        raise NumberError(f"{text!r}: its points and commas contradict the others of the column")
    (sign,) = kinds
    if len(signs) > 1:
        if _does(sign, marks) == "decimals":
            raise NumberError(f"{text!r}: {_named(sign)} parts decimals in this column")
        return ""
    does = _does(sign, marks)
    if does == "unclear":
        if could_only_be_decimal(whole, sign):
            return sign
        raise NumberError(
            f"{text!r}: {_named(sign)} can mean two things: write {whole.replace(sign, '')} or "
            f"{_clear(whole, sign)}, or say which sign parts decimals (--decimal)"
        )
    return sign if does == "decimals" else ""


def could_only_be_decimal(whole: str, sign: str) -> bool:
    """Whether the one sign in some digits can part nothing but decimals.

    >>> could_only_be_decimal("1.5", "."), could_only_be_decimal("1.200", ".")
    (True, False)
    >>> could_only_be_decimal("0.200", "."), could_only_be_decimal("1234.567", ".")
    (True, True)
    """
    head, _, tail = whole.partition(sign)
    return len(tail) != _THREE or not 0 < len(head) <= _THREE or head.startswith("0")


def _clear(whole: str, sign: str) -> str:
    """Return a number whose sign parts decimals so that it can part nothing else.

    >>> _clear("1,200", ","), _clear("1.234", ".")
    ('1.2', '1.2340')
    """
    head, _, tail = whole.partition(sign)
    digits = tail.rstrip("0") or "0"
    return f"{head}.{digits}{'0' * (len(digits) == _THREE)}"


def _does(sign: str, marks: NumberMarks) -> Does:
    return marks.point if sign == "." else marks.comma


def _named(sign: str) -> str:
    return "the point" if sign == "." else "the comma"
