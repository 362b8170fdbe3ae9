"""Installed, editable, in a zip file or as a checkout: trafficroutes finds its own data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from trafficroutes.dataset import shipped
from trafficroutes.dataset.loading import compiled_shipped, load
from trafficroutes.dataset.store import COMPILED
from trafficroutes.errors import FileAccessError, MissingPackageError

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import lowest_versions  # noqa: E402 - found by the line above
import sbom  # noqa: E402
import tested_versions  # noqa: E402

QUESTION = ["hubs", "Colombia", "Europe", "--commodity", "cocaine", "--top", "3"]


#: What a user types, and what it gives in each way of entering.
MODULE = ("-m", "trafficroutes", "info")
LAUNCHER = ("cli.py", "info")
IMPORT = ("-c", "import trafficroutes as tr; print(tr.load().records.title)")
OTHER = "Another title"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the tracked files, as a clone would have them."""
    place = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    return place


@pytest.fixture(scope="module")
def wheels(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the wheel of ``pip install .`` and that of ``pip install --editable .``."""
    plain, editable = (tmp_path_factory.mktemp(name) for name in ("plain", "editable"))
    build = (
        "import sys\nfrom setuptools import build_meta\nplain, editable = sys.argv[1:]\n"
        "build_meta.build_wheel(plain)\nbuild_meta.build_editable(editable)\n"
    )
    command = [sys.executable, "-c", build, str(plain), str(editable)]
    subprocess.run(command, check=True, capture_output=True, cwd=source)
    (first,), (second,) = plain.iterdir(), editable.iterdir()
    return first, second


@pytest.fixture(scope="module")
def other(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the checkout, and give its data another title."""
    place = tmp_path_factory.mktemp("other") / "checkout"
    for name in ("trafficroutes", "data"):
        shutil.copytree(source / name, place / name)
    shutil.copy(source / "cli.py", place)
    data = place / "data" / "routes.yaml"
    text = data.read_text(encoding="utf-8")
    data.write_text(
        text.replace(f"title: {load().records.title}", f"title: {OTHER}", 1), encoding="utf-8"
    )
    return place


@pytest.fixture(scope="module")
def environments(
    wheels: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Make environments that differ in how trafficroutes is installed, and not in the rest."""
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    made = {}
    for name, wheel in zip(("installed", "editable", "bare"), (*wheels, None), strict=True):
        folder = tmp_path_factory.mktemp(name)
        venv.create(folder, symlinks=True)
        (site,) = folder.glob("[Ll]ib/**/site-packages")
        # The requirements, without this environment's own trafficroutes: the .pth files of a
        # folder that a .pth file names are not looked at.
        (site / "zz-requirements.pth").write_text("\n".join(sorted(libraries)), encoding="utf-8")
        if wheel is not None:
            unpack(wheel, site)
        (made[name],) = folder.glob("bin/python")
    return made


def unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


@pytest.mark.packaging
def test_the_wheel_is_the_same_under_any_umask(
    source: Path, wheels: tuple[Path, Path], tmp_path: Path
) -> None:
    """From a checkout of other modes, made by somebody who lets nobody else read."""
    place = tmp_path / "private"
    shutil.copytree(source, place, ignore=shutil.ignore_patterns("build", "*.egg-info"))
    for path in place.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    build = (
        "import os, sys\nfrom setuptools import build_meta\nos.umask(0o077)\n"
        "build_meta.build_wheel(sys.argv[1])\n"
    )
    command = [sys.executable, "-c", build, str(tmp_path / "made")]
    (tmp_path / "made").mkdir()
    subprocess.run(command, check=True, capture_output=True, cwd=place)
    (made,) = (tmp_path / "made").iterdir()
    assert made.read_bytes() == wheels[0].read_bytes()


def test_every_package_has_a_lower_bound_that_is_tested() -> None:
    """scripts/versions.sh lowest takes them from setup.cfg."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    extras = config["options.extras_require"]
    lists = [
        config["options"]["install_requires"],
        *(extras[e] for e in ("dask", "export", "figures")),
    ]
    asked = {line.partition(">=")[0] for listed in lists for line in listed.split()}
    assert asked <= lowest_versions.lowest().keys()


def test_the_bill_of_materials_has_all_that_a_map_and_the_package_hold() -> None:
    bill = sbom.bill()
    names = {component["name"] for component in bill["components"]}
    assert {"numpy", "leaflet", "jquery", "PyYAML", "Jinja2"} <= names
    assert "pytest" not in names
    for component in bill["components"]:
        assert component["version"]
        assert component["purl"].startswith(("pkg:pypi/", "pkg:npm/"))
    assert bill["metadata"]["component"]["name"] == "trafficroutes"
    assert sbom.bill() == bill


@pytest.mark.packaging
def test_the_wheel_holds_every_module(wheels: tuple[Path, Path], tmp_path: Path) -> None:
    def modules(root: Path) -> set[Path]:
        return {path.relative_to(root) for path in (root / "trafficroutes").rglob("*.py")}

    unpack(wheels[0], tmp_path)
    assert modules(tmp_path) == {*modules(ROOT), Path("trafficroutes/data/__init__.py")}


def said(python: Path, *arguments: str, folder: Path, path: str = "", **settings: str) -> str:
    """Return what Python prints in a folder, with something on its path."""
    done = subprocess.run(
        [python, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, **settings},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.packaging
def test_the_wheel_holds_the_package_its_data_and_nothing_else(
    wheels: tuple[Path, Path], tmp_path: Path
) -> None:
    unpack(wheels[0], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir() if ".dist-info" not in path.name) == [
        "trafficroutes"
    ]
    held = {path.name for path in (tmp_path / "trafficroutes" / "data").iterdir()}
    assert held >= {"routes.yaml", "countries.geojson", "routes.schema.json", "countries.README.md"}
    assert "skill.json" in held
    assert (tmp_path / "trafficroutes" / "py.typed").exists()
    assert (tmp_path / "trafficroutes" / "__init__.pyi").exists()
    assert list((tmp_path / "trafficroutes" / "maps" / "assets").glob("*.js"))


@pytest.mark.packaging
@pytest.mark.parametrize("how", ["installed", "editable"])
def test_an_installed_package_answers_from_an_empty_folder(
    environments: dict[str, Path], tmp_path: Path, how: str
) -> None:
    answer = said(environments[how], "-m", "trafficroutes", *QUESTION, folder=tmp_path)
    assert answer.startswith("Cocaine: Colombia to Europe")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.packaging
@pytest.mark.parametrize("how", ["installed", "editable"])
def test_an_installed_package_reads_no_yaml(
    environments: dict[str, Path], tmp_path: Path, how: str
) -> None:
    script = (
        "import trafficroutes as tr\nfrom trafficroutes.dataset import reader\n"
        "reader.parse = None\nprint(tr.load().records.title)\n"
    )
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    told = said(environments[how], "-c", script, folder=tmp_path, **cache)
    assert told == f"{load().records.title}\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.packaging
def test_compiled_data_are_made_alike_and_kept_out_of_git(
    wheels: tuple[Path, Path], source: Path
) -> None:
    made = compiled_shipped()
    with zipfile.ZipFile(wheels[0]) as archive:
        assert archive.read(f"trafficroutes/data/{COMPILED}") == made
    assert (source / "data" / COMPILED).read_bytes() == made
    command = ["git", "check-ignore", "--quiet", f"data/{COMPILED}"]
    assert subprocess.run(command, check=False, cwd=ROOT).returncode == 0


@pytest.mark.packaging
@pytest.mark.parametrize("how", ["installed", "editable", "bare"])
@pytest.mark.parametrize("way", [MODULE, LAUNCHER, IMPORT])
def test_inside_a_checkout_its_own_code_and_data_answer(
    environments: dict[str, Path], other: Path, how: str, way: tuple[str, ...]
) -> None:
    assert OTHER in said(environments[how], *way, folder=other)


@pytest.mark.packaging
def test_the_launcher_of_a_checkout_answers_from_elsewhere(
    environments: dict[str, Path], source: Path, tmp_path: Path
) -> None:
    launcher = str(source / "cli.py")
    answer = said(environments["bare"], launcher, *QUESTION, folder=tmp_path)
    assert answer.startswith("Cocaine: Colombia to Europe")


@pytest.mark.packaging
@pytest.mark.parametrize("what", ["wheel", "checkout"])
def test_it_answers_and_draws_from_a_zip_file(
    environments: dict[str, Path], wheels: tuple[Path, Path], other: Path, tmp_path: Path, what: str
) -> None:
    zipped, title = str(wheels[0]), load().records.title
    if what == "checkout":
        zipped, title = shutil.make_archive(str(tmp_path / "all"), "zip", other), OTHER
    python = environments["bare"]
    assert title in said(python, *IMPORT, folder=tmp_path, path=zipped)
    question = ("-m", "trafficroutes", *QUESTION, "--draws", "0", "--map", "map.html")
    answer = said(python, *question, folder=tmp_path, path=zipped)
    assert answer.startswith("Cocaine: Colombia to Europe")
    assert "Content-Security-Policy" in (tmp_path / "map.html").read_text(encoding="utf-8")


@pytest.mark.packaging
def test_a_change_of_code_inside_a_zip_file_is_seen_by_the_cache(
    environments: dict[str, Path], wheels: tuple[Path, Path], tmp_path: Path
) -> None:
    """Otherwise what the old code had checked would be found again by the new."""
    digest = ("-c", "from trafficroutes.dataset import store; print(store.code_digest('model'))")
    python, changed = environments["bare"], tmp_path / "changed.zip"
    shutil.copy(wheels[0], changed)
    before = said(python, *digest, folder=tmp_path, path=str(changed))
    assert before == said(python, *digest, folder=ROOT)
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr("trafficroutes/model/below/new.py", "NEW = True\n")
    assert said(python, *digest, folder=tmp_path, path=str(changed)) != before


def test_data_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shipped, "_package", lambda: tmp_path / "trafficroutes")
    with pytest.raises(FileAccessError, match=r"routes\.yaml is missing from .*data: install"):
        shipped.shipped_file("routes.yaml")


def test_what_a_missing_package_advises_is_what_the_extra_asks_for() -> None:
    """No index knows trafficroutes, so that its extras cannot be named."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    listed = config["options.extras_require"]
    for extra, requirements in MissingPackageError.EXTRAS.items():
        assert list(requirements) == listed[extra].split()
    assert {"test", "dev", "docs", "mutate", *MissingPackageError.EXTRAS} == set(listed)


def test_the_tested_versions_are_those_of_what_is_asked_for() -> None:
    """Otherwise a new requirement would be installed in whatever version is newest."""
    asked = tested_versions.asked_for()
    lines = tested_versions.FILE.read_text(encoding="utf-8").splitlines()
    told = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert told.keys() == {requirement.name for requirement in asked}
    for requirement in asked:
        assert told[requirement.name] in requirement.specifier
