"""The words and bounded values that records are made of.

A description is what messages and editors say is expected.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta

Text = Annotated[str, Meta(min_length=1)]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description="an id of letters, digits, point, underscore and hyphen",
    ),
]
RegionId = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z][A-Z0-9_]*$",
        description="an id of capitals, digits and underscore (used elsewhere as R:ID)",
    ),
]
Colour = Annotated[
    str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$", description='a colour in quotes, such as "#C4420B"')
]
Date = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a date such as 2026-01-31")]
Probability = Annotated[float, Meta(ge=0, le=1, description="a number from 0 to 1")]
Longitude = Annotated[
    float, Meta(ge=-180, le=180, description="a longitude in degrees, from -180 to 180")
]
Latitude = Annotated[
    float, Meta(ge=-90, le=90, description="a latitude in degrees, from -90 to 90")
]

#: The Admiralty grades: of a source, and of one thing that it says.
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Literal[1, 2, 3, 4, 5, 6]
#: Modes that a record can be told to have; one that is not known is left out there.
KnownMode = Literal[
    "air_private",
    "air_courier",
    "air_cargo",
    "sea_vessel",
    "sea_container",
    "land",
    "rail",
    "parcel",
]
Mode = Literal[KnownMode, "unknown"]
MODES: tuple[Mode, ...] = get_args(Mode)
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

#: The publisher of a table of made-up records, and what all that is made of it says.
SYNTHETIC = "SYNTHETIC"
