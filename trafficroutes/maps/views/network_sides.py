"""What maps of whole networks share: what places are, widths, colours, filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trafficroutes.maps.content.legbook import colour_of
from trafficroutes.maps.content.view import (
    GATEWAY,
    ORIGIN,
    TRANSIT,
    Connection,
    Encodings,
    PlaceInFlow,
)
from trafficroutes.maps.style import MapStyle, amount, within
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled

if TYPE_CHECKING:
    from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.ranges import Told

_WIDTHS = {
    "estimate": ("Tonnes a year, estimated (width)", "a year by the flow estimate"),
    "volume": ("Tonnes a year, cited (width)", "a year as cited"),
    "records": ("ln(1 + seizure records) (width)", "is ln(1 + seizure records)"),
    "records-sqrt": ("Root of seizure records (width)", "is the root of its seizure records"),
    "kilograms": ("Kilograms seized, capped (width)", "kg in seizure records, capped"),
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
    "records": "is ln(1 + seizure records) of its connections, added up",
    "records-sqrt": "is the root of the seizure records of its connections, added up",
    "kilograms": "kg in seizure records in and out, capped",
    "evidence": "is the evidence of its connections, added up",
    "equal": "connections in and out",
}


class Answer(Protocol):
    """One family of an answer."""

    @property
    def commodity(self) -> str:
        """What moves."""

    @property
    def weighting(self) -> str:
        """How flow is measured."""


@dataclass(frozen=True)
class Scale:
    """What widths show on a map of several families.

    Attributes
    ----------
    measure : str
        See :data:`~trafficroutes.maps.style.LIMITS`.
    heading, said : str
        Of the legend, and after an amount.
    totals : tuple of float
        What a strength of each flow is a part of; 1 where it is shown as it is.
    """

    measure: str
    heading: str
    said: str
    totals: tuple[float, ...]

    def part(self, flow: int, strength: float) -> float:
        """Return what is shown for a strength."""
        return strength / self.totals[flow]

    def told(self, flow: int, strength: float, told: Told) -> str:
        """Return a strength as it is shown, with its range."""
        if told.ends is not None:
            low, high = told.ends
            told = told._replace(ends=(self.part(flow, low), self.part(flow, high)))
        return within(self.part(flow, strength), told, self.measure)


def scale_of(weightings: Sequence[str], strengths: Sequence[Sequence[float]]) -> Scale:
    """Return what widths show: the flow, or its parts where families count differently."""
    if len(set(weightings)) == 1:
        heading, said = width_words(weightings[0])
        return Scale(weightings[0], heading, said, (1.0,) * len(strengths))
    return Scale(
        "share",
        "Part of its family (width)",
        "of the flow of its family, which families measure differently",
        tuple(sum(each) or 1.0 for each in strengths),
    )


def colours(data: Dataset | None, answers: Sequence[Answer]) -> list[str]:
    """Return the colour of each answer's family; one that the data lack gets one of ours."""
    known = set() if data is None else {*data.families, *data.records.commodities}
    return [
        colour_of(data if answer.commodity in known else None, answer.commodity, number)
        for number, answer in enumerate(answers)
    ]


def filters_of(query: NetworkQuery, answers: Iterable[Answer], years: str) -> str:
    """Return the options that chose the networks, in a line."""
    weighting = ", ".join(sorted({answer.weighting for answer in answers}))
    ends = f"Ends: {query.origin_name}, {query.destination_name}; y" if query.origin_name else "Y"
    return (
        f"{ends}ears: {years}; modes: {', '.join(query.modes) or 'all'}; "
        f"commodity: {query.commodity or 'each'}; weighting: {weighting}."
    )


def parts_of(
    data: Dataset | None,
    commodities: Sequence[tuple[str, ...]],
    connections: Iterable[Connection],
    measure: str,
) -> tuple[Mapping[str, tuple[PlaceInFlow, ...]], float]:
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
    found: dict[str, list[PlaceInFlow]] = defaultdict(list)
    for code, flow in keys:
        strength = goes.get((code, flow), 0.0) + comes.get((code, flow), 0.0)
        role = TRANSIT
        if code in made[flow] or (code, flow) not in comes:
            role = ORIGIN
        elif (code, flow) not in goes:
            role = GATEWAY
        size = strength / most if most else 0.0
        told = amount(strength, measure) if strength else "nothing"
        found[code].append(PlaceInFlow(flow, role, size, told))
    return {code: tuple(parts) for code, parts in found.items()}, most


def _producers(data: Dataset | None, commodities: tuple[str, ...]) -> frozenset[str]:
    if data is None:
        return frozenset()
    return frozenset(p.place for p in data.records.production if p.commodity in commodities)


def width_words(measure: str) -> tuple[str, str]:
    """Return the heading of widths of a measure, and what follows an amount of it."""
    return _WIDTHS.get(measure, _UNKNOWN)


def words_of(measure: str, most: float, style: MapStyle) -> Encodings:
    """Return what the encodings of a map of the network mean."""
    width, of_connection = width_words(measure)
    of_place = _OF_PLACE.get(measure, "of flow in and out")
    steps = [most, most / 4, most / 50]
    samples = [float(f"{settled(step):.1g}") for step in steps if step > 0]
    return Encodings(
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
