"""Substances by name, and what is said of those that a file holds nothing about."""

from __future__ import annotations

import pytest

import trafficroutes as tr
from trafficroutes.dataset.substances import load_substances
from trafficroutes.model.names import fold


def test_no_name_means_two_substances() -> None:
    names: dict[str, str] = {}
    for substance in load_substances().known:
        for name in substance.every_name:
            assert names.setdefault(fold(name), substance.name) == substance.name
    assert len(load_substances().known) > 300


def test_every_substance_is_found_by_every_name() -> None:
    known = load_substances()
    for substance in known.known:
        assert {known.find(name) for name in substance.every_name} == {substance}
    assert known.find("nothing like it") is None


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("coke", "cocaine"),
        ("Hash", "cannabis_resin"),
        ("shabu", "methamphetamine"),
        ("P-2-P", "p2p_precursors"),
    ],
)
def test_synonyms_stand_for_what_the_file_holds(name: str, label: str) -> None:
    assert tr.load().resolve_commodity(name)[0] == label


def test_the_file_s_own_names_come_first() -> None:
    data = tr.load()
    for key, commodity in data.records.commodities.items():
        for name in commodity.aliases:
            if name == "cannabis":  # of herb and of resin
                continue
            label, members = data.resolve_commodity(name)
            assert label == key or key in members


def test_a_known_substance_that_is_not_held_is_told() -> None:
    with pytest.raises(tr.NotHeldError) as caught:
        tr.load().resolve_commodity("LSD")
    assert str(caught.value).startswith(
        "LSD is known, but this file holds nothing about it; it holds "
    )
    assert "cocaine" in caught.value.held
    with pytest.raises(tr.UnknownNameError, match="this file holds"):
        tr.load().resolve_commodity("zzzz")


@pytest.mark.parametrize("name", ["cannabis", "Cannabis plant"])
def test_cannabis_is_herb_or_resin(name: str) -> None:
    with pytest.raises(tr.AmbiguousNameError, match=r"cannabis_herb = .*; cannabis_resin = "):
        tr.load().resolve_commodity(name)
