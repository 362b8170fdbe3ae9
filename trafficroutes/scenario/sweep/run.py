"""Running the chunks of a plan, and bringing together what they find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from trafficroutes.scenario.sweep.checkpoints import Checkpoints, question_hash
from trafficroutes.scenario.sweep.chunk import scan
from trafficroutes.scenario.sweep.chunks import Chunk, Here, Runner
from trafficroutes.scenario.sweep.combinations import NONE, Best, best_of
from trafficroutes.scenario.sweep.options import Setup
from trafficroutes.scenario.sweep.plan import SweepPlan


def run(plan: SweepPlan, runner: Runner) -> list[Best]:
    """Return the best sets of each sweep of a plan; make the file of all sets, if asked for.

    Raises
    ------
    SweepTooLargeError
        It would take too long.
    UnfinishedRunError, FileAccessError
        The file, or what is left of an earlier run, stands in the way.
    ClusterError
        The cluster failed.
    """
    setup = plan.setup
    plan.check(runner.workers)
    if setup.output is None or setup.kind is None:
        return _Run(plan, None).by(runner)
    parts = Checkpoints(setup.output, question_hash(plan), resume=setup.resume)
    found = _Run(plan, parts).by(runner)
    parts.join(setup.kind, setup.size, plan.chunks())
    return found


@contextmanager
def runner_for(setup: Setup) -> Iterator[Runner]:
    """Give what runs the chunks: this process, or a cluster as long as it is needed."""
    if setup.workers is None and setup.scheduler is None:
        yield Here()
        return
    from trafficroutes.scenario.sweep.on_dask import cluster

    with cluster(setup.workers, setup.scheduler) as runner:
        yield runner


class _Run:
    """One run: the best sets so far, and how many are done."""

    def __init__(self, plan: SweepPlan, parts: Checkpoints | None) -> None:
        self.plan = plan
        self.parts = parts
        self.done = 0
        self.best = [NONE] * len(plan.sweeps)

    def by(self, runner: Runner) -> list[Best]:
        """Run all chunks that are not done yet."""
        left = [chunk for chunk in self.plan.chunks() if not self._kept(chunk)]
        self._tell()
        for chunk, found in runner(scan, left, self.plan.swept):
            if self.parts is not None:
                self.parts.keep(chunk, found)
            self._add(chunk, found.best)
            self._tell()
        return self.best

    def _kept(self, chunk: Chunk) -> bool:
        found = self.parts.read(chunk) if self.parts is not None else None
        if found is not None:
            self._add(chunk, found.best)
        return found is not None

    def _add(self, chunk: Chunk, best: Best) -> None:
        before = self.best[chunk.of]
        self.best[chunk.of] = best_of([before, best], self.plan.setup.top)
        self.done += chunk.stop - chunk.start

    def _tell(self) -> None:
        if self.plan.setup.progress is not None:
            self.plan.setup.progress(self.done, self.plan.scenarios)
