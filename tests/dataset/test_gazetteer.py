"""The country file as a gazetteer."""

from __future__ import annotations

from typing import Any

import pytest

from trafficroutes.dataset.gazetteer import file_regions, region_code
from trafficroutes.errors import AmbiguousNameError, FormerStateError
from trafficroutes.model.places import Gazetteer


def test_regions_of_a_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.regions_of("GNB") == (
        "R:AFRICA",
        "R:SUB_SAHARAN_AFRICA",
        "R:WESTERN_AFRICA",
        "R:WORLD",
    )


def test_standard_regions_hold_what_the_standard_says(gazetteer: Gazetteer) -> None:
    assert gazetteer.members("R:AUSTRALIA_AND_NEW_ZEALAND") >= {"AUS", "NZL"}
    assert not {"GBR", "ITA", "ESP"} & gazetteer.members("R:WESTERN_EUROPE")
    assert gazetteer.members("R:WORLD") == frozenset(gazetteer.countries)


def test_every_name_of_every_country_leads_to_a_place_or_to_choices(gazetteer: Gazetteer) -> None:
    for country in gazetteer.countries.values():
        for name in (country.code, country.iso2, country.name, *country.aliases):
            try:
                meant: set[str] = {gazetteer.resolve(name)}
            except AmbiguousNameError as error:
                meant = {code for code, _ in error.choices}
            assert country.code in meant


def test_every_former_state_is_refused_with_a_note(gazetteer: Gazetteer) -> None:
    for name, note in gazetteer.former.items():
        with pytest.raises(FormerStateError, match="is a former state") as caught:
            gazetteer.resolve(name)
        assert caught.value.note == note


def test_codes_of_standard_regions() -> None:
    assert region_code("Latin America and the Caribbean") == "R:LATIN_AMERICA_AND_THE_CARIBBEAN"


@pytest.mark.parametrize("content", [None, [], {"regions": None}, {"regions": []}])
def test_a_file_without_regions(content: Any) -> None:
    assert file_regions(content) == []


def test_broken_regions_still_have_a_name() -> None:
    content = {
        "regions": {
            "A": {"name": "Aa", "aliases": ["x", 5]},
            "B": None,
            7: {"name": 5, "aliases": "y"},
            "EUROPE": {"name": "Mine"},
        }
    }
    found = [(region.code, region.name, region.aliases) for region in file_regions(content)]
    assert found == [("R:A", "Aa", ("x",)), ("R:B", "B", ()), ("R:7", "7", ())]
