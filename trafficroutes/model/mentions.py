"""Seizure records of a place, counted by the supplier that they name.

A table of single seizures says for many of them from where the goods had come. How
often each country is named is a share of records and not of goods, and "departure" is
often the last airport. So it is no leg and no observed share, but evidence of a kind of
its own, in the words of UNODC's analysts: supplier mentions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, ClassVar

import msgspec

from trafficroutes.model.checks import Check, Flaw, ensure
from trafficroutes.model.events import Count, CountOrNone, amounts_fit, counts_fit
from trafficroutes.model.refs import CountryRef
from trafficroutes.model.units import Amount
from trafficroutes.model.vocabulary import KnownMode


class SeizureCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many seizure records, what they weigh, and by which modes goods went.

    Attributes
    ----------
    records : int
        Seizure records, at least 1.
    weighed : int
        Of these, records with an amount in kilograms.
    kilograms, largest : float or None
        Their sum, and the largest single record; None where none is weighed.
    modes : dict of mode to int
        Records by mode; those of an unknown one are left out.
    """

    records: Count
    weighed: CountOrNone
    kilograms: Amount | None = None
    largest: Amount | None = None
    modes: dict[KnownMode, Count] = {}

    checks: ClassVar[tuple[Check, ...]] = (counts_fit, amounts_fit)

    def __post_init__(self) -> None:
        """Refuse counts and amounts that do not go together."""
        ensure(self)

    def __hash__(self) -> int:
        """Return a hash, which a record with a mapping does not have of itself."""
        return hash((self.records, self.weighed, self.kilograms))

    def by(self, modes: Collection[str]) -> int:
        """Return how many records state one of some modes; all where none is asked for.

        >>> counted = SeizureCount(records=9, weighed=0, modes={"land": 4, "air_courier": 3})
        >>> counted.by(["land", "rail"])
        4
        """
        if not modes:
            return self.records
        known = sum(count for mode, count in self.modes.items() if mode in modes)
        return known + (self.records - sum(self.modes.values()) if "unknown" in modes else 0)


class Mentioned(SeizureCount, frozen=True, kw_only=True):
    """Records of a place that name one supplier."""

    place: CountryRef

    __hash__ = SeizureCount.__hash__


class OtherSuppliers(SeizureCount, frozen=True, kw_only=True):
    """Records that name one of several suppliers, of which each is named by few."""

    places: Annotated[int, msgspec.Meta(ge=1, description="a whole number of 1 or more")]

    __hash__ = SeizureCount.__hash__


def suppliers_differ(mentions: Any) -> Iterator[Flaw]:
    """Refuse a supplier that is named twice, or that is the place itself."""
    place = mentions.place
    first: dict[str, int] = {}
    for number, supplier in enumerate(mentions.suppliers or ()):
        code = supplier.place if supplier else None
        if code is None:
            continue
        at = ("suppliers", number, "place")
        if code == place:
            yield at, f"{code} is the place that seized: leave its own records out"
        elif first.setdefault(code, number) != number:
            yield at, f"{code} stands in suppliers[{first[code]}] already: make them one"
