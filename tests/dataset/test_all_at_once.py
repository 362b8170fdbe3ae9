"""All problems of a file at once, in its order, each at its place."""

from __future__ import annotations

import pytest

from tests.dataset.snippets import changed, problems


def test_every_kind_at_once_in_the_order_of_the_file() -> None:
    text = """\
format: 1
title: 2011
updated: 2026-01-31
grades:
  reliability: {A: 0.95, B: 0.80, C: 0.60, D: 0.40, E: 0.20, F: 1.5}
  credibility: {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.40, 5: 0.20}
sources:
  s1: {title: One, publisher: P, kind: press, reliability: A, pages: 3}
commodities:
  cocaine: {name: Cocaine, family: cocaine, colour: "#C4420B", unit: t}
legs:
  - id: a
    from: Gunea
    to: NO
    commodity: cocaine
    form: COL
    citations:
      - locator: p. 1
        credibility: 9
        modes: [boat]
        quantity: {low: 5, high: 3, unit: usd}
      - {source: s2, locator: p. 1, credibility: 1, period: {from: 2010, to: 2000}}
  - id: a
    from: MEX
    to: Mexico
    commodity: cocaine
    citations: []
"""
    assert problems(text) == [
        "line 2, column 8: title: expected text, got 2011: put it in quotes",
        "line 5, column 65: grades.reliability.F: expected a number from 0 to 1, got 1.5",
        "line 6, column 16: grades.credibility: no value for 6: add a probability for each",
        (
            "line 8, column 63: sources.s1.pages: unknown key 'pages'; "
            "known: title, publisher, kind, reliability, year, url"
        ),
        (
            "line 13, column 11: legs[0].from: unknown country 'Gunea'; "
            "did you mean Guinea, Guinea-Bissau, Equatorial Guinea?"
        ),
        (
            "line 14, column 9: legs[0].to: expected a country or region, "
            "got NO (read as false): write 'NO' in quotes"
        ),
        "line 16, column 5: legs[0].form: unknown key 'form'; did you mean from?",
        "line 18, column 9: legs[0].citations[0]: 'source' is missing: add it",
        (
            "line 19, column 22: legs[0].citations[0].credibility: "
            "unknown credibility 9; known: 1, 2, 3, 4, 5, 6"
        ),
        (
            "line 20, column 17: legs[0].citations[0].modes[0]: unknown mode 'boat'; known: "
            "air_private, air_courier, air_cargo, sea_vessel, sea_container, "
            "land, rail, parcel, unknown"
        ),
        (
            "line 21, column 19: legs[0].citations[0].quantity: "
            "'basis' is missing: add basis: flow, seizure or capacity"
        ),
        (
            "line 21, column 19: legs[0].citations[0].quantity: "
            "the range is reversed (low 5, high 3): give low <= best <= high"
        ),
        (
            "line 21, column 43: legs[0].citations[0].quantity.unit: "
            "usd is money, but cocaine is measured in mass: correct the unit or the commodity"
        ),
        (
            "line 22, column 18: legs[0].citations[1].source: "
            "unknown source 's2'; add it under sources"
        ),
        (
            "line 22, column 61: legs[0].citations[1].period: "
            "the period ends (2000) before it begins (2010): correct the years"
        ),
        "line 23, column 9: legs[1].id: the id 'a' is taken by legs[0]: give another",
        "line 25, column 9: legs[1].to: it leads from MEX to itself: name two places",
        "line 27, column 16: legs[1].citations: the list is empty: give at least one citation",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_positions_under_any_line_end_and_after_wide_characters(end: str, mark: str) -> None:
    text = changed(("id: a", 'note: "é😀"\n    id: a'), ("MEX", "Gunea")).replace("\n", end)
    assert problems(mark + text) == [
        (
            "line 12, column 5: legs[0].note: "
            "unknown key 'note'; known: id, commodity, citations, from, to, corridors, events"
        ),
        (
            "line 15, column 9: legs[0].to: unknown country 'Gunea'; "
            "did you mean Guinea, Guinea-Bissau, Equatorial Guinea?"
        ),
    ]
