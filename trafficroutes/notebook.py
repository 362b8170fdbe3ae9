"""What ``%load_ext trafficroutes`` brings to a notebook: a word under a cell that takes long."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from trafficroutes.waiting import waiting


def load_ipython_extension(ipython: Any) -> None:
    """Say under a cell of a notebook how long it has worked.

    IPython calls it for ``%load_ext trafficroutes``. The line comes once a second has passed.
    At a prompt of IPython it stands in the terminal, and goes when the cell says something.

    Parameters
    ----------
    ipython : IPython.InteractiveShell
        Whose cells are watched.

    Examples
    --------
    >>> class Shell:
    ...     class events:
    ...         register = staticmethod(lambda event, call: print(event))
    >>> load_ipython_extension(Shell())
    pre_run_cell
    post_run_cell
    """
    cells = _Cells(watched=hasattr(ipython, "kernel"))
    ipython.events.register("pre_run_cell", cells.begin)
    ipython.events.register("post_run_cell", cells.end)


class _Cells:
    """The line of the cell that runs."""

    def __init__(self, *, watched: bool) -> None:
        self.watched = watched
        self.line = ExitStack()

    def begin(self, _: Any = None) -> None:
        """Begin a cell; a line that an interrupted one left goes."""
        self.line.close()
        self.line.enter_context(waiting(watched=self.watched))

    def end(self, _: Any = None) -> None:
        """End the cell."""
        self.line.close()
