"""Standard streams that are closed, or that lack letters."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from trafficroutes.commands.output import tell

_ESCAPED = "trafficroutes.escaped"


@contextmanager
def told_letters() -> Iterator[None]:
    """Have standard output written whatever its encoding lacks, and say so at the end.

    A letter that it lacks stands as an escape. A stream that is closed refuses what is
    written to it, as a file that cannot be written does.
    """
    if sys.stdout is None:
        # Opened to be read, so that writing fails as it does on a closed stream.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    lacking: list[str] = []

    def escaped(error: UnicodeError) -> tuple[str | bytes, int]:
        lacking.append(getattr(error, "encoding", ""))
        return codecs.backslashreplace_errors(error)

    codecs.register_error(_ESCAPED, escaped)
    _reconfigure(sys.stdout)
    try:
        yield
    finally:
        if lacking:
            tell(
                f"Note: letters that {lacking[0]} lacks are written as escapes; -o FILE, or "
                "PYTHONUTF8=1 in the environment, writes UTF-8"
            )


def _reconfigure(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=_ESCAPED)
