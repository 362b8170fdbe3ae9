"""All that the data say of one place."""

from __future__ import annotations

import json

import networkx as nx
import pytest

from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.records.profile import profile
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import build_graph


def about(
    key: str, place: str, commodity: str, *citations: dict[str, object], **more: object
) -> dict[str, object]:
    return {"id": key, "place": place, "commodity": commodity, "citations": list(citations), **more}


DATA = data_of(
    [
        leg("COL", "GNB", cite("c", period=2008), cite("a", period=2004, modes=["sea_vessel"])),
        leg("BRA", "GNB", cite("a"), cite("b")),
        leg("GNB", "ESP", cite("b", period={"from": 2006}, modes=["air_courier", "unknown"])),
        leg("GNB", "R:WA", commodity="cash"),
        leg("AFG", "GNB", commodity="heroin"),
    ],
    regions={"WA": ["GNB", "SEN"]},
    production_records=[about("p", "GNB", "opium", cite(quantity=tonnes(3, None), period=2001))],
    consumption=[
        about(
            "u",
            "GNB",
            "opium",
            cite(quantity={"low": 10, "high": 20, "unit": "persons"}),
            measure="users",
        ),
        about(
            "n",
            "GNB",
            "heroin",
            cite(quantity={"best": 9, "unit": "persons"}, note="census"),
            measure="population_15_64",
        ),
    ],
    seizures=[
        about("s", "GNB", "cocaine", cite("d", quantity={"best": 600, "unit": "kg"}, period=2006)),
        about("t", "GNB", "cocaine", cite("d", period=2007)),
        about("x", "SEN", "cocaine", cite("d", quantity={"best": 9, "unit": "kg"})),
    ],
    observations=[
        about(
            "o",
            "GNB",
            "cocaine",
            cite(period=2009, quantity={"best": 60, "unit": "usd_per_g"}),
            cite("b", period=2005, quantity={"low": 40, "high": 50, "unit": "usd_per_g"}),
            kind="role",
            statement="A hub",
        ),
        {**about("q", "SEN", "heroin", cite(), kind="other", statement="By way"), "via": ["GNB"]},
        about("r", "SEN", "cocaine", cite(), kind="other", statement="Not here"),
    ],
    bodies={
        "ops": {
            "name": "Operations",
            "kind": "operational",
            "citations": [cite("b")],
            "members": [{"place": "GNB", "from": 1990, "to": 1999}, "SEN"],
            "observers": [{"place": "GNB", "from": 2000}],
        },
        "talks": {"name": "Talks", "kind": "forum", "citations": [cite()], "members": ["SEN"]},
    },
)


def test_roles_by_commodity() -> None:
    assert profile(DATA, "Guinea-Bissau").roles == {
        "cash": ("source",),
        "cocaine": ("transit",),
        "heroin": ("destination",),
        "opium": ("source", "destination"),
    }
    assert profile(DATA, "COL").roles == {"cocaine": ("source",)}
    assert profile(DATA, "Peru").roles == {}


def test_legs_in_and_out() -> None:
    found = profile(DATA, "GNB", commodity="cocaine")
    # BRA: two reports; COL: the two together are weaker.
    assert [(x.place, x.strength) for x in found.legs_in] == [
        ("BRA", near(1 - 0.0975 * 0.24)),
        ("COL", near(1 - 0.0975 * 0.43)),
    ]
    colombia = found.legs_in[1]
    assert (colombia.id, colombia.name, colombia.years) == (
        "cocaine.COL-GNB",
        "Colombia",
        "2004-2008",
    )
    assert colombia.modes == ("sea_vessel",)
    assert [c.source for c in colombia.citations] == ["a", "c"]
    (spain,) = found.legs_out
    assert (spain.years, spain.modes) == ("since 2006", ("air_courier",))
    assert found.legs_in[0].years is None


def test_figures() -> None:
    found = profile(DATA, "GNB").figures
    assert [(f.kind, f.commodity, f.amount, f.years, f.note) for f in found] == [
        ("seizure", "cocaine", "600 kg", "2006", ""),
        ("population_15_64", "heroin", "9 persons", None, "census"),
        ("production", "opium", "3 t a year", "2001", ""),
        ("users", "opium", "10-20 persons", None, ""),
    ]
    assert found[0].citation.source == "d"


def test_observations_and_bodies() -> None:
    found = profile(DATA, "GNB")
    assert [
        (o.statement, o.years, [c.source for c in o.citations]) for o in found.observations
    ] == [
        ("A hub", "2005-2009", ["a", "b"]),
        ("By way", None, ["a"]),
    ]
    assert [(a.amount, a.years, a.source) for a in found.observations[0].amounts] == [
        ("40-50 usd per g", "2005", "b"),
        ("60 usd per g", "2009", "a"),
    ]
    assert found.observations[1].amounts == ()
    assert [(b.id, b.name, b.kind, b.role, b.years) for b in found.bodies] == [
        ("ops", "Operations", "operational", "member", "1990-1999"),
        ("ops", "Operations", "operational", "observer", "since 2000"),
    ]
    assert found.bodies[0].citations[0].source == "b"


def test_of_a_period_and_a_commodity() -> None:
    found = profile(DATA, "GNB", commodity="cocaine", years="2006-2008")
    assert [x.place for x in found.legs_in] == ["COL"]
    assert [c.source for c in found.legs_in[0].citations] == ["c"]
    assert [f.kind for f in found.figures] == ["seizure"]
    assert found.observations == ()
    assert profile(DATA, "GNB", commodity="opiates").roles == {
        "heroin": ("destination",),
        "opium": ("source", "destination"),
    }


def test_regions() -> None:
    assert "R:WA" in profile(DATA, "GNB").regions
    region = profile(DATA, "Region WA")
    assert region.regions == ("GNB", "SEN")
    assert region.roles == {"cash": ("destination",)}


def test_of_a_graph() -> None:
    graph = build_graph(DATA, "cocaine")
    assert profile(graph, "GNB") == profile(DATA, "GNB")
    with pytest.raises(QueryError, match="no records to show"):
        profile(nx.DiGraph(), "GNB")
    with pytest.raises(UnknownNameError, match="Guinea"):
        profile(DATA, "Gunea")


def test_as_plain_values_and_as_text() -> None:
    found = profile(DATA, "GNB")
    values = json.loads(json.dumps(found.to_dict()))
    assert set(values) == {
        "place",
        "name",
        "regions",
        "roles",
        "legs_in",
        "legs_out",
        "figures",
        "observations",
        "mentions",
        "bodies",
    }
    assert values["roles"]["opium"] == ["source", "destination"]
    assert values["legs_out"][1]["citations"][0]["source"] == "b"
    assert values["figures"][0]["citation"]["reliability"] == "D"
    assert values["observations"][1]["statement"] == "By way"
    assert values["bodies"][0]["citations"][0]["source"] == "b"
    assert str(found).startswith("Guinea-Bissau (GNB): cash: source; cocaine: transit; heroin:")
    assert str(found).endswith("3 legs in, 2 out, 4 figures, 2 bodies")
    assert "no role" in str(profile(DATA, "PER"))
