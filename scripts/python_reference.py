"""Write docs/python.md: every public name, from its docstring and signature.

``--check`` changes nothing and exits 1 where the page is out of date::

    python scripts/python_reference.py
    python scripts/python_reference.py --check
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from pathlib import Path
from typing import Any

import trafficroutes as tr

PAGE = Path(__file__).resolve().parent.parent / "docs" / "python.md"
HEAD = """\
# In Python

Made from the docstrings by `scripts/python_reference.py`; `help(trafficroutes)` begins with the
same list. Fields of answers are explained in [output.md](output.md), by their JSON keys.

```python
import trafficroutes as tr

result = tr.hubs(tr.load(), "Colombia", "Europe", commodity="cocaine", years=(2015, 2020))
result.answer().hubs[0]  # the first hub, a record
result.to_frame("gateways")  # a pandas.DataFrame: a row a gateway
result.to_dict()  # as `trafficroutes hubs -f json`
tr.save_map(tr.draw_map(result), "cocaine.html")
```

In place of `tr.load()` the name of a data file will do: `tr.hubs("mine.yaml", ...)`. In signatures,
`DataGiven` is a `Dataset` or the name of a file, `SourceGiven` is that or a `networkx.DiGraph`, and
`Period` is whatever [`hubs`](#hubs) takes as `years`.
"""
#: Parts of a docstring that the page has, by kind of thing.
PARTS = ("Parameters", "Attributes", "Returns", "Raises")
#: What results have in common is told once, of ``Result``.
COMMON = ("headline", "rows", "to_dict")
#: Characters of a signature in one line.
WIDE = 88


def groups() -> dict[str, list[str]]:
    """Return the public names as the table at the head of the package lists them."""
    found: dict[str, list[str]] = {}
    for line in (tr.__doc__ or "").splitlines():
        heading, name = re.fullmatch(r"(\w+):", line), re.match(r"    (\w+) ", line)
        if heading:
            found[heading[1]] = []
        elif name and found:
            next(reversed(found.values())).append(name[1])
    return found


def reference() -> str:
    """Return the page."""
    parts = [HEAD]
    told: list[str] = []
    for heading, names in groups().items():
        links = []
        for name in names:
            # Headings that differ by a capital only are counted.
            again = told.count(name.lower())
            links.append(f"[`{name}`](#{name.lower()}{f'-{again}' if again else ''})")
            told.append(name.lower())
        listed = ",\n".join(links)
        parts.append(f"## {heading}\n\n{listed}\n")
        parts += [entry(name, getattr(tr, name)) for name in names]
    return "\n".join(parts)


def entry(name: str, thing: Any) -> str:
    """Return what the page says of a name."""
    sections = _sections(inspect.getdoc(thing) or "")
    lines = [f"### {name}\n"]
    if inspect.isfunction(thing):
        lines.append(f"```python\n{_signature(name, thing)}\n```\n")
    elif issubclass(thing, BaseException):
        lines.append(f"`{' and '.join(base.__name__ for base in thing.__bases__)}`\n")
    lines.append(f"{_prose(sections.pop('', ''))}\n")
    lines += [f"{part}:\n\n{_items(sections[part])}\n" for part in PARTS if part in sections]
    for method in _methods(thing):
        told = _sections(inspect.getdoc(getattr(thing, method)) or "")
        shown = _signature(f".{method}", getattr(thing, method))
        lines.append(f"`{shown}`\n\n{_prose(told.get('', ''))}\n")
        lines += [f"{_items(told[title])}\n" for title in ("Parameters",) if title in told]
    return "\n".join(lines)


def _methods(thing: Any) -> list[str]:
    """Return the methods of a class that the page tells of: those that are documented there."""
    if not inspect.isclass(thing) or issubclass(thing, BaseException):
        return []
    told = () if thing is tr.Result else COMMON
    return [
        name
        for name, value in vars(thing).items()
        if inspect.isfunction(value) and not name.startswith("_") and name not in told
    ]


def _signature(name: str, function: Any) -> str:
    """Return a signature, a parameter a line where it is long."""
    found = inspect.signature(function)
    shown: list[str] = []
    for key, parameter in found.parameters.items():
        if parameter.kind is parameter.KEYWORD_ONLY and not any(s.startswith("*") for s in shown):
            shown.append("*")
        if key != "self":
            shown.append(_parameter(parameter))
    back = found.return_annotation
    ending = ")" if back is inspect.Signature.empty else f") -> {back}"
    line = f"{name}({', '.join(shown)}{ending}"
    if len(line) <= WIDE:
        return line
    return "\n".join([f"{name}(", *(f"    {part}," for part in shown), ending])


def _parameter(parameter: inspect.Parameter) -> str:
    """Return a parameter with its annotation as it is written in the code."""
    star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    kind = "" if parameter.annotation is parameter.empty else f": {parameter.annotation}"
    usual = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    return f"{star}{parameter.name}{kind}{usual}".replace("'", '"')


def _sections(text: str) -> dict[str, str]:
    """Return the parts of a docstring by their titles; the first has none."""
    found = re.split(r"^(\w+)\n-{3,}\n", text, flags=re.MULTILINE)
    return {"": found[0].strip(), **dict(zip(found[1::2], found[2::2], strict=True))}


def _items(text: str) -> str:
    """Return the entries of a part as a list."""
    lines: list[str] = []
    for line in text.strip("\n").splitlines():
        if line and not line.startswith(" "):
            name, _, kind = line.partition(" : ")
            names = ", ".join(f"`{part}`" for part in name.split(", "))
            lines.append(f"- {names}{f' ({_plain(kind)})' if kind else ''}")
        elif line.strip():
            lines.append(f"  {_plain(line.strip())}")
    return "\n".join(lines)


def _prose(text: str) -> str:
    return _plain(re.sub(r"^>>> .*?(\n\n|\Z)", "", text, flags=re.MULTILINE | re.DOTALL).strip())


def _plain(text: str) -> str:
    """Return a docstring's text as Markdown."""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")


def main() -> int:
    """Write the page, or with ``--check`` say whether it is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, report differences")
    made = reference()
    if parser.parse_args().check:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print("docs/python.md is out of date: run python scripts/python_reference.py")
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
