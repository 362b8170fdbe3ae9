"""The records of a data file, format version 1, as typed structures.

The field names (with ``from`` for the Python name ``origin``) are those of the
YAML file; the JSON Schema that editors use is made from these classes, so the
two cannot differ. A check that concerns one record stands in its class.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from trafficroutes.model.quantity import Change, Quantity, dimension
from trafficroutes.model.refs import (
    CommodityRef,
    CorridorRef,
    CountryRef,
    EstimateRef,
    PlaceRef,
    SourceRef,
)
from trafficroutes.model.years import Year, Years

Text = Annotated[str, msgspec.Meta(min_length=1)]
Id = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description="letters, digits, point, underscore and hyphen; stable over time",
    ),
]
RegionId = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Z][A-Z0-9_]*$",
        description="capitals, digits and underscore; used elsewhere as R:ID",
    ),
]
Colour = Annotated[str, msgspec.Meta(pattern=r"^#[0-9A-Fa-f]{6}$", description="#RRGGBB")]
Probability = Annotated[float, msgspec.Meta(ge=0, le=1)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]
Mode = Literal[
    "air_private",
    "air_courier",
    "air_cargo",
    "sea_vessel",
    "sea_container",
    "land",
    "rail",
    "parcel",
    "unknown",
]
SourceKind = Literal[
    "press",
    "government",
    "un_report",
    "ngo",
    "eu_agency",
    "academic",
    "treaty_body",
    "dataset",
]
ObservationKind = Literal[
    "share",
    "role",
    "trend",
    "mode",
    "volume",
    "money",
    "processing",
    "price_wholesale",
    "price_street",
    "purity",
    "other",
]
Measure = Literal[
    "consumption",
    "users",
    "prevalence",
    "population_15_64",
    "amount_per_user",
]


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Common settings: immutable, and an unknown key is an error."""


class Grades(_Record, frozen=True, kw_only=True):
    """Chance that a report is true, by the Admiralty grades; can be replaced."""

    reliability: dict[Reliability, Probability]
    credibility: dict[Credibility, Probability]

    def __post_init__(self) -> None:
        """Refuse a table with a grade missing."""
        for name, table, grades in (
            ("reliability", self.reliability, "ABCDEF"),
            ("credibility", self.credibility, (1, 2, 3, 4, 5, 6)),
        ):
            missing = [str(grade) for grade in grades if grade not in table]
            if missing:
                raise ValueError(f"{name} lacks the grades {', '.join(missing)}: add them")


class Source(_Record, frozen=True, kw_only=True):
    """A document that can be looked up."""

    title: Text
    publisher: Text
    kind: SourceKind
    reliability: Reliability
    year: Year | None = None
    url: Text | None = None


class Estimate(_Record, frozen=True, kw_only=True):
    """One published figure that several documents repeat; it counts once."""

    statement: Text
    source: SourceRef | None = None
    year: Year | None = None


class Commodity(_Record, frozen=True, kw_only=True):
    """What moves; commodities of one family share a network where asked so."""

    name: Text
    family: Id
    colour: Colour
    unit: Literal["t", "kg", "usd"]
    aliases: tuple[Text, ...] = ()


class Member(_Record, frozen=True, kw_only=True):
    """A member of a region or a body, with the years of its membership."""

    place: PlaceRef
    joined: Year | None = msgspec.field(default=None, name="from")
    left: Year | None = msgspec.field(default=None, name="to")

    def __post_init__(self) -> None:
        """Refuse a membership that ends before it begins."""
        Years(self.joined, self.left)

    def active(self, years: Years | None) -> bool:
        """Whether the membership covers at least one year of the span (None: any)."""
        return years is None or Years(self.joined, self.left).overlaps(years)


class PlaceMember(Member, frozen=True, kw_only=True):
    """A country or region that belongs to a region."""


class CountryMember(Member, frozen=True, kw_only=True):
    """A country that belongs to a body."""

    place: CountryRef


class Region(_Record, frozen=True, kw_only=True):
    """A named set of countries (or of regions), or a sea area without any."""

    name: Text
    label: tuple[Longitude, Latitude]
    members: tuple[PlaceMember, ...] = ()
    aliases: tuple[Text, ...] = ()
    sea: bool = False
    note: Text | None = None

    def __post_init__(self) -> None:
        """Refuse a region on land without members, and a sea area with some."""
        if self.sea == bool(self.members):
            raise ValueError(
                "a sea area has no members: remove them"
                if self.sea
                else "a region needs members, or 'sea: true'"
            )


class Corridor(_Record, frozen=True, kw_only=True):
    """A named system of legs, such as the Northern Route."""

    name: Text
    description: Text


class Citation(_Record, frozen=True, kw_only=True):
    """One document's word for one fact: where it stands, how sure, how much."""

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

    @property
    def years(self) -> Years | None:
        """The period as a span; None where the citation is undated."""
        period = self.period
        return Years(period, period) if isinstance(period, int) else period


Citations = Annotated[tuple[Citation, ...], msgspec.Meta(min_length=1)]


class _Cited(_Record, frozen=True, kw_only=True):
    """A record with a stable id that stands on citations about one commodity."""

    id: Id
    commodity: CommodityRef
    citations: Citations

    def _check_units(self) -> None:
        expected = self.commodity.dimension
        for number, citation in enumerate(self.citations):
            unit = citation.quantity.unit if citation.quantity else ""
            found = dimension(unit)
            if found and expected and found != expected:
                raise ValueError(
                    f"citations[{number}] gives {unit}, but {self.commodity} is measured "
                    f"in {expected}: correct the unit or the commodity"
                )


class _Movement(_Cited, frozen=True, kw_only=True):
    """A movement from one place to another."""

    origin: PlaceRef = msgspec.field(name="from")
    to: PlaceRef
    corridors: tuple[CorridorRef, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a movement from a place to itself and units that do not fit."""
        if self.origin == self.to:
            raise ValueError(f"it leads from {self.origin} to itself: name two places")
        self._check_units()


class Leg(_Movement, frozen=True, kw_only=True):
    """One crossing of one commodity, with nothing cited in between.

    Units of quantities: those of the citation; modes, periods and ranges are
    derived from the citations.
    """

    def __post_init__(self) -> None:
        """Refuse quantities of which it is not clear what they measure."""
        super().__post_init__()
        for number, citation in enumerate(self.citations):
            if citation.quantity is None:
                continue
            if citation.quantity.basis is None:
                raise ValueError(
                    f"citations[{number}] has a quantity without a basis: "
                    "add basis: flow, seizure or capacity"
                )
            if not dimension(citation.quantity.unit):
                raise ValueError(
                    f"citations[{number}] gives {citation.quantity.unit} on a leg: "
                    "a leg takes kg, t or usd (or these per year)"
                )


class Flow(_Movement, frozen=True, kw_only=True):
    """A cited movement between two ends, perhaps by way of others; never an edge."""

    via: tuple[PlaceRef, ...] = ()
    ordered: bool = False


class Observation(_Cited, frozen=True, kw_only=True):
    """Any other cited figure: a share, a role, a trend, a price.

    For ``kind: share``, the citations' quantities say what part (percent) of the
    commodity on its way from ``from`` to ``to`` came by ``via`` or by
    ``corridor``; without either, what part of ``to``'s supply came from ``from``.
    """

    kind: ObservationKind
    statement: Text
    place: PlaceRef | None = None
    origin: PlaceRef | None = msgspec.field(default=None, name="from")
    to: PlaceRef | None = None
    via: tuple[PlaceRef, ...] = ()
    corridor: CorridorRef | None = None


class _OfPlace(_Cited, frozen=True, kw_only=True):
    """A figure about one place."""

    place: PlaceRef

    def __post_init__(self) -> None:
        """Refuse units that do not fit the commodity."""
        self._check_units()


class Production(_OfPlace, frozen=True, kw_only=True):
    """What a place makes; one entry a place and commodity, a citation a figure."""


class Consumption(_OfPlace, frozen=True, kw_only=True):
    """What a place uses, or the users, prevalence, population it follows from."""

    measure: Measure


class Seizure(_OfPlace, frozen=True, kw_only=True):
    """What was seized in a place; it may name provenance and destination."""

    origin: PlaceRef | None = msgspec.field(default=None, name="from")
    to: PlaceRef | None = None


class FormerName(_Record, frozen=True, kw_only=True):
    """A name that a body bore before, with its years."""

    name: Text
    first: Year | None = msgspec.field(default=None, name="from")
    last: Year | None = msgspec.field(default=None, name="to")


class Body(_Record, frozen=True, kw_only=True):
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


class DataFile(_Record, frozen=True, kw_only=True):
    """A whole data file."""

    format: Literal[1]
    title: Text
    updated: Annotated[
        str,
        msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a date in quotes, YYYY-MM-DD"),
    ]
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
    bodies: dict[Id, Body] = {}
