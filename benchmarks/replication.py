"""Figures of a published study of seizure networks beside those of a table.

    python -m benchmarks.replication                  # on a SYNTHETIC table, made for it
    python -m benchmarks.replication --write          # and docs/replication.md of it
    python -m benchmarks.replication TABLE            # on a copy of your own

The study is Giommoni, Berlusconi & Aziani (2022), who made networks of UNODC's Individual
Drug Seizures of 2011-2016. The table goes through ``trafficroutes.import_seizures`` by each
rule and through ``trafficroutes.describe``. The SYNTHETIC table has the shape of UNODC's (the
rows and traps of ``benchmarks/seizure_table.py``), and two networks are planted in it that
have as many countries and links as the published ones: what comes out must have them too,
and that alone is tested. All else in it is chance. It is never merged with cited data.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pandas as pd

from benchmarks.seizure_table import NOTICE, ROWS, synthetic_table
from trafficroutes import Dataset, Description, describe, hubs, import_seizures, load
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.model.digits import settled

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "replication.md"
YEARS = "2011-2016"
CHAINS = (
    "departure-destination",
    "departure-seized-destination",
    "producing-departure-seized-destination",
)
#: Removals that are shown.
SHOWN = (0, 1, 5, 10)


class Published(NamedTuple):
    """What the study prints of one network, and how the SYNTHETIC one is planted."""

    commodity: str
    drug: str
    nodes: int
    edges: int
    connectivity: float
    first: str
    makers: tuple[str, ...]
    seed: int


STUDY = (
    Published("cocaine", "Cocaine", 147, 817, 0.52, "ESP", ("COL", "PER", "BOL"), 1),
    Published("heroin", "Heroin", 137, 437, 0.56, "PAK", ("AFG", "MMR", "MEX"), 2),
)


def planted_links(study: Published, codes: Sequence[str]) -> list[tuple[str, str, int]]:
    """Return the links that are planted: as many as published, with their records.

    Ends are drawn by weights that fall as 1 / rank, the published first country and the
    producers in front; nothing leads into a producer. Records fall as steeply.
    """
    chance = np.random.default_rng(study.seed)
    ahead = [study.first, *study.makers]
    rest = [code for code in codes if code not in ahead]
    places = [*ahead, *chance.permutation(rest)[: study.nodes - len(ahead)].tolist()]
    weight = 1.0 / (5.0 + np.arange(len(places)))
    into = np.where(np.isin(places, study.makers), 0.0, weight)
    pairs: dict[tuple[str, str], None] = {}
    # Each country has a link: from one before it, so that none is left alone.
    for at, place in enumerate(places[1:], start=1):
        other = places[int(chance.integers(0, at))]
        if place in study.makers:
            pairs[place, study.first] = None
        elif other != place:
            pairs[other, place] = None
    while len(pairs) < study.edges:
        tail = chance.choice(len(places), p=weight / weight.sum())
        head = chance.choice(len(places), p=into / into.sum())
        if tail != head:
            pairs[places[tail], places[head]] = None
    order = chance.permutation(len(pairs))
    records = np.maximum(1, (900 / (1.0 + order)).astype(int))
    return [(tail, head, int(n)) for (tail, head), n in zip(pairs, records, strict=True)]


def names_of_places() -> dict[str, str]:
    """Return names of countries that mean one place alone, by code (Micronesia is a region too)."""
    known = load().places
    found = {}
    for code, country in sorted(known.countries.items()):
        with suppress(TrafficRoutesError):
            if known.resolve(country.name) == code:
                found[code] = country.name
    return found


def planted_table(rows: int) -> pd.DataFrame:
    """Return the SYNTHETIC table with the planted links in place of some of its rows."""
    names = names_of_places()
    chance = np.random.default_rng(7)
    frame = synthetic_table(rows).frame
    frame["DESTINATION_COUNTRY"] = ""  # the planted links are then all there are
    parts = []
    for study in STUDY:
        links = planted_links(study, tuple(names))
        ends = [(tail, head) for tail, head, n in links for _ in range(n)]
        count = len(ends)
        # Each amount once, so that no two records are taken for one.
        amounts = np.exp(chance.normal(0, 2, count)) + np.arange(count) * 1e-6
        days = np.datetime64("2011-01-01") + chance.integers(0, 2192, count)
        parts.append(
            pd.DataFrame(
                {
                    "COUNTRY": [names[head] for _, head in ends],
                    "SEIZURE_DATE": np.datetime_as_string(days),
                    "DRUG_NAME": study.drug,
                    "AMOUNT": [f"{amount:.6f}" for amount in amounts],
                    "DRUG_UNIT": "Kilogram",
                    "PRODUCING_COUNTRY": "",
                    "DEPARTURE_COUNTRY": [names[tail] for tail, _ in ends],
                    "DESTINATION_COUNTRY": [names[head] for _, head in ends],
                    "TRANSPORT_MODE": "",
                    "REMARKS": "",
                    "SYNTHETIC": NOTICE,
                }
            )
        )
    planted = pd.concat(parts, ignore_index=True)
    if len(planted) > rows:
        raise SystemExit(f"the planted links need {len(planted):,} rows: ask for as many")
    kept = frame.iloc[: rows - len(planted)]
    mixed = chance.permutation(rows)
    return pd.concat([kept, planted], ignore_index=True).iloc[mixed].reset_index(drop=True)


def networks(table: Path, folder: Path) -> Iterator[tuple[str, Dataset]]:
    """Yield a network of the table by each rule."""
    for chain in CHAINS:
        found = import_seizures(table, mapping="unodc-ids", chain=chain, updated="2026-01-31")
        target = folder / f"{table.stem}-{chain}.yaml"
        target.write_text(found.text, encoding="utf-8")
        yield chain, load(target)


def described(data: Dataset, commodity: str) -> Description | None:
    """Return the figures of one network; None where there is nothing of it."""
    try:
        return describe(data, commodity=commodity, years=YEARS, weighting="records").answers[0]
    except TrafficRoutesError:
        return None


def lines_of(study: Published, found: dict[str, Description | None]) -> Iterator[str]:
    """Yield the table of one network: the study, and each rule."""
    name = load().places.name
    yield f"| {study.commodity} | published | {' | '.join(found)} |"
    yield f"|---|--:|{'--:|' * len(found)}"
    published = {
        "countries": f"{study.nodes}",
        "links": f"{study.edges}",
        "density": f"{study.edges / (study.nodes * (study.nodes - 1)):.3f} (of the two above)",
        "connectivity": f"{study.connectivity:.2f}",
        "most links": name(study.first),
    }
    ours = {chain: {} if one is None else _figures(one) for chain, one in found.items()}
    for key in dict.fromkeys(("countries", "links", "density", "connectivity", "most links")):
        cells = [ours[chain].get(key, "-") for chain in found]
        yield f"| {key} | {published[key]} | {' | '.join(cells)} |"
    for key in ("reciprocity", "mean path", "centralisation in, out", "largest part"):
        cells = [ours[chain].get(key, "-") for chain in found]
        yield f"| {key} | | {' | '.join(cells)} |"


def _figures(one: Description) -> dict[str, str]:
    first = [place.name for place in one.first if place.degree == one.first[0].degree]
    return {
        "countries": f"{one.nodes}",
        "links": f"{one.edges}",
        "density": _three(one.density),
        "connectivity": "-" if one.reachability is None else f"{settled(one.reachability):.2f}",
        "most links": ", ".join(first[:3]),
        "reciprocity": _three(one.reciprocity),
        "mean path": _three(one.mean_path),
        "centralisation in, out": ", ".join(
            map(_three, (one.centralisation_in, one.centralisation_out))
        ),
        "largest part": f"{one.weak_components[0]}",
    }


def _three(value: float | None) -> str:
    return "-" if value is None else f"{settled(value):.3f}"


def curves_of(one: Description) -> Iterator[str]:
    """Yield the removal curves of one network, beside random orders."""
    yield "| countries out | by connections | by betweenness | at random (5 to 95 % of orders) |"
    yield "|--:|--:|--:|--:|"
    by = {(step.measure, step.removed): step for step in one.removal}
    for removed in SHOWN:
        degree, between = by.get(("degree", removed)), by.get(("betweenness_hops", removed))
        if degree is None or between is None or degree.reachable_band is None:
            continue
        low, high = degree.reachable_band
        mean = degree.random_reachable or 0.0
        band = f"{_percent(mean)} ({_percent(low)} to {_percent(high)})"
        yield (
            f"| {removed} | {_percent(degree.reachable)} | {_percent(between.reachable)} | {band} |"
        )


def _percent(value: float) -> str:
    return f"{settled(value) * 100:.0f} %"


def hub_lines(data: Dataset) -> Iterator[str]:
    """Yield the first hubs from Colombia to Spain, with the fewest records on a way in."""
    try:
        answer = hubs(data, "Colombia", "Spain", commodity="cocaine", draws=0).answers[0]
    except TrafficRoutesError as error:
        yield f"No answer: {error}"
        return
    yield "| hub | share | records on the legs in and out |"
    yield "|---|--:|--:|"
    for hub in answer.hubs[:5]:
        records = sum(cited.records or 0 for cited in hub.citations)
        yield f"| {hub.name} | {_percent(hub.share)} | {records:,} |"
    yield ""
    yield from (f"> {note}" for note in answer.notes if "seizure record" in note.lower())


def report(table: Path, *, synthetic: bool, rows: int) -> str:
    """Return the page of a table."""
    mark = "SYNTHETIC: " if synthetic else ""
    lines = [f"# {mark}A published study of seizure networks, done again", ""]
    lines += [*(_ABOUT_SYNTHETIC.format(rows=f"{rows:,}") if synthetic else _ABOUT_OWN).split("\n")]
    with TemporaryDirectory() as folder:
        made = dict(networks(table, Path(folder)))
        for study in STUDY:
            found = {chain: described(data, study.commodity) for chain, data in made.items()}
            lines += ["", f"## {mark}{study.commodity.capitalize()}, {YEARS}", ""]
            lines += lines_of(study, found)
            first = found[CHAINS[0]]
            if first is not None:
                lines += [
                    "",
                    f"{mark}Ordered pairs of which one still leads to the other, of {CHAINS[0]}:",
                ]
                lines += ["", *curves_of(first)]
        lines += ["", f"## {mark}Hubs from Colombia to Spain", "", *hub_lines(made[CHAINS[0]])]
    return "\n".join(lines) + "\n"


_STUDY = """Giommoni, L., Berlusconi, G. & Aziani, A. (2022). Interdicting international drug
trafficking: a network approach for coordinated and targeted interventions. *European Journal on
Criminal Policy and Research*, 28, 545-572, <https://doi.org/10.1007/s10610-020-09473-0>: networks
of UNODC's Individual Drug Seizures of 2011-2016, in which countries are taken out by how central
they are and at random. *Connectivity* is read here as the part of ordered pairs of which one
leads to the other. The study joins the fields of a record in its own way, so all three rules of
`trafficroutes seizures` stand beside it."""

_ABOUT_SYNTHETIC = f"""**Every figure of this page but the published ones is SYNTHETIC: it is of a
made-up table, and says nothing of any country.** Made by `python -m benchmarks.replication
--write`; `python -m benchmarks.replication TABLE` does the same with a copy of the real table,
which registered users of UNODC can get, and which does not ship.

{_STUDY}

The table has {{rows}} rows of the layout and with the traps of UNODC's
(`benchmarks/seizure_table.py`). Two networks are planted in it that have as many countries and
links as published, each link with 1 to 900 records, drawn by chance with the published first
country in front. So countries, links and the first country have to come out as published by the
rule `departure-destination`: that tests the reader, the rule and the counting, and a test holds
it to this. The other rules find more, for they read places of seizure as well; connectivity and
all below it are chance. Nothing of it is ever merged with cited data."""

_ABOUT_OWN = f"""Of a table of your own. Made by `python -m benchmarks.replication`.

{_STUDY}"""


def main() -> None:
    """Print the page of a table, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", nargs="?", type=Path, help="a copy of your own")
    parser.add_argument("--rows", type=int, default=ROWS, help="of the SYNTHETIC table")
    parser.add_argument("--write", action="store_true", help="write docs/replication.md")
    asked = parser.parse_args()
    if asked.table is not None:
        if asked.write:
            parser.error("docs/replication.md is of the SYNTHETIC table alone: leave out --write")
        sys.stdout.write(report(asked.table, synthetic=False, rows=0))
        return
    with TemporaryDirectory() as folder:
        table = Path(folder) / "SYNTHETIC.csv"
        planted_table(asked.rows).to_csv(table, sep=";", index=False)
        page = report(table, synthetic=True, rows=asked.rows)
    if asked.write:
        PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


if __name__ == "__main__":
    main()
