"""Every share against brute force, on networks that hypothesis makes."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import assume, event, given

from tests.analysis.questions import Question, questions
from tests.networks import near
from tests.properties import forced
from tests.walking import walk
from trafficroutes.analysis.hubs.answer import HubAnswer, hubs
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.why.answer import why
from trafficroutes.errors import NoRouteError
from trafficroutes.flowmodel.networks import build_graph

CLOSE = 1e-9
few = forced(60)


def answer_of(question: Question) -> HubAnswer | None:
    world = question.world
    try:
        return hubs(question.data, world.origin, world.destination, **question.options).answers[0]
    except NoRouteError:
        return None


@pytest.mark.slow
@few
@given(questions())
def test_hubs_gateways_and_legs(question: Question) -> None:
    world = question.world
    answer = answer_of(question)
    event("a route" if answer else "no route")
    if answer is None:
        assert not world.s
        return
    assert answer.arrival_probability == near(world.arrival())
    assert answer.origins == {code: near(share) for code, share in world.s.items()}
    assert {g.place: g.share for g in answer.gateways} == {
        code: near(share) for code, share in world.gateways().items()
    }
    assert {d.place: d.share for d in answer.departures} == {
        code: near(share) for code, share in world.departures().items()
    }
    assert {o.place: o.share for o in answer.origins_of_arrivals} == {
        code: near(share) for code, share in world.origins().items()
    }
    assert answer.direct.share == near(world.direct())
    transit = {i for i, j in world.uses()} - world.sources - set(world.regions)
    assert {h.place: h.share for h in answer.hubs} == {h: near(world.share(h)) for h in transit}
    uses = world.uses()
    assert {(leg.origin, leg.to): leg.share for leg in answer.legs} == {
        pair: near(use) for pair, use in uses.items()
    }
    legs = sum(use for pair, use in uses.items() if pair in world.legs)
    assert answer.expected_legs == near(legs)


@pytest.mark.slow
@few
@given(questions())
def test_walking(question: Question) -> None:
    world = question.world
    answer = answer_of(question)
    assume(answer is not None and answer.hubs)
    assert answer is not None
    h = answer.hubs[-1].place
    walked = walk(world, h)
    assert answer.arrival_probability == near(walked.arrived)
    assert answer.expected_legs == near(walked.legs)
    assert {g.place: g.share for g in answer.gateways} == {
        code: near(share) for code, share in walked.by_gateway.items()
    }
    for hub in answer.hubs:
        passing = sum(q for visited, q in walked.by_visited.items() if hub.place in visited)
        assert hub.share == near(passing)
    found = why(question.data, h, world.origin, world.destination, **question.options).answers[0]
    entries = {key: q for key, q in walked.by_entry.items() if key is not None}
    exits = {key: q for key, q in walked.by_exit.items() if key is not None}
    assert {part.place: part.share for part in found.incoming} == pytest.approx(entries, abs=CLOSE)
    assert {part.place: part.share for part in found.outgoing} == pytest.approx(exits, abs=CLOSE)


@pytest.mark.slow
@few
@given(questions())
def test_why_of_every_place(question: Question) -> None:
    world, data = question.world, question.data
    assume(world.s)
    gateways, uses = world.gateways(), world.uses()
    on_the_way = {i for i, _ in uses}
    for place in sorted({*on_the_way, *world.targets, *world.sources, *world.out}):
        found = why(data, place, world.origin, world.destination, **question.options).answers[0]
        if place in world.targets:
            assert found.share == near(gateways.get(place, 0))
            assert {p.place: p.share for p in found.incoming} == {
                i: near(use) for (i, j), use in uses.items() if j == place
            }
        elif place in on_the_way:
            assert found.share == near(world.share(place))
            parts = {i: world.first_entry(place, i) for i, j in uses if j == place}
            assert {p.place: p.share for p in found.incoming} == {
                i: near(part) for i, part in parts.items() if part
            }
            exits = {j: world.last_exit(place, j) for i, j in uses if i == place}
            assert {p.place: p.share for p in found.outgoing} == {
                j: near(part) for j, part in exits.items() if part
            }
            assert found.starts + sum(p.share for p in found.incoming) == near(found.share)
            assert sum(p.share for p in found.outgoing) == near(found.share)
        else:
            assert found.share == 0
            assert "no share is modelled for" in found.reason


@pytest.mark.slow
@few
@given(questions())
def test_paths_are_the_most_likely_ones(question: Question) -> None:
    world = question.world
    assume(world.s)
    routes = sorted(world.routes(), key=lambda item: -item[1])
    count = max(1, len(routes) // 2)
    found = paths(
        question.data, world.origin, world.destination, count=count, **question.options
    ).answers[0]
    assert len(found.paths) == count
    chances = dict(routes)
    for path, (_, expected) in zip(found.paths, routes, strict=False):
        assert path.probability == near(expected)
        assert path.probability == near(chances[path.places])
        assert len(path.steps) == len(path.places) - 1
    assert len({path.places for path in found.paths}) == count
    assert found.coverage == near(sum(q for _, q in routes[:count]))


@pytest.mark.slow
@few
@given(questions())
def test_a_graph_gives_the_answer_of_its_dataset(question: Question) -> None:
    world, options = question.world, question.options
    answer = answer_of(question)
    graph = build_graph(question.data, "cocaine", weighting=options["weighting"])
    before = nx.to_dict_of_dicts(graph.copy())
    try:
        found = hubs(graph, world.origin, world.destination, retention=options["retention"])
    except NoRouteError:
        assert answer is None
        return
    assert answer is not None
    assert found.answers[0].to_dict() == answer.to_dict()
    assert nx.to_dict_of_dicts(graph) == before


@pytest.mark.slow
@few
@given(questions())
def test_a_graph_changed_by_hand(question: Question) -> None:
    """Without a node, the shares are those of the world without it."""
    world, options = question.world, question.options
    answer = answer_of(question)
    assume(answer is not None and answer.hubs)
    assert answer is not None
    gone = answer.hubs[0].place
    graph = build_graph(question.data, "cocaine", weighting=options["weighting"])
    graph.remove_node(gone)
    left = {pair: flow for pair, flow in world.flow.items() if gone not in pair}
    # What a region passes on to a member that is gone is lost, in both.
    rest = type(world)(
        left, world.origin, world.destination, world.regions, world.stays, world.production
    )
    if not rest.s:
        with pytest.raises(NoRouteError):
            hubs(graph, world.origin, world.destination, retention=options["retention"])
        return
    found = hubs(graph, world.origin, world.destination, retention=options["retention"]).answers[0]
    assert found.arrival_probability == near(rest.arrival())
    assert {h.place: h.share for h in found.hubs} == {
        h: near(rest.share(h))
        for h in {i for i, _ in rest.uses()} - rest.sources - set(rest.regions)
    }
