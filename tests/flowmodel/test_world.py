"""The flow estimate on the data that ship."""

from __future__ import annotations

import pytest

from trafficroutes import calibrate, estimate, hubs, load
from trafficroutes.analysis.hubs.answer import HubAnswer


def answer(origin: str, destination: str, commodity: str) -> HubAnswer:
    return hubs(load(), origin, destination, commodity=commodity, draws=0).answers[0]


@pytest.mark.slow
def test_iran_and_turkey_are_the_first_hubs_of_the_balkan_route() -> None:
    found = answer("Afghanistan", "Western and Central Europe", "opiates")
    assert found.weighting == "estimate"
    assert {hub.place for hub in found.hubs[:2]} == {"IRN", "TUR"}


@pytest.mark.slow
def test_colombian_cocaine_for_spain_does_not_pass_the_united_states() -> None:
    found = answer("Colombia", "Spain", "cocaine")
    assert found.weighting == "estimate"
    assert {hub.place: hub.share for hub in found.hubs}.get("USA", 0.0) < 0.02


@pytest.mark.slow
@pytest.mark.parametrize("family", ["cocaine", "opiates"])
def test_what_comes_in_goes_out_or_ends(family: str) -> None:
    found = estimate(load(), family).answers[0]
    for place in found.places:
        onward = sum(leg.flow for leg in found.legs if leg.origin == place.place)
        inward = sum(leg.flow for leg in found.legs if leg.to == place.place)
        assert inward + place.supply == pytest.approx(place.throughput, rel=1e-9)
        assert onward + place.demand == pytest.approx(place.throughput, rel=1e-6, abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("family", ["cocaine", "opiates"])
def test_observations_are_held_out_unless_fitted(family: str) -> None:
    apart = calibrate(load(), family).answers[0]
    fitted = calibrate(load(), family, fit_shares=True).answers[0]
    assert apart.mean_absolute_difference is not None
    assert fitted.mean_absolute_difference is None
    assert apart.mean_absolute_difference_of_all is not None
    assert fitted.mean_absolute_difference_of_all is not None
    assert fitted.mean_absolute_difference_of_all < apart.mean_absolute_difference_of_all


def test_money_and_thin_families_keep_to_evidence() -> None:
    assert answer("Hong Kong", "Pakistan", "precursors").weighting == "evidence"
