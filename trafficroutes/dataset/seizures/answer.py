"""Tables of seizure records into a quality report, and into a network."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from trafficroutes.dataset.ids import slug
from trafficroutes.dataset.loading import load, load_bytes
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.dataset.seizures.decoding import Words, decode
from trafficroutes.dataset.seizures.engine import MEMORY, Engine, engine
from trafficroutes.dataset.seizures.findings import COMPARED, TEXTS, compare
from trafficroutes.dataset.seizures.layout import FIELDS
from trafficroutes.dataset.seizures.links import Link, deciding, judge, links_of
from trafficroutes.dataset.seizures.network import network_of
from trafficroutes.dataset.seizures.parts import Reading, Staged
from trafficroutes.dataset.seizures.records import make_records
from trafficroutes.dataset.seizures.report import SeizureReport, report_of
from trafficroutes.dataset.seizures.rules import actions_of
from trafficroutes.dataset.seizures.staging import stage
from trafficroutes.dataset.tables.mapping import (
    Action,
    MappedSource,
    Mapping,
    Rule,
    check_decimal,
    check_field,
    read_mapping,
    sign_of,
)
from trafficroutes.dataset.tables.names import NOT_GIVEN, TableNames
from trafficroutes.dataset.tables.reading import RowProblem, TableError
from trafficroutes.dataset.writing import to_yaml
from trafficroutes.errors import QueryError
from trafficroutes.model.arguments import listed, path_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.events import RULES as CHAINS
from trafficroutes.model.events import Rule as Chain
from trafficroutes.model.markup import told_html
from trafficroutes.model.vocabulary import SYNTHETIC

#: How records become links unless somebody says otherwise.
USUAL_CHAIN: Chain = "departure-destination"

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


@dataclass(frozen=True)
class SeizureNetwork:
    """Seizure records as a network.

    Attributes
    ----------
    dataset : Dataset
        The data, checked as any file is.
    text : str
        The data file.
    links : tuple of Link
        The links that the records make.
    report : SeizureReport
        What was read, what was not, and what stands out.
    """

    dataset: Dataset
    text: str = field(repr=False)
    links: tuple[Link, ...] = field(repr=False)
    report: SeizureReport = field(repr=False)

    def __repr__(self) -> str:
        """Return what became of the records, in one line."""
        return f"<SeizureNetwork {self.report}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return told_html(str(self.report), self.report.notes)


@dataclass(frozen=True)
class _SeizuresAsked:
    """What is asked of tables, checked."""

    paths: tuple[Path, ...]
    known: Dataset
    mapping: Mapping
    reading: Reading
    decimal: str | None
    chain: Chain
    switches: tuple[tuple[str, str], ...]
    updated: date
    memory: str


def check_seizures(
    tables: Paths,
    *,
    data: DataGiven | None = None,
    mapping: str | os.PathLike[str] | Mapping | None = None,
    columns: Mapped[str, str | Sequence[str]] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    chain: str | None = None,
    rules: Mapped[str, str] | None = None,
    updated: str | None = None,
    skip_bad_rows: bool = False,
    memory: str = MEMORY,
) -> SeizureReport:
    r"""Look through tables of seizure records, and make nothing of them.

    Parameters
    ----------
    tables, data, mapping, columns, encoding, delimiter, decimal, chain, rules
        As for :func:`import_seizures`.
    updated, skip_bad_rows, memory
        Likewise.

    Returns
    -------
    SeizureReport
        What was read, what was not, and what stands out, with counts and examples.

    Raises
    ------
    TableError, DataFileError, FileAccessError, QueryError
        As for :func:`import_seizures`.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "seizures.csv"
    ...     _ = table.write_text("country,drug,amount,unit\nSpain,cocaine,n/a,kg\n")
    ...     check_seizures(table).ends["seized"]["named"]
    1
    """
    asked = _asked(
        tables, data, mapping, columns, encoding, delimiter, decimal, chain, rules, updated,
        skip_bad_rows, memory,
    )  # fmt: skip
    with engine(asked.memory) as base:
        words, staged = _read(base, asked)
        links = _judged(base, words, asked)
        return _report(base, words, staged, asked, links)


def seizure_links(
    tables: Paths,
    *,
    mapping: str | os.PathLike[str] | Mapping | None = None,
    chain: str | None = None,
    rules: Mapped[str, str] | None = None,
    updated: str | None = None,
    memory: str = MEMORY,
) -> tuple[Link, ...]:
    r"""Return the links alone that tables of seizure records make, without a report on them.

    Parameters
    ----------
    tables, mapping, chain, rules, updated, memory
        As for :func:`import_seizures`.

    Raises
    ------
    TableError, DataFileError, FileAccessError, QueryError
        As for :func:`import_seizures`.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "seizures.csv"
    ...     _ = table.write_text(
    ...         "drug,amount,unit,departure,destination\ncocaine,.5,kg,Brazil,Spain\n"
    ...     )
    ...     seizure_links(table)[0].kilograms
    0.5
    """
    asked = _asked(
        tables, None, mapping, None, None, None, None, chain, rules, updated,
        False, memory,
    )  # fmt: skip
    decide = deciding(actions_of(asked.mapping.rules, asked.switches))
    with engine(asked.memory) as base:
        words, staged = _read(base, asked, [TEXTS[rule] for rule in TEXTS if rule in decide])
        _need_ends(staged, asked)
        return _judged(base, words, asked)


def import_seizures(
    tables: Paths,
    *,
    data: DataGiven | None = None,
    mapping: str | os.PathLike[str] | Mapping | None = None,
    columns: Mapped[str, str | Sequence[str]] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
    chain: str | None = None,
    rules: Mapped[str, str] | None = None,
    title: str | None = None,
    updated: str | None = None,
    skip_bad_rows: bool = False,
    memory: str = MEMORY,
) -> SeizureNetwork:
    r"""Turn tables of seizure records into a network of links.

    Parameters
    ----------
    tables : path or sequence of paths
        CSV, TSV, spreadsheets, Parquet, and zip files of them.
    data : Dataset or path, optional
        Whose commodities, regions, production and grades are known; by default the data
        that :func:`load` returns.
    mapping : path or Mapping, optional
        A mapping file, or the name of one that ships (``"unodc-ids"``).
    columns : mapping of field to column, optional
        What columns are called, such as ``{"departure": "FROM"}``.
    encoding, delimiter, decimal : str, optional
        Of tables of text; by default what they tell.
    chain : str, optional
        How records become links; ``"departure-destination"`` unless a mapping says otherwise.
    rules : mapping of rule to action, optional
        Switches of rules, such as ``{"exact-duplicates": "keep"}``.
    title, updated : str, optional
        Of the data file; the date, year-month-day, is today by default.
    skip_bad_rows : bool
        Leave out rows that are no rows of their table instead of refusing it.
    memory : str
        What the database may keep in memory, such as ``"600MB"``.

    Returns
    -------
    SeizureNetwork
        The data file, its links, and the quality report.

    Raises
    ------
    TableError
        A table cannot be read, has no column that is needed, or makes no link.
    DataFileError
        Something is wrong with a mapping file.
    FileAccessError
        A file cannot be read.
    QueryError
        Something that is asked for is unknown.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "seizures.csv"
    ...     _ = table.write_text(
    ...         "drug,amount,unit,departure,destination\ncocaine,.5,kg,Brazil,Spain\n"
    ...     )
    ...     import_seizures(table, updated="2026-01-01").dataset.legs[0].events[0].kilograms
    0.5
    """
    asked = _asked(
        tables, data, mapping, columns, encoding, delimiter, decimal, chain, rules, updated,
        skip_bad_rows, memory,
    )  # fmt: skip
    with engine(asked.memory) as base:
        words, staged = _read(base, asked)
        _need_ends(staged, asked)
        links = _judged(base, words, asked)
        report = _report(base, words, staged, asked, links)
    if not links:
        told = "no record makes a link by " + asked.chain + ": look at the report (--check)"
        raise TableError(str(asked.paths[0]), [RowProblem(1, "", "", told)])
    synthetic = _is_synthetic(staged)
    called = title or f"Links by {asked.chain} of {_title(asked, synthetic=False)}"
    records = network_of(
        links,
        known=asked.known,
        names=words.names,
        source=_source(asked, synthetic=synthetic),
        chain=asked.chain,
        title=f"{SYNTHETIC}: {called}" if synthetic else called,
        updated=asked.updated.isoformat(),
    )
    text = to_yaml(records)
    dataset = load_bytes(text.encode(), os.fspath(asked.paths[0]))
    return SeizureNetwork(dataset, text, links, report)


def _asked(  # what both functions take
    tables: Paths,
    data: DataGiven | None,
    mapping: str | os.PathLike[str] | Mapping | None,
    columns: Mapped[str, str | Sequence[str]] | None,
    encoding: str | None,
    delimiter: str | None,
    decimal: str | None,
    chain: str | None,
    rules: Mapped[str, str] | None,
    updated: str | None,
    skip_bad_rows: bool,  # noqa: FBT001
    memory: str,
) -> _SeizuresAsked:
    given = [tables] if isinstance(tables, (str, os.PathLike)) else list(tables)
    if not given:
        raise QueryError("no table is named: name one or several")
    known = opened(data) if data is not None else load()
    read = _mapping(mapping)
    said, likely = _columns(columns or {}), _columns(read.columns)
    for name in (*said, *likely):
        check_field(name, FIELDS)
    wanted = chain or read.chain or USUAL_CHAIN
    if wanted not in CHAINS:
        raise QueryError(f"{wanted!r} is no rule for links: there are {', '.join(CHAINS)}")
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?\s?[KMGT]i?B", memory, re.IGNORECASE):
        raise QueryError(f"{memory!r} is no amount of memory: write one such as 600MB or 2GB")
    return _SeizuresAsked(
        paths=tuple(path_of("a table", path) for path in given),
        known=known,
        mapping=read,
        reading=Reading(
            said,
            likely,
            encoding or read.encoding,
            sign_of(delimiter or read.delimiter),
            skip_bad_rows=skip_bad_rows,
        ),
        decimal=check_decimal(decimal or read.decimal),
        chain=wanted,
        switches=tuple((rules or {}).items()),
        updated=_day(updated),
        memory=memory,
    )


def _mapping(given: str | os.PathLike[str] | Mapping | None) -> Mapping:
    if given is None:
        return Mapping(format=1)
    return given if isinstance(given, Mapping) else read_mapping(given)


def _columns(said: Mapped[str, str | Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: listed(name, columns) for name, columns in said.items()}


def _day(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 - the analyst's own day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QueryError(f"{text!r} is no date: write year-month-day") from None


def _read(
    base: Engine, asked: _SeizuresAsked, texts: Collection[str] = FIELDS
) -> tuple[Words, Staged]:
    staged = stage(base, asked.paths, asked.reading, asked.decimal)
    words = Words(TableNames(asked.known), asked.known.places)
    decode(base, words, staged, asked.mapping, asked.updated)
    actions = actions_of(asked.mapping.rules, asked.switches)
    make_records(
        base, words, staged, asked.known, actions, asked.mapping.weights,
        texts=texts, skip_bad_rows=asked.reading.skip_bad_rows,
    )  # fmt: skip
    return words, staged


def _judged(base: Engine, words: Words, asked: _SeizuresAsked) -> tuple[Link, ...]:
    """Return the links; only what decides on them is looked for."""
    actions = actions_of(asked.mapping.rules, asked.switches)
    compare(base, words, _compared(actions))
    judge(base, words, actions, asked.chain)
    return links_of(base, words, asked.chain)


def _compared(actions: Mapped[Rule, Action]) -> list[Rule]:
    """Return the rules in ``COMPARED`` that decide on links, and what they stand on."""
    decide = deciding(actions)
    return [rule for rule in COMPARED if rule in decide or rule == "exact-duplicates"]


def _report(
    base: Engine, words: Words, staged: Staged, asked: _SeizuresAsked, links: tuple[Link, ...]
) -> SeizureReport:
    actions = actions_of(asked.mapping.rules, asked.switches)
    compare(base, words, [rule for rule in COMPARED if rule not in _compared(actions)])
    title = _title(asked, synthetic=_is_synthetic(staged))
    return report_of(
        base, words, staged, actions, asked.chain, title, links, told=asked.decimal is not None
    )


def _need_ends(staged: Staged, asked: _SeizuresAsked) -> None:
    """Refuse tables without a column that the rule for links needs."""
    needed = ("drug", *asked.chain.split("-"))
    for part in (seen.part for seen in staged.seen):
        missing = [name for name in needed if name not in part.layout.columns]
        if missing:
            found = ", ".join(name for name in part.layout.headings if name)
            told = (
                f"no column {', '.join(missing)} among the headings ({found}): say what they are "
                f"called (--map {missing[0]}=COLUMN), or make links by another rule (--chain)"
            )
            raise TableError(part.name, [RowProblem(part.headings_at, "", "", told)])


def _source(asked: _SeizuresAsked, *, synthetic: bool) -> MappedSource:
    names = ", ".join(path.name for path in asked.paths)
    if synthetic:  # whatever layout it has, nobody published it
        return MappedSource(id="synthetic", title=f"{SYNTHETIC}: {names}", publisher=SYNTHETIC)
    if asked.mapping.source is not None:
        return asked.mapping.source
    key = slug(asked.paths[0].stem, 4) or "table"
    return MappedSource(id=key, title=names, publisher=NOT_GIVEN)


def _title(asked: _SeizuresAsked, *, synthetic: bool) -> str:
    title = asked.mapping.title or ", ".join(path.name for path in asked.paths)
    return f"{SYNTHETIC}: {title}" if synthetic else title


def _is_synthetic(staged: Staged) -> bool:
    """Whether a table says, by its name or a heading, that its records are made up."""
    said = (name for seen in staged.seen for name in (seen.part.name, *seen.part.layout.headings))
    return any(SYNTHETIC.casefold() in name.casefold() for name in said)


def switches_of(named: Iterable[tuple[Action, Iterable[str]]]) -> dict[str, Action]:
    """Return switches by rule; a rule that is switched twice is refused.

    >>> switches_of([("keep", ["two-units"])])
    {'two-units': 'keep'}
    """
    found: dict[str, Action] = {}
    for action, rules in named:
        for rule in rules:
            if found.setdefault(rule, action) != action:
                raise QueryError(f"{rule} is switched twice, to {found[rule]} and to {action}")
    return found
