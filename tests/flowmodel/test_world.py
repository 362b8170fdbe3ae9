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
    assert {hub.place for hub in found.hubs[:3]} == {"IRN", "PAK", "TUR"}


@pytest.mark.slow
@pytest.mark.parametrize("years", ["2018-2023", "2021-2026"])
def test_ecuador_comes_first_in_late_years(years: str) -> None:
    found = hubs(load(), "Colombia", "Europe", commodity="cocaine", years=years, draws=0)
    assert found.answers[0].hubs[0].place == "ECU"


@pytest.mark.slow
def test_a_period_leaves_the_trunk_where_it_is() -> None:
    """Few reports are of just these years, and cocaine still went by Mexico."""
    found = hubs(
        load(), "Colombia", "United States", commodity="cocaine", years="2010-2014", draws=0
    )
    shares = {hub.place: hub.share for hub in found.answers[0].hubs}
    assert max(shares, key=shares.__getitem__) == "MEX"
    assert shares["BHS"] < 0.15


@pytest.mark.slow
def test_one_seizure_makes_no_trunk() -> None:
    found = hubs(load(), "Afghanistan", "Germany", years="2015-2023", draws=0).answers[0]
    assert {hub.place: hub.share for hub in found.hubs}.get("SWZ", 0.0) < 0.02


@pytest.mark.slow
def test_the_northern_route_has_a_way_in_every_draw() -> None:
    found = hubs(load(), "Afghanistan", "Russia", years="2008-2012", draws=200).answers[0]
    assert {hub.place for hub in found.hubs[:2]} == {"KAZ", "TJK"}
    assert found.draws is not None
    assert found.draws.without_route == 0


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
