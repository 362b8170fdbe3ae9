"""Links from a SYNTHETIC table of seizure records, beside the notebook that a user would write.

Both read the same file, in processes of their own, one after the other::

    python -m benchmarks.seizures --rows 10000000

The notebook reads the table with pandas, drops repeated rows and round trips, turns names into
codes and amounts into kilograms, and groups. It looks nothing through: what is measured beside it
is ``import_seizures`` with its whole quality report.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.seizure_table import write

CHAIN = "departure-seized-destination"
_UNITS = {"Kilogram": 1.0, "Gram": 1e-3, "Litre": 1.0, "Millilitre": 1e-3}
_DRUGS = {
    "Cocaine": "cocaine",
    "Cocaine HCL": "cocaine",
    "Heroin": "heroin",
    "Opium": "opium",
    "Ecstasy": "mdma",
}


def ours(file: Path) -> dict[str, Any]:
    """Make the links of a table by the library."""
    from trafficroutes import import_seizures

    rules = {"two-units": "keep"}  # the notebook does not look for them
    found = import_seizures(
        file, mapping="unodc-ids", chain=CHAIN, updated="2026-01-01", rules=rules
    )
    kept = [link for link in found.links if link.commodity in _DRUGS.values()]
    return {
        "links": len(kept),
        "records": sum(link.records for link in kept),
        "kilograms": sum(link.kilograms for link in kept),
    }


def notebook(file: Path) -> dict[str, Any]:
    """Make the links of a table as notebooks do."""
    import pandas as pd

    from trafficroutes import load
    from trafficroutes.dataset.seizures.records import MOST_KILOGRAMS
    from trafficroutes.errors import TrafficRoutesError

    frame = pd.read_csv(file, sep=";", dtype=str, keep_default_na=False)
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
    frame["year"] = pd.to_datetime(frame["SEIZURE_DATE"], errors="coerce").dt.year
    trip = frame["DEPARTURE_COUNTRY"] == frame["DESTINATION_COUNTRY"]
    frame = frame[~(trip & frame["DEPARTURE_COUNTRY"].notna())]
    hops = [
        frame.rename(columns={one: "from", other: "to"})[
            ["commodity", "from", "to", "kg", "year", "TRANSPORT_MODE"]
        ]
        for one, other in pairwise(ends)
    ]
    edges = pd.concat(hops).dropna(subset=["commodity", "from", "to"])
    edges = edges[edges["from"] != edges["to"]]
    key = ["commodity", "from", "to"]
    links = edges.groupby(key)["kg"].agg(["size", "count", "sum", "max"])
    edges.groupby([*key, "year"]).size()
    edges.groupby([*key, "TRANSPORT_MODE"]).size()
    return {
        "links": len(links),
        "records": int(links["size"].sum()),
        "kilograms": float(links["sum"].sum()),
    }


def measured(way: str, file: Path) -> dict[str, Any]:
    """Run one way in a process of its own; return what it found, seconds and megabytes."""
    command = [sys.executable, "-m", "benchmarks.seizures", "--way", way, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{way}: exit {done.returncode}: {done.stderr[-500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure both ways on a table of the rows asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="a table that is there already")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--way", choices=("ours", "notebook"))
    asked = parser.parse_args()
    if asked.way:
        begun, used = time.perf_counter(), time.process_time()
        found = (ours if asked.way == "ours" else notebook)(asked.file)
        found["seconds"] = time.perf_counter() - begun
        found["processor"] = time.process_time() - used
        found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return
    with TemporaryDirectory() as folder:
        file = asked.file or Path(folder) / "SYNTHETIC.csv"
        if asked.file is None:
            write(file, asked.rows)
        size = file.stat().st_size / 1e6
        results = {way: measured(way, file) for way in ("ours", "notebook")}
    print(f"SYNTHETIC table, {size:,.0f} MB")
    for way, found in results.items():
        print(
            f"{way:9} {found['seconds']:7.1f} s {found['processor']:7.1f} s of processors "
            f"{found['megabytes']:7,.0f} MB  {found['links']} links, {found['records']:,} records, "
            f"{found['kilograms']:,.3f} kg"
        )
    ratios = {
        key: results["ours"][key] / results["notebook"][key] for key in ("seconds", "megabytes")
    }
    print(f"ours / notebook: time {ratios['seconds']:.2f}, memory {ratios['megabytes']:.2f}")


if __name__ == "__main__":
    main()
