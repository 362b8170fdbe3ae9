"""What can be written: the kinds of files, by the endings of their names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from trafficroutes.errors import MissingPackageError, QueryError
from trafficroutes.model.arguments import path_of
from trafficroutes.model.names import suggest

Holds = Literal["tables", "table", "graph", "geo", "documents", "entities"]


@dataclass(frozen=True)
class FileKind:
    """A kind of file.

    Attributes
    ----------
    name : str
        As ``--format`` takes it, and its ending without the dot.
    called : str
        What people call it.
    holds : {"tables", "table", "graph", "geo", "documents", "entities"}
        All tables, one table, a graph, arcs and places, source documents, or entities.
    needs : tuple of (str, str)
        A module that writes it and the extra that has it; empty where it is always there.
    """

    name: str
    called: str
    holds: Holds
    needs: tuple[str, str] = ("", "")

    def check(self) -> None:
        """Make sure that it can be written.

        Raises
        ------
        MissingPackageError
            The library that writes it is not installed.
        """
        module, extra = self.needs
        if not module:
            return
        from importlib.util import find_spec

        if find_spec(module) is None:
            raise MissingPackageError(_PACKAGES[module], extra, f"a .{self.name} file")


_PACKAGES = {"xlsxwriter": "XlsxWriter", "bibtexparser": "bibtexparser", "pyarrow": "pyarrow"}

#: All kinds, by name.
KINDS = {
    kind.name: kind
    for kind in (
        FileKind("csv", "CSV", "table"),
        FileKind("xlsx", "Excel", "tables", ("xlsxwriter", "export")),
        FileKind("parquet", "Parquet", "table", ("pyarrow", "parquet")),
        FileKind("sqlite", "SQLite", "tables"),
        FileKind("graphml", "GraphML", "graph"),
        FileKind("gexf", "GEXF (Gephi)", "graph"),
        FileKind("json", "node-link JSON", "graph"),
        FileKind("geojson", "GeoJSON", "geo"),
        FileKind("gpkg", "GeoPackage (QGIS)", "geo"),
        FileKind("kml", "KML", "geo"),
        FileKind("bib", "BibTeX", "documents", ("bibtexparser", "export")),
        FileKind("csl.json", "CSL-JSON", "documents"),
        FileKind("ftm.jsonl", "FollowTheMoney (Aleph)", "entities"),
    )
}


def kind_of_file(path: str | os.PathLike[str]) -> FileKind:
    """Return the kind of file that a name asks for by its ending.

    Raises
    ------
    QueryError
        It has another ending, or none; the message has the list.
    WrongTypeError
        It is no name of a file.

    Examples
    --------
    >>> kind_of_file("sources.csl.json").called, kind_of_file("ROUTES.JSON").called
    ('CSL-JSON', 'node-link JSON')
    """
    name = path_of("what is exported to", path).name.lower()
    for kind in sorted(KINDS.values(), key=lambda kind: -len(kind.name)):
        if name.endswith(f".{kind.name}") and name != f".{kind.name}":
            return kind
    near = suggest(name.rpartition(".")[2], KINDS)
    guess = f" (did you mean .{near[0]}?)" if near else ""
    endings = ", ".join(f".{kind}" for kind in KINDS)
    raise QueryError(f"{path} has no ending that says what to write{guess}: use {endings}")
