"""Departures, origins of what arrives, direct shares, and gateways that are named, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.hubs.answer import HubAnswer, hubs
from trafficroutes.analysis.hubs.results import PlaceShare
from trafficroutes.markov.chain import Chain, chain_of
from trafficroutes.markov.frame import frame_of
from trafficroutes.markov.restricted import (
    departure_shares,
    direct_share,
    last_visits,
    restricted,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.solving import ask, solve_question
from trafficroutes.question.worlds import worlds_of

#: COL makes 3 t and PER 1 t; PER sends half by ECU, and half by BRA, which is no part of ANDES.
ANDES = data_of(
    """
    COL > ECU > ESP
    PER > ECU
    PER > BRA > ESP
    COL > ESP
    BRA > COL
    """,
    production={"COL": 3, "PER": 1},
    regions={"ANDES": ["COL", "ECU", "PER"]},
)


def places(parts: tuple[PlaceShare, ...]) -> dict[str, float]:
    return {part.place: part.share for part in parts}


def andes(draws: int = 0) -> HubAnswer:
    return hubs(ANDES, "R:ANDES", "ESP", weighting="equal", draws=draws).answers[0]


def test_where_goods_last_leave_the_origin() -> None:
    r"""Of 4 t COL sends 3 on, half by ECU, and of PER's 1 t half goes by ECU.

    BRA has the other half: a quarter of a tonne goes on from there, so that PER is the last
    place of ANDES, and a quarter back to COL, from where half goes on by ECU.
    """
    answer = andes()
    assert places(answer.origins_of_arrivals) == {"COL": near(3 / 4), "PER": near(1 / 4)}
    ecuador = (3 / 2 + 1 / 2 + 1 / 8) / 4
    colombia = (3 / 2 + 1 / 8) / 4
    assert places(answer.departures) == {
        "ECU": near(ecuador),
        "COL": near(colombia),
        "PER": near(1 / 16),
    }
    assert answer.direct.share == near(7 / 8)
    assert sum(part.share for part in answer.departures) == near(1)


def test_draws_hold_each_of_them() -> None:
    answer = andes(draws=200)
    for interval in (
        answer.direct.interval,
        *(part.interval for part in (*answer.departures, *answer.origins_of_arrivals)),
    ):
        assert interval is not None
        assert 0 <= interval[0] <= interval[1] <= 1
    without = andes()
    assert without.direct.interval is None
    assert {part.interval for part in without.departures} == {None}


def test_each_world_is_solved_as_if_it_were_alone() -> None:
    query = ask(ANDES, "R:ANDES", "ESP", {"weighting": "evidence"})
    solved = solve_question(ANDES, query)[0]
    worlds = worlds_of(solved, 30, seed=1)
    assert worlds is not None
    some = worlds.arriving()
    frame = frame_of(solved.routes)
    together = chain_of(frame, some.flow, some.stays, some.s)
    alone = [
        chain_of(frame, flow, stays, s)
        for flow, stays, s in zip(some.flow, some.stays, some.s, strict=True)
    ]
    for of in (departure_shares, direct_share):
        assert np.allclose(of(together), [of(chain) for chain in alone], atol=1e-12)
    assert departure_shares(together).sum(axis=1) == pytest.approx(np.ones(len(some.s)))


def test_what_a_chain_loses_on_the_way_stays_lost_where_it_is_kept_to_some_places() -> None:
    """A part that does not survive the step COL > ESP takes as much off the direct share."""
    query = ask(ANDES, "R:ANDES", "ESP", {"weighting": "equal"})
    whole = solve_question(ANDES, query)[0].chain
    origins = np.flatnonzero(np.isin(whole.live, whole.routes.origins))
    at = (whole.tails == whole.position("COL")) & (whole.frame.enters == whole.routes.index["ESP"])
    survival = np.ones(whole.edges.size)
    survival[at] = 0.5
    halved = Chain(whole.frame, whole.flow, whole.stays, whole.s, survival)
    # Of 4 t, 1.5 + 0.5 go by ECU and 1.5 straight, of which half is lost now.
    assert restricted(whole, origins).arrival == near(3.5 / 4)
    assert restricted(halved, origins).arrival == near((3.5 - 0.75) / 4)
    assert last_visits(halved, origins).sum() == near(1)


UNNAMED = data_of(
    [
        leg("COL", "R:EU", cite(quantity=tonnes(4))),
        leg("COL", "ESP", cite(quantity=tonnes(3))),
        leg("COL", "BEL", cite(quantity=tonnes(1))),
        leg("COL", "R:NORTH", cite(quantity=tonnes(2))),
    ],
    regions={"EU": ["ESP", "BEL", "SWE"], "NORTH": ["SWE"]},
    seizures=[
        {
            "id": f"seized.{code}",
            "place": code,
            "commodity": "cocaine",
            "citations": [
                cite("d", quantity={"best": kg, "unit": "kg", "basis": "seizure"}, period=2005)
            ],
        }
        for code, kg in (("ESP", 100), ("BEL", 300), ("SWE", 900))
    ],
)


UNNAMED_TOLD = "spreads it over the countries by their largest cited seizures of a year"


def gateways(data: Dataset) -> HubAnswer:
    return hubs(data, "COL", "R:EU", weighting="volume", draws=0).answers[0]


def test_gateways_that_are_named_share_what_is_known_and_seizures_what_is_not() -> None:
    """EU's 4 t go to ESP and BEL as 1 to 3; SWE is no gateway, so NORTH keeps its 2 t."""
    answer = gateways(UNNAMED)
    found = {g.place: (g.share, g.of_named, g.by_seizures) for g in answer.gateways}
    assert found == {
        "R:EU": (near(0.4), None, 0.0),
        "ESP": (near(0.3), near(0.75), near(0.3 + 0.1)),
        "BEL": (near(0.1), near(0.25), near(0.1 + 0.3)),
        "R:NORTH": (near(0.2), None, near(0.2)),
    }
    assert sum(UNNAMED_TOLD in note for note in answer.notes) == 1


def test_where_all_gateways_are_named_nothing_is_said_of_others() -> None:
    answer = hubs(data_of("COL > ESP\nCOL > BEL"), "COL", "R:EUROPE", draws=0).answers[0]
    assert {g.of_named for g in answer.gateways} == {g.by_seizures for g in answer.gateways}
    assert not any(UNNAMED_TOLD in note for note in answer.notes)
