"""Answers about journeys from an origin to a destination as a map's content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from trafficroutes.graph.independence import ANY
from trafficroutes.maps.content.behind import Behind, lines_of
from trafficroutes.maps.content.legbook import colour_of
from trafficroutes.maps.content.strongest import largest_first, legible, told_ties
from trafficroutes.maps.content.view import (
    GATEWAY,
    ORIGIN,
    PLAIN,
    TRANSIT,
    Connection,
    Encodings,
    FlowLayer,
    Mark,
    Marked,
    PlaceInFlow,
    View,
)
from trafficroutes.maps.style import MapStyle, percent, within
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import spoken
from trafficroutes.question.intervals import Drawing, without_route
from trafficroutes.question.legs import Journeys, UsedLeg
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import (
    RangeShown,
    ShareRange,
    Told,
    told_range,
    with_ranges,
)
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import Headed, told_test


@dataclass(frozen=True)
class Family:
    """One family of an answer, as a map shows it.

    Attributes
    ----------
    commodity, weighting : str
        What goes, and how flow is measured.
    notes : tuple of str
        What an answer says of itself first, and what was assumed and left out.
    journeys : Journeys
        What goods use and pass.
    places : mapping of code to Marked
        How places are set apart.
    legs : mapping of (from, to) to Marked
        How connections are.
    layers : mapping of (from, to) to names
        The layers below the family that a connection belongs to, in place of
        corridors.
    in_part : bool
        Whether shares are of some journeys alone, so that they have no range.
    """

    commodity: str
    weighting: str
    notes: tuple[str, ...]
    journeys: Journeys
    places: Mapping[str, Marked] = field(default_factory=dict)
    legs: Mapping[tuple[str, str], Marked] = field(default_factory=dict)
    layers: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    in_part: bool = False


@dataclass(frozen=True)
class MapWording:
    """What a map of journeys says of itself.

    Attributes
    ----------
    title : str
        Of the map.
    words : Encodings
        What its encodings mean.
    of : str
        What shares are of: "of the journeys".
    marks : tuple of Mark
        What sets places and connections apart.
    least : float
        Connections with a smaller share are not drawn.
    kept : frozenset of int
        Connections with one of these marks, and from and to places with one, are drawn
        all the same.
    """

    title: str
    words: Encodings
    of: str = "of the journeys"
    marks: tuple[Mark, ...] = ()
    least: float = 0.0
    kept: frozenset[int] = frozenset()


def journeys_view(
    families: Sequence[Family],
    told: MapWording,
    query: Query,
    dataset: DatasetInfo | None,
    data: Dataset | None,
    style: MapStyle,
    *,
    largest: int | None,
) -> View:
    """Return what a map of journeys shows.

    Parameters
    ----------
    families : sequence of Family
        Its flows.
    told : MapWording
        Title, words and marks.
    query : Query
        The question, for the line of filters and the citations that it takes.
    dataset : DatasetInfo or None
        What identifies the data that answered.
    data : Dataset or None
        For colours, corridors and years of its legs.
    style : MapStyle
        Classes of width and confidence.
    largest : int or None
        How many connections are drawn at most; None leaves it to the map.
    """
    behind = Behind(data, (query.years,), query.modes)
    found = largest_first(
        _connection(number, family, leg, behind, style)
        for number, family in enumerate(families)
        for leg in family.journeys.legs
    )
    kept = [c for c in found if _is_kept(c, families, told.kept)]
    rest = [c for c in found if not _is_kept(c, families, told.kept)]
    strong = [c for c in rest if c.strength >= told.least]
    worth = [*kept, *strong] or found  # a map of nothing tells nothing
    top = max(legible(len(worth), largest), len(kept) if largest is None else 0)
    others = [] if worth is found else [c for c in rest if c.strength < told.least]
    return View(
        title=told.title,
        flows=tuple(
            FlowLayer(
                spoken(family.commodity), colour_of(data, family.commodity, number), family.notes
            )
            for number, family in enumerate(families)
        ),
        connections=(*worth, *others),
        undrawn=(),
        parts=_parts(families, query.range_shown),
        words=told.words,
        summary=counted(worth[:top]),
        cut=_cut([*worth[top:], *others], told.of),
        lines=lines_of(filters_of([f.weighting for f in families], query), dataset, data),
        marks=told.marks,
        notes=told_ties(len(worth), top),
        top=top,
    )


def share_words(style: MapStyle, *, marks: str = "") -> Encodings:
    """Return what the encodings mean where shares are of the journeys that arrive."""
    return Encodings(
        width="Share of journeys (width)",
        size="Share passing (size)",
        classes=style.class_labels("share"),
        sizes=tuple((share, percent(share)) for share in (0.01, 0.25, 1.0)),
        of_connection="of the journeys that arrive",
        roles={
            ORIGIN: ("Origin", "of the goods set out here"),
            TRANSIT: ("Transit", "of the goods that arrive pass here"),
            GATEWAY: ("Gateway: first arrival", "of the goods that arrive do so here first"),
        },
        marks=marks,
        unit="share",
        limits=style.limits_for("share"),
    )


def between(query: Query, commodities: Iterable[str]) -> str:
    """Return "Colombia to Europe: cocaine"."""
    return f"{query.origin_name} to {query.destination_name}: {', '.join(map(spoken, commodities))}"


def _connection(
    number: int, family: Family, leg: UsedLeg, behind: Behind, style: MapStyle
) -> Connection:
    pair = (leg.origin, leg.to)
    return Connection(
        flow=number,
        origin=leg.origin,
        to=leg.to,
        legs=behind.facts(leg.ids, leg.citations, family.layers.get(pair)),
        strength=leg.share,
        amount=percent(leg.share),
        width=style.width_class(leg.share),
        confidence=style.confidence_class(behind.confidence(leg.ids)) if leg.ids else 0,
        marked=family.legs.get(pair, PLAIN),
    )


def _is_kept(connection: Connection, families: Sequence[Family], kept: frozenset[int]) -> bool:
    places = families[connection.flow].places
    ends = (places.get(end, PLAIN) for end in (connection.origin, connection.to))
    return any(marked.mark in kept for marked in (connection.marked, *ends))


def headed(answer: Headed, query: Query, *drawings: Drawing | None) -> tuple[str, ...]:
    """Return what a map says of an answer first: draws without a route, and its test."""
    return (*without_route(*drawings), told_test(answer, query.range_shown))


def _parts(families: Iterable[Family], shown: RangeShown) -> dict[str, tuple[PlaceInFlow, ...]]:
    """Return what each place with a leg is to each flow, by code."""
    found: dict[str, list[PlaceInFlow]] = defaultdict(list)
    for number, family in enumerate(families):
        roles = dict(sorted(_roles(family.journeys).items()))
        ranges = _ranges(family, {code: share for code, (_, share) in roles.items()}, shown)
        for code, (role, share) in roles.items():
            marked = family.places.get(code, PLAIN)
            told = within(share, ranges[code], "share")
            found[code].append(
                PlaceInFlow(
                    number,
                    role,
                    share,
                    told,
                    marked,
                    made=code in family.journeys.origins,
                    ends=ranges[code].ends,
                )
            )
    return {code: tuple(parts) for code, parts in sorted(found.items())}


def _ranges(family: Family, shares: Mapping[str, float], shown: RangeShown) -> dict[str, Told]:
    """Return the range beside each share."""
    drawn = family.journeys.intervals
    known = [ShareRange(share, interval=drawn.get(code)) for code, share in shares.items()]
    told = known if family.in_part else with_ranges(known, family.weighting)
    return {code: told_range(one, shown) for code, one in zip(shares, told, strict=True)}


def _roles(journeys: Journeys) -> dict[str, tuple[str, float]]:
    """Return what each place is, and how much passes or ends there."""
    inward: dict[str, float] = defaultdict(float)
    outward: dict[str, float] = defaultdict(float)
    for leg in journeys.legs:
        outward[leg.origin] += leg.share
        inward[leg.to] += leg.share
    found = {}
    for code in inward.keys() | outward.keys():
        # A region on the way is no hub: what comes in by its legs passes it.
        passing = journeys.passing.get(code, min(1.0, max(inward[code], outward[code])))
        if code in journeys.gateways:
            found[code] = (GATEWAY, journeys.gateways[code])
        elif code in journeys.origins:
            found[code] = (ORIGIN, journeys.origins[code])
        elif not inward[code]:
            found[code] = (ORIGIN, passing)
        elif not outward[code]:
            found[code] = (GATEWAY, passing)
        else:
            found[code] = (TRANSIT, passing)
    return found


def counted(drawn: Sequence[Connection]) -> str:
    """Say how many connections are cited, and how many assumed."""
    cited = sum(bool(connection.legs) for connection in drawn)
    assumed = len(drawn) - cited
    told = f"{cited} connection{'s' if cited != 1 else ''} with cited legs"
    onward = f", and {assumed} assumed, from a region on to its countries" if assumed else ""
    return f"{told}{onward}."


def _cut(rest: Sequence[Connection], of: str) -> str:
    """Say what is not drawn at first: in numbers that the slider of the page counts too."""
    if not rest:
        return ""
    cited = sum(bool(connection.legs) for connection in rest)
    told = [f"{cited} more with cited legs"] if cited else []
    told += [f"{len(rest) - cited} assumed"] if cited < len(rest) else []
    most = percent(max(connection.strength for connection in rest))
    size = most if most.startswith("under") else f"at most {most}"
    each = "each with" if len(rest) > 1 else "with"
    return f"Not drawn: {' and '.join(told)}, {each} {size} {of}."


def filters_of(weightings: Iterable[str], query: Query) -> str:
    """Return the options that chose the journeys, in a line."""
    weighting = ", ".join(sorted(set(weightings)))
    return (
        f"Years: {query.years or 'all'}; modes: {', '.join(query.modes) or 'all'}; "
        f"commodity: {query.commodity or 'each with a route'}; "
        f"weighting: {weighting}; retention: {query.retention}"
        f"{'; legs without a quantity left out' if query.drop_unquantified else ''}"
        f"{f'; legs with {query.threshold} left out' if query.threshold != ANY else ''}."
    )
