"""The country file as a gazetteer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.test_countries_file import NAMES
from trafficroutes.dataset.gazetteer import file_regions, region_code
from trafficroutes.errors import AmbiguousNameError, FormerStateError, TrafficRoutesError
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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        # As UNODC, the EU's drugs agency, ISO 3166 and Natural Earth write them.
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Venezuela, Bolivarian Republic of", "VEN"),
        ("Iran (the Islamic Republic of)", "IRN"),
        ("Iran, Isl. Rep.", "IRN"),
        ("Tanzania, the United Republic of", "TZA"),
        ("United Rep. of Tanzania", "TZA"),
        ("Korea, Republic of", "KOR"),
        ("Korea (the Democratic People's Republic of)", "PRK"),
        ("Dem. People's Rep. of Korea", "PRK"),
        ("Lao P.D.R.", "LAO"),
        ("Lao People's Dem. Rep.", "LAO"),
        ("Congo, the Democratic Republic of the", "COD"),
        ("Congo (Dem. Rep. of the)", "COD"),
        ("Congo (the Republic of the)", "COG"),
        ("Congo (Kinshasa)", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("Macedonia, the former Yugoslav Republic of", "MKD"),
        ("The former Yugoslav Rep. of Macedonia", "MKD"),
        ("Macau, SAR of China", "MAC"),
        ("Hong Kong, SAR of China", "HKG"),
        ("China (Hong Kong SAR)", "HKG"),
        ("Taiwan Province of China", "TWN"),
        ("Moldova (the Republic of)", "MDA"),
        ("Syrian Arab Rep.", "SYR"),
        ("Micronesia, Federated States of", "FSM"),
        ("FS Micronesia", "FSM"),
        ("Palestinian Territory, Occupied", "PSE"),
        ("Holy See (Vatican City State)", "VAT"),
        ("Virgin Islands, British", "VGB"),
        ("Virgin Islands (U.S.)", "VIR"),
        ("Falkland Islands [Malvinas]", "FLK"),
        ("Kosovo*", "XKX"),
        ("Kosovo (under UNSCR 1244)", "XKX"),
        ("Kosovo (UNSCR 1244/99)", "XKX"),
        ("United Kingdom (England and Wales)", "GBR"),
        ("Iraq (Kurdistan Region)", "IRQ"),
        ("Burma/Myanmar", "MMR"),
        ("Türkiye (Turkey)", "TUR"),
        ("Bahamas (the)", "BHS"),
        ("Gambia (Republic of The)", "GMB"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Saint Vincent & the Grenadines", "VCT"),
        ("Marshall Is.", "MHL"),
        ("Czech Rep.", "CZE"),
        ("Bosnia and Herz.", "BIH"),
        ("BiH", "BIH"),
        ("C\u00f4te d\u02bcIvoire", "CIV"),
        ("C\u00f4te d\u2019Ivoire", "CIV"),
        ("Cote d Ivoire", "CIV"),
        ("U.S.A.", "USA"),
        ("U.K.", "GBR"),
        ("NA", "NAM"),
        ("gnb", "GNB"),
    ],
)
def test_spellings_of_reports_and_tables(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert gazetteer.resolve(name) == code


@pytest.mark.parametrize("name", NAMES)
def test_the_names_of_the_country_file_are_found(gazetteer: Gazetteer, name: str) -> None:
    if name == "Micronesia":
        with pytest.raises(AmbiguousNameError, match="FSM = Micronesia"):
            gazetteer.resolve(name)
    else:
        assert gazetteer.resolve(name) == NAMES[name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("n/a", "'n/a' names no place: name one, or leave it out; Namibia is written NA"),
        ("#N/A", "Namibia is written NA"),
        ("<NA>", "Namibia is written NA"),
        ("No.", "Norway is written NO"),
        ("no", "Norway is written NO"),
        ("Unknown", "'Unknown' names no place: name one, or leave it out"),
        ("c/o", "unknown place 'c/o'; did you mean Colombia?"),
        ("i.e.", "unknown place 'i.e.'; did you mean Ireland?"),
        ("e.g.", "unknown place 'e.g.'; did you mean Egypt?"),
        ("to", "unknown place 'to'; did you mean Tonga?"),
        ("England", "'England' is a part of United Kingdom (GBR): name that"),
        ("Northern Ireland", "a part of United Kingdom (GBR)"),
        ("Canary Islands", "a part of Spain (ESP)"),
        ("Hawai\u02bbi", "a part of United States (USA)"),
        ("Crimea", "a part of Ukraine (UKR)"),
        ("Inner Mongolia", "a part of China (CHN)"),
        ("Kashmir", "'Kashmir' is divided between India (IND) and Pakistan (PAK): name one"),
        ("Virgin Islands", "divided between British Virgin Islands (VGB) and US Virgin Islands"),
        (
            "Congo",
            "'Congo' has several meanings, name one by its code: COD = DR Congo (country); COG",
        ),
        ("Korea", "KOR = South Korea (country); PRK = North Korea (country)"),
        ("America", "USA = United States (country); R:AMERICAS = Americas ("),
        ("Georgia (USA)", "unknown place 'Georgia (USA)'"),
        ("Saint Martin (Dutch part)", "unknown place"),
        ("Netherlands Antilles", "is a former state"),
    ],
)
def test_what_is_no_place_is_refused_with_the_way_out(
    gazetteer: Gazetteer, name: str, message: str
) -> None:
    with pytest.raises(TrafficRoutesError) as caught:
        gazetteer.resolve(name)
    assert message in str(caught.value)


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


def test_land_borders_are_of_countries(gazetteer: Gazetteer) -> None:
    assert gazetteer.neighbours("PRT") == ("ESP",)
    assert gazetteer.neighbours("ISL") == ()
    assert "PRT" in gazetteer.neighbours("ESP")
    assert gazetteer.neighbours("R:M49-150") == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Peru", "PER"),
        ("Tanzania, United Republic of", "TZA"),
        ("Korea", None),
        ("Yugoslavia", None),
        ("Crimea", None),
        ("n/a", None),
        ("Peruu", None),
    ],
)
def test_a_name_of_one_place_is_found_and_no_other(
    gazetteer: Gazetteer, name: str, code: str | None
) -> None:
    assert gazetteer.find(name) == code
