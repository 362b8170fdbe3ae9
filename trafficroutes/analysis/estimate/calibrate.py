"""Observed shares beside the flow estimate's, as an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.analysis.estimate.answer import (
    assumptions,
    notes_on,
    period_of,
)
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.calibration import calibrated, mean_difference
from trafficroutes.flowmodel.estimate import flow_estimate
from trafficroutes.model.digits import settled
from trafficroutes.model.years import Period
from trafficroutes.question.evidence import Cited, cited
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.solving import DatasetInfo, dataset_info

_HELD_OUT = (
    "Observations that are held out play no part in the estimate and test it; the others fix "
    "shares of suppliers or are fitted"
)


@dataclass(frozen=True)
class Beside(Plain):
    """An observed share beside the estimate's; shares are fractions of 1.

    Attributes
    ----------
    id, statement : str
        The observation.
    cited : tuple of float
        Low, best, high.
    model : float or None
        The estimate's; None where it has no such goods, or no way to tell.
    held_out : bool
        Whether it played no part in the estimate, and so tests it.
    near : bool
        Whether it is from outside the period, within five years of it.
    citations : tuple of Cited
        Who says so.
    """

    id: str
    statement: str
    cited: tuple[float, float, float]
    model: float | None
    held_out: bool
    near: bool
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True, repr=False)
class CalibrationAnswer(Result):
    """The calibration of one family.

    Attributes
    ----------
    commodity, period : str
        What moves, and the years.
    observations : tuple of Beside
        By id.
    mean_absolute_difference : float or None
        In percentage points, over the observations that are held out.
    mean_absolute_difference_of_all : float or None
        The same over all of them.
    notes : tuple of str
        What was assumed.
    """

    tables: ClassVar[Tables] = {"observations": Beside}

    commodity: str
    period: str
    observations: tuple[Beside, ...]
    mean_absolute_difference: float | None
    mean_absolute_difference_of_all: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class CalibrationResult(Answered[CalibrationAnswer]):
    """The answer of :func:`calibrate`: the data, and one answer."""

    dataset: DatasetInfo | None
    answers: tuple[CalibrationAnswer, ...]

    def __str__(self) -> str:
        lines = []
        for answer in self.answers:
            mean = answer.mean_absolute_difference
            told = (
                "no observation is held out"
                if mean is None
                else f"{settled(mean):.1f} points on average"
            )
            lines.append(f"{answer.commodity}, {answer.period}: {told}")
            lines += [
                f"  {_percent(o.cited[1])} {_percent(o.model)} {o.id}" for o in answer.observations
            ]
        return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "     -" if share is None else f"{settled(share):6.1%}"


def calibrate(
    data: DataGiven,
    family: str,
    *,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    supplier_shares: str = "combined",
    reconcile: bool = True,
    pure: bool = False,
    demand_from: str = "consumption",
    fit_shares: bool = False,
) -> CalibrationResult:
    """Return the observed shares of a family beside those of its flow estimate.

    Parameters
    ----------
    data, family, years, modes, supplier_shares, reconcile, pure, demand_from, fit_shares
        As for :func:`trafficroutes.estimate`.

    Returns
    -------
    CalibrationResult
        Shares as fractions; the mean absolute difference in percentage points.

    Raises
    ------
    QueryError
        There is nothing to estimate, or no share is observed near the period.

    Examples
    --------
    >>> from trafficroutes import calibrate, load
    >>> answer = calibrate(load(), "opiates", years="2008-2012").answers[0]
    >>> any(observation.held_out for observation in answer.observations)
    True
    """
    data = opened(data)
    assumed = assumptions(
        years=years,
        modes=modes,
        supplier_shares=supplier_shares,
        reconcile=reconcile,
        pure=pure,
        demand_from=demand_from,
        fit_shares=fit_shares,
    )
    label, commodities = data.resolve_commodity(family)
    found = flow_estimate(data, label, commodities, assumed)
    table = calibrated(found)
    if not table:
        raise QueryError(
            f"no share of {label} is observed within five years of this period: name another, or "
            "leave it out"
        )
    observations = tuple(
        Beside(
            id=item.observation.id,
            statement=item.observation.statement,
            cited=(item.cited.low, item.cited.best, item.cited.high),
            model=item.model,
            held_out=item.held_out,
            near=item.cited.near,
            citations=cited(data, item.cited.citations),
        )
        for item in table
    )
    answer = CalibrationAnswer(
        commodity=label,
        period=period_of(found),
        observations=observations,
        mean_absolute_difference=mean_difference(item for item in table if item.held_out),
        mean_absolute_difference_of_all=mean_difference(table),
        notes=(
            _HELD_OUT,
            *notes_on(found),
        ),
    )
    return CalibrationResult(dataset_info(data), (answer,))
