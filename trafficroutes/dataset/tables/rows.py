"""One row of a table into what it states: a movement and one citation of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from trafficroutes.dataset.tables import cells
from trafficroutes.dataset.tables.cells import CellError
from trafficroutes.dataset.tables.names import NOT_GIVEN, DescribedSource, Documents, TableNames
from trafficroutes.dataset.tables.numbers import UNCLEAR, NumberMarks
from trafficroutes.dataset.tables.reading import Row, RowProblem, TableRead
from trafficroutes.errors import RecordError, TrafficRoutesError
from trafficroutes.model.place_names import says_nothing
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.records import Citation, Flow, Leg
from trafficroutes.model.refs import CommodityRef, CorridorRef, PlaceRef, SourceRef

T = TypeVar("T")

#: Stands for the id of a source until all rows are read.
_LATER = SourceRef("later")


@dataclass(frozen=True)
class Statement:
    """What one row states.

    Attributes
    ----------
    line : int
        Where the row begins.
    move : Leg or Flow
        The movement, with one citation whose source is not named yet.
    document : DescribedSource
        That source.
    filled : tuple of str
        Fields that were filled in for the table says nothing.
    """

    line: int
    move: Leg | Flow
    document: DescribedSource
    filled: tuple[str, ...]


@dataclass
class RowReader:
    """Reads rows one by one; collects what is wrong with them.

    Attributes
    ----------
    table : TableRead
        For the headings.
    places : Gazetteer
        What places are called.
    words : TableNames
        Commodities and corridors, known ones and those that are made up.
    documents : Documents
        The sources named so far.
    decimal : {".", ","}, optional
        What parts decimals, where somebody says so.
    problems : list of RowProblem
        All that is wrong so far.
    """

    table: TableRead
    places: Gazetteer
    words: TableNames
    documents: Documents
    decimal: str | None = None
    problems: list[RowProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare to read each name once: a table says most of them in many rows."""
        self._read: dict[tuple[str, str], object] = {}
        self.marks = self._marks()

    def _marks(self) -> NumberMarks:
        if self.decimal is not None:
            return NumberMarks.of(self.decimal)
        # Spreadsheets write semicolons where the comma parts decimals.
        return UNCLEAR if self.table.delimiter == "semicolon" else cells.COMMA_UNCLEAR

    def _place(self, text: str) -> PlaceRef:
        return self._once("place", text, self.places.resolve)

    def _once(self, kind: str, text: str, read: Callable[[str], T]) -> T:
        """Return what a text stands for, or raise why it stands for nothing, as found before."""
        if (kind, text) not in self._read:
            try:
                self._read[kind, text] = read(text)
            except (CellError, TrafficRoutesError) as error:
                self._read[kind, text] = error
        found = self._read[kind, text]
        if isinstance(found, Exception):
            raise found
        return cast("T", found)

    def read(self, row: Row) -> Statement | None:
        """Return what a row states, or None where something is wrong with it."""
        before = len(self.problems)
        for needed in ("from", "to", "commodity", "source"):
            if not row.get(needed):
                self._note(row, needed, f"the cell is empty: every row needs {needed!r}")
        for name in ("commodity", "source"):
            if says_nothing(row.get(name)) and row.get(name):
                self._note(row, name, f"{row.get(name)!r} says nothing: every row needs {name!r}")
        origin = self._cell(row, "from", self._place)
        to = self._cell(row, "to", self._place)
        commodity = self._cell(row, "commodity", self.words.commodity)
        via = self._cell(row, "via", lambda text: tuple(map(self._place, cells.words(text))))
        ordered = self._cell(row, "ordered", cells.is_yes)
        corridors = self._cell(row, "corridors", self.words.corridors)
        # With stand-ins for what is wrong, so that all problems come out at once.
        move = self._move(
            row,
            origin or PlaceRef("(from)"),
            to or PlaceRef("(to)"),
            commodity or CommodityRef("(commodity)"),
            self._citation(row),
            via=via or (),
            ordered=bool(ordered),
            corridors=corridors or (),
        )
        document = self._document(row)
        if len(self.problems) > before or move is None or document is None:
            return None
        filled = tuple(name for name in ("locator", "credibility") if not row.get(name))
        return Statement(row.line, move, document, filled)

    def _cell(self, row: Row, name: str, read: Callable[[str], T]) -> T | None:
        text = row.get(name)
        if not text:
            return None
        try:
            return read(text)
        except (CellError, TrafficRoutesError) as error:
            self._note(row, name, str(error))
            return None

    def _note(self, row: Row, name: str, message: str) -> None:
        heading = self.table.headings.get(name, name)
        self.problems.append(RowProblem(row.line, heading, row.get(name), message))

    def _citation(self, row: Row) -> Citation:
        basis = self._cell(row, "basis", cells.basis)
        return Citation(
            source=_LATER,
            locator=row.get("locator") or NOT_GIVEN,
            credibility=self._cell(row, "credibility", cells.credibility) or 6,
            modes=self._cell(row, "modes", cells.modes) or (),
            period=self._cell(row, "years", cells.period),
            quantity=self._cell(
                row,
                "quantity",
                lambda text: cells.quantity(
                    text,
                    row.get("unit"),
                    basis,
                    marks=self.marks,
                ),
            ),
            note=row.get("note") or None,
        )

    def _document(self, row: Row) -> DescribedSource | None:
        if not row.get("source"):
            return None
        before = len(self.problems)
        self._cell(row, "year", cells.year)
        self._cell(row, "url", cells.address)
        self._cell(row, "kind", cells.source_kind)
        self._cell(row, "reliability", cells.reliability)
        if len(self.problems) > before:
            return None
        return self._cell(row, "source", lambda _: self.documents.add(row))

    def _move(
        self,
        row: Row,
        origin: PlaceRef,
        to: PlaceRef,
        commodity: CommodityRef,
        citation: Citation,
        *,
        via: tuple[PlaceRef, ...],
        ordered: bool,
        corridors: tuple[CorridorRef, ...],
    ) -> Leg | Flow | None:
        ends = f"{commodity}-{origin}-{to}".replace(":", ".")
        try:
            leg = Leg(
                id=ends,
                origin=origin,
                to=to,
                commodity=commodity,
                corridors=corridors,
                citations=(citation,),
            )
        except RecordError as error:
            for path, message in error.flaws:
                self._note(row, _column_of(path), message)
            return None
        if not via:
            return leg
        stops = "-".join(via).replace(":", ".")
        return Flow(
            id=f"flow-{ends}-via-{stops}{'-ordered' if ordered else ''}",
            origin=origin,
            to=to,
            via=via,
            ordered=ordered,
            commodity=commodity,
            corridors=corridors,
            citations=(citation,),
        )


def _column_of(path: tuple[str | int, ...]) -> str:
    """Return the column of a flaw in a record, by its path."""
    last = path[-1] if path else "to"
    if last == "unit":
        return "unit"
    return "basis" if last == "quantity" else "to"
