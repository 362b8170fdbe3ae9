"""Write a software bill of materials: what the package needs and what its maps carry.

    python scripts/sbom.py        # dist/sbom.cdx.json, CycloneDX 1.6

Python packages are those of this environment that the package asks for, and what these
ask for in turn, without tools of tests and of development; scripts of maps stand in
``manifest.json`` of the assets, with their hashes. The same environment gives the same
bytes.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "trafficroutes" / "maps" / "assets" / "manifest.json"
TARGET = ROOT / "dist" / "sbom.cdx.json"
#: Extras of the package whose packages a user may have.
EXTRAS = ("", "dask", "export", "figures", "parquet")


def bill() -> dict[str, Any]:
    """Return the bill of materials."""
    own = distribution("trafficroutes")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**_component(own), "type": "application"}},
        "components": [*map(_component, _needed(own)), *_scripts()],
    }


def _needed(own: Distribution) -> list[Distribution]:
    """Return the packages needed, each once, by name."""
    found: dict[str, Distribution] = {}
    ahead: list[tuple[Distribution, tuple[str, ...]]] = [(own, EXTRAS)]
    while ahead:
        one, extras = ahead.pop()
        for line in one.requires or ():
            asked = Requirement(line)
            if asked.marker and not any(asked.marker.evaluate({"extra": e}) for e in extras):
                continue
            key = re.sub(r"[-_.]+", "-", asked.name).lower()
            if key not in found:
                try:
                    found[key] = distribution(asked.name)
                except PackageNotFoundError:
                    continue
                ahead.append((found[key], ("", *sorted(asked.extras))))
    return [found[key] for key in sorted(found)]


def _component(one: Distribution) -> dict[str, Any]:
    about = one.metadata.json
    name, licence = str(about["name"]), about.get("license_expression") or about.get("license")
    key = re.sub(r"[-_.]+", "-", name).lower()
    return {
        "type": "library",
        "name": name,
        "version": one.version,
        "purl": f"pkg:pypi/{key}@{one.version}",
        # Some packages have the text of their licence in place of its name.
        **({"licenses": [{"license": {"name": licence}}]} if _is_name(licence) else {}),
    }


def _is_name(licence: str | list[str] | None) -> bool:
    return isinstance(licence, str) and bool(licence) and "\n" not in licence


def _scripts() -> list[dict[str, Any]]:
    listed = json.loads(MANIFEST.read_text(encoding="utf-8"))["assets"]
    return [
        {
            "type": "file",
            "name": asset["package"],
            "version": asset["version"],
            "description": asset["file"],
            "purl": f"pkg:npm/{asset['package']}@{asset['version']}#{asset['file']}",
            "hashes": [{"alg": "SHA-256", "content": asset["sha256"]}],
            "licenses": [{"license": {"id": asset["licence"]}}],
        }
        for asset in listed
    ]


def main() -> None:
    """Write the file."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
    print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
