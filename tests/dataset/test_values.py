"""Wrong values in records: each is named with its line, its path and the way out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dataset.snippets import HEAD, LEG, changed, problems

ID = "an id of letters, digits, point, underscore and hyphen"


def test_the_sound_file_has_no_problem() -> None:
    assert problems(HEAD + LEG) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # text
        ("Small", "2011", "line 2, column 8: title: expected text, got 2011: put it in quotes"),
        ("Small", "1.50", "line 2, column 8: title: expected text, got 1.50: put it in quotes"),
        ("Small", '""', "line 2, column 8: title: expected text, got '': fill it in"),
        (" Small", "", "line 2, column 7: title: expected text, got nothing: fill it in"),
        ("Small", "[x]", "line 2, column 8: title: expected text, got a list"),
        ("Small", "{x: y}", "line 2, column 8: title: expected text, got a mapping"),
        (
            "Small",
            "NO",
            "line 2, column 8: title: expected text, got NO (read as false): write 'NO' in quotes",
        ),
        (
            "Small",
            "9" * 400,
            f"line 2, column 8: title: expected text, got {'9' * 57}...: put it in quotes",
        ),
        # NO read as false, a number where a name belongs
        (
            "COL",
            "NO",
            (
                "line 13, column 11: legs[0].from: expected a country or region, "
                "got NO (read as false): write 'NO' in quotes"
            ),
        ),
        (
            "MEX",
            "no",
            (
                "line 14, column 9: legs[0].to: expected a country or region, "
                "got no (read as false): write 'no' in quotes"
            ),
        ),
        (
            "COL",
            "[COL]",
            "line 13, column 11: legs[0].from: expected a country or region, got a list",
        ),
        (
            "COL",
            "{place: COL}",
            "line 13, column 11: legs[0].from: expected a country or region, got a mapping",
        ),
        (
            "COL",
            "170",
            (
                "line 13, column 11: legs[0].from: expected a country or region, "
                "got 170: put it in quotes"
            ),
        ),
        (
            "COL",
            '""',
            "line 13, column 11: legs[0].from: expected a country or region, got '': fill it in",
        ),
        (
            "id: a",
            "id: 5",
            f"line 12, column 9: legs[0].id: expected {ID}, got 5: put it in quotes",
        ),
        ("id: a", "id: a b", f"line 12, column 9: legs[0].id: expected {ID}, got 'a b'"),
        # formats
        ("format: 1", "format: 2", "line 1, column 9: format: unknown format 2; known: 1"),
        (
            "format: 1",
            "format: '1'",
            "line 1, column 9: format: unknown format '1': remove the quotes",
        ),
        (
            "2026-01-31",
            "today",
            "line 3, column 10: updated: expected a date such as 2026-01-31, got 'today'",
        ),
        (
            "2026-01-31",
            "2026-02-30",
            "line 3, column 10: updated: 2026-02-30 is not in the calendar: correct the date",
        ),
        (
            '"#C4420B"',
            "red",
            (
                "line 10, column 53: commodities.cocaine.colour: "
                "expected a colour in quotes, such as \"#C4420B\", got 'red'"
            ),
        ),
        # grades
        (
            "reliability: A}",
            "reliability: G}",
            (
                "line 8, column 60: sources.s1.reliability: "
                "unknown reliability 'G'; known: A, B, C, D, E, F"
            ),
        ),
        (
            "reliability: A}",
            "reliability: a}",
            "line 8, column 60: sources.s1.reliability: unknown reliability 'a'; did you mean A?",
        ),
        (
            "credibility: 1\n",
            "credibility: 7\n",
            (
                "line 19, column 22: legs[0].citations[0].credibility: "
                "unknown credibility 7; known: 1, 2, 3, 4, 5, 6"
            ),
        ),
        (
            "credibility: 1\n",
            "credibility: '1'\n",
            (
                "line 19, column 22: legs[0].citations[0].credibility: "
                "unknown credibility '1': remove the quotes"
            ),
        ),
        (
            "credibility: 1\n",
            "credibility: yes\n",
            (
                "line 19, column 22: legs[0].citations[0].credibility: "
                "unknown credibility yes; known: 1, 2, 3, 4, 5, 6"
            ),
        ),
        (
            ", F: 0.50",
            "",
            "line 5, column 16: grades.reliability: no value for F: add a probability for each",
        ),
        (
            "F: 0.50",
            "F: 1.50",
            "line 5, column 65: grades.reliability.F: expected a number from 0 to 1, got 1.50",
        ),
        (
            "6: 0.50",
            "6: 0.50, 7: 0.1",
            (
                "line 6, column 71: grades.credibility.7: "
                "unknown credibility 7; known: 1, 2, 3, 4, 5, 6"
            ),
        ),
        # kinds of documents
        (
            "press",
            "blog",
            (
                "line 8, column 40: sources.s1.kind: "
                "unknown kind 'blog'; known: press, government, "
                "un_report, ngo, eu_agency, academic, treaty_body, dataset"
            ),
        ),
        # a leg that leads nowhere
        (
            "to: MEX",
            "to: Colombia",
            "line 14, column 9: legs[0].to: it leads from COL to itself: name two places",
        ),
    ],
)
def test_wrong_value(old: str, new: str, message: str) -> None:
    assert problems(changed((old, new))) == [message]


@pytest.mark.parametrize(
    ("legs", "got"),
    [("{a: b}", "a mapping: begin each entry with a hyphen"), ("5", "5: write [5]")],
)
def test_something_else_where_a_list_belongs(legs: str, got: str) -> None:
    assert problems(f"{HEAD}legs: {legs}\n") == [
        f"line 11, column 7: legs: expected a list, got {got}"
    ]


def test_something_else_where_a_record_belongs() -> None:
    wanted = "expected a mapping with id, commodity, citations, from, to, ..., got"
    assert problems(f"{HEAD}legs: [a, 5, null, [x]]\n") == [
        f"line 11, column 8: legs[0]: {wanted} 'a'",
        f"line 11, column 11: legs[1]: {wanted} 5",
        f"line 11, column 14: legs[2]: {wanted} nothing",
        f"line 11, column 20: legs[3]: {wanted} a list",
    ]


def test_something_else_where_a_section_belongs() -> None:
    assert problems(HEAD + LEG + "regions: [a]\ncorridors:\n") == [
        "line 20, column 10: regions: expected a mapping, got a list",
        "line 21, column 11: corridors: expected a mapping, got nothing",
    ]


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("[200, 5]", [(25, "[0]", "a longitude in degrees, from -180 to 180, got 200")]),
        ("[5, .nan]", [(28, "[1]", "a latitude in degrees, from -90 to 90, got .nan")]),
        ("[5]", [(24, "", "a list of two numbers, got a list")]),
        ("[]", [(24, "", "a list of two numbers, got a list")]),
        ("far", [(24, "", "a list of two numbers, got 'far': write [far]")]),
    ],
)
def test_label_of_a_region(label: str, found: Any) -> None:
    text = f"{HEAD}{LEG}regions:\n  X: {{name: Ex, label: {label}, members: [FRA]}}\n"
    assert problems(text) == [
        f"line 21, column {column}: regions.X.label{step}: expected {message}"
        for column, step, message in found
    ]


def test_regions_on_land_and_at_sea() -> None:
    text = (
        HEAD
        + LEG
        + """\
regions:
  LAND: {name: Land, label: [1, 2]}
  SEA: {name: Sea, label: [1, 2], sea: true, members: [FRA]}
  MAYBE: {name: May, label: [1, 2], sea: perhaps}
"""
    )
    assert problems(text) == [
        (
            "line 21, column 9: regions.LAND: "
            "a region needs members: add some, or 'sea: true' for a sea area"
        ),
        (
            "line 22, column 55: regions.SEA.members: "
            "a sea area has no members: remove them, or 'sea: true'"
        ),
        "line 23, column 42: regions.MAYBE.sea: expected true or false, got 'perhaps'",
    ]


def test_periods_out_of_order_in_bodies() -> None:
    text = (
        HEAD
        + LEG
        + """\
bodies:
  b:
    name: Body
    kind: forum
    citations: [{source: s1, locator: p. 1, credibility: 1}]
    members: [{place: FRA, from: 2010, to: 2005}]
    former_names: [{name: Old, from: 1990, to: 1980}]
"""
    )
    assert problems(text) == [
        (
            "line 25, column 15: bodies.b.members[0]: "
            "the period ends (2005) before it begins (2010): correct the years"
        ),
        (
            "line 26, column 20: bodies.b.former_names[0]: "
            "the period ends (1980) before it begins (1990): correct the years"
        ),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "' JavaScript:1/alert(1)'",
        '"java\\nscript:x"',
        "'data:text/html,x'",
        "file:///home/me/report.pdf",
        "vbscript:x",
    ],
)
def test_an_address_that_leads_to_no_document(url: str) -> None:
    (told,) = problems(changed(("kind: press", f"url: {url}, kind: press")))
    assert told.startswith("line 8, column ")
    assert "sources.s1.url: an address cannot begin with '" in told
    assert told.endswith(":': give one that begins with https://, or none")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=javascript:c",
        "HTTP://example.org",
        "www.example.org:8080/a",
        "doi:10.1000/182",
        "10.1016/abc:def",
        "owner/repository:path/to the file.csv@4f2a",
    ],
)
def test_an_address_that_may_lead_to_a_document(url: str) -> None:
    assert problems(changed(("kind: press", f"url: '{url}', kind: press"))) == []
