"""Where a published share may lie: the predictive ranges of shares of the flow estimate.

Formula and scale: :mod:`trafficroutes.flowmodel.predictive`. Shares by other weightings
were never tested, and differences of shares neither: they have evidence ranges alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan
from types import MappingProxyType
from typing import Any, ClassVar, Literal, NamedTuple, TypeVar

import numpy as np

from trafficroutes.flowmodel.predictive import ranges_at
from trafficroutes.graph.arrays import Floats
from trafficroutes.question.intervals import Interval
from trafficroutes.question.plain import Plain

#: What stands beside a share where there is room for one range.
RangeShown = Literal["50", "90", "evidence"]
RANGES: tuple[RangeShown, ...] = ("50", "90", "evidence")
#: The weighting whose shares are tested, and the levels of their ranges in percent.
ESTIMATE, LEVELS = "estimate", (50, 90)
_PARTS = tuple(level / 100 for level in LEVELS)
#: Shares up to here are nothing but rounding.
_NOTHING = 1e-12


class Ranged(Plain):
    """A record of shares that have predictive ranges.

    Attributes
    ----------
    ranged : mapping of str to str
        By the field of a share, what the fields of its ranges are called, with ``{}``
        for ``range_50`` and ``range_90``.
    """

    ranged: ClassVar[Mapping[str, str]] = MappingProxyType({"share": "{}"})


@dataclass(frozen=True)
class ShareRange(Ranged):
    """A share and where a published one may lie.

    Attributes
    ----------
    share : float
        A fraction.
    range_50, range_90 : pair of float or None
        As likely as not, and 90 percent; None where no such share was tested.
    interval : pair of float or None
        The evidence range; None without draws.
    """

    share: float
    range_50: Interval | None = None
    range_90: Interval | None = None
    interval: Interval | None = None


R = TypeVar("R", bound=Ranged)
#: What each range is called behind a share.
CALLED: Mapping[RangeShown, str] = MappingProxyType(
    {"50": "as likely as not", "90": "90 % range", "evidence": "evidence range"}
)


class Told(NamedTuple):
    """The range that stands beside a share: which it is, and its ends; None without draws."""

    shown: RangeShown
    ends: Interval | None

    @property
    def called(self) -> str:
        """What it is called."""
        return CALLED[self.shown]


def told_range(record: Any, shown: RangeShown, called: str = "{}") -> Told:
    """Return the range that stands beside a share: the evidence range where it has no other.

    Parameters
    ----------
    record : object
        With the fields ``range_50``, ``range_90`` and ``interval``.
    shown : {"50", "90", "evidence"}
        Which is wanted.
    called : str
        What the fields are called, as of :class:`Ranged`.
    """
    tested = None if shown == "evidence" else getattr(record, called.format(f"range_{shown}"))
    if tested is not None:
        return Told(shown, tested)
    return Told("evidence", getattr(record, called.format("interval")))


def shown_by(weighting: str, shown: RangeShown) -> RangeShown:
    """Return the range that stands beside the shares of an answer.

    >>> shown_by("estimate", "50"), shown_by("equal", "50")
    ('50', 'evidence')
    """
    return shown if weighting == ESTIMATE else "evidence"


def with_ranges(records: Iterable[R], weighting: str) -> tuple[R, ...]:
    """Return records with the ranges of their shares, where the weighting has tested ones.

    Parameters
    ----------
    records : iterable of Ranged
        Of one class. A share of None, and of nothing, has no range.
    weighting : str
        How flow is measured.

    Examples
    --------
    >>> (told,) = with_ranges([ShareRange(0.3)], "estimate")
    >>> [round(end, 2) for end in (*told.range_50, *told.range_90)]
    [0.14, 0.54, 0.02, 0.88]
    >>> with_ranges([ShareRange(0.3)], "evidence")[0].range_50 is None
    True
    """
    found = tuple(records)
    if weighting != ESTIMATE or not found:
        return found
    new: list[R] = [_copied(record) for record in found]
    for name, called in found[0].ranged.items():
        shares = np.array([getattr(record, name) for record in found], dtype=np.float64)
        for field, ranges in range_fields(called, ends_of(shares)).items():
            for record, ends in zip(new, ranges, strict=True):
                vars(record)[field] = ends
    return tuple(new)


def ends_of(shares: Floats) -> Floats:
    """Return the ends of the ranges of shares, shape (levels, 2, shares).

    None of what is no number, and of nothing: there no share is published.

    >>> ends_of(np.array([0.3, 0.0])).round(2).tolist()
    [[[0.14, nan], [0.54, nan]], [[0.02, nan], [0.88, nan]]]
    """
    ends = np.stack(ranges_at(shares, _PARTS), axis=1)
    found: Floats = np.where(shares > _NOTHING, ends, np.nan)
    return found


def range_fields(called: str, ends: Floats) -> dict[str, list[Interval | None]]:
    """Return the ranges of shares, by the fields that hold them.

    Parameters
    ----------
    called : str
        What the fields are called, as of :class:`Ranged`.
    ends : float array, shape (levels, 2, shares)
        Of :func:`ends_of`.
    """
    return {
        called.format(f"range_{level}"): [
            None if isnan(low) else (low, high) for low, high in zip(*of_level, strict=True)
        ]
        for level, of_level in zip(LEVELS, ends.tolist(), strict=True)
    }


def _copied(record: R) -> R:
    """Return a copy of a record, to be filled.

    What ``dataclasses.replace`` does, without the constructor: a scenario's answer has dozens.
    """
    new = object.__new__(type(record))
    vars(new).update(vars(record))
    return new


def ranged(record: R, weighting: str) -> R:
    """Return a record with the ranges of its shares."""
    return with_ranges((record,), weighting)[0]


def share_ranges(shares: Mapping[str, float], weighting: str) -> dict[str, ShareRange]:
    """Return shares by name with their ranges."""
    told = with_ranges(map(ShareRange, shares.values()), weighting)
    return dict(zip(shares, told, strict=True))
