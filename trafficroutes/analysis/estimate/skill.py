"""How well the flow estimate does beside published shares, as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from trafficroutes.analysis.estimate.answer import assumptions
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.scores import Scores, mean_error, scores_of
from trafficroutes.flowmodel.skill import BASELINES, Trial, all_trials
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.graph.arrays import Floats
from trafficroutes.model.years import Period
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.solving import DatasetInfo, dataset_info
from trafficroutes.question.tested import keep_tested, tested_by

_LEFT_OUT = (
    "Each published share is compared with an estimate from which all shares that answer the same "
    "question are left out; errors, widths and coverage are in percentage points"
)
_GUESSES = (
    "Baselines: the mean of the other questions' shares, one voice each; every supplier alike; "
    "suppliers by one over their distance, and by the prior alone; mean absolute errors over the "
    "same shares"
)
_BOOTSTRAPS = (
    "Ranges of coverage and error are of 2,000 bootstraps over questions, the middle 95 percent"
)
ALL_PERIODS = "all periods together"


@dataclass(frozen=True)
class PeriodSkill(Plain):
    """How the estimate did in one period; see :class:`trafficroutes.flowmodel.scores.Scores`.

    Attributes
    ----------
    period : str
        The years.
    unanswered : int
        Published shares of which the estimate says nothing, not scored.
    baselines : dict of str to float or None
        Mean absolute errors of simpler guesses, in points.
    """

    period: str
    n: int
    questions: int
    unanswered: int
    mae: float
    mae_range: tuple[float, float]
    bias: float
    r2: float | None
    spearman: float | None
    coverage_50: float
    width_50: float
    coverage_90: float
    coverage_90_range: tuple[float, float]
    width_90: float
    interval_score: float
    crps: float
    baselines: dict[str, float | None]


@dataclass(frozen=True, repr=False)
class FamilySkill(Result):
    """How the estimate of one family did.

    Attributes
    ----------
    family : str
    skill : tuple of PeriodSkill
        The standard periods, the largest error first; then all of them together.
    notes : tuple of str
        How it was tested.
    """

    tables: ClassVar[Tables] = {"skill": PeriodSkill}

    family: str
    skill: tuple[PeriodSkill, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class SkillResult(Answered[FamilySkill]):
    """The answer of :func:`skill`: the data, and one answer a family."""

    dataset: DatasetInfo | None
    answers: tuple[FamilySkill, ...]

    def __str__(self) -> str:
        lines = []
        for answer in self.answers:
            lines.append(f"{answer.family}:")
            lines += [
                f"  {item.period}: misses {item.n} published shares by {item.mae} points"
                for item in answer.skill
            ]
        return "\n".join(lines)


def skill(
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
) -> SkillResult:
    """Return how far an estimate is from published shares, by period.

    Of a whole family with the usual assumptions, what is found is kept in the cache:
    answers about these data then tell it.

    Parameters
    ----------
    data, family, years, modes, supplier_shares, reconcile, pure, demand_from, fit_shares
        As for :func:`trafficroutes.estimate`, but for ``years``, which are to be left
        out: the standard periods are taken.

    Returns
    -------
    SkillResult
        Errors, ranges and simpler guesses beside them, in percentage points.

    Raises
    ------
    QueryError
        There is nothing to estimate, no share is observed, or ``years`` are given.
    """
    if years is not None:
        raise QueryError("skill is measured in the standard periods: leave the years out")
    data = opened(data)
    assumed = assumptions(
        years=None,
        modes=modes,
        supplier_shares=supplier_shares,
        reconcile=reconcile,
        pure=pure,
        demand_from=demand_from,
        fit_shares=fit_shares,
    )
    label, commodities = data.resolve_commodity(family)
    periods = all_trials(data, label, commodities, assumed)
    usual = assumed == Assumptions() and label in data.families
    if not any(found.trials for found in periods):
        if usual:
            keep_tested(data, label, None)
        raise QueryError(f"no published share of {label} can be compared with an estimate")
    told = sorted(
        (
            _period(
                "all years" if found.years is None else str(found.years),
                found.trials,
                len(found.unanswered),
            )
            for found in periods
            if found.trials
        ),
        key=lambda item: (-item.mae, item.period),
    )
    together = _period(
        ALL_PERIODS,
        [trial for found in periods for trial in found.trials],
        sum(len(found.unanswered) for found in periods),
    )
    if usual:
        keep_tested(data, label, tested_by(label, together.to_dict()))
    return SkillResult(
        dataset_info(data),
        (FamilySkill(label, (*told, together), (_LEFT_OUT, _GUESSES, _BOOTSTRAPS)),),
    )


def _period(period: str, trials: Sequence[Trial], unanswered: int) -> PeriodSkill:
    published = np.array([trial.published for trial in trials])
    found: Scores = scores_of(
        np.array([trial.estimate for trial in trials]),
        published,
        [trial.question for trial in trials],
    )
    return PeriodSkill(
        period=period,
        unanswered=unanswered,
        baselines={
            name: mean_error(_guesses(trial.guesses[name] for trial in trials), published)
            for name in BASELINES
        },
        **vars(found),
    )


def _guesses(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values])
