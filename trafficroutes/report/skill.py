"""Document of how well the flow estimate does beside published shares."""

from __future__ import annotations

from trafficroutes.analysis.estimate.skill import FamilySkill, PeriodSkill, SkillResult
from trafficroutes.flowmodel.skill import BASELINES
from trafficroutes.report.form.document import Cell, Column, Document, Section, Table
from trafficroutes.report.wording import label

_GUESSES = {
    "constant": "Constant",
    "uniform": "All alike",
    "distance": "1/distance",
    "prior": "Prior alone",
}
_ERRORS = (
    Column("period", "Period"),
    Column("n", "Shares", "count"),
    Column("questions", "Questions", "count"),
    Column("unanswered", "Unanswered", "count"),
    Column("mae", "Mean error", "figure"),
    Column("mae_range", "of bootstraps", "figures", spare=True),
    Column("bias", "Bias", "figure", spare=True),
    Column("r2", "R2", "figure", spare=True),
    Column("spearman", "Rank correlation", "figure", spare=True),
    *(Column(name, _GUESSES[name], "figure", spare=True) for name in BASELINES),
)
_RANGES = (
    Column("period", "Period"),
    Column("coverage_50", "In 50 % ranges", "figure"),
    Column("width_50", "Width", "figure"),
    Column("coverage_90", "In 90 % ranges", "figure"),
    Column("coverage_90_range", "of bootstraps", "figures"),
    Column("width_90", "Width", "figure"),
    Column("interval_score", "Interval score", "figure"),
    Column("crps", "CRPS", "figure"),
)


def skill_document(result: SkillResult) -> Document:
    """Return the document of the skill of some families, the worst periods first."""
    return Document(tuple(map(_section, result.answers)))


def _section(answer: FamilySkill) -> Section:
    together = answer.skill[-1]
    guesses = ", ".join(
        f"{_GUESSES[name].lower()} {error}"
        for name, error in together.baselines.items()
        if error is not None
    )
    line = (
        f"Misses {together.n} published shares of {together.questions} questions by "
        f"{together.mae} points on average ({guesses}); {together.unanswered} more have no answer"
    )
    return Section(
        heading=f"{label(answer.family)}: the flow estimate beside published shares",
        answer=(f"{line}.",),
        tables=(
            Table(
                "Errors, percentage points",
                _ERRORS,
                tuple(map(_errors, answer.skill)),
                name="errors",
            ),
            Table(
                "Ranges, percent and points",
                _RANGES,
                tuple(
                    tuple(getattr(item, column.key) for column in _RANGES) for item in answer.skill
                ),
                name="ranges",
            ),
        ),
        notes=answer.notes,
    )


def _errors(item: PeriodSkill) -> tuple[Cell, ...]:
    own = _ERRORS[: -len(BASELINES)]
    return (
        *(getattr(item, column.key) for column in own),
        *(item.baselines[name] for name in BASELINES),
    )
