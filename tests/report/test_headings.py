"""Headings of tables are words that people read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import trafficroutes.report

FOLDER = Path(trafficroutes.report.__file__).parent


def _headings() -> list[str]:
    """Return the headings of all columns that are written down in reports."""
    return [
        str(call.args[1].value)
        for path in sorted(FOLDER.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Column"
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
    ]


def test_no_heading_is_a_name_of_the_code() -> None:
    found = _headings()
    assert "Marks" in found
    assert [one for one in found if re.search(r"[a-z][A-Z]|_", one)] == []
