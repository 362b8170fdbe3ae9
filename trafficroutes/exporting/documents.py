"""Source documents for reference managers: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trafficroutes.exporting.tables import DataTable, Value
from trafficroutes.version import MADE_BY

if TYPE_CHECKING:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

#: By kind of source: the entry of BibTeX, where it names the publisher, the type of CSL.
_KINDS = {
    "press": ("article", "journal", "article-newspaper"),
    "academic": ("article", "journal", "article-journal"),
    "dataset": ("misc", "howpublished", "dataset"),
}
_REPORT = ("techreport", "institution", "report")
#: Characters that BibTeX and LaTeX take for commands, and how they are written.
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex_bytes(sources: DataTable) -> bytes:
    """Return documents as BibTeX in UTF-8, by id.

    The publisher stands as the author where no person does: none is named in the data.
    Letters stay as they are, characters that LaTeX obeys are written as commands.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    encode = _encoder().unicode_to_latex
    library = Library()
    for record in sources.records():
        kind, home, _ = _kind_of(record)
        title, publisher = (_one_line(record[key]) for key in ("title", "publisher"))
        told = {
            "title": f"{{{encode(title or str(record['id']))}}}",
            "author": f"{{{encode(publisher)}}}" if publisher else "",
            home: encode(publisher),
            "year": _one_line(record["year"]),
            "url": _one_line(record["url"]).replace("{", "%7B").replace("}", "%7D"),
            "note": f"Source {record['id']}, reliability {record['reliability']}"
            if record["reliability"]
            else "",
        }
        fields = [Field(key, value) for key, value in told.items() if value]
        library.add(Entry(kind, str(record["id"]), fields))
    return f"% Made by {MADE_BY}\n\n{write_string(library)}".encode()


def _encoder() -> UnicodeToLatexEncoder:
    from pylatexenc.latexencode import (
        RULE_DICT,
        UnicodeToLatexConversionRule,
        UnicodeToLatexEncoder,
    )

    rule = UnicodeToLatexConversionRule(
        RULE_DICT, {ord(character): told for character, told in _COMMANDS.items()}
    )
    return UnicodeToLatexEncoder(
        conversion_rules=[rule], unknown_char_policy="keep", unknown_char_warning=False
    )


def csl_bytes(sources: DataTable) -> bytes:
    """Return documents as CSL-JSON, as Zotero and Pandoc read it, by id."""
    items = [_csl(record) for record in sources.records()]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


def _csl(record: Mapping[str, Value]) -> dict[str, Any]:
    _, _, kind = _kind_of(record)
    publisher = _one_line(record["publisher"])
    told: dict[str, Any] = {
        "id": record["id"],
        "type": kind,
        "title": _one_line(record["title"]) or record["id"],
        "author": [{"literal": publisher}] if publisher else None,
        "container-title" if kind.startswith("article") else "publisher": publisher or None,
        "issued": {"date-parts": [[record["year"]]]} if record["year"] is not None else None,
        "URL": record["url"],
        "note": f"reliability {record['reliability']}" if record["reliability"] else None,
        "source": MADE_BY,
    }
    return {key: value for key, value in told.items() if value is not None}


def _kind_of(record: Mapping[str, Value]) -> tuple[str, str, str]:
    return _KINDS.get(str(record["kind"]), _REPORT)


def _one_line(value: Value) -> str:
    return "" if value is None else " ".join(str(value).split())
