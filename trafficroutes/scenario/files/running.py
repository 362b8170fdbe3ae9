"""Scenarios run one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trafficroutes.errors import TrafficRoutesError
from trafficroutes.question.plain import Plain
from trafficroutes.scenario.whatif.answer import whatif

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source
    from trafficroutes.scenario.files.specs import ScenarioSpec
    from trafficroutes.scenario.whatif.results import WhatIfResult


@dataclass(frozen=True)
class ScenarioRun(Plain):
    """A scenario and what came of it.

    Attributes
    ----------
    spec : ScenarioSpec
        The scenario.
    result : WhatIfResult or None
        The answer; None where there is none.
    error : str or None
        Why there is none.
    """

    spec: ScenarioSpec
    result: WhatIfResult | None
    error: str | None

    @property
    def name(self) -> str:
        """The name of the scenario."""
        return self.spec.name or ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "name": self.name,
            "description": self.spec.description,
            "file": self.spec.file,
            "error": self.error,
            "result": None if self.result is None else self.result.to_dict(),
        }


def run_scenarios(
    source: Source, specs: Sequence[ScenarioSpec], *, draws: int | None = None, seed: int = 0
) -> Iterator[ScenarioRun]:
    """Yield what comes of each scenario; one without a route does not stop the others."""
    for spec in specs:
        try:
            found = whatif(
                source, spec.origin, spec.destination, draws=draws, seed=seed, **spec.told()
            )
        except TrafficRoutesError as error:
            yield ScenarioRun(spec, None, str(error))
        else:
            yield ScenarioRun(spec, found, None)
