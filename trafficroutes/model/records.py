"""The records of a data file, format version 1, as typed structures.

The field names (with ``from`` for the Python name ``origin``) are those of the
YAML file; the JSON Schema that editors use is made from these classes, so the
two cannot differ. What the fields of one record must satisfy together stands in
its ``checks``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from trafficroutes.model.addresses import flaw_of_address
from trafficroutes.model.checks import Check, Flaw, ensure
from trafficroutes.model.events import Event, key_of
from trafficroutes.model.mentions import Mentioned, OtherSuppliers, SeizureCount, suppliers_differ
from trafficroutes.model.quantity import Change, Quantity
from trafficroutes.model.refs import (
    CommodityRef,
    CorridorRef,
    CountryRef,
    EstimateRef,
    PlaceRef,
    SourceRef,
)
from trafficroutes.model.units import dimension
from trafficroutes.model.vocabulary import (
    MODES,
    Colour,
    Credibility,
    Date,
    Id,
    Latitude,
    Longitude,
    Measure,
    Mode,
    ObservationKind,
    Probability,
    RegionId,
    Reliability,
    SourceKind,
    Text,
)
from trafficroutes.model.years import Year, Years, in_order, single_year, span_in_order


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Common settings: immutable, and an unknown key is an error."""

    checks: ClassVar[tuple[Check, ...]] = ()

    def __post_init__(self) -> None:
        """Refuse values that do not go together."""
        ensure(self)


def grades_complete(grades: Grades) -> Iterator[Flaw]:
    """Refuse a table with a grade missing."""
    for name, wanted in (("reliability", "ABCDEF"), ("credibility", range(1, 7))):
        table = getattr(grades, name)
        missing = [str(grade) for grade in wanted if grade not in table]
        if isinstance(table, dict) and missing:
            yield (name,), f"no value for {', '.join(missing)}: add a probability for each"


class Grades(Record, frozen=True, kw_only=True):
    """Chance that a report is true, by the Admiralty grades; can be replaced."""

    reliability: dict[Reliability, Probability]
    credibility: dict[Credibility, Probability]

    checks: ClassVar[tuple[Check, ...]] = (grades_complete,)


def address_leads_to_a_document(source: Source) -> Iterator[Flaw]:
    """Refuse an address that runs a program or names a file of somebody's own."""
    if isinstance(source.url, str):
        flaw = flaw_of_address(source.url)
        if flaw:
            yield ("url",), flaw


def cited_as(publisher: str, year: int | None, title: str, url: str | None) -> str:
    """Return a string to cite a document by.

    >>> cited_as("UNODC", None, "A report", None)
    'UNODC (undated): A report'
    """
    when = "undated" if year is None else year
    return f"{publisher} ({when}): {title}" + (f". {url}" if url else "")


class Source(Record, frozen=True, kw_only=True, gc=False):
    """A document that can be looked up."""

    title: Text
    publisher: Text
    kind: SourceKind
    reliability: Reliability
    year: Year | None = None
    url: Text | None = None

    checks: ClassVar[tuple[Check, ...]] = (address_leads_to_a_document,)

    @property
    def citation(self) -> str:
        """A string to cite the document by: publisher (year), title, address."""
        return cited_as(self.publisher, self.year, self.title, self.url)


class Estimate(Record, frozen=True, kw_only=True):
    """One published figure that several documents repeat; it counts once."""

    statement: Text
    source: SourceRef | None = None
    year: Year | None = None


class Commodity(Record, frozen=True, kw_only=True):
    """What moves; commodities of one family share a network where asked so."""

    name: Text
    family: Id
    colour: Colour
    unit: Literal["t", "kg", "usd"]
    aliases: tuple[Text, ...] = ()


def membership_in_order(member: Member) -> Iterator[Flaw]:
    """Refuse a membership that ends before it begins."""
    yield from in_order(member.joined, member.left)


class Member(Record, frozen=True, kw_only=True):
    """A member of a region or a body, with the years of its membership."""

    place: PlaceRef
    joined: Year | None = msgspec.field(default=None, name="from")
    left: Year | None = msgspec.field(default=None, name="to")

    checks: ClassVar[tuple[Check, ...]] = (membership_in_order,)

    def active(self, years: Years | None) -> bool:
        """Whether the membership covers at least one year of the span (None: any)."""
        return years is None or Years(self.joined, self.left).overlaps(years)


class PlaceMember(Member, frozen=True, kw_only=True):
    """A country or region that belongs to a region."""


class CountryMember(Member, frozen=True, kw_only=True):
    """A country that belongs to a body."""

    place: CountryRef


def land_or_sea(region: Region) -> Iterator[Flaw]:
    """Refuse a region on land without members, and a sea area with some."""
    if region.sea is False and region.members == ():
        yield (), "a region needs members: add some, or 'sea: true' for a sea area"
    elif region.sea and region.members:
        yield ("members",), "a sea area has no members: remove them, or 'sea: true'"


class Region(Record, frozen=True, kw_only=True):
    """A named set of countries (or of regions), or a sea area without any.

    ``within`` names regions that it counts as lying in although one of its members
    does not (the EU lies in Europe, though Cyprus is in UN M49's Western Asia).
    """

    name: Text
    label: tuple[Longitude, Latitude]
    members: tuple[PlaceMember, ...] = ()
    aliases: tuple[Text, ...] = ()
    within: tuple[PlaceRef, ...] = ()
    sea: bool = False
    note: Text | None = None

    checks: ClassVar[tuple[Check, ...]] = (land_or_sea,)


class Corridor(Record, frozen=True, kw_only=True):
    """A named system of legs, such as the Northern Route."""

    name: Text
    description: Text


def period_named(citation: Citation) -> Iterator[Flaw]:
    """Refuse a period that is open at both ends."""
    period = citation.period
    if period and not isinstance(period, int) and period.first is None and period.last is None:
        yield ("period",), "the period names no year: give from, to or both, or remove it"


class Citation(Record, frozen=True, kw_only=True, gc=False):
    """One document's word for one fact: where it stands, how sure, how much.

    ``pairwise``: the crossing was taken from a longer chain that the source states in
    order. ``excerpt``: only a part of the document could be read. ``stopped``: the load
    was stopped before it had made this crossing.
    """

    source: SourceRef
    locator: Text
    credibility: Credibility
    modes: tuple[Mode, ...] = ()
    period: Year | Years | None = None
    quantity: Quantity | None = None
    change: Change | None = None
    note: Text | None = None
    estimate: EstimateRef | None = None
    pairwise: bool = False
    excerpt: bool = False
    stopped: bool = False

    checks: ClassVar[tuple[Check, ...]] = (period_named,)

    @property
    def years(self) -> Years | None:
        """The period as a span; None where the citation is undated."""
        period = self.period
        return single_year(period) if isinstance(period, int) else period

    @property
    def records(self) -> int | None:
        """How many seizure records stand behind an event; None of any other citation."""
        return None


class EventCitation(Citation, frozen=True, kw_only=True):
    """An event as a statement of its table, beside citations; never in a data file.

    ``link`` names the ends. ``whole`` is the statement of which this one is the part of a
    period or of some modes.
    """

    event: Event
    link: str
    whole: EventCitation | None = None

    @property
    def records(self) -> int:
        """How many seizure records stand behind it."""
        return self.event.records

    @classmethod
    def of(cls, event: Event, link: str, whole: EventCitation | None = None) -> EventCitation:
        """Return what an event says, with the grade that its number of records has."""
        amount = event.kilograms
        return cls(
            source=event.source,
            locator=f"{link}: {event.counted}",
            link=link,
            credibility=event.credibility,
            modes=tuple(mode for mode in MODES if mode in event.modes),
            period=event.span,
            quantity=None if amount is None else Quantity("kg", best=amount, basis="seizure"),
            event=event,
            whole=whole,
        )

    def part(self, years: Years | None, modes: Collection[str] = ()) -> EventCitation | None:
        """Return what it says of a period and some modes; itself where that is all."""
        event = self.event.part(years, modes)
        if event is None or event is self.event:
            return None if event is None else self
        return EventCitation.of(event, self.link, self.whole or self)


Citations = Annotated[tuple[Citation, ...], msgspec.Meta(min_length=1)]
Events = Annotated[tuple[Event, ...], msgspec.Meta(min_length=1)]


def units_fit(record: _CitedRecord) -> Iterator[Flaw]:
    """Refuse money where goods are measured by weight, and the other way round."""
    measured = record.commodity.dimension
    for number, citation in enumerate(record.citations):
        unit = citation.quantity.unit if citation.quantity else ""
        found = dimension(unit)
        if found and measured and found != measured:
            said = f"{unit} is {found}, but {record.commodity} is measured in {measured}"
            at = ("citations", number, "quantity", "unit")
            yield at, f"{said}: correct the unit or the commodity"


class _CitedRecord(Record, frozen=True, kw_only=True):
    """A record with a stable id that stands on citations about one commodity."""

    id: Id
    commodity: CommodityRef
    citations: Citations

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """All that the record stands on: its citations, and of a leg its events too."""
        return self.citations


def ends_differ(movement: _Movement) -> Iterator[Flaw]:
    """Refuse a movement from a place to itself."""
    if movement.origin == movement.to:
        yield ("to",), f"it leads from {movement.origin} to itself: name two places"


class _Movement(_CitedRecord, frozen=True, kw_only=True):
    """A movement from one place to another."""

    origin: PlaceRef = msgspec.field(name="from")
    to: PlaceRef
    corridors: tuple[CorridorRef, ...] = ()

    checks: ClassVar[tuple[Check, ...]] = (ends_differ, units_fit)


def quantities_measure(leg: Leg) -> Iterator[Flaw]:
    """Refuse quantities on a leg of which it is not clear what they measure."""
    for number, citation in enumerate(leg.citations):
        quantity = citation.quantity
        if not quantity:
            continue
        at = ("citations", number, "quantity")
        if quantity.basis is None:
            yield at, "'basis' is missing: add basis: flow, seizure or capacity"
        if quantity.unit and not dimension(quantity.unit):
            way = "give kg, t or usd (or these per year), or make it an observation"
            yield (*at, "unit"), f"a leg has no quantity in {quantity.unit}: {way}"


def stands_on_something(leg: Leg) -> Iterator[Flaw]:
    """Refuse a leg that nobody tells of."""
    if leg.citations == () and leg.events == ():
        yield (), "'citations' is missing: add it, or 'events' for links from seizure records"


def events_fit(leg: Leg) -> Iterator[Flaw]:
    """Refuse an event that is told twice, and kilograms of what is measured in money."""
    first: dict[object, int] = {}
    for number, event in enumerate(leg.events):
        key = key_of(event)
        if all(key) and first.setdefault(key, number) != number:
            told = f"the events of {event.source} by {event.rule} stand in events[{first[key]}]"
            yield ("events", number), f"{told} already: make them one"
        if event.weighed and leg.commodity.dimension == "money":
            told = f"{leg.commodity} is measured in money"
            yield ("events", number, "kilograms"), f"{told}: leave the kilograms out"


class Leg(_Movement, frozen=True, kw_only=True, dict=True, omit_defaults=True):
    """One crossing of one commodity, with nothing cited in between.

    Units of quantities: those of the citation; modes, periods and ranges are
    derived from the citations and the events.
    """

    citations: Citations = ()
    events: Events = ()

    checks: ClassVar[tuple[Check, ...]] = (
        *_Movement.checks,
        quantities_measure,
        stands_on_something,
        events_fit,
    )

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """All that the leg stands on: its citations, and its events as statements.

        The same objects whenever it is asked, since draws know a statement by identity.
        """
        if not self.events:
            return self.citations
        # A copy with other events brings along what was kept for these.
        kept = self.__dict__.get("_evidence")
        if kept is None or kept[0] is not self.events or kept[1] is not self.citations:
            link = f"{self.origin} > {self.to}"
            told = (*self.citations, *(EventCitation.of(event, link) for event in self.events))
            kept = self.__dict__["_evidence"] = (self.events, self.citations, told)
        found: tuple[Citation, ...] = kept[2]
        return found


class Flow(_Movement, frozen=True, kw_only=True):
    """A cited movement between two ends, perhaps by way of others; never an edge."""

    via: tuple[PlaceRef, ...] = ()
    ordered: bool = False


def question_of_share(observation: Observation) -> Iterator[Flaw]:
    """Refuse a question on what is no share: only shares are compared."""
    if observation.question is not None and observation.kind != "share":
        yield ("question",), f"only a share has a question, not a {observation.kind}: leave it out"


class Observation(_CitedRecord, frozen=True, kw_only=True):
    """Any other cited figure: a share, a role, a trend, a price.

    For ``kind: share``, the citations' quantities say what part (percent) of the
    commodity on its way from ``from`` to ``to`` came by ``via`` or by
    ``corridor``; without either, what part of ``to``'s supply came from ``from``.
    Shares that answer one question (of one commodity family: the same share told
    twice, the parts of one market, the ways of one trade) have one ``question``.
    """

    kind: ObservationKind
    statement: Text
    question: Id | None = None
    place: PlaceRef | None = None
    origin: PlaceRef | None = msgspec.field(default=None, name="from")
    to: PlaceRef | None = None
    via: tuple[PlaceRef, ...] = ()
    corridor: CorridorRef | None = None

    checks: ClassVar[tuple[Check, ...]] = (question_of_share,)

    @property
    def asked(self) -> str:
        """The id of the question that it answers: its own where it shares none."""
        return self.question or self.id


class _OfPlace(_CitedRecord, frozen=True, kw_only=True):
    """A figure about one place."""

    place: PlaceRef

    checks: ClassVar[tuple[Check, ...]] = (units_fit,)


class Production(_OfPlace, frozen=True, kw_only=True):
    """What a place makes; one entry a place and commodity, a citation a figure."""


class Consumption(_OfPlace, frozen=True, kw_only=True):
    """What a place uses, or the users, prevalence, population it follows from."""

    measure: Measure


class Seizure(_OfPlace, frozen=True, kw_only=True):
    """What was seized in a place; it may name provenance and destination."""

    origin: PlaceRef | None = msgspec.field(default=None, name="from")
    to: PlaceRef | None = None


def money_is_not_weighed(mentions: Mentions) -> Iterator[Flaw]:
    """Refuse seizure records of what is measured in money."""
    if mentions.commodity.dimension == "money":
        told = f"{mentions.commodity} is measured in money"
        yield ("commodity",), f"{told}: seizure records are of goods by weight"


class Mentions(_OfPlace, frozen=True, kw_only=True):
    """How often the seizure records of a place name each supplier.

    ``suppliers`` are those that most records name, ``others`` the rest together, and
    ``left_out`` records that name one against the trade (docs/data.md has the rule).
    """

    suppliers: Annotated[tuple[Mentioned, ...], msgspec.Meta(min_length=1)]
    others: OtherSuppliers | None = None
    left_out: OtherSuppliers | None = None

    checks: ClassVar[tuple[Check, ...]] = (
        *_OfPlace.checks,
        suppliers_differ,
        money_is_not_weighed,
    )

    @property
    def named(self) -> tuple[SeizureCount, ...]:
        """The suppliers, and the rest together at the end."""
        return (*self.suppliers, *(() if self.others is None else (self.others,)))

    @property
    def records(self) -> int:
        """Records that name a supplier."""
        return sum(counted.records for counted in self.named)

    @property
    def kilograms(self) -> float:
        """What these records weigh, those that are weighed."""
        return sum(counted.kilograms or 0.0 for counted in self.named)


class FormerName(Record, frozen=True, kw_only=True):
    """A name that a body bore before, with its years."""

    name: Text
    first: Year | None = msgspec.field(default=None, name="from")
    last: Year | None = msgspec.field(default=None, name="to")

    checks: ClassVar[tuple[Check, ...]] = (span_in_order,)


class Body(Record, frozen=True, kw_only=True):
    """A body of cooperation: operational, or a forum for policy."""

    name: Text
    kind: Literal["operational", "forum"]
    citations: Citations
    families: tuple[Id, ...] = ()
    founded: Year | None = None
    seat: CountryRef | None = None
    members: tuple[CountryMember, ...] = ()
    observers: tuple[CountryMember, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    note: Text | None = None


def date_exists(file: DataFile) -> Iterator[Flaw]:
    """Refuse a date such as 2026-02-30."""
    if isinstance(file.updated, str):
        try:
            date.fromisoformat(file.updated)
        except ValueError:
            yield ("updated",), f"{file.updated} is not in the calendar: correct the date"


class DataFile(Record, frozen=True, kw_only=True):
    """A whole data file."""

    format: Literal[1]
    title: Text
    updated: Date
    grades: Grades
    sources: dict[Id, Source]
    commodities: dict[Id, Commodity]
    legs: tuple[Leg, ...]
    licence: Text | None = None
    estimates: dict[Id, Estimate] = {}
    regions: dict[RegionId, Region] = {}
    corridors: dict[Id, Corridor] = {}
    flows: tuple[Flow, ...] = ()
    observations: tuple[Observation, ...] = ()
    production: tuple[Production, ...] = ()
    consumption: tuple[Consumption, ...] = ()
    seizures: tuple[Seizure, ...] = ()
    mentions: tuple[Mentions, ...] = ()
    bodies: dict[Id, Body] = {}

    checks: ClassVar[tuple[Check, ...]] = (date_exists,)
