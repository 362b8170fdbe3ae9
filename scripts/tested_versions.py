"""Write down the versions of what setup.cfg asks for, as this environment has them.

Run it in an environment in which all checks have passed with the newest versions::

    TRAFFICROUTES_NEWEST=1 sh scripts/test.sh
    .venv-test/bin/python scripts/tested_versions.py
"""

from __future__ import annotations

from configparser import ConfigParser
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "scripts" / "tested-versions.txt"
HEAD = """\
# The versions with which all checks passed; sh scripts/test.sh and answer.sh install these.
# Written by scripts/tested_versions.py.
"""


def asked_for() -> list[Requirement]:
    """Return all that setup.cfg asks for, in any extra."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    lists = [config["options"]["install_requires"], *config["options.extras_require"].values()]
    return [Requirement(line) for listed in lists for line in listed.split()]


def main() -> None:
    """Write the file."""
    names = sorted({requirement.name for requirement in asked_for()}, key=str.lower)
    lines = [f"{name}=={version(name)}\n" for name in names]
    FILE.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
