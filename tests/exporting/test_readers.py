"""Each kind of file is read back by its real reader, and holds as much as was written."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
from pybtex.database import parse_string
from pybtex.richtext import Text

from tests.exporting.samples import NASTY, answer, sample, written
from trafficroutes.dataset.loading import load
from trafficroutes.exporting.answer import Exported

SCHEMA = json.loads((Path(__file__).parent / "followthemoney.json").read_text(encoding="utf-8"))
ENTITY = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")


@pytest.fixture(
    params=["data", "answer", pytest.param("shipped", marks=pytest.mark.slow)], scope="module"
)
def exported(request: pytest.FixtureRequest) -> Exported:
    made: dict[str, Callable[[], Exported]] = {
        "data": lambda: Exported(sample()),
        "answer": lambda: Exported.of(answer(), data=sample()),
        "shipped": lambda: Exported(load()),
    }
    return made[request.param]()


def test_csv(exported: Exported, tmp_path: Path) -> None:
    for table in exported.book.tables:
        path = written(exported, "csv", tmp_path, what=table.name)
        with path.open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        assert (tuple(head), len(rows)) == (table.names, len(table))
        for told, row in zip(rows, table.rows, strict=True):
            assert [cell.removeprefix("'") for cell in told] == [
                "" if value is None else str(value).removeprefix("'") for value in row
            ]


def test_excel(exported: Exported, tmp_path: Path) -> None:
    path = written(exported, "xlsx", tmp_path)
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == [table.name for table in exported.book.tables]
    for table in exported.book.tables:
        head, *rows = workbook[table.name].iter_rows(values_only=True)
        assert head == table.names
        found = [tuple(value or None for value in row) for row in rows]
        assert found == [tuple(value or None for value in row) for row in table.rows]
    assert workbook.properties.created.date().isoformat() == exported.book.updated


def test_parquet(exported: Exported, tmp_path: Path) -> None:
    for table in exported.book.tables:
        found = pq.read_table(written(exported, "parquet", tmp_path, what=table.name))
        assert tuple(found.column_names) == table.names
        assert found.to_pylist() == table.records()


def test_sqlite(exported: Exported, tmp_path: Path) -> None:
    path = written(exported, "sqlite", tmp_path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {
            name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        assert counts == exported.book.counts()
        assert database.execute("PRAGMA foreign_key_list(citations)").fetchall()
        wanted = Counter(
            row["source"]
            for row in exported.book["citations"].records()
            if row.get("table", "legs") == "legs"
        )
        joined = database.execute("SELECT source, COUNT(*) FROM legs_with_documents GROUP BY 1")
        assert dict(joined.fetchall()) == wanted
        names = database.execute(
            "SELECT COUNT(*) FROM legs_with_documents WHERE from_name IS NULL OR title IS NULL"
        )
        assert names.fetchone() == (0,)


@pytest.mark.parametrize("kind", ["graphml", "gexf", "json"])
def test_graphs(exported: Exported, tmp_path: Path, kind: str) -> None:
    path = written(exported, kind, tmp_path)
    found: Any
    if kind == "json":
        found = nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
    else:
        found = nx.read_graphml(path) if kind == "graphml" else nx.read_gexf(path)
    graph = exported.graph
    assert type(found) is type(graph)
    assert set(found) == set(graph)
    assert Counter((a, b) for a, b, *_ in found.edges) == Counter(
        (a, b) for a, b, *_ in graph.edges
    )
    for code, told in graph.nodes(data=True):
        assert {key: found.nodes[code][key] for key in told} == told
    key = "flow" if exported.result is None else "share"
    before = sorted(told[key] for _, _, told in graph.edges(data=True))
    after = sorted(told[key] for _, _, told in found.edges(data=True))
    assert after == pytest.approx(before, rel=1e-6)


def test_gephi_has_colours_sizes_and_positions(exported: Exported, tmp_path: Path) -> None:
    path = written(exported, "gexf", tmp_path)
    text = path.read_text(encoding="utf-8")
    nodes, edges = exported.graph.number_of_nodes(), exported.graph.number_of_edges()
    assert text.count("<viz:position ") == text.count("<viz:size ") == nodes
    assert text.count("<viz:thickness ") == edges
    assert text.count("<viz:color ") == nodes + edges
    assert f'lastmodifieddate="{exported.book.updated}"' in text


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "kml"])
def test_geographic(exported: Exported, tmp_path: Path, kind: str) -> None:
    path = written(exported, kind, tmp_path)
    frames = exported.frames
    if kind == "geojson":
        whole = gpd.read_file(path)
        legs, places = whole[whole["layer"] == "legs"], whole[whole["layer"] == "places"]
        assert "crs" not in json.loads(path.read_text("utf-8"))  # as RFC 7946 has it
    else:
        assert [name for name, _ in pyogrio.list_layers(path)] == ["legs", "places"]
        legs, places = (gpd.read_file(path, layer=name) for name in ("legs", "places"))
    for found, made in ((legs, frames.legs), (places, frames.places)):
        assert len(found) == len(made)
        assert found.crs.to_epsg() == 4326
        assert found.total_bounds == pytest.approx(made.total_bounds, abs=1e-5)
        assert found["size"].tolist() == pytest.approx(made["size"].tolist())
    assert set(places.geom_type) == {"Point"}
    assert set(legs.geom_type) <= {"LineString", "MultiLineString"}


def test_kml_has_names_and_styles(exported: Exported, tmp_path: Path) -> None:
    path = written(exported, "kml", tmp_path)
    text = path.read_text(encoding="utf-8")
    assert text.count("<LineStyle>") == len(exported.frames.legs)
    assert text.count("<IconStyle>") == len(exported.frames.places)
    assert "Colombia \N{RIGHTWARDS ARROW} Mexico (cocaine)" in text


def test_bibtex(exported: Exported, tmp_path: Path) -> None:
    text = written(exported, "bib", tmp_path).read_text(encoding="utf-8")
    entries = parse_string(text, "bibtex").entries
    sources = {row["id"]: row for row in exported.book["sources"].records()}
    assert set(entries) == set(sources)
    for key, entry in entries.items():
        assert entry.fields.get("url", "").replace("%7B", "{").replace("%7D", "}") == (
            sources[key]["url"] or ""
        )
        assert entry.fields.get("year") == (str(sources[key]["year"] or "") or None)


def test_bibtex_escapes_what_latex_obeys(tmp_path: Path) -> None:
    text = written(Exported(sample()), "bib", tmp_path).read_text(encoding="utf-8")
    assert r"{y\} 50 \% \#1 a\_b \textbackslash{} Ł 中" in text
    assert r"\{y" in text
    title = parse_string(text, "bibtex").entries["b"].fields["title"]
    plain = Text.from_latex(title).render_as("text")
    for part in ("“déjà” & <b>", "50 % #1 a_b", "Ł 中"):
        assert part in plain
    assert plain.startswith(NASTY[:4])


def test_csl(exported: Exported, tmp_path: Path) -> None:
    from citeproc.source.json import CiteProcJSON

    items = json.loads(written(exported, "csl.json", tmp_path).read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it knows fewer fields than CSL has
        found = CiteProcJSON(items)
    sources = exported.book["sources"].records()
    assert len(found) == len(items) == len(sources)
    assert [item["title"] for item in items] == [
        " ".join(str(row["title"]).split()) for row in sources
    ]


def test_aleph(exported: Exported, tmp_path: Path) -> None:
    """By the properties, types and required keys of followthemoney, as it told them."""
    text = written(exported, "ftm.jsonl", tmp_path).read_text(encoding="utf-8")
    entities = [json.loads(line) for line in text.splitlines()]
    schema_of = {entity["id"]: entity["schema"] for entity in entities}
    assert len(schema_of) == len(entities)
    links = [entity for entity in entities if entity["schema"] == "UnknownLink"]
    assert len(links) == len(exported.book["legs"])
    for entity in entities:
        schema = SCHEMA["schemata"][entity["schema"]]
        assert ENTITY.fullmatch(entity["id"])
        assert entity["properties"].keys() >= set(schema["required"])
        for name, values in entity["properties"].items():
            kind = schema["properties"][name]
            assert values
            assert all(isinstance(value, str) for value in values)
            if kind["type"] == "entity":
                assert all(value in schema_of for value in values)
            if kind["type"] == "date":
                assert all(re.fullmatch(r"\d{4}", value) for value in values)
            if kind["type"] == "country":
                assert all(re.fullmatch("[a-z]{2}", value) for value in values)


def test_aleph_by_its_own_package(
    exported: Exported, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The package is compiled in part, and so not asked for: the schema above is held always."""
    here = find_spec("followthemoney") is not None
    record_property("FollowTheMoney not read by", "" if here else "its package, which is not here")
    if not here:
        return
    model = import_module("followthemoney").model
    for line in written(exported, "ftm.jsonl", tmp_path).read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        model.get(entity["schema"]).validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), name
