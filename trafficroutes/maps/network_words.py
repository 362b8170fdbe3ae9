"""What a map of the network says of itself: title, summary, filters and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trafficroutes.graph.selection import Selection
from trafficroutes.maps.view import Connection
from trafficroutes.model.dataset import Dataset

if TYPE_CHECKING:
    from trafficroutes.maps.of_network import Extract

WORST = 6  # the Admiralty grade that keeps every statement


def title_of(data: Dataset, part: Extract) -> str:
    """Return the title of a part of the network."""
    corridors = [data.records.corridors[key].name for key in part.corridors]
    what = "Drug trafficking routes"
    if part.commodity is not None:
        label, _ = data.resolve_commodity(part.commodity)
        known = data.records.commodities.get(label)
        what = f"{known.name if known is not None else label.capitalize()}: trafficking routes"
    if corridors:
        what = ", ".join(corridors) + ("" if part.commodity is None else f": {part.commodity}")
    where = [data.places.name(data.places.resolve(name)) for name in part.places]
    if part.region is not None:
        where.append(data.places.name(data.places.resolve(part.region)))
    return what + (f" into and out of {', '.join(where)}" if where else "")


def summary_of(drawn: Sequence[Connection]) -> str:
    """Return how much is drawn."""
    legs = sum(len(connection.legs) for connection in drawn)
    return f"{_count(len(drawn), 'connection')} of {_count(legs, 'cited leg')}."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"


def notes_of(selection: Selection) -> tuple[str, ...]:
    """Return what a family's selection pooled and left out."""
    notes = []
    if selection.span is not None and selection.years is None:
        notes.append(f"All years are pooled: the evidence speaks of {selection.span}")
    if selection.undated:
        notes.append(f"Left out: {_count(selection.undated, 'leg')} without a dated citation")
    if selection.unknown_mode:
        notes.append(f"Left out: {_count(selection.unknown_mode, 'leg')} without a cited mode")
    return tuple(notes)


def filters_of(data: Dataset, part: Extract, measure: str) -> str:
    """Return the options that chose the part, in a line."""
    places = [data.places.name(data.places.resolve(name)) for name in part.places]
    region = None if part.region is None else data.places.name(data.places.resolve(part.region))
    told = [
        f"Years: {part.span or 'all'}",
        f"modes: {', '.join(part.modes) or 'all'}",
        f"commodity: {part.commodity or 'all'}",
        f"corridors: {', '.join(part.corridors) or 'all'}",
        *([f"places: {', '.join(places)}"] if places else []),
        *([f"region: {region}"] if region else []),
        *(
            [f"credibility {part.min_credibility} or better"]
            if part.min_credibility < WORST
            else []
        ),
        f"weighting: {measure}",
    ]
    return "; ".join(told) + "."
