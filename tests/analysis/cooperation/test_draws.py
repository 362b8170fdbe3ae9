"""Coverage by bodies of cooperation in draws of the evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis.cooperation.bodies import body, covers, data_with
from tests.analysis.luck import Luck
from tests.analysis.questions import COUNTRIES, Question, questions
from tests.markov.test_removal import left
from tests.networks import cite, leg, near
from tests.properties import forced
from tests.walking import ZERO, World
from trafficroutes.analysis.cooperation.answer import cooperation, corridor_cooperation
from trafficroutes.analysis.cooperation.results import CooperationAnswer
from trafficroutes.analysis.cooperation.rows import BodyCover, CoveredLeg, CoveredPlace, Joining
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.dataset import Dataset

DRAWS = 6
MEMBERS = st.sets(st.sampled_from(COUNTRIES), min_size=1, max_size=3)


def one_or_other() -> Dataset:
    """VEN by a document of grade A, MEX by one of grade E; only VEN is in a body."""
    return data_with(
        {"one": body("VEN")},
        [
            leg("COL", "VEN", cite("a"), corridors=["sea"]),
            leg("VEN", "ESP", cite("a", locator="p. 2")),
            leg("COL", "MEX", cite("e", credibility=5), corridors=["sea"]),
            leg("MEX", "ESP", cite("e", credibility=5, locator="p. 2")),
        ],
        corridors={"sea": {"name": "Over the sea", "description": "By sea."}},
    )


def test_what_is_covered_in_draws() -> None:
    """Half by all reports, and in most draws all: there the doubtful way is not."""
    answer = cooperation(
        one_or_other(), "COL", "ESP", weighting="equal", members=["MEX"], draws=500
    ).answers[0]
    assert answer.covered_share == near(1 / 2)
    assert answer.covered_interval == (1.0, 1.0)
    assert covers(answer)["one"].interval == (1.0, 1.0)
    assert answer.proposal is not None
    assert answer.proposal.interval == (0.0, 0.0)
    assert answer.draws is not None
    assert any("of the draws nothing arrives" in note for note in answer.notes)


@pytest.mark.slow
@forced(40)
@given(questions(), MEMBERS, MEMBERS, MEMBERS)
def test_every_number_in_every_draw(
    question: Question, one: set[str], two: set[str], proposed: set[str]
) -> None:
    luck, groups = Luck(), [one, two]
    with luck.drawing():
        answer = answer_of(question, {"one": one, "two": two}, proposed)
    drawn = luck.arriving(question)
    assert answer.draws is not None
    assert answer.draws.used == len(drawn)
    told = Told(question.world, drawn)

    for place in answer.places:
        check_place(place, told)
    for found in answer.legs:
        check_leg(found, told)
    anyone = one | two
    assert answer.covered_interval == told.interval(lambda w: told.passing(w, anyone))
    assert answer.uncovered_interval == told.interval(lambda w: 1 - told.passing(w, anyone))
    assert answer.leg_interval == told.interval(lambda w: told.joint(w, groups))
    for cover in answer.bodies:
        check_body(cover, {"one": one, "two": two}[cover.id], anyone, told)
    check_joining(answer.newcomer, anyone, anyone, told)
    new = answer.proposal
    assert new is not None
    assert new.interval == told.interval(lambda w: told.passing(w, proposed))
    assert new.leg_interval == told.interval(lambda w: told.joint(w, [proposed]))
    assert new.gain_interval == told.interval(lambda w: told.more(w, anyone, proposed))
    assert new.leg_gain_interval == told.interval(
        lambda w: told.joint(w, [*groups, proposed]) - told.joint(w, groups)
    )


def answer_of(
    question: Question, bodies: dict[str, set[str]], proposed: set[str]
) -> CooperationAnswer:
    """Ask a question with bodies of cooperation among its data."""
    world, data = question.world, question.data
    made = data_with({key: body(*sorted(members)) for key, members in bodies.items()})
    records = msgspec.structs.replace(
        data.records,
        bodies=made.records.bodies,
        sources={**made.records.sources, **data.records.sources},
    )
    data = replace(data, records=records)
    try:
        return cooperation(
            data,
            world.origin,
            world.destination,
            members=sorted(proposed),
            draws=DRAWS,
            seed=3,
            **question.options,
        ).answers[0]
    except NoRouteError:
        assume(False)
        raise


def check_place(place: CoveredPlace, told: Told) -> None:
    own = {place.place}
    assert place.interval == told.interval(lambda w: told.passing(w, own))
    assert place.rank_interval == told.ranks(own, told.transit(), told.passing)


def check_leg(found: CoveredLeg, told: Told) -> None:
    def used(world: World, ends: tuple[str, str]) -> Fraction:
        return told.uses(world).get(ends, ZERO)

    own = (found.origin, found.to)
    assert found.interval == told.interval(lambda w: used(w, own))
    assert found.rank_interval == told.ranks(own, list(told.whole.legs), used)


def check_body(cover: BodyCover, members: set[str], anyone: set[str], told: Told) -> None:
    assert cover.interval == told.interval(lambda w: told.passing(w, members))
    assert cover.leg_interval == told.interval(lambda w: told.joint(w, [members]))
    assert cover.arrival_interval == told.interval(
        lambda w: sum((q for code, q in w.gateways().items() if code in members), ZERO)
    )
    check_joining(cover.joining, members, anyone, told)


def check_joining(joining: Joining | None, members: set[str], anyone: set[str], told: Told) -> None:
    if joining is not None:
        code = {joining.place}
        assert joining.gain_interval == told.interval(lambda w: told.more(w, members, code))
        assert joining.covered_gain_interval == told.interval(lambda w: told.more(w, anyone, code))


@dataclass
class Told:
    """What some draws say of a question, each walked through by itself."""

    whole: World
    drawn: list[World]

    def uses(self, world: World) -> dict[tuple[str, str], Fraction]:
        """How often an arriving journey takes each connection: worked out once."""
        return self._uses[self.drawn.index(world)]

    @cached_property
    def _uses(self) -> list[dict[tuple[str, str], Fraction]]:
        return [world.uses() for world in self.drawn]

    def transit(self) -> list[set[str]]:
        return [{code} for code in COUNTRIES if self.between({code})]

    def between(self, codes: set[str]) -> set[str]:
        return codes - self.whole.targets - self.whole.sources

    def passing(self, world: World, codes: set[str]) -> Fraction:
        return 1 - left(world, self.between(codes)) / world.arrival()

    def more(self, world: World, members: set[str], others: set[str]) -> Fraction:
        return self.passing(world, members | others) - self.passing(world, members)

    def joint(self, world: World, groups: list[set[str]]) -> Fraction:
        uses = {pair: use for pair, use in self.uses(world).items() if pair in self.whole.legs}
        held = [use for pair, use in uses.items() if any(group >= {*pair} for group in groups)]
        return sum(held, ZERO) / sum(uses.values()) if uses else ZERO

    def interval(self, number: Callable[[World], Fraction]) -> Any:
        if not self.drawn:
            return None
        return near_all(np.percentile([float(number(world)) for world in self.drawn], (5, 95)))

    def ranks(self, own: Any, among: list[Any], number: Callable[[World, Any], Fraction]) -> Any:
        """Of so few draws 90 percent are all of them."""
        ranks = []
        for world in self.drawn:
            least = float(number(world, own)) + 1e-9
            ranks.append(1 + sum(float(number(world, other)) > least for other in among))
        return (min(ranks), max(ranks)) if ranks else None


def near_all(ends: Any) -> Any:
    return pytest.approx(tuple(ends), abs=1e-9, rel=0)


def test_a_corridor_in_draws() -> None:
    """The corridor's doubtful leg stands in .04 of the draws, its other one in .9025."""
    answer = corridor_cooperation(
        one_or_other(), "sea", weighting="equal", members=["MEX"], draws=2000
    ).answers[0]
    assert answer.covered_share == near(1 / 2)
    assert answer.covered_interval == (1.0, 1.0)
    assert answer.draws is not None
    some = 1 - (1 - 0.9025) * (1 - 0.04)
    assert answer.draws.used / 2000 == pytest.approx(some, abs=0.04)
    assert any("no leg of the corridor is left" in note for note in answer.notes)
    none = corridor_cooperation(one_or_other(), "sea", weighting="equal", draws=0).answers[0]
    assert none.covered_interval is None


def test_no_draws_of_a_graph_changed_by_hand() -> None:
    graph = build_graph(one_or_other(), "cocaine", weighting="equal")
    graph.edges["COL", "VEN"]["flow"] = 0.5
    for answer in (
        cooperation(graph, "COL", "ESP").answers[0],
        corridor_cooperation(graph, "sea").answers[0],
    ):
        assert answer.covered_interval is None
        assert answer.draws is None
        assert any("made or changed by hand" in note for note in answer.notes)
    with pytest.raises(QueryError, match="the number of draws is 0"):
        corridor_cooperation(graph, "sea", draws=-1)


def test_without_draws_there_are_no_intervals() -> None:
    """Nor by corridor; the numbers themselves are the same."""
    for found in (
        cooperation(one_or_other(), "COL", "ESP", weighting="equal", members=["MEX"], draws=0),
        corridor_cooperation(one_or_other(), "sea", weighting="equal", members=["MEX"], draws=0),
    ):
        told = json.dumps(found.to_dict()["answers"])
        assert re.findall(r'"\w*interval": (?!null)', told) == []
        assert '"interval": null' in told


def test_what_lies_outside_is_told() -> None:
    """Half by all reports, and in most draws all or nothing."""
    answer = cooperation(one_or_other(), "COL", "ESP", weighting="equal").answers[0]
    (note,) = [note for note in answer.notes if note.startswith("Outside its evidence range")]
    assert note.endswith(
        ": all operational bodies, Mexico, Venezuela, one, Mexico in one, Colombia > Mexico, "
        "Colombia > Venezuela, Mexico > Spain and 1 more"
    )
