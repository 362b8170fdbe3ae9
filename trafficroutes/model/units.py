"""Units of cited amounts, and which of them can be added up."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

Unit = Literal[
    "kg",
    "t",
    "kg_per_year",
    "t_per_year",
    "usd",
    "usd_per_year",
    "percent",
    "persons",
    "cases",
    "g_per_user_year",
    "usd_per_kg",
    "usd_per_g",
]
Basis = Literal["flow", "seizure", "capacity"]
Amount = Annotated[float, Meta(ge=0, description="a number of 0 or more")]

#: Kilograms (or dollars) in one of each unit that adds up.
SIZE: dict[str, float] = {
    "kg": 1.0,
    "t": 1000.0,
    "kg_per_year": 1.0,
    "t_per_year": 1000.0,
    "usd": 1.0,
    "usd_per_year": 1.0,
}


def dimension(unit: str) -> str:
    """Return ``"mass"``, ``"money"`` or ``""`` (a unit that is no amount of goods).

    >>> dimension("t_per_year"), dimension("usd"), dimension("percent")
    ('mass', 'money', '')
    """
    if unit not in SIZE:
        return ""
    return "money" if unit.startswith("usd") else "mass"
