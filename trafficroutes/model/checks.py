"""What a record must satisfy beyond the types of its fields.

Each check takes a record and yields (path below the record, message). The
reader of a data file runs the checks on records that hold wrong values too, so
that all problems come out at once; it puts a stand-in for each wrong value,
which is falsy, empty and equal to nothing. So a check asks for what is wrong
("is it empty?") and never for what is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from trafficroutes.errors import RecordError

#: A path below a record, and what is wrong there.
Flaw = tuple[tuple[str | int, ...], str]
Check = Callable[[Any], Iterator[Flaw]]


_are_checked: ContextVar[bool] = ContextVar("_are_checked", default=False)


@contextmanager
def checked_before() -> Iterator[None]:
    """Make records anew that passed these very checks before; they are not checked again."""
    token = _are_checked.set(True)
    try:
        yield
    finally:
        _are_checked.reset(token)


def ensure(record: Any) -> None:
    """Run a record's checks.

    Raises
    ------
    RecordError
        With all that they find.
    """
    if _are_checked.get():
        return
    flaws = [flaw for check in record.checks for flaw in check(record)]
    if flaws:
        raise RecordError(flaws)
