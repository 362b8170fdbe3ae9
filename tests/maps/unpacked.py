"""The facts that a page holds, read without its scripts."""

import json
import re
from html.parser import HTMLParser
from itertools import islice
from typing import Any

from trafficroutes.maps.vlq import numbers_in

_LEAST = 10**6  # a span of years without one end


def facts(page: str) -> Any:
    """Return the facts of a page, with arcs by names and documents as rows."""
    blocks = re.findall(r'<script type="application/json" id="[^"]*">(.*?)</script>', page)
    told = json.loads(blocks[1])
    nodes = [{"label": node["name"], "region": False, **node} for node in told["nodes"]]
    cited = told["citations"]
    rows = zip(
        numbers_in(cited["source"]), _column(cited["locator"]), _column(cited["grade"]), strict=True
    )
    sources = _references(page) if told["sources"] is None else told["sources"]
    arcs = _arcs(told | {"nodes": nodes})
    return told | {
        "nodes": nodes,
        "arcs": arcs,
        "citations": [list(row) for row in rows],
        "sources": sources,
    }


def _arcs(told: Any) -> list[dict[str, Any]]:
    packed, nodes = told["arcs"], told["nodes"]
    columns = {
        name: numbers_in(found) if isinstance(found, str) else _column(found)
        for name, found in packed.items()
    }
    legs = iter(_legs(told["legs"]))
    arcs = []
    for number in range(len(columns["flow"])):
        arc = {name: values[number] for name, values in columns.items()}
        ends = f"-{nodes[arc['from']]['code']}-{nodes[arc['to']]['code']}"
        arc["legs"] = [
            [stem + ends * own, *others] for own, (stem, *others) in islice(legs, arc["legs"])
        ]
        arc |= {"bow": arc["bow"] / 10_000, "turn": arc["turn"] * 360}
        arcs.append(arc | {"mark": arc["mark"] - 1 if arc["mark"] else None})
    return arcs


def _legs(packed: Any) -> list[tuple[int, list[Any]]]:
    corridors, spans = (_lists(*map(numbers_in, packed[key])) for key in ("corridors", "spans"))
    citations = _lists(numbers_in(packed["cites"]), _positions(packed["citations"]))
    rows = zip(
        _column(packed["id"]),
        numbers_in(packed["commodity"]),
        corridors,
        spans,
        citations,
        strict=True,
    )
    found = [[name, what, within, _years(ends), cited] for name, what, within, ends, cited in rows]
    return list(zip(numbers_in(packed["own"]), found, strict=True))


def _years(ends: list[int]) -> list[list[int | None]]:
    found: list[list[int | None]] = []
    for begun, lasts in zip(ends[::2], ends[1::2], strict=True):
        first = None if begun == -_LEAST else begun + 2000
        last = None if lasts == -_LEAST else lasts + (2000 if first is None else first)
        found.append([first, last])
    return found


def _lists(lengths: list[int], values: list[int]) -> list[list[int]]:
    rest = iter(values)
    return [list(islice(rest, length)) for length in lengths]


def _positions(text: str) -> list[int]:
    count = 0
    found = []
    for step in numbers_in(text):
        found.append(count - step)
        count += step == 0
    return found


def _column(packed: Any) -> list[Any]:
    values, steps = packed
    return [values[position] for position in _positions(steps)]


class _References(HTMLParser):
    """The documents of a list: title, publisher, year, address, grade."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Any]] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        if tag == "li":
            self.rows.append(["", "", None, None, ""])
        elif tag == "a":
            self.rows[-1][3] = dict(attrs)["href"]

    def handle_endtag(self, tag: str) -> None:
        self._tag = f"after {tag}"

    def handle_data(self, data: str) -> None:
        if self._tag == "after cite" and (year := re.match(r" \((-?\d+)\)", data)):
            self.rows[-1][2] = int(year[1])
        column = {"cite": 0, "i": 1, "b": 4}.get(self._tag)
        if column is not None:
            self.rows[-1][column] += data


def _references(page: str) -> list[list[Any]]:
    parser = _References()
    parser.feed(page[page.rindex("<ol>") : page.rindex("</ol>")])
    return parser.rows
