"""The question for centralities: values, ranks, pairs, legs and notes, by hand."""

from __future__ import annotations

import json
import math

import networkx as nx
import pytest
from hypothesis import given

from tests.analysis.questions import Question, questions
from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.centrality.measures import DEFAULT, MEASURES
from trafficroutes.analysis.centrality.results import CentralityAnswer
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import build_graph

#: COL --3--> BRA --2--> ESP, COL --1--> GNB --1--> ESP, BRA --1--> GNB
DATA = data_of("COL > BRA 3\nBRA > ESP 2\nCOL > GNB 1\nGNB > ESP 1\nBRA > GNB 1")


def asked(*measures: str, weighting: str = "volume") -> CentralityAnswer:
    graph = build_graph(DATA, "cocaine", weighting=weighting)
    return centrality(graph, measures=measures).answers[0]


def values(answer: CentralityAnswer, measure: str) -> dict[str, float]:
    return {place.place: place.values[measure] for place in answer.places}


@pytest.mark.slow
def test_degrees_and_strengths_by_hand() -> None:
    answer = asked("degrees", "strengths")
    assert values(answer, "degree_in") == {"BRA": 1, "COL": 0, "ESP": 2, "GNB": 2}
    assert values(answer, "degree_out") == {"BRA": 2, "COL": 2, "ESP": 0, "GNB": 1}
    assert values(answer, "degree") == {"BRA": 3, "COL": 2, "ESP": 2, "GNB": 3}
    assert values(answer, "strength_in") == {"BRA": 3, "COL": 0, "ESP": 3, "GNB": 2}
    assert values(answer, "strength_out") == {"BRA": 3, "COL": 4, "ESP": 0, "GNB": 1}
    assert values(answer, "strength") == {"BRA": 6, "COL": 4, "ESP": 3, "GNB": 3}


@pytest.mark.slow
def test_betweenness_by_hand() -> None:
    """By hops COL reaches ESP in two ways alike; by cost 1/3 + 1/2 is shorter than 1 + 1.

    From COL to GNB the straight leg costs 1, and by way of BRA it is 1/3 + 1.
    """
    answer = asked("betweenness")
    assert values(answer, "betweenness_hops") == near_all(BRA=0.5 / 6, GNB=0.5 / 6)
    assert values(answer, "betweenness_cost") == near_all(BRA=1 / 6, GNB=0)


def near_all(**some: float) -> dict[str, object]:
    return {code: near(some.get(code, 0.0)) for code in ("BRA", "COL", "ESP", "GNB")}


@pytest.mark.slow
def test_ranks_stand_side_by_side_and_the_first_measure_sorts() -> None:
    answer = asked("strength_out", "degree_in")
    assert answer.measures == ("strength_out", "degree_in")
    assert [(p.place, p.ranks["strength_out"], p.ranks["degree_in"]) for p in answer.places] == [
        ("COL", 1, 4),
        ("BRA", 2, 3),
        ("GNB", 3, 1),
        ("ESP", 4, 1),
    ]
    assert answer.places[0].disagree == ("strength_out", "degree_in")
    assert answer.places[1].disagree is None
    (agreement,) = answer.agreement
    assert agreement.measures == ("strength_out", "degree_in")
    assert agreement.spearman == pytest.approx(-0.948683298051)


@pytest.mark.slow
def test_the_role_index_and_its_role() -> None:
    found = {p.place: (p.role_index, p.role) for p in asked("degree").places}
    assert found == {
        "COL": (None, "source"),
        "BRA": (near(0), "transit"),
        "GNB": (near(-math.log(2)), "destination"),
        "ESP": (None, "destination"),
    }


@pytest.mark.slow
def test_pairs_go_from_producers_to_markets() -> None:
    """BRA is no producer; what ends where no market is cited is no pair."""
    data = data_of(
        "COL > BRA > ESP\nBRA > GNB > FRA", production={"COL": 9}, markets=["ESP", "FRA"]
    )
    answer = centrality(data, measures=["pairs"], weighting="equal").answers[0]
    assert (answer.sources, answer.destinations) == (("COL",), ("ESP", "FRA"))
    assert values(answer, "pairs_hops") == near_of(BRA=1, GNB=0.5, COL=0, ESP=0, FRA=0)
    assert any("from 1 country with cited production to 2" in note for note in answer.notes)


def near_of(**found: float) -> dict[str, object]:
    return {code: near(value) for code, value in found.items()}


@pytest.mark.slow
def test_without_cited_ends_pairs_go_from_where_no_leg_leads_in() -> None:
    answer = centrality(
        data_of("COL > BRA > ESP\nPER > BRA"), measures=["pairs_hops"], weighting="equal"
    ).answers[0]
    assert (answer.sources, answer.destinations) == (("COL", "PER"), ("ESP",))
    assert values(answer, "pairs_hops")["BRA"] == near(1)


@pytest.mark.slow
def test_an_origin_and_a_destination_choose_the_pairs_and_give_legs_shares() -> None:
    answer = centrality(
        DATA, "COL", "ESP", measures=["pairs_cost"], weighting="volume", retention="none"
    ).answers[0]
    assert (answer.sources, answer.destinations) == (("COL",), ("ESP",))
    assert values(answer, "pairs_cost") == near_all(BRA=1)
    shares = {(item.origin, item.to): item.share for item in answer.legs}
    assert shares == near_pairs(
        COLBRA=3 / 4, COLGNB=1 / 4, BRAESP=1 / 2, BRAGNB=1 / 4, GNBESP=1 / 2
    )


def near_pairs(**found: float) -> dict[tuple[str, str], object]:
    return {(ends[:3], ends[3:]): near(value) for ends, value in found.items()}


@pytest.mark.slow
@given(questions())
def test_leg_shares_are_those_of_the_hub_question(question: Question) -> None:
    world, data, options = question.world, question.data, question.options
    ends = (world.origin, world.destination)
    try:
        answer = centrality(data, *ends, measures=["degree"], draws=0, **options).answers[0]
    except (NoRouteError, QueryError):
        return
    used = {
        (u.origin, u.to): u.share for u in hubs(data, *ends, draws=0, **options).answers[0].legs
    }
    for item in answer.legs:
        assert item.share == (
            pytest.approx(used[item.origin, item.to]) if (item.origin, item.to) in used else None
        )


def test_edge_betweenness_by_hand() -> None:
    """Of the 12 ordered pairs, COL > BRA lies on the paths to BRA and (by cost) to ESP."""
    legs = {(item.origin, item.to): item for item in asked("degree").legs}
    assert legs["COL", "BRA"].betweenness_cost == near(2 / 12)
    assert legs["COL", "BRA"].betweenness_hops == near(1.5 / 12)
    assert legs["COL", "BRA"].ids == ("cocaine.COL-BRA",)
    assert legs["COL", "BRA"].share is None


@pytest.mark.slow
def test_groups_are_regions_subregions_or_roles() -> None:
    """COL > BRA > ESP: two Americans send to Europe; BRA, in transit, is a liaison by role."""
    data = data_of("COL > BRA > ESP")
    for groups, kind in (("region", "representative"), ("role", "liaison")):
        answer = centrality(data, measures=["brokerage"], groups=groups, weighting="equal").answers[
            0
        ]
        brazil = next(place for place in answer.places if place.place == "BRA")
        assert {key: count for key, count in brazil.values.items() if count} == {kind: 1}
    data = data_of("MAR > ESP > FRA")
    for groups, kind in (("region", "gatekeeper"), ("subregion", "liaison")):
        answer = centrality(data, measures=["brokerage"], groups=groups, weighting="equal").answers[
            0
        ]
        spain = next(place for place in answer.places if place.place == "ESP")
        assert {key: count for key, count in spain.values.items() if count} == {kind: 1}


@pytest.mark.slow
def test_every_measure_has_a_finite_value_on_every_family() -> None:
    data = data_of([leg("COL", "BRA"), leg("AFG", "IRN", commodity="heroin")])
    result = centrality(data, measures=["all"], weighting="evidence")
    assert [answer.commodity for answer in result.answers] == ["cocaine", "opiates"]
    for answer in result.answers:
        assert answer.measures == tuple(MEASURES)
        for place in answer.places:
            assert all(math.isfinite(value) for value in place.values.values())


@pytest.mark.slow
def test_plain_values_have_a_key_for_each_measure() -> None:
    answer = centrality(DATA, weighting="volume").answers[0].to_dict()
    assert set(answer["places"][0]) == {
        "place",
        "name",
        *DEFAULT,
        "role_index",
        "role",
        "ranks",
        "intervals",
        "rank_intervals",
        "disagree",
    }
    assert set(answer["legs"][0]) == {
        "from",
        "to",
        "ids",
        "flow",
        "betweenness_hops",
        "betweenness_cost",
        "pairs_cost",
        "share",
        "ranks",
        "intervals",
        "rank_intervals",
    }
    json.dumps(answer, allow_nan=False)


@pytest.mark.slow
def test_the_notes_say_what_became_of_regions() -> None:
    data = data_of("COL > R:WA > ESP\nCOL > BRA", regions={"WA": ["GNB", "SEN"]})
    left = centrality(data, weighting="equal", measures=["degree"]).answers[0]
    assert any("1 leg into regions without a named country, 50.0%" in n for n in left.notes)
    assert any("Left out: 1 leg out of regions" in note for note in left.notes)
    shared = centrality(data, weighting="equal", measures=["degree"], regions="members").answers[0]
    assert any("shared out" in note for note in shared.notes)
    assert {item.to: item.ids for item in shared.legs} == {
        "BRA": ("cocaine.COL-BRA",),
        "GNB": (),
        "SEN": (),
    }


@pytest.mark.slow
def test_the_notes_count_what_has_no_quantity_no_year_and_no_mode() -> None:
    """COL > BRA has all three; the others lack one each."""
    amount = tonnes(1)
    data = data_of(
        [
            leg("COL", "BRA", cite(period=2010, modes=["land"], quantity=amount)),
            leg("BRA", "ESP", cite(period=2010, modes=["land"])),
            leg("COL", "PER", cite(modes=["land"], quantity=amount)),
            leg("COL", "PAN", cite(period=2010, quantity=amount)),
        ]
    )
    answer = centrality(
        data,
        weighting="volume",
        drop_unquantified=True,
        years=2010,
        modes=("land",),
        measures=["degree"],
    ).answers[0]
    assert [(item.origin, item.to) for item in answer.legs] == [("COL", "BRA")]
    assert "left out: 1 leg without a flow quantity" in answer.notes[0]
    assert answer.notes[1] == (
        "Only evidence about 2010 is used; left out: 1 leg without a dated citation; "
        "left out: 1 leg of unknown mode"
    )


@pytest.mark.slow
def test_pooled_years_earn_a_caution() -> None:
    data = data_of([leg("COL", "BRA", cite(period=1990)), leg("BRA", "ESP", cite(period=2010))])
    notes = centrality(data, weighting="equal", measures=["degree"]).answers[0].notes
    assert any("pooled (1990-2010): routes change" in note for note in notes)


def test_nothing_between_countries_is_said_so() -> None:
    data = data_of("COL > R:WA", regions={"WA": ["GNB"]})
    with pytest.raises(QueryError, match="no leg that fits joins two countries"):
        centrality(data, weighting="equal")


def test_wrong_questions_say_the_way_out() -> None:
    with pytest.raises(QueryError, match="an origin and a destination, or neither"):
        centrality(DATA, "COL")
    with pytest.raises(UnknownNameError, match="unknown measure 'pagerang'; did you mean pagerank"):
        centrality(DATA, measures=["pagerang"])
    with pytest.raises(UnknownNameError, match="grouping 'continent'"):
        centrality(DATA, groups="continent")
    with pytest.raises(UnknownNameError, match="treatment of regions"):
        centrality(DATA, regions="keep")
    with pytest.raises(UnknownNameError, match="unknown mode"):
        centrality(DATA, modes=("boat",))
    with pytest.raises(NoRouteError):
        centrality(DATA, "ESP", "COL")
    graph: nx.DiGraph[str] = build_graph(DATA, "cocaine")
    with pytest.raises(QueryError, match="give years to build_graph"):
        centrality(graph, years="2010")


@pytest.mark.slow
def test_it_reads_in_a_shell() -> None:
    found = centrality(DATA, measures=["strength"], weighting="volume")
    # The third rank is that of two.
    places = [
        ("Brazil", 1, (1, 2), "transit"),
        ("Colombia", 2, (2, 4), "source"),
        ("Guinea-Bissau", 3, (3, 4), "destination"),
        ("Spain", 3, (2, 4), "destination"),
    ]
    assert [
        (place.name, place.ranks["strength"], (place.rank_intervals or {})["strength"], place.role)
        for place in found.answers[0].places
    ] == places
    assert str(found) == (
        "Cocaine: Of 4 countries the most central by strength are Brazil (rank 1 to 2), Colombia "
        "(rank 2 to 4), Guinea-Bissau (rank 3 to 4) and Spain (rank 2 to 4). The evidence cannot "
        "tell which of them is the first: their ranks overlap."
    )
    sure = centrality(DATA, measures=["strength"], weighting="volume", draws=0)
    assert str(sure) == (
        "Cocaine: Of 4 countries the most central by strength are Brazil, Colombia, Guinea-Bissau "
        "and Spain."
    )


def test_where_goods_stay_is_told_by_the_weighting() -> None:
    """Of 9 t that reach Brazil 4 t leave it; a market is cited nowhere."""
    graph = build_graph(data_of("COL > BRA 9\nBRA > ESP 4"), "cocaine", weighting="volume")
    notes = centrality(graph, measures=("pairs",), draws=0).answers[0].notes
    told = "1 country that no leg leads into to 2 into which more comes than goes out; a path"
    assert any(told in note for note in notes)
    cited = build_graph(data_of("COL > BRA > ESP", markets=["BRA"]), "cocaine", weighting="equal")
    notes = centrality(cited, measures=("pairs",), draws=0).answers[0].notes
    assert any("to 1 with a cited market; a path" in note for note in notes)
