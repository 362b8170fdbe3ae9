"""The flow estimate and its calibration as answers of the library."""

from __future__ import annotations

import json

import pytest

from tests.flowmodel.markets import IMPORTS, estimated, seized, share, used
from tests.flowmodel.plain_recipe import PlainRecipe
from tests.networks import cite, data_of, tonnes
from trafficroutes.analysis.estimate.answer import estimate
from trafficroutes.analysis.estimate.calibrate import calibrate
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.model.years import Years
from trafficroutes.report.estimates import estimate_document, first
from trafficroutes.report.form.text import to_markdown

DATA = data_of(
    IMPORTS,
    production={"COL": 30},
    consumption=[used("ESP", 12), used("BRA", 5), used("FRA", 10)],
    seizures=[seized("ESP", 3)],
    observations=[share("by-BRA", 60, **{"from": "COL", "to": "ESP", "via": ["BRA"]})],
)


#: What Spain has from Brazil of its 15 t, by the recipe in plain Python: two of three
#: reports, and a prior by which Brazil, off the way, has less than that.
FROM_BRAZIL = (
    15
    * PlainRecipe(
        DATA, ("cocaine",), None, {"ESP": 15, "BRA": 5, "FRA": 10}, {"COL": (30, False, 0.0)}, {}
    ).solved()[0]["BRA", "ESP"]
)


def test_legs_and_places_in_tonnes() -> None:
    answer = estimate(DATA, "cocaine", reconcile=False).answers[0]
    assert [(leg.origin, leg.to) for leg in answer.legs] == [
        ("COL", "BRA"),
        ("COL", "FRA"),
        ("BRA", "ESP"),
        ("COL", "ESP"),
    ]
    assert 7.5 < FROM_BRAZIL < 10
    assert [leg.flow for leg in answer.legs] == pytest.approx(
        [5 + FROM_BRAZIL, 10, FROM_BRAZIL, 15 - FROM_BRAZIL]
    )
    spain = next(place for place in answer.places if place.place == "ESP")
    assert (spain.demand, spain.seizures, spain.supply) == (15, 3, 0)
    assert (spain.derived, spain.near, len(spain.citations)) == (False, False, 1)
    assert (answer.period, answer.unit, answer.draws) == ("all years", "t", 0)
    json.dumps(estimate(DATA, "cocaine", draws=3).to_dict())


def test_text_of_the_results() -> None:
    assert str(estimate(DATA, "cocaine", reconcile=False)) == (
        "Cocaine: About 30 t a year set out, by the estimate for all years. The largest flows are "
        f"Colombia > Brazil ({5 + FROM_BRAZIL:.2g} t), Colombia > France (10 t) and Brazil > Spain "
        f"({FROM_BRAZIL:.2g} t)."
    )
    found = estimate(DATA, "cocaine", draws=30)
    for flow in found.answers[0].legs[:3]:
        assert flow.low is not None
        assert flow.high is not None
        told = f"({flow.flow:.2g} t; by the evidence {flow.low:.2g} to {flow.high:.2g})"
        ends = " > ".join(DATA.places.name(code) for code in (flow.origin, flow.to))
        assert f"{ends} {told}" in str(found)
    part = FROM_BRAZIL / 15
    assert str(calibrate(DATA, "cocaine", reconcile=False)).splitlines() == [
        f"cocaine, all years: {100 * (0.6 - part):.1f} points on average",
        f"   60.0%  {part:.1%} by-BRA",
    ]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"unit": "tons"}, UnknownNameError, "unknown unit 'tons'"),
        ({"draws": -1}, QueryError, "the number of draws is 0"),
        ({"years": "soon"}, QueryError, "'soon' is no period"),
    ],
)
def test_options_that_mean_nothing(
    options: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        estimate(DATA, "cocaine", **options)  # type: ignore[arg-type] # wrong on purpose


def test_what_is_missing_stands_in_the_document() -> None:
    data = data_of(
        "COL > ESP\nMAR > PRT > MAR\nPRT > ESP\nBRA > FRA",
        production={"COL": 1},
        consumption=[used("ESP", 30), used("FRA", 2)],
    )
    found = estimate(data, "cocaine", reconcile=False)
    text = to_markdown(estimate_document(found, data))
    assert "Without a known supplier or production (1): Brazil" in text
    assert "Supply each other, and nothing feeds them: Morocco, Portugal" in text
    assert "Demand asks 30 t a year of Colombia; at most 1 t of production are cited" in text
    assert len(first(found, 1).answers[0].legs) == 1
    assert first(found, None) is found


def test_the_tree_names_origins_hubs_and_markets() -> None:
    found = estimate(DATA, "cocaine", reconcile=False)
    lines = to_markdown(estimate_document(found, DATA)).splitlines()
    assert lines[2].startswith("About 30 t a year set out, ")
    assert lines[3].startswith("The largest flows are ")
    tree = [line.strip() for line in lines[4:9]]
    assert tree == [
        "Colombia 30 t",
        f"├ {5 + FROM_BRAZIL:.3g} t Brazil, 5 t end here",
        f"│ └ {FROM_BRAZIL:.3g} t Spain, 15 t end here",
        "├ 10 t France, 10 t end here",
        f"└ {15 - FROM_BRAZIL:.3g} t Spain, 15 t end here",
    ]


def test_a_major_producer_stays_one_without_a_figure_near_the_period() -> None:
    old = cite(quantity=tonnes(100, None), period=1995)
    data = data_of(
        [{**entry, "citations": [cite(period=2010)]} for entry in IMPORTS],
        production_records=[
            {"id": "p", "place": "COL", "commodity": "cocaine", "citations": [old]},
            {
                "id": "q",
                "place": "PER",
                "commodity": "cocaine",
                "citations": [cite(quantity=tonnes(1, None), period=1995)],
            },
        ],
        consumption=[used("ESP", 12, period=2010)],
    )
    found = estimated(data, years=Years(2010, 2010))
    assert {code: producer.made for code, producer in found.producers.items()} == {"COL": None}
    assert found.supply["COL"] == pytest.approx(12e3)
