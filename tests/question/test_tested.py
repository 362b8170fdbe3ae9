"""What an answer says of how often such shares were right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.flowmodel.markets import IMPORTS, share, used
from tests.networks import data_of, leg
from trafficroutes import hubs, load, skill
from trafficroutes.dataset import store
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.tested import Standing, in_words
from trafficroutes.report.answers import hubs_document

#: Five questions, and one more share of the first.
OBSERVED = [
    share("a", 60, **{"from": "COL", "to": "ESP", "via": ["BRA"]}, question="way"),
    share("b", 40, **{"from": "COL", "to": "FRA", "via": ["BRA"]}),
    share("c", 50, **{"from": "COL", "to": "ESP", "via": ["BRA"]}, question="way"),
    *(
        share(f"by-{key}", 10, **{"from": "COL", "to": "ESP", "via": [key]})
        for key in ("FRA", "VEN", "ECU")
    ),
]
WAYS = [*IMPORTS, leg("BRA", "FRA"), *(leg("COL", key) for key in ("VEN", "ECU")),
        *(leg(key, "ESP") for key in ("FRA", "VEN", "ECU"))]  # fmt: skip


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv(store.OFF, raising=False)


def market(observations: list[dict[str, Any]]) -> Dataset:
    return data_of(
        WAYS,
        production={"COL": 40},
        consumption=[used("ESP", 15), used("FRA", 10), used("BRA", 5)],
        observations=observations,
    )


def told(data: Dataset, **options: Any) -> str:
    found = hubs(data, "COL", "ESP", draws=0, commodity="cocaine", **options)
    return hubs_document(found, data).sections[0].record


def test_data_that_were_never_tested_say_what_does_it() -> None:
    data = market(OBSERVED)
    assert told(data) == (
        "Not tested on this data: `trafficroutes calibrate cocaine --skill` does it."
    )
    answer = hubs(data, "COL", "ESP", draws=0).answers[0].to_dict()
    assert answer["tested"] is None
    assert answer["not_tested"].startswith("not tested on this data")


def test_figures_are_kept_once_they_are_worked_out() -> None:
    data = market(OBSERVED)
    found = skill(data, "cocaine").answers[0].skill[-1]
    answer = hubs(data, "COL", "ESP", draws=0).answers[0]
    assert answer.to_dict()["tested"] == {
        "family": "cocaine",
        "n": found.n,
        "questions": 5,
        "mae": found.mae,
        "constant": found.baselines["constant"],
        "coverage_50": found.coverage_50,
        "coverage_90": found.coverage_90,
    }
    assert answer.not_tested is None
    guess = found.baselines["constant"]
    assert guess is not None
    begins = (
        f"Such shares of cocaine missed published ones by {found.mae:.0f} points on average "
        f"(a constant guess: {guess:.0f}) in 5 questions; "
    )
    assert told(data) == f"{begins}{found.coverage_50:.0f} % lay in such ranges."
    ends = f"{found.coverage_90:.0f} % lay in such ranges."
    assert told(data, range_shown=90) == f"{begins}{ends}"
    assert "evidence ranges were not tested" in told(data, range_shown="evidence")


def test_other_assumptions_and_other_data_do_not_count() -> None:
    data = market(OBSERVED)
    skill(data, "cocaine", reconcile=False)
    assert told(data).startswith("Not tested on this data")
    skill(data, "cocaine")
    assert told(data).startswith("Such shares of cocaine missed published ones by ")
    assert told(market(OBSERVED[:-1])).startswith("Not tested on this data")


def test_nothing_is_kept_where_the_cache_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.OFF, "1")
    data = market(OBSERVED)
    skill(data, "cocaine")
    assert told(data).startswith("Not tested on this data")


def test_a_damaged_entry_is_passed_over() -> None:
    data = market(OBSERVED)
    skill(data, "cocaine")
    folder = store.folder()
    assert folder is not None
    for entry in folder.glob("skill-*"):
        entry.write_bytes(entry.read_bytes()[:-1])
    assert told(data).startswith("Not tested on this data")


def test_families_without_published_shares_say_so() -> None:
    assert told(market([])) == "Not tested: no published shares."
    assert told(market(OBSERVED), weighting="equal") == (
        "Not tested: published shares test the flow estimate alone."
    )


def test_a_few_questions_are_no_test() -> None:
    data = market(OBSERVED[:3])
    skill(data, "cocaine")
    assert told(data) == "Not tested: too few published shares."
    way = {"from": "PER", "to": "USA", "via": ["MEX"]}
    data = market([share("elsewhere", 50, **way)])
    with pytest.raises(QueryError, match="no published share"):
        skill(data, "cocaine")
    assert told(data) == "Not tested: too few published shares."


def test_the_data_that_ship_are_tested() -> None:
    """By their own figures, for a commodity those of its family."""
    for commodity, family in (("cocaine", "cocaine"), ("heroin", "opiates")):
        ends = ("Afghanistan", "Russia") if family == "opiates" else ("Colombia", "Spain")
        answer = hubs(load(), *ends, commodity=commodity, draws=0).answers[0]
        assert answer.tested is not None
        assert answer.tested.family == family
        assert answer.tested.questions >= 10
        words = in_words(Standing(answer.tested, None), "50")
        assert words.startswith(
            f"Such shares of {family} missed published ones by {answer.tested.mae:.0f} points on "
            "average ("
        )
