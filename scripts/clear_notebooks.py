"""Write the notebooks of docs/ as they are stored: without outputs, the same whoever ran them.

``--check`` changes nothing and exits 1 where one differs::

    python scripts/clear_notebooks.py
    python scripts/clear_notebooks.py --check
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def cleared(text: str) -> str:
    """Return a notebook without outputs, counts and traces of a program.

    Parameters
    ----------
    text : str
        The notebook, in JSON.
    """
    cells = json.loads(text)["cells"]
    notebook = {
        "cells": [_cell(number, cell) for number, cell in enumerate(cells, 1)],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _cell(number: int, cell: dict[str, Any]) -> dict[str, Any]:
    source = "".join(cell["source"]).strip("\n")
    kept = {
        "cell_type": cell["cell_type"],
        "id": f"cell-{number:02}",
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    return {**kept, "execution_count": None, "outputs": []} if kept["cell_type"] == "code" else kept


def main() -> int:
    """Clear the notebooks, or with ``--check`` say which are not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, report differences")
    check = parser.parse_args().check
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.ipynb"))}
    differ = [path for path, text in texts.items() if cleared(text) != text]
    for path in differ:
        print(path.name)
        if not check:
            path.write_text(cleared(texts[path]), encoding="utf-8")
    return 1 if differ and check else 0


if __name__ == "__main__":
    sys.exit(main())
