"""Fetch the third-party scripts and styles that every map carries within itself, and that test it.

Developers run this when a version changes::

    python scripts/vendor_assets.py

It takes the packages from npm (through ``npm pack``), at the newest patch of the versions
for which folium writes its pages, turns the images that the styles name into ``data:``
URIs, and writes the files, their licences and ``manifest.json`` to
``trafficroutes/maps/assets``. What only the tests use, axe-core, goes to ``tests/maps/assets``
and into no wheel. What is fetched is checked against the hashes below.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

#: Of a manifest.
Line: TypeAlias = dict[str, str]
ASSETS = Path(__file__).resolve().parent.parent / "trafficroutes" / "maps" / "assets"
TESTS = ASSETS.parents[2] / "tests" / "maps" / "assets"
_MIME = {".png": "image/png", ".gif": "image/gif", ".svg": "image/svg+xml"}
_SOURCE_MAP = re.compile(r"^(?://|/\*)[#@] *sourceMappingURL=.*$\n?", re.MULTILINE)
_URL = re.compile(r"""url\(\s*(["']?)(?P<target>.*?)\1\s*\)""")


@dataclass(frozen=True)
class Package:
    """A package on npm, with the name of the licence it states."""

    name: str
    version: str
    licence: str
    licence_file: str
    sha256: str


@dataclass(frozen=True)
class Asset:
    """A file of a package, under the name by which folium asks for it."""

    key: str
    package: Package
    member: str
    file: str


LEAFLET = Package(
    "leaflet",
    "1.9.4",
    "BSD-2-Clause",
    "LICENSE",
    "84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77",
)
JQUERY = Package(
    "jquery",
    "3.7.1",
    "MIT",
    "LICENSE.txt",
    "68a9f787516da47c680e09c187bcbac4536b6f85d90eb882844e12919e583f53",
)
AXE = Package(
    "axe-core",
    "4.14.1",
    "MPL-2.0",
    "LICENSE",
    "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
)
#: Asks pages whether everybody can use them; the tests put it into a page.
OF_TESTS = (Asset("axe", AXE, "axe.min.js", "axe.js"),)
LISTED = (
    Asset("leaflet", LEAFLET, "dist/leaflet.js", "leaflet.js"),
    Asset("leaflet_css", LEAFLET, "dist/leaflet.css", "leaflet.css"),
    Asset("jquery", JQUERY, "dist/jquery.min.js", "jquery.js"),
)


def main() -> None:
    """Write all assets, their licences and the manifests."""
    with tempfile.TemporaryDirectory() as folder:
        roots = {package: _unpack(package, Path(folder)) for package in (LEAFLET, JQUERY, AXE)}
        icons = _marker_icons(roots[LEAFLET])
        ASSETS.mkdir(parents=True, exist_ok=True)
        made = _write(ASSETS, "leaflet_icons", LEAFLET, "leaflet-icons.js", icons)
        _write_all(ASSETS, LISTED, roots, [made])
        _write_all(TESTS, OF_TESTS, roots, [])


def _write_all(
    folder: Path, listed: Iterable[Asset], roots: Mapping[Package, Path], entries: list[Line]
) -> None:
    """Write assets, the licences of their packages, and the manifest with other entries."""
    folder.mkdir(parents=True, exist_ok=True)
    for asset in listed:
        text = _prepared(roots[asset.package], asset.member)
        entries.append(_write(folder, asset.key, asset.package, asset.file, text))
        licence = (roots[asset.package] / asset.package.licence_file).read_text(encoding="utf-8")
        target = folder / f"{asset.package.name}.LICENSE.txt"
        target.write_text(licence, encoding="utf-8")
    text = json.dumps({"assets": sorted(entries, key=lambda e: e["key"])}, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _unpack(package: Package, folder: Path) -> Path:
    """Fetch a package and return the folder of its files."""
    told = subprocess.run(
        ["npm", "pack", f"{package.name}@{package.version}", "--silent"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / told.stdout.split()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        sys.exit(f"{archive.name} has sha256 {found}, not {package.sha256 or 'one on record'}")
    root = folder / package.name
    with tarfile.open(archive) as tar:
        tar.extractall(root, filter="data")
    return root / "package"


def _prepared(root: Path, member: str) -> str:
    """Return a file's text without source-map lines, with its images inside it."""
    path = root / member
    text = _SOURCE_MAP.sub("", path.read_text(encoding="utf-8"))
    if path.suffix == ".css":
        text = _URL.sub(lambda found: f'url("{_embedded(path.parent, found["target"])}")', text)
    return text.rstrip() + "\n"


def _embedded(folder: Path, target: str) -> str:
    """Return an image as a ``data:`` URI; a reference within the page stays."""
    if target.startswith(("#", "data:")):
        return target
    path = folder / target
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    return f"data:{_MIME[path.suffix]};base64,{content}"


def _marker_icons(root: Path) -> str:
    """Return a script that gives Leaflet's own marker its images.

    Leaflet finds them through the path of its style sheet, and an inline one has none.
    """
    images = root / "dist" / "images"
    options = {
        "iconUrl": _embedded(images, "marker-icon.png"),
        "iconRetinaUrl": _embedded(images, "marker-icon-2x.png"),
        "shadowUrl": _embedded(images, "marker-shadow.png"),
    }
    return (
        "delete L.Icon.Default.prototype._getIconUrl;\n"
        f"L.Icon.Default.mergeOptions({json.dumps(options, indent=1)});\n"
    )


def _write(folder: Path, key: str, package: Package, file: str, text: str) -> Line:
    """Write an asset; return its line of the manifest."""
    inside = folder == ASSETS  # of a page; the tests load theirs as files
    if inside and ("</script" in text.lower() or "</style" in text.lower()):
        sys.exit(f"{file} would end the element that it is written into")
    content = text.encode("utf-8")
    (folder / file).write_bytes(content)
    return {
        "key": key,
        "file": file,
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "licence_file": f"{package.name}.LICENSE.txt",
        "sha256": hashlib.sha256(content).hexdigest(),
    }


if __name__ == "__main__":
    main()
