"""Links between places that are counted in tables of seizure records.

A table of single seizures names for each record where the goods left and where they
were to go, or some of it. Many records of one link are neither one citation nor as
many: they come from one table, and tell as much of those who control and report. So
they are evidence of a kind of its own, an event: how many records stand behind the
link, of which years, by which modes, and how much was weighed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, TypeVar, get_args

import msgspec

from trafficroutes.model.checks import Check, Flaw, ensure
from trafficroutes.model.quantity import written
from trafficroutes.model.refs import SourceRef
from trafficroutes.model.units import Amount
from trafficroutes.model.vocabulary import Credibility, KnownMode
from trafficroutes.model.years import Year, Years, pooled

K = TypeVar("K", int, "KnownMode")

#: By which fields of a record the two places of a link were joined.
Rule = Literal[
    "departure-destination",
    "departure-seized-destination",
    "producing-departure-seized-destination",
]
RULES: tuple[Rule, ...] = get_args(Rule)
Count = Annotated[int, msgspec.Meta(ge=1, description="a whole number of 1 or more")]
#: A country of the file's gazetteer, which a check across records looks up.
Reporter = Annotated[
    str,
    msgspec.Meta(pattern=r"^[A-Z]{3}$", description="an ISO 3166-1 alpha-3 code, such as ESP"),
]
CountOrNone = Annotated[int, msgspec.Meta(ge=0, description="a whole number of 0 or more")]
#: (records at least, credibility): how far records of one table bear each other out. They
#: are never confirmed by others (1), for one office wrote them all.
_CREDIBILITY: tuple[tuple[int, Credibility], ...] = ((5, 2), (2, 3), (1, 4))
#: Sums of decimals are not exact.
_SLACK = 1e-9


def counts_fit(event: Any) -> Iterator[Flaw]:
    """Refuse more records weighed, dated or by a mode than there are."""
    records = event.records
    if not records:
        return
    if isinstance(event.weighed, int) and event.weighed > records:
        yield ("weighed",), f"{event.weighed} of {records} records weighed: correct one of them"
    for name in ("years", "modes"):
        by = getattr(event, name, None)
        counts = [count for count in by.values() if count] if isinstance(by, dict) else []
        if sum(counts) > records:
            told = f"they add up to {sum(counts)}, of {records} records"
            yield (name,), f"{told}: count each record once, and correct the counts"


def reporters_fit(event: Event) -> Iterator[Flaw]:
    """Refuse more records by the countries that seized than there are in a year."""
    told: dict[int, int] = {}
    # Stand-ins of wrong values are no mappings, and are falsy.
    for by_year in event.reporters.values() if event.reporters else ():
        for year, count in by_year.items() if by_year else ():
            told[year] = told.get(year, 0) + (count or 0)
    known = event.years or {}
    for year, count in sorted(told.items()):
        of = known.get(year) or 0
        if count > of:
            yield ("reporters",), f"{count} records of {year}, of {of} in 'years': correct one"


def amounts_fit(event: Any) -> Iterator[Flaw]:
    """Refuse kilograms of no record, and a largest record that the others contradict."""
    weighed, total, largest = event.weighed, event.kilograms, event.largest
    for name, value in (("kilograms", total), ("largest", largest)):
        if isinstance(value, float) and not math.isfinite(value):
            yield (name,), f"{value} is not finite: give a number"
            return
        if value is not None and weighed == 0:
            yield (name,), f"no record is weighed: leave '{name}' out, or correct 'weighed'"
            return
    if weighed and total is None:
        yield (), "'kilograms' is missing: add the sum of the records weighed"
    if weighed and largest is None:
        yield (), "'largest' is missing: add the kilograms of the largest record"
    if not (weighed and isinstance(total, (int, float)) and isinstance(largest, (int, float))):
        return
    if largest > total * (1 + _SLACK):
        yield ("largest",), f"{largest:g} kg is more than all records together ({total:g} kg)"
    elif largest * weighed < total * (1 - _SLACK):
        told = f"{weighed} records of {largest:g} kg at most are less than {total:g} kg"
        yield ("kilograms",), f"{told}: correct one of them"


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """A link made from seizure records of one table by one rule.

    Attributes
    ----------
    source : SourceRef
        Id of the table.
    rule : {"departure-destination", "departure-seized-destination", \
"producing-departure-seized-destination"}
        By which fields of a record places were joined.
    records : int
        Seizure records behind the link, at least 1.
    weighed : int
        Of these, records with an amount in kilograms.
    kilograms, largest : float or None
        Their sum, and the largest single record; None where none is weighed.
    years : dict of year to int
        Records by year; those without a date are left out.
    modes : dict of mode to int
        Records by mode; those of an unknown one are left out.
    reporters : dict of code to dict of year to int
        Records by the country that seized, and year; those of unknown ones are left out.

    Examples
    --------
    >>> from trafficroutes.model.quantity import written
    >>> from trafficroutes.model.refs import SourceRef
    >>> event = Event(
    ...     source=SourceRef("table"), rule="departure-destination", records=854, weighed=0,
    ...     years={2011: 100, 2012: 754},
    ... )
    >>> event.counted, event.credibility, event.part(Years(2011, 2011)).records
    ('854 seizure records of 2011-2012 (departure > destination)', 2, 100)
    """

    source: SourceRef
    rule: Rule
    records: Count
    weighed: CountOrNone
    kilograms: Amount | None = None
    largest: Amount | None = None
    years: dict[Year, Count] = {}
    modes: dict[KnownMode, Count] = {}
    reporters: dict[Reporter, dict[Year, Count]] = {}

    checks: ClassVar[tuple[Check, ...]] = (counts_fit, reporters_fit, amounts_fit)

    def __post_init__(self) -> None:
        """Refuse counts and amounts that do not go together."""
        ensure(self)

    def __hash__(self) -> int:
        """Return a hash, which a record with mappings does not have of itself."""
        return hash((self.source, self.rule, self.records, self.weighed, self.kilograms))

    @property
    def span(self) -> Years | None:
        """From the first to the last year of the records; None where none has a date."""
        return pooled([Years(year, year) for year in self.years])

    @property
    def undated(self) -> int:
        """Records without a year."""
        return self.records - sum(self.years.values())

    @property
    def credibility(self) -> Credibility:
        """The grade that so many records of one table have: 4 for one, 3 below five, else 2."""
        return next(grade for least, grade in _CREDIBILITY if self.records >= least)

    @property
    def counted(self) -> str:
        """How many records, of which years, by which rule."""
        many = f"{self.records:,} seizure record{'s' * (self.records != 1)}"
        years = f" of {self.span}" if self.span else ""
        return f"{many}{years} ({told_rule(self.rule)})"

    @property
    def weight_told(self) -> str:
        """What was weighed, in words.

        >>> Event(
        ...     source=SourceRef("table"), rule="departure-destination", records=3, weighed=2,
        ...     kilograms=12.5, largest=9,
        ... ).weight_told
        '12.5 kg in 2 of 3 records, 9 kg the largest'
        """
        if self.kilograms is None or self.largest is None:
            return "no record weighed"
        total, largest = written(self.kilograms), written(self.largest)
        if self.records == 1:
            return f"{total} kg"
        return (
            f"{total} kg in {self.weighed:,} of {self.records:,} records, {largest} kg the largest"
        )

    def part(self, years: Years | None = None, modes: Collection[str] = ()) -> Event | None:
        """Return what the event is of a period and by some modes; None where nothing is left.

        Of records by year and by mode, the table keeps no cross: each mode is taken to
        have its part of every year, and what is above none counts as one record at least.
        Kilograms are of the whole alone, and a part has none.
        """
        by_year = {
            year: count
            for year, count in self.years.items()
            if years is None or Years(year, year).overlaps(years)
        }
        kept = self.records if years is None else sum(by_year.values())
        by_mode = dict(self.modes)
        if modes:
            unknown = self.records - sum(self.modes.values())
            by_mode = {mode: count for mode, count in self.modes.items() if mode in modes}
            taken = sum(by_mode.values()) + (unknown if "unknown" in modes else 0)
            kept = _scaled(kept, taken, self.records)
        if not kept:
            return None
        if kept == self.records:
            return self
        return Event(
            source=self.source,
            rule=self.rule,
            records=kept,
            weighed=0,
            years=_fitted(by_year, kept),
            modes=_fitted(by_mode, kept),
            reporters={} if modes else _of_years(self.reporters, by_year),
        )

    def without(self, reporter: str) -> Event | None:
        """Return the event without the records of one country; None where none is left.

        Kilograms and modes are not told by country: what is left has its part of them.
        """
        gone = self.reporters.get(reporter)
        if not gone:
            return self
        kept = self.records - sum(gone.values())
        if not kept:
            return None
        part = kept / self.records
        weighed = min(kept, round(self.weighed * part))
        told = self.kilograms if weighed else None
        left = None if told is None else told * part
        years = {year: count - gone.get(year, 0) for year, count in self.years.items()}
        return Event(
            source=self.source,
            rule=self.rule,
            records=kept,
            weighed=weighed,
            kilograms=left,
            largest=None if left is None else min(self.largest or 0.0, left),
            years={year: count for year, count in years.items() if count},
            modes=_fitted(self.modes, kept),
            reporters={code: by for code, by in self.reporters.items() if code != reporter},
        )


KeyOfEvent: TypeAlias = tuple[str, str]


def key_of(event: Event) -> KeyOfEvent:
    """Return what one leg may have once: the table and the rule."""
    return (str(event.source), event.rule)


def told_rule(rule: str) -> str:
    """Return a rule as a person reads it.

    >>> told_rule("departure-seized-destination")
    'departure > seized > destination'
    """
    return rule.replace("-", " > ")


def _of_years(
    reporters: dict[Reporter, dict[Year, Count]], years: Collection[int]
) -> dict[Reporter, dict[Year, Count]]:
    """Return records by country of some years alone."""
    found = {
        code: {year: count for year, count in by_year.items() if year in years}
        for code, by_year in reporters.items()
    }
    return {code: by_year for code, by_year in found.items() if by_year}


def _scaled(count: int, taken: int, of: int) -> int:
    """Return a part of a count; at least 1 where both have something, and whole."""
    return max(1, round(count * taken / of)) if count and taken else 0


def _fitted(by: dict[K, int], kept: int) -> dict[K, int]:
    """Return counts brought down to a sum, the largest remainders first."""
    whole = sum(by.values())
    if whole <= kept:
        return dict(by)
    exact = {key: count * kept / whole for key, count in by.items()}
    found = {key: int(part) for key, part in exact.items()}
    order = sorted(exact, key=lambda key: (found[key] - exact[key], str(key)))
    for key in order[: kept - sum(found.values())]:
        found[key] += 1
    return {key: count for key, count in found.items() if count}
