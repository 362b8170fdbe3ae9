"""Every draw against brute force on the world that it keeps."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import event, given

from tests.analysis.luck import Luck
from tests.analysis.questions import Question, questions
from tests.networks import cite, data_of, leg, near, tonnes
from tests.properties import forced
from trafficroutes import build_graph
from trafficroutes.errors import NoRouteError
from trafficroutes.flowmodel.estimate import flow_estimate
from trafficroutes.flowmodel.intervals import intervals_of
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.graph.routes import Connections
from trafficroutes.markov.chain import Chain, chain_of
from trafficroutes.markov.frame import frame_of
from trafficroutes.question.query import Options
from trafficroutes.question.solving import Solved, ask, solve_question
from trafficroutes.question.worlds import Worlds, worlds_of

DRAWS = 12
few = forced(80)


def solved_of(data: Any, origin: str, destination: str, options: Options) -> Solved:
    return solve_question(data, ask(data, origin, destination, options))[0]


def drawn(solved: Solved, worlds: Worlds) -> Chain:
    return chain_of(frame_of(solved.routes), worlds.flow, worlds.stays, worlds.s)


@pytest.mark.slow
@few
@given(questions())
def test_every_draw_is_the_chain_of_what_it_keeps(question: Question) -> None:
    luck = Luck()
    try:
        solved = solved_of(
            question.data, question.world.origin, question.world.destination, question.options
        )
    except NoRouteError:
        return
    with luck.drawing():
        worlds = worlds_of(solved, DRAWS, seed=1)
    assert worlds is not None
    found = drawn(solved, worlds)
    places = solved.routes.places
    for draw in range(DRAWS):
        world = luck.world(question, draw)
        event("arrives" if world.s else "does not arrive")
        starts = {places[at]: worlds.s[draw, at] for at in np.flatnonzero(worlds.s[draw])}
        assert starts == {code: near(share) for code, share in world.s.items()}
        assert worlds.starts[draw] == found.arrives[draw] == bool(world.s)
        if not world.s:
            assert np.isnan(found.pass_shares()[draw]).all()
            continue
        assert found.arrival[draw] == near(world.arrival())
        shares = dict(zip(found.frame.live.tolist(), found.pass_shares()[draw], strict=True))
        on_the_way = {i for i, _ in world.uses()}
        for at, share in shares.items():
            there = world.share(places[at]) if places[at] in on_the_way else 0
            assert share == near(there)
        gateways = dict(zip(found.frame.gateways, found.gateway_shares()[draw], strict=True))
        assert {places[t]: q for t, q in gateways.items() if q} == {
            code: near(share) for code, share in world.gateways().items()
        }
        uses = dict(zip(found.frame.edges.tolist(), found.edge_shares()[draw], strict=True))
        assert {solved.ends(edge): use for edge, use in uses.items() if use} == {
            pair: near(use) for pair, use in world.uses().items()
        }


def test_closed_cycles_in_a_draw_are_a_sink() -> None:
    """COL > MEX > ESP with MEX <> GTM: without MEX > ESP, goods would circle for ever."""
    data = data_of("COL > MEX > ESP\nMEX > GTM > MEX\nCOL > ESP")
    solved = solved_of(data, "COL", "ESP", {"weighting": "equal"})
    routes, there = solved.routes, frame_of(solved.routes)
    flow = np.ones((3, routes.flow.size))
    ends = [solved.ends(edge) for edge in range(routes.flow.size)]
    flow[1, ends.index(("MEX", "ESP"))] = 0
    flow[2, [ends.index(("MEX", "ESP")), ends.index(("COL", "ESP"))]] = 0
    s = np.zeros((3, len(routes.places)))
    s[:, routes.index["COL"]] = 1.0
    found = chain_of(there, flow, np.zeros(s.shape), s)
    assert found.arrival.tolist() == [near(1), near(0.5), near(0)]
    assert found.arrives.tolist() == [True, True, False]
    at = there.live.tolist().index(routes.index["MEX"])
    assert found.pass_shares()[:2, at].tolist() == [near(0.5), near(0)]


def test_survival_takes_goods_off_the_way() -> None:
    """Half of what enters MEX is lost; what goes straight is not touched."""
    data = data_of("COL > MEX > ESP\nCOL > ESP")
    solved = solved_of(data, "COL", "ESP", {"weighting": "equal"})
    worlds = worlds_of(solved, 1, seed=0)
    assert worlds is not None
    there = frame_of(solved.routes)
    flow, s = np.ones((1, 3)), np.zeros((1, 3))
    s[:, solved.routes.index["COL"]] = 1.0
    mexico = np.array([solved.ends(edge)[1] == "MEX" for edge in there.edges.tolist()])
    for rate, arrives in ((0.5, 0.75), (1.0, 0.5)):
        found = chain_of(there, flow, np.zeros((1, 3)), s, np.where(mexico, 1 - rate, 1.0))
        assert found.arrival[0] == near(arrives)
    everything = chain_of(there, flow, np.zeros((1, 3)), s, np.zeros((1, 3)))
    assert not everything.arrives[0]


def test_chunks_change_nothing() -> None:
    data = data_of("COL > MEX > ESP\nCOL > ESP", markets=["MEX"])
    solved = solved_of(data, "COL", "ESP", {"weighting": "evidence"})
    worlds = worlds_of(solved, 50, seed=3)
    assert worlds is not None
    whole = drawn(solved, worlds)
    assert np.array_equal(replace(drawn(solved, worlds), chunk=7).visits, whole.visits)


def test_fewer_draws_are_the_first_of_more() -> None:
    data = data_of([leg("COL", "MEX", cite("c")), leg("MEX", "ESP", cite("e"), cite("b"))])
    solved = solved_of(data, "COL", "ESP", {"weighting": "evidence"})
    few, more, other = (worlds_of(solved, n, seed=s) for n, s in ((20, 5), (40, 5), (40, 6)))
    assert few is not None
    assert more is not None
    assert other is not None
    assert np.array_equal(few.flow, more.flow[:20])
    assert not np.array_equal(other.flow, more.flow)


@pytest.mark.parametrize("period", [2010, None])
def test_by_evidence_a_report_that_is_kept_counts_its_time_weight(period: int | None) -> None:
    """And a leg of which none is kept a twentieth of all.

    Documents, and the estimate that is repeated, hold groups together: its number ends each line.
    """
    told: dict[tuple[str, str], list[tuple[str, int | None, str | None, int]]] = {
        ("COL", "MEX"): [("a", 2010, None, 1), ("b", 2006, None, 2), ("c", 2002, None, 3)],
        ("MEX", "ESP"): [
            ("d", 2002, None, 1),
            ("d", 2006, "one", 1),
            ("b", 2007, "one", 1),
            ("e", None, None, 2),
        ],
        ("COL", "ESP"): [("e", 1998, None, 1)],
    }
    data = data_of(
        [
            leg(*pair, *(_dated(*one[:3], page) for page, one in enumerate(cited)))
            for pair, cited in told.items()
        ],
        estimates={"one": {"statement": "one figure"}},
    )
    options: Options = {"weighting": "evidence", **({"years": period} if period else {})}
    solved, luck = solved_of(data, "COL", "ESP", options), Luck()
    with luck.drawing():
        worlds = worlds_of(solved, 60, seed=4)
    assert worlds is not None
    assert worlds.starts.all()
    citations = {(str(entry.origin), str(entry.to)): entry.citations for entry in data.legs}
    gone = 0
    for edge in range(solved.routes.flow.size):
        pair = solved.ends(edge)
        weights = [1.0 if period is None else _weight(one[1], period) for one in told[pair]]
        groups = [group for *_, group in told[pair]]
        whole = _noisy_or(groups, weights)
        for draw, stands in enumerate(luck.kept):
            left = [stands[id(one)] for one in citations[pair]]
            gone += not any(left)
            kept = [w if there else 0.0 for w, there in zip(weights, left, strict=True)]
            assert worlds.flow[draw, edge] == near(max(_noisy_or(groups, kept), whole / 20))
    assert gone > 10


def _dated(source: str, year: int | None, estimate: str | None, page: int) -> dict[str, Any]:
    told = {"period": year, "estimate": estimate}
    given = {key: value for key, value in told.items() if value is not None}
    return cite(source, locator=f"p. {page}", credibility=4, **given)


def _weight(year: int | None, asked: int) -> float:
    """Return what a report counts: half for every four years away, and without a year."""
    return 0.5 if year is None else 0.5 ** (abs(year - asked) / 4)


def _noisy_or(groups: list[int], weights: list[float]) -> float:
    best: dict[int, float] = {}
    for group, weight in zip(groups, weights, strict=True):
        best[group] = max(best.get(group, 0.0), weight)
    return 1 - math.prod(1 - weight for weight in best.values())


def test_production_counts_though_its_report_may_be_wrong() -> None:
    """Peru makes three times as much as Colombia by a poor report: it still makes it."""
    made = [
        {
            "id": f"made.{code}",
            "place": code,
            "commodity": "cocaine",
            "citations": [cite("e", credibility=5, quantity=tonnes(amount, None))],
        }
        for code, amount in (("COL", 100.0), ("PER", 300.0))
    ]
    data = data_of(
        "COL > ESP\nPER > ESP", production_records=made, regions={"ANDES": ["COL", "PER"]}
    )
    solved = solved_of(data, "R:ANDES", "ESP", {"weighting": "evidence"})
    worlds = worlds_of(solved, 300, seed=0)
    assert worlds is not None
    shares = worlds.s[:, solved.routes.index["PER"]]
    assert (worlds.flow > 0).all()
    assert (shares > 0.6).all()
    assert (shares < 0.85).all()
    assert shares.std() > 0.01


class TestGraphs:
    def test_one_of_the_data_is_drawn(self) -> None:
        data = data_of("COL > MEX > ESP\nCOL > ESP")
        graph = build_graph(data, "cocaine", weighting="evidence")
        worlds = worlds_of(solved_of(graph, "COL", "ESP", {}), 5, seed=0)
        straight = worlds_of(solved_of(data, "COL", "ESP", {"weighting": "evidence"}), 5, seed=0)
        assert worlds is not None
        assert straight is not None
        assert np.array_equal(worlds.flow, straight.flow)

    def test_one_changed_by_hand_is_not(self) -> None:
        graph = build_graph(data_of("COL > MEX > ESP\nCOL > ESP"), "cocaine", weighting="evidence")
        graph.edges["COL", "ESP"]["flow"] = 0.123
        assert worlds_of(solved_of(graph, "COL", "ESP", {}), 5, seed=0) is None

    def test_one_made_by_hand_is_not(self) -> None:
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edge("COL", "ESP", flow=1.0)
        assert worlds_of(solved_of(graph, "COL", "ESP", {}), 5, seed=0) is None


def test_the_draws_of_the_estimate_are_those_of_its_intervals() -> None:
    data = data_of(
        "COL > MEX > ESP\nCOL > ESP > FRA",
        production={"COL": 100},
        consumption_records=[used("ESP", 20.0), used("FRA", 10.0), used("MEX", 5.0)],
    )
    solved = solved_of(data, "COL", "R:EUROPE", {"weighting": "estimate"})
    worlds = worlds_of(solved, 40, seed=2)
    assert worlds is not None
    found = flow_estimate(data, "cocaine", ("cocaine",), Assumptions())
    flows = intervals_of(found, 40, seed=2).flows
    places = found.system.places
    for edge in range(solved.routes.flow.size):
        tail, head = (places.index(code) for code in solved.ends(edge))
        at = np.flatnonzero((found.system.tails == tail) & (found.system.heads == head))
        assert worlds.flow[:, edge] == pytest.approx(flows[:, at[0]] / 1000.0)
    # What comes into Mexico stays there or goes on; without a supplier it has goods all the same.
    mexico = solved.routes.index["MEX"]
    comes = worlds.flow[:, solved.routes.heads == mexico].sum(axis=1)
    goes = worlds.flow[:, solved.routes.tails == mexico].sum(axis=1)
    supplied = comes > 0
    assert supplied.sum() > 30
    assert comes[supplied] == pytest.approx((goes + worlds.stays[:, mexico])[supplied])


def used(place: str, amount: float) -> dict[str, Any]:
    return {
        "id": f"used.{place}",
        "place": place,
        "commodity": "cocaine",
        "measure": "consumption",
        "citations": [cite(quantity=tonnes(amount, None))],
    }


def test_a_network_in_which_nothing_arrives() -> None:
    """COL leads nowhere, so that no place is on a route."""
    tails, heads = np.array([0]), np.array([1])
    places = ("COL", "MEX", "ESP")
    index = {code: at for at, code in enumerate(places)}
    nothing = np.zeros(3)
    found = frame_of(
        Connections(places, index, tails, heads, np.ones(1), np.zeros(1, int), nothing, (0,), (2,))
    )
    assert found.live.size == 0
    assert found.gateways == []
    assert found.able(np.ones((4, 0), dtype=bool)).shape == (4, 0)
    empty = chain_of(found, np.ones((4, 1)), np.zeros((4, 3)), np.ones((4, 3)) / 3)
    assert not empty.arrives.any()
    assert empty.gateway_shares().shape == (4, 0)


def test_chains_beyond_one_chunk_on_several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    data = data_of("COL > MEX > ESP\nCOL > ESP", markets=["MEX"])
    solved = solved_of(data, "COL", "ESP", {"weighting": "evidence"})
    worlds = worlds_of(solved, 60, seed=3)
    assert worlds is not None
    found = []
    for processors in (1, 2):
        monkeypatch.setattr("os.cpu_count", lambda count=processors: count)
        chain = replace(drawn(solved, worlds), chunk=5)
        assert chain.arrives.any()
        found.append(chain)
    assert np.array_equal(found[0].visits, found[1].visits)
    assert np.array_equal(found[0].edge_shares(), found[1].edge_shares(), equal_nan=True)
