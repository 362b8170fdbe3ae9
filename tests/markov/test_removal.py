"""Removals of every set of places and legs, against brute force on fractions."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given

from tests.analysis.questions import Question, questions
from tests.networks import data_of, near
from tests.properties import forced
from tests.walking import ZERO, World, absorbed
from trafficroutes.errors import NoRouteError
from trafficroutes.markov import removal
from trafficroutes.markov.chain import Chain
from trafficroutes.question.solving import ask, solve_question

few = forced(60)


def chain_of(question: Question) -> Chain:
    world, data = question.world, question.data
    query = ask(data, world.origin, world.destination, question.options)
    try:
        return solve_question(data, query)[0].chain
    except NoRouteError:
        assume(False)
        raise


def left(world: World, gone: Iterable[str], legs: Iterable[tuple[str, str]] = ()) -> Fraction:
    """P(arrives, and never enters some places nor uses some connections)."""
    gone, cut = set(gone), set(legs)
    p = {
        i: {j: c for j, c in row.items() if j not in gone and (i, j) not in cut}
        for i, row in world.p.items()
        if i not in gone
    }
    chance = absorbed(p, world.targets - gone)
    starts = {i: q for i, q in world.s.items() if i not in gone}
    return sum((q * chance.get(i, ZERO) for i, q in starts.items()), ZERO)


def met_by(chain: Chain) -> list[str]:
    """Return all places that can be taken out: on the way, origins too, and of T."""
    places = chain.routes.places
    arrivals = chain.routes.heads[chain.edges[chain.heads < 0]]
    return sorted({places[i] for i in (*chain.live.tolist(), *arrivals.tolist())})


@pytest.mark.slow
@few
@given(questions())
def test_every_set_of_places(question: Question) -> None:
    chain, world = chain_of(question), question.world
    codes = met_by(chain)
    met = removal.journeys(chain, codes)
    for size in range(1, len(codes) + 1):
        for chosen in combinations(range(len(codes)), size):
            gone = [codes[k] for k in chosen]
            rest = left(world, gone)
            assert met.arrival - removal.intercepted(met, chosen) == near(rest)
            anew = removal.avoiding(chain, gone).arrival
            assert anew == pytest.approx(float(rest), rel=1e-12, abs=0)


@pytest.mark.slow
@few
@given(questions())
def test_scans_of_singles_pairs_and_triples(question: Question) -> None:
    chain, world = chain_of(question), question.world
    codes = met_by(chain)
    met = removal.journeys(chain, codes)
    arrival = world.arrival()
    lost = {
        chosen: near(arrival - left(world, [codes[k] for k in chosen]))
        for size in (1, 2, 3)
        for chosen in combinations(range(len(codes)), size)
    }
    assert removal.singles(met).tolist() == [lost[k,] for k in range(len(codes))]
    both = removal.pairs(met)
    for i, j in combinations(range(len(codes)), 2):
        assert both[i, j] == lost[i, j]
        assert both[j, i] == lost[i, j]
        assert removal.gains(met)[i, j] == near(
            left(world, [codes[i]]) - left(world, [codes[i], codes[j]])
        )
    assert np.diagonal(both).tolist() == [lost[k,] for k in range(len(codes))]
    seen = 0
    for first, found in removal.triples(met):
        for j, k in combinations(range(found.shape[0]), 2):
            assert found[j, k] == lost[first, first + 1 + j, first + 1 + k]
            assert found[k, j] == found[j, k] or found[k, j] == near(found[j, k])
            seen += 1
    assert seen == sum(len(chosen) == 3 for chosen in lost)


@pytest.mark.slow
@few
@given(questions())
def test_legs_alone_and_together(question: Question) -> None:
    chain, world = chain_of(question), question.world
    places, edges = chain.routes.places, chain.edges
    ends = [(places[chain.routes.tails[e]], places[chain.routes.heads[e]]) for e in edges]
    arrival = world.arrival()
    assert removal.legs(chain).tolist() == [
        near(arrival - left(world, (), [pair])) for pair in ends
    ]
    met = removal.journeys(chain, (), range(len(ends)))
    for size in (2, 3):
        for chosen in list(combinations(range(len(ends)), size))[:40]:
            rest = left(world, (), [ends[e] for e in chosen])
            assert removal.intercepted(met, chosen) == near(arrival - rest)


@pytest.mark.slow
@few
@given(questions())
def test_places_and_legs_together(question: Question) -> None:
    chain, world = chain_of(question), question.world
    places, codes = chain.routes.places, met_by(chain)
    ends = [(places[chain.routes.tails[at]], places[chain.routes.heads[at]]) for at in chain.edges]
    met = removal.journeys(chain, codes, range(len(ends)))
    n, alone = len(codes), removal.legs(chain)
    assert removal.singles(met)[n:] == pytest.approx(alone)
    mixed: list[tuple[int, ...]] = []
    mixed += list(combinations(range(n + len(ends)), 2))[::3]
    mixed += list(combinations(range(n + len(ends)), 3))[::23]
    for chosen in mixed:
        gone = [codes[k] for k in chosen if k < n]
        cut = [k - n for k in chosen if k >= n]
        rest = left(world, gone, [ends[at] for at in cut])
        assert met.arrival - removal.intercepted(met, chosen) == near(rest)
        anew = removal.avoiding(chain, gone, cut).arrival
        assert anew == pytest.approx(float(rest), rel=1e-12, abs=0)


@pytest.mark.slow
@few
@given(questions())
def test_what_avoids_a_place_goes_on_as_in_the_smaller_chain(question: Question) -> None:
    chain = chain_of(question)
    codes = [chain.routes.places[i] for i in chain.live]
    for code in codes:
        found = removal.avoiding(chain, [code])
        assert found.visits == pytest.approx(found.s @ found.N)
        assert found.visits[codes.index(code)] == 0
        assert found.b[codes.index(code)] == 0
        assert found.arrival == near(float(chain.s @ found.b))


def test_on_paper() -> None:
    r"""COL goes by BRA or GNB, half each; GNB goes to BRA or ESP, half each.

    COL --> BRA --> ESP
      \      ^
       `--> GNB --> ESP
    """
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP\nGNB > BRA")
    query = ask(data, "COL", "ESP", {"weighting": "equal"})
    chain = solve_question(data, query)[0].chain
    met = removal.journeys(chain, ["BRA", "GNB", "ESP", "MEX"])
    assert removal.singles(met).tolist() == [near(3 / 4), near(1 / 2), near(1), 0]
    assert removal.pairs(met)[0].tolist() == [near(3 / 4), near(1), near(1), near(3 / 4)]
    for rows in (slice(1, 3), slice(2, None)):
        assert removal.pairs(met, rows).tolist() == removal.pairs(met)[rows].tolist()
    assert removal.avoiding(chain, ["BRA"]).arrival == near(1 / 4)
    assert removal.avoiding(chain, ["BRA", "GNB"]).arrival == 0
    assert removal.avoiding(chain, ["ESP"]).arrival == 0
    assert removal.avoiding(chain, ["MEX"]).arrival == near(1)


def test_the_part_that_passes_is_of_what_arrives() -> None:
    """Half goes by BRA; of the half that goes by GNB, half stays there: 3/4 arrive."""
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP", markets=["GNB"])
    query = ask(data, "COL", "ESP", {"weighting": "equal"})
    chain = solve_question(data, query)[0].chain
    for code, share in (("BRA", 2 / 3), ("GNB", 1 / 3), ("ESP", 1), ("MEX", 0)):
        assert removal.passed(removal.avoiding(chain, [code]), chain) == near(share)


def test_rare_ways_keep_their_precision_when_solved_anew() -> None:
    """Past MEX there is one way in 1e12, behind a cycle that goods hardly leave."""
    small = Fraction(1, 10**6)
    flow = {
        ("COL", "MEX"): Fraction(1),
        ("MEX", "ESP"): Fraction(1),
        ("COL", "BRA"): small,
        ("BRA", "GNB"): Fraction(1),
        ("GNB", "BRA"): Fraction(1),
        ("GNB", "ESP"): small,
        ("GNB", "MEX"): small**2,
    }
    world = World(flow, "COL", "ESP")
    data = data_of(
        "\n".join(f"{i} > {j} {float(f) * 1e12:.0f}" for (i, j), f in flow.items()),
    )
    query = ask(data, "COL", "ESP", {"weighting": "volume", "retention": "none"})
    chain = solve_question(data, query)[0].chain
    rest = removal.avoiding(chain, ["MEX"]).arrival
    assert rest == pytest.approx(float(left(world, ["MEX"])), rel=1e-13, abs=0)
    met = removal.journeys(chain, ["BRA", "GNB", "MEX"])
    assert met.arrival - removal.pairs(met)[0, 1] == near(left(world, ["BRA", "GNB"]))


def test_scans_hold_where_goods_hardly_leave_a_cycle() -> None:
    """BRA and GNB pass goods to and fro a million times before some go on."""
    flow = {
        ("COL", "BRA"): Fraction(1),
        ("COL", "GNB"): Fraction(1),
        ("COL", "MEX"): Fraction(1),
        ("BRA", "GNB"): Fraction(10**6),
        ("GNB", "BRA"): Fraction(10**6),
        ("BRA", "ESP"): Fraction(1),
        ("GNB", "MEX"): Fraction(1),
        ("MEX", "ESP"): Fraction(1),
    }
    world = World(flow, "COL", "ESP")
    data = data_of("\n".join(f"{i} > {j} {f}" for (i, j), f in flow.items()))
    query = ask(data, "COL", "ESP", {"weighting": "volume", "retention": "none"})
    chain = solve_question(data, query)[0].chain
    codes = ["BRA", "GNB", "MEX"]
    met = removal.journeys(chain, codes)
    both = removal.pairs(met)
    for i, j in combinations(range(3), 2):
        assert met.arrival - both[i, j] == near(left(world, [codes[i], codes[j]]))
    (_, found), *_ = removal.triples(met)
    assert found[0, 1] == near(met.arrival)
    exact = left(world, ["BRA", "MEX"])
    assert removal.avoiding(chain, ["BRA", "MEX"]).arrival == float(exact) == 0
