"""A SYNTHETIC table of seizure records in the layout of UNODC's, with known traps in it.

No row of it is a seizure. Each trap stands in rows of its own, at counts that the table
tells (``traps``), so that a quality report can be held to them one by one::

    python -m benchmarks.seizure_table SYNTHETIC.csv --rows 311038

The file says SYNTHETIC in its name and in every row (column SYNTHETIC).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

ROWS = 311_038
NOTICE = "SYNTHETIC, no real seizure"
COLUMNS = (
    "COUNTRY",
    "SEIZURE_DATE",
    "DRUG_NAME",
    "AMOUNT",
    "DRUG_UNIT",
    "PRODUCING_COUNTRY",
    "DEPARTURE_COUNTRY",
    "DESTINATION_COUNTRY",
    "TRANSPORT_MODE",
    "REMARKS",
    "SYNTHETIC",
)
#: Who reports, and how often; the first dominates, as in the real table.
REPORTERS = (
    *(("Colombia", 0.55), ("Russian Federation", 0.1), ("Ecuador", 0.05), ("Chile", 0.04)),
    *(("Bolivia, Plurinational State of", 0.03), ("Spain", 0.03), ("Pakistan", 0.02)),
    *(("Netherlands", 0.02), ("Turkey", 0.02), ("United Kingdom (England and Wales)", 0.02)),
    *(("Germany", 0.02), ("Belgium", 0.02), ("Hong Kong", 0.02), ("Portugal", 0.02)),
    *(("New Zealand", 0.02), ("Congo, the Democratic Republic of the", 0.01)),
    *(("Iran, Islamic Republic of", 0.01),),
)
#: Drugs with where they are made and where they may leave from.
DRUGS = (
    ("Cocaine", "Colombia", ("Colombia", "Peru", "Bolivia, Plurinational State of")),
    ("Cocaine HCL", "Peru", ("Peru", "Colombia")),
    ("Heroin", "Afghanistan", ("Afghanistan", "Pakistan")),
    ("Opium", "Afghanistan", ("Afghanistan", "Mexico")),
)
TO = ("Italy", "France", "Australia", "Viet Nam", "Korea, Republic of", "Macau, SAR of China")
MODES = ("Commercial air", "Private road", "Commercial sea", "Mail", "Other", "")
#: Parts of the records that state a producing country, and a destination.
_STATED = 0.25, 0.35
GRAMS = ("Hong Kong", "New Zealand")  # who reports in grams
#: Traps of the whole table: (name, rows of 311,038).
TRAPS = (
    ("exact-duplicates", 44_229),
    ("near-duplicates", 20_311),
    ("two-units", 523),
    ("litres", 1_118),
    ("tablets", 8_741),
    ("units-not-known", 139),
    ("amounts-not-read", 137),
    ("amounts-blank", 27),
    ("amounts-impossible", 15),
    ("amounts-extreme", 41),
    ("departure-blank", 84_771),
    ("departure-unknown", 17_440),
    ("departure-not-known", 4),
    ("destination-unknown", 12_838),
    ("domestic", 61_007),
    ("round-trips", 151),
    ("routing-words", 63),
    ("into-producers", 77),
    ("producers-implausible", 91),
    ("drugs-not-known", 211),
    ("drug-blank", 13),
    ("dates-missing", 44),
    ("dates-not-read", 9),
    ("dates-impossible", 6),
)


@dataclass(frozen=True)
class SyntheticTable:
    """A table, and how many rows of it hold each trap.

    Attributes
    ----------
    frame : pandas.DataFrame
        Texts in the columns of the layout.
    traps : dict of str to int
        Rows by trap. A copy of a row repeats nothing that is counted.
    """

    frame: pd.DataFrame
    traps: dict[str, int]


def synthetic_table(rows: int = ROWS, seed: int = 0) -> SyntheticTable:
    """Return a SYNTHETIC table with its traps at counts in proportion to its rows."""
    chance = np.random.default_rng(seed)
    counts = {name: max(3, round(count * rows / ROWS)) for name, count in TRAPS}
    copies = ("exact-duplicates", "near-duplicates", "two-units")
    base = rows - sum(counts[name] for name in copies)
    frame = _base(base, chance)
    order = chance.permutation(base)
    start = 0
    for name, change in _CHANGES.items():
        at = order[start : start + counts[name]]
        start += counts[name]
        change(frame, at, chance)
    free = np.sort(order[start:])
    frame = pd.concat([frame, *_copies(frame, free, counts)], ignore_index=True)
    mixed = chance.permutation(len(frame))
    return SyntheticTable(frame.iloc[mixed].reset_index(drop=True), counts)


def _pick(chance: np.random.Generator, values: tuple[str, ...], size: int) -> np.ndarray:
    return np.array(values, dtype=object)[chance.integers(0, len(values), size)]


def _base(rows: int, chance: np.random.Generator) -> pd.DataFrame:
    """Return records without a trap: no two with one amount, and none extreme."""
    names = np.array([name for name, _ in REPORTERS], dtype=object)
    parts = np.array([part for _, part in REPORTERS])
    seized = names[chance.choice(len(names), rows, p=parts / parts.sum())]
    drug = chance.integers(0, len(DRUGS), rows)
    made = np.array([one[1] for one in DRUGS], dtype=object)[drug]
    left = np.array([one[2][0] for one in DRUGS], dtype=object)[drug]
    other = np.array([one[2][1] for one in DRUGS], dtype=object)[drug]
    home = left == seized
    left = np.where(home, other, left)
    day = np.datetime64("2011-01-01") + chance.integers(0, 2192, rows)
    # From 1 to 10, each once: spread evenly, so that none stands out.
    steps = chance.permutation(rows)
    amounts = 1 + 9 * steps / rows
    digits = 6 if rows < 1_000_000 else 8  # noqa: PLR2004 - so that each differs
    return pd.DataFrame(
        {
            "COUNTRY": seized,
            "SEIZURE_DATE": np.datetime_as_string(day),
            "DRUG_NAME": np.array([one[0] for one in DRUGS], dtype=object)[drug],
            "AMOUNT": [f"{amount:.{digits}f}" for amount in amounts],
            "DRUG_UNIT": np.where(np.isin(seized, GRAMS), "Gram", "Kilogram"),
            "PRODUCING_COUNTRY": np.where(chance.random(rows) < _STATED[0], made, ""),
            "DEPARTURE_COUNTRY": left,
            "DESTINATION_COUNTRY": np.where(
                chance.random(rows) < _STATED[1],
                _pick(chance, TO, rows),
                "",
            ),
            "TRANSPORT_MODE": _pick(chance, MODES, rows),
            "REMARKS": "",
            "SYNTHETIC": NOTICE,
        }
    )


def _set(frame: pd.DataFrame, at: np.ndarray, **values: object) -> None:
    for column, value in values.items():
        frame.loc[at, column] = value


Change = Callable[[pd.DataFrame, np.ndarray, np.random.Generator], None]


def _amount(texts: tuple[str, ...]) -> Change:
    def change(frame: pd.DataFrame, at: np.ndarray, chance: np.random.Generator) -> None:
        _set(frame, at, AMOUNT=_pick(chance, texts, len(at)))

    return change


def _column(column: str, texts: tuple[str, ...]) -> Change:
    def change(frame: pd.DataFrame, at: np.ndarray, chance: np.random.Generator) -> None:
        frame.loc[at, column] = _pick(chance, texts, len(at))

    return change


def _domestic(frame: pd.DataFrame, at: np.ndarray, _: np.random.Generator) -> None:
    _set(frame, at, DEPARTURE_COUNTRY=frame.loc[at, "COUNTRY"].to_numpy(), DESTINATION_COUNTRY="")


def _round_trip(frame: pd.DataFrame, at: np.ndarray, _: np.random.Generator) -> None:
    _set(frame, at, DESTINATION_COUNTRY=frame.loc[at, "DEPARTURE_COUNTRY"].to_numpy())


def _into_producer(frame: pd.DataFrame, at: np.ndarray, _: np.random.Generator) -> None:
    made = {name: producer for name, producer, _ in DRUGS}
    maker = frame.loc[at, "DRUG_NAME"].map(made).to_numpy()
    _set(frame, at, COUNTRY="Spain", DRUG_UNIT="Kilogram", DEPARTURE_COUNTRY="Panama")
    _set(frame, at, DESTINATION_COUNTRY=maker)


def _routing(frame: pd.DataFrame, at: np.ndarray, _: np.random.Generator) -> None:
    _set(frame, at, DESTINATION_COUNTRY="Italy", REMARKS="on its way from Kenya to Greece, hidden")


def _implausible(frame: pd.DataFrame, at: np.ndarray, _: np.random.Generator) -> None:
    _set(frame, at, PRODUCING_COUNTRY="Iceland")


def _extreme(frame: pd.DataFrame, at: np.ndarray, _: np.random.Generator) -> None:
    grams = frame.loc[at, "DRUG_UNIT"] == "Gram"
    _set(frame, at, AMOUNT=[f"{5000 + 10 * n}.25" for n in range(len(at))])
    _set(frame, at[grams.to_numpy()], DRUG_NAME="Cocaine")


def _tablets(frame: pd.DataFrame, at: np.ndarray, chance: np.random.Generator) -> None:
    _set(frame, at, DRUG_NAME="Ecstasy", PRODUCING_COUNTRY="", DEPARTURE_COUNTRY="Netherlands")
    _set(frame, at, DRUG_UNIT=_pick(chance, ("Tablet", "Dose", "Piece"), len(at)))
    frame.loc[at, "COUNTRY"] = "Germany"


def _unknown_drug(frame: pd.DataFrame, at: np.ndarray, chance: np.random.Generator) -> None:
    _set(frame, at, DRUG_NAME=_pick(chance, ("Retalin Tablets", "2C-H", "Pinix"), len(at)))
    _set(frame, at, PRODUCING_COUNTRY="")


#: How a row without a trap gets one.
_CHANGES = {
    "litres": _column("DRUG_UNIT", ("Litre", "Millilitre")),
    "tablets": _tablets,
    "units-not-known": _column("DRUG_UNIT", ("bucket", "bundle", "basket")),
    "amounts-not-read": _amount(("many", "1.2.3", "5 or 6", "7kg?", "1,23,4")),
    "amounts-blank": _amount(("",)),
    "amounts-impossible": _amount(("0", "-5", "23291692000000")),
    "amounts-extreme": _extreme,
    "departure-blank": _column("DEPARTURE_COUNTRY", ("",)),
    "departure-unknown": _column("DEPARTURE_COUNTRY", ("Unknown", "Other")),
    "departure-not-known": _column("DEPARTURE_COUNTRY", ("Antarctica", "Netherlands Antilles")),
    "destination-unknown": _column("DESTINATION_COUNTRY", ("Unknown", "Multiple Countries")),
    "domestic": _domestic,
    "round-trips": _round_trip,
    "routing-words": _routing,
    "into-producers": _into_producer,
    "producers-implausible": _implausible,
    "drugs-not-known": _unknown_drug,
    "drug-blank": _column("DRUG_NAME", ("", "Unknown")),
    "dates-missing": _column("SEIZURE_DATE", ("", "n/a")),
    "dates-not-read": _column("SEIZURE_DATE", ("2014-02-30", "spring", "41000")),
    "dates-impossible": _column("SEIZURE_DATE", ("2099-01-01", "1806-05-05")),
}


def _copies(frame: pd.DataFrame, free: np.ndarray, counts: dict[str, int]) -> list[pd.DataFrame]:
    """Return rows that repeat one without a trap: in full, but for its mode, in another unit."""
    exact = frame.iloc[np.resize(free, counts["exact-duplicates"])]
    near = frame.iloc[free[: counts["near-duplicates"]]].copy()
    near["TRANSPORT_MODE"] = np.where(near["TRANSPORT_MODE"] == "Mail", "Private road", "Mail")
    second = frame.iloc[free[-counts["two-units"] :]].copy()
    kilograms = second["DRUG_UNIT"] == "Kilogram"
    amounts = second["AMOUNT"].astype(float)
    second["AMOUNT"] = [
        f"{amount * 1000:.4f}" if is_kilograms else f"{amount / 1000:.9f}"
        for amount, is_kilograms in zip(amounts, kilograms, strict=True)
    ]
    second["DRUG_UNIT"] = np.where(kilograms, "Gram", "Kilogram")
    return [exact, near, second]


def write(target: Path, rows: int = ROWS, seed: int = 0, *, block: int = 1_000_000) -> None:
    """Write a SYNTHETIC table as CSV, by blocks of rows, each of a seed of its own."""
    with target.open("w", encoding="utf-8", newline="") as stream:
        for number, first in enumerate(range(0, rows, block)):
            table = synthetic_table(min(block, rows - first), seed + number)
            table.frame.to_csv(stream, sep=";", index=False, header=first == 0)


def main() -> None:
    """Write a table to the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path, help="a file whose name says SYNTHETIC")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    if "SYNTHETIC" not in asked.target.name:
        parser.error("let the name of the file say SYNTHETIC")
    write(asked.target, asked.rows, asked.seed)


if __name__ == "__main__":
    main()
