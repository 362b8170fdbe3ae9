"""The two sentences of each shipped scenario, read and held against their own numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.networks import data_of
from trafficroutes.dataset.loading import load
from trafficroutes.model.dataset import Dataset
from trafficroutes.scenario.files.reading import read_scenarios
from trafficroutes.scenario.whatif.answer import whatif
from trafficroutes.scenario.whatif.results import WhatIfAnswer
from trafficroutes.scenario.whatif.shift_records import PlaceShift

EXAMPLES = Path(__file__).resolve().parents[3] / "scenarios" / "examples.yaml"
#: The eight hubs that the shipped data name as such, by the note of their citations.
NAMED = "Named as a transshipment hub; one of eight."
PERCENT = (
    r"(less than 0\.1|more than 99\.9|\d+\.\d) %(?: \(evidence range: (\d+\.\d) to ([^)]*)\))?"
)
FIRST = re.compile(
    rf"With (?P<what>.*?), {PERCENT} of the (?P<goods>\S+) arriving in (?P<to>.*) from "
    rf"(?P<origin>.*?) would be intercepted if nobody changed route\."
)
ADAPTED = re.compile(rf"Where routes adapt \(theta = ([\d.]+)\), {PERCENT} of what is sent")
PARTLY = re.compile(rf"With full adaptation {PERCENT} still arrives, since no cited route is left")
WHOLE = "With full adaptation everything still arrives"
GAIN = re.compile(
    r"of the transit countries (?P<name>.*) gains most, from (?P<before>\S+|less than \S+) % "
    r"(?:of the arrivals )?to (?P<after>\S+) % of (?P<of>the arrivals|those that are left)\.$"
)
RAN = None


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load()


def told(data: Dataset) -> dict[str, WhatIfAnswer]:
    return {
        spec.name or "": whatif(
            data, spec.origin, spec.destination, draws=0, **spec.told()
        ).answers[0]
        for spec in read_scenarios([EXAMPLES], data)
    }


def is_(said: str, share: float) -> bool:
    """Whether a share is said rightly, to a tenth of a percent."""
    if said.startswith("less than"):
        return 0 < share < 0.0005
    if said.startswith("more than"):
        return 0.9995 < share < 1
    return said == f"{share * 100:.1f}"


def true_of(answer: WhatIfAnswer) -> None:
    """Read a summary, and hold every number in it against the answer's own."""
    assert answer.intercepted is not None
    first = FIRST.match(answer.summary)
    assert first is not None, answer.summary
    assert is_(first[2], answer.intercepted)
    assert first["goods"] == answer.commodity
    for end in answer.destinations:
        assert end.name in first["to"]
    second = answer.summary[first.end() :].strip()
    points = {point.adaptation: point.share for point in answer.delivered}
    lost = [end.name for end in answer.destinations if end.cut_off]
    rated = any(change.kind == "interdict" and change.value != 1 for change in answer.changes)
    if rated:
        adapted = ADAPTED.match(second)
        assert adapted is not None, second
        assert float(adapted[1]) == answer.adaptation
        assert is_(adapted[2], points[answer.adaptation])
    elif lost and answer.arrivals_after != 1:
        partly = PARTLY.match(second)
        assert partly is not None, second
        assert is_(partly[1], points[1.0])
        assert answer.arrivals_after == pytest.approx(points[1.0])
    else:
        assert second.startswith(WHOLE)
        assert points[1.0] == pytest.approx(1.0)
        assert ("but nothing in" in second) == bool(lost)
    assert all(name in second for name in lost)
    gains(answer, second)


def gains(answer: WhatIfAnswer, second: str) -> None:
    most: PlaceShift = max(answer.hubs, key=lambda hub: hub.change or 0.0)
    assert most.change is not None
    if most.change < 0.0005:
        assert second.endswith("no transit country gains a tenth of a percent.")
        return
    gain = GAIN.search(second)
    assert gain is not None, second
    assert gain["name"] == most.name
    assert is_(gain["before"], most.share_before)
    assert most.share_after is not None
    assert is_(gain["after"], most.share_after)
    assert (gain["of"] == "the arrivals") == (answer.arrivals_after == pytest.approx(1.0))


@pytest.mark.slow
def test_each_shipped_sentence_is_true_of_its_own_numbers(data: Dataset) -> None:
    answers = told(data)
    assert len(answers) == 7
    for answer in answers.values():
        true_of(answer)
    fixed, free = answers["northern-route-cut"], answers["northern-route-cut-free"]
    assert free.arrivals_after == 1
    # The Balkan Route swells more where goods may turn to the other market.
    balkan, more = (
        next(c.change for c in answer.corridors if c.corridor == "balkan-route")
        for answer in (fixed, free)
    )
    assert more > balkan
    russia = free.destinations[0]
    assert russia.share_after is not None
    assert russia.share_after < russia.share_before / 10


def test_the_eight_hubs_are_those_that_the_data_name(data: Dataset) -> None:
    named = {
        leg.to for leg in data.legs if any(citation.note == NAMED for citation in leg.citations)
    }
    scenario = next(s for s in read_scenarios([EXAMPLES], data) if "hubs" in (s.name or ""))
    watched = {data.places.resolve(name) for name in scenario.changes["interdict"]}
    assert watched == named
    assert len(named) == 8


def test_sentences_with_intervals_are_true() -> None:
    small = data_of("COL > BRA > ESP\nCOL > GNB > ESP\nGNB > BRA")
    answer = whatif(small, "COL", "ESP", remove=["BRA"], draws=60).answers[0]
    true_of(answer)
    first = FIRST.match(answer.summary)
    assert first is not None
    assert answer.intervals is not None
    assert answer.intervals.intercepted is not None
    low, high = answer.intervals.intercepted
    assert first[3] == f"{low * 100:.1f}"
    assert first[4] == f"{high * 100:.1f} %"
