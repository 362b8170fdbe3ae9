"""Scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from trafficroutes.model.digits import by_size
from trafficroutes.report.form.document import Cell, Column, Document, Section, Table

if TYPE_CHECKING:
    from trafficroutes.scenario.files.running import ScenarioRun
    from trafficroutes.scenario.whatif.results import WhatIfAnswer

_COLUMNS = (
    Column("name", "Scenario"),
    Column("commodity", "Goods"),
    Column("intercepted", "No adaptation: stopped", "share"),
    Column("intercepted", "Evidence range", "shares"),
    Column("adaptation", "Theta"),
    Column("delivered", "Delivered then", "share"),
    Column("delivered", "Evidence range", "shares"),
    Column("gains", "Gains most"),
    Column("gain", "points", "points"),
    Column("cut_off", "Cut off"),
)


def scenarios_document(runs: Sequence[ScenarioRun]) -> Document:
    """Return a comparison of scenarios, then what each does in words.

    Notes that all answers share stand at the end, once.
    """
    answers = [(run, answer) for run in runs if run.result for answer in run.result.answers]
    table = Table("", _COLUMNS, tuple(_row(run, answer) for run, answer in answers))
    shared = _shared([answer for _, answer in answers])
    failed = tuple(f"{run.name}: {run.error}" for run in runs if run.error is not None)
    own = tuple(
        Section(
            heading=f"{run.name}: {answer.commodity.replace('_', ' ')}",
            lines=tuple(
                line for line in (run.spec.description, *_told(run, answer)) if line is not None
            ),
            notes=tuple(note for note in answer.notes if note not in shared),
        )
        for run, answer in answers
    )
    first = Section("Scenarios side by side", failed, (table.without_empty(),))
    return Document((first, *own, Section("All of these", notes=shared)))


def _told(run: ScenarioRun, answer: WhatIfAnswer) -> tuple[str, ...]:
    return () if run.result is None else run.result.sentences(answer)


def _row(run: ScenarioRun, answer: WhatIfAnswer) -> tuple[Cell, ...]:
    gains = [hub for hub in answer.hubs if (hub.change or 0.0) > 0]
    best = min(gains, key=lambda hub: (by_size(hub.change or 0.0), hub.name), default=None)
    point = next((p for p in answer.delivered if p.adaptation == answer.adaptation), None)
    ends = {end.place: end.name for end in answer.destinations}
    return (
        run.name,
        answer.commodity,
        answer.intercepted,
        None if answer.intervals is None else answer.intervals.intercepted,
        f"{answer.adaptation:g}",
        None if point is None else point.share,
        None if point is None else point.interval,
        None if best is None else best.name,
        None if best is None else best.change,
        ", ".join(ends.get(code, code) for code in answer.cut_off),
    )


def _shared(answers: Sequence[WhatIfAnswer]) -> tuple[str, ...]:
    """Return the notes that all answers have, in their order."""
    if not answers:
        return ()
    others = [set(answer.notes) for answer in answers[1:]]
    return tuple(note for note in answers[0].notes if all(note in notes for notes in others))


def index_of(
    runs: Sequence[ScenarioRun], files: Sequence[str], maps: Sequence[str | None]
) -> dict[str, Any]:
    """Return the index of a folder of answers and maps as plain values."""
    datasets = [run.result.dataset for run in runs if run.result is not None]
    dataset = datasets[0] if datasets else None
    return {
        "dataset": None if dataset is None else dataset.to_dict(),
        "scenarios": [
            {
                "name": run.name,
                "description": run.spec.description,
                "file": file,
                "map": drawn,
                "error": run.error,
                "answers": [
                    {
                        "commodity": answer.commodity,
                        "intercepted": answer.intercepted,
                        "delivered": [point.to_dict() for point in answer.delivered],
                        "cut_off": list(answer.cut_off),
                        "summary": answer.summary,
                    }
                    for answer in (run.result.answers if run.result is not None else ())
                ],
            }
            for run, file, drawn in zip(runs, files, maps, strict=True)
        ],
    }
