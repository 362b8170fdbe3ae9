"""Places by any name, on a small map of two continents.

::

R:NORTH           R:SOUTH
  AAA Ayland        CCC Ceeland
  BBB Beeland       R:ISLES
                      DDD Deeland (since 1990)
                      EEE Eeland (until 1999)
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from trafficroutes.errors import (
    AmbiguousNameError,
    FormerStateError,
    NoPlaceError,
    NotACountryError,
    PartOfStateError,
    UnknownNameError,
)
from trafficroutes.model.places import Country, Gazetteer, LngLat, Membership, RegionPlace
from trafficroutes.model.refs import CountryRef, PlaceRef
from trafficroutes.model.years import Years

EVER = Years()


def country(code: str, name: str, *aliases: str) -> Country:
    return Country(
        code=CountryRef(code),
        iso2=code[:2],
        name=name,
        aliases=aliases,
        region="World",
        subregion="World",
        intermediate=None,
        label=LngLat(0, 0),
    )


def region(code: str, name: str, members: dict[str, Years], *aliases: str) -> RegionPlace:
    return RegionPlace(
        code=PlaceRef(f"R:{code}"),
        name=name,
        aliases=aliases,
        label=None,
        members=tuple(Membership(PlaceRef(place), years) for place, years in members.items()),
        standard="data file",
    )


PLACES = Gazetteer(
    [
        country("EEE", "Eeland"),
        country("CCC", "Ceeland", "Land of Cée"),
        country("AAA", "Ayland", "Common", "Isles"),
        country("BBB", "Beeland", "Common"),
        country("DDD", "Deeland"),
    ],
    [
        region("SOUTH", "South", {"CCC": EVER, "R:ISLES": EVER}, "The Southern Lands"),
        region("NORTH", "North", {"AAA": EVER, "BBB": EVER}),
        region("ISLES", "Isles", {"DDD": Years(1990, None), "EEE": Years(None, 1999)}),
        region("SEA", "Narrow Sea", {}, "The Water"),
        region("LAKE", "Long Lake", {}, "The Water"),
    ],
    {"Old Union": "dissolved; name Ayland or Beeland"},
    {"Norray": ("AAA",), "The Marches": ("CCC", "DDD"), "Northern Ceeland": ("CCC",)},
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CCC", "CCC"),
        ("ccc", "CCC"),
        ("CC", "CCC"),
        (" CCC ", "CCC"),
        ("CEELAND", "CCC"),
        ("Ceeland (the)", "CCC"),
        ("Cée, Land of", "CCC"),
        ("Cée (the Land of)", "CCC"),
        ("Ceeland (Land of Cee)", "CCC"),
        ("Ceeland [CCC]", "CCC"),
        ("Ceeland (the Marches)", "CCC"),
        ("The Marches, Ceeland", "CCC"),
        ("Isles (Ayland)", "AAA"),
        ("land of cee", "CCC"),
        ("South", "R:SOUTH"),
        ("southern lands", "R:SOUTH"),
        ("R:SOUTH", "R:SOUTH"),
        ("r:south", "R:SOUTH"),
    ],
)
def test_names_of_one_place(name: str, code: str) -> None:
    assert PLACES.resolve(name) == code


@pytest.mark.parametrize("name", ["cc", "c.c.", "C C C", "c/cc", "Ccc", "R SOUTH", "rsouth"])
def test_a_code_is_read_only_as_it_is_written(name: str) -> None:
    with pytest.raises(UnknownNameError):
        PLACES.resolve(name)


@pytest.mark.parametrize(
    "name",
    ["n/a", "N/A", "#N/A", "<NA>", "n.a.", "NA", "No.", "--", "?", "Unknown", "(blank)", "", "NaN"],
)
def test_a_word_for_nothing_is_no_place(name: str) -> None:
    with pytest.raises(NoPlaceError) as caught:
        PLACES.resolve(name)
    assert str(caught.value) == f"{name!r} names no place: name one, or leave it out"


def test_the_code_that_a_word_for_nothing_looks_like_is_named() -> None:
    places = Gazetteer([country("NAM", "Namibland")], [])
    assert places.resolve("NA") == "NAM"
    with pytest.raises(NoPlaceError) as caught:
        places.resolve("n/a")
    assert str(caught.value) == (
        "'n/a' names no place: name one, or leave it out; Namibland is written NA or by its name"
    )


def test_a_part_of_a_state_is_not_that_state() -> None:
    with pytest.raises(PartOfStateError) as caught:
        PLACES.resolve("norray")
    assert str(caught.value) == "'norray' is a part of Ayland (AAA): name that"
    with pytest.raises(PartOfStateError) as caught:
        PLACES.resolve_country("Marches")
    assert str(caught.value) == (
        "'Marches' is divided between Ceeland (CCC) and Deeland (DDD): name one"
    )
    with pytest.raises(PartOfStateError, match="part of Ceeland"):
        PLACES.resolve("Ceeland, Northern")


@pytest.mark.parametrize("name", ["Ceeland (Deeland)", "Ceeland, Beeland", "Norray (Ceeland)"])
def test_two_names_of_different_places_are_no_place(name: str) -> None:
    with pytest.raises(UnknownNameError):
        PLACES.resolve(name)


def test_codes_are_references_of_their_kind() -> None:
    assert isinstance(PLACES.resolve("ceeland"), CountryRef)
    assert not PLACES.resolve("ceeland").is_region
    assert PLACES.resolve("south").is_region


def test_unknown_name() -> None:
    with pytest.raises(UnknownNameError) as caught:
        PLACES.resolve("Ceelnd")
    assert str(caught.value) == "unknown place 'Ceelnd'; did you mean Ceeland, Eeland, Beeland?"
    assert (caught.value.kind, caught.value.name) == ("place", "Ceelnd")
    assert caught.value.suggestions == ("Ceeland", "Eeland", "Beeland")


def test_other_names_are_suggested_where_no_main_name_comes_near() -> None:
    with pytest.raises(UnknownNameError, match="did you mean The Southern Lands"):
        PLACES.resolve("Sothern")


def test_ambiguous_name() -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        PLACES.resolve("isles")
    assert str(caught.value) == (
        "'isles' has several meanings, name one by its code: "
        "AAA = Ayland (country); R:ISLES = Isles (2 countries, data file)"
    )


def test_former_state() -> None:
    with pytest.raises(FormerStateError) as caught:
        PLACES.resolve("the old union")
    assert str(caught.value) == (
        "'the old union' is a former state: dissolved; name Ayland or Beeland"
    )


def test_a_country_is_meant_where_only_one_of_the_meanings_is_a_country() -> None:
    assert PLACES.resolve_country("isles") == "AAA"
    with pytest.raises(AmbiguousNameError, match=r"AAA = Ayland \(country\); BBB = Beeland"):
        PLACES.resolve_country("common")


def test_where_no_meaning_is_a_country_all_are_told() -> None:
    with pytest.raises(AmbiguousNameError, match=r"R:LAKE = Long Lake.*R:SEA = Narrow Sea"):
        PLACES.resolve_country("the water")


def test_a_membership_cannot_be_changed() -> None:
    made: Any = Membership(PlaceRef("CCC"), EVER)
    with pytest.raises(AttributeError):
        made.place = PlaceRef("DDD")


def test_a_region_is_no_country() -> None:
    with pytest.raises(NotACountryError) as caught:
        PLACES.resolve_country("South")
    assert str(caught.value) == "'South' is a region (R:SOUTH), not a country: name countries"


def test_only_countries_are_suggested_for_a_country() -> None:
    with pytest.raises(UnknownNameError) as caught:
        PLACES.resolve_country("Nrth")
    assert str(caught.value) == "unknown country 'Nrth'"


@pytest.mark.parametrize(
    ("code", "years", "members"),
    [
        ("CCC", None, {"CCC"}),
        ("R:NORTH", None, {"AAA", "BBB"}),
        ("R:ISLES", None, {"DDD", "EEE"}),
        ("R:ISLES", Years(1980, 1985), {"EEE"}),
        ("R:ISLES", Years(1985, 1995), {"DDD", "EEE"}),
        ("R:ISLES", Years(2000, None), {"DDD"}),
        ("R:SOUTH", None, {"CCC", "DDD", "EEE"}),
        ("R:SOUTH", Years(2000, 2000), {"CCC", "DDD"}),
        ("R:SEA", None, set()),
    ],
)
def test_members(code: str, years: Years | None, members: set[str]) -> None:
    assert PLACES.members(code, years) == members


def test_regions_of_a_country() -> None:
    assert PLACES.regions_of("DDD") == ("R:ISLES", "R:SOUTH")
    assert PLACES.regions_of("AAA") == ("R:NORTH",)


def test_descriptions() -> None:
    assert PLACES.describe("CCC") == "Ceeland (country)"
    assert PLACES.describe("R:SOUTH") == "South (3 countries, data file)"
    assert PLACES.describe("R:SEA") == "Narrow Sea (region, data file)"


def test_places_by_code() -> None:
    assert "CCC" in PLACES
    assert "R:SEA" in PLACES
    assert "XXX" not in PLACES
    assert PLACES.name("CCC") == PLACES["CCC"].name == "Ceeland"
    with pytest.raises(UnknownNameError, match="unknown place code 'XXX'"):
        PLACES["XXX"]


def test_everything_is_sorted_by_code() -> None:
    assert [place.code for place in PLACES.everything] == [
        *("AAA", "BBB", "CCC", "DDD", "EEE"),
        *("R:ISLES", "R:LAKE", "R:NORTH", "R:SEA", "R:SOUTH"),
    ]


def test_search_finds_parts_of_names() -> None:
    assert [place.code for place in PLACES.search("of CEE")] == ["CCC"]
    assert [place.code for place in PLACES.search("isles")] == ["AAA", "R:ISLES"]
    assert PLACES.search("xyz") == []


def test_more_regions_leave_the_first_gazetteer_as_it_was() -> None:
    more = PLACES.with_regions([region("WEST", "West", {"AAA": EVER})])
    assert more.resolve("west") == "R:WEST"
    assert "R:WEST" not in PLACES
    assert (more.former, more.parts) == (PLACES.former, PLACES.parts)


def test_a_region_lies_where_all_its_members_do_or_where_the_data_say() -> None:
    # R:WIDE = A B C;  R:NARROW = A B;  R:EDGE = A D, which counts as lying in R:NARROW.
    wide = region("WIDE", "Wide", dict.fromkeys(("AAA", "BBB", "CCC"), Years()))
    narrow = region("NARROW", "Narrow", dict.fromkeys(("AAA", "BBB"), Years()))
    edge = replace(
        region("EDGE", "Edge", dict.fromkeys(("AAA", "DDD"), Years())),
        within=(PlaceRef("R:NARROW"),),
    )
    places = Gazetteer(PLACES.countries.values(), [wide, narrow, edge])
    inside = {
        place for place in (*places.countries, *places.regions) if places.lies_in(place, "R:WIDE")
    }
    assert inside == {"AAA", "BBB", "CCC", "R:WIDE", "R:NARROW", "R:EDGE"}
    assert places.lies_in("R:EDGE", "R:NARROW")
    assert not places.lies_in("R:NARROW", "R:EDGE")
    assert not places.lies_in("R:WIDE", "AAA")


def test_regions_that_are_said_to_lie_in_each_other_end_nowhere() -> None:
    one = replace(
        region("ONE", "One", {"AAA": Years(), "BBB": Years()}), within=(PlaceRef("R:TWO"),)
    )
    two = replace(
        region("TWO", "Two", {"CCC": Years(), "BBB": Years()}), within=(PlaceRef("R:ONE"),)
    )
    places = Gazetteer(PLACES.countries.values(), [one, two])
    assert places.lies_in("R:ONE", "R:TWO")
    assert not places.lies_in("R:ONE", "DDD")


def test_places_are_values_that_nobody_changes() -> None:
    """Equal ones are one in a set."""
    isles = region("ISLES", "Isles", {"DDD": EVER})
    for one, other in (
        (country("AAA", "Ayland"), country("AAA", "Ayland")),
        (isles, region("ISLES", "Isles", {"DDD": EVER})),
        (isles.members[0], Membership(PlaceRef("DDD"), EVER)),
    ):
        assert len({one, other}) == 1
        with pytest.raises(FrozenInstanceError):
            setattr(one, fields(one)[0].name, "XXX")
