"""All that the data say of a corridor, a commodity or a family."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

import trafficroutes as tr
from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.analysis.records.naming import KINDS, named
from trafficroutes.graph.independence import independent


def about(key: str, place: str, commodity: str, *citations: dict[str, Any], **more: Any) -> Any:
    return {"id": key, "place": place, "commodity": commodity, "citations": list(citations), **more}


def amount(value: float, unit: str = "t_per_year") -> dict[str, Any]:
    return {"best": value, "unit": unit}


LEGS = [
    leg(
        "AFG",
        "TJK",
        cite("a", period=2010, quantity=tonnes(90)),
        cite("b-gov", period={"from": 2001, "to": 2003}),
        commodity="heroin",
        corridors=["north", "other"],
    ),
    leg("TJK", "RUS", cite("c", stopped=True), commodity="opium", corridors=["north"]),
    leg("TJK", "R:EUROPE", cite("c", period=2012), commodity="heroin"),
    leg("COL", "ESP", cite("a", period=2020), commodity="cocaine"),
    leg("ESP", "COL", cite("a", period=2020), commodity="cash", corridors=["other"]),
]
DATA = data_of(
    LEGS,
    corridors={
        "north": {"name": "Northern Way", "description": "To the north."},
        "other": {"name": "Spain", "description": "Called as a country is."},
        "money": {"name": "Cash", "description": "Called as a commodity is."},
    },
    production_records=[
        about(
            "p",
            "AFG",
            "opium",
            cite("a", period=2001, quantity=amount(185)),
            cite("d", period=2017, quantity=amount(9000)),
            cite("a", period=2017, quantity=amount(8000)),
        )
    ],
    consumption=[
        about("u", "RUS", "heroin", cite(quantity=amount(9, "persons")), measure="users"),
        about("c", "RUS", "heroin", cite(quantity=amount(70)), measure="consumption"),
        about("d", "TJK", "heroin", cite(quantity=amount(1, "percent")), measure="prevalence"),
        about("n", "DEU", "heroin", cite(quantity=amount(5)), measure="consumption"),
    ],
    seizures=[
        about("s", "TJK", "heroin", cite(period=2009, quantity=amount(500, "kg"))),
        about("t", "TJK", "heroin", cite(period=2011, quantity=amount(1800, "kg"))),
    ],
    observations=[
        {
            "id": "share",
            "kind": "share",
            "from": "AFG",
            "to": "RUS",
            "corridor": "north",
            "commodity": "heroin",
            "statement": "A quarter goes so.",
            "citations": [cite(period=2010, quantity=amount(25, "percent"))],
        },
        about("role", "TJK", "heroin", cite(), kind="role", statement="No share."),
    ],
)


def test_a_corridor_holds_its_legs_and_what_is_said_of_its_places_and_goods() -> None:
    found = tr.overview(DATA, "the northern way")
    assert (found.kind, found.id, found.description) == ("corridor", "north", "To the north.")
    assert found.commodities == ("heroin", "opium")
    assert {told.id for told in found.legs} == {"heroin.AFG-TJK", "opium.TJK-RUS"}
    assert [(one.corridor, one.legs) for one in found.corridors] == [("other", 1)]
    assert [moved.amount for moved in found.amounts] == ["90 t a year"]
    # Germany is on no leg of it.
    assert [(m.place, m.measure) for m in found.markets] == [
        ("RUS", "consumption"),
        ("TJK", "prevalence"),
    ]
    assert [share.statement for share in found.shares] == ["A quarter goes so."]
    assert repr(found).startswith("<Overview Northern Way (heroin, opium) has 2 legs")


def test_the_newest_figure_stands_for_a_producer_and_the_largest_year_for_seizures() -> None:
    found = tr.overview(DATA, "opiates")
    (made,) = found.producers
    assert (made.amount, made.years, made.figures) == ("8,000 t a year", "2017", 3)
    (seized,) = found.seizures
    assert (seized.amount, seized.years, seized.figures) == ("1,800 kg", "2011", 2)


def test_a_family_and_a_commodity() -> None:
    family = tr.overview(DATA, "opiates")
    assert (family.kind, family.commodities) == ("family", ("heroin", "opium"))
    single = tr.overview(DATA, "heroin")
    assert (single.kind, single.id, single.name) == ("commodity", "heroin", "Heroin")
    assert {told.id for told in single.legs} == {"heroin.AFG-TJK", "heroin.TJK-R_EUROPE"}
    assert {m.place for m in single.markets} == {"RUS", "TJK", "DEU"}


@pytest.mark.parametrize("name", ["northern way", "opiates", "heroin", "cash", "Cocaine"])
def test_counts_agree_with_the_legs(name: str) -> None:
    found = tr.overview(DATA, name)
    ids = {told.id for told in found.legs}
    legs = [one for one in DATA.legs if one.id in ids]
    citations = [c for one in legs for c in one.citations]
    assert found.coverage.legs == len(legs)
    assert sum(told.citations for told in found.by_year) == len(citations)
    grades: Counter[str] = Counter()
    for told in found.by_year:
        assert sum(told.grades.values()) == told.citations
        grades.update(told.grades)
    assert grades == Counter(f"{DATA.source(c).reliability}{c.credibility}" for c in citations)
    alone = sum(len(independent(one.citations)) == 1 for one in legs)
    assert any(gap.startswith(f"{alone} of ") and "one report" in gap for gap in found.gaps) == (
        alone > 0
    )
    assert {"coverage", "gaps", "by_year"} <= found.to_dict().keys()
    assert "corridor" not in found.to_dict()["coverage"]


def test_what_is_not_covered_is_told() -> None:
    gaps = tr.overview(DATA, "northern way").gaps
    assert "1 of 2 legs stands on loads alone that were stopped before the crossing" in gaps
    assert "1 of 2 legs has no year" in gaps
    assert "No citation speaks of 2004-2009" in gaps
    assert "The newest year that a citation names is 2010" in gaps
    told = tr.overview(DATA, "heroin").gaps
    assert "1 of 2 legs names a region at an end, country not stated" in told
    assert "No production is cited" in told
    assert "No published share is cited" in tr.overview(DATA, "opium").gaps


def test_a_period_narrows_everything() -> None:
    found = tr.overview(DATA, "opiates", years="2010-2011")
    assert [told.id for told in found.legs] == ["heroin.AFG-TJK"]
    assert found.coverage.citations == found.legs[0].citations == 1
    assert (found.producers, len(found.seizures)) == ((), 1)
    assert tr.overview(DATA, "cocaine", years=1999).sentence == "No leg of Cocaine is cited."


def test_a_place_comes_before_a_corridor_and_a_corridor_before_a_commodity() -> None:
    assert named(DATA, "Spain").kind == "place"
    assert named(DATA, "Spain").others == ("corridor",)
    assert named(DATA, "cash") == named(DATA, "cash", KINDS)
    assert (named(DATA, "cash").kind, named(DATA, "cash").others) == ("corridor", ("commodity",))
    assert tr.overview(DATA, "cash").kind == "corridor"
    assert "--as commodity" in tr.overview(DATA, "cash").notes[0]
    assert tr.overview(DATA, "cash", kind="commodity").commodities == ("cash",)
    with pytest.raises(tr.AmbiguousNameError):
        named(DATA, "Congo")
    with pytest.raises(tr.UnknownNameError, match=r"place, corridor or commodity 'Nrothern way'"):
        named(DATA, "Nrothern way")
    with pytest.raises(tr.WrongTypeError):
        tr.overview(DATA, 3)  # type: ignore[arg-type] # refused


def test_a_commodity_of_a_commodity_is_refused() -> None:
    assert tr.overview(DATA, "northern way", commodity="opium").commodities == ("opium",)
    with pytest.raises(tr.QueryError, match="a commodity itself"):
        tr.overview(DATA, "opium", commodity="heroin")
