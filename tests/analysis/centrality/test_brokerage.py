"""Cores, brokerage and roles, by hand and against what counts one by one."""

from __future__ import annotations

import math
from collections import Counter
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.drawings import Drawing, both_ways, drawing, drawings
from trafficroutes.analysis.centrality.brokerage import (
    BROKERAGE,
    brokerage,
    core_numbers,
    implied_role,
    role_index,
)


@pytest.mark.slow
@given(drawings())
def test_cores_are_those_of_networkx(drawn: Drawing) -> None:
    reference = nx.core_number(drawn.undirected)
    assert core_numbers(drawn.adjacency > 0).tolist() == [
        reference[node] for node in range(drawn.count)
    ]


def test_zacharys_club_has_a_core_of_ten() -> None:
    """The 4-core of Zachary's karate club has ten members; node 11 hangs by one link."""
    club = both_ways(nx.Graph(nx.karate_club_graph().edges))
    cores = core_numbers(club.adjacency > 0).tolist()
    assert cores.count(4) == 10
    assert max(cores) == 4
    assert cores[11] == 1


def kind(a: str, b: str, c: str) -> str:
    if a == b == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if b == c:
        return "gatekeeper"
    return "representative" if a == b else "liaison"


@pytest.mark.slow
@given(drawings(), st.data())
def test_brokerage_counted_one_by_one(drawn: Drawing, data: st.DataObject) -> None:
    groups = tuple(data.draw(st.sampled_from("xyz")) for _ in range(drawn.count))
    graph = drawn.graph
    counts: Counter[tuple[str, int]] = Counter()
    for a, b, c in permutations(range(drawn.count), 3):
        if graph.has_edge(a, b) and graph.has_edge(b, c) and not graph.has_edge(a, c):
            counts[kind(groups[a], groups[b], groups[c]), b] += 1
    found = brokerage(drawn.adjacency > 0, groups)
    for role in BROKERAGE:
        assert found[role].tolist() == [counts[role, b] for b in range(drawn.count)]


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("xxx", "coordinator"),
        ("xyx", "itinerant"),
        ("xyy", "gatekeeper"),
        ("xxy", "representative"),
        ("xyz", "liaison"),
    ],
)
def test_the_five_roles(groups: str, role: str) -> None:
    """0 > 1 > 2: the place in the middle has one role, by the groups of the three."""
    linked = drawing(3, {(0, 1): 1.0, (1, 2): 1.0}).adjacency > 0
    found = brokerage(linked, tuple(groups))
    assert {key: values.tolist() for key, values in found.items() if values.any()} == {
        role: [0, 1, 0]
    }


def test_who_can_go_straight_needs_no_broker() -> None:
    linked = drawing(3, {(0, 1): 1.0, (1, 2): 1.0, (0, 2): 1.0}).adjacency > 0
    assert not any(values.any() for values in brokerage(linked, ("x", "x", "x")).values())


def test_role_index() -> None:
    assert role_index(2.0, 8.0) == pytest.approx(-math.log(4))
    assert role_index(0.0, 8.0) is None
    assert role_index(8.0, 0.0) is None
    assert [implied_role(*flows) for flows in ((1, 0), (2, 1), (1.9, 1), (1, 1.9), (1, 2))] == [
        "source",
        "source",
        "transit",
        "transit",
        "destination",
    ]
