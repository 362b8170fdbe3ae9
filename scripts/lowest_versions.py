"""Print the lowest versions that setup.cfg allows, as constraints for pip.

Those of what the package itself needs, with its extras; tools of tests and of
development are taken as in ``scripts/tested-versions.txt``. It needs nothing but Python.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("test", "dev", "docs", "mutate")


def lowest() -> dict[str, str]:
    """Return the lower bound of each package that trafficroutes runs with, by name."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    extras = config["options.extras_require"]
    lists = [config["options"]["install_requires"], *(extras[e] for e in extras if e not in TOOLS)]
    lines = (line.strip() for listed in lists for line in listed.splitlines())
    found = (re.fullmatch(r"([\w-]+)>=([\w.]+)", line) for line in lines if line)
    return {match[1]: match[2] for match in found if match is not None}


def main() -> None:
    """Print the constraints."""
    bounds = lowest()
    for name, version in bounds.items():
        print(f"{name}=={version}")
    for line in (ROOT / "scripts" / "tested-versions.txt").read_text("utf-8").splitlines():
        if line.partition("==")[0] not in bounds:
            print(line)


if __name__ == "__main__":
    main()
