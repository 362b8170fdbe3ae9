"""The legs of an answer as rows and as a graph with plain attributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.dataset.opening import called
from trafficroutes.errors import QueryError
from trafficroutes.model.digits import settled
from trafficroutes.model.refs import is_region
from trafficroutes.question.plain import Plain, plain

if TYPE_CHECKING:
    import networkx as nx

    from trafficroutes.model.dataset import Dataset
    from trafficroutes.model.places import Gazetteer

#: What says how much of the goods a leg or a place has, the first that is there.
SIZES = ("share", "flow", "probability", "share_after", "after", "betweenness_cost")
#: Keys that hold the ids of legs.
_IDS = ("legs", "ids")
#: Of nodes, not told of a table by its name in front.
_OWN = ("place", "name")
_PAIR = 2


class Tabular(Protocol):
    """An answer: it has tables, and rows of each."""

    @property
    def tables(self) -> Mapping[str, Any]:
        """The kinds of its tables, by name."""

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table."""


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain values as texts, numbers, truth values and None, by their keys.

    A range is two values, ``_low`` and ``_high``; of years ``_first`` and ``_last``. What
    stands by a name has it after its key. Lists are texts, ids with blanks between them,
    all else with semicolons. Numbers are told by the digits that count. Citations are
    left out.

    >>> flat({"share": 1 / 3, "interval": [0.2, 0.4], "ranks": {"flow": 1}, "bodies": ["a", "b"]})
    {'share': 0.333333333, 'interval_low': 0.2, 'interval_high': 0.4, 'ranks_flow': 1, ...}
    """
    found: dict[str, Any] = {}
    for key, value in row.items():
        if is_cited(key, value):
            continue
        ends = _ends(key)
        if isinstance(value, dict):
            found |= {f"{key}_{name}": told for name, told in flat(value).items()}
        elif ends and (value is None or _is_pair(value)):
            pair = (None, None) if value is None else value
            for end, one in zip(ends, pair, strict=True):
                found[f"{key}_{end}"] = _scalar(key, one)
        else:
            found[key] = _scalar(key, value)
    return found


def is_cited(key: str, value: Any) -> bool:
    """Whether a value of a row is citations, or one."""
    if key == "citation":
        return isinstance(value, dict)
    named = key == "citations" or key.endswith("_citations")
    return named and isinstance(value, (list, dict))


def _ends(key: str) -> tuple[str, str] | None:
    """Return what the two values of a range are called; None where the key is of none."""
    if key == "years":
        return "first", "last"
    words = key.split("_")
    return ("low", "high") if {"range", "interval"}.intersection(words) else None


def _is_pair(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != _PAIR:
        return False
    return not isinstance(value[0], (list, dict))


def _scalar(key: str, value: Any) -> Any:
    if isinstance(value, float):
        return settled(value)
    if not isinstance(value, (list, dict)):
        return value
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_scalar(name, one)}" for name, one in flat(value).items())
    inner = " " if key in _IDS else ">"
    texts = [
        inner.join(map(str, item)) if isinstance(item, list) else str(_scalar(key, item))
        for item in value
    ]
    nested = any(isinstance(item, list) for item in value)
    return (" " if key in _IDS and not nested else "; ").join(texts)


def leg_rows(answer: Tabular, place: str | None = None) -> list[dict[str, Any]]:
    """Return the connections of an answer: ``from``, ``to``, what it says of each, ``citations``.

    The last are not there where the answer carries none for its legs.
    Those of ``legs`` (of journeys, of routes, of the ways in and out of a place) in the
    order of the answer; empty where it has none.

    Parameters
    ----------
    answer : Result
        Of one commodity or family.
    place : str, optional
        Code of the place that the answer is about, if it is about one.
    """
    journeys = getattr(answer, "journeys", None)
    legs = getattr(answer, "legs", None)
    if not isinstance(legs, tuple) and journeys is not None:
        legs = journeys.legs
    if isinstance(legs, tuple) and all(hasattr(one, "origin") for one in legs):
        return [_row(one) for one in legs]
    if hasattr(answer, "paths"):
        return list(_of_routes(answer))
    if hasattr(answer, "incoming") and hasattr(answer, "outgoing"):
        return list(_of_place(answer, str(place)))
    return []


def _row(leg: Any) -> dict[str, Any]:
    values = leg.to_dict() if isinstance(leg, Plain) else plain(dict(vars(leg)))
    values.pop("origin", None)
    ids = values.pop("ids", values.pop("legs", [leg.id] if hasattr(leg, "id") else ()))
    ends = {"from": values.pop("from", leg.origin), "to": values.pop("to")}
    cited = values.pop("citations", None)
    if isinstance(cited, int):
        values["citations"] = cited
    known = {"citations": plain(list(cited))} if isinstance(cited, (list, tuple)) else {}
    return {**ends, "legs": list(ids), **values, **known}


def _of_routes(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield the steps of routes; one that several routes take has their probabilities added."""
    steps: dict[tuple[str, str], Any] = {}
    taken: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, route in enumerate(answer.paths, start=1):
        for step in route.steps:
            steps.setdefault((step.origin, step.to), step)
            taken[step.origin, step.to].append(number)
    for (origin, to), step in steps.items():
        routes = taken[origin, to]
        yield {
            "from": origin,
            "to": to,
            "legs": list(step.ids),
            "probability": sum(answer.paths[number - 1].probability for number in routes),
            "routes": [str(number) for number in routes],
            "citations": plain(list(step.citations)),
        }


def _of_place(answer: Any, place: str) -> Iterator[dict[str, Any]]:
    """Yield the ways into a place and out of it."""
    for side in ("incoming", "outgoing"):
        for part in getattr(answer, side):
            values = part.to_dict()
            other = values.pop("place")
            values.pop("name")
            cited = values.pop("citations")
            ends = (other, place) if side == "incoming" else (place, other)
            yield {"from": ends[0], "to": ends[1], "side": side, **values, "citations": cited}


def graph_of(result: Tabular, answer: Tabular) -> nx.DiGraph[str]:
    """Return the connections of one answer of a result as a graph: see ``to_graph`` of results.

    Parameters
    ----------
    result : Result
        Knows the data and the place that is asked about.
    answer : Result
        Of one commodity or family; it may be the result itself.

    Several legs between two places are one edge: their ids and texts stand beside each
    other, their citations are added, and numbers that differ are left out.

    Raises
    ------
    QueryError
        The answer has no legs.
    """
    import networkx as nx

    rows = leg_rows(answer, getattr(result, "place", None))
    if not rows:
        raise QueryError(
            f"{type(result).__name__} has no legs to make a graph of: take its tables, by to_frame "
            "or in a .xlsx, .csv, .parquet or .sqlite file"
        )
    data = data_of_result(result)
    places = load_gazetteer() if data is None else data.places
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(_about(result, answer))
    told = _told_of_places(answer)
    for row in rows:
        ends = (row["from"], row["to"])
        for code in ends:
            if code not in graph:
                graph.add_node(code, **_node(code, places, told.get(code, {})))
        values = flat({key: one for key, one in row.items() if key not in ("from", "to")})
        if isinstance(row.get("citations"), list):
            values["citations"] = len(row["citations"])
            values["documents"] = " ".join(sorted({one["source"] for one in row["citations"]}))
        told_of_it = {key: one for key, one in values.items() if one is not None}
        if graph.has_edge(*ends):
            told_of_it = _together(graph.edges[ends], told_of_it)
            graph.remove_edge(*ends)
        graph.add_edge(ends[0], ends[1], **told_of_it)
    return graph


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of two legs of one pair of places.

    Ids and texts stand beside each other, citations are added; a number that is not the
    same of both is left out.

    >>> _together({"legs": "a", "strength": 0.5, "years": "2010"}, {"legs": "b", "strength": 0.6})
    {'legs': 'a b', 'years': '2010'}
    """
    found: dict[str, Any] = {}
    for key in dict.fromkeys((*one, *other)):
        values = [told[key] for told in (one, other) if key in told]
        if key == "citations":
            found[key] = sum(values)
        elif all(value == values[0] for value in values):
            found[key] = values[0]
        elif all(isinstance(value, str) for value in values):
            apart = " " if key in (*_IDS, "documents") else "; "
            parts = dict.fromkeys(part for value in values for part in value.split(apart))
            found[key] = apart.join(parts)
    return found


def data_of_result(result: Tabular) -> Dataset | None:
    """Return the data that a result is of, where they can still be found."""
    told = getattr(result, "dataset", None)
    return None if told is None else called(told.path, told.sha256)


def _about(result: Tabular, answer: Tabular) -> dict[str, str]:
    told = getattr(result, "dataset", None)
    found = {} if told is None else {"data": told.path, "sha256": told.sha256}
    for key in ("commodity", "weighting"):
        value = getattr(answer, key, None)
        if isinstance(value, str):
            found[key] = value
    return found


def _node(code: str, places: Gazetteer, told: Mapping[str, Any]) -> dict[str, Any]:
    known = code in places
    name = places.name(code) if known else str(told.get("name", code))
    kind = "region" if is_region(code) else "country"
    return {"name": name, "kind": kind, **{key: v for key, v in told.items() if key != "name"}}


def _told_of_places(answer: Tabular) -> dict[str, dict[str, Any]]:
    """Return what the tables of an answer say of each place, with the table before the key."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for table in answer.tables:
        for row in answer.rows(table):
            code = row.get("place")
            if not isinstance(code, str):
                continue
            if isinstance(row.get("name"), str):
                found[code]["name"] = row["name"]
            for key, value in flat({k: v for k, v in row.items() if k not in _OWN}).items():
                if value is not None:
                    name = table if key == table else f"{table}_{key}"
                    found[code].setdefault(name, value)
    return found
