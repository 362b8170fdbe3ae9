"""What maps of whole networks share: what places are, widths, colours, filters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
from trafficroutes.question.saying import number_of

#: The measure of a map of which some families have an estimate of tonnes, and some none.
MIXED = "mixed"
_WIDTHS = {
    "estimate": ("Tonnes a year, estimated (width)", "a year, by the flow estimate"),
    "volume": ("Tonnes a year, cited (width)", "a year as cited"),
    "records": ("ln(1 + seizure records) (width)", "is ln(1 + seizure records)"),
    "records-sqrt": ("Root of seizure records (width)", "is the root of its seizure records"),
    "kilograms": ("Kilograms seized, capped (width)", "in seizure records, capped"),
    "evidence": ("Evidence: the chance that a report is true (width)", ""),
    "equal": ("Width", "connection, all counted alike"),
    MIXED: ("Tonnes a year, estimated (width)", ""),
}
_UNKNOWN = ("Flow (width)", "of flow")
#: What follows what goes in and out of a place.
_OF_PLACE = {
    "estimate": "a year, by the flow estimate",
    "volume": "a year, as cited",
    "records": "is ln(1 + seizure records) of its connections, added up",
    "records-sqrt": "is the root of the seizure records of its connections, added up",
    "kilograms": "in seizure records in and out, capped",
    "evidence": "by their number",
    "equal": "by their number",
    MIXED: "",
}
_SIZES = {
    "records": "Seizure records in and out, damped (size)",
    "records-sqrt": "Roots of seizure records in and out (size)",
    "kilograms": "Kilograms seized in and out, capped (size)",
    "evidence": "Connections in and out, each counted by its evidence (size)",
    "equal": "Connections in and out (size)",
}
_TONNES = ("estimate", "volume", MIXED)


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
    measures: Sequence[str],
    among: Collection[str],
) -> tuple[Mapping[str, tuple[PlaceInFlow, ...]], float]:
    """Return what each place is to each flow, and the greatest strength of a place.

    Parameters
    ----------
    data : Dataset or None
        Says where production is cited.
    commodities : sequence of tuples of str
        Ids of the commodities of each flow.
    connections : iterable of Connection
        Those of the whole network, whether they are on the map or not.
    measures : sequence of str
        What the strength of each flow is. Where they differ, only estimates of tonnes
        make places larger.
    among : collection of str
        Codes of the places on the map.
    """
    sums = {True: _InAndOut(), False: _InAndOut()}
    for connection in connections:
        for end, leaves in ((connection.origin, True), (connection.to, False)):
            if end in among:
                sums[leaves].add(end, connection)
    keys = sorted(sums[True].counts.keys() | sums[False].counts.keys())
    mixed = len(set(measures)) > 1
    sized = [not mixed or measure == "estimate" for measure in measures]
    total: dict[str, float] = defaultdict(float)
    for key in keys:
        total[key[0]] += sized[key[1]] * sum(each.strengths[key] for each in sums.values())
    most = max(total.values(), default=0.0)
    made = [_producers(data, keys_of) for keys_of in commodities]
    found: dict[str, list[PlaceInFlow]] = defaultdict(list)
    for code, flow in keys:
        strength = sum(each.strengths[code, flow] for each in sums.values())
        found[code].append(
            PlaceInFlow(
                flow,
                _role(bool(sums[False].counts[code, flow]), bool(sums[True].counts[code, flow])),
                strength / most if most and sized[flow] else 0.0,
                _told(sums, (code, flow), measures[flow], mixed=mixed),
                made=code in made[flow],
            )
        )
    return {code: tuple(parts) for code, parts in found.items()}, most


class _InAndOut:
    """What goes one way at places, by place and flow: how much, over how many connections."""

    def __init__(self) -> None:
        self.strengths: dict[tuple[str, int], float] = defaultdict(float)
        self.counts: Counter[tuple[str, int]] = Counter()

    def add(self, code: str, connection: Connection) -> None:
        """Count a connection at one of its ends."""
        self.strengths[code, connection.flow] += connection.strength
        self.counts[code, connection.flow] += 1

    def told(self, key: tuple[str, int], measure: str) -> str:
        """Return how much goes so, in words; of evidence, over how many connections."""
        if measure in _TONNES:
            return amount(self.strengths[key], measure) if self.strengths[key] else "nothing"
        return number_of(self.counts[key], "connection")


def _role(comes: bool, goes: bool) -> str:  # noqa: FBT001 - both in the name
    """Return what a place is by whether goods come in and go out."""
    return TRANSIT if comes and goes else ORIGIN if goes else GATEWAY


def _told(
    sums: Mapping[bool, _InAndOut], key: tuple[str, int], measure: str, *, mixed: bool
) -> str:
    """Return what goes in and out, in words."""
    told = f"{sums[False].told(key, measure)} in, {sums[True].told(key, measure)} out"
    return f"{told} {_OF_PLACE[measure]}" if mixed and measure in _TONNES else told


def sizes_within(ends: tuple[float, float] | None, most: float) -> tuple[float, float] | None:
    """Return the sizes at the ends of a range, as parts of the largest value."""
    if ends is None or most <= 0:
        return None
    low, high = (min(1.0, max(0.0, end) / most) for end in ends)
    return low, high


def _producers(data: Dataset | None, commodities: tuple[str, ...]) -> frozenset[str]:
    if data is None:
        return frozenset()
    return frozenset(p.place for p in data.records.production if p.commodity in commodities)


def width_words(measure: str) -> tuple[str, str]:
    """Return the heading of widths of a measure, and what follows an amount of it."""
    return _WIDTHS.get(measure, _UNKNOWN)


def words_of(measure: str, most: float, style: MapStyle, *, drugs: bool = False) -> Encodings:
    """Return what the encodings of a map of the network mean.

    ``drugs``: whether what places are is decided by drugs alone, though other flows are there.
    """
    width, of_connection = width_words(measure)
    of_place = _OF_PLACE.get(measure, "of flow")
    steps = [most, most / 4, most / 50]
    samples = [float(f"{settled(step):.1g}") for step in steps if step > 0]
    goods = "drugs" if drugs else "goods"
    return Encodings(
        width=width,
        size=_SIZES.get(measure, "Tonnes a year in and out (size)"),
        classes=style.class_labels("estimate" if measure == MIXED else measure),
        sizes=tuple((value / most, _sample(value, measure)) for value in reversed(samples)),
        of_connection=of_connection,
        roles={
            ORIGIN: (f"Source: made there, or {goods} only leave", of_place),
            TRANSIT: ("Transit", of_place),
            GATEWAY: (f"Destination: {goods} only arrive", of_place),
        },
        unit="t" if measure in _TONNES else "",
        before="evidence" if measure == "evidence" else "",
        limits=style.limits_for("estimate") if measure in _TONNES else (),
    )


def _sample(value: float, measure: str) -> str:
    return amount(value, measure) if measure in _TONNES else f"{value:g}"
