"""Running the chunks of a plan, and bringing together what they find."""

from __future__ import annotations

import numpy as np

from trafficroutes.analysis.question import DatasetInfo
from trafficroutes.scenario.sweep_chunks import here
from trafficroutes.scenario.sweep_options import Setup
from trafficroutes.scenario.sweep_plan import Plan
from trafficroutes.scenario.sweep_scan import Best, best_of


def run(plan: Plan, setup: Setup, info: DatasetInfo | None) -> list[Best]:
    """Return the best sets of each sweep of a plan."""
    plan.check(1)
    best = [Best(np.empty(0, np.int64), np.empty(0)) for _ in plan.sweeps]
    done = 0
    for chunk, found in here(plan.chunks(), plan.swept):
        best[chunk.sweep] = best_of([best[chunk.sweep], found.best], setup.top)
        done += chunk.stop - chunk.start
        if setup.progress is not None:
            setup.progress(done, plan.scenarios)
    return best
