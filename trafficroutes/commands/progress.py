"""How far a long run is, on stderr; nothing where nobody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

#: Seconds between two looks at the bar.
_OFTEN = 0.1


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
