"""Run the command line, and say which functions of the package it calls, in order of first call.

    python tests/calls.py ROOT hubs Colombia Europe

prints one call a line: a path below ROOT/trafficroutes, and the name of the function.
"""

from __future__ import annotations

import runpy
import sys
import threading
from pathlib import Path
from types import FrameType


def main() -> None:
    """Run what the arguments say; what it prints itself is lost."""
    root, *arguments = sys.argv[1:]
    home = f"{Path(root) / 'trafficroutes'}/"
    seen: dict[tuple[str, str], None] = {}

    def note(frame: FrameType, event: str, argument: object) -> None:
        del argument
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(home):
            seen.setdefault((code.co_filename.removeprefix(home), code.co_qualname))

    told, sys.stdout = sys.stdout, open("/dev/null", "w")  # noqa: SIM115, PTH123
    sys.argv = ["trafficroutes", *arguments]
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        runpy.run_module("trafficroutes", run_name="__main__")
    except SystemExit as end:
        if end.code:
            raise
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    for file, name in seen:
        print(file, name, file=told)


if __name__ == "__main__":
    main()
