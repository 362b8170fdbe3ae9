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
def waiting() -> Iterator[None]:
    """Say on a terminal, once a second has passed, that the answer is being worked on.

    The line goes as soon as anything else is written, or at the end. Nothing where stderr
    is no terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    line = _TerminalLine(sys.stderr)
    with ExitStack() as streams:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and stream.isatty():
                streams.enter_context(_before_writing(stream, line.end))
        line.start()
        try:
            yield
        finally:
            line.end()


class WaitingLine:
    """A line that tells the seconds, from the first second on until it is ended."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.writing = threading.Lock()
        self.shown = False

    def show(self, text: str) -> None:
        """Show the line, in place of what it was."""
        raise NotImplementedError

    def hide(self) -> None:
        """Take the line away."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin to count."""
        threading.Thread(target=self._run, daemon=True).start()

    def end(self) -> None:
        """Take the line away; nothing is shown from here on."""
        with self.writing:
            if not self.ended.is_set():
                self.ended.set()
                if self.shown:
                    self.hide()

    def _run(self) -> None:
        began = time.monotonic()
        pause = _PATIENCE
        while not self.ended.wait(pause):
            with self.writing:
                if self.ended.is_set():
                    return
                self.shown = True
                self.show(f"Working on the answer ... {time.monotonic() - began:.0f} s")
            pause = _BETWEEN


class _TerminalLine(WaitingLine):
    """The line on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream = stream

    def show(self, text: str) -> None:
        self._write(f"\r{text}\x1b[K")

    def hide(self) -> None:
        self._write("\r\x1b[K")

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
