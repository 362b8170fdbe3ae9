"""Data as a person gives them: a data set, the name of a file, a graph that names its data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from trafficroutes.dataset.loading import SHIPPED, load, load_shipped
from trafficroutes.errors import DataFileError, FileAccessError, QueryError, WrongTypeError
from trafficroutes.model.dataset import Dataset

if TYPE_CHECKING:
    import networkx as nx

    #: What a question can be asked of, as a person gives it.
    SourceGiven: TypeAlias = "DataGiven | nx.DiGraph[str]"

#: What data can be given as.
DataGiven: TypeAlias = Dataset | str | os.PathLike[str]

#: Data sets that were read by their name, or that a graph was built from, by path and hash.
_KEPT: dict[tuple[str, str], Dataset] = {}


def opened(given: DataGiven) -> Dataset:
    """Return the data set that a person gave, or gave the name of.

    Raises
    ------
    WrongTypeError
        It is neither.
    DataFileError, FileAccessError
        As for :func:`trafficroutes.load`.
    """
    if isinstance(given, Dataset):
        return given
    if isinstance(given, (str, os.PathLike)):
        read = load(given)
        return _KEPT.setdefault((read.path, read.sha256), read)
    raise WrongTypeError(
        "this needs the records of a data file: give what trafficroutes.load returns, or the name "
        f"of a file, not {_kind(given)}"
    )


def source_of(given: SourceGiven) -> Dataset | nx.DiGraph[str]:
    """Return the data set or the graph that a person gave, or gave the name of.

    Raises
    ------
    WrongTypeError
        It is none of these.
    DataFileError, FileAccessError
        As for :func:`trafficroutes.load`.
    """
    if isinstance(given, (Dataset, str, os.PathLike)):
        return opened(given)
    if not isinstance(getattr(given, "graph", None), dict):
        raise WrongTypeError(
            "a question is asked of what trafficroutes.load returns, the name of a data file, or a "
            f"networkx.DiGraph, not of {_kind(given)}"
        )
    return given


def keep(data: Dataset) -> None:
    """Keep a data set for graphs that name it, while the program runs."""
    _KEPT[data.path, data.sha256] = data


def named_by(graph: nx.DiGraph[str]) -> Dataset | None:
    """Return the data set that a graph was built from; None where it names none.

    Raises
    ------
    QueryError
        The file that it names is not there any more, or has changed.
    """
    path, sha256 = graph.graph.get("data"), graph.graph.get("sha256")
    if not path or not sha256:
        return None
    found = called(path, sha256)
    if found is None:
        raise QueryError(
            f"the graph was built from {path}, which is not there or has changed: set "
            "graph.graph['data'] to where it is now, or delete it to ask the graph alone"
        )
    return found


def called(path: str, sha256: str) -> Dataset | None:
    """Return the data set with this path and hash, if it can still be found."""
    if (path, sha256) not in _KEPT:
        found = load_shipped() if path == SHIPPED else None
        if found is None or found.sha256 != sha256:
            found = _read(path)
        if found is None or found.sha256 != sha256:
            return None
        _KEPT[path, sha256] = found
    return _KEPT[path, sha256]


def _read(path: str) -> Dataset | None:
    try:
        return load(path)
    except (DataFileError, FileAccessError):
        return None


def _kind(given: object) -> str:
    return f"a {type(given).__name__}"
