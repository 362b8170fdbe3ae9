"""The estimate beside published shares that play no part in it, period by period.

Each share is compared with an estimate from which all shares that answer the same
question are left out, and with what simpler guesses make of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.calibration import Calibrated, calibrated
from trafficroutes.flowmodel.estimate import flow_estimate
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Years

#: The periods in which estimates are tested; None pools all years. Fixed beforehand.
_COMMON = (None, Years(2003, 2012), Years(2013, 2023))
_SHORT = {
    "opiates": (Years(2003, 2007), Years(2008, 2012), Years(2015, 2019)),
    "cocaine": (Years(2003, 2007), Years(2008, 2010), Years(2011, 2014), Years(2016, 2023)),
}
#: Guesses that the estimate is tested beside, by supplier shares.
_BY_SHARES = ("uniform", "distance", "prior")
#: The same by all: also the mean of the other questions.
BASELINES = ("constant", *_BY_SHARES)


@dataclass(frozen=True)
class Trial:
    """A published share in one period, and what was made of it without knowing it.

    Attributes
    ----------
    observation, question : str
        Ids.
    published, estimate : float
        Fractions.
    guesses : dict of str to float or None
        What each of ``BASELINES`` says; None where it has no such goods.
    """

    observation: str
    question: str
    published: float
    estimate: float
    guesses: dict[str, float | None]


@dataclass(frozen=True)
class Trials:
    """The trials of one period.

    Attributes
    ----------
    years : Years or None
        The period; None pools all years.
    trials : tuple of Trial
        By observation.
    unanswered : tuple of str
        Observations of which the estimate says nothing: no such goods, or no such way.
    """

    years: Years | None
    trials: tuple[Trial, ...]
    unanswered: tuple[str, ...]


def standard_periods(label: str) -> tuple[Years | None, ...]:
    """Return the periods in which the estimate of a family is tested."""
    return (*_COMMON, *_SHORT.get(label, ()))


def trials_of(
    data: Dataset, label: str, commodities: tuple[str, ...], assumptions: Assumptions
) -> Trials:
    """Return the trials of one period.

    Raises
    ------
    QueryError
        There is nothing to estimate.
    """

    def table(asked: Assumptions) -> tuple[Calibrated, ...]:
        return calibrated(flow_estimate(data, label, commodities, asked))

    known = table(assumptions)
    told = {item.observation.id: item.model for item in known}
    involved = {item.observation.asked for item in known if not item.held_out}
    for question in sorted(involved):
        for item in table(replace(assumptions, without=(*assumptions.without, question))):
            if item.observation.asked == question:
                told[item.observation.id] = item.model
    simpler = replace(assumptions, reconcile=False, fit_shares=False)
    guesses = {
        name: {
            item.observation.id: item.model
            for item in table(replace(simpler, supplier_shares=name, without=tuple(involved)))
        }
        for name in _BY_SHARES
    }
    found, unanswered = [], []
    for item in known:
        key, model = item.observation.id, told[item.observation.id]
        if model is None:
            unanswered.append(key)
            continue
        constant = _mean_of_others(known, item.observation.asked)
        others = {name: guesses[name][key] for name in _BY_SHARES}
        found.append(
            Trial(
                key,
                item.observation.asked,
                item.cited.best,
                model,
                {"constant": constant, **others},
            )
        )
    return Trials(assumptions.years, tuple(found), tuple(unanswered))


def _mean_of_others(known: Sequence[Calibrated], question: str) -> float | None:
    """Return the mean published share of the other questions, one voice each."""
    others: dict[str, list[float]] = {}
    for item in known:
        if item.observation.asked != question:
            others.setdefault(item.observation.asked, []).append(item.cited.best)
    return fmean(map(fmean, others.values())) if others else None


def all_trials(
    data: Dataset, label: str, commodities: tuple[str, ...], assumptions: Assumptions
) -> list[Trials]:
    """Return the trials of all standard periods in which there is something to estimate."""
    found = []
    for years in standard_periods(label):
        try:
            trials = trials_of(data, label, commodities, replace(assumptions, years=years))
        except QueryError:
            continue
        if trials.trials or trials.unanswered:
            found.append(trials)
    return found
