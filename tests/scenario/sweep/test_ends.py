"""Many ends: tables of them, and all sources with all markets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.networks import data_of
from trafficroutes.errors import FileAccessError, QueryError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.scenario.sweep.ends import all_ends, ends_in


def table(folder: Path, text: str | bytes) -> Path:
    path = folder / "ends.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_table_of_ends(tmp_path: Path) -> None:
    path = table(tmp_path, '\ufeffOrigin, destination\r\nColombia, Spain \r\n\r\n"PER",ESP\r\n')
    assert ends_in(path) == [("Colombia", "Spain", None), ("PER", "ESP", None)]
    path = table(tmp_path, "origin,destination,commodity\nCOL,ESP,cocaine\nAFG,RUS,\n")
    assert ends_in(path) == [("COL", "ESP", "cocaine"), ("AFG", "RUS", None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: the columns are missing"),
        ("from,to\nCOL,ESP\n", "line 1: the columns are from, to; they have to be"),
        ("origin,destination,weight\n", "they have to be origin,destination or"),
        ("origin,destination\nCOL,ESP\nCOL\n", r"line 3: give origin, destination, not \['COL'\]"),
        ("origin,destination\nCOL,\n", "line 2: give"),
        ("origin,destination\n\n", "lists no ends below its header"),
        (b"origin,destination\n\xff\xfe\n", "is not UTF-8 text"),
    ],
)
def test_no_table_of_ends(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        ends_in(table(tmp_path, text))


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="cannot read"):
        ends_in(tmp_path / "none.csv")


def test_all_sources_with_all_markets() -> None:
    data = data_of(
        "COL > VEN > ESP\nPER > BRA > PRT\nBRA > COL\nBOL > R:WA > FRA",
        production={"COL": 300, "PER": 200, "MEX": 5},
        markets=["ESP", "COL", "VEN", "USA"],
        regions={"WA": ["SEN"]},
    )
    assert all_ends(data, commodity="cocaine", weighting="evidence") == [
        ("COL", "ESP", "cocaine"),
        ("COL", "VEN", "cocaine"),
        ("PER", "COL", "cocaine"),
        ("PER", "ESP", "cocaine"),
        ("PER", "VEN", "cocaine"),
    ]


def test_ends_of_the_network_where_nothing_is_cited() -> None:
    data = data_of("COL > VEN > ESP\nPER > VEN > PRT")
    pairs = [("COL", "ESP"), ("COL", "PRT"), ("PER", "ESP"), ("PER", "PRT")]
    assert all_ends(data, weighting="equal") == [(*pair, "cocaine") for pair in pairs]
    graph = build_graph(data, "cocaine", weighting="equal")
    assert all_ends(graph) == [(*pair, None) for pair in pairs]
