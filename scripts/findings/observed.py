"""Observed shares beside the flow estimate's, as tables and as figures in sentences."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

import trafficroutes as tr
from trafficroutes.analysis.estimate.calibrate import Beside, CalibrationAnswer
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.report.form.document import Column, Table
from trafficroutes.report.form.text import table_to_markdown

ALL_YEARS = "all"
#: Shares below which a period is no test.
_FEWEST = 10


class Row(NamedTuple):
    """A row of a table: what it is called, the observation, and the period."""

    name: str
    observation: str
    period: str


_AFGHAN = "obs-heroin-share"
_AFRICA = "observation-cocaine-share"
BALKAN, NORTHERN, SOUTHERN = (
    f"{_AFGHAN}-{route}-route-AFG-R.WEST_CENTRAL_EUROPE"
    for route in ("balkan", "northern", "southern")
)
TABLES = {
    "afghan": (
        "opiates",
        "share",
        (
            Row("Balkan Route, of Western and Central Europe's heroin", BALKAN, "2015-2019"),
            Row("Northern Route, of the same", NORTHERN, "2015-2019"),
            Row("Southern Route, of the same", SOUTHERN, "2015-2019"),
            Row(
                "Northern Route, of what leaves Afghanistan (UNODC)",
                f"{_AFGHAN}-northern-route-AFG-R.WORLD-3",
                "2015-2019",
            ),
            Row(
                "Northern Route, of the same (RIA Novosti, 2013)",
                f"{_AFGHAN}-northern-route-AFG-R.WORLD-7",
                "2015-2019",
            ),
            Row(
                "Northern Route, of what leaves Afghanistan (UNODC)",
                f"{_AFGHAN}-northern-route-AFG-R.WORLD-3",
                "2008-2012",
            ),
            Row("Balkan Route, of the same", f"{_AFGHAN}-balkan-route-AFG-R.WORLD", "2008-2012"),
            Row("Iran, of the same", f"{_AFGHAN}-AFG-IRN-R.WORLD", "2008-2012"),
            Row("Pakistan, of the same", f"{_AFGHAN}-AFG-PAK-R.WORLD", "2008-2012"),
            Row("Tajikistan, of what reaches Russia", f"{_AFGHAN}-AFG-TJK-RUS", "2008-2012"),
        ),
    ),
    "west-africa": (
        "cocaine",
        "who says so",
        (
            Row(
                "UNODC, West and Central Africa, 2007",
                f"{_AFRICA}-west-central-africa-europe-2007",
                "2004-2007",
            ),
            Row(
                "Real Instituto Elcano, 2007-2008",
                f"{_AFRICA}-west-africa-europe-elcano-2007",
                "2004-2007",
            ),
            Row(
                "British officer (SOCA), 2004-2009",
                f"{_AFRICA}-west-africa-europe-soca",
                "2004-2007",
            ),
            Row(
                "UNODC, West and Central Africa, 2009",
                f"{_AFRICA}-west-central-africa-europe-2009",
                "2008-2010",
            ),
            Row(
                "American officials, until 2011",
                f"{_AFRICA}-west-africa-europe-us-view",
                "2008-2010",
            ),
            Row(
                "French police, all of Africa, 2012",
                f"{_AFRICA}-africa-europe-french-police-2012",
                "2011-2014",
            ),
            Row(
                "Uruguayan officials, all of Africa, 2019",
                f"{_AFRICA}-africa-europe-uruguay-2019",
                "2016-2023",
            ),
        ),
    ),
}
#: Periods of the table of mean differences: the name, and the years of each family.
MEANS = (
    ("all years", ALL_YEARS, ALL_YEARS),
    ("2003-2012", "2003-2012", "2003-2012"),
    ("2013-2023", "2013-2023", "2013-2023"),
    ("2015-2019 (opiates), 2016-2023 (cocaine)", "2015-2019", "2016-2023"),
)


class Observed:
    """The calibrations that the document shows, each made once."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self._answer = cache(self._made)

    def _made(self, family: str, period: str, *, fitted: bool) -> CalibrationAnswer:
        years = None if period == ALL_YEARS else period
        return tr.calibrate(self.data, family, years=years, fit_shares=fitted).answers[0]

    def found(self, family: str, key: str, period: str, *, fitted: bool = False) -> Beside:
        """Return an observation beside the estimate of a period."""
        told = {item.id: item for item in self._answer(family, period, fitted=fitted).observations}
        if key not in told:
            raise KeyError(f"{family} {period}: no observed share {key}")
        return told[key]

    def table(self, name: str) -> str:
        """Return one of ``TABLES`` as Markdown; refuses what is no test."""
        family, heading, rows = TABLES[name]
        cells = []
        for row in rows:
            item = self.found(family, row.observation, row.period)
            if not item.held_out:
                raise ValueError(f"{row.observation} is not held out in {row.period}")
            fit = self.found(family, row.observation, row.period, fitted=True)
            near = " (near)" if item.near else ""
            cells.append((row.name, f"{cited(item)}{near}", model(item), model(fit), row.period))
        columns = (
            Column("share", heading),
            Column("cited", "cited"),
            Column("estimate", "estimate"),
            Column("fitted", "fitted"),
            Column("period", "period"),
        )
        return table_to_markdown(Table("", columns, tuple(cells)))

    def means(self) -> str:
        """Return the mean absolute differences of all that is held out, in points."""
        rows = tuple(
            (name, self.mean("opiates", opiates), self.mean("cocaine", cocaine))
            for name, opiates, cocaine in MEANS
        )
        columns = (
            Column("period", "period"),
            Column("opiates", "opiates"),
            Column("cocaine", "cocaine"),
        )
        return table_to_markdown(Table("", columns, rows))

    def skill(self) -> str:
        """Return how far each family is from published shares by period, the worst first.

        The figures that ship with the data (``benchmarks/skill.py --write``).
        """
        told = json.loads(shipped_file("skill.json"))
        found = [
            (family, *(period[key] for key in ("period", "n", "questions", "mae")), period)
            for family, periods in told["skill"].items()
            for period in periods or ()
            if period["n"] >= _FEWEST
        ]
        found.sort(key=lambda row: (-row[4], row[0], row[1]))
        rows = tuple(
            (
                *row[:-1],
                *row[-1]["baselines"].values(),
                row[-1]["coverage_50"],
                row[-1]["coverage_90"],
            )
            for row in found
        )
        titles = ("family", "period", "shares", "questions", "misses by", "constant", "all alike",
                  "1/distance", "prior alone", "% in 50 % ranges", "% in 90 % ranges")  # fmt: skip
        return table_to_markdown(Table("", tuple(Column(one, one) for one in titles), rows))

    def mean(self, family: str, period: str) -> str:
        """Return the mean absolute difference of a period in percentage points."""
        mean = self._answer(family, period, fitted=False).mean_absolute_difference
        if mean is None:
            raise ValueError(f"{family} {period}: nothing is held out")
        return f"{mean:.1f}"


def cited(item: Beside) -> str:
    """Return what is cited in percent: one figure, a range, or a bound."""
    low, best, high = (round(part * 100) for part in item.cited)
    if low == 0 and high < 100:  # noqa: PLR2004 - percent
        return f"{high} or less"
    if high == 100 and low < 100:  # noqa: PLR2004 - percent
        return f"{low} or more"
    return f"{best}" if low == high else f"{low}-{high}"


def model(item: Beside) -> str:
    """Return the estimate's share in percent; a dash where it cannot tell."""
    return "-" if item.model is None else f"{settled(item.model * 100):.0f}"
