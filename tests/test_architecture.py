"""docs/architecture.md is true: its names exist, its walk is walked, its steps are enough."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, get_args

import click
import numpy as np
import pytest
from click.testing import CliRunner

from tests.commands.conftest import DATA
from tests.networks import cite, data_of, leg, near
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.centrality.measures import MEASURES, Setting
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.commands import main, output, whatif
from trafficroutes.commands.options import printing
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.graph.arrays import Floats
from trafficroutes.maps.content.view import View
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.views import registry
from trafficroutes.maps.views.graph import graph_view
from trafficroutes.report.form import text
from trafficroutes.report.form.document import Document, Section
from trafficroutes.scenario.files.records import ChangesToMake
from trafficroutes.scenario.whatif import changes
from trafficroutes.scenario.whatif.answer import whatif as answer_whatif

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "trafficroutes"
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
#: A file, below the package or the repository, and perhaps a name in it.
NAMED = re.compile(r"`([\w./-]+\.(?:pyi?|md|yaml|cfg))(?:: ([\w.]+))?`")
PLACEHOLDER = "NAME"


def section(heading: str) -> str:
    """Return what stands under a heading of the document."""
    return DOCUMENT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def named(part: str) -> list[tuple[str, str]]:
    """Return the files that a part of the document names, each with a name in it or none."""
    return [(m[1], m[2] or "") for m in NAMED.finditer(part) if PLACEHOLDER not in m[1]]


def found(file: str, name: str) -> Any:
    """Return what a file has under a name."""
    value: Any = import_module("trafficroutes." + file.removesuffix(".py").replace("/", "."))
    for part in name.split(".") if name else ():
        value = getattr(value, part)
    return value


@pytest.mark.parametrize(("file", "name"), sorted(set(named(DOCUMENT))))
def test_every_file_and_name_exists(file: str, name: str) -> None:
    assert (PACKAGE / file).is_file() or (ROOT / file).is_file()
    if name:
        assert found(file, name) is not None


def test_the_map_has_every_folder() -> None:
    told = section("The map of the house")
    top = [row.split("`")[1].rstrip("/") for row in told.splitlines() if row.startswith("| `")]
    folders = {path.parent for path in PACKAGE.rglob("__init__.py")} - {PACKAGE}
    assert set(top) == {folder.name for folder in folders if folder.parent == PACKAGE}
    for folder in folders:
        assert f"`{folder.name}/`" in told


def test_sections_that_numbers_come_from_exist() -> None:
    rows = re.findall(r"\| (docs/\w+\.md), ([^|]+) \|", section("Where numbers come from"))
    assert rows
    for file, heading in rows:
        assert f"\n## {heading}\n" in (ROOT / file).read_text(encoding="utf-8"), (file, heading)


def test_each_number_has_a_place_of_its_own() -> None:
    places = named(section("Where numbers come from"))
    functions = [place for place in places if place[1]]
    assert len(functions) == len(set(functions))


def test_docstrings_begin_with_the_terms_of_the_field() -> None:
    told = section("A dozen words").partition("In the field's terms")[2]
    rows = [row.strip("| ").split(" | ") for row in told.splitlines() if row.startswith("| ")][1:]
    for terms, places in rows:
        for file, name in named(places):
            first = (found(file, name).__doc__ or "").splitlines()[0].lower()
            assert all(_stem(term) in first for term in terms.split(", ")), (terms, file, name)


def _stem(term: str) -> str:
    """Return a term without its plural."""
    return term.lower().removesuffix("ies").removesuffix("y").removesuffix("s")


@pytest.mark.slow
def test_no_two_classes_have_one_name() -> None:
    names = Counter(
        node.name.lstrip("_")
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.slow
def test_the_walk_is_walked(tmp_path: Path) -> None:
    walk = section("One query, from the command line to the table")
    command = re.search(r"```console\ntrafficroutes (.*)\n```", walk)
    assert command is not None
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "tests" / "calls.py"), str(ROOT)),
            # Nothing comes from the cache, and a few worlds are as good as a thousand.
            *("--no-cache", *shlex.split(command[1]), "--draws", "20"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    called = {call: number for number, call in enumerate(done.stdout.splitlines())}
    stops = [f"{file} {name}" for file, name in named(walk) if _is_function(file, name)]
    assert stops
    assert [stop for stop in stops if stop not in called] == []
    assert sorted(stops, key=called.__getitem__) == stops


def _is_function(file: str, name: str) -> bool:
    if not name:
        return False
    value = found(file, name)
    return isinstance(value, (FunctionType, click.Command))


def module_of(name: str, **members: Any) -> ModuleType:
    """Return a module of some members, as a file of that name would make it."""
    made = ModuleType(name)
    vars(made).update(members)
    return made


def test_a_command_is_a_file_and_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command("count")
    @click.pass_obj
    def command(data: str | None) -> None:
        """Count the legs."""
        from trafficroutes.dataset.loading import load

        legs = f"{len(load(data).records.legs)} legs"
        output.emit(dict, Document((Section(legs, (), (), ()),)), "table", None)

    name = "trafficroutes.commands.count"
    monkeypatch.setitem(sys.modules, name, module_of(name, command=command))
    monkeypatch.setitem(main.COMMANDS, "count", "count")
    file = tmp_path / "small.yaml"
    file.write_text(DATA, encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(main.group, ["--data", str(file), "count"]).output == "7 legs\n"
    assert "Count the legs." in runner.invoke(main.group, ["--help"]).output


def test_a_measure_is_a_function_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def reach(setting: Setting) -> Floats:
        """Return how many countries have a leg in or out of each."""
        return np.asarray(setting.degree_in + setting.degree_out)

    monkeypatch.setitem(MEASURES, "reach", reach)
    data = data_of("COL > VEN > ESP\nCOL > ESP")
    places = centrality(data, measures=["reach"], draws=10).answers[0].places
    assert {place.name: place.ranks["reach"] for place in places} == dict.fromkeys(
        ("Colombia", "Spain", "Venezuela"), 1
    )
    assert places[0].rank_intervals is not None


def test_a_commodity_is_data() -> None:
    entry = '  tea: {name: Tea, family: leaves, colour: "#335533", unit: t}\n'
    there = "  - {id: T, from: CHN, to: IRN, commodity: tea, citations: [{source: report, "
    back = "  - {id: U, from: IRN, to: GBR, commodity: tea, citations: [{source: report, "
    rest = "locator: p. 1, credibility: 1}]}\n"
    raw = DATA.replace("estimates:\n", entry + "estimates:\n")
    raw = raw.replace("seizures:\n", there + rest + back + rest + "seizures:\n")
    answer = hubs(load_bytes(raw.encode(), "tea.yaml"), "China", "United Kingdom").answers[0]
    assert [(hub.name, hub.share) for hub in answer.hubs] == [("Iran", 1.0)]
    assert answer.commodity == "leaves"


def test_an_export_is_a_function_and_a_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def to_headings(document: Document) -> str:
        """Return the headings alone."""
        return "".join(f"{section.heading}\n" for section in document.sections)

    monkeypatch.setattr(text, "to_headings", to_headings, raising=False)
    monkeypatch.setitem(output.FORMS, "headings", "to_headings")
    output.emit(dict, Document((Section("Cocaine", (), (), ()),)), "headings", None)
    assert capsys.readouterr().out == "Cocaine\n"


def test_every_form_is_offered() -> None:
    command = printing(click.command()(lambda: None))
    options = {option.name: option for option in command.params}
    assert set(options) == {"form", "notes", "explain", "table"}
    form = options.pop("form").type
    assert isinstance(form, click.Choice)
    assert set(output.FORMS) < set(form.choices)
    # The others are no arguments of a command: the output looks for them itself.
    assert not any(option.expose_value for option in options.values())


def test_a_map_of_an_answer_is_a_file_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Loads:
        """An answer that no map knows."""

    def loads_view(
        shown: Loads, data: Any, style: MapStyle, *, title: str | None, largest: int | None
    ) -> View:
        """Return what a map of it shows."""
        del shown
        return graph_view(build_graph(data, "cocaine"), data, style, title=title, largest=largest)

    name = "trafficroutes.maps.views.loads"
    monkeypatch.setitem(sys.modules, name, module_of(name, loads_view=loads_view))
    monkeypatch.setitem(registry.VIEWS, "Loads", ("loads", "loads_view"))
    view: Any = registry.view_of(Loads(), data_of("COL > ESP"), MapStyle(), title="Loads")  # type: ignore[call-overload]
    assert view.title == "Loads"


@pytest.mark.parametrize("kind", sorted(registry.VIEWS))
def test_every_map_of_an_answer_has_its_function(kind: str) -> None:
    module, name = registry.VIEWS[kind]
    assert callable(found(f"maps/views/{module}.py", name))


#: A change of each kind, as a person writes it, and what it leaves GNB of the arrivals::
#:
#:     COL > GNB > ESP, half of them, by land in the corridor "west"
#:     COL > VEN > ESP
CHANGES: dict[str, tuple[dict[str, Any], Fraction]] = {
    "remove": ({"remove": ["GNB"]}, Fraction(0)),
    "remove_leg": ({"remove_legs": ["GNB:ESP"]}, Fraction(0)),
    "remove_corridor": ({"remove_corridors": ["west"]}, Fraction(0)),
    "remove_mode": ({"remove_modes": ["land"]}, Fraction(0)),
    "interdict": ({"interdict": {"GNB": 1.0}}, Fraction(0)),
    "add_leg": ({"add_legs": {"COL:ESP": 0.5}}, Fraction(1, 4)),
}


def test_a_kind_of_change_stands_in_every_step() -> None:
    kinds, written = set(get_args(changes.Kind)), set(changes.Changes.__annotations__)
    assert set(changes.WORDS) == kinds == set(CHANGES)
    assert {key for told, _ in CHANGES.values() for key in told} == written
    assert set(ChangesToMake.__struct_fields__) == written
    options = {parameter.name for parameter in whatif.command.params}
    assert written <= options
    documents = {name: (ROOT / "docs" / name).read_text() for name in ("whatif.md", "output.md")}
    assert [key for key in written if f"`{key}`" not in documents["whatif.md"]] == []
    assert [kind for kind in kinds if f"`{kind}`" not in documents["output.md"]] == []


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_a_kind_of_change_does_something(kind: str) -> None:
    west = leg("GNB", "ESP", cite(modes=["land"]), corridors=["west"])
    data = data_of(
        [leg("COL", "GNB"), west, leg("COL", "VEN"), leg("VEN", "ESP")],
        corridors={"west": {"name": "West", "description": "By West Africa"}},
    )
    change, left = CHANGES[kind]
    answer = answer_whatif(data, "COL", "ESP", weighting="equal", draws=0, **change).answers[0]
    (hub,) = (hub for hub in answer.hubs if hub.place == "GNB")
    assert (hub.share_before, hub.share_after) == (near(Fraction(1, 2)), near(left))


def test_no_folder_but_the_commands_is_crowded() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
    counts = Counter(path.parent.relative_to(PACKAGE).as_posix() for path in modules)
    del counts["commands"]
    assert max(counts.values()) <= 25
