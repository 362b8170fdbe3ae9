"""What a report holds: chapters of sentences, figures and tables, and the documents behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.model.digits import settled
from trafficroutes.question.intervals import Interval
from trafficroutes.question.plain import Plain, plain
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.report.form.document import Cell, Table


@dataclass(frozen=True)
class Dot(Plain):
    """A share with its range, a row of a chart.

    Attributes
    ----------
    name : str
        What has the share.
    share : float
        From 0 to 1.
    ends : pair of float or None
        Its range; None where it has none.
    before : float or None
        In a chart of before and after: the share before.
    """

    name: str
    share: float
    ends: Interval | None = None
    before: float | None = None


@dataclass(frozen=True)
class Chart(Plain):
    """Shares as dots on lines that are their ranges.

    Attributes
    ----------
    kind : {"dots", "shifts", "curve"}
        Dots with ranges; dots before and after; dots on a curve, in their order.
    axis : str
        What the shares are parts of.
    across : str
        Of a curve, what its dots are numbered by; empty of others.
    range_called : str
        What the ranges are called; empty where there are none.
    colour : str
        As ``#RRGGBB``.
    dots : tuple of Dot
        In the order in which they are drawn.
    """

    kind: Literal["dots", "shifts", "curve"]
    axis: str
    across: str
    range_called: str
    colour: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Illustration(Plain):
    """A figure of a report.

    Attributes
    ----------
    name : str
        Unique in the report.
    caption : str
        What stands under it.
    alt : str
        What it shows, for those who do not see it.
    shown : MapPlan or Chart
        What is drawn.
    """

    name: str
    caption: str
    alt: str
    shown: MapPlan | Chart = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys; a map is its caption and its text."""
        chart = self.shown.to_dict() if isinstance(self.shown, Chart) else None
        return {"name": self.name, "caption": self.caption, "alt": self.alt, "chart": chart}


@dataclass(frozen=True)
class Chapter(Plain):
    """One part of a report.

    Attributes
    ----------
    name : str
        What it is about, the same in every report: ``answer``, ``map``, ``hubs``, ``ends``,
        ``why``, ``chokepoints``, ``closing``, ``cooperation``, ``contradictions``,
        ``unknown``, ``records`` or ``method``.
    heading : str
        For people.
    sentences : tuple of str
        A paragraph.
    pictures : tuple of Illustration
    tables : tuple of Table
    notes : tuple of str
        What is to be kept in mind.
    """

    name: str
    heading: str
    sentences: tuple[str, ...] = ()
    pictures: tuple[Illustration, ...] = ()
    tables: tuple[Table, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {**super().to_dict(), "tables": [_table(table) for table in self.tables]}


@dataclass(frozen=True)
class Part(Plain):
    """What a report says of one commodity or family; of a corridor or a place, all of it.

    Attributes
    ----------
    commodity : str or None
        The commodity or family; None where it is about all.
    heading : str
        For people.
    chapters : tuple of Chapter
    """

    commodity: str | None
    heading: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class NumberedDocument(Plain):
    """A document behind a report.

    Attributes
    ----------
    number : int
        By which the report names it.
    source, document : str
        Its id, and what to cite it as.
    url : str or None
        Where it can be read.
    grades : tuple of str
        Admiralty grades of the document and of the statements, such as ``B2``.
    locators : tuple of str
        Where in it.
    about : tuple of str
        What it stands behind.
    """

    number: int
    source: str
    document: str
    url: str | None
    grades: tuple[str, ...]
    locators: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Report(Plain):
    """All that the data tell of one question, corridor or place.

    Attributes
    ----------
    kind : {"question", "corridor", "place"}
    title, question : str
        What it is called, and what it answers.
    dataset : DatasetInfo
        The data.
    updated : str
        The date of the data.
    parts : tuple of Part
        One a family with a route; one alone of a corridor or a place.
    references : tuple of NumberedDocument
        Every document behind what is shown, by number.
    command : str
        What makes the report again.
    version : str
        Of trafficroutes.
    cite_as : str
        The line to cite it by.
    """

    kind: Literal["question", "corridor", "place"]
    title: str
    question: str
    dataset: DatasetInfo | None
    updated: str
    parts: tuple[Part, ...]
    references: tuple[NumberedDocument, ...]
    command: str
    version: str
    cite_as: str

    def __repr__(self) -> str:
        chapters = sum(len(part.chapters) for part in self.parts)
        return f"<Report {self.title}: {chapters} chapters, {len(self.references)} documents>"

    def __str__(self) -> str:
        """Return the answer of each part, in words."""
        told = [
            f"{part.heading}: {' '.join(chapter.sentences)}"
            for part in self.parts
            for chapter in part.chapters[:1]
        ]
        return "\n".join([self.title, *told])

    @property
    def pictures(self) -> tuple[Illustration, ...]:
        """Return its figures in order."""
        chapters = (chapter for part in self.parts for chapter in part.chapters)
        return tuple(picture for chapter in chapters for picture in chapter.pictures)


def _table(table: Table) -> dict[str, Any]:
    """Return a table as plain values: a row an object, by the keys of its columns."""
    shown = table.for_csv()
    keys = [key for column in shown.columns for key in column.keys]
    rows = []
    for row in shown.rows:
        cells: list[Cell] = []
        for cell, column in zip(row, shown.columns, strict=True):
            cells += column.values(cell)
        values = [settled(value) if isinstance(value, float) else value for value in cells]
        rows.append(dict(zip(keys, plain(values), strict=True)))
    return {"name": table.name, "title": table.title, "rows": rows}
