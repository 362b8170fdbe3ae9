"""What a release says of itself: one version, one date, in the files that tell them."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import yaml

from trafficroutes.version import __version__

ROOT = Path(__file__).resolve().parents[1]
HEADING = re.compile(r"^## (\S+) - (\d{4}-\d{2}-\d{2}|unreleased)$", re.MULTILINE)


def test_the_version_is_said_in_one_place() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    assert config["metadata"]["version"] == "attr: trafficroutes.version.__version__"
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


def test_the_changelog_and_the_citation_tell_the_same_release() -> None:
    """One that is not released has no date in either."""
    changes = HEADING.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    version, date = changes[0]
    assert version == str(citation["version"]) == __version__
    assert str(citation.get("date-released", "unreleased")) == date
    assert all(date != "unreleased" for _, date in changes[1:])
    assert [number for number, _ in changes] == sorted(
        (number for number, _ in changes),
        key=lambda number: tuple(map(int, number.split("."))),
        reverse=True,
    )


def test_every_heading_of_the_changelog_is_a_release() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert len(HEADING.findall(text)) == len(re.findall(r"^## ", text, re.MULTILINE))
