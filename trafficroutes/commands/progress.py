"""How far a long run is, on stderr; nothing where nobody watches."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TextIO

import click

#: Seconds between two looks at the bar.
_OFTEN = 0.1
#: Seconds without a word after which a line says that there is work, and between two of these.
_PATIENCE, _BETWEEN = 1.0, 0.5


@contextmanager
def progress(unit: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what to tell how many are done, and of how many; None without a terminal.

    Parameters
    ----------
    unit : str
        What is counted, such as "sets".
    """
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(unit)
    try:
        yield bar.tell
    finally:
        bar.end()


class _Bar:
    """A bar with the rate and the time left. What was done before does not count as fast."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.shown = 0.0
        self.begin: tuple[float, int] | None = None

    def tell(self, done: int, total: int) -> None:
        """Show how far the run is."""
        now = time.monotonic()
        if self.begin is None:
            self.begin = now, done
            if done:
                click.echo(f"Going on: {done:,} of {total:,} {self.unit} were done", err=True)
        elif now - self.shown < _OFTEN and done < total:
            return
        self.shown = now
        began, before = self.begin
        rate = (done - before) / (now - began) if now > began else 0.0
        # Cleared to the end of the line: what was there may have been longer.
        click.echo("\r" + bar_line(done, total, self.unit, rate) + "\x1b[K", nl=False, err=True)

    def end(self) -> None:
        """Leave the line."""
        if self.begin is not None:
            click.echo(err=True)


def bar_line(done: int, total: int, unit: str, rate: float) -> str:
    """Return a bar in text.

    >>> bar_line(250_000, 1_000_000, "sets", 50_000.0)
    '[#####---------------]  25 %  250,000 of 1,000,000 sets, 50,000 a second, 0:00:15 left'
    >>> bar_line(0, 10, "sets", 0.0)
    '[--------------------]   0 %  0 of 10 sets'
    """
    part = done / total if total else 1.0
    full = int(part * 20)
    text = f"[{'#' * full}{'-' * (20 - full)}] {part:4.0%}".replace("%", " %")
    text += f"  {done:,} of {total:,} {unit}"
    if not rate:
        return text
    left = round((total - done) / rate)
    clock = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}"
    return f"{text}, {rate:,.0f} a second, {clock} left"


@contextmanager
def waiting() -> Iterator[None]:
    """Say on a terminal, once a second has passed, that the answer is being worked on.

    The line goes as soon as anything else is written, or at the end. Nothing where stderr
    is no terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty():
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
        self.shown = False

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def end(self) -> None:
        """Take the line away; nothing is shown from here on."""
        with self.writing:
            if not self.ended.is_set():
                self.ended.set()
                if self.shown:
                    self._write("\r\x1b[K")

    def _run(self) -> None:
        began = time.monotonic()
        pause = _PATIENCE
        while not self.ended.wait(pause):
            with self.writing:
                if self.ended.is_set():
                    return
                self.shown = True
                self._write(f"\rWorking on the answer ... {time.monotonic() - began:.0f} s\x1b[K")
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
