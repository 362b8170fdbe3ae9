"""What of a document stands on one screen: the answer, the main table, three notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from trafficroutes.model.safe_text import clean
from trafficroutes.question.saying import number_of
from trafficroutes.report.form.document import CITE, Document, Section, Table, show
from trafficroutes.report.form.fitting import fits_unfolded

#: Rows and notes on a screen that has room for them, on a low one, and on the lowest.
_ROWS, _NOTES = (10, 5, 3), (3, 1, 0)


#: How the title of a table that is cut short already says how many rows there are.
_COUNTED = re.compile(r": [\d,]+ of ([\d,]+)$")


def shortened(document: Document, width: int) -> Iterator[Document]:
    """Yield a document as a screen shows it, shorter each time.

    Of the first section with an answer there is the answer, the main table, how it was
    tested and the first notes; of others the first sentence. A document without an answer
    in sentences is whole.

    Parameters
    ----------
    document : Document
    width : int
        Characters of a line: spare columns go where a row would not stand on one.

    Examples
    --------
    >>> found = Section("Heroin", notes=("a", "b", "c", "d"), answer=("Mostly by Iran.",))
    >>> next(shortened(Document((found,)), 80)).sections[0].notes
    ('a', 'b', 'c')
    """
    if not document.sections or not document.sections[0].answer:
        yield document
        return
    for rows, notes in _sizes():
        first, *others = document.sections
        unsaid = sum(not section.answer for section in others)
        aside = (
            Section(section.heading, answer=section.answer[: None if section.whole else 1])
            for section in others
            if section.answer
        )
        yield Document((_main(first, rows, notes, width, unsaid), *aside))


def _sizes() -> Iterator[tuple[int, int]]:
    """Yield how many rows and notes to try: fewer rows, then fewer notes, then both again."""
    for at, fewest in enumerate(_ROWS[1:]):
        for rows in range(_ROWS[at], fewest, -1):
            yield rows, _NOTES[at]
        for notes in range(_NOTES[at], _NOTES[at + 1] - 1, -1):
            yield fewest, notes


def _main(section: Section, rows: int, notes: int, width: int, unsaid: int) -> Section:
    """Return a section with one table and few notes, and what it leaves out."""
    said = [note for note in section.notes if not note.startswith(CITE)]
    cite = [note for note in section.notes if note.startswith(CITE)]
    tables = tuple(_cut(table, rows, width) for table in section.tables[:1])
    hidden = len(said) - notes
    left = [number_of(hidden, "more note")] if hidden > 0 else []
    left += [
        f"all {len(t.rows):,} rows" for t in section.tables[:1] if len(t.rows) > len(tables[0].rows)
    ]
    left += [table.name or table.title for table in section.tables[1:] if table.rows]
    left += [number_of(unsaid, "more part")] if unsaid else []
    record = (section.record,) if section.record else ()
    return replace(
        section,
        answer=(" ".join(section.answer),),
        lines=(),
        record="",
        tables=tables,
        notes=(*record, *said[:notes], *cite),
        more=f"With --notes: {', '.join(left)}." if left else "",
    )


def _cut(table: Table, rows: int, width: int) -> Table:
    """Return the first rows of a table, and say how many there are."""
    told_apart = len(table.rows) if table.head is None else max(table.head, _ROWS[-1])
    head = min(rows, told_apart)
    title = table.title
    if head < len(table.rows):
        told = _COUNTED.search(title)
        of = told[1] if told else f"{len(table.rows):,}"
        title = f"{_COUNTED.sub('', title)}: {head} of {of}"
    cut = replace(table, title=title, rows=table.rows[:head]).for_people()
    # The lowest screen has no line to spare for a heading that is folded.
    most = cut.spare if rows > _ROWS[-1] else 0
    for spare in range(most, -1, -1):
        narrower = cut.without_spare(spare)
        if fits_unfolded(narrower.columns, _texts(narrower), width):
            break
    return narrower


def _texts(table: Table) -> list[list[str]]:
    return [
        [clean(show(*pair)) for pair in zip(row, table.columns, strict=True)] for row in table.rows
    ]
