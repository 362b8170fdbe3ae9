"""What :func:`trafficroutes.reporters` answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import number_of, percent
from trafficroutes.question.solving import DatasetInfo


@dataclass(frozen=True)
class Reporter(Plain):
    """A country whose seizures stand behind links.

    Attributes
    ----------
    place, name : str
        Code and name.
    records : int
        Its records; one that makes several links counts in each.
    share : float
        Its part of all records whose reporter is known.
    years : int
        Years of which it has records.
    per_year : float
        Records a year in these.
    per_million : float or None
        Of these, per million people aged 15 to 64; None where no such number is cited.
    seized_kg : float or None
        Kilograms a year that are cited as seized there, all in all.
    per_tonne : float or None
        Records a year per tonne of that.
    links_alone : int
        Links of which it alone has records.
    outcome : {"ranked", "no_route", "no_leg", "not_asked"}
        Whether countries can be ranked without its records; or it was not left out.
    spearman : float or None
        Rank correlation of that ranking with the one by all records.
    head_kept : int or None
        How many of the first ten by all records stay among the first ten.
    moves : str or None
        The country among these ten that moves furthest.
    rank_before, rank_after : int or None
        Its ranks by all records and without; the second is None where it drops out.
    """

    place: str
    name: str
    records: int
    share: float
    years: int
    per_year: float
    per_million: float | None
    seized_kg: float | None
    per_tonne: float | None
    links_alone: int
    outcome: str
    spearman: float | None
    head_kept: int | None
    moves: str | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True)
class ReportingYear(Plain):
    """How many countries report in a year.

    Attributes
    ----------
    year : int
    countries : int
        Countries with records of the year.
    records : int
        Their records.
    first, first_name : str
        Code and name of the country with the most.
    first_share : float
        Its part of them.
    """

    year: int
    countries: int
    records: int
    first: str
    first_name: str
    first_share: float


@dataclass(frozen=True, repr=False)
class ReportersAnswer(Result):
    """The reporters of one commodity's or family's network.

    Attributes
    ----------
    commodity, weighting, by : str
        What moves, how flow is measured, and what countries are ranked by.
    records, unattributed : int
        Records behind the links, and those of them whose reporter or year is not known.
    effective : float or None
        As many reporters with the same number of records would be as unequal: 1 / (sum
        of squared shares). None where no reporter is known.
    reporters : tuple of Reporter
        The most records first.
    by_year : tuple of ReportingYear
        Ascending.
    notes : tuple of str
        What was assumed and left out.
    """

    tables: ClassVar[Tables] = {"reporters": Reporter, "by_year": ReportingYear}

    commodity: str
    weighting: str
    by: str
    records: int
    unattributed: int
    effective: float | None
    reporters: tuple[Reporter, ...]
    by_year: tuple[ReportingYear, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class ReportersResult(Answered[ReportersAnswer]):
    """The answer of :func:`reporters`: the question, the data, an answer a family."""

    query: NetworkQuery
    dataset: DatasetInfo | None
    answers: tuple[ReportersAnswer, ...]

    def sentences(self, answer: ReportersAnswer) -> tuple[str, ...]:
        """Return who reports most, and what hangs on it, in words."""
        told = [f"{number_of(answer.records, 'seizure record')} of {_countries(answer)}."]
        if answer.reporters:
            first = answer.reporters[0]
            told.append(f"{percent(first.share)} of them are {first.name}'s.")
            if first.head_kept is not None:
                told.append(f"Without these, {first.head_kept} of the first ten stay first.")
        return tuple(told)


def _countries(answer: ReportersAnswer) -> str:
    if not answer.reporters:
        return "countries that are not told"
    return f"{number_of(len(answer.reporters), 'country')} that {_seize(len(answer.reporters))}"


def _seize(count: int) -> str:
    return "seizes" if count == 1 else "seize"
