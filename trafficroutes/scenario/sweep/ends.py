"""Many origins and destinations: from a file, or all sources and all markets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import FileAccessError, QueryError
from trafficroutes.graph.arrays import Mask, regions_among
from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Period
from trafficroutes.question.network import ask_network, networks_asked
from trafficroutes.question.query import Options, Retention, Weighting

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven

_COLUMNS = ("origin", "destination", "commodity")


class Ends(NamedTuple):
    """Two ends, and what moves between them (None: as asked of all)."""

    origin: str
    destination: str
    commodity: str | None = None


def two_ends(ends: Sequence[str | None]) -> tuple[str, str]:
    """Return origin and destination of an item of a list of ends.

    Raises
    ------
    QueryError
        It has not two or three parts, or one of the first two is missing.
    """
    if isinstance(ends, str) or not isinstance(ends, Sequence):
        raise QueryError(f"{ends!r} names no ends: give (origin, destination) for each")
    if len(ends) not in (2, 3) or not ends[0] or not ends[1]:
        raise QueryError(
            f"{tuple(ends)} names no ends: give (origin, destination) or "
            "(origin, destination, commodity)"
        )
    return ends[0], ends[1]


def commodity_of(ends: Sequence[str | None]) -> Options:
    """Return the option that an item of a list of ends has of its own."""
    own = ends[2] if len(ends) > len(_COLUMNS[:2]) else None
    return {"commodity": own} if own else {}


def ends_in(path: str | Path) -> list[Ends]:
    """Return the ends that a CSV file lists: columns origin, destination and perhaps commodity.

    Raises
    ------
    FileAccessError
        The file cannot be read.
    QueryError
        It is no such table; the message names the line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileAccessError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is not UTF-8 text: save it as CSV in UTF-8") from error
    rows = csv.reader(text.splitlines())
    header = tuple(name.strip().lower() for name in next(rows, []))
    if header[:2] != _COLUMNS[:2] or header not in (_COLUMNS, _COLUMNS[:2]):
        raise QueryError(
            f"{path}, line 1: the columns are {', '.join(header) or 'missing'}; they have to be "
            "origin,destination or origin,destination,commodity"
        )
    found = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(header) or not cells[0] or not cells[1]:
            raise QueryError(f"{path}, line {rows.line_num}: give {', '.join(header)}, not {row}")
        found.append(Ends(cells[0], cells[1], cells[2] or None if len(cells) > 2 else None))  # noqa: PLR2004 - the third column
    if not found:
        raise QueryError(f"{path} lists no ends below its header")
    return found


def all_ends(
    source: SourceGiven,
    *,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
) -> list[Ends]:
    """Return all sources with all markets of a commodity, or of each family.

    Sources are the countries with cited production and a leg onward; where none is
    cited, the countries that no leg enters. Markets are the countries where goods stay
    (a market is cited, or the estimate has demand) and that a leg enters; where nothing
    stays, the countries that no leg leaves.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    list of Ends
        Origin, destination and commodity, as :func:`trafficroutes.sweep_many` takes them.

    Examples
    --------
    >>> from trafficroutes import all_ends, load
    >>> all_ends(load(), commodity="opiates")[0].origin
    'AFG'
    """
    source = source_of(source)
    options = Options(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
        min_citations=min_citations,
        without_press=without_press,
    )
    networks = networks_asked(source, ask_network(source, None, options))
    return [
        ends for network in networks for ends in _ends(network, named=isinstance(source, Dataset))
    ]


def _ends(network: Network, *, named: bool) -> Iterator[Ends]:
    count = len(network.places)
    country = ~regions_among(network.places)
    leaves = np.bincount(network.tails, minlength=count) > 0
    enters = np.bincount(network.heads, minlength=count) > 0
    makes = np.array([network.supply.get(code, 0.0) > 0 for code in network.places], dtype=bool)
    sources = _first_of(country & leaves & makes, country & leaves & ~enters)
    markets = _first_of(country & enters & (network.stays > 0), country & enters & ~leaves)
    commodity = network.label if named else None
    for origin in np.flatnonzero(sources).tolist():
        for destination in np.flatnonzero(markets).tolist():
            if origin != destination:
                yield Ends(network.places[origin], network.places[destination], commodity)


def _first_of(wanted: Mask, instead: Mask) -> Mask:
    return wanted if wanted.any() else instead
