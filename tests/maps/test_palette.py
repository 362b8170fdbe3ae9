"""Colours that people tell apart, whatever their eyes, and on paper."""

import re
from itertools import combinations

import pytest
from coloraide import Color

from trafficroutes import compare, hubs, load
from trafficroutes.maps import Extract, MapStyle, network_view, palette
from trafficroutes.maps.content.view import View
from trafficroutes.maps.drawing import content_of
from trafficroutes.maps.palette import ALIKE, FAMILIES, letters_of, signs_of
from trafficroutes.maps.vendored import read
from trafficroutes.model.names import spoken

#: No red, no green, no blue cones; and all three.
EYES = ("protan", "deutan", "tritan", None)
#: What people tell apart at a glance, what beside each other, and contrast by WCAG.
AT_A_GLANCE, BESIDE, CONTRAST = 20.0, 10.0, 3.0
#: The families of most legs, and those of the first maps.
FIRST = ("cocaine", "opiates", "methamphetamine", "cannabis_herb", "ketamine")
KEPT = ("cocaine", "opiates", "methamphetamine", "precursors")


def least_difference(one: str, other: str) -> float:
    """Return how far two families differ (CIEDE2000) to the eyes that tell them apart least."""
    found = []
    for eyes in EYES:
        pair = [Color(FAMILIES[family].colour) for family in (one, other)]
        if eyes is not None:
            pair = [colour.filter(eyes).clip() for colour in pair]
        found.append(pair[0].delta_e(pair[1], method="2000"))
    return min(found)


@pytest.mark.parametrize("families", [FIRST, KEPT])
def test_the_first_families_differ_at_a_glance(families: tuple[str, ...]) -> None:
    for one, other in combinations(families, 2):
        assert least_difference(one, other) >= AT_A_GLANCE, (one, other)


def test_all_families_differ() -> None:
    found = [least_difference(*pair) for pair in combinations(FAMILIES, 2)]
    assert min(found) >= BESIDE
    # As docs/decisions/0026 says.
    assert len(found) == 105
    assert sum(difference >= AT_A_GLANCE for difference in found) == 66


def test_colours_stand_out_on_land_and_sea() -> None:
    for family, look in FAMILIES.items():
        for ground in (palette.LAND, palette.INVOLVED):
            least = CONTRAST if ground == palette.LAND else 2.4
            assert Color(look.colour).contrast(Color(ground), method="wcag21") >= least, family


def test_every_two_families_differ_in_grey_by_their_letter() -> None:
    letters = [look.letter for look in FAMILIES.values()]
    assert len(set(letters)) == len(letters)
    assert letters_of(map(spoken, FAMILIES)) == tuple(letters)


def told_apart_in_grey(flows: list[tuple[str, str]]) -> None:
    """Hold that any two flows differ in their lightness or in their sign."""
    signs = signs_of(flows)
    for (one, sign), (other, another) in combinations(zip(flows, signs, strict=True), 2):
        lights = [Color(colour).convert("lab-d65")["l"] for _, colour in (one, other)]
        assert abs(lights[0] - lights[1]) >= ALIKE - 0.01 or sign != another, (one, other)


def test_every_two_families_differ_in_grey_by_their_sign_where_they_are_alike() -> None:
    every = [(spoken(family), look.colour) for family, look in FAMILIES.items()]
    told_apart_in_grey(every)
    assert signs_of(every) == tuple(look.sign for look in FAMILIES.values())
    for pair in combinations(every, 2):
        told_apart_in_grey(list(pair))
    strange = [("coca tea", "#C4420B"), ("khat", "#C4420B"), ("kava", "#0A86C2")]
    told_apart_in_grey([*every[:3], *strange])


@pytest.mark.slow
def test_families_differ_in_grey_on_the_maps_that_ship() -> None:
    data = load()
    answers = (
        network_view(data),
        network_view(data, Extract(places=("Türkiye",))),
        network_view(data, Extract(weighting="evidence")),
        *(
            content_of(answer, data, style=MapStyle())[0]
            for answer in (
                hubs(data, "Colombia", "Europe", draws=0),
                hubs(data, "Afghanistan", "Europe", draws=0),
                compare(data, years="2000-2010", with_years="2011-2023", draws=0),
            )
        ),
    )
    found = set()
    for view in answers:
        assert isinstance(view, View)
        flows = [(flow.label, flow.colour) for flow in view.flows]
        told_apart_in_grey(flows)
        found |= {label for label, _ in flows}
    assert len(found) == len(FAMILIES)


@pytest.mark.parametrize("labels", [["x"] * 40, ["heroin", "cannabis herb"], ["?", "!", "cocaine"]])
def test_no_two_flows_have_one_letter(labels: list[str]) -> None:
    found = letters_of(labels)
    assert len(set(found)) == len(labels) == len(found)
    assert all(found)


def test_what_ships_has_these_colours() -> None:
    shipped = load()
    assert set(shipped.families) == set(FAMILIES)
    for family, commodities in shipped.families.items():
        for commodity in commodities:
            assert shipped.commodity(commodity).colour == FAMILIES[family].colour, commodity


@pytest.mark.parametrize("name", ["SEA", "LAND", "INVOLVED", "BORDER", "INK"])
def test_pages_have_the_colours_of_figures(name: str) -> None:
    (told,) = re.findall(rf"--tr-{name.lower()}: (#[0-9a-f]{{6}});", read("map.css"))
    assert told == getattr(palette, name).lower()


def test_marks_on_pages_have_the_colours_of_figures() -> None:
    sheet, pair = read("map.css"), read("pair.css")
    assert f"fill: {palette.PASSED.lower()};" in sheet
    assert f"--tr-glow: {palette.GLOW.lower()}; --tr-hatch: {palette.HATCH.lower()};" in pair
    assert palette.ASSUMED.lower() in read("legend.js")
