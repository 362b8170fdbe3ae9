"""How long journeys are, against walking them leg by leg in fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.networks import near
from trafficroutes.graph.routes import Connections
from trafficroutes.markov.chain import solve
from trafficroutes.markov.lengths import arrives_within

PLACES = ("A", "B", "C", "D", "E", "F")
#: Goods start in A and B; E and F are the destination.
STARTS, TARGETS = {"A": 0.25, "B": 0.75}, (4, 5)
FARTHEST = 7


def walked(
    ways: dict[tuple[int, int], tuple[int, int]], start: int, place: int, limit: int
) -> Fraction:
    """Return P(a journey from a start first arrives in a place within a limit), step by step."""
    out: dict[int, int] = {}
    for (tail, _), (flow, _) in ways.items():
        out[tail] = out.get(tail, 0) + flow
    moving = {(start, 0): Fraction(1)}
    arrived = Fraction(0)
    while moving:
        after: dict[tuple[int, int], Fraction] = {}
        for (at, so_far), mass in moving.items():
            for (tail, head), (flow, length) in ways.items():
                longer = so_far + length
                if tail != at or longer > limit:
                    continue
                part = mass * Fraction(flow, out[tail])
                if head in TARGETS:
                    arrived += part if head == place else 0
                else:
                    after[head, longer] = after.get((head, longer), Fraction(0)) + part
        moving = after
    return arrived


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]),
        st.tuples(st.integers(1, 5), st.integers(1, 3)),
        min_size=4,
        max_size=14,
    ),
    st.integers(0, FARTHEST),
)
def test_against_walking(ways: dict[tuple[int, int], tuple[int, int]], limit: int) -> None:
    pairs = sorted({**ways, (0, 4): (1, 2), (1, 5): (1, 1)})
    ways = {(0, 4): (1, 2), (1, 5): (1, 1), **ways}
    connections = Connections(
        places=PLACES,
        index={code: at for at, code in enumerate(PLACES)},
        tails=np.array([tail for tail, _ in pairs]),
        heads=np.array([head for _, head in pairs]),
        flow=np.array([float(ways[pair][0]) for pair in pairs]),
        leg=np.arange(len(pairs)),
        stays=np.zeros(len(PLACES)),
        origins=(0, 1),
        targets=TARGETS,
    )
    chain = solve(connections, STARTS)
    lengths = np.array([ways[pairs[edge]][1] for edge in chain.edges.tolist()])
    gateways = chain.frame.gateways
    # A limit of its own for each pair of a start and a gateway.
    limits = np.array([[max(limit - at - end, 0) for end in range(len(gateways))] for at in (0, 1)])
    found = arrives_within(chain, lengths, limits)
    assert found.shape == (2, len(gateways))
    for at, start in enumerate((0, 1)):
        for end, place in enumerate(gateways):
            exact = walked(ways, start, place, int(limits[at, end]))
            assert float(found[at, end]) == near(STARTS[PLACES[start]] * float(exact))


def test_all_arrives_where_there_is_no_limit_to_speak_of() -> None:
    connections = Connections(
        places=PLACES[:3],
        index={code: at for at, code in enumerate(PLACES[:3])},
        tails=np.array([0, 1, 1]),
        heads=np.array([1, 0, 2]),
        flow=np.array([1.0, 1.0, 3.0]),
        leg=np.arange(3),
        stays=np.array([0.0, 1.0, 0.0]),
        origins=(0,),
        targets=(2,),
    )
    chain = solve(connections, {"A": 1.0})
    found = arrives_within(chain, np.array([1, 2, 1]), np.array([[200]]))
    # Of what is in B, 1 of 5 goes back, 1 stays and 3 arrive.
    assert found.item() == near(Fraction(3, 4))
    assert float(chain.arrival) == near(Fraction(3, 4))
