"""Links from a SYNTHETIC table of seizure records, beside the notebook that a user would write.

All read the same file, in processes of their own, one after the other::

    python -m benchmarks.seizures --rows 10000000

``links`` and ``notebook`` do the same, and have to find the same: read the table, trim what
stands in it, leave out repeated rows and round trips, turn names of places into codes, amounts
and units into kilograms and dates into years, leave out what is impossible, join the columns of
a chain, and group by link: records, kilograms, the largest, years, modes, and who reported.
``all`` is ``import_seizures``: the links, the quality report, and the network as a checked file.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.seizure_table import write

if TYPE_CHECKING:
    from trafficroutes.dataset.seizures.links import Link

CHAIN = "departure-seized-destination"
_UNITS = {"Kilogram": 1.0, "Gram": 1e-3, "Litre": 1.0, "Millilitre": 1e-3}
_DRUGS = {
    "Cocaine": "cocaine",
    "Cocaine HCL": "cocaine",
    "Heroin": "heroin",
    "Opium": "opium",
    "Ecstasy": "mdma",
}
_MODES = {
    "Commercial air": "courier",
    "Private road": "land",
    "Commercial sea": "container",
    "Mail": "parcel",
}
_RULES = {"two-units": "keep"}  # the notebook does not look for them


def links(file: Path) -> dict[str, Any]:
    """Make the links of a table by the library, without its report."""
    from trafficroutes.dataset.seizures.answer import seizure_links

    return _told(
        seizure_links(file, mapping="unodc-ids", chain=CHAIN, updated="2026-01-01", rules=_RULES)
    )


def whole(file: Path) -> dict[str, Any]:
    """Make the links, the quality report and the network of a table by the library."""
    from trafficroutes import import_seizures

    found = import_seizures(
        file, mapping="unodc-ids", chain=CHAIN, updated="2026-01-01", rules=_RULES
    )
    return _told(found.links)


def _told(found: Iterable[Link]) -> dict[str, Any]:
    kept = [link for link in found if link.commodity in _DRUGS.values()]
    return {
        "links": len(kept),
        "records": sum(link.records for link in kept),
        "kilograms": sum(link.kilograms for link in kept),
        "years": sum(len(link.years) for link in kept),
        "modes": sum(len(link.modes) for link in kept),
        "reporters": sum(len(link.reporters) for link in kept),
    }


def notebook(file: Path) -> dict[str, Any]:
    """Make the links of a table as notebooks do."""
    import pandas as pd

    from trafficroutes import load
    from trafficroutes.dataset.seizures.records import MOST_KILOGRAMS
    from trafficroutes.errors import TrafficRoutesError

    frame = pd.read_csv(file, sep=";", dtype=str, keep_default_na=False)
    for column in frame.columns:
        frame[column] = frame[column].str.strip()
    frame = frame.drop_duplicates()
    places = load().places
    ends = ("DEPARTURE_COUNTRY", "COUNTRY", "DESTINATION_COUNTRY")
    codes: dict[str, str | None] = {}
    for name in sorted({name for column in ends for name in frame[column].unique()}):
        try:
            codes[name] = str(places.resolve(name))
        except TrafficRoutesError:
            codes[name] = None
    for column in ends:
        frame[column] = frame[column].map(codes)
    frame["commodity"] = frame["DRUG_NAME"].map(_DRUGS)
    frame["kg"] = pd.to_numeric(frame["AMOUNT"], errors="coerce") * frame["DRUG_UNIT"].map(_UNITS)
    frame["kg"] = frame["kg"].where((frame["kg"] > 0) & (frame["kg"] <= MOST_KILOGRAMS))
    day = pd.to_datetime(frame["SEIZURE_DATE"], errors="coerce")
    frame["year"] = day.dt.year.where((day >= "1900-01-01") & (day <= "2026-01-01"))
    frame["mode"] = frame["TRANSPORT_MODE"].map(_MODES)
    frame["reporter"] = frame["COUNTRY"]
    trip = frame["DEPARTURE_COUNTRY"] == frame["DESTINATION_COUNTRY"]
    frame = frame[~(trip & frame["DEPARTURE_COUNTRY"].notna())]
    kept = ["commodity", "from", "to", "kg", "year", "mode", "reporter"]
    hops = [frame.rename(columns={one: "from", other: "to"})[kept] for one, other in pairwise(ends)]
    edges = pd.concat(hops).dropna(subset=["commodity", "from", "to"])
    edges = edges[edges["from"] != edges["to"]]
    key = ["commodity", "from", "to"]
    found = edges.groupby(key)["kg"].agg(["size", "count", "sum", "max"])
    years = edges.groupby([*key, "year"]).size()
    modes = edges.groupby([*key, "mode"]).size()
    reports = edges.groupby([*key, "reporter", "year"]).size()
    return {
        "links": len(found),
        "records": int(found["size"].sum()),
        "kilograms": float(found["sum"].sum()),
        "years": len(years),
        "modes": len(modes),
        "reporters": len(reports.groupby([*key, "reporter"]).size()),
    }


#: What is measured, by name.
WAYS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "links": links,
    "all": whole,
    "notebook": notebook,
}
_SAME = ("links", "records", "years", "modes", "reporters")


def measured(way: str, file: Path) -> dict[str, Any]:
    """Run one way in a process of its own; return what it found, seconds and megabytes."""
    command = [sys.executable, "-m", "benchmarks.seizures", "--way", way, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{way}: exit {done.returncode}: {done.stderr[-500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _most_memory() -> float:
    """Return the most megabytes of this program alone.

    What ``getrusage`` tells begins with what the process that started it took.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure both ways on a table of the rows asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="a table that is there already")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--way", choices=WAYS)
    asked = parser.parse_args()
    if asked.way:
        begun, used = time.perf_counter(), time.process_time()
        found = WAYS[asked.way](asked.file)
        found["seconds"] = time.perf_counter() - begun
        found["processor"] = time.process_time() - used
        found["megabytes"] = _most_memory()
        print(json.dumps(found))
        return
    with TemporaryDirectory() as folder:
        file = asked.file or Path(folder) / "SYNTHETIC.csv"
        if asked.file is None:
            write(file, asked.rows)
        size = file.stat().st_size / 1e6
        before = os.getloadavg()[0]
        results = {way: measured(way, file) for way in WAYS}
    loads = f"{before:.1f}, {os.getloadavg()[0]:.1f}"
    print(f"SYNTHETIC table, {size:,.0f} MB; load before and after: {loads}")
    for way, found in results.items():
        print(
            f"{way:9} {found['seconds']:7.1f} s {found['processor']:7.1f} s of processors "
            f"{found['megabytes']:7,.0f} MB  "
            + ", ".join(f"{found[key]:,} {key}" for key in _SAME)
            + f", {found['kilograms']:,.3f} kg"
        )
    plain = results["notebook"]
    for way in ("links", "all"):
        found = results[way]
        if any(found[key] != plain[key] for key in _SAME) or not math.isclose(
            found["kilograms"], plain["kilograms"], rel_tol=1e-9
        ):
            raise SystemExit(f"{way} and notebook do not find the same")
        ratios = ", ".join(
            f"{key} 1/{plain[key] / found[key]:.1f}"
            for key in ("seconds", "processor", "megabytes")
        )
        print(f"{way} / notebook: {ratios}")


if __name__ == "__main__":
    main()
