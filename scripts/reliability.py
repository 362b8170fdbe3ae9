"""Rows of the tables in docs/reliability.md, which runs write."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "reliability.md"


def write(
    mark: str,
    head: Sequence[str],
    rows: Iterable[str],
    order: Sequence[str],
    *,
    document: Path = DOCUMENT,
) -> None:
    """Put rows into the table between two marks: of what did not run, those that stand.

    Parameters
    ----------
    mark : str
        Of ``<!-- run -->`` and ``<!-- end of run -->``, the word.
    head : sequence of str
        The two first lines of the table.
    rows : iterable of str
        Made anew, each of the name in its first cell.
    order : sequence of str
        The names of all rows.
    document : Path
        The file.
    """
    opening, closing = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    before, _, rest = document.read_text(encoding="utf-8").partition(opening)
    stood, _, after = rest.partition(closing)
    known = {_name(row): row for row in (*stood.splitlines(), *rows) if row.startswith("| ")}
    made = f"Python {platform.python_version()}, {platform.system()}, {time.strftime('%Y-%m-%d')}:"
    lines = [made, "", *head, *(known[name] for name in order if name in known)]
    document.write_text(before + opening + "\n".join([*lines, closing]) + after, encoding="utf-8")


def _name(row: str) -> str:
    return row.removeprefix("| ").partition(" | ")[0]
