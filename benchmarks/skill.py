"""The flow estimate beside published shares: how far it misses, and what each step is worth.

    python benchmarks/skill.py [FAMILY ...]
    python benchmarks/skill.py --write      # figures of the data that ship, for their answers
    python benchmarks/skill.py --scale      # how wide ranges have to be

One line a variant, over all standard periods of the families (cocaine and opiates):
published shares, mean absolute error, that of a constant, CRPS, and what the 50 and 90
percent ranges hold. Every share is compared without any that answers its question.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, as stated

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.stats import t as student

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from trafficroutes import load, skill
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.predictive import EDGE
from trafficroutes.flowmodel.scores import mean_error, scores_of
from trafficroutes.flowmodel.skill import BASELINES, Trial, all_trials
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.graph.recipe import Recipe
from trafficroutes.model.dataset import Dataset

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "data" / "skill.json"
FAMILIES = ("cocaine", "opiates")
VARIANTS = {
    "as it is": Assumptions(),
    "shares fitted": Assumptions(fit_shares=True),
    "not reconciled": Assumptions(reconcile=False),
    "no seizures": Assumptions(supplier_shares="reports"),
    "seizures wherever cited": Assumptions(supplier_shares="seizures"),
    "years do not matter": Assumptions(recipe=Recipe(half_life=math.inf, undated=1.0)),
    "half-life 2": Assumptions(recipe=Recipe(half_life=2.0)),
    "half-life 16": Assumptions(recipe=Recipe(half_life=16.0)),
    "no prior": Assumptions(recipe=Recipe(kappa=1e-6)),
    "kappa 0.5": Assumptions(recipe=Recipe(kappa=0.5)),
    "kappa 4": Assumptions(recipe=Recipe(kappa=4.0)),
    "prior alone": Assumptions(supplier_shares="prior"),
    "no detour": Assumptions(recipe=Recipe(gamma=0.0)),
    "gamma 4": Assumptions(recipe=Recipe(gamma=4.0)),
    "no counts of records": Assumptions(recipe=Recipe(counted=0.0)),
    "counts of records 1": Assumptions(recipe=Recipe(counted=1.0)),
    "producers buy nothing": Assumptions(recipe=Recipe(through=False)),
}


def trials(data: Dataset, families: list[str], assumptions: Assumptions) -> list[Trial]:
    """Return all trials of some families in their standard periods."""
    return [
        trial
        for family in families
        for found in all_trials(data, *data.resolve_commodity(family), assumptions)
        for trial in found.trials
    ]


def line(name: str, found: list[Trial]) -> str:
    """Return a line of figures."""
    published = np.array([trial.published for trial in found])
    estimate = np.array([trial.estimate for trial in found])
    scores = scores_of(estimate, published, [trial.question for trial in found])
    constant, *others = (
        mean_error(np.array([trial.guesses[key] for trial in found], dtype=float), published)
        for key in BASELINES
    )
    low, high = scores.mae_range
    return (
        f"{name:24} n {scores.n:3} ({scores.questions} questions)  error {scores.mae:4} "
        f"[{low}, {high}]  constant {constant}  others {others}  CRPS {scores.crps}  "
        f"in 50 %: {scores.coverage_50}, in 90 %: {scores.coverage_90}"
    )


def scales(found: list[Trial]) -> str:
    """Return the most likely scale of the misses, with all questions and with one less.

    Misses on the logit are Student's t with four degrees of freedom times the scale;
    shares of one question count as one.
    """
    published, estimate = (
        np.clip([getattr(trial, name) for trial in found], EDGE, 1.0 - EDGE)
        for name in ("published", "estimate")
    )
    miss = np.log(published / (1.0 - published)) - np.log(estimate / (1.0 - estimate))
    questions = np.array([trial.question for trial in found])
    _, number, times = np.unique(questions, return_inverse=True, return_counts=True)
    voice = 1.0 / times[number]

    def likeliest(kept: NDArray[np.bool_]) -> float:
        def doubt(scale: float) -> float:
            told = student.logpdf(miss[kept] / scale, 4) - np.log(scale)
            return -float(voice[kept] @ told)

        return float(minimize_scalar(doubt, bounds=(0.1, 10.0), method="bounded").x)

    whole = likeliest(np.ones(questions.size, dtype=bool))
    less = [likeliest(number != one) for one in range(times.size)]
    return f"scale {whole:.2f}, with one question less {min(less):.2f} to {max(less):.2f}"


def figures(data: Dataset, family: str) -> list[dict[str, Any]] | None:
    """Return the figures of a family by period; None where no published share compares."""
    try:
        found: list[dict[str, Any]] = skill(data, family).answers[0].to_dict()["skill"]
    except QueryError:
        return None
    return found


def main() -> None:
    """Print a line for each variant."""
    data = load()
    if sys.argv[1:] == ["--write"]:
        told = {name: figures(data, name) for name in data.families}
        text = json.dumps({"sha256": data.sha256, "skill": told}, indent=1)
        FIGURES.write_text(f"{text}\n", encoding="utf-8")
        return
    if sys.argv[1:] == ["--scale"]:
        print(scales(trials(data, list(FAMILIES), Assumptions())))
        return
    families = sys.argv[1:] or list(FAMILIES)
    for name, assumptions in VARIANTS.items():
        begun = time.perf_counter()
        print(f"{line(name, trials(data, families, assumptions))}  {_since(begun)}", flush=True)


def _since(begun: float) -> str:
    return f"{time.perf_counter() - begun:.0f} s"


if __name__ == "__main__":
    main()
