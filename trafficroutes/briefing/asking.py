"""The questions that a report about an origin and a destination asks, family by family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from trafficroutes.analysis.chokepoints.answer import Wanted, answered
from trafficroutes.analysis.chokepoints.results import ChokepointsResult
from trafficroutes.analysis.cooperation.answer import cooperation
from trafficroutes.analysis.cooperation.results import CooperationResult
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.hubs.results import HubAnswer, HubsResult
from trafficroutes.analysis.why.answer import why
from trafficroutes.analysis.why.results import WhyResult
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.query import ShareOptions
from trafficroutes.question.ranges import shown_by
from trafficroutes.question.solving import ask
from trafficroutes.scenario.whatif.answer import whatif
from trafficroutes.scenario.whatif.results import WhatIfResult

#: Hubs that are explained, and closed together.
FIRST = 3
#: Countries of the largest budget.
_BUDGET = 5
#: Draws behind chokepoints: enough for how many countries it takes, roughly.
_CUTS = 50


@dataclass(frozen=True)
class Findings:
    """All answers about one family.

    Attributes
    ----------
    hubs : HubsResult
        With one answer.
    why : tuple of WhyResult
        Of the first hubs.
    chokepoints : ChokepointsResult
    closed : WhatIfResult or None
        The first hubs closed; None where there is none.
    cooperation : CooperationResult
    """

    hubs: HubsResult
    why: tuple[WhyResult, ...]
    chokepoints: ChokepointsResult
    closed: WhatIfResult | None
    cooperation: CooperationResult

    @property
    def answer(self) -> HubAnswer:
        """The answer about hubs."""
        return self.hubs.answers[0]


def findings_of(
    data: Dataset,
    origin: str,
    destination: str,
    *,
    draws: int | None,
    seed: int,
    options: ShareOptions,
) -> Iterator[Findings]:
    """Yield what is found about each family that has a route.

    Chapters whose shares stand beside ranges of past errors need no draws of their own.

    Parameters
    ----------
    data : Dataset
    origin, destination : str
    draws : int or None
        As of :func:`trafficroutes.hubs`; none are drawn anywhere where that is 0.
    seed : int
    options : dict
        Those of :class:`trafficroutes.question.query.ShareOptions`.
    """
    found = hubs(data, origin, destination, draws=draws, seed=seed, **options)
    for answer in found.answers:
        family = answer.commodity
        tested = shown_by(answer.weighting, found.query.range_shown) != "evidence"
        some: dict[str, Any] = {"draws": 0} if tested or draws == 0 else {}
        narrowed: ShareOptions = {**options, "commodity": family}
        asked: dict[str, Any] = {**narrowed, "seed": seed}
        first = [hub.place for hub in answer.hubs[:FIRST] if hub.share > 0]
        yield Findings(
            hubs=replace(found, answers=(answer,)),
            why=tuple(why(data, place, origin, destination, **some, **asked) for place in first),
            chokepoints=answered(
                data,
                ask(data, origin, destination, narrowed),
                # Neither budgets by flow left nor, with tested ranges, their draws are told.
                Wanted(
                    budget=_BUDGET,
                    draws=0 if draws == 0 else _CUTS,
                    seed=seed,
                    flow_left=False,
                    budget_drawn=not tested,
                ),
            ),
            closed=whatif(data, origin, destination, remove=first, draws=draws, **asked)
            if first
            else None,
            cooperation=cooperation(data, origin, destination, **some, **asked),
        )
