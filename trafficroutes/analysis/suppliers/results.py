"""What :func:`trafficroutes.suppliers` answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import Drawing, Interval, without_route
from trafficroutes.question.legs import Journeys
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import Ranged, ShareRange
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import (
    MOST,
    largest_and_less,
    leading,
    measured,
    order_unknown,
    with_range,
    with_ranges_told,
    with_shares,
)
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord


@dataclass(frozen=True)
class Supplier(Ranged):
    """A place from which goods come, or in which they begin.

    Attributes
    ----------
    place, name : str
        Code and name; a region means "country not stated".
    share : float
        From 0 to 1.
    range_50, range_90 : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the weighting is not tested.
    interval : pair of float or None
        The evidence range: the share in the middle 90 percent of the draws in which goods
        come in; None without draws.
    citations : tuple of Cited
        Of a supplier, those of the legs by which its goods come in; of an origin, those of
        its production.
    """

    place: str
    name: str
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True, repr=False)
class SuppliersAnswer(Result):
    """The suppliers of a place, of one commodity or family.

    Attributes
    ----------
    commodity : str
        The commodity or family.
    weighting : str
        How flow is measured.
    place, name : str
        Code and name of the place supplied.
    suppliers : tuple of Supplier
        The last country outside the place that goods leave, by share, then name. With
        ``made_there`` they sum to 1.
    made_there : ShareRange
        What begins in the place itself; 0 where shares are of what comes in alone.
    origins : tuple of Supplier
        Where the goods begin, by share, then name; they sum to 1.
    journeys : Journeys
        What the goods used and passed, for maps.
    draws : Drawing or None
        The draws that evidence ranges are of; None without draws.
    tested : TrackRecord or None
        How often such shares were right.
    not_tested : str or None
        Why that is not known, where it is not.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {"suppliers": Supplier, "origins": Supplier}

    for_maps: ClassVar[tuple[str, ...]] = ("journeys",)

    commodity: str
    weighting: str
    place: str
    name: str
    suppliers: tuple[Supplier, ...]
    made_there: ShareRange
    origins: tuple[Supplier, ...]
    journeys: Journeys
    draws: Drawing | None
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class SuppliersResult(Answered[SuppliersAnswer]):
    """The answer to "from where does a place get its goods".

    Attributes
    ----------
    query : Query
        The question, from the world to the place.
    dataset : DatasetInfo or None
        The data; None for a graph made by hand.
    answers : tuple of SuppliersAnswer
        One for each family of which something comes in.
    """

    query: Query
    dataset: DatasetInfo | None
    answers: tuple[SuppliersAnswer, ...]

    def sentences(self, answer: SuppliersAnswer) -> tuple[str, ...]:
        """Return the main suppliers and origins, in words."""
        return (*without_route(answer.draws), *self._suppliers(answer))

    def _suppliers(self, answer: SuppliersAnswer) -> Iterator[str]:
        shown = self.query.range_shown
        last, begun = (
            leading([measured(one.name, one, shown) for one in every])
            for every in (answer.suppliers, answer.origins)
        )
        if last:
            if last[0].share >= MOST:
                largest, less = largest_and_less(last)
                rest = f"; less comes from {with_ranges_told(less, named=False)}" if less else ""
                first = with_ranges_told(largest)
                most = "All" if len(answer.suppliers) == 1 else "Most"
                yield f"{most} of what comes into {answer.name} comes from {first}{rest}."
            else:
                every = with_ranges_told(last)
                yield f"What comes into {answer.name} comes mainly from {every}."
            if unknown := order_unknown(last):
                yield unknown
        if answer.made_there.share:
            own = measured("", answer.made_there, shown)
            yield f"Of all that {answer.name} has, {with_range(own, named=not last)} begins there."
        if begun:
            yield f"It begins mainly in {with_shares(begun)}."

    def _about(self) -> str:
        return f"Suppliers of {self.query.destination_name}"
