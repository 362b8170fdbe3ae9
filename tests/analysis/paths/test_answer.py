"""The most likely routes, by hand."""

from __future__ import annotations

import pytest

from tests.networks import cite, data_of, leg, near
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.paths.results import PathsAnswer
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset

#: COL sends half to MEX and half to BRA, and BRA a third each to MEX, ESP and COL.
#: MEX sends all on.
CYCLE = data_of(
    """
    COL > MEX > ESP
    COL > BRA > ESP
    BRA > MEX
    BRA > COL
    """
)


def ask(data: Dataset, count: int = 10) -> PathsAnswer:
    return paths(data, "COL", "ESP", count=count, weighting="equal").answers[0]


def test_in_order_of_probability() -> None:
    """1/2 by MEX; 1/6 each by BRA and by BRA and MEX; what passes COL twice is no route here."""
    answer = ask(CYCLE)
    assert [(path.places, path.probability) for path in answer.paths] == [
        (("COL", "MEX", "ESP"), near(1 / 2)),
        (("COL", "BRA", "ESP"), near(1 / 6)),
        (("COL", "BRA", "MEX", "ESP"), near(1 / 6)),
    ]
    assert answer.coverage == pytest.approx(5 / 6)


@pytest.mark.parametrize(("count", "coverage"), [(1, 1 / 2), (2, 2 / 3), (3, 5 / 6), (99, 5 / 6)])
def test_coverage_is_what_the_shown_routes_add_up_to(count: int, coverage: float) -> None:
    answer = ask(CYCLE, count)
    assert answer.coverage == pytest.approx(coverage)
    assert len(answer.paths) == min(count, 3)


def test_among_what_arrives() -> None:
    """Half of all goods are lost in PAN; of the others all go straight."""
    answer = ask(data_of("COL > ESP\nCOL > PAN"))
    assert [path.probability for path in answer.paths] == [1.0]


def test_legs_and_citations_of_each_step() -> None:
    legs = [
        leg("COL", "BRA", cite("b")),
        leg("BRA", "ESP", cite("a"), key="one"),
        leg("BRA", "ESP", cite("c"), key="two"),
    ]
    result = paths(data_of(legs), "COL", "ESP")
    (route,) = result.answers[0].paths
    assert [step.ids for step in route.steps] == [("cocaine.COL-BRA",), ("one", "two")]
    assert [[c.source for c in step.citations] for step in route.steps] == [["b"], ["a", "c"]]
    values = result.to_dict()["answers"][0]
    assert set(values) == {
        "commodity",
        "weighting",
        "paths",
        "coverage",
        "coverage_range_50",
        "coverage_range_90",
        "coverage_interval",
        "draws",
        "tested",
        "not_tested",
        "warnings",
        "notes",
    }
    assert values["warnings"] == []
    (path,) = values["paths"]
    assert set(path) == {
        "places",
        "names",
        "probability",
        "range_50",
        "range_90",
        "interval",
        "rank_interval",
        "legs",
        "citations",
    }
    assert path["places"] == ["COL", "BRA", "ESP"]
    assert path["names"] == ["Colombia", "Brazil", "Spain"]
    assert path["legs"] == [["cocaine.COL-BRA"], ["one", "two"]]
    assert [c["source"] for c in path["citations"][1]] == ["a", "c"]
    told = "The likeliest route is Colombia > Brazil > Spain (100 %, by the evidence 100 %)."
    assert str(result).splitlines() == ["Colombia to Spain", f"Cocaine: {told}"]
    alike = paths(data_of(legs), "COL", "ESP", weighting="equal")
    drawing = alike.answers[0].draws
    assert drawing is not None
    assert (drawing.used, drawing.without_route) == (717, 283)
    assert str(alike).splitlines() == [
        "Colombia to Spain",
        f"Cocaine: Only in 72 % of the draws of the evidence is there a route at all. {told}",
    ]


def test_from_several_origins_to_several_gateways() -> None:
    """COL 3/4 to ESP; PER 1/4, half to ESP and half to FRA."""
    data = data_of(
        "COL > ESP\nPER > ESP\nPER > FRA",
        production={"COL": 3, "PER": 1},
        regions={"SA": ["COL", "PER"], "EU": ["ESP", "FRA"]},
    )
    answer = paths(data, "R:SA", "R:EU", weighting="equal").answers[0]
    assert [(path.places, path.probability) for path in answer.paths] == [
        (("COL", "ESP"), near(3 / 4)),
        (("PER", "ESP"), near(1 / 8)),
        (("PER", "FRA"), near(1 / 8)),
    ]


def test_an_origin_from_which_little_arrives() -> None:
    """COL sends a quarter to ESP and loses the rest: 1/8; PER has five routes of 1/10."""
    lost = "COL > PAN\nCOL > CRI\nCOL > GTM\nCOL > ESP\n"
    five = "\n".join(f"PER > {code} > ESP" for code in ("BRA", "GNB", "GHA", "MAR", "SEN"))
    data = data_of(lost + five, regions={"SA": ["COL", "PER"]})
    answer = paths(data, "R:SA", "ESP", weighting="equal", count=2).answers[0]
    assert [path.places for path in answer.paths] == [("COL", "ESP"), ("PER", "BRA", "ESP")]
    assert answer.paths[0].probability == near((1 / 8) / (5 / 8))


@pytest.mark.parametrize("count", [0, -3])
def test_at_least_one(count: int) -> None:
    with pytest.raises(QueryError, match="at least 1, not"):
        ask(CYCLE, count)
