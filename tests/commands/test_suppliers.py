"""The command that asks from where a place gets its goods."""

from __future__ import annotations

import json

from tests.commands.conftest import Runner
from tests.networks import near


def test_a_table_of_the_last_step_and_of_where_goods_begin(run: Runner) -> None:
    found = run("suppliers", "Spain", "--commodity", "cocaine")
    assert found.code == 0
    assert "Cocaine: suppliers of Spain" in found.out
    came, begun = found.out.split("Begins in")
    assert "Comes in from" in came
    assert "Guinea-Bissau" in came
    assert "Colombia" in begun.split("\n- ")[0]
    assert "90 % of draws" not in run("suppliers", "Spain", "--draws", "0").out


def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(run("suppliers", "Europe", "--top", "1", "-f", "json").out)
    assert set(found) == {"query", "dataset", "answers"}
    assert found["query"]["destination"] == "R:EUROPE"
    answers = {answer["commodity"]: answer for answer in found["answers"]}
    assert set(answers) == {"cocaine", "opiates"}
    (supplier,) = answers["cocaine"]["suppliers"]
    assert (supplier["place"], supplier["share"]) == ("GNB", near(1))
    assert {c["source"] for c in supplier["citations"]} == {"paper", "report"}
    (origin,) = answers["cocaine"]["origins"]
    assert origin["place"] == "COL"
    assert origin["citations"]


def test_evidence_is_of_the_last_step_and_of_production(run: Runner) -> None:
    found = run("suppliers", "Spain", "--evidence").out
    assert "Evidence for what comes in from Guinea-Bissau" in found
    assert "Evidence for goods of Colombia" in found


def test_what_cannot_be_answered_is_said_in_one_line(run: Runner) -> None:
    for words, code, told in (
        (("Spane",), 1, "did you mean"),
        (("World",), 1, "name a country or a region"),
        (("Japan", "--commodity", "cocaine"), 1, "nothing that is cited brings cocaine to Japan"),
        ((), 2, "PLACE"),
    ):
        ended = run("suppliers", *words)
        assert ended.code == code
        assert told in ended.err
        assert "Traceback" not in ended.err
