"""Where an answer goes: the screen or a file, in one of four formats."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trafficroutes.errors import visible

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.report.form.document import Document

R = TypeVar("R")

#: Stands for standard output where a file is named.
SCREEN = "-"

#: Where the context of a command keeps which table is asked for, whether all notes are, and
#: whether words are to be explained.
TABLE, NOTES, EXPLAIN = (f"trafficroutes.{key}" for key in ("table", "notes", "explain"))
#: Forms of a document besides the table, each with its function in
#: :mod:`trafficroutes.report.form.text` or :mod:`trafficroutes.report.form.page`.
FORMS = {"csv": "to_csv", "markdown": "to_markdown", "html": "to_html"}


def emit(plain: Callable[[], Any], document: Document, form: str, target: str | None) -> None:
    """Print a result as the user asked.

    Parameters
    ----------
    plain : callable
        Makes the plain values for JSON; called only for that.
    document : Document
        For the other formats. With CSV, which has no place for them, lines and
        notes go to stderr.
    form : str
        The format: "table", "json" or one of ``FORMS``.
    target : str or None
        A file, written whole or not at all; None and ``-`` print.
    """
    target = None if target == SCREEN else target
    context = click.get_current_context(silent=True)
    asked = {} if context is None else context.meta
    if (table := asked.get(TABLE)) is not None:
        document = _with_table(document, table, form)
    if asked.get(EXPLAIN):
        document = _explained(document, form)
    if form == "table" and target is None:
        from trafficroutes.report.form.terminal import write

        write(document, sys.stdout, whole=_whole(context))
        return
    text = _text(plain, document, form, target)
    if form == "csv":
        for section in document.sections:
            for line in (*section.told, *section.notes):
                tell(line)
    if target is None:
        click.echo(text, nl=False)
    else:
        put(target, text.encode())


def _whole(context: click.Context | None) -> bool:
    """Return whether all of a document is asked for: notes, citations, or one table."""
    if context is None:
        return True
    asked = context.meta
    return bool(asked.get(NOTES) or asked.get(TABLE) or context.params.get("evidence"))


def _with_table(document: Document, name: str, form: str) -> Document:
    """Return a document with the one table of this name in each section."""
    if form == "json":
        raise click.UsageError("--table goes with table, csv and markdown; json has all of them")
    names = dict.fromkeys(
        table.name for section in document.sections for table in section.tables if table.name
    )
    if name not in names:
        there = f"there is {', '.join(names)}" if names else "there is one table alone"
        raise click.UsageError(f"no table is called {name!r} here; {there}")
    sections = (
        replace(section, tables=tuple(table for table in section.tables if table.name == name))
        for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def _explained(document: Document, form: str) -> Document:
    from trafficroutes.report.wording import explained

    if form == "json":
        raise click.UsageError("--explain goes with table, csv and markdown; json has no words")
    return explained(document)


def tell(text: str) -> None:
    """Say something on stderr; what a terminal would obey or hide stands as an escape.

    Nothing is lost where stderr is closed or full: the exit code says the same.
    """
    with suppress(OSError):
        click.echo("\n".join(map(visible, text.split("\n"))), err=True)


def put(target: str, content: bytes) -> None:
    """Write a file whole or not at all, or to standard output where it is called ``-``."""
    from trafficroutes.dataset.files import write_atomically

    if target == SCREEN:
        click.echo(content, nl=False)
    else:
        write_atomically(target, content)


def _takes_unicode(target: str | None) -> bool:
    """Whether every letter can be written: to a file, or to an output that is UTF-8."""
    return target is not None or str(sys.stdout.encoding).lower().startswith("utf")


def _text(plain: Callable[[], Any], document: Document, form: str, target: str | None) -> str:
    from trafficroutes.report.form import page, text

    if form == "json":
        return text.to_json(plain(), ascii_only=not _takes_unicode(target))
    if form in FORMS:
        written: str = getattr(page if form == "html" else text, FORMS[form])(document)
        return written
    from trafficroutes.report.form.terminal import write

    stream = io.StringIO()
    write(document, stream)
    return stream.getvalue()


def cite_section(document: Document, data: Dataset) -> tuple[Document, str]:
    """Return a document that ends with a line to cite it by, and that line."""
    from trafficroutes.question.solving import dataset_info
    from trafficroutes.report.citing import cite_line

    line = cite_line(dataset_info(data), sys.argv[1:])
    *before, last = document.sections
    return replace(document, sections=(*before, replace(last, notes=(*last.notes, line)))), line


def with_cite_line(result: R, arguments: Sequence[str] | None = None) -> R:
    """Return a result whose answers' notes end with a line to cite them by.

    Parameters
    ----------
    result : object with ``dataset`` and ``answers``
        The answer.
    arguments : sequence of str, optional
        The command in it; that of this run unless told otherwise.
    """
    from trafficroutes.report.citing import cite_line

    found: Any = result
    line = cite_line(found.dataset, sys.argv[1:] if arguments is None else arguments)
    answers = tuple(replace(a, notes=(*a.notes, line)) for a in found.answers)
    changed: R = replace(found, answers=answers)
    return changed
