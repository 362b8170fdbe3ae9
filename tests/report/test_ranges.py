"""Ranges in tables, CSV, JSON and maps of every command that tells shares."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.flowmodel.markets import used
from tests.networks import cite, data_of, leg
from trafficroutes import (
    chokepoints,
    compare,
    cooperation,
    draw_map,
    hubs,
    load,
    paths,
    sweep,
    whatif,
    why,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.report.answers import hubs_document, paths_document, why_document
from trafficroutes.report.chokepoints import chokepoints_document
from trafficroutes.report.comparison import comparison_document
from trafficroutes.report.cooperation import cooperation_document
from trafficroutes.report.document import Document, show
from trafficroutes.report.fitting import fit
from trafficroutes.report.scenarios import whatif_document
from trafficroutes.report.sweep import sweep_document
from trafficroutes.report.text import to_csv, to_markdown

#: COL > BRA > ESP by thirty documents, COL > VEN > ESP by one, and COL > MEX > ESP by ten.
LEGS = [
    leg("COL", "BRA", cite(period=2010)),
    leg("COL", "VEN"),
    leg("COL", "MEX"),
    leg("BRA", "ESP", *(cite(f"a{number}", period=2010) for number in range(30))),
    leg("VEN", "ESP", cite("b")),
    leg("MEX", "ESP", *(cite(f"c{number}", period=2015) for number in range(10))),
]
ENDS = ("COL", "ESP")
BODIES = {
    "b": {
        "name": "B",
        "kind": "operational",
        "families": ["cocaine"],
        "members": ["BRA"],
        "citations": [cite()],
    }
}
Made = tuple[Any, Document]
Maker = Callable[..., Made]


def market() -> Dataset:
    return data_of(
        LEGS,
        production={"COL": 40},
        consumption=[used("ESP", 30, period=2010)],
        bodies=BODIES,
    )


def _compare(data: Dataset, **options: Any) -> Made:
    found = compare(data, *ENDS, with_years="2009-2011", **options)
    return found, comparison_document(found, data.places.name)


def _hubs(data: Dataset, **options: Any) -> Made:
    found = hubs(data, *ENDS, **options)
    return found, hubs_document(found, data)


def _paths(data: Dataset, **options: Any) -> Made:
    found = paths(data, *ENDS, **options)
    return found, paths_document(found, data)


def _why(data: Dataset, **options: Any) -> Made:
    found = why(data, "BRA", *ENDS, **options)
    return found, why_document(found, data)


def _chokepoints(data: Dataset, **options: Any) -> Made:
    found = chokepoints(data, *ENDS, **options)
    return found, chokepoints_document(found, data)


def _cooperation(data: Dataset, **options: Any) -> Made:
    found = cooperation(data, *ENDS, members=["VEN"], **options)
    return found, cooperation_document(found, data)


def _whatif(data: Dataset, **options: Any) -> Made:
    found = whatif(data, *ENDS, remove=["BRA"], **options)
    return found, whatif_document(found, data)


def _sweep(data: Dataset, **options: Any) -> Made:
    found = sweep(data, *ENDS, **options)
    return found, sweep_document(found, data)


#: How many ranges as likely as not each answer tells.
COMMANDS: dict[str, tuple[Maker, int]] = {
    "hubs": (_hubs, 4),
    "paths": (_paths, 4),
    "why": (_why, 3),
    "chokepoints": (_chokepoints, 6),
    "cooperation": (_cooperation, 12),
    "compare": (_compare, 8),
    "whatif": (_whatif, 10),
    "sweep": (_sweep, 3),
}
MAKERS = pytest.mark.parametrize("name", COMMANDS)


def made(name: str, data: Dataset, **options: Any) -> Made:
    return COMMANDS[name][0](data, **{"draws": 60, **options})


def told(values: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each key of a range as likely as not, and what holds it."""
    if isinstance(values, dict):
        yield from ((key, values) for key in values if "range_50" in key)
        values = list(values.values())
    if isinstance(values, list):
        for value in values:
            yield from told(value)


#: The share that a range is of, where its key says more or less than the other.
SHARES = {
    "covered_": "covered_share",
    "uncovered_": "uncovered_share",
    "leg_": "leg_share",
    "arrival_": "arrival_share",
    "before_": "share_before",
    "greedy_": "greedy_value",
}


def share_of(key: str, holder: dict[str, Any]) -> float:
    before, _, after = key.partition("range_50")
    if after:
        return float(holder[after.removeprefix("_")])
    named = SHARES.get(before, before.removesuffix("_"))
    first = ("share", "probability", "intercepted", "value")
    return float(holder[named or next(one for one in first if one in holder)])


@MAKERS
def test_every_share_in_json_has_its_ranges(name: str) -> None:
    result, _ = made(name, market())
    found = 0
    for key, holder in told(json.loads(json.dumps(result.to_dict()))):
        half, most = holder[key], holder[key.replace("50", "90")]
        assert (half is None) == (most is None)
        if half is not None:
            found += 1
            assert most[0] <= half[0] <= share_of(key, holder) <= half[1] <= most[1]
    assert found >= COMMANDS[name][1]


@MAKERS
def test_the_range_asked_for_stands_in_tables(name: str) -> None:
    data = market()
    texts = {
        shown: to_markdown(made(name, data, range_shown=shown)[1])
        for shown in ("50", "90", "evidence")
    }
    assert len(set(texts.values())) == 3
    headings = {"50": ("As likely as not", "50 % range"), "90": ("90 % range",)}
    for shown, words in headings.items():
        assert any(word in texts[shown] for word in words)
        assert not any(word in texts["evidence"] for word in words)
    assert "vidence range" in texts["evidence"]
    assert "of draws |" not in "".join(texts.values())


@MAKERS
def test_csv_has_all_whatever_is_shown(name: str) -> None:
    data = market()
    written = {to_csv(made(name, data, range_shown=shown)[1]) for shown in ("50", "evidence")}
    (text,) = written
    keys = {key for row in csv.DictReader(io.StringIO(text)) for key in row}
    ranges = {key for key in keys if "range_50" in key and key.endswith(("_low", "_high"))}
    assert ranges
    assert {key.replace("range_50", "range_90") for key in ranges} <= keys


@MAKERS
def test_other_weightings_show_the_evidence_range(name: str) -> None:
    result, document = made(name, market(), weighting="equal")
    for key, holder in told(result.to_dict()):
        assert holder[key] is None
        assert holder[key.replace("50", "90")] is None
    text = to_markdown(document)
    assert "vidence range" in text
    assert "As likely as not" not in text
    assert document.sections[0].record == "Not tested: no published shares."
    assert "\nNot tested: no published shares." in text
    assert result.answers[0].not_tested == "not tested: no published shares"


#: Documents of grade F are wrong every other time, and the only way stands on two.
DOUBTFUL = [leg("COL", "BRA", cite("f", period=2010)), leg("BRA", "ESP", cite("f1", period=2010))]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "compare"])
def test_draws_without_a_route_stand_in_the_first_sentence(name: str) -> None:
    result, document = made(name, data_of(DOUBTFUL, bodies=BODIES), weighting="equal")
    answer = result.answers[0]
    lost = answer.worlds_without_route if name == "sweep" else answer.draws.without_route
    assert lost > 20
    part = f"{100 * (60 - lost) / 60:.0f} %"
    told = f"Only in {part} of the draws of the evidence is there a route at all."
    assert document.sections[0].answer[0] == told
    assert f"Cocaine: {told} " in str(result)
    # Notes count them.
    assert any(
        re.search(rf"\b{lost}\b.* (in which )?nothing arrives", note) for note in answer.notes
    )


@MAKERS
def test_by_evidence_and_by_the_estimate_no_draw_is_without_a_route(name: str) -> None:
    for data, weighting in ((data_of(DOUBTFUL, bodies=BODIES), "evidence"), (market(), "estimate")):
        result, document = made(name, data, weighting=weighting)
        answer = result.answers[0]
        if name == "sweep":
            assert answer.worlds_without_route == 0
        else:
            sides = (answer.before, answer.after) if name == "compare" else (answer,)
            assert [side.draws.without_route for side in sides] == [0] * len(sides)
        assert not any("is there a route at all" in line for line in document.sections[0].told)


def test_each_side_of_a_comparison_says_in_which_draws_it_has_no_route() -> None:
    data = data_of(DOUBTFUL)
    found = compare(data, *ENDS, years=2010, with_years="2009-2010", weighting="equal", draws=60)
    told = comparison_document(found, data.places.name).sections[0].answer
    for side, name, line in zip(("before", "after"), ("Before", "After"), told, strict=False):
        drawing = getattr(found.answers[0], side).draws
        part = f"{100 * drawing.used / 60:.0f} %"
        assert re.fullmatch(
            rf"{name}: [Oo]nly in {part} of the draws of the evidence is there a route at all\.",
            line,
        )
        assert drawing.used + drawing.without_route == 60
        assert drawing.without_route > 20


def test_a_small_hub_is_under_five_percent_in_tables_alone() -> None:
    data = market()
    result, document = made("hubs", data)
    table = document.sections[0].tables[0]
    at = [column.key for column in table.columns].index("share")
    shown = {row[1]: show(row[at], table.columns[at]) for row in table.rows}
    assert shown["Venezuela"] == "under 5 %"
    assert shown["Brazil"].endswith(" %")
    (small,) = (hub.share for hub in result.answers[0].hubs if hub.place == "VEN")
    assert 0 < small < 0.05
    rows = list(csv.DictReader(io.StringIO(to_csv(document))))
    assert [float(row["share"]) for row in rows if row["name"] == "Venezuela"] == [
        pytest.approx(small, rel=1e-8)
    ]
    _, other = made("hubs", data, weighting="evidence")
    assert "under 5 %" not in to_markdown(other)


def test_maps_tell_the_range_asked_for() -> None:
    data = market()
    pages = {
        shown: draw_map(hubs(data, *ENDS, draws=60, range_shown=shown), data=data)
        .get_root()
        .render()
        for shown in ("50", "90", "evidence")
    }
    assert "(as likely as not: " in pages["50"]
    assert "(90 % range: " in pages["90"]
    assert "(evidence range: " in pages["evidence"]
    assert all("Not tested: no published shares." in page for page in pages.values())


@pytest.mark.slow
def test_tables_of_hubs_fit_eighty_columns() -> None:
    data = load()
    result = hubs(data, "Colombia", "Europe", commodity="cocaine", draws=20)
    for table in hubs_document(result, data, top=10).sections[0].tables:
        seen = table.for_people()
        rows = [[show(*pair) for pair in zip(row, seen.columns, strict=True)] for row in seen.rows]
        assert fit(seen.columns, rows, 80) is not None
