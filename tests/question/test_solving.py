"""Questions that cannot be answered say so, with the way out."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from tests.networks import cite, data_of, leg
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.why.answer import why
from trafficroutes.errors import (
    MissingQuantityError,
    NoPlaceError,
    NoRouteError,
    QueryError,
    UnknownNameError,
)
from trafficroutes.flowmodel.networks import build_graph

DATA = data_of(
    [
        leg("COL", "BRA"),
        leg("BRA", "GNB", cite(period=2008)),
        leg("MEX", "USA"),
        leg("USA", "CAN"),
        leg("AFG", "IRN", commodity="heroin"),
    ],
    regions={"EU": ["ESP", "FRA"]},
)


def message(origin: str, destination: str, **options: Any) -> str:
    with pytest.raises(NoRouteError) as error:
        hubs(DATA, origin, destination, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("origin", "destination", "options", "expected"),
    [
        (
            "Colombia",
            "Canada",
            {},
            "from Colombia one gets to Brazil, Guinea-Bissau, and Canada is reached from Mexico, "
            + DATA.places.name("USA"),
        ),
        (
            "Guinea-Bissau",
            "Mexico",
            {},
            "no leg that can be used leaves Guinea-Bissau, and no leg leads into Mexico",
        ),
        ("Peru", "Spain", {}, "no leg leaves Peru, and no leg leads into Spain"),
        (
            "Colombia",
            "Guinea-Bissau",
            {"years": 2005, "weighting": "equal"},
            "no leg leaves Colombia, and no leg leads into Guinea-Bissau",
        ),
    ],
)
def test_how_far_one_gets(
    origin: str, destination: str, options: dict[str, Any], expected: str
) -> None:
    period = " in 2005" if options else ""
    assert message(origin, destination, commodity="cocaine", **options) == (
        f"no cited route takes cocaine from {origin} to {destination}{period}. Cocaine: {expected}."
    )


def test_no_route_in_any_family() -> None:
    found = message("AFG", "CAN")
    assert found.startswith("no cited route takes goods of any family from Afghanistan to Canada. ")
    assert "Cocaine: no leg leaves Afghanistan, and Canada is reached from Mexico" in found
    assert "Opiates: from Afghanistan one gets to Iran" in found
    assert message("PER", "CHL").startswith("no cited route takes goods of any family")


def test_the_codes_are_in_the_error() -> None:
    with pytest.raises(NoRouteError) as error:
        hubs(DATA, "COL", "CAN")
    assert error.value.reached == ("BRA", "COL", "GNB")
    assert error.value.feeders == ("CAN", "MEX", "USA")


def test_many_places_are_counted() -> None:
    chain = "COL > BRA > GNB > SEN > MLI > DZA > TUN > LBY > EGY"
    with pytest.raises(NoRouteError, match=r"Algeria, .* and 2 more places, and no leg leads into"):
        hubs(data_of(chain), "COL", "ESP")


def test_a_route_that_only_another_period_has() -> None:
    data = data_of([leg("COL", "ESP", cite(period=2010))])
    assert hubs(data, "COL", "ESP", years="2009-", weighting="equal").answers
    with pytest.raises(NoRouteError, match=r"to Spain in 2000-2004\. "):
        hubs(data, "COL", "ESP", years=(2000, 2004), weighting="equal")
    # By evidence it is there in every period, six years off.
    (answer,) = hubs(data, "COL", "ESP", years=(2000, 2004), draws=0).answers
    assert answer.notes[0].startswith(
        "0 % of this stands on evidence of 2000-2004, 0 % on that of up to 4 years before or after"
    )


@pytest.mark.parametrize("ask", [hubs, paths])
def test_one_place_twice(ask: Any) -> None:
    with pytest.raises(QueryError, match="origin and destination are both Colombia"):
        ask(DATA, "Colombia", "COL")


@pytest.mark.parametrize(
    ("options", "error", "expected"),
    [
        (
            {"weighting": "evidense"},
            UnknownNameError,
            "unknown weighting 'evidense'; did you mean evidence",
        ),
        (
            {"weighting": "x"},
            UnknownNameError,
            "did you mean auto, estimate, evidence, equal, volume",
        ),
        ({"retention": "non"}, UnknownNameError, "unknown retention 'non'; did you mean none"),
        (
            {"modes": ("land", "air_curier")},
            UnknownNameError,
            "unknown mode 'air_curier'; did you mean air_courier",
        ),
        (
            {"commodity": "cocain"},
            UnknownNameError,
            "unknown commodity 'cocain'; did you mean cocaine",
        ),
        ({"years": "last year"}, QueryError, "'last year' is no period: write 2008"),
        ({"years": "2010-2005"}, QueryError, "ends"),
        ({"weighting": "volume", "commodity": "cocaine"}, MissingQuantityError, "cocaine.BRA-GNB"),
    ],
)
def test_options_that_mean_nothing(options: Any, error: type[Exception], expected: str) -> None:
    with pytest.raises(error, match=expected):
        hubs(DATA, "COL", "GNB", **options)


def test_names_that_mean_nothing() -> None:
    with pytest.raises(UnknownNameError, match="Guinea-Bissau"):
        hubs(DATA, "COL", "Gunea")
    with pytest.raises(UnknownNameError, match="Brazil"):
        why(DATA, "Brasill", "COL", "GNB")
    with pytest.raises(NoPlaceError, match="names no place: name one"):
        hubs(DATA, "COL", "")


def test_a_graph_is_selected_and_weighted_already() -> None:
    graph = build_graph(DATA, "cocaine", weighting="equal")
    answer = hubs(graph, "COL", "GNB", commodity=None, modes=(), retention="none").answers[0]
    assert (answer.weighting, answer.commodity) == ("equal", "cocaine")
    with pytest.raises(QueryError, match="give commodity, years to build_graph"):
        hubs(graph, "COL", "GNB", commodity="cocaine", years=2005)


def test_a_graph_by_hand_has_no_route_either() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("COL", "BRA", flow=1.0)
    with pytest.raises(NoRouteError, match="takes goods from Colombia to Spain"):
        hubs(graph, "COL", "ESP")
    with pytest.raises(NoRouteError, match="no leg leaves Colombia"):
        hubs(nx.DiGraph(), "COL", "ESP")
