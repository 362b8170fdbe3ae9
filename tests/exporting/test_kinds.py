"""What is written follows the ending; what cannot be written is told in a sentence."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import networkx as nx
import pytest

import trafficroutes as tr
from tests.exporting.samples import answer, sample
from trafficroutes.commands import forms
from trafficroutes.errors import MissingPackageError, QueryError, UnknownNameError, WrongTypeError
from trafficroutes.exporting.kinds import KINDS, kind_of_file


def test_the_command_offers_every_kind() -> None:
    assert tuple(KINDS) == forms.KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_an_ending_is_a_kind_in_any_case(kind: str) -> None:
    assert kind_of_file(f"a.b.{kind}").name == kind_of_file(f"A.{kind.upper()}").name == kind


@pytest.mark.parametrize(
    "name", ["routes", "routes.txt", "xlsx", ".xlsx", "routes.xlsx.", "csl.jsonl", "a.ftm"]
)
def test_another_ending_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(QueryError, match=r"use \.csv, \.xlsx.*\.ftm\.jsonl"):
        kind_of_file(name)


def test_a_slip_is_told_what_it_is_near() -> None:
    with pytest.raises(QueryError, match=r"did you mean \.geojson\?"):
        kind_of_file("routes.geojsn")


@pytest.mark.parametrize(
    ("kind", "package"),
    [("xlsx", "XlsxWriter"), ("bib", "bibtexparser"), ("parquet", "pyarrow")],
)
def test_a_missing_library_is_told_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, package: str
) -> None:
    found = importlib.util.find_spec
    wanted = package.lower()
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == wanted else found(name)
    )
    with pytest.raises(MissingPackageError, match=rf"needs {package}.*-m pip install .*{package}"):
        tr.export(sample(), tmp_path / f"x.{kind}")
    assert not list(tmp_path.iterdir())


def test_what_goes_with_tables_alone(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="not of one table: leave places out"):
        tr.export(sample(), tmp_path / "x.gpkg", what="places")
    with pytest.raises(QueryError, match="only CSV is written for Excel"):
        tr.export(sample(), tmp_path / "x.xlsx", excel=True)
    with pytest.raises(UnknownNameError, match="citations"):
        tr.export(sample(), tmp_path / "x.csv", what="citation")
    with pytest.raises(QueryError, match="an answer is exported whole"):
        tr.export(answer(), tmp_path / "x.csv", part=tr.Extract(), data=sample())
    with pytest.raises(WrongTypeError):
        tr.export(3, tmp_path / "x.csv")  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_counts_are_returned(tmp_path: Path) -> None:
    assert tr.export(sample(), tmp_path / "x.csv") == {"legs": 9}
    assert tr.export(sample(), tmp_path / "x.bib") == {"sources": 3}
    assert tr.export(sample(), tmp_path / "x.gexf") == {"places": 7, "connections": 9}
    assert tr.export(sample(), tmp_path / "x.ftm.jsonl") == {
        "documents": 3,
        "places": 7,
        "legs": 9,
    }


def by_hand() -> nx.DiGraph[str]:
    """Return a graph that no data file stands behind."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("COL", "MEX", flow=2.0)
    graph.add_edge("MEX", "ESP", flow=1.0)
    graph.add_edge("COL", "ESP", flow=1.0)
    return graph


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].holds != "documents"])
def test_the_answer_of_a_graph_by_hand_is_exported_too(tmp_path: Path, kind: str) -> None:
    result = tr.hubs(by_hand(), "COL", "ESP", draws=0)
    held = tr.export(result, tmp_path / f"x.{kind}")
    assert held.get("connections", held.get("legs", 3)) == 3


def test_what_has_nothing_for_a_file_says_so(tmp_path: Path) -> None:
    result = tr.hubs(by_hand(), "COL", "ESP", draws=0)
    with pytest.raises(QueryError, match="no document to write"):
        tr.export(result, tmp_path / "x.bib")
    ranked = tr.sensitivity(sample(), "COL", "ESP", commodity="cocaine", draws=0)
    with pytest.raises(QueryError, match="no legs to make a graph of"):
        tr.export(ranked, tmp_path / "x.gpkg", data=sample())
    with pytest.raises(QueryError, match="no legs to link places by"):
        tr.export(ranked, tmp_path / "x.ftm.jsonl", data=sample())
    part = tr.Extract(commodity="heroin", weighting="volume")
    with pytest.raises(QueryError, match="no connection is left"):
        tr.export(sample(), tmp_path / "x.kml", part=part)
    assert tr.export(sample(), tmp_path / "x.xlsx", part=part)["connections"] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["x.xlsx"]
