"""What stands on a terminal: the answer, whole, on one screen, at several sizes."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from terminal import on_terminal

#: A question a command, with what its answer has to say in words.
QUESTIONS = {
    "hubs Colombia Europe --commodity cocaine": r"The main transit countries are \w+|Most of it",
    "hubs 'South America' Europe --commodity cocaine": r"It leaves South America mainly from",
    "hubs Afghanistan Germany --commodity heroin": r"passes Iran \(\d+ %",
    "ask 'which transit hubs connect Colombia to Europe'": r"^trafficroutes hubs Colombia Europe",
    "ask 'who supplies Spain with cocaine'": r"trafficroutes suppliers Spain .* comes mainly|Most",
    "paths Afghanistan Russia --commodity opiates": r"The likeliest route is Afghanistan >",
    "why Ecuador Colombia Europe --commodity cocaine": r"of the arriving goods pass Ecuador",
    "suppliers Spain --commodity cocaine": r"comes into Spain comes",
    "chokepoints Colombia Europe --commodity cocaine": r"at least \d+ countries have to be closed",
    "whatif Colombia Europe --commodity cocaine --remove Ecuador": r"With Ecuador closed, \d",
    "sweep Colombia Europe --commodity cocaine --size 2": r"The best of [\d,]+ sets of 2 countries",
    "cooperation Colombia Europe --commodity cocaine": r"pass a member of an operational body",
    "centrality --commodity opiates": r"the most central by strength in are",
    "compare Colombia Europe --commodity cocaine --years 2010-2015 --with 2018-2023": r"gains most",
    "sensitivity Colombia Europe --commodity cocaine": r"of the first 10 stay first",
    "estimate cocaine": r"About [\d,]+ t a year set out",
    "calibrate cocaine": r"published shares \d+ are held out",
    "calibrate cocaine --skill": r"Misses \d+ published shares",
    "compare Colombia Europe --commodity cocaine --since 2018": r"gains most",
    "show Ecuador": r"legs lead into Ecuador and \d+ out of it",
    "show cocaine": r"legs between \d+ countries, told by",
    "show 'Northern Route'": r"legs between \d+ countries, told by",
    "legs Ecuador Belgium": r"from Ecuador to Belgium is told by \d+ citations",
    "legs Colombia Europe --commodity cocaine": r"legs lead from Colombia to Europe",
    "places 'West Africa'": r"region",
    "sources UNODC": r"\d+ documents, cited",
    "info": r"legs between \d+ places",
    "audit": r"The most frequent:",
    "validate data/routes.yaml": r"no problem found",
}


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_on_the_first_screen(question: str) -> None:
    found = on_terminal(shlex.split(question), (80, 24))
    lines = found.text.splitlines()
    assert found.code == 0
    assert all(len(line) <= 80 for line in lines)
    first = " ".join(lines[:8])
    assert re.search(QUESTIONS[question], first), found.text
    # All of it is there, with the prompt on the last line: nothing has gone off the top.
    assert len(lines) < 24, found.text


@pytest.mark.slow
@pytest.mark.parametrize("size", [(100, 24), (140, 40), (60, 30)])
def test_other_sizes_hold_the_answer_and_its_table(size: tuple[int, int]) -> None:
    columns, height = size
    lines = on_terminal(["hubs", "Colombia", "Europe", "--commodity", "cocaine"], size)
    text = lines.text.splitlines()
    assert len(text) < height
    assert max(map(len, text)) <= columns
    shown = [line for line in text if re.match(r"\s*\d+ +\w", line)]
    assert len(shown) >= 3
    assert "With --notes: " in lines.text


def test_several_families_are_told_in_their_first_sentences() -> None:
    text = on_terminal(["hubs", "Colombia", "Europe"], (80, 40)).text
    assert text.count("Transit hubs") == 1
    assert text.index("Cocaine: Colombia to Europe") < text.index("Ketamine: Colombia to Europe")


def test_notes_one_table_and_citations_are_whole() -> None:
    question = ["why", "Ecuador", "Colombia", "Europe", "--commodity", "cocaine"]
    whole = on_terminal([*question, "--notes"], (80, 24)).text
    assert "With --notes" not in whole
    assert len(whole.splitlines()) > 40
    cited = on_terminal([*question, "--evidence"], (80, 24)).text
    assert "Evidence for cocaine-COL-ECU" in cited
    gateways = on_terminal(
        ["hubs", "Colombia", "Europe", "--commodity", "cocaine", "--table", "gateways"], (80, 24)
    ).text
    assert "Gateways (first arrival)" in gateways
    assert "Transit hubs" not in gateways
    wrong = on_terminal(["hubs", "Colombia", "Europe", "--table", "x"], (80, 24))
    assert wrong.code == 2
    assert "there is hubs, gateways" in wrong.errors
