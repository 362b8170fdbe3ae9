"""Where a report goes: the form follows the ending of its file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from trafficroutes.briefing.contents import Report
from trafficroutes.briefing.markdown import to_markdown
from trafficroutes.briefing.page import to_page
from trafficroutes.briefing.word import to_docx
from trafficroutes.dataset.files import write_atomically
from trafficroutes.errors import QueryError
from trafficroutes.model.arguments import path_of

FORMS: Mapping[str, Callable[[Report], bytes]] = MappingProxyType(
    {
        "html": lambda report: to_page(report).encode(),
        "markdown": lambda report: to_markdown(report).encode(),
        "docx": to_docx,
    }
)
#: The form of a report by the ending of its file.
FORM_OF: Mapping[str, str] = MappingProxyType({".html": "html", ".md": "markdown", ".docx": "docx"})


def save_report(report: Report, path: str | os.PathLike[str]) -> None:
    r"""Write a report: a page, Markdown or a document of Word.

    Parameters
    ----------
    report : Report
        From :func:`trafficroutes.report_on`.
    path : str or path-like
        Where to, ending in ``.html``, ``.md`` or ``.docx``; its folder must exist. What is
        there is replaced.

    Raises
    ------
    QueryError
        The name ends otherwise.
    MissingPackageError
        matplotlib (page, Word) or python-docx (Word) is not installed.
    FileAccessError
        The file cannot be written there.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from trafficroutes import load, report_on, save_report
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "ghana.md")
    ...     save_report(report_on(load(), place="Ghana"), path)
    ...     path.read_text(encoding="utf-8").splitlines()[0]
    '# Ghana'
    """
    form = FORM_OF.get(path_of("a report", path).suffix.lower())
    if form is None:
        raise QueryError(
            f"a report is a page, Markdown or a document of Word: let {path} end in "
            f"{', '.join(FORM_OF)}"
        )
    write_atomically(path, FORMS[form](report))
