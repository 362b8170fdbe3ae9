"""What no single record can know: repeated ids, circles of regions, misspelt families.

The checks take the file as plain values, sound or not, so that they report
beside what is wrong with single records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trafficroutes.dataset.checking import ProblemAt
from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.dataset.sections import list_of, mapping_of, text_of
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.model.names import suggest
from trafficroutes.model.places import Gazetteer

#: Sections whose entries carry an ``id`` of their own.
LISTED = ("legs", "flows", "observations", "production", "consumption", "seizures", "mentions")


def across_records(content: Any, places: Gazetteer) -> Iterator[ProblemAt]:
    """Yield what is wrong between the records of a data file."""
    for section in LISTED:
        yield from _repeated_ids(section, list_of(content, section))
    regions = mapping_of(content, "regions")
    yield from _standard_ids(regions)
    yield from _circles(regions, places)
    yield from _misspelt_families(content)
    yield from _questions(content)
    yield from _reporters(content, places)


def _repeated_ids(section: str, entries: list[Any]) -> Iterator[ProblemAt]:
    first: dict[str, int] = {}
    for number, entry in enumerate(entries):
        key = text_of(entry, "id")
        if key in first:
            message = f"the id {key!r} is taken by {section}[{first[key]}]: give another"
            yield ProblemAt((section, number, "id"), message)
        elif key:
            first[key] = number


def _standard_ids(regions: Mapping[Any, Any]) -> Iterator[ProblemAt]:
    standard = load_gazetteer().regions
    for key in regions:
        if f"R:{key}" in standard:
            message = f"R:{key} is a UN M49 region: choose another id"
            yield ProblemAt(("regions", key), message, key=True)


def _circles(regions: Mapping[Any, Any], places: Gazetteer) -> Iterator[ProblemAt]:
    """Yield the regions that hold themselves, perhaps by way of others."""
    links = {
        f"R:{key}": [
            _code(text_of(member, "place"), places) for member in list_of(entry, "members")
        ]
        for key, entry in regions.items()
    }
    for key in regions:
        if f"R:{key}" in _below(f"R:{key}", links):
            message = f"R:{key} contains itself: correct its members"
            yield ProblemAt(("regions", key), message, key=True)


def _code(name: str, places: Gazetteer) -> str:
    """Return the code of a place, or "" where the name means none."""
    if name in places:
        return name
    try:
        return places.resolve(name)
    except TrafficRoutesError:
        return ""


def _below(code: str, links: Mapping[str, list[str]]) -> set[str]:
    """Return every region that stands below one, itself included if it does."""
    found: set[str] = set()
    to_visit = [code]
    while to_visit:
        for member in links.get(to_visit.pop(), ()):
            if member in links and member not in found:
                found.add(member)
                to_visit.append(member)
    return found


def _misspelt_families(content: Any) -> Iterator[ProblemAt]:
    """Yield the families of bodies that look like a slip for one of the file's.

    Others stand: a body may deal with goods that the file holds nothing of.
    """
    known = {text_of(entry, "family") for entry in mapping_of(content, "commodities").values()}
    for key, body in mapping_of(content, "bodies").items():
        for number, family in enumerate(list_of(body, "families")):
            if isinstance(family, str) and family not in known:
                near = suggest(family, sorted(known))
                if near:
                    message = f"unknown family {family!r}; did you mean {', '.join(near)}?"
                    yield ProblemAt(("bodies", key, "families", number), message)


def _questions(content: Any) -> Iterator[ProblemAt]:
    """Yield the questions of observations that one alone asks, or several families."""
    families = {
        key: text_of(entry, "family")
        for key, entry in mapping_of(content, "commodities").items()
        if isinstance(key, str)
    }
    told: dict[str, list[tuple[int, str]]] = {}
    for number, entry in enumerate(list_of(content, "observations")):
        question = text_of(entry, "question")
        if question:
            commodity = text_of(entry, "commodity")
            told.setdefault(question, []).append((number, families.get(commodity, commodity)))
    for question, found in told.items():
        number, family = found[0]
        others = [at for at, other in found if other != family]
        if len(found) == 1:
            message = (
                f"the question {question!r} is that of no other observation: "
                "correct it, or leave it out"
            )
            yield ProblemAt(("observations", number, "question"), message)
        for at in others:
            message = (
                f"the question {question!r} is of another family (observations[{number}]): "
                "give another"
            )
            yield ProblemAt(("observations", at, "question"), message)


def _reporters(content: Any, places: Gazetteer) -> Iterator[ProblemAt]:
    """Yield the codes of countries that seized, of events, which no country has."""
    for number, leg in enumerate(list_of(content, "legs")):
        for at, event in enumerate(list_of(leg, "events")):
            for code in mapping_of(event, "reporters"):
                if isinstance(code, str) and code not in places.countries:
                    near = suggest(code, sorted(places.countries))
                    hint = f"; did you mean {', '.join(near)}?" if near else ""
                    message = f"unknown country {code!r}{hint}"
                    yield ProblemAt(("legs", number, "events", at, "reporters", code), message)
