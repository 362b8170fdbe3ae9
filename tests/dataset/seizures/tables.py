"""Small tables of seizure records, and the data that they are read with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fuzz.seizure_tables import shipped
from trafficroutes.dataset.seizures.answer import SeizureNetwork, check_seizures, import_seizures
from trafficroutes.dataset.seizures.links import Link
from trafficroutes.dataset.seizures.report import SeizureReport

HEAD = "country,date,drug,amount,unit,producing country,departure,destination,transport,note"
DAY = "2026-01-01"


def table(folder: Path, *rows: str, head: str = HEAD, name: str = "records.csv") -> Path:
    """Write a table of rows under headings."""
    file = folder / name
    file.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return file


def checked(file: Path | list[Path], **asked: Any) -> SeizureReport:
    """Return the report on a table."""
    return check_seizures(file, data=shipped(), **{"updated": DAY, **asked})


def imported(file: Path | list[Path], **asked: Any) -> SeizureNetwork:
    """Return the network of a table."""
    return import_seizures(file, data=shipped(), **{"updated": DAY, **asked})


def linked(file: Path, **asked: Any) -> dict[tuple[str, str], Link]:
    """Return the links of a table by their ends."""
    return {(link.origin, link.to): link for link in imported(file, **asked).links}
