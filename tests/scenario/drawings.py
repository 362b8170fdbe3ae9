"""Small worlds of scenarios, with answers that can be checked by hand."""

from __future__ import annotations

from typing import Any

from tests.networks import cite, data_of, leg
from trafficroutes.model.dataset import Dataset
from trafficroutes.scenario.whatif.answer import whatif
from trafficroutes.scenario.whatif.results import WhatIfAnswer

#: COL goes by BRA or GNB, half each; GNB goes to BRA or ESP, half each; no market.
#:
#:     COL --> BRA --> ESP        3/4 pass BRA, 1/2 pass GNB, 1/4 pass both
#:       \      ^
#:        `--> GNB --> ESP
PAPER = "COL > BRA > ESP\nCOL > GNB > ESP\nGNB > BRA"


def paper() -> Dataset:
    return data_of(PAPER)


def ask(data: Dataset, *ends: str, **told: Any) -> WhatIfAnswer:
    """Return the one answer of a scenario, every leg counting alike, without draws."""
    told = {"weighting": "equal", "draws": 0, **told}
    origin, *destinations = ends
    one = destinations[0] if len(destinations) == 1 else destinations
    (answer,) = whatif(data, origin, one, **told).answers
    return answer


def corridors() -> Dataset:
    """Two ways from COL to ESP, each of two legs of one corridor, and one of no corridor.

    COL > BRA is cited twice: in corridor one by two modes, and as another leg in two.
    """
    return data_of(
        [
            leg(
                "COL",
                "BRA",
                cite("a", modes=["land"]),
                cite("b", modes=["sea_vessel"]),
                key="first",
                corridors=["one"],
            ),
            leg("COL", "BRA", cite("a", locator="p. 2"), key="second", corridors=["two", "one"]),
            leg("BRA", "ESP", cite("a", modes=["sea_container", "land"]), corridors=["one"]),
            leg("COL", "GNB", cite("a"), corridors=["two"]),
            leg("GNB", "ESP", cite("a"), corridors=["two"]),
        ],
        corridors={
            "one": {"name": "First way", "description": "By Brazil"},
            "two": {"name": "Second way", "description": "By Guinea-Bissau"},
        },
    )


def shares(found: Any) -> dict[str, tuple[float, float | None]]:
    """Return shares before and after by place."""
    return {shift.place: (shift.share_before, shift.share_after) for shift in found}
