"""Sentences made of numbers: shares with their ranges, and lists, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Any, NamedTuple

from trafficroutes.model.digits import settled
from trafficroutes.question.intervals import Interval
from trafficroutes.question.ranges import RangeShown, told_range

#: Places that a sentence names, and the share from which it names more than the first: what
#: published shares cannot test is left to the table.
NAMED, WORTH_NAMING = 3, 0.05
#: How a sentence calls each range.
_CALLED: Mapping[RangeShown, str] = MappingProxyType(
    {
        "50": "as likely as not",
        "90": "in nine cases of ten",
        "evidence": "by the evidence",
    }
)
#: From this part on most of the goods do something.
MOST = 0.5


class Measured(NamedTuple):
    """A name with its share, its range, and what the range is; no ends where there are none."""

    name: str
    share: float
    shown: RangeShown
    ends: Interval | None


def measured(name: str, record: Any, shown: RangeShown, called: str = "{}") -> Measured:
    """Return a record of a share as sentences need it.

    Parameters
    ----------
    name : str
        What has the share.
    record : object
        With ``share`` and its ranges.
    shown : {"50", "90", "evidence"}
        The range that is asked for.
    called : str
        What the fields of ranges are called, as of
        :class:`trafficroutes.question.ranges.Ranged`.
    """
    return Measured(name, record.share, *told_range(record, shown, called))


def percent(share: float) -> str:
    """Return a fraction of 1 in whole percent; neither nothing nor all where it is not.

    >>> [percent(share) for share in (0.0, 0.005, 0.281, 0.995, 1.0)]
    ['0 %', 'under 1 %', '28 %', 'over 99 %', '100 %']
    """
    return _in_percent(share, 0, "under 1 %", "over 99 %")


def called(one: Measured) -> str:
    """Return what a range is called, as a sentence begins.

    >>> called(Measured("", 0.3, "50", (0.1, 0.5)))
    'As likely as not'
    """
    return capital(_CALLED[one.shown])


def tenths(share: float) -> str:
    """Return a fraction of 1 in tenths of a percent; what is not all never looks it.

    >>> tenths(0.25), tenths(0.00002), tenths(0.9995), tenths(1.0)
    ('25.0 %', 'less than 0.1 %', 'more than 99.9 %', '100.0 %')
    """
    return _in_percent(share, 1, "less than 0.1 %", "more than 99.9 %")


def _in_percent(share: float, digits: int, least: str, most: str) -> str:
    """Return a share in percent, in other words where it is rounded to nothing, or to all."""
    share = settled(share)
    told = f"{settled(share * 100):.{digits}f}"
    if share > 0 and float(told) == 0:
        return least
    return most if float(told) == 100 and share < 1 else f"{told} %"  # noqa: PLR2004 - percent


def ends_in_words(ends: Interval) -> str:
    """Return the ends of a range of shares.

    >>> ends_in_words((0.13, 0.524)), ends_in_words((0.0, 0.06)), ends_in_words((0.2, 0.2))
    ('13 to 52 %', '0 to 6 %', '20 %')
    """
    told = [f"{settled(settled(end) * 100):.0f}" for end in ends]
    return " to ".join(dict.fromkeys(told)) + " %"


def with_range(one: Measured, *, named: bool = True) -> str:
    """Return a share and its range; ``named`` says which range it is.

    >>> one = Measured("Ecuador", 0.28, "50", (0.13, 0.52))
    >>> with_range(one), with_range(one, named=False), with_range(Measured("x", 0.28, "50", None))
    ('28 %, as likely as not 13 to 52 %', '28 %, 13 to 52 %', '28 %')
    """
    if one.ends is None:
        return percent(one.share)
    called = f"{_CALLED[one.shown]} " if named else ""
    return f"{percent(one.share)}, {called}{ends_in_words(one.ends)}"


def share_and_range(one: Measured, *, named: bool = False) -> str:
    """Return a share with its range in brackets; ``named`` says which range it is.

    >>> share_and_range(Measured("", 0.115, "50", (0.05, 0.26)))
    '12 % (5 to 26 %)'
    """
    share, _, ends = with_range(one, named=named).partition(", ")
    return f"{share} ({ends})" if ends else share


def capital(text: str) -> str:
    """Return a text that begins a sentence.

    >>> capital("under 1 % of it")
    'Under 1 % of it'
    """
    return text[:1].upper() + text[1:]


def number_of(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> number_of(1, "leg"), number_of(3456, "leg"), number_of(2, "body")
    ('1 leg', '3,456 legs', '2 bodies')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Return names as a sentence lists them; two and more beyond ``most`` are counted.

    >>> listed(["Ghana", "Mali"]), listed(["Russia", "Western and Central Europe"])
    ('Ghana and Mali', 'Russia, and Western and Central Europe')
    >>> listed("ABC", most=2), listed("ABCD", most=2)
    ('A, B and C', 'A, B and 2 more')
    """
    found = list(names)
    if most is not None and len(found) > most + 1:
        found = [*found[:most], f"{len(found) - most} more"]
    if not found:
        return ""
    joint = ", and " if any(" and " in name for name in found) else " and "
    return joint.join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def leading(every: Sequence[Measured]) -> list[Measured]:
    """Return those that a sentence names, of some in the order of their shares.

    >>> many = [Measured(name, share, "50", None) for name, share in zip("abcd", (4, 3, 2, 1))]
    >>> [one.name for one in leading(many)]
    ['a', 'b', 'c']
    """
    return [
        one
        for place, one in enumerate(every[:NAMED])
        if not place or settled(one.share) >= WORTH_NAMING
    ]


def largest_and_less(every: Sequence[Measured]) -> tuple[list[Measured], list[Measured]]:
    """Return those that have the largest share, and the others.

    >>> a, b, c = (Measured(name, share, "50", None) for name, share in zip("abc", (0.6, 0.6, 0.1)))
    >>> [[one.name for one in some] for some in largest_and_less([a, b, c])]
    [['a', 'b'], ['c']]
    """
    most = max((settled(one.share) for one in every), default=0.0)
    largest = [one for one in every if settled(one.share) == most]
    return largest, [one for one in every if one not in largest]


def with_ranges_told(every: Sequence[Measured], *, named: bool = True) -> str:
    """Return names with their shares and ranges, which the first of them names.

    >>> a, b = (Measured(name, 0.28, "50", (0.13, 0.52)) for name in "AB")
    >>> with_ranges_told([a, b])
    'A (28 %, as likely as not 13 to 52 %) and B (28 %, 13 to 52 %)'
    """
    return listed(
        f"{one.name} ({with_range(one, named=named and not place)})"
        for place, one in enumerate(every)
    )


def with_shares(every: Sequence[Measured]) -> str:
    """Return names with their shares alone.

    >>> with_shares([Measured("A", 0.16, "50", None), Measured("B", 0.11, "50", None)])
    'A (16 %) and B (11 %)'
    """
    return listed(f"{one.name} ({percent(one.share)})" for one in every)


def order_unknown(every: Sequence[Measured]) -> str:
    """Return that the evidence cannot rank some, where each two ranges overlap; else nothing.

    >>> a, b, c = (
    ...     Measured(name, 0.2, "50", ends)
    ...     for name, ends in (("A", (0.1, 0.4)), ("B", (0.3, 0.6)), ("C", (0.5, 0.9)))
    ... )
    >>> order_unknown([a, b]), order_unknown([a, b, c]), order_unknown([a])
    ('The evidence cannot tell which of them is the larger: their ranges overlap.', '', '')
    """
    ends = [one.ends for one in every if one.ends is not None]
    if len(ends) < max(len(every), len(("one", "other"))):
        return ""
    if any(min(one[1], other[1]) < max(one[0], other[0]) for one, other in combinations(ends, 2)):
        return ""
    size = "larger" if len(ends) == len(("one", "other")) else "largest"
    return f"The evidence cannot tell which of them is the {size}: their ranges overlap."
