"""The lowest versions that setup.cfg allows, as constraints for pip, and the record of them.

    python scripts/lowest_versions.py                # prints the constraints
    python scripts/lowest_versions.py --record RUNS  # writes scripts/lowest-versions.txt

They are those of what the package itself needs, with its extras; tools of tests and of
development are taken as in ``scripts/tested-versions.txt``. ``scripts/versions.sh`` runs
the tests with them, and writes the record where they pass: the bounds, and which Pythons
were tried, each with its date. A test holds ``setup.cfg`` to the record. It needs nothing
but Python.
"""

from __future__ import annotations

import argparse
import re
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "scripts" / "lowest-versions.txt"
TOOLS = ("test", "dev", "docs", "mutate")
HEAD = """\
# The lowest versions that setup.cfg allows, with which the tests passed.
# Written by sh scripts/versions.sh (make lowest):
"""


def lowest(config_file: Path = ROOT / "setup.cfg") -> dict[str, str]:
    """Return the lower bound of each package that trafficroutes runs with, by name."""
    config = ConfigParser()
    config.read(config_file)
    extras = config["options.extras_require"]
    lists = [config["options"]["install_requires"], *(extras[e] for e in extras if e not in TOOLS)]
    lines = (line.strip() for listed in lists for line in listed.splitlines())
    found = (re.fullmatch(r"([\w-]+)>=([\w.]+)(?:,.*)?", line) for line in lines if line)
    return {match[1]: match[2] for match in found if match is not None}


def recorded(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the bounds that a record names, and the runs that it tells of."""
    bounds = dict(re.findall(r"^([\w-]+)==(\S+)$", text, re.MULTILINE))
    return bounds, tuple(re.findall(r"^# - (\S+): ", text, re.MULTILINE))


def main() -> None:
    """Print the constraints, or write the record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", metavar="RUNS", type=Path, help="a file, a line a run")
    told = parser.parse_args()
    bounds = [f"{name}=={version}\n" for name, version in lowest().items()]
    if told.record:
        ran = told.record.read_text("utf-8").splitlines()
        names = {line.partition(": ")[0] for line in ran}
        stood = re.findall(r"^# - (.*)$", RECORD.read_text("utf-8"), re.MULTILINE)
        stood = [line for line in stood if line.partition(": ")[0] not in names]
        runs = [f"# - {line}\n" for line in sorted(ran + stood)]
        RECORD.write_text(HEAD + "".join(runs + sorted(bounds, key=str.lower)), encoding="utf-8")
        return
    print("".join(bounds), end="")
    for line in (ROOT / "scripts" / "tested-versions.txt").read_text("utf-8").splitlines():
        if line.partition("==")[0] not in lowest():
            print(line)


if __name__ == "__main__":
    main()
