"""Which part of a connection its legs carry, and a leg's modes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.networks import GRADES, cite, data_of, leg, near, tonnes
from trafficroutes.graph.network import network_of
from trafficroutes.scenario.whatif.leg_parts import parts_of

LEGS = [
    leg("COL", "ESP", cite("a", quantity=tonnes(3)), key="one"),
    leg("COL", "ESP", cite("c", quantity=tonnes(1)), key="two"),
]


@pytest.mark.parametrize(
    ("weighting", "parts"),
    [
        ("volume", (3 / 4, 1 / 4)),
        ("equal", (1 / 2, 1 / 2)),
        ("evidence", (0.95 / 1.55, 0.6 / 1.55)),
    ],
)
def test_by_the_weighting(weighting: str, parts: tuple[float, float]) -> None:
    network = network_of(data_of(LEGS), "cocaine", ("cocaine",), weighting=weighting)
    (legs,) = parts_of(network)
    assert [leg.part for leg in legs] == [near(part) for part in parts]


def test_tonnes_of_worthless_reports_are_shared_evenly() -> None:
    """The estimate gives flow to legs whatever they are graded."""
    worthless = {**GRADES, "reliability": dict.fromkeys("ABCDEF", 0.0)}
    data = data_of(LEGS, grades=worthless)
    network = network_of(data, "cocaine", ("cocaine",), weighting="equal")
    (legs,) = parts_of(replace(network, weighting="estimate"))
    assert [leg.part for leg in legs] == [0.5, 0.5]
    (alone,) = parts_of(replace(network, data=None))
    assert [leg.part for leg in alone] == [0.5, 0.5]


def test_modes_speak_by_independent_reports() -> None:
    """One document has one voice, however often it is cited; it spreads it evenly."""
    cited = [
        cite("a", modes=["land"]),
        cite("a", locator="p. 2", modes=["rail", "unknown"]),
        cite("b"),
    ]
    network = network_of(data_of([leg("COL", "ESP", *cited)]), "cocaine", ("cocaine",))
    ((only,),) = parts_of(network)
    assert only.modes == {
        "land": near(0.95 / 1.75 / 2),
        "rail": near(0.95 / 1.75 / 2),
        "unknown": near(0.8 / 1.75),
    }
