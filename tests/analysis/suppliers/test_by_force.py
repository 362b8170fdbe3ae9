"""Suppliers against brute force, on networks that hypothesis makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.analysis.questions import Question, questions
from tests.networks import data_of, near
from tests.walking import ZERO, absorbed
from trafficroutes.analysis.suppliers.backward import Backward
from trafficroutes.analysis.suppliers.forward import Forward
from trafficroutes.analysis.suppliers.traced import Traced
from trafficroutes.errors import NoRouteError
from trafficroutes.graph.network import Network
from trafficroutes.question.solving import ask, solve_question

COUNTRIES = ("BRA", "COL", "ESP", "FRA", "GNB", "MEX")
MEMBERS = {"R:NORTH": frozenset({"ESP", "FRA"}), "R:SOUTH": frozenset({"BRA", "COL", "GNB"})}
GAZETTEER = data_of(
    "COL > ESP", regions={"NORTH": MEMBERS["R:NORTH"], "SOUTH": MEMBERS["R:SOUTH"]}
).places
forced = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@dataclass(frozen=True)
class Balanced:
    """Flows that add up: what comes in and begins in each place goes out or ends there."""

    flow: Mapping[tuple[str, str], int]
    made: Mapping[str, int]
    ends: Mapping[str, int]
    place: str

    @property
    def network(self) -> Network:
        """The same as the program has it, in tonnes; where nothing comes in, no supply is told."""
        places = tuple(sorted({*self.made, *self.ends, *(c for pair in self.flow for c in pair)}))
        pairs = sorted(self.flow)
        at = {code: number for number, code in enumerate(places)}
        coming = {head for _, head in pairs}
        return Network(
            label="cocaine",
            weighting="estimate",
            places=places,
            tails=np.array([at[i] for i, _ in pairs], dtype=np.int64),
            heads=np.array([at[j] for _, j in pairs], dtype=np.int64),
            flow=np.array([float(self.flow[pair]) for pair in pairs]),
            stays=np.array([float(self.ends.get(code, 0)) for code in places]),
            legs=((),) * len(pairs),
            gazetteer=GAZETTEER,
            supply={code: 1000.0 * amount for code, amount in self.made.items() if code in coming},
            regions_pass_on=True,
        )

    def inside(self) -> set[str]:
        members = MEMBERS.get(self.place, frozenset({self.place}))
        return {self.place, *members}

    def brought(self) -> dict[tuple[str, str], Fraction]:
        """Return what ends in the place by (where it began, last country outside), walked forward.

        A journey is in a place with the memory of both; it ends there, or goes on.
        """
        inside = self.inside()
        rows: dict[Any, dict[Any, Fraction]] = {}
        out: dict[str, dict[str, int]] = {}
        for (i, j), amount in self.flow.items():
            out.setdefault(i, {})[j] = amount
        marks = {*self.made, *(c for pair in self.flow for c in pair)}
        for i in {*out, *self.ends}:
            whole = sum(out.get(i, {}).values()) + self.ends.get(i, 0)
            for last in marks:
                now = i if i not in inside and i not in MEMBERS else last
                row = {(j, now): Fraction(f, whole) for j, f in out.get(i, {}).items()}
                if i in inside and self.ends.get(i, 0):
                    row["end", now] = Fraction(self.ends[i], whole)
                rows[i, last] = row
        found = {}
        for last in marks:
            chance = absorbed(rows, {("end", last)})
            for o, amount in self.made.items():
                if part := amount * chance.get((o, o), ZERO):
                    found[o, last] = part
        return found


@st.composite
def balanced(draw: st.DrawFn) -> Balanced:
    """Draw flows between countries and into regions, which hand on to what they hold."""
    onward = {(region, code) for region, held in MEMBERS.items() for code in held}
    every = [(i, j) for i in COUNTRIES for j in (*COUNTRIES, *MEMBERS) if i != j] + sorted(onward)
    chosen = draw(st.lists(st.sampled_from(every), min_size=2, max_size=14, unique=True))
    flow = {pair: draw(st.integers(1, 9)) for pair in chosen}
    made: dict[str, int] = {}
    ends: dict[str, int] = {}
    for code in {c for pair in chosen for c in pair}:
        less = sum(f for (i, _), f in flow.items() if i == code)
        more = sum(f for (_, j), f in flow.items() if j == code)
        both = draw(st.integers(0, 4)) if code not in MEMBERS else 0
        if begins := max(less - more, 0) + both:
            made[code] = begins
        if stays := max(more - less, 0) + both:
            ends[code] = stays
    return Balanced(flow, made, ends, draw(st.sampled_from((*COUNTRIES, *MEMBERS))))


def by_code(places: tuple[str, ...], values: np.ndarray[Any, Any]) -> dict[str, float]:
    return {code: share for code, share in zip(places, values.tolist(), strict=True) if share}


@pytest.mark.slow
@forced
@given(balanced())
def test_backward_is_what_walking_forward_brings(case: Balanced) -> None:
    brought = case.brought()
    assume(brought)
    followed = Backward(case.network, case.place)
    assert followed.supplied
    found = followed.traced()
    whole = sum(brought.values())
    last: dict[str, Fraction] = {}
    begun: dict[str, Fraction] = {}
    for (origin, by), part in brought.items():
        last[by] = last.get(by, ZERO) + part / whole
        begun[origin] = begun.get(origin, ZERO) + part / whole
    # What never left the place has the place where it began as its last mark.
    own = sum((share for by, share in last.items() if by in case.inside()), ZERO)
    assert float(found.own) == near(own)
    assert by_code(followed.places, found.last) == {
        code: near(share) for code, share in last.items() if code not in case.inside()
    }
    assert by_code(followed.places, found.begun) == {c: near(share) for c, share in begun.items()}


@pytest.mark.slow
@forced
@given(questions())
def test_forward_is_the_last_country_before_arrival(question: Question) -> None:
    world = question.world
    try:
        query = ask(question.data, world.origin, world.destination, question.options)
        solved = solve_question(question.data, query)[0]
    except NoRouteError:
        assert not world.s
        return
    followed = Forward(solved)
    found: Traced = followed.traced()
    countries = {c for c in followed.places if c not in world.regions} - world.targets
    expected = {code: near(share) for code, share in world.last_of(countries).items()}
    assert by_code(followed.places, found.last) == expected
    assert by_code(followed.places, found.begun) == {
        code: near(share) for code, share in world.origins().items()
    }
    assert not found.own
