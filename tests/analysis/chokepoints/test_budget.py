"""Best sets of countries against all sets, and networks to check by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.chokepoints.test_cuts import solved
from tests.analysis.questions import Question, questions
from tests.markov.test_removal import chain_of, left
from tests.networks import data_of, near
from tests.properties import forced
from tests.walking import World
from trafficroutes.analysis.chokepoints import interception, interdiction
from trafficroutes.analysis.chokepoints.budget import best_countries
from trafficroutes.analysis.chokepoints.cuts import country_cuts, leg_cuts, transit, unavoidable
from trafficroutes.graph.routes import Connections
from trafficroutes.markov import removal
from trafficroutes.markov.chain import Chain, solve
from trafficroutes.markov.removal import HittingProbabilities
from trafficroutes.question.solving import ask, solve_question

few = forced(60)


def sets_up_to(codes: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [chosen for k in range(size + 1) for chosen in combinations(codes, k)]


def carried(world: World, gone: tuple[str, ...]) -> float:
    """Return the largest flow by networkx over the connections on routes."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for i, j in world.uses():
        if i not in gone and j not in gone and j not in world.s:
            flow = world.out[i][j]
            ends = ("from" if i in world.s else i, "to" if j in world.targets else j)
            before = graph.get_edge_data(*ends, default={"capacity": 0})["capacity"]
            graph.add_edge(*ends, capacity=before + flow)
    return float(nx.maximum_flow_value(graph, "from", "to"))


@pytest.mark.slow
@few
@given(questions())
def test_both_objectives_against_all_sets(question: Question) -> None:
    chain, world = chain_of(question), question.world
    codes = transit(chain)
    arrival = world.arrival()
    lines = best_countries(chain, 4)
    assert [(line.k, line.objective) for line in lines] == [
        (k, what) for what in ("most_intercepted", "least_max_flow") for k in (1, 2, 3, 4)
    ]
    for line in lines:
        sets = sets_up_to(codes, line.k)
        assert line.proven
        assert len(line.exact) <= line.k
        assert set(line.exact) <= set(codes)
        assert len(line.greedy) <= line.k
        if line.objective == "most_intercepted":
            values = {one: 1 - left(world, one) / arrival for one in sets}
            assert line.value == near(max(values.values()))
            assert line.value == near(values[line.exact])
            assert line.greedy_value == near(values[tuple(sorted(line.greedy))])
            assert line.greedy_value >= (1 - 1 / np.e) * line.value - 1e-12
        else:
            left_ = {one: carried(world, one) for one in sets}
            assert line.value == near(min(left_.values()))
            assert line.value == near(left_[line.exact])
            assert line.greedy_value == near(left_[tuple(sorted(line.greedy))])
        assert line.bound == near(line.value)


@st.composite
def random_journeys(draw: st.DrawFn) -> HittingProbabilities:
    """Return journeys over nine places that a random chain with cycles makes."""
    return journeys_of(draw(st.integers(0, 10**6)), 9)


def journeys_of(seed: int, n: int) -> HittingProbabilities:
    chance = np.random.default_rng(seed)
    Q = chance.random((n, n)) * (chance.random((n, n)) < 0.4)
    r = chance.random(n) * (chance.random(n) < 0.5) + 0.01
    total = Q.sum(axis=1) + r + chance.random(n) * 0.3
    Q, r = Q / total[:, None], r / total
    N = np.linalg.inv(np.eye(n) - Q)
    s = chance.random(n)
    s /= s.sum()
    returns = np.diagonal(N)
    return HittingProbabilities(s @ N / returns, N / returns, N @ r, float(s @ N @ r))


@pytest.mark.slow
@few
@given(random_journeys())
def test_the_search_beyond_three_finds_the_best_of_all_sets(met: HittingProbabilities) -> None:
    hold_to_all_sets(met, 7)


@pytest.mark.parametrize(("seed", "n"), [(111, 6), (44, 7), (18, 8), (49, 8)])
def test_best_sets_that_a_narrower_search_misses(seed: int, n: int) -> None:
    """Their first place comes late in the order of single places."""
    hold_to_all_sets(journeys_of(seed, n), n - 1)


def hold_to_all_sets(met: HittingProbabilities, most: int) -> None:
    n = met.hit.size
    ceiling = removal.intercepted(met, range(n))
    found = interception.best_sets(met, most, ceiling)
    for size, best in enumerate(found, start=1):
        value = max(removal.intercepted(met, one) for one in combinations(range(n), size))
        assert best.value == near(value)
        assert removal.intercepted(met, best.places) == near(value)
        assert best.bound == near(value)


@pytest.mark.slow
@few
@given(random_journeys())
def test_a_search_cut_short_brackets_the_best(met: HittingProbabilities) -> None:
    """With two branches only, the bound still holds and the value is a set's own."""
    n, size = met.hit.size, 5
    start = tuple(range(size))
    found = interception._searched(met, size, start, met.arrival, opened=2 * size)
    most = max(removal.intercepted(met, one) for one in combinations(range(n), size))
    assert found.value <= most + 1e-12
    assert found.bound >= most - 1e-12
    assert removal.intercepted(met, found.places) == near(found.value)


@few
@given(random_journeys())
def test_sets_are_the_same_however_little_arrives(met: HittingProbabilities) -> None:
    """What sets out is a billionth: so is every value, and no set is another."""
    scale = 1e-9
    less = replace(met, hit=met.hit * scale, arrival=met.arrival * scale)
    ceiling = removal.intercepted(met, range(met.hit.size))
    whole = interception.best_sets(met, 5, ceiling)
    found = interception.best_sets(less, 5, ceiling * scale)
    assert [one.places for one in found] == [one.places for one in whole]
    assert [one.value / scale for one in found] == near_all(one.value for one in whole)
    assert [one.bound / scale for one in found] == near_all(one.bound for one in whole)
    assert interception.greedy(less, 5) == interception.greedy(met, 5)


def near_all(values: Iterable[float]) -> list[object]:
    return [near(value) for value in values]


def test_a_second_place_on_the_same_way_is_not_taken() -> None:
    for line in best_countries(solved("COL > VEN > BRA > ESP"), 3):
        assert (line.exact, line.greedy, line.proven) == (("BRA",), ("BRA",), True)


def test_greed_takes_what_leaves_least_and_not_what_carries_much() -> None:
    """Of 11 into X, 6 go on by A, 5 by B, and 4 could by C: without A 9 are left, without B 10."""
    flows = {("S", "X"): 11, ("X", "A"): 6, ("A", "T"): 6, ("X", "B"): 5, ("B", "T"): 5}
    flows |= {("X", "C"): 4, ("C", "D"): 4, ("D", "T"): 4}
    chain = chain_of_flows(flows)
    assert interdiction.greedy(chain, ("A", "B"), 1) == [(("A",), 9.0)]
    assert interdiction.greedy(chain, ("B", "A"), 2) == [(("A",), 9.0), (("A", "B"), 4.0)]


def test_greed_is_beaten() -> None:
    """What docs/chokepoints.md does on paper.

    COL goes by BRA or MEX, half each; of both, 60 % goes on by VEN.
    """
    chain = solved_by_volume(
        "COL > BRA 100\nCOL > MEX 100\n"
        "BRA > VEN 60\nMEX > VEN 60\nBRA > ESP 40\nMEX > ESP 40\nVEN > ESP 120"
    )
    lines = {(line.objective, line.k): line for line in best_countries(chain, 2)}
    one = lines["most_intercepted", 1]
    assert (one.exact, one.value, one.greedy) == (("VEN",), near(0.6), ("VEN",))
    two = lines["most_intercepted", 2]
    assert (two.exact, two.value) == (("BRA", "MEX"), near(1))
    assert (two.greedy, two.greedy_value) == (("VEN", "BRA"), near(0.8))
    one = lines["least_max_flow", 1]
    assert (one.exact, one.value) == (("VEN",), near(80))
    two = lines["least_max_flow", 2]
    assert (two.exact, two.value) == (("BRA", "MEX"), near(0))
    assert (two.greedy, two.greedy_value) == (("VEN", "BRA"), near(40))
    assert country_cuts(chain).cuts == (("BRA", "MEX"),)
    assert leg_cuts(chain).cuts == ((("COL", "BRA"), ("COL", "MEX")),)
    assert unavoidable(chain) == ()


def solved_by_volume(legs: str) -> Chain:
    data = data_of(legs)
    query = ask(data, "COL", "ESP", {"weighting": "volume", "retention": "none"})
    return solve_question(data, query)[0].chain


def test_more_than_enough_adds_nothing() -> None:
    chain = solved("COL > VEN > ESP\nCOL > MEX > ESP")
    lines = best_countries(chain, 5)
    for line in lines:
        assert line.exact == (("MEX", "VEN") if line.k > 1 else ("MEX",))
        assert line.proven
    assert lines[4].value == near(1)
    assert lines[9].value == 0


def test_a_direct_leg_stays_out_of_reach() -> None:
    """Half goes straight from COL to ESP."""
    chain = solved("COL > ESP\nCOL > VEN > ESP")
    intercepted, flow = best_countries(chain, 1)
    assert (intercepted.exact, intercepted.value) == (("VEN",), near(1 / 2))
    assert (flow.exact, flow.value) == (("VEN",), near(1))
    only = best_countries(solved("COL > ESP"), 2)
    assert [(line.exact, line.greedy, line.proven) for line in only] == [((), (), True)] * 4
    assert [line.value for line in only] == [0, 0, near(1), near(1)]


def test_a_protected_country_is_not_chosen() -> None:
    chain = solved("COL > VEN > BRA > ESP\nCOL > MEX > BRA")
    intercepted, flow = best_countries(chain, 1, protected={"BRA"})
    assert (intercepted.exact, intercepted.value) == (("MEX",), near(1 / 2))
    # As much as ever can go by Venezuela.
    assert (flow.exact, flow.greedy, flow.value) == ((), (), near(1))


def test_flow_left_is_that_of_networkx() -> None:
    chain = solved("COL > VEN > ESP\nCOL > MEX > VEN\nMEX > ESP")
    assert interdiction.flow_left(chain) == near(2)
    assert interdiction.flow_left(chain, {"VEN"}) == near(1)
    assert interdiction.flow_left(chain, {"VEN", "MEX"}) == 0


def chain_of_flows(flows: dict[tuple[str, str], int]) -> Chain:
    """Return the chain from S to T over some connections."""
    places = tuple(sorted({code for pair in flows for code in pair}))
    index = {code: at for at, code in enumerate(places)}
    pairs = sorted((index[i], index[j]) for i, j in flows)
    tails, heads = np.array(pairs).T
    flow = np.array([flows[places[i], places[j]] for i, j in pairs], dtype=float)
    ends = (index["S"],), (index["T"],)
    stays = np.zeros(len(places))
    routes = Connections(places, index, tails, heads, flow, np.arange(len(pairs)), stays, *ends)
    return solve(routes, {"S": 1.0})


def flow_by_sides(flows: dict[tuple[str, str], int], gone: tuple[str, ...]) -> int:
    """Return the largest flow past some places: the least that leaves any side of S."""
    kept = {pair: flow for pair, flow in flows.items() if not set(gone) & set(pair)}
    inner = sorted({code for pair in kept for code in pair} - {"S", "T"})
    sides = (set(side) | {"S"} for k in range(len(inner) + 1) for side in combinations(inner, k))
    return min(
        sum(f for (i, j), f in kept.items() if i in side and j not in side) for side in sides
    )


@pytest.mark.parametrize("seed", range(24))
def test_least_flow_over_twelve_orders_against_all_sets(seed: int) -> None:
    """Amounts are whole numbers, so that the brute force is exact."""
    chance = np.random.default_rng(seed)
    codes = ["A", "B", "C", "D", "E"]
    wanted = [("S", code) for code in codes] + [(code, "T") for code in codes]
    wanted += [(i, j) for i in codes for j in codes if i != j]
    flows = {
        pair: int(chance.integers(1, 10) * 10 ** chance.integers(0, 13))
        for pair in wanted
        if chance.random() < 0.5
    }
    flows |= {("S", "A"): 7, ("A", "T"): 10**12}
    chain = chain_of_flows(flows)
    between = transit(chain)
    for line in best_countries(chain, 3)[3:]:
        least = min(flow_by_sides(flows, gone) for gone in sets_up_to(between, line.k))
        assert line.value == pytest.approx(least, rel=1e-5)
        assert line.value == pytest.approx(flow_by_sides(flows, line.exact), rel=1e-9)
        assert line.value <= line.greedy_value * (1 + 1e-5)
        assert line.greedy_value == pytest.approx(flow_by_sides(flows, line.greedy), rel=1e-9)
        assert line.bound <= line.value
        assert line.proven


def test_a_loop_of_a_hundred_million_does_not_hide_the_only_way() -> None:
    """S > VEN > T carries 1; MEX and BRA pass 100,000,000 round, and little comes of it."""
    flows = {
        ("S", "VEN"): 1,
        ("VEN", "T"): 1,
        ("S", "MEX"): 1,
        ("MEX", "BRA"): 10**8,
        ("BRA", "MEX"): 10**8,
        ("BRA", "T"): 2,
    }
    one, two = best_countries(chain_of_flows(flows), 2)[2:]
    assert (one.value, one.proven) == (1.0, True)
    assert (len(two.exact), two.value, two.proven) == (2, 0.0, True)


def test_least_flow_among_hundreds_of_places() -> None:
    """By 300 places goes 1 each, but for A, by which 3 go, and B, by which 2 go and come by A."""
    flows = {("S", f"P{number}"): 1 for number in range(300)}
    flows |= {(f"P{number}", "T"): 1 for number in range(300)}
    flows |= {("S", "A"): 5, ("A", "T"): 3, ("A", "B"): 2, ("B", "T"): 2}
    chain, codes = chain_of_flows(flows), ("A", "B", "P7")
    one, two = interdiction.least_sets(chain, codes, interdiction.greedy(chain, codes, 2))
    assert (one.places, one.value, one.proven) == (("A",), 300.0, True)
    assert (two.places, two.value, two.proven) == (("A", "P7"), 299.0, True)


def test_a_program_that_misses_a_known_set_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = solved("COL > VEN > ESP\nCOL > MEX > ESP\nCOL > BRA > ESP")
    monkeypatch.setattr(interdiction._Program, "solved", lambda *_: ((), 3.0))
    one = best_countries(chain, 1)[1]
    assert (one.exact, one.value, one.bound, one.proven) == (("BRA",), near(2), 0.0, False)
