"""A line that says, once a second has passed, that an answer is being worked on."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TextIO

#: Seconds without a word after which a line says that there is work, and between two of these.
_PATIENCE, _BETWEEN = 1.0, 0.5


@contextmanager
def waiting(*, watched: bool = False) -> Iterator[None]:
    """Say on stderr, once a second has passed, that the answer is being worked on.

    The line goes as soon as anything else is written on a terminal, or at the end.

    Parameters
    ----------
    watched : bool
        Whether somebody reads stderr even where it is no terminal, as in a notebook;
        otherwise nothing is written there.
    """
    if sys.stderr is None or not (watched or sys.stderr.isatty()):
        yield
        return
    line = _Waiting(sys.stderr)
    with ExitStack() as streams:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and stream.isatty():
                streams.enter_context(_before_writing(stream, line.end))
        line.start()
        try:
            yield
        finally:
            line.end()


class _Waiting:
    """A line on a terminal that tells the seconds, until it is ended."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.ended = threading.Event()
        self.writing = threading.Lock()
        self.shown = ""

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def end(self) -> None:
        """Take the line away; nothing is shown from here on."""
        with self.writing:
            if not self.ended.is_set():
                self.ended.set()
                if self.shown:
                    # By spaces too: a notebook knows no command that erases a line.
                    self._write(f"\r{' ' * len(self.shown)}\r\x1b[K")

    def _run(self) -> None:
        began = time.monotonic()
        pause = _PATIENCE
        while not self.ended.wait(pause):
            with self.writing:
                if self.ended.is_set():
                    return
                self.shown = f"Working on the answer ... {time.monotonic() - began:.0f} s"
                self._write(f"\r{self.shown}\x1b[K")
            pause = _BETWEEN

    def _write(self, text: str) -> None:
        # By the class: the stream's own would end the line.
        with suppress(OSError, ValueError):
            type(self.stream).write(self.stream, text)
            self.stream.flush()


@contextmanager
def _before_writing(stream: TextIO, act: Callable[[], None]) -> Iterator[None]:
    """Have something done before text is written to a stream."""
    write = stream.write

    def acting_write(text: str, /) -> int:
        act()
        return write(text)

    vars(stream)["write"] = acting_write
    try:
        yield
    finally:
        del vars(stream)["write"]
