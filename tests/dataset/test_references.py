"""References: places by any name, and what is said of those that mean nothing."""

from __future__ import annotations

import pytest

from tests.dataset.snippets import HEAD, LEG, changed, citing, problems
from trafficroutes.dataset.loading import load_bytes


def ends(origin: str, to: str = "MEX") -> tuple[str, str]:
    text = changed(("COL", origin), ("MEX", to))
    (leg,) = load_bytes(text.encode(), "small.yaml").legs
    return leg.origin, leg.to


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Guinea-Bissau", "GNB"),
        ("guinea bissau", "GNB"),
        ("gnb", "GNB"),
        ("GW", "GNB"),
        ("Ivory Coast", "CIV"),
        ("Côte d'Ivoire", "CIV"),
        ("COTE DIVOIRE", "CIV"),
        ("the Netherlands", "NLD"),
        ("Europe", "R:EUROPE"),
        ("R:EUROPE", "R:EUROPE"),
        ("South-eastern Asia", "R:SOUTH_EASTERN_ASIA"),
        ("'NO'", "NOR"),
    ],
)
def test_places_by_any_name(name: str, code: str) -> None:
    assert ends(f'"{name}"' if "'" in name and name != "'NO'" else name) == (code, "MEX")


def test_regions_of_the_file_by_any_name() -> None:
    text = (
        changed(("COL", "gulf of guinea"), ("MEX", "R:COAST"))
        + """\
regions:
  GULF: {name: Sea off Guinea, aliases: [Gulf of Guinea], label: [2, 2], sea: true}
  COAST: {name: Coast, label: [2, 6], members: [Ghana, {place: Benin, from: 1990}, TGO]}
"""
    )
    data = load_bytes(text.encode(), "small.yaml")
    assert (data.legs[0].origin, data.legs[0].to) == ("R:GULF", "R:COAST")
    assert data.places.members("R:COAST") == {"GHA", "BEN", "TGO"}
    assert data.places["R:COAST"].label == (2, 6)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "Gunea",
            "unknown country 'Gunea'; did you mean Guinea, Guinea-Bissau, Equatorial Guinea?",
        ),
        ("Columbia", "unknown country 'Columbia'; did you mean Colombia?"),
        ("West Afrika", "unknown country 'West Afrika'; did you mean Western Africa?"),
        ("Atlantis", "unknown country 'Atlantis'; 'trafficroutes places' lists all names"),
        ("'---'", "'---' names no place: name one, or leave it out"),
        (
            "n/a",
            "'n/a' names no place: name one, or leave it out; Namibia is written NA or by its name",
        ),
        ("Scotland", "'Scotland' is a part of United Kingdom (GBR): name that"),
        ("R:NOWHERE", "unknown country 'R:NOWHERE'; 'trafficroutes places' lists all names"),
        (
            "Micronesia",
            (
                "'Micronesia' has several meanings, name one by its code: "
                "FSM = Micronesia (country); R:MICRONESIA = Micronesia (8 countries, UN M49)"
            ),
        ),
        (
            "USSR",
            (
                "'USSR' is a former state: dissolved in 1991; name the successor state: Armenia, "
                "Azerbaijan, Belarus, Estonia, Georgia, Kazakhstan, Kyrgyzstan, Latvia, Lithuania, "
                "Moldova, Russia, Tajikistan, Turkmenistan, Ukraine or Uzbekistan"
            ),
        ),
        (
            "serbia & montenegro",
            "'serbia & montenegro' is a former state: dissolved in 2006; name Serbia or Montenegro",
        ),
    ],
)
def test_place_that_cannot_be_told(name: str, message: str) -> None:
    assert problems(changed(("COL", name))) == [f"line 13, column 11: legs[0].from: {message}"]


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ("R:EUROPE", "'R:EUROPE' is a region (R:EUROPE), not a country: name countries"),
        (
            "western africa",
            "'western africa' is a region (R:WESTERN_AFRICA), not a country: name countries",
        ),
        ("Atlantis", "unknown country 'Atlantis'; 'trafficroutes places' lists all names"),
        ("Frnace", "unknown country 'Frnace'; did you mean France?"),
        ("West Afrika", "unknown country 'West Afrika'; did you mean South West Africa?"),
        (
            "USSR",
            (
                "'USSR' is a former state: dissolved in 1991; name the successor state: Armenia, "
                "Azerbaijan, Belarus, Estonia, Georgia, Kazakhstan, Kyrgyzstan, Latvia, Lithuania, "
                "Moldova, Russia, Tajikistan, Turkmenistan, Ukraine or Uzbekistan"
            ),
        ),
        ("NO", "expected a country, got NO (read as false): write 'NO' in quotes"),
        ("5", "expected a country, got 5: put it in quotes"),
        ("[FRA]", "expected a country, got a list"),
        ("{}", "'place' is missing: add it"),
    ],
)
def test_member_of_a_body_that_is_no_country(member: str, message: str) -> None:
    text = f"{HEAD}{LEG}bodies:\n  b:\n    members: [{member}]\n"
    text += (
        "    name: B\n    kind: forum\n    citations: [{source: s1, locator: x, credibility: 1}]\n"
    )
    assert problems(text) == [f"line 22, column 15: bodies.b.members[0]: {message}"]


def test_member_of_a_body_that_is_also_a_region_is_the_country() -> None:
    text = (
        f"{HEAD}{LEG}bodies:\n  b:\n    members: [Micronesia]\n    observers: [{{place: Benin}}]\n"
    )
    text += (
        "    name: B\n    kind: forum\n    citations: [{source: s1, locator: x, credibility: 1}]\n"
    )
    data = load_bytes(text.encode(), "small.yaml")
    assert [m.place for m in data.records.bodies["b"].members] == ["FSM"]
    assert list(data.bodies_of("BEN")) == ["b"]


def test_members_of_regions() -> None:
    members = "[Atlantis, {place: Frnace}, NO]"
    text = f"{HEAD}{LEG}regions:\n  X: {{name: Ex, label: [1, 2], members: {members}}}\n"
    assert problems(text) == [
        (
            "line 21, column 42: regions.X.members[0]: "
            "unknown country 'Atlantis'; 'trafficroutes places' lists all names"
        ),
        (
            "line 21, column 60: regions.X.members[1].place: "
            "unknown country 'Frnace'; did you mean France?"
        ),
        (
            "line 21, column 69: regions.X.members[2]: "
            "expected a country or region, got NO (read as false): write 'NO' in quotes"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            changed(("- source: s1", "- source: s2")),
            (
                "line 17, column 17: legs[0].citations[0].source: "
                "unknown source 's2'; add it under sources"
            ),
        ),
        (
            changed(("  s1:", "  unodc-2012:"), ("- source: s1", "- source: undoc-2012")),
            (
                "line 17, column 17: legs[0].citations[0].source: "
                "unknown source 'undoc-2012'; did you mean unodc-2012?"
            ),
        ),
        (
            changed(("- source: s1", "- source: 2012")),
            (
                "line 17, column 17: legs[0].citations[0].source: "
                "expected a source, got 2012: put it in quotes"
            ),
        ),
        (
            changed(("commodity: cocaine", "commodity: cocain")),
            (
                "line 15, column 16: legs[0].commodity: "
                "unknown commodity 'cocain'; did you mean cocaine?"
            ),
        ),
        (
            changed(("commodity: cocaine", "commodity: tea")),
            (
                "line 15, column 16: legs[0].commodity: "
                "unknown commodity 'tea'; add it under commodities"
            ),
        ),
        (
            citing("estimate: e1"),
            (
                "line 20, column 19: legs[0].citations[0].estimate: "
                "unknown estimate 'e1'; add it under estimates"
            ),
        ),
        (
            citing("estimate: 5"),
            (
                "line 20, column 19: legs[0].citations[0].estimate: "
                "expected an estimate, got 5: put it in quotes"
            ),
        ),
        (
            HEAD + LEG + "    corridors: [north]\n",
            (
                "line 20, column 17: legs[0].corridors[0]: "
                "unknown corridor 'north'; add it under corridors"
            ),
        ),
    ],
)
def test_references_within_the_file(text: str, message: str) -> None:
    assert problems(text) == [message]


def test_a_broken_region_can_still_be_referred_to() -> None:
    text = changed(("MEX", "R:X")) + "regions:\n  X: {label: [1, 2], members: [FRA]}\n"
    assert problems(text) == ["line 21, column 6: regions.X: 'name' is missing: add it"]
