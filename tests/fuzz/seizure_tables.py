"""Tables of seizure records of which every cell has a meaning that is known beforehand.

What is read may be less than what is meant (an amount that could be two is not weighed),
never something else.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import xlsxwriter

from tests.fuzz.mutations import bytes_changed
from trafficroutes.dataset.loading import load_bytes, load_shipped
from trafficroutes.dataset.seizures.answer import import_seizures
from trafficroutes.dataset.seizures.links import Link
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.model.dataset import Dataset

HEADINGS = (
    ("country", "Country of seizure", "PAÍS DE INCAUTACIÓN"),
    ("date", "SEIZURE_DATE", "Fecha"),
    ("drug", "DRUG_NAME", "Substance"),
    ("amount", "Quantité", "AMOUNT_OF_DRUG"),
    ("unit", "Unidad de medida", "DRUG_UNIT"),
    ("departure", "DEPARTURE_COUNTRY", "Pays de départ"),
    ("destination", "País de destino", "DESTINATION_COUNTRY"),
)
#: What is written for places, and what it means; "" where it means none.
PLACES = (
    ("Colombia", "COL"),
    ("Bolivia, Plurinational State of", "BOL"),
    ("Côte d'Ivoire", "CIV"),
    ("Congo, the Democratic Republic of the", "COD"),
    ("United Kingdom (England and Wales)", "GBR"),
    ("NA", "NAM"),
    ("Réunion", "REU"),
    ("Spain", "ESP"),
    ("TÜRKIYE", "TUR"),
    *((word, "") for word in ("n/a", "No", "Unknown", "Atlantis", "", "-", "Congo", "#N/A", "nan")),
)
DRUGS = (("Cocaine", "cocaine"), ("Cocaine HCL", "cocaine"), ("Heroin", "heroin"), ("n/a", ""))
UNITS = (
    *(("kg", 1.0), ("Kilogram", 1.0), ("Gram", 1e-3), ("Ton", 1e3), ("lbs", 0.45359237)),
    *(("Litre", 1.0), ("bucket", None), ("", None), ("Tablet", None), ("n/a", None)),
)
#: Kilograms above which an amount is impossible, and is not weighed.
MOST = 1e6
#: Kilograms that are added up to the microgram.
GRAIN = 1e-9
DATES = (
    *(("2014-11-03", 2014), ("03/11/2014", 2014), ("2014", 2014), ("3 Nov 2014", 2014)),
    *(("2014-11", 2014), ("2014-02-30", None), ("n/a", None), ("", None), ("41000", None)),
)


@dataclass(frozen=True)
class Table:
    """A table, and what it means.

    Attributes
    ----------
    name : str
        What the file is called.
    raw : bytes
        The file.
    rows : int
        How many records are in it.
    told : dict
        What is said of it when it is read.
    meant : dict of (commodity, from, to) to (kilograms or None, year or None)
        The links that it makes.
    """

    name: str
    raw: bytes
    rows: int
    told: dict[str, Any]
    meant: dict[tuple[str, str, str], tuple[float | None, int | None]]


def made(chance: Random) -> Table:
    """Return a table that a seed makes."""
    decimal = chance.choice(".,")
    delimiter = chance.choice(",;\t|")
    rows = [[chance.choice(names) for names in HEADINGS]]
    meant = {}
    seen = set()
    for _ in range(chance.randrange(1, 14)):
        origin, to = chance.choice(PLACES), chance.choice(PLACES)
        drug, unit, date = chance.choice(DRUGS), chance.choice(UNITS), chance.choice(DATES)
        if (origin[1], to[1]) in seen:
            continue
        seen.add((origin[1], to[1]))
        text, value = _amount(chance, decimal)
        cells = ["Portugal", date[0], drug[0], text, unit[0], origin[0], to[0]]
        around = chance.choice(("", "", "", " "))
        rows.append([f"{around}{cell}{around}" for cell in cells])
        if origin[1] and to[1] and origin[1] != to[1] and drug[1]:
            meant[drug[1], origin[1], to[1]] = (_weight(value, unit[1]), date[1])
    told: dict[str, Any] = {"decimal": decimal} if chance.random() < 0.3 else {}
    count = len(rows) - 1
    for _ in range(chance.randrange(3)):
        rows.insert(chance.randrange(len(rows) + 1), [])
    kind = chance.choice(("csv", "csv", "csv", "xlsx", "parquet"))
    if kind == "xlsx":
        return Table("seizures.xlsx", _sheet(rows), count, told, meant)
    if kind == "parquet":
        return Table("seizures.parquet", _parquet([row for row in rows if row]), count, told, meant)
    stream = io.StringIO()
    ends = chance.choice(("\n", "\r\n", "\r"))
    csv.writer(stream, delimiter=delimiter, lineterminator=ends).writerows(rows)
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    if "\u0661" in stream.getvalue():  # Arabic digits
        encoding = "utf-8"
    if encoding == "cp1252":
        told["encoding"] = encoding
    if chance.random() < 0.3:
        told["delimiter"] = delimiter
    return Table("seizures.csv", stream.getvalue().encode(encoding), count, told, meant)


def _weight(value: float | None, unit: float | None) -> float | None:
    """Return the kilograms of an amount; None where it is not to be weighed."""
    kilograms = math.nan if value is None or unit is None else value * unit
    return kilograms if kilograms <= MOST else None


def _sheet(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)
    book.close()
    return stream.getvalue()


def _parquet(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    pd.DataFrame(rows[1:], columns=rows[0], dtype="string").to_parquet(stream)
    return stream.getvalue()


def _amount(chance: Random, decimal: str) -> tuple[str, float | None]:
    """Return an amount as it is written, and what it means; None where it is none to weigh."""
    thousands = "," if decimal == "." else "."
    whole, part = chance.randrange(1, 1000), chance.randrange(1, 1000)
    ways: tuple[tuple[str, float | None], ...] = (
        (f"{whole}", float(whole)),
        (f"{whole}{decimal}5", whole + 0.5),
        (f"{decimal}5", 0.5),
        (f"0{decimal}{part:03d}", part / 1000),
        (f"{whole}{decimal}{part:03d}", float(f"{whole}.{part:03d}")),
        (f"{whole}{thousands}{part:03d}", float(whole * 1000 + part)),
        (f"{whole}{thousands}{part:03d}{decimal}25", whole * 1000 + part + 0.25),
        (f"{whole} {part:03d}", float(whole * 1000 + part)),
        ("1e3", 1000.0),
        *((text, None) for text in ("n/a", "NA", "", "-", "about 5", "5-7", "1.2.3", "12kg")),
        *((text, None) for text in ("0", "-5", "1,2,3", "1,.5", "\u0661\u0662", "1/2", "=1+1")),
    )
    return chance.choice(ways)


def fault_in(table: Table, folder: Path) -> str:
    """Return what is wrongly read of a table; "" where nothing is."""
    file = folder / table.name
    file.write_bytes(table.raw)
    try:
        found = import_seizures(file, data=shipped(), updated="2026-01-01", **table.told)
    except TrafficRoutesError as error:
        return "" if not table.meant else f"refused: {error}"
    if found.report.rows != table.rows or sum(found.report.fates.values()) != table.rows:
        return f"{found.report.rows} records, {found.report.fates}, of {table.rows}"
    links = {(link.commodity, link.origin, link.to): link for link in found.links}
    if set(links) != set(table.meant):
        return f"links {sorted(links)}, meant {sorted(table.meant)}"
    for key, link in links.items():
        fault = _fault(link, *table.meant[key], sure="decimal" in table.told)
        if fault:
            return f"{key}: {fault}"
    load_bytes(found.text.encode(), "network.yaml")
    return ""


def _fault(link: Link, kilograms: float | None, year: int | None, *, sure: bool) -> str:
    if link.records != 1:
        return f"{link.records} records"
    if link.weighed and (
        kilograms is None
        or not math.isclose(link.kilograms, kilograms, rel_tol=1e-9, abs_tol=GRAIN)
    ):
        return f"{link.kilograms} kg, meant {kilograms}"
    if sure and kilograms is not None and not link.weighed:
        return f"not weighed, meant {kilograms} kg"
    wanted = {} if year is None else {year: 1}
    return "" if link.years == wanted else f"years {link.years}, meant {year}"


def read_changed(table: Table, chance: Random, folder: Path) -> bool:
    """Whether a table of which bytes are changed is read; it may be refused, and no more."""
    file = folder / table.name
    file.write_bytes(bytes_changed(chance, table.raw))
    try:
        found = import_seizures(
            file, data=shipped(), updated="2026-01-01", skip_bad_rows=True, **table.told
        )
    except TrafficRoutesError as error:
        if "\x1b" in str(error) or not str(error).strip():
            raise AssertionError(f"a message that steers, or says nothing: {error!r}") from error
        return False
    load_bytes(found.text.encode(), "network.yaml")
    return True


@cache
def shipped() -> Dataset:
    """Return the data that ship, read once."""
    return load_shipped()
