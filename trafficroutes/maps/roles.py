"""What places are on a map of the network, and what its encodings mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from trafficroutes.maps.style import MapStyle, amount
from trafficroutes.maps.view import GATEWAY, ORIGIN, TRANSIT, Connection, Part, Words
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled

_WIDTHS = {
    "estimate": ("Tonnes a year, estimated (width)", "a year by the flow estimate"),
    "volume": ("Tonnes a year, cited (width)", "a year as cited"),
    "evidence": (
        "Evidence (width)",
        "is the chance that one of its independent reports is true",
    ),
    "equal": ("Width", "connection, all counted alike"),
}
_UNKNOWN = ("Flow (width)", "of flow")
_OF_PLACE = {
    "estimate": "a year in and out, by the flow estimate",
    "volume": "a year in and out, as cited",
    "evidence": "is the evidence of its connections, added up",
    "equal": "connections in and out",
}


def parts_of(
    data: Dataset | None,
    commodities: Sequence[tuple[str, ...]],
    connections: Iterable[Connection],
    measure: str,
) -> tuple[Mapping[str, tuple[Part, ...]], float]:
    """Return what each place is to each flow, and the greatest strength of a place.

    Parameters
    ----------
    data : Dataset or None
        Says where production is cited.
    commodities : sequence of tuples of str
        Ids of the commodities of each flow.
    connections : iterable of Connection
        Those drawn.
    measure : str
        What their strength is.
    """
    goes: dict[tuple[str, int], float] = defaultdict(float)
    comes: dict[tuple[str, int], float] = defaultdict(float)
    for connection in connections:
        goes[connection.origin, connection.flow] += connection.strength
        comes[connection.to, connection.flow] += connection.strength
    total: dict[str, float] = defaultdict(float)
    keys = sorted(goes.keys() | comes.keys())
    for key in keys:
        total[key[0]] += goes.get(key, 0.0) + comes.get(key, 0.0)
    most = max(total.values(), default=0.0)
    made = [_producers(data, keys_of) for keys_of in commodities]
    found: dict[str, list[Part]] = defaultdict(list)
    for code, flow in keys:
        strength = goes.get((code, flow), 0.0) + comes.get((code, flow), 0.0)
        role = TRANSIT
        if code in made[flow] or (code, flow) not in comes:
            role = ORIGIN
        elif (code, flow) not in goes:
            role = GATEWAY
        size = strength / most if most else 0.0
        told = amount(strength, measure) if strength else "nothing"
        found[code].append(Part(flow, role, size, told))
    return {code: tuple(parts) for code, parts in found.items()}, most


def _producers(data: Dataset | None, commodities: tuple[str, ...]) -> frozenset[str]:
    if data is None:
        return frozenset()
    return frozenset(p.place for p in data.records.production if p.commodity in commodities)


def width_words(measure: str) -> tuple[str, str]:
    """Return the heading of widths of a measure, and what follows an amount of it."""
    return _WIDTHS.get(measure, _UNKNOWN)


def words_of(measure: str, most: float, style: MapStyle) -> Words:
    """Return what the encodings of a map of the network mean."""
    width, of_connection = width_words(measure)
    of_place = _OF_PLACE.get(measure, "of flow in and out")
    steps = [most, most / 4, most / 50]
    samples = [float(f"{settled(step):.1g}") for step in steps if step > 0]
    return Words(
        width=width,
        size="In and out, added up (size)",
        classes=style.class_labels(measure),
        sizes=tuple((value / most, _sample(value, measure)) for value in reversed(samples)),
        of_connection=of_connection,
        roles={
            ORIGIN: ("Source: made there, or goods only leave", of_place),
            TRANSIT: ("Transit", of_place),
            GATEWAY: ("Destination: goods only arrive", of_place),
        },
    )


def _sample(value: float, measure: str) -> str:
    return f"{value:g}" if measure == "evidence" else amount(value, measure)
