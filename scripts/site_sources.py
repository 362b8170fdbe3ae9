"""Lay the documents out as the sources of a site, beside the pages that are made for it alone.

The files of ``docs/`` keep their places. Documents of other folders become pages too, and
links lead to the pages; the schema of the data file, the gallery and the decisions get
pages of their own. It needs no generator, so that tests can look at all that a site has.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any

import gallery

ROOT = Path(__file__).resolve().parent.parent
#: Documents outside docs/ that become pages.
PAGES = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "data/README.md": "data-readme.md",
    "data/countries.README.md": "countries.md",
}
#: Where the maps of the gallery stand in the site.
MAPS = "maps"
#: What the documents have beside text.
KEPT = ("*.md", "*.ipynb", "*.csv", "*.png", "*.py", "*.css")
LINK = re.compile(r"(?<=\]\()([^()\s]+)(?=\))")
ELSEWHERE = ("http://", "https://", "mailto:", "#")
SCHEMA_HEAD = """\
# Schema of the data file

Every key of a data file, from `data/routes.schema.json`, the JSON Schema that editors use;
`make schema` makes it of the record types. [The data file](data-format.md) explains what the
keys mean, with examples.

A star marks a key that every entry needs; the others may be left out.
"""
GALLERY_HEAD = """\
# Gallery

Maps of the data and of answers, each with the command that draws it. A map is one file that
opens without a network: save it, mail it, put it into a folder. [Maps](maps.md) says what is
drawn, and how to draw your own.
"""


class LostLinkError(ValueError):
    """A link of a document leads to nothing."""


def lay_out(folder: Path) -> None:
    """Write the sources of the site into a folder, which is emptied first.

    Raises
    ------
    LostLinkError
        A link leads to a file that is not there, or that is no part of the site.
    """
    shutil.rmtree(folder, ignore_errors=True)
    pages = pages_of_files()
    folder.mkdir(parents=True)
    for path, page in pages.items():
        if page in MADE:
            (folder / page).write_text(MADE[page](), encoding="utf-8")
            continue
        target = folder / page
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text = (ROOT / path).read_text(encoding="utf-8")
            target.write_text(relinked(text, path, pages), encoding="utf-8")
        else:
            shutil.copyfile(ROOT / path, target)


def pages_of_files() -> dict[Path, str]:
    """Return which page or file of the site each file of the repository is."""
    found = {
        path.relative_to(ROOT): path.relative_to(ROOT / "docs").as_posix()
        for kind in KEPT
        for path in sorted((ROOT / "docs").rglob(kind))
        if not any(part.startswith((".", "_")) for part in path.parts[len(ROOT.parts) :])
    }
    made = {Path("docs", name): name for name in MADE}
    return {**found, **made, **{Path(name): page for name, page in PAGES.items()}}


def relinked(text: str, path: Path, pages: dict[Path, str]) -> str:
    """Return a document with links that lead to pages of the site.

    Parameters
    ----------
    text : str
        The document, in Markdown.
    path : Path
        Where it stands in the repository.
    pages : dict of Path to str
        The pages, by the path of what they are made of.
    """
    here = PurePosixPath(pages[path]).parent.as_posix()

    def replace(match: re.Match[str]) -> str:
        target, hash_, fragment = match[1].partition("#")
        if match[1].startswith(ELSEWHERE):
            return match[1]
        found = Path(normpath((path.parent / target).as_posix()))
        if found not in pages:
            raise LostLinkError(f"{path}: {match[1]} leads to no page of the site")
        return f"{relpath(pages[found], here)}{hash_}{fragment}"

    return "".join(
        part if part.startswith("```") else LINK.sub(replace, part)
        for part in re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    )


def decisions() -> str:
    """Return the page that leads to the records of decisions."""
    names = sorted(path.stem for path in (ROOT / "docs" / "decisions").glob("*.md"))
    listed = "\n".join(f"decisions/{name}" for name in names)
    return (
        "# Decisions\n\nWhere there were real alternatives: which, why this one, and when.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    )


def gallery_page() -> str:
    """Return the page of the maps, with pictures of those that have one."""
    parts = [GALLERY_HEAD]
    for entry in gallery.ENTRIES:
        link = f"{MAPS}/{entry.name}.html"
        parts.append(f"## {entry.question}\n")
        if entry.picture:
            picture = f'<img src="pictures/{entry.name}.png" alt="{entry.question}" loading="lazy">'
            parts.append(f'<p class="gallery"><a href="{link}">{picture}</a></p>\n')
        command = entry.command.replace("FILE", f"{entry.name}.html")
        parts.append(f'<p><a href="{link}">Open the map</a></p>\n')
        parts.append(f"```sh\n{command}\n```\n")
    return "\n".join(parts)


def schema_page() -> str:
    """Return the page of all keys of a data file."""
    schema = json.loads((ROOT / "data" / "routes.schema.json").read_text(encoding="utf-8"))
    parts = [SCHEMA_HEAD, _keys("The whole file", schema)]
    parts += [_keys(name, _record(found)) for name, found in sorted(schema["definitions"].items())]
    return "\n".join(parts)


def _record(found: dict[str, Any]) -> dict[str, Any]:
    """Return the form with keys of what can be written as one word too."""
    records = [way for way in found.get("anyOf", ()) if "properties" in way]
    return records[0] if records else found


def _keys(heading: str, record: dict[str, Any]) -> str:
    told = record.get("description", "").replace("``", "`")
    rows = [f"## {heading}\n", f"{told}\n", "| key | what it holds | without it |", "|---|---|---|"]
    for key, kind in record["properties"].items():
        needed = key in record.get("required", ())
        star, usual = ("\\*", "") if needed else ("", _usual(kind.get("default")))
        rows.append(f"| `{key}`{star} | {_kind(kind)} | {usual} |")
    return "\n".join([*rows, ""])


def _usual(value: Any) -> str:
    """Return what a key holds that is left out."""
    if value in (None, [], {}):
        return "nothing"
    return "no" if value is False else f"`{json.dumps(value)}`"


def _kind(kind: dict[str, Any]) -> str:
    """Return in words what a value may be."""
    if "$ref" in kind:
        name = kind["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in kind:
        ways = [way for way in kind["anyOf"] if way.get("type") != "null"]
        return " or ".join(dict.fromkeys(_kind(way) for way in ways))
    if "enum" in kind or "const" in kind:
        return "one of " + ", ".join(
            f"`{value}`" for value in kind.get("enum", [kind.get("const")])
        )
    if kind.get("type") == "array" and isinstance(kind["items"], dict):
        return f"a list: {_kind(kind['items'])}"
    if kind.get("type") == "object":
        return _mapping(kind)
    return str(kind.get("description") or PLAIN[kind["type"]])


def _mapping(kind: dict[str, Any]) -> str:
    """Return in words what a value with keys may be."""
    if "properties" in kind:
        needed = kind.get("required", ())
        keys = [f"`{key}`{'*' if key in needed else ''}" for key in kind["properties"]]
        return f"keys {', '.join(keys)}".replace("*", "\\*")
    return f"by id: {_kind(kind['additionalProperties'])}"


PLAIN = {
    "string": "text",
    "boolean": "`true` or `false`",
    "number": "a number",
    "integer": "a whole number",
    "array": "a longitude and a latitude in degrees",
}

#: The pages that no file of the repository is, and what makes them.
MADE = {"schema.md": schema_page, "gallery.md": gallery_page, "decisions.md": decisions}
