"""A SYNTHETIC table with traps at stated counts: the report finds each, exactly."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.seizure_table import ROWS, SyntheticTable, synthetic_table
from tests.dataset.seizures.tables import imported
from trafficroutes.dataset.seizures.answer import SeizureNetwork
from trafficroutes.model.events import RULES as CHAINS

CODES = {
    "Bolivia, Plurinational State of": "BOL",
    "United Kingdom (England and Wales)": "GBR",
    "Congo, the Democratic Republic of the": "COD",
    "Iran, Islamic Republic of": "IRN",
    "Korea, Republic of": "KOR",
    "Macau, SAR of China": "MAC",
    "Colombia": "COL",
    "Russian Federation": "RUS",
    "Ecuador": "ECU",
    "Chile": "CHL",
    "Spain": "ESP",
    "Pakistan": "PAK",
    "Netherlands": "NLD",
    "Turkey": "TUR",
    "Peru": "PER",
    "Germany": "DEU",
    "Belgium": "BEL",
    "Hong Kong": "HKG",
    "Portugal": "PRT",
    "New Zealand": "NZL",
    "Afghanistan": "AFG",
    "Mexico": "MEX",
    "Panama": "PAN",
    "Italy": "ITA",
    "France": "FRA",
    "Australia": "AUS",
    "Viet Nam": "VNM",
}
DRUGS = {"Cocaine": "cocaine", "Cocaine HCL": "cocaine", "Heroin": "heroin", "Opium": "opium"}
FACTORS = {"Kilogram": 1.0, "Gram": 1e-3, "Litre": 1.0, "Millilitre": 1e-3}


def write(folder: Path, made: SyntheticTable) -> Path:
    file = folder / "SYNTHETIC.csv"
    made.frame.to_csv(file, sep=";", index=False)
    return file


@pytest.mark.slow
def test_every_trap_is_found_at_its_count(tmp_path: Path) -> None:
    made = synthetic_table()
    found = imported(write(tmp_path, made), mapping="unodc-ids")
    report = found.report
    assert report.rows == ROWS == len(made.frame)
    stated = made.traps
    for rule in (one.rule for one in report.findings):
        assert report.finding(rule).rows == stated[rule], rule
    text = {name: made.frame[name] for name in made.frame.columns}
    for field, column in (
        ("departure", "DEPARTURE_COUNTRY"),
        ("destination", "DESTINATION_COUNTRY"),
        ("producing", "PRODUCING_COUNTRY"),
        ("seized", "COUNTRY"),
    ):
        ends = report.ends[field]
        assert ends["blank"] == (text[column] == "").sum()
        for word, key in (("Unknown", "says_nothing"), ("Antarctica", "not_known")):
            alike = {"Unknown": ["Unknown", "Other", "Multiple Countries"]}
            words = alike.get(word, ["Antarctica", "Netherlands Antilles"])
            assert ends[key] == text[column].isin(words).sum()
        assert sum(ends.values()) == ROWS
    assert report.ends["departure"]["blank"] == stated["departure-blank"]
    assert report.ends["departure"]["says_nothing"] == stated["departure-unknown"]
    assert report.ends["departure"]["not_known"] == stated["departure-not-known"]
    assert report.ends["destination"]["says_nothing"] == stated["destination-unknown"]
    fates = report.fates
    assert sum(fates.values()) == ROWS
    assert fates["domestic"] == stated["domestic"]
    assert fates["drug-blank"] == stated["drug-blank"]
    assert fates["exact-duplicates"] == stated["exact-duplicates"]
    first = report.reporters[0]
    assert (first["country"], first["dominates"]) == ("COL", True)
    assert first["rows"] == (text["COUNTRY"] == "Colombia").sum()
    grouped = {group.value: group.rows for group in report.no_places}
    assert grouped["Unknown"] == sum(
        (text[column] == "Unknown").sum() for column in ("DEPARTURE_COUNTRY", "DESTINATION_COUNTRY")
    )


def test_all_that_is_made_of_it_says_synthetic(tmp_path: Path) -> None:
    found = imported(write(tmp_path, synthetic_table(2_000)), mapping="unodc-ids")
    (source,) = found.dataset.records.sources.values()
    said = (found.dataset.records.title, source.title, source.publisher, found.report.title)
    assert all("SYNTHETIC" in text for text in said)
    assert "UNODC" not in source.publisher


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[SyntheticTable, Path]:
    made = synthetic_table(20_000, seed=3)
    return made, write(tmp_path_factory.mktemp("records"), made)


def plain_links(frame: pd.DataFrame, chain: str) -> dict[tuple[str, str, str], tuple[float, ...]]:
    """Return links as a notebook makes them: (commodity, from, to) with records and kilograms."""
    kept = frame.drop_duplicates()
    kept = kept[kept["DRUG_NAME"].isin(DRUGS)].copy()
    names = {
        "producing": "PRODUCING_COUNTRY",
        "departure": "DEPARTURE_COUNTRY",
        "seized": "COUNTRY",
        "destination": "DESTINATION_COUNTRY",
    }
    for end, column in names.items():
        kept[end] = kept[column].map(CODES)
    kept = kept[~((kept["departure"] == kept["destination"]) & kept["departure"].notna())]
    kept["commodity"] = kept["DRUG_NAME"].map(DRUGS)
    amount = pd.to_numeric(kept["AMOUNT"], errors="coerce")
    kept["kg"] = (amount * kept["DRUG_UNIT"].map(FACTORS)).where(lambda kg: (kg > 0) & (kg <= 1e6))
    kept["year"] = pd.to_numeric(kept["SEIZURE_DATE"].str[:4], errors="coerce")
    stops = chain.split("-")
    hops = [
        kept.rename(columns={one: "from", other: "to"})[["commodity", "from", "to", "kg"]]
        for one, other in pairwise(stops)
    ]
    edges = pd.concat(hops).dropna(subset=["from", "to"])
    edges = edges[edges["from"] != edges["to"]]
    sums = edges.groupby(["commodity", "from", "to"])["kg"].agg(["size", "count", "sum", "max"])
    return {key: tuple(row) for key, row in zip(sums.index, sums.to_numpy(), strict=True)}


@pytest.mark.parametrize("chain", CHAINS)
def test_links_are_those_of_a_plain_rebuild(small: tuple[SyntheticTable, Path], chain: str) -> None:
    made, file = small
    rules = {"two-units": "keep"}
    found = imported(file, chain=chain, rules=rules)
    plain = plain_links(made.frame, chain)
    links = {
        (link.commodity, link.origin, link.to): link
        for link in found.links
        if link.commodity in DRUGS.values()
    }
    assert set(links) == set(plain)
    for key, (records, weighed, kilograms, largest) in plain.items():
        link = links[key]
        assert (link.records, link.weighed) == (records, weighed), key
        assert link.kilograms == pytest.approx(kilograms, rel=1e-9, abs=1e-8)
        if weighed:
            assert link.largest == pytest.approx(largest, rel=1e-9)


def test_the_same_table_gives_the_same_bytes(small: tuple[SyntheticTable, Path]) -> None:
    _, file = small

    def text() -> SeizureNetwork:
        return imported(file, chain="departure-seized-destination")

    first, second = text(), text()
    assert first.text == second.text
    assert first.report == second.report


def test_little_memory_gives_the_same_links(small: tuple[SyntheticTable, Path]) -> None:
    _, file = small
    assert imported(file, memory="96MB").text == imported(file).text
