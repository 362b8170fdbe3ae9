"""Wrong values in citations: each is named with its line, its path and the way out."""

from __future__ import annotations

import pytest

from tests.dataset.snippets import HEAD, LEG, changed, citing, problems

MODES = (
    "air_private, air_courier, air_cargo, sea_vessel, sea_container, land, rail, parcel, unknown"
)
UNITS = (
    "kg, t, kg_per_year, t_per_year, usd, usd_per_year, percent, persons, cases, "
    "g_per_user_year, usd_per_kg, usd_per_g"
)
YEAR = "a year from 1800 to 2100"
PERIOD = f"{YEAR} or a mapping with from, to"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        # modes
        ("modes: [boat]", f"column 17: CITE.modes[0]: unknown mode 'boat'; known: {MODES}"),
        (
            "modes: [land, sea_vesel]",
            "column 23: CITE.modes[1]: unknown mode 'sea_vesel'; did you mean sea_vessel?",
        ),
        ("modes: [3]", f"column 17: CITE.modes[0]: unknown mode 3; known: {MODES}"),
        ("modes: land", "column 16: CITE.modes: expected a list, got 'land': write [land]"),
        (
            "modes: {a: land}",
            "column 16: CITE.modes: expected a list, got a mapping: begin each entry with a hyphen",
        ),
        # periods
        (
            "period: {from: 2010, to: 2005}",
            (
                "column 17: CITE.period: the period ends (2005) before it begins (2010): "
                "correct the years"
            ),
        ),
        ("period: 20011", f"column 17: CITE.period: expected {PERIOD}, got 20011"),
        ("period: 2005-2010", f"column 17: CITE.period: expected {PERIOD}, got '2005-2010'"),
        (
            "period: '2005'",
            f"column 17: CITE.period: expected {PERIOD}, got '2005': remove the quotes",
        ),
        ("period: [2005]", f"column 17: CITE.period: expected {PERIOD}, got a list"),
        ("period: yes", f"column 17: CITE.period: expected {PERIOD}, got yes"),
        ("period: {from: 205}", f"column 24: CITE.period.from: expected {YEAR}, got 205"),
        (
            "period: {}",
            "column 17: CITE.period: the period names no year: give from, to or both, or remove it",
        ),
        # quantities
        (
            "quantity: {best: -5, unit: t, basis: flow}",
            "column 26: CITE.quantity.best: expected a number of 0 or more, got -5",
        ),
        (
            "quantity: {best: .nan, unit: t, basis: flow}",
            "column 26: CITE.quantity.best: expected a number of 0 or more, got .nan",
        ),
        (
            "quantity: {best: -.inf, unit: t, basis: flow}",
            "column 26: CITE.quantity.best: expected a number of 0 or more, got -.inf",
        ),
        (
            "quantity: {best: .inf, unit: t, basis: flow}",
            "column 26: CITE.quantity.best: inf is not finite: give a number",
        ),
        (
            "quantity: {best: 1e400, unit: t, basis: flow}",
            "column 26: CITE.quantity.best: inf is not finite: give a number",
        ),
        (
            "quantity: {best: many, unit: t, basis: flow}",
            "column 26: CITE.quantity.best: expected a number of 0 or more, got 'many'",
        ),
        (
            "quantity: {best: '5', unit: t, basis: flow}",
            (
                "column 26: CITE.quantity.best: expected a number of 0 or more, got '5': "
                "remove the quotes"
            ),
        ),
        (
            "quantity: {low: 5, high: 3, unit: t, basis: flow}",
            (
                "column 19: CITE.quantity: the range is reversed (low 5, high 3): "
                "give low <= best <= high"
            ),
        ),
        (
            "quantity: {low: 5, best: 3.5, high: 7, unit: t, basis: flow}",
            (
                "column 19: CITE.quantity: the range is reversed (low 5, best 3.5, high 7): "
                "give low <= best <= high"
            ),
        ),
        (
            "quantity: {unit: t, basis: flow}",
            "column 19: CITE.quantity: the quantity has no number: give low, best or high",
        ),
        (
            "quantity: {best: 5, unit: tons, basis: flow}",
            f"column 35: CITE.quantity.unit: unknown unit 'tons'; known: {UNITS}",
        ),
        (
            "quantity: {best: 5, basis: flow}",
            "column 19: CITE.quantity: 'unit' is missing: add it",
        ),
        (
            "quantity: {best: 5, unit: t}",
            "column 19: CITE.quantity: 'basis' is missing: add basis: flow, seizure or capacity",
        ),
        (
            "quantity: {best: 5, unit: t, basis: taken}",
            "column 45: CITE.quantity.basis: unknown basis 'taken'; known: flow, seizure, capacity",
        ),
        (
            "quantity: {best: 5, unit: percent, basis: flow}",
            (
                "column 35: CITE.quantity.unit: "
                "a leg has no quantity in percent: give kg, t or usd "
                "(or these per year), or make it an observation"
            ),
        ),
        (
            "quantity: {best: 5, unit: usd, basis: flow}",
            (
                "column 35: CITE.quantity.unit: usd is money, but cocaine is measured in mass: "
                "correct the unit or the commodity"
            ),
        ),
        (
            "quantity: 5",
            "column 19: CITE.quantity: expected a mapping with unit, low, best, high, basis, got 5",
        ),
        (
            "change: {start: .inf, end: 5, unit: t}",
            "column 25: CITE.change.start: inf is not finite: give a number",
        ),
        ("pairwise: 1", "column 19: CITE.pairwise: expected true or false, got 1"),
    ],
)
def test_wrong_value_in_a_citation(line: str, message: str) -> None:
    expected = f"line 20, {message.replace('CITE', 'legs[0].citations[0]')}"
    assert problems(citing(line)) == [expected]


def test_a_share_over_100_percent() -> None:
    text = (
        HEAD
        + LEG
        + """\
observations:
  - id: o
    commodity: cocaine
    kind: share
    statement: More than all.
    citations:
      - source: s1
        locator: p. 1
        credibility: 1
        quantity: {low: 50, high: 105, unit: percent}
"""
    )
    assert problems(text) == [
        (
            "line 29, column 35: observations[0].citations[0].quantity.high: "
            "105 percent is over 100: correct the number"
        )
    ]


def test_a_citation_without_a_source() -> None:
    assert problems(changed(("- source: s1\n        locator", "- locator"))) == [
        "line 17, column 9: legs[0].citations[0]: 'source' is missing: add it"
    ]


@pytest.mark.parametrize(
    ("citations", "message"),
    [
        (
            "",
            (
                "line 12, column 5: legs[0]: 'citations' is missing: add it, or 'events' for "
                "links from seizure records"
            ),
        ),
        (
            "    citations: []\n",
            "line 16, column 16: legs[0].citations: the list is empty: give at least one citation",
        ),
        (
            "    citations:\n",
            "line 16, column 15: legs[0].citations: expected a list, got nothing",
        ),
        (
            "    citations: [s1]\n",
            (
                "line 16, column 17: legs[0].citations[0]: expected a mapping with "
                "source, locator, credibility, modes, period, ..., got 's1'"
            ),
        ),
    ],
)
def test_a_leg_without_a_citation(citations: str, message: str) -> None:
    leg = LEG[: LEG.index("    citations:")]
    assert problems(HEAD + leg + citations) == [message]
