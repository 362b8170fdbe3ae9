"""What is fuzzed: each target takes a seed and says how its case ended.

A case may end in an answer or in a refusal with a message. Anything else (another
exception, a message that steers a terminal, a damaged entry that is believed) is a
fault and raises.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import click
import yaml

from tests.commands.conftest import DATA
from tests.fuzz import seizure_tables
from tests.fuzz.mutations import ODD, bytes_changed, structure_changed
from trafficroutes.commands import main as command_line
from trafficroutes.dataset import store
from trafficroutes.dataset.importing import import_legs
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.model.dataset import Dataset
from trafficroutes.scenario.files.lines import Lines, refusal_of
from trafficroutes.scenario.files.reading import read_scenarios

ANSWERED, REFUSED = "answered", "refused"

TABLE = (
    "from,to,commodity,source,year,locator,modes,years,quantity,unit,basis,via,url\n"
    "Colombia,Venezuela,cocaine,World report,2012,p. 1,land,2010,40-47,t_per_year,flow,,\n"
    "Venezuela,Spain,cocaine,A load found,2013,p. 2,sea_vessel,2008-2010,.5,t,flow,,\n"
    "Colombia,Spain,cocaine,Third,2014,p. 3,,2011,1200,kg,seizure,Brazil;Ghana,https://a.org/x\n"
)
SCENARIOS = {
    "format": 1,
    "scenarios": [
        {
            "name": "one",
            "origin": "Colombia",
            "destination": "Spain",
            "filters": {"commodity": "cocaine", "years": "2006-2010", "modes": ["land"]},
            "changes": {"remove": ["Venezuela"], "interdict": {"Guinea-Bissau": 0.3}},
            "adaptation": 2,
        },
        {"name": "two", "extends": "one", "changes": {"add_legs": {"Brazil:Spain": 0.5}}},
    ],
}
LINE = {
    "name": "x",
    "origin": "Colombia",
    "destination": "Spain",
    "changes": {"remove": ["Brazil"], "interdict": {"Venezuela": 0.5}, "remove_legs": ["GNB:ESP"]},
    "filters": {"commodity": "cocaine", "weighting": "equal"},
    "adaptation": 1.5,
    "demand": "free",
    "draws": 3,
}


def data_bytes(chance: Random) -> str:
    """Read a data file of which bytes are changed."""
    return _loaded(bytes_changed(chance, DATA.encode()))


def data_structure(chance: Random) -> str:
    """Read a data file of which entries are changed."""
    return _loaded(_yaml(structure_changed(chance, _content())))


def tables(chance: Random) -> str:
    """Import a table of which bytes are changed; what comes of it is a sound data file."""
    file = _folder() / "table.csv"
    file.write_bytes(bytes_changed(chance, TABLE.encode()))
    try:
        found = import_legs(file, data=_small(), updated="2026-01-01", skip_bad_rows=True)
    except TrafficRoutesError as error:
        return _refused(str(error))
    load_bytes(found.text.encode(), "imported.yaml")
    return ANSWERED


def scenarios(chance: Random) -> str:
    """Read a scenario file, or answer a line, of which bytes or entries are changed."""
    if chance.random() < 0.5:
        changed = chance.random() < 0.5
        raw = (
            bytes_changed(chance, _yaml(SCENARIOS))
            if changed
            else _yaml(structure_changed(chance, SCENARIOS))
        )
        file = _folder() / "scenarios.yaml"
        file.write_bytes(raw)
        try:
            read_scenarios([file], _small())
        except TrafficRoutesError as error:
            return _refused(str(error))
        return ANSWERED
    raw = json.dumps(structure_changed(chance, LINE)).encode()
    raw = bytes_changed(chance, raw) if chance.random() < 0.5 else raw
    answer = json.loads(refusal_of(raw) or _lines().answer(raw))
    if "answers" in answer:
        return ANSWERED
    if "by a fault" in answer["error"]:
        raise AssertionError(answer["error"])
    return REFUSED


def command_lines(chance: Random) -> str:
    """Run a command with arguments and options of its own, and values of all sorts."""
    name = chance.choice(sorted(command_line.COMMANDS))
    arguments = ["--data", str(_small_file()), name, *_arguments(chance, name)]
    out, err, nothing = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(3))
    err.reconfigure(errors="backslashreplace")
    place = contextlib.chdir(_folder())
    streams = (contextlib.redirect_stdout(out), contextlib.redirect_stderr(err))
    argv = mock.patch.object(sys, "argv", ["trafficroutes", *arguments])
    with place, streams[0], streams[1], argv, mock.patch.object(sys, "stdin", nothing):
        try:
            command_line.main()
        except SystemExit as end:
            code = end.code
    err.seek(0)
    said = err.read()
    if code == 0:
        return ANSWERED
    # A file with problems, and an audit with findings, are answers with exit code 1.
    told = "Error: " in said or name in ("validate", "audit", "whatif")
    if code not in (1, 2) or not told:
        raise AssertionError(f"exit {code!r} of {arguments}: {said[:500]}")
    return _refused(said) if said else REFUSED


def cache_entries(chance: Random) -> str:
    """Load a file of which the cache has a damaged entry: the answer is the same."""
    if not store.read(_entry()):
        store.keep(_entry(), b"a sound entry", most=16)
    folder = store.folder()
    assert folder is not None
    file = folder / _entry()
    sound = file.read_bytes()
    damaged = chance.choice(
        (
            bytes_changed(chance, sound),
            sound[: chance.randrange(len(sound))],
            bytes(chance.randrange(256) for _ in range(chance.randrange(200))),
        )
    )
    file.write_bytes(damaged)
    found = store.read(_entry())
    file.write_bytes(sound)
    if found is None:
        return REFUSED
    if damaged != sound:
        raise AssertionError("a damaged entry was believed")
    return ANSWERED


def seizure_records(chance: Random) -> str:
    """Read a table of seizure records whose meaning is known, or one of changed bytes."""
    table = seizure_tables.made(chance)
    if chance.random() < 0.2:
        return ANSWERED if seizure_tables.read_changed(table, chance, _folder()) else REFUSED
    fault = seizure_tables.fault_in(table, _folder())
    if fault:
        raise AssertionError(f"{fault} in {table}")
    return ANSWERED if table.meant else REFUSED


#: Each target with the cases of a long run.
TARGETS: dict[str, tuple[Callable[[Random], str], int]] = {
    "data files, by bytes": (data_bytes, 5000),
    "data files, by structure": (data_structure, 5000),
    "tables": (tables, 5000),
    "seizure records": (seizure_records, 1000),
    "scenario files and lines": (scenarios, 5000),
    "command lines": (command_lines, 3000),
    "cache entries": (cache_entries, 1000),
}


@contextlib.contextmanager
def in_a_folder() -> Iterator[None]:
    """Give the targets a folder of their own, with a cache of its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = {"XDG_CACHE_HOME": str(Path(folder) / "cache"), "TRAFFICROUTES_FUZZ": folder}
        with mock.patch.dict(os.environ, place):
            os.environ.pop(store.OFF, None)
            yield
    _small.cache_clear()
    _lines.cache_clear()


def _folder() -> Path:
    return Path(os.environ["TRAFFICROUTES_FUZZ"])


def _small_file() -> Path:
    """Return the data file, written anew: a case may have written over it."""
    file = _folder() / "small.yaml"
    if file.is_dir():
        file.rmdir()
    file.write_text(DATA, encoding="utf-8")
    return file


@cache
def _small() -> Dataset:
    return load_bytes(DATA.encode(), "small.yaml")


@cache
def _lines() -> Lines:
    return Lines(_small())


def _entry() -> str:
    return "fuzz-entry.msgpack"


@cache
def _content() -> Any:
    return yaml.safe_load(DATA)


def _yaml(content: Any) -> bytes:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(content, Dumper=dumper, allow_unicode=True).encode("utf-8", "surrogatepass")


def _loaded(raw: bytes) -> str:
    try:
        load_bytes(raw, "fuzzed.yaml")
    except TrafficRoutesError as error:
        return _refused(str(error))
    return ANSWERED


def _refused(message: str) -> str:
    """Refuse a message that is none, or that a terminal would obey."""
    plain = message.replace("\n", " ")
    if not plain.strip() or any(sign in plain for sign in "\x1b\x9b\u202e\r"):
        raise AssertionError(f"a message that says nothing, or steers: {message!r}")
    return REFUSED


_WORDS = (
    "Colombia", "Spain", "Europe", "GNB", "R:EUROPE", "cocaine", "opiates", "heroin", "Congo",
    "2008", "2006-2010", "-2010", "1890", "Colombia:Venezuela", "GNB:ESP=0.5", "Brazil=0",
    "Venezuela=1e-17", "Brazil=2", "COL-VEN", "", " ", "-", "--", "\x1b[2J", "\u202e", "n/a",
    "x" * 300, "1e20", "0", "1", "2", "-1", "9" * 30, "small.yaml", "no/such/file", ".",
)  # fmt: skip
#: What makes sense where, so that most of what is asked is asked of the whole way.
_SENSIBLE = {
    "origin": ("Colombia", "South America", "Afghanistan", "VEN"),
    "destination": ("Spain", "Europe", "Russia"),
    "ends": ("Colombia", "Spain", "Europe"),
    "name": ("Guinea-Bissau", "cocaine", "opiates", "Europe"),
    "names": ("VEN", "Venezuela", "Guinea-Bissau", "GNB", "Europe", "VEN-GNB"),
    "since": ("2010", "2008-"),
    "place": ("Guinea-Bissau", "COL", "West Africa"),
    "places": ("Guinea-Bissau", "Venezuela"),
    "protect": ("Brazil", "VEN"),
    "commodity": ("cocaine", "opiates", "heroin"),
    "family": ("cocaine", "opiates"),
    "year": ("2008", "2010"),
    "years": ("2006-2010", "-2010", "2010-"),
    "with_years": ("2009-2010", "2011"),
    "remove": ("Brazil", "Venezuela", "West Africa"),
    "remove_legs": ("COL:VEN", "GNB-ESP"),
    "interdict": ("Brazil=0", "Venezuela=0.5", "Guinea-Bissau=1e-9"),
    "add_legs": ("Brazil:Spain=0.5", "COL:ESP=1"),
    "region": ("Europe", "West Africa"),
    "file": ("small.yaml",),
    "files": ("small.yaml",),
    "answer": ("hubs COL ESP --draws 0", "paths COL GNB --draws 0 -f csv", "why 'GNB", "x", ""),
    "what": ("legs", "citations", "sources", "hubs"),
    "title": ("Mine & yours", "\x1b[2J"),
}
_FILES = (
    *("out.txt", "out.csv", "out.svg", "out.html", "-", "/dev/null"),
    *("out.xlsx", "out.sqlite", "out.gexf", "out.gpkg", "out.bib", "out.ftm.jsonl"),
)
#: Options that start processes or run for long.
_LEFT_OUT = {"--workers", "--scheduler", "--force", "--skill", "--help", "--data", "--no-cache"}


def _arguments(chance: Random, name: str) -> list[str]:
    command = command_line.group.get_command(click.Context(command_line.group), name)
    assert command is not None
    given: list[str] = []
    known = [p for p in command.params if not _LEFT_OUT & set(p.opts)]
    for argument in (p for p in command.params if isinstance(p, click.Argument)):
        count = 1 if argument.nargs == 1 else chance.choice((0, 1, 2, 2, 2))
        given += [_value(chance, argument) for _ in range(count)]
    options = [p for p in known if isinstance(p, click.Option)]
    needed = [option for option in options if option.required]
    taken = chance.sample(options, k=min(len(options), chance.choice((0, 1, 1, 2, 3))))
    for option in [*needed, *(option for option in taken if option not in needed)]:
        given.append(option.opts[-1])
        if not option.is_flag:
            given.append(_value(chance, option))
    if "--draws" not in given and any("--draws" in p.opts for p in known):
        given += ["--draws", "3"]
    return given


def _value(chance: Random, parameter: click.Parameter) -> str:
    kind, sensible = parameter.type, _SENSIBLE.get(str(parameter.name), ())
    if sensible and chance.random() < 0.85:
        return chance.choice(sensible)
    if isinstance(kind, click.Choice) and chance.random() < 0.8:
        return str(chance.choice(list(kind.choices)))
    if isinstance(kind, click.Path) and chance.random() < 0.7:
        return chance.choice(_FILES)
    if isinstance(kind, click.IntRange) and chance.random() < 0.7:
        return str(chance.choice((0, 1, 2, 3)))
    if chance.random() < 0.1:
        return str(chance.choice(ODD)).replace("\0", "")
    return chance.choice(_WORDS)
