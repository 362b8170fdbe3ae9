"""The questions that a report about an origin and a destination asks, family by family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from trafficroutes.analysis.chokepoints.answer import chokepoints, with_cuts_drawn
from trafficroutes.analysis.chokepoints.results import ChokepointsResult
from trafficroutes.analysis.cooperation.answer import cooperation
from trafficroutes.analysis.cooperation.results import CooperationResult
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.hubs.results import HubAnswer, HubsResult
from trafficroutes.analysis.why.answer import why
from trafficroutes.analysis.why.results import WhyResult
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.ranges import shown_by
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
    options: dict[str, Any],
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
        asked = {**options, "commodity": answer.commodity, "seed": seed}
        tested = shown_by(answer.weighting, found.query.range_shown) != "evidence"
        some: dict[str, Any] = {"draws": 0} if tested or draws == 0 else {}
        cuts = 0 if draws == 0 else _CUTS
        ends = (origin, destination)
        first = [hub.place for hub in answer.hubs[:FIRST] if hub.share > 0]
        yield Findings(
            hubs=replace(found, answers=(answer,)),
            why=tuple(why(data, place, origin, destination, **some, **asked) for place in first),
            chokepoints=_cuts(data, ends, asked, some, cuts),
            closed=whatif(data, origin, destination, remove=first, draws=draws, **asked)
            if first
            else None,
            cooperation=cooperation(data, origin, destination, **some, **asked),
        )


def _cuts(
    data: Dataset,
    ends: tuple[str, str],
    asked: dict[str, Any],
    some: dict[str, Any],
    draws: int,
) -> ChokepointsResult:
    """Return chokepoints; budgets whose shares need no draws are not drawn, cuts are."""
    origin, destination = ends
    drawn = some or {"draws": draws}
    found = chokepoints(data, origin, destination, budget=_BUDGET, **drawn, **asked)
    if not draws or not some:
        return found
    return with_cuts_drawn(data, found, draws, seed=asked["seed"])
