"""What ``%load_ext trafficroutes`` brings to a notebook: a word under a cell that takes long."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, closing
from typing import Any

from trafficroutes.waiting import WaitingLine, waiting


def load_ipython_extension(ipython: Any) -> None:
    """Say under a cell of a notebook how long it has worked.

    IPython calls it for ``%load_ext trafficroutes``. The line comes once a second has passed,
    and goes at the end. At a prompt of IPython it stands in the terminal.

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
    cells = _Cells(in_page=hasattr(ipython, "kernel"))
    ipython.events.register("pre_run_cell", cells.begin)
    ipython.events.register("post_run_cell", cells.end)


class _Cells:
    """The line of the cell that runs."""

    def __init__(self, *, in_page: bool) -> None:
        self.in_page = in_page
        self.running = ExitStack()

    def begin(self, _: Any = None) -> None:
        """Begin a cell; a line that an interrupted one left goes."""
        self.running.close()
        self.running.enter_context(_line_of_a_page() if self.in_page else waiting())

    def end(self, _: Any = None) -> None:
        """End the cell."""
        self.running.close()


def _line_of_a_page() -> AbstractContextManager[Any]:
    line = _PageLine()
    line.start()
    return closing(line)


class _PageLine(WaitingLine):
    """The line as an output of the cell: one that changes, and is empty in the end."""

    def __init__(self) -> None:
        super().__init__()
        self.output: Any = None

    def show(self, text: str) -> None:
        from IPython.display import display

        shown = {"text/html": f"<p>{text}</p>", "text/plain": text}
        if self.output is None:
            self.output = display(shown, raw=True, display_id=True)
        else:
            self.output.update(shown, raw=True)

    def hide(self) -> None:
        self.output.update({"text/html": "", "text/plain": ""}, raw=True)

    def close(self) -> None:
        """End the line."""
        self.end()
