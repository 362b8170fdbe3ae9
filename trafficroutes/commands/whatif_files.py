"""Scenario files of ``trafficroutes whatif``: run, compared, and written to a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trafficroutes.commands.output import emit, with_cite_line

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.scenario.files.running import ScenarioRun


def run_files(
    data: str | None,
    files: Sequence[str],
    *,
    draws: int | None,
    seed: int,
    folder: str | None,
    form: str,
    target: str | None,
) -> bool:
    """Run the scenarios of some files; return whether each has an answer.

    Parameters
    ----------
    data : str or None
        The data file.
    files : sequence of str
        Scenario files.
    draws, seed : int or None, int
        Draws behind intervals.
    folder : str or None
        Where to write an answer a scenario and an index.
    form, target : str, str or None
        How and where to print the comparison.
    """
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.scenario_table import scenarios_document
    from trafficroutes.scenario.files.reading import read_scenarios
    from trafficroutes.scenario.files.running import run_scenarios

    loaded = load(data)
    specs = read_scenarios(files, loaded)
    runs = [_cited(run) for run in run_scenarios(loaded, specs, draws=draws, seed=seed)]
    document = scenarios_document(runs)
    if folder is not None:
        write_folder(Path(folder), runs, loaded)
    emit(lambda: {"scenarios": [run.to_dict() for run in runs]}, document, form, target)
    return all(run.error is None for run in runs)


def _cited(run: ScenarioRun) -> ScenarioRun:
    """Return a run whose answers end with a line to cite them by."""
    return run if run.result is None else replace(run, result=with_cite_line(run.result))


def write_folder(folder: Path, runs: Sequence[ScenarioRun], data: Dataset) -> None:
    """Write one JSON file and one map a scenario, and then an index as JSON and as Markdown.

    A scenario without an answer, or of which the answer has no number, has no map.

    Raises
    ------
    FileAccessError
        The folder cannot be made or written; the message says why.
    """
    from trafficroutes.dataset.files import make_folder, write_atomically
    from trafficroutes.report.form.text import to_json, to_markdown
    from trafficroutes.report.scenario_table import index_of, scenarios_document

    make_folder(folder)
    names = [f"{run.name}.json" for run in runs]
    for name, run in zip(names, runs, strict=True):
        write_atomically(folder / name, to_json(run.to_dict()).encode())
    maps = [_drawn(folder, run, data) for run in runs]
    write_atomically(folder / "index.json", to_json(index_of(runs, names, maps)).encode())
    write_atomically(folder / "index.md", to_markdown(scenarios_document(runs)).encode())


def _drawn(folder: Path, run: ScenarioRun, data: Dataset) -> str | None:
    """Write the map of a scenario; return its name, or None where there is nothing to draw."""
    from trafficroutes.maps import draw_map, save_map

    if run.result is None or not any(answer.legs for answer in run.result.answers):
        return None
    name = f"{run.name}.html"
    save_map(draw_map(run.result, data), folder / name)
    return name
