"""What ``import trafficroutes`` offers, and how a person at a prompt is answered."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import pydoc
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import trafficroutes as tr
from tests.networks import data_of
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.question.query import Options, ShareOptions
from trafficroutes.scenario.sweep.options import SweepOptions
from trafficroutes.scenario.whatif.changes import Changes

DATA = data_of(
    """
    COL > MEX > ESP
    COL > GNB > ESP
    """
)
FOLDER = Path(tr.__file__ or "").parent
#: Loaded by what needs them alone.
HEAVY = {"folium", "geopandas", "msgspec", "networkx", "numpy", "pandas", "scipy", "yaml"}
#: Says that arrays do not fit together, and is met by the flow model before a user sees it.
WITHIN = {"BalanceError"}
PAIR = (DATA, "COL", "ESP")
FUNCTIONS = [name for name in tr.__all__ if inspect.isfunction(getattr(tr, name))]


def test_the_table_at_the_head_of_the_help_is_what_is_offered() -> None:
    table = dict(re.findall(r"^    (\w+) +(.+)$", tr.__doc__ or "", re.MULTILINE))
    assert sorted([*table, "__version__"]) == tr.__all__
    for name, told in table.items():
        summary = (inspect.getdoc(getattr(tr, name)) or "").splitlines()[0]
        assert told == re.sub(r":func:`(?:trafficroutes\.)?(\w+)`", r"\1", summary)
    lines = pydoc.plain(pydoc.render_doc(tr)).splitlines()
    assert lines.index("    Data:") < 8


def test_the_stub_for_type_checkers_names_the_same_homes() -> None:
    def homes(tree: ast.Module) -> dict[str, str]:
        return {
            alias.name: node.module
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__"
            for alias in node.names
        }

    stub = homes(ast.parse((FOLDER / "__init__.pyi").read_text(encoding="utf-8")))
    assert sorted(stub) == tr.__all__
    for name, home in stub.items():
        assert getattr(tr, name) is getattr(importlib.import_module(home), name)
    assert sorted(dir(tr)) == sorted({*tr.__all__} - {"__version__"})


def test_every_error_that_a_user_may_catch_is_offered() -> None:
    for module in pkgutil.walk_packages(tr.__path__, "trafficroutes."):
        if "commands" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = {TrafficRoutesError}
    while found != (more := found.union(*(kind.__subclasses__() for kind in found))):
        found = more
    ours = {kind.__name__ for kind in found if kind.__module__.startswith("trafficroutes.")}
    assert ours - {*tr.__all__} == WITHIN


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, trafficroutes as tr; dir(tr); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    assert not HEAVY & {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_options_are_named_in_the_signature_and_told_in_the_help(name: str) -> None:
    function = getattr(tr, name)
    parameters = inspect.signature(function).parameters.values()
    assert inspect.Parameter.VAR_KEYWORD not in {parameter.kind for parameter in parameters}
    told = inspect.getdoc(function) or ""
    if "Parameters and results are those of" in told:
        return
    for parameter in parameters:
        assert re.search(rf"^[\w*, ]*\b{parameter.name}\b[\w, ]*(:|$)", told, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "kinds", "lacks"),
    [
        ("hubs", [ShareOptions], set()),
        ("paths", [ShareOptions], set()),
        ("why", [ShareOptions], set()),
        ("suppliers", [ShareOptions], set()),
        ("chokepoints", [ShareOptions], set()),
        ("centrality", [Options], set()),
        ("describe", [Options], {"retention"}),
        ("cooperation", [ShareOptions], set()),
        ("corridor_cooperation", [ShareOptions], set()),
        ("compare", [ShareOptions], set()),
        ("sensitivity", [Options], {"min_citations", "without_press"}),
        ("whatif", [ShareOptions, Changes], set()),
        ("sweep", [ShareOptions, SweepOptions], set()),
        ("sweep_many", [ShareOptions, SweepOptions], set()),
        ("all_ends", [Options], set()),
    ],
)
def test_every_option_is_there_with_one_default(
    name: str, kinds: list[type], lacks: set[str]
) -> None:
    found = inspect.signature(getattr(tr, name)).parameters
    wanted = {key for kind in kinds for key in kind.__annotations__}
    assert wanted - lacks <= found.keys()
    usual = inspect.signature(tr.hubs).parameters
    for key in ShareOptions.__annotations__.keys() & found.keys():
        assert found[key].default == usual[key].default


def test_data_are_taken_by_the_name_of_their_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(tr.merge(DATA, DATA).text.encode())
    ends = ("Colombia", "Spain")
    read = tr.hubs(tr.load(path), *ends, draws=0)
    for given in (path, str(path)):
        assert tr.hubs(given, *ends, draws=0).answers == read.answers
    graph = tr.build_graph(path, "cocaine")
    assert len(graph) == 4
    assert tr.info(path).legs == tr.audit(path).to_dict()["dataset"]["legs"] == 4
    assert tr.compare(DATA, with_data=path, draws=0).answers[0].jaccard == 1
    assert len(tr.merge(path, path).dataset.legs) == 4
    assert tr.profile(path, "Mexico").name == "Mexico"
    assert tr.all_ends(path) == [("COL", "ESP", "cocaine")]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: tr.hubs(None, "A", "B"), "not of a NoneType"),  # type: ignore[arg-type] # refused
        (lambda: tr.hubs("no.yaml", "A", "B"), "cannot read no.yaml"),
    ],
)
def test_what_is_no_source_is_refused_in_a_sentence(ask: Callable[[], Any], told: str) -> None:
    with pytest.raises(TrafficRoutesError, match=told):
        ask()


@pytest.mark.parametrize("ask", [tr.sensitivity, tr.compare, tr.audit, tr.info])
def test_a_graph_is_refused_where_records_are_needed(ask: Callable[[Any], Any]) -> None:
    graph: nx.DiGraph[str] = tr.build_graph(DATA, "cocaine")
    more = {"with_years": 2000} if ask is tr.compare else {}
    with pytest.raises(tr.WrongTypeError, match=r"needs the records of a data file.*a DiGraph"):
        ask(graph, **more)
    with pytest.raises(TypeError):
        ask(graph, **more)


def test_a_text_is_one_name_where_a_list_is_asked_for() -> None:
    ends = ("Colombia", "Spain")
    one = tr.centrality(DATA, measures="pagerank", draws=0)
    assert one.to_dict() == tr.centrality(DATA, measures=["pagerank"], draws=0).to_dict()
    assert tr.hubs(DATA, *ends, modes="unknown", draws=0).query.modes == ("unknown",)
    assert len(tr.audit(DATA, checks="press-only").checks) == 1
    assert tr.chokepoints(DATA, *ends, protect="Mexico", draws=0).answer().protected == ("MEX",)
    assert tr.sweep(DATA, *ends, protect="Mexico", draws=0).protected == ("MEX",)
    closed = tr.whatif(DATA, *ends, remove="Mexico", draws=0)
    assert [change.subject for change in closed.changes] == ["MEX"]
    levels = tr.sensitivity(DATA, levels=2, draws=0).answer().cases
    assert [case.min_citations for case in levels] == [1, 2, 1]
    assert len(tr.build_graph(DATA, "cocaine", modes="land")) == 0


#: Each with one value of the wrong kind.
WRONG: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = [
    (tr.hubs, (DATA, 1, "ESP"), {}),
    (tr.hubs, (DATA, None, "ESP"), {}),
    (tr.hubs, PAIR, {"modes": 3}),
    (tr.hubs, PAIR, {"modes": [None]}),
    (tr.hubs, PAIR, {"commodity": ["cocaine"]}),
    (tr.hubs, PAIR, {"weighting": None}),
    (tr.hubs, PAIR, {"weighting": ["equal"]}),
    (tr.hubs, PAIR, {"years": 2005.5}),
    (tr.hubs, PAIR, {"years": {2005, 2006}}),
    (tr.hubs, PAIR, {"draws": "100"}),
    (tr.hubs, PAIR, {"draws": 1.5}),
    (tr.hubs, PAIR, {"seed": None}),
    (tr.hubs, PAIR, {"top_k": "3"}),
    (tr.hubs, PAIR, {"min_citations": "2"}),
    (tr.paths, PAIR, {"count": 2.5}),
    (tr.why, (DATA, 3, "COL", "ESP"), {}),
    (tr.chokepoints, PAIR, {"budget": "2"}),
    (tr.chokepoints, PAIR, {"limit": 0.5}),
    (tr.chokepoints, PAIR, {"protect": 3}),
    (tr.centrality, (DATA,), {"measures": 3}),
    (tr.centrality, (DATA,), {"regions": None}),
    (tr.centrality, (DATA,), {"groups": 1}),
    (tr.compare, (DATA,), {"with_years": "soon"}),
    (tr.compare, (DATA,), {"with_years": 2005, "by": 3}),
    (tr.compare, (DATA,), {"with_data": 3}),
    (tr.cooperation, PAIR, {"members": 3}),
    (tr.corridor_cooperation, (DATA, 3), {}),
    (tr.sensitivity, (DATA,), {"levels": "2"}),
    (tr.sensitivity, (DATA,), {"levels": [None]}),
    (tr.estimate, (DATA, 3), {}),
    (tr.estimate, (DATA, "cocaine"), {"unit": 3}),
    (tr.estimate, (DATA, "cocaine"), {"demand_from": 3}),
    (tr.estimate, (DATA, "cocaine"), {"supplier_shares": ["both"]}),
    (tr.whatif, PAIR, {"remove": 3}),
    (tr.whatif, PAIR, {"interdict": "MEX"}),
    (tr.whatif, PAIR, {"interdict": {3: 0.5}}),
    (tr.whatif, PAIR, {"add_legs": {"COL:ESP": "1"}}),
    (tr.whatif, PAIR, {"add_legs": {3: 0.5}}),
    (tr.whatif, PAIR, {"remove": "MEX", "adaptation": "1"}),
    (tr.whatif, PAIR, {"remove": "MEX", "demand": 1}),
    (tr.whatif, (DATA, "COL", 3), {"remove": "MEX"}),
    (tr.whatif, (DATA, "COL", ["ESP", 3]), {"remove": "MEX"}),
    (tr.sweep, PAIR, {"size": "1"}),
    (tr.sweep, PAIR, {"top": 2.5}),
    (tr.sweep, PAIR, {"over": 1}),
    (tr.sweep, PAIR, {"output": 3}),
    (tr.sweep, PAIR, {"within": 3}),
    (tr.sweep_many, (DATA, ["COL", "ESP"]), {}),
    (tr.sweep_many, (DATA, [("COL",)]), {}),
    (tr.sweep_many, (DATA, 3), {}),
    (tr.sweep_many, (DATA, [3]), {}),
    (tr.profile, (DATA, 3), {}),
    (tr.load, (3,), {}),
    (tr.load, (DATA,), {}),
    (tr.merge, (DATA, 3), {}),
    (tr.merge, (DATA, DATA), {"prefer": "newest"}),
    (tr.import_legs, (3,), {}),
    (tr.build_graph, (DATA, 3), {}),
    (tr.build_graph, (DATA, "cocaine"), {"weighting": "tonnes"}),
    (tr.build_graph, (DATA, "cocaine"), {"modes": "boat"}),
    (tr.draw_map, (DATA,), {}),
    (tr.draw_map, (tr.info(DATA),), {}),
    (tr.draw_map, (tr.build_graph(DATA, "cocaine"), 3), {}),
    (tr.draw_map, (tr.build_graph(DATA, "cocaine"),), {"largest": "3"}),
    (tr.save_figure, (DATA, "a.png"), {}),
    (tr.save_figure, (tr.build_graph(DATA, "cocaine"), 3), {}),
    (tr.save_map, (tr.draw_map(tr.build_graph(DATA, "cocaine")), 3), {}),
    (tr.save_map, (3, "a.html"), {}),
    (tr.network_view, (3,), {}),
]


@pytest.mark.parametrize(("ask", "given", "more"), WRONG)
def test_a_value_of_the_wrong_kind_is_refused_in_a_sentence(
    ask: Callable[..., Any], given: tuple[Any, ...], more: dict[str, Any]
) -> None:
    with pytest.raises(TrafficRoutesError) as raised:
        ask(*given, **more)
    assert isinstance(raised.value, (LookupError, ValueError, TypeError, OSError))
    assert " " in str(raised.value)
