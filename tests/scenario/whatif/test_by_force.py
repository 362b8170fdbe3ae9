"""Every number of a scenario against brute force, on networks that hypothesis makes."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis.questions import CODES, COUNTRIES, Question, questions
from tests.networks import near
from tests.properties import forced
from tests.scenario.whatif.forced import PASSING, Forced, Scene, Several
from tests.walking import ZERO
from trafficroutes.errors import NoRouteError
from trafficroutes.scenario.whatif.answer import whatif
from trafficroutes.scenario.whatif.results import WhatIfAnswer

few = forced(60)
THETAS = (Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(10))
demands = st.sampled_from(("fixed", "free"))
adaptations = st.sampled_from((0.0, 0.5, 2.0, 10.0))
places = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True)
rates = st.dictionaries(
    st.sampled_from(CODES), st.sampled_from(sorted(PASSING)), min_size=1, max_size=3
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Question, Several]:
    """Return a question, in half of the cases with a second destination."""
    question = draw(questions())
    world = question.world
    others = [c for c in CODES if c not in (world.origin, world.destination)]
    more = draw(st.lists(st.sampled_from(others), max_size=1))
    return question, Several(
        flow=world.flow,
        origin=world.origin,
        destination=",".join([world.destination, *more]),
        regions=world.regions,
        stays=world.stays,
        production=world.production,
    )


def answer(question: Question, world: Several, **changes: Any) -> WhatIfAnswer:
    try:
        return whatif(
            question.data,
            world.origin,
            world.named,
            draws=0,
            **changes,
            **question.options,
        ).answers[0]
    except NoRouteError:
        assume(False)
        raise


def held(found: WhatIfAnswer, scene: Scene, *, demand: str, adaptation: float) -> None:
    """Hold an answer against the brute one."""
    world, theta = scene.world, Fraction(adaptation)
    assert found.arrival_probability == near(sum(scene.before()))
    if found.intercepted is None:
        # Nothing is touched, or everything is closed by definition, or nothing is closed.
        _, start = scene.thinned(Fraction(1))
        lost = scene.intercepted()
        assert lost in (0, 1)
        ends = {t for t, q in scene.shares_before().gateways.items() if q}
        assert lost == 0 or not start or ends <= scene.closed
        assert found.summary
        return
    assert found.intercepted == near(scene.intercepted())
    for point in found.delivered:
        if Fraction(point.adaptation) in THETAS:
            assert point.share == near(scene.delivered(Fraction(point.adaptation), demand))
    shares = [point.share for point in found.delivered]
    assert all(b >= a - 1e-12 for a, b in pairwise(shares))
    before, after = scene.shares_before(), scene.shares_after(theta, demand)
    hidden = world.sources | set(world.regions)
    nothing = not any(scene.amounts_after(theta, demand))
    for shifts, was, now in (
        (found.hubs, before.hubs, after.hubs),
        (found.gateways, before.gateways, after.gateways),
    ):
        skipped = hidden if shifts is found.hubs else set()
        expected = {c: (was.get(c, ZERO), now.get(c, ZERO)) for c in {*was, *now} - skipped}
        assert {s.place for s in shifts} == set(expected)
        for shift in shifts:
            assert shift.share_before == near(expected[shift.place][0])
            if nothing:
                assert shift.share_after is None
            else:
                assert shift.share_after == near(expected[shift.place][1])
    used: dict[tuple[str, str], tuple[float, float]] = {}
    for leg in found.legs:
        # A hypothetical leg may stand beside a cited one.
        old, new = used.get((leg.origin, leg.to), (0.0, 0.0))
        used[leg.origin, leg.to] = old + leg.share_before, new + (leg.share_after or 0.0)
    assert used == {
        pair: (near(before.pairs.get(pair, ZERO)), near(after.pairs.get(pair, ZERO)))
        for pair in {*before.pairs, *after.pairs}
    }
    if nothing:
        assert found.expected_legs_after is None
        return
    ways = {pair for pair in world.ways if pair not in world.legs} - set(scene.forced.added)
    legs = sum(use for pair, use in after.pairs.items() if pair not in ways)
    assert found.expected_legs_after == near(legs)
    assert sum(g.share_after or 0 for g in found.gateways) == near(1)
    conserved(found, world)


def conserved(found: WhatIfAnswer, world: Several) -> None:
    """At each place on the way, what comes in and what starts there goes on."""
    net: dict[str, float] = {}
    for leg in found.legs:
        net[leg.origin] = net.get(leg.origin, 0.0) + (leg.share_after or 0.0)
        net[leg.to] = net.get(leg.to, 0.0) - (leg.share_after or 0.0)
    starting = {place: flow for place, flow in net.items() if place in world.s}
    assert sum(starting.values()) == near(1)
    assert all(flow >= -1e-9 for flow in starting.values())
    for place in net.keys() - world.s.keys() - world.targets:
        assert net[place] == near(0)


@pytest.mark.slow
@few
@given(asked(), places, demands)
def test_all_subsets_of_closed_places(
    given_: tuple[Question, Several], chosen: list[str], demand: str
) -> None:
    question, world = given_
    seen: dict[frozenset[str], float] = {}
    for size in range(1, len(chosen) + 1):
        for names in combinations(sorted(chosen), size):
            found = answer(question, world, remove=names, demand=demand)
            held(found, Scene(world, Forced(frozenset(names))), demand=demand, adaptation=1.0)
            if found.intercepted is not None:
                seen[frozenset(names)] = found.intercepted
    for small, large in combinations(sorted(seen, key=len), 2):
        if small < large:
            assert seen[small] <= seen[large] + 1e-12


@pytest.mark.slow
@few
@given(asked(), st.data(), demands)
def test_legs_and_places_together(
    given_: tuple[Question, Several], data: st.DataObject, demand: str
) -> None:
    question, world = given_
    pairs = data.draw(
        st.lists(st.sampled_from(sorted(world.flow)), min_size=1, max_size=3, unique=True)
    )
    names = data.draw(st.lists(st.sampled_from(CODES), max_size=1))
    cut = {
        (i, j)
        for a, b in pairs
        for i, j in world.legs
        if i in world.inside(a) and j in world.inside(b)
    }
    found = answer(
        question, world, remove=names, remove_legs=[f"{a}:{b}" for a, b in pairs], demand=demand
    )
    scene = Scene(world, Forced(frozenset(names), frozenset(cut)))
    held(found, scene, demand=demand, adaptation=1.0)


@pytest.mark.slow
@few
@given(asked(), rates, places, demands, adaptations)
def test_rates_and_what_is_closed(
    given_: tuple[Question, Several],
    passing: dict[str, Fraction],
    closed: list[str],
    demand: str,
    adaptation: float,
) -> None:
    question, world = given_
    names = [name for name in closed[:1] if name not in passing]
    found = answer(
        question,
        world,
        remove=names,
        interdict={name: float(1 - past) for name, past in passing.items()},
        demand=demand,
        adaptation=adaptation,
    )
    scene = Scene(world, Forced(closed=frozenset(names), passing=passing))
    held(found, scene, demand=demand, adaptation=adaptation)
    shut = answer(question, world, interdict=dict.fromkeys(closed, 1), demand=demand)
    removed = answer(question, world, remove=closed, demand=demand)
    assert shut.intercepted == removed.intercepted
    assert shut.hubs == removed.hubs
    assert shut.delivered == removed.delivered


@pytest.mark.slow
@few
@given(asked(), st.data(), places, demands)
def test_hypothetical_legs(
    given_: tuple[Question, Several], data: st.DataObject, closed: list[str], demand: str
) -> None:
    question, world = given_
    ends = st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES))
    added = data.draw(
        st.dictionaries(
            ends.filter(lambda pair: pair[0] != pair[1]),
            st.sampled_from((Fraction(1, 4), Fraction(1, 2))),
            min_size=1,
            max_size=2,
        )
    )
    found = answer(
        question,
        world,
        remove=closed[:1],
        add_legs={f"{a}:{b}": float(share) for (a, b), share in added.items()},
        demand=demand,
    )
    assert found.hypothetical
    scene = Scene(world, Forced(frozenset(closed[:1]), added=added))
    held(found, scene, demand=demand, adaptation=1.0)
