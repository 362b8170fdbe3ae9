"""What a loaded data file answers."""

from __future__ import annotations

import pytest

from tests.dataset.snippets import HEAD
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.errors import AmbiguousNameError, UnknownNameError

DATA = load_bytes(
    b"""\
format: 1
title: Small
updated: 2026-01-31
grades:
  reliability: {A: 0.9, B: 0.8, C: 0.6, D: 0.4, E: 0.2, F: 0.5}
  credibility: {1: 0.9, 2: 0.5, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.5}
sources:
  s1: {title: One, publisher: P, kind: press, reliability: B}
commodities:
  opium: {name: Opium, family: opiates, colour: "#8C7AB8", unit: t}
  heroin: {name: Heroin, family: opiates, colour: "#3D1A78", unit: t, aliases: [Brown sugar]}
  cocaine: {name: Cocaine, family: cocaine, colour: "#C4420B", unit: t}
  coca_paste: {name: Coca paste, family: cocaine, colour: "#E08A5B", unit: t}
legs:
  - id: measured
    from: COL
    to: MEX
    commodity: cocaine
    citations:
      - {source: s1, locator: p. 1, credibility: 1}
      - source: s1
        locator: p. 2
        credibility: 2
        quantity: {best: 5, unit: t, basis: seizure}
  - id: unmeasured
    from: AFG
    to: IRN
    commodity: opium
    citations: [{source: s1, locator: p. 3, credibility: 1}]
bodies:
  b2:
    name: Two
    kind: forum
    members: [FRA, {place: MRT, to: 2000}]
    citations: [{source: s1, locator: p. 4, credibility: 1}]
  b1:
    name: One
    kind: operational
    members: [GBR]
    observers: [France]
    citations: [{source: s1, locator: p. 4, credibility: 1}]
""",
    "small.yaml",
)


def test_legs_with_a_quantity_are_counted() -> None:
    assert len(DATA.legs) == 2
    assert DATA.legs_with_quantity == 1


def test_families_are_sorted() -> None:
    assert DATA.families == {"cocaine": ("coca_paste", "cocaine"), "opiates": ("heroin", "opium")}
    assert list(DATA.families) == ["cocaine", "opiates"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("opiates", ("opiates", ("heroin", "opium"))),
        ("Cocaine", ("cocaine", ("coca_paste", "cocaine"))),
        ("brown-sugar", ("heroin", ("heroin",))),
        ("coca paste", ("coca_paste", ("coca_paste",))),
        ("Coca_Paste", ("coca_paste", ("coca_paste",))),
    ],
)
def test_commodities_by_any_name(name: str, found: tuple[str, tuple[str, ...]]) -> None:
    assert DATA.resolve_commodity(name) == found


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("heroine", "did you mean heroin?"),
        ("tea", "this file holds cocaine, opiates, coca_paste, heroin, opium"),
    ],
)
def test_unknown_commodity(name: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        DATA.resolve_commodity(name)
    assert str(caught.value) == f"unknown commodity {name!r}; {hint}"


def test_records_behind_a_citation() -> None:
    first, second = DATA.legs[0].citations
    assert DATA.source(first).title == "One"
    assert DATA.probability(first) == pytest.approx(0.8 * 0.9)
    assert DATA.probability(second) == pytest.approx(0.8 * 0.5)
    assert DATA.commodity("opium").name == "Opium"


def test_bodies_of_a_country() -> None:
    assert list(DATA.bodies_of("FRA")) == ["b1", "b2"]
    assert list(DATA.bodies_of("MRT")) == ["b2"]
    assert DATA.bodies_of("PER") == {}


def test_a_name_that_two_commodities_share_is_that_of_neither() -> None:
    text = (
        HEAD
        + """\
  herb: {name: Cannabis herb, family: herb, colour: "#480000", unit: t, aliases: [cannabis, resin]}
  resin: {name: Cannabis resin, family: resins, colour: "#483030", unit: t, aliases: [cannabis]}
legs: []
"""
    )
    shared = load_bytes(text.encode(), "shared.yaml")
    with pytest.raises(AmbiguousNameError) as caught:
        shared.resolve_commodity("Cannabis")
    assert caught.value.choices == (("herb", "Cannabis herb"), ("resin", "Cannabis resin"))
    assert shared.resolve_commodity("resin") == ("resin", ("resin",))
    assert shared.resolve_commodity("cannabis resin") == ("resin", ("resin",))
