"""What of a document stands on one screen, of tables and notes of any size."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from trafficroutes.report.form import screen, terminal
from trafficroutes.report.form.document import Column, Document, Section, Table, show
from trafficroutes.report.form.screen import shortened

CITE = "Cite as: trafficroutes 0.1.0, data small.yaml 0123456789ab: trafficroutes hubs COL ESP"
COLUMNS = (
    Column("rank", "#", "count"),
    Column("name", "Hub"),
    Column("share", "Share", "share"),
    Column("chance", "In the first five", "chance", spare=True),
    Column("seized", "Seized, kg", "amount", spare=True),
    Column("file_only", "Not for people", for_people=False),
    Column("sources", "Sources", spare=True),
)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(document: Document, width: int, *, height: int = 24, whole: bool = True) -> list[str]:
    """Return the lines of a document on a terminal of a size, without colour."""
    told = {"TERM": "xterm", "COLUMNS": str(width), "LINES": str(height)}
    screen = Screen()
    with mock.patch.dict(os.environ, told):
        terminal.write(document, screen, whole=whole)
    plain = re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue())
    return [line.rstrip() for line in plain.splitlines()]


def row(rank: int, name: str = "Ghana") -> tuple[str | float | int | None, ...]:
    return (rank, f"{name} {rank}.", 0.25, 0.5, 1234.0, "x", "unodc-wdr-2010 +12")


def table(count: int, *, title: str = "Transit hubs", head: int | None = None) -> Table:
    rows = tuple(map(row, range(1, count + 1)))
    return Table(title, COLUMNS, rows, name="hubs", head=head)


def section(*tables: Table, notes: int = 0, record: str = "") -> Section:
    return Section(
        "Cocaine: Colombia to Spain",
        lines=("58.5 % of what sets out arrives",),
        tables=tables,
        notes=(*(f"note {number}" for number in range(notes)), CITE),
        answer=("Most of it passes Ghana.", "It arrives first in Spain."),
        record=record,
    )


def sizes(document: Document, width: int = 100) -> list[tuple[int, int]]:
    """Return the rows and the notes (but the line to cite) of each of the shorter documents."""
    found = []
    for shown in shortened(document, width):
        first = shown.sections[0]
        found.append((len(first.tables[0].rows), len(first.notes) - 1))
    return found


def test_rows_and_notes_go_in_turn() -> None:
    """First rows down to five, then notes down to one, then rows down to three, then the note."""
    found = list(dict.fromkeys(sizes(Document((section(table(57), notes=9),)))))
    assert found == [(10, 3), (9, 3), (8, 3), (7, 3), (6, 3), (5, 3), (5, 2), (5, 1), (4, 1),
                     (3, 1), (3, 0)]  # fmt: skip


def test_the_answer_stays_and_the_lines_go() -> None:
    whole = section(table(57), notes=9, record="Such shares missed.")
    for shown in shortened(Document((whole,)), 80):
        first = shown.sections[0]
        assert first.told == (" ".join(whole.answer),)
        # How such shares were tested is the first of the notes, the line to cite the last.
        assert first.notes[0] == "Such shares missed."
        assert first.notes[-1] == CITE
        assert first.heading == whole.heading


def test_a_document_without_an_answer_is_whole() -> None:
    bare = replace(section(table(57), notes=9), answer=())
    document = Document((bare, bare))
    assert list(shortened(document, 40)) == [document]


def test_other_sections_are_told_in_their_first_sentences() -> None:
    words = Section("Words", answer=("Share: a part.", "Arrives: at last."), whole=True)
    document = Document((section(table(4)), section(table(9), notes=4), Section("Data"), words))
    for shown in shortened(document, 80):
        assert shown.sections[1:] == (
            Section("Cocaine: Colombia to Spain", answer=("Most of it passes Ghana.",)),
            Section("Words", answer=("Share: a part.", "Arrives: at last.")),
        )


def test_a_first_section_without_an_answer_is_whole_beside_one_that_has_words() -> None:
    """Such as show and sweep --pairs with --explain."""
    bare = replace(section(table(57), notes=9), answer=())
    words = Section("Words", answer=("Share: a part.",), whole=True)
    for shown in shortened(Document((bare, bare, words)), 80):
        assert shown.sections == (bare, bare, words)


def test_sections_that_are_left_out_are_told() -> None:
    """Such as the findings of an audit behind its table of checks."""
    findings = Section("Dead ends: 99", tables=(table(99, title="Findings"),))
    first, *_ = shortened(Document((section(table(3)), findings)), 80)
    assert first.sections[0].more.startswith("With --notes: ")


def last(document: Document, width: int = 80) -> Section:
    *_, shown = shortened(document, width)
    return shown.sections[0]


@pytest.mark.parametrize(
    ("count", "title", "told"),
    [
        (57, "Transit hubs", "Transit hubs: 3 of 57"),
        (20, "Transit hubs: 20 of 57", "Transit hubs: 3 of 57"),
        (1234, "Best sets", "Best sets: 3 of 1,234"),
        (15, "Best sets: 15 of 12,345", "Best sets: 3 of 12,345"),
        (3, "Transit hubs", "Transit hubs"),
        (3, "Transit hubs: 3 of 57", "Transit hubs: 3 of 57"),
        (2, "Transit hubs: 2 of 57", "Transit hubs: 2 of 57"),
        (9, "Sets of 2: 3 of them", "Sets of 2: 3 of them: 3 of 9"),
    ],
)
def test_titles_count_rows(count: int, title: str, told: str) -> None:
    assert last(Document((section(table(count, title=title)),))).tables[0].title == told


def test_a_title_counts_what_is_there_at_each_length() -> None:
    for shown in shortened(Document((section(table(57)),)), 80):
        (only,) = shown.sections[0].tables
        assert only.title == f"Transit hubs: {len(only.rows)} of 57"


@pytest.mark.parametrize(
    ("head", "rows"), [(0, {3}), (2, {3}), (4, {3, 4}), (7, {3, 4, 5, 6, 7}), (57, {*range(3, 11)})]
)
def test_rows_that_the_evidence_does_not_tell_apart_stay_out(head: int, rows: set[int]) -> None:
    document = Document((section(table(57, head=head), notes=9),))
    assert {count for count, _ in sizes(document)} == rows
    assert max(sizes(document)) == sizes(document)[0]


def test_what_is_left_out_is_told() -> None:
    gateways = replace(table(4, title="Gateways"), name="gateways")
    unnamed = replace(table(1, title="Evidence for Ghana"), name="")
    empty = replace(table(0, title="Origins"), name="origins")
    document = Document((section(table(1057), gateways, unnamed, empty, notes=4),))
    first, *_ = shortened(document, 100)
    assert first.sections[0].more == (
        "With --notes: 1 more note, all 1,057 rows, gateways, Evidence for Ghana."
    )
    assert last(document).more == (
        "With --notes: 4 more notes, all 1,057 rows, gateways, Evidence for Ghana."
    )
    assert last(Document((section(table(3)),))).more == ""
    assert last(Document((section(table(3), notes=1),))).more == "With --notes: 1 more note."


NAMES = st.text("abc de\u00e9\u4e2d", min_size=1, max_size=24).map(lambda text: f"x{text}".rstrip())
CELLS = {
    "text": NAMES,
    "share": st.floats(0, 1),
    "amount": st.integers(0, 10**7).map(float),
    "shares": st.tuples(st.floats(0, 0.5), st.floats(0.5, 1)),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables of any columns, of which some are spare; each row has its number at its ends."""
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=0, max_size=6))
    others = [
        Column(f"c{at}", draw(NAMES), kind, spare=draw(st.booleans()))  # type: ignore[arg-type] # of CELLS
        for at, kind in enumerate(kinds)
    ]
    columns = (Column("first", "A"), *others, Column("last", "Z"))
    count = draw(st.integers(1, 14))
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (f"<{number}", *(draw(CELLS[kind]) for kind in kinds), f"{number}>")
        for number in range(count)
    )
    head = draw(st.none() | st.integers(0, count))
    return Table("T", columns, rows, head=head)


def fits(shown: Table, width: int) -> bool:
    """Return whether each row stands on one line, with two spaces between columns."""
    texts = [[show(*pair) for pair in zip(r, shown.columns, strict=True)] for r in shown.rows]
    least = [
        max([*(cell_len(text[at]) for text in texts), *map(cell_len, column.title.split())])
        for at, column in enumerate(shown.columns)
    ]
    return sum(least) + 2 * (len(least) - 1) <= width


@given(tables(), st.integers(20, 120))
def test_spare_columns_go_until_no_row_is_folded(whole: Table, width: int) -> None:
    """The last of the spare ones first, no more than have to; on the lowest screen all."""
    document = Document((section(whole),))
    for (most_rows, _), shown in zip(screen._sizes(), shortened(document, width), strict=True):
        (cut,) = shown.sections[0].tables
        keys = [column.key for column in cut.columns]
        assert cut.rows == tuple(
            tuple(cell for cell, column in zip(r, whole.columns, strict=True) if column.key in keys)
            for r in whole.rows[: len(cut.rows)]
        )
        spare = [column.key for column in whole.columns if column.spare]
        kept = [key for key in spare if key in keys]
        assert kept == spare[: len(kept)]
        assert [
            column.key for column in whole.columns if not column.spare or column.key in kept
        ] == keys
        most = replace(whole, rows=whole.rows[: len(cut.rows)])
        fitting = [n for n in range(len(spare) + 1) if fits(most.without_spare(n), width)]
        lowest = most_rows == screen._ROWS[-1]
        assert len(kept) == (0 if lowest else max(fitting, default=0))


@given(tables(), st.integers(20, 120))
def test_where_rows_fit_each_stands_on_one_line(whole: Table, width: int) -> None:
    document = Document((section(whole),))
    *_, shown = shortened(document, width)
    (cut,) = shown.sections[0].tables
    lines = printed(shown, width)
    assert max(map(cell_len, lines)) <= width
    if fits(cut, width):
        for number in range(len(cut.rows)):
            (line,) = [line for line in lines if line.startswith(f"<{number} ")]
            assert line.endswith(f"{number}>")


@given(
    count=st.integers(0, 30),
    notes=st.integers(0, 12),
    width=st.integers(40, 120),
    height=st.integers(6, 60),
    head=st.none() | st.integers(0, 30),
    two=st.booleans(),
)
def test_the_longest_that_leaves_a_line_for_the_prompt_is_shown(
    count: int, notes: int, width: int, height: int, head: int | None, *, two: bool
) -> None:
    gateways = [replace(table(count + 1, title="Gateways"), name="gateways")] if two else []
    first = section(table(count, head=head), *gateways, notes=notes, record="Such shares missed.")
    document = Document((first, *([first] if two else [])))
    every = [printed(shown, width) for shown in shortened(document, width)]
    fitting = [lines for lines in every if len(lines) < height]
    shown = printed(document, width, height=height, whole=False)
    assert shown == (fitting[0] if fitting else every[-1])
    # Where all of it is asked for it is there, whatever the height.
    told = " ".join(" ".join(printed(document, 120, height=height)).split())
    assert all(f"Ghana {number}." in told for number in range(1, count + 1))
    assert all(f"- note {number}" in told for number in range(notes))
    assert "58.5 % of what sets out arrives" in told.replace("\u00a0", " ")


def test_what_is_no_terminal_is_whole_whatever_is_asked() -> None:
    document = Document((section(table(57), notes=9),))
    texts = []
    for whole in (True, False):
        stream = io.StringIO()
        terminal.write(document, stream, whole=whole)
        texts.append(stream.getvalue())
    assert texts[0] == texts[1]
    assert "Ghana 57." in texts[0]
    assert "- note 8" in texts[0]
    assert "--notes" not in texts[0]
