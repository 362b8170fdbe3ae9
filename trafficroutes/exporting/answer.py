"""What is exported: the data, a part of them, or an answer, as a file of another program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trafficroutes.dataset.files import write_atomically
from trafficroutes.dataset.opening import opened
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.exporting.answer_tables import answer_book
from trafficroutes.exporting.data_tables import data_book
from trafficroutes.exporting.kinds import FileKind, kind_of_file
from trafficroutes.exporting.tables import DataTable, TableBook
from trafficroutes.model.names import suggest
from trafficroutes.question.graphs import data_of_result, graph_of
from trafficroutes.question.result import Result, answers_of

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import DataGiven
    from trafficroutes.exporting.geo import GeoFrames
    from trafficroutes.exporting.graphs import ExportGraph
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.question.extract import Extract


def export(
    shown: DataGiven | Result,
    path: str | os.PathLike[str],
    *,
    part: Extract | None = None,
    what: str | None = None,
    excel: bool = False,
    data: DataGiven | None = None,
) -> dict[str, int]:
    """Write the data, a part of them, or an answer as a file of another program.

    The ending of the name says what is written: ``.csv``, ``.xlsx``, ``.parquet``,
    ``.sqlite``, ``.graphml``, ``.gexf``, ``.json`` (node-link), ``.geojson``, ``.gpkg``,
    ``.kml``, ``.bib``, ``.csl.json`` or ``.ftm.jsonl``. The tables and their keys are told
    in docs/exporting.md. The same input gives the same bytes.

    Parameters
    ----------
    shown : Dataset, path or Result
        The data, or what a question returned.
    path : str or path-like
        Where to; its folder must exist.
    part : Extract, optional
        Which part of the data.
    what : str, optional
        Which table, where the file holds one; without it the main one: legs of data, the
        first table of an answer.
    excel : bool
        CSV as Excel opens it with the right letters.
    data : Dataset or path, optional
        The data of an answer, where they cannot be found by the name that it has of them.

    Returns
    -------
    dict of str to int
        How many of each the file holds.

    Raises
    ------
    QueryError
        The ending is unknown, no leg is left, or an option does not fit.
    UnknownNameError
        There is no such table, or a name of the part means nothing.
    MissingPackageError
        A library that writes such a file is not installed.
    FileAccessError
        The file cannot be written there.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from trafficroutes import Extract, load
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder) / "places.csv"
    ...     held = export(load(), file, part=Extract(places=("Guinea-Bissau",)), what="places")
    ...     held["places"] == len(file.read_text().splitlines()) - 1
    True
    """
    kind = kind_of_file(path)
    exported = Exported.of(shown, part=part, data=data)
    written, held = exported.file(kind, what=what, excel=excel)
    write_atomically(path, written)
    return held


def to_geo(
    shown: DataGiven | Result, part: Extract | None = None, *, data: DataGiven | None = None
) -> GeoFrames:
    """Return the places and legs of data or of an answer as GeoDataFrames.

    Parameters
    ----------
    shown, part, data
        As of :func:`trafficroutes.export`.

    Returns
    -------
    GeoFrames
        ``places``, a point a place, and ``legs``, a schematic arc a connection, both in
        degrees (WGS 84).

    Examples
    --------
    >>> from trafficroutes import Extract, load
    >>> frames = to_geo(load(), Extract(corridors=("northern-route",)))
    >>> set(frames.places.geom_type)
    {'Point'}
    """
    return Exported.of(shown, part=part, data=data).frames


@dataclass(frozen=True, eq=False)
class Exported:
    """What is exported, before it is known as what.

    Attributes
    ----------
    data : Dataset or None
        The data, or those of the answer.
    result : Result or None
        The answer, where it is one.
    part : Extract or None
        Which part of the data.
    command : str
        What asked the question.
    """

    data: Dataset | None
    result: Result | None = None
    part: Extract | None = None
    command: str = ""

    @classmethod
    def of(
        cls,
        shown: DataGiven | Result,
        *,
        part: Extract | None = None,
        data: DataGiven | None = None,
        command: str = "",
    ) -> Exported:
        """Return what a person gave.

        Raises
        ------
        QueryError
            A part is asked of an answer.
        WrongTypeError
            It is neither data nor an answer.
        """
        if not isinstance(shown, Result):
            return cls(opened(shown), None, part)
        if part is not None:
            raise QueryError("an answer is exported whole: ask the question of a part")
        known = data_of_result(shown) if data is None else opened(data)
        return cls(known, shown, None, command)

    @cached_property
    def book(self) -> TableBook:
        """All tables."""
        if self.result is not None:
            return answer_book(self.result, self.data, self.command)
        return data_book(self._read, self.part)

    @property
    def _read(self) -> Dataset:
        if self.data is None:
            raise QueryError("there are no data: give what trafficroutes.load returns")
        return self.data

    @cached_property
    def graph(self) -> ExportGraph:
        """The connections as a graph."""
        from trafficroutes.exporting.graphs import joined, layers_of_answers, layers_of_data

        if self.result is None:
            layers = layers_of_data(self.book, self._read)
            if not layers:
                raise QueryError("no connection is left: none has a cited amount")
        else:
            result = self.result
            graphs = [graph_of(result, answer) for answer in answers_of(result)]
            layers = layers_of_answers(graphs, self.data)
        return joined(layers, self.book)

    @cached_property
    def frames(self) -> GeoFrames:
        """Places and legs with their geometry."""
        from trafficroutes.exporting.geo import frames_of

        frames = frames_of(self.graph)
        if frames.legs.empty:
            raise QueryError("no connection has two ends whose points are known: export a graph")
        return frames

    def table(self, what: str | None) -> DataTable:
        """Return a table by its name, the main one without.

        Raises
        ------
        UnknownNameError
            There is no such table.
        """
        if what is None:
            return self.book.tables[0]
        if what not in self.book:
            names = tuple(self.book.counts())
            raise UnknownNameError("table", what, suggest(what, names) or names)
        return self.book[what]

    def file(
        self, kind: FileKind, *, what: str | None = None, excel: bool = False
    ) -> tuple[bytes, dict[str, int]]:
        """Return a file, and how many of each it holds.

        Raises
        ------
        QueryError
            An option does not fit the kind of file, or what is exported has nothing for it.
        MissingPackageError
            A library that writes such a file is not installed.
        """
        if what is not None and kind.holds != "table":
            raise QueryError(f"a .{kind.name} file is not of one table: leave {what} out")
        if excel and kind.name != "csv":
            raise QueryError(f"only CSV is written for Excel, not a .{kind.name} file")
        kind.check()
        return getattr(self, f"_{kind.holds}")(kind, what, excel=excel)  # type: ignore[no-any-return]

    def _table(
        self, kind: FileKind, what: str | None, *, excel: bool
    ) -> tuple[bytes, dict[str, int]]:
        from trafficroutes.exporting.table_files import csv_bytes, parquet_bytes

        table = self.table(what)
        written = csv_bytes(table, excel=excel) if kind.name == "csv" else parquet_bytes(table)
        return written, {table.name: len(table)}

    def _tables(self, kind: FileKind, _: str | None, **__: bool) -> tuple[bytes, dict[str, int]]:
        if kind.name == "sqlite":
            from trafficroutes.exporting.sqlite_file import sqlite_bytes

            return sqlite_bytes(self.book), self.book.counts()
        from trafficroutes.exporting.table_files import xlsx_bytes

        return xlsx_bytes(self.book), self.book.counts()

    def _graph(self, kind: FileKind, _: str | None, **__: bool) -> tuple[bytes, dict[str, int]]:
        from trafficroutes.exporting import graphs

        graph = self.graph
        held = {"places": graph.number_of_nodes(), "connections": graph.number_of_edges()}
        if kind.name == "gexf":
            return graphs.gexf_bytes(graph, self.book.updated, self.book.cite), held
        if kind.name == "graphml":
            return graphs.graphml_bytes(graph), held
        return graphs.node_link_bytes(graph), held

    def _geo(self, kind: FileKind, _: str | None, **__: bool) -> tuple[bytes, dict[str, int]]:
        from trafficroutes.exporting.geo_files import geo_bytes

        frames = self.frames
        held = {"places": len(frames.places), "connections": len(frames.legs)}
        return geo_bytes(frames, kind.name, self.book), held

    def _documents(self, kind: FileKind, _: str | None, **__: bool) -> tuple[bytes, dict[str, int]]:
        from trafficroutes.exporting.documents import bibtex_bytes, csl_bytes

        sources = self.book["sources"]
        if not sources.rows:
            raise QueryError("there is no document to write: the answer carries no citations")
        write = bibtex_bytes if kind.name == "bib" else csl_bytes
        return write(sources), {"sources": len(sources)}

    def _entities(self, _: FileKind, __: str | None, **___: bool) -> tuple[bytes, dict[str, int]]:
        from trafficroutes.exporting.entities import entities_bytes, entity_counts

        if "legs" not in self.book:
            raise QueryError("there are no legs to link places by: export a .xlsx file")
        return entities_bytes(self.book), entity_counts(self.book)
