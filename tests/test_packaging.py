"""The wheel holds the data and works from an empty folder; so does the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import tested_versions  # noqa: E402 - found by the line above

QUESTION = ["hubs", "Colombia", "Europe", "--commodity", "cocaine", "--top", "3"]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the tracked files, and unpack it."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            target = source / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(place), str(source)], check=True)
    (wheel,) = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    return place / "site"


@pytest.mark.packaging
def test_the_wheel_holds_the_package_its_data_and_nothing_else(unpacked: Path) -> None:
    assert sorted(path.name for path in unpacked.iterdir() if ".dist-info" not in path.name) == [
        "trafficroutes"
    ]
    held = {path.name for path in (unpacked / "trafficroutes" / "data").iterdir()}
    assert held >= {"routes.yaml", "countries.geojson", "routes.schema.json", "countries.README.md"}
    assert (unpacked / "trafficroutes" / "py.typed").exists()
    assert (unpacked / "trafficroutes" / "__init__.pyi").exists()
    assert list((unpacked / "trafficroutes" / "maps" / "assets").glob("*.js"))


@pytest.mark.packaging
def test_the_wheel_holds_every_module(unpacked: Path) -> None:
    def modules(root: Path) -> set[Path]:
        return {path.relative_to(root) for path in (root / "trafficroutes").rglob("*.py")}

    assert modules(unpacked) == {*modules(ROOT), Path("trafficroutes/data/__init__.py")}


@pytest.mark.packaging
def test_the_wheel_answers_from_an_empty_folder(unpacked: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trafficroutes", *QUESTION],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
    )
    assert done.stdout.startswith("Cocaine: Colombia to Europe")
    assert list(tmp_path.iterdir()) == []


def test_the_checkout_answers_by_its_launcher() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *QUESTION],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    assert done.stdout.startswith("Cocaine: Colombia to Europe")


def test_the_tested_versions_are_those_of_what_is_asked_for() -> None:
    """Otherwise a new requirement would be installed in whatever version is newest."""
    asked = tested_versions.asked_for()
    lines = tested_versions.FILE.read_text(encoding="utf-8").splitlines()
    told = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert told.keys() == {requirement.name for requirement in asked}
    for requirement in asked:
        assert told[requirement.name] in requirement.specifier
