"""A report as Markdown: tables stand for figures, which are told in words."""

from __future__ import annotations

from collections.abc import Iterator

from trafficroutes.briefing.contents import Chapter, Report
from trafficroutes.briefing.wording import ABOUT, CONTENT, about_told, colophon, grades_told
from trafficroutes.model.safe_text import clean
from trafficroutes.report.form.text import escaped, table_to_markdown


def to_markdown(report: Report) -> str:
    """Return a report as Markdown (GitHub's tables), without figures.

    Parameters
    ----------
    report : Report
        From :func:`trafficroutes.report_on`.
    """
    return "\n\n".join(_blocks(report)) + "\n"


def _blocks(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title)}"
    yield escaped(report.question)
    several = len(report.parts) > 1
    for part in report.parts:
        if several:
            yield f"## {escaped(part.heading)}"
        for chapter in part.chapters:
            yield from _chapter(chapter, "###" if several else "##")
    yield f"## {CONTENT}"
    yield "\n".join(
        f"{one.number}. {escaped(one.document)} {escaped(grades_told(one))} "
        f"{escaped(about_told(one))}".rstrip()
        for one in report.references
    )
    yield f"## {ABOUT}"
    yield from map(escaped, colophon(report))
    yield "    " + " ".join(clean(report.command).split())


def _chapter(chapter: Chapter, level: str) -> Iterator[str]:
    yield f"{level} {escaped(chapter.heading)}"
    if chapter.name == "answer" and chapter.notes:
        yield "\n".join(f"> {escaped(note)}" for note in chapter.notes)
    if chapter.sentences:
        yield " ".join(map(escaped, chapter.sentences))
    if chapter.name == "map":
        yield from (escaped(picture.caption) for picture in chapter.pictures)
    for table in chapter.tables:
        yield f"**{escaped(table.title)}**"
        yield table_to_markdown(table)
    if chapter.notes and chapter.name != "answer":
        yield "\n".join(f"- {escaped(note)}" for note in chapter.notes)
