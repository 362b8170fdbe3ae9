"""A real terminal of any size in which a command runs, and what stands on it."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


#: What makes letters bold or dim.
_STYLES = re.compile(r"\x1b\[[0-9;]*m")


class Shown(NamedTuple):
    """What a command showed, what it said on stderr, and its exit code."""

    text: str
    errors: str
    code: int


def on_terminal(arguments: Sequence[str], size: tuple[int, int]) -> Shown:
    """Run trafficroutes with some arguments on a terminal of so many columns and lines.

    The data are those that ship. Styles and spaces at the ends of lines
    are taken off.
    """
    columns, lines = size
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TRAFFICROUTES_")}
    for named in ("COLUMNS", "LINES"):
        kept.pop(named, None)
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "trafficroutes", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=there,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**kept, "TERM": "xterm", "NO_COLOR": "1"},
    ) as program:
        os.close(there)
        shown = b"".join(iter(lambda: _read(here), b""))
        errors = program.communicate()[1]
    os.close(here)
    plain = _STYLES.sub("", shown.decode())
    text = "".join(f"{line.rstrip()}\n" for line in plain.splitlines())
    return Shown(text, errors.decode(), program.returncode)


def _read(terminal: int) -> bytes:
    """Return what is next on a terminal; nothing once the program has ended."""
    try:
        return os.read(terminal, 65536)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return b""
