"""What the documents show is what the commands print."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import pytest

import trafficroutes as tr
from tests.kernels import OLDEST, OWN, under
from tests.properties import ALL
from trafficroutes.analysis.legs import results
from trafficroutes.analysis.records import overview_results, profile_results
from trafficroutes.commands.main import COMMANDS
from trafficroutes.question.plain import Plain

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import python_reference  # noqa: E402 - found by the line above

#: The kernel that differs most from others; in CI this processor's too.
KERNELS_OF_DOCUMENTS = (OLDEST, OWN) if ALL else (OLDEST,)


@pytest.mark.slow
@pytest.mark.parametrize("kernel", KERNELS_OF_DOCUMENTS)
def test_shown_output_is_real_and_up_to_date(kernel: str) -> None:
    done = under(kernel, "scripts/refresh_docs.py", "--check")
    hint = f"under {kernel}; run python scripts/refresh_docs.py"
    assert done.returncode == 0, f"{hint}: {done.stdout}{done.stderr}"


def test_the_python_reference_has_every_public_name() -> None:
    text = python_reference.PAGE.read_text(encoding="utf-8")
    assert text == python_reference.reference(), "run python scripts/python_reference.py"
    told = re.findall(r"^### (\w+)$", text, re.MULTILINE)
    assert sorted([*told, "__version__"]) == tr.__all__
    for name in told:
        entry = text.partition(f"\n### {name}\n")[2].partition("\n### ")[0]
        if inspect.isfunction(getattr(tr, name)):
            assert f"\n{name}(" in entry
            for parameter in inspect.signature(getattr(tr, name)).parameters:
                assert parameter in entry


@pytest.mark.slow
@pytest.mark.parametrize("kernel", KERNELS_OF_DOCUMENTS)
def test_findings_are_what_the_data_give(kernel: str) -> None:
    done = under(kernel, "scripts/refresh_findings.py", "--check")
    hint = f"under {kernel}; run python scripts/refresh_findings.py"
    assert done.returncode == 0, f"{hint}: {done.stdout}{done.stderr}"


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"\n## {name}\n" in reference
        assert name in (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        (
            "legs",
            (
                results.LegsResult,
                results.LegsQuery,
                results.LegsSummary,
                results.LegTold,
                results.FlowTestimony,
                results.Contradiction,
            ),
        ),
        (
            "show",
            (
                overview_results.Overview,
                overview_results.YearTold,
                overview_results.AmountMoved,
                overview_results.MarketFigure,
                overview_results.CorridorShared,
                profile_results.Observed,
            ),
        ),
    ],
)
def test_every_key_of_an_answer_is_told(section: str, kinds: tuple[type[Plain], ...]) -> None:
    text = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    told = text.split(f"\n## {section}\n")[1].split("\n## ")[0]
    for kind in kinds:
        keys = kind.keys()
        missing = [key for key in keys if not re.search(rf"[`\"]{key}[`\"]", told)]
        assert missing == [], kind
