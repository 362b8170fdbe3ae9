"""Scenario files into scenarios that can be run, or every problem at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trafficroutes.dataset.checking import ProblemAt, convert, place, problems_in
from trafficroutes.dataset.files import read_bytes
from trafficroutes.dataset.reader import parse, positions
from trafficroutes.errors import DataFileError, TrafficRoutesError
from trafficroutes.model.names import suggest
from trafficroutes.scenario.files.names import unknown_names
from trafficroutes.scenario.files.records import ScenarioEntry, ScenarioFile
from trafficroutes.scenario.files.specs import ScenarioSpec, joined

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source

_EXAMPLE = "docs/whatif.md"


@dataclass(frozen=True)
class _WrittenEntry:
    """An entry as written, and where."""

    entry: ScenarioEntry
    path: Path
    number: int


def read_scenarios(
    paths: Sequence[str | os.PathLike[str]], source: Source
) -> tuple[ScenarioSpec, ...]:
    """Return the scenarios of some files, in their order.

    Parameters
    ----------
    paths : sequence of path-like
        YAML files of format version 1.
    source : Dataset or networkx.DiGraph
        For what the names in them mean.

    Raises
    ------
    DataFileError
        Something is wrong with a file; lists every problem of it with its line.
    FileAccessError
        A file cannot be read.
    """
    library = _Library(source)
    wanted = [library.file(Path(path)) for path in paths]
    specs = [library.spec(entry) for entries in wanted for entry in entries]
    library.refuse()
    made = [spec for spec in specs if spec is not None]
    _refuse_twins(made)
    return tuple(made)


def _refuse_twins(specs: Iterable[ScenarioSpec]) -> None:
    """Refuse two files with a scenario of one name: what is written would collide."""
    seen: dict[str, str] = {}
    for spec in specs:
        other = seen.setdefault(str(spec.name), spec.file)
        if other != spec.file:
            raise TrafficRoutesError(
                f"{other} and {spec.file} both have a scenario {spec.name!r}: rename one of them"
            )


class _Library:
    """The files read so far, with all that is wrong in them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._entries: dict[Path, dict[str, _WrittenEntry]] = {}
        self._raw: dict[Path, bytes] = {}
        self._findings: dict[Path, list[ProblemAt]] = {}

    def file(self, path: Path) -> tuple[_WrittenEntry, ...]:
        """Return the entries of a file; problems of its form are raised at once."""
        if path not in self._entries:
            raw = read_bytes(path)
            self._raw[path] = raw
            found, self._findings[path] = _checked(raw, str(path), self._source)
            self._entries[path] = {
                entry.name: _WrittenEntry(entry, path, number)
                for number, entry in enumerate(found.scenarios)
            }
        return tuple(self._entries[path].values())

    def spec(self, start: _WrittenEntry) -> ScenarioSpec | None:
        """Return what an entry and all that it extends say; None where something is wrong."""
        chain = self._chain(start)
        if chain is None:
            return None
        found = joined([item.entry for item in chain], str(start.path))
        at = ("scenarios", start.number)
        told = self._findings[start.path]
        before = len(told)
        if not found.changes:
            told.append(ProblemAt(at, "nothing is changed: add changes, or extend a scenario"))
        for key in ("origin", "destination"):
            if not getattr(found, key):
                told.append(ProblemAt(at, f"{key!r} is missing: add it, or extend a scenario"))
        return found if len(told) == before else None

    def _chain(self, start: _WrittenEntry) -> list[_WrittenEntry] | None:
        """Return an entry after all that it extends, the root first."""
        chain = [start]
        while chain[-1].entry.extends is not None:
            last = chain[-1]
            found = self._extended(last)
            if found is None:
                return None
            if found in chain:
                self._wrong(
                    last, f"extends itself, by way of {found.entry.name!r}: break the cycle"
                )
                return None
            chain.append(found)
        return chain[::-1]

    def _extended(self, item: _WrittenEntry) -> _WrittenEntry | None:
        named = item.entry.extends or ""
        file, mark, name = named.rpartition("#")
        path = item.path.parent / file if mark else item.path
        if mark:
            try:
                self.file(path)
            except TrafficRoutesError as error:
                self._wrong(item, f"{named!r} cannot be read: {error}")
                return None
        found = self._entries[path].get(name)
        if found is None:
            known = list(self._entries[path])
            near = suggest(name, known) or known
            self._wrong(item, f"unknown scenario {named!r}; there are {', '.join(near)}")
        return found

    def _wrong(self, item: _WrittenEntry, message: str) -> None:
        finding = ProblemAt(("scenarios", item.number, "extends"), message)
        if finding not in self._findings[item.path]:
            self._findings[item.path].append(finding)

    def refuse(self) -> None:
        """Raise what was found wrong: all problems of the first file that has any."""
        for path, findings in self._findings.items():
            if findings:
                raise DataFileError(
                    str(path), place(findings, positions(self._raw[path], str(path)))
                )


def _checked(raw: bytes, path: str, source: Source) -> tuple[ScenarioFile, list[ProblemAt]]:
    """Return the records of a file, and names in it that mean nothing.

    Raises
    ------
    DataFileError
        Its form is wrong; lists such names too.
    """
    content = parse(raw, path, example=_EXAMPLE)
    found = convert(content.value, ScenarioFile)
    names = list(unknown_names(source, content.value))
    if found is None or content.problems:
        at = positions(raw, path)
        problems = problems_in(content.value, ScenarioFile, at)
        raise DataFileError(path, [*content.problems, *problems, *place(names, at)])
    return found, names
