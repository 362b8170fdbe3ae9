"""The two networks of docs/method.md that tell a right model from a wrong one."""

from __future__ import annotations

import pytest

from tests.networks import data_of, near
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.why.answer import why
from trafficroutes.graph.network import network_of


def test_retention() -> None:
    r"""A market that lets a little on is no main hub of that little's destination.

    ::

        COL -300-> MEX -300-> USA -0.1-> ESP
         `----------------30------------->'

    USA keeps 299.9 of its 300 t, so 0.1 of the 30.1 t that arrive came by it.
    Without staying all 300 of the 330 t would have.
    """
    data = data_of("COL > MEX > USA 300\nUSA > ESP 0.1\nCOL > ESP 30")
    kept = hubs(data, "COL", "ESP", weighting="volume").answers[0]
    assert kept.arrival_probability == pytest.approx(30.1 / 330, abs=1e-12)
    assert {hub.place: hub.share for hub in kept.hubs} == pytest.approx(
        {"MEX": 0.1 / 30.1, "USA": 0.1 / 30.1}, abs=1e-12
    )
    moved = hubs(data, "COL", "ESP", weighting="volume", retention="none").answers[0]
    assert moved.arrival_probability == pytest.approx(1.0)
    assert {hub.place: hub.share for hub in moved.hubs} == pytest.approx(
        {"MEX": 10 / 11, "USA": 10 / 11}, abs=1e-12
    )
    assert any("--retention none" in note for note in moved.notes)


#: A needs 15 t: 5 from D and 10 from C; C needs 5 t and B 10 t, all from D. So D
#: sends 15 to C, which sends 10 on. (A, B, C, D = ESP, FRA, PRT, COL.)
IMPORTS = """
COL > PRT 15
COL > FRA 10
COL > ESP  5
PRT > ESP 10
"""


def test_imports_balance() -> None:
    """In = out + stays in every importer; this shows ``volume``, not yet the estimate."""
    network = network_of(data_of(IMPORTS), "cocaine", ("cocaine",), weighting="volume")
    flow = {
        (network.places[i], network.places[j]): f
        for i, j, f in zip(network.tails, network.heads, network.flow.tolist(), strict=True)
    }
    stays = dict(zip(network.places, network.stays.tolist(), strict=True))
    assert stays == {"COL": 0.0, "ESP": 15.0, "FRA": 10.0, "PRT": 5.0}
    for importer in ("ESP", "FRA", "PRT"):
        comes = sum(f for (_, j), f in flow.items() if j == importer)
        goes = sum(f for (i, _), f in flow.items() if i == importer)
        assert comes == goes + stays[importer]


def test_imports_shares() -> None:
    """C passes on 10 of the 15 t that A gets; half of D's 30 t end there."""
    data = data_of(IMPORTS)
    answer = hubs(data, "COL", "ESP", weighting="volume").answers[0]
    assert answer.arrival_probability == pytest.approx(15 / 30)
    assert [(hub.place, hub.share) for hub in answer.hubs] == [("PRT", near(10 / 15))]
    assert answer.expected_legs == pytest.approx(2 * 10 / 15 + 1 * 5 / 15)
    arrivals = why(data, "ESP", "COL", "ESP", weighting="volume").answers[0].incoming
    assert [(part.place, part.share) for part in arrivals] == [
        ("PRT", near(10 / 15)),
        ("COL", near(5 / 15)),
    ]


def test_the_example_of_the_method() -> None:
    """What docs/method.md does on paper."""
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP\nGNB > BRA", markets=["BRA"])
    answer = hubs(data, "COL", "ESP", weighting="equal").answers[0]
    assert answer.arrival_probability == near(5 / 8)
    assert [(hub.place, hub.share) for hub in answer.hubs] == [
        ("BRA", near(3 / 5)),
        ("GNB", near(3 / 5)),
    ]
    assert answer.expected_legs == near(11 / 5)
    routes = paths(data, "COL", "ESP", weighting="equal").answers[0]
    assert [route.probability for route in routes.paths] == [near(2 / 5), near(2 / 5), near(1 / 5)]
    assert routes.coverage == near(1)
    brazil = why(data, "BRA", "COL", "ESP", weighting="equal").answers[0]
    assert {part.place: part.share for part in brazil.incoming} == {
        "COL": near(2 / 5),
        "GNB": near(1 / 5),
    }
    assert {part.place: part.share for part in brazil.outgoing} == {"ESP": near(3 / 5)}
