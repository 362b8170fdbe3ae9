"""An answer about transit hubs as a map's content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from trafficroutes.analysis.drawing import Interval
from trafficroutes.analysis.hubs import HubAnswer, HubsResult
from trafficroutes.analysis.legs import UsedLeg
from trafficroutes.graph.selection import in_period
from trafficroutes.maps.legbook import (
    colour_of,
    confidence_of,
    identity,
    largest_first,
    leg_fact,
    legible,
)
from trafficroutes.maps.style import MapStyle, percent
from trafficroutes.maps.view import (
    GATEWAY,
    ORIGIN,
    TRANSIT,
    Connection,
    Flow,
    LegFact,
    Part,
    View,
    Words,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, Leg


def hub_view(
    result: HubsResult,
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of a result shows.

    Parameters
    ----------
    result : HubsResult
        The answer.
    data : Dataset or None
        For colours, corridors and years of its legs.
    style : MapStyle
        Classes of width and confidence, and the least share that is drawn.
    title : str, optional
        Instead of "Colombia to Europe: cocaine".
    largest : int or None
        How many connections are drawn at most; None leaves it to the map.
    """
    legs = _Legs(result, data)
    found = largest_first(
        _connection(number, leg, legs, style)
        for number, answer in enumerate(result.answers)
        for leg in answer.legs
    )
    worth = [c for c in found if c.strength >= style.least_share]
    drawn = worth[: legible(len(worth), largest)]
    return View(
        title=title or title_of(result),
        flows=tuple(
            Flow(answer.commodity, colour_of(data, answer.commodity, number), answer.notes)
            for number, answer in enumerate(result.answers)
        ),
        connections=tuple(drawn),
        undrawn=tuple(found[len(drawn) :]),
        parts=_parts(result.answers),
        words=_words(style),
        summary=_summary(drawn),
        cut=_cut(found, worth, drawn),
        lines=tuple(_lines(result, data)),
    )


def title_of(result: HubsResult) -> str:
    """Return the map's title: "Colombia to Europe: cocaine"."""
    query = result.query
    what = ", ".join(answer.commodity for answer in result.answers)
    return f"{query.origin_name} to {query.destination_name}: {what}"


class _Legs:
    """The legs of the data by id, with the citations that a question takes."""

    def __init__(self, result: HubsResult, data: Dataset | None) -> None:
        self._data = data
        self._years = result.query.years
        self._modes = frozenset(result.query.modes)
        self._by_id: dict[str, Leg] = {} if data is None else {leg.id: leg for leg in data.legs}

    def _taken(self, leg: Leg) -> list[Citation]:
        found = in_period(leg.citations, self._years)
        if not self._modes:
            return found
        return [c for c in found if self._modes.intersection(c.modes or ("unknown",))]

    def facts(self, leg: UsedLeg) -> tuple[LegFact, ...]:
        """Return the facts of the legs behind a connection."""
        known = [self._by_id[key] for key in leg.ids if key in self._by_id]
        if self._data is None or len(known) < len(leg.ids):
            return tuple(LegFact(key, "", (), (), leg.citations) for key in leg.ids)
        return tuple(leg_fact(self._data, found, self._taken(found)) for found in known)

    def confidence(self, leg: UsedLeg) -> float:
        """Return the chance that at least one independent report is true."""
        if self._data is None:
            return 1.0
        known = [self._by_id[key] for key in leg.ids if key in self._by_id]
        return confidence_of(self._data, [c for found in known for c in self._taken(found)])


def _connection(number: int, leg: UsedLeg, legs: _Legs, style: MapStyle) -> Connection:
    return Connection(
        flow=number,
        origin=leg.origin,
        to=leg.to,
        legs=legs.facts(leg),
        strength=leg.share,
        amount=percent(leg.share),
        width=style.width_class(leg.share),
        confidence=style.confidence_class(legs.confidence(leg)) if leg.ids else 0,
    )


def _parts(answers: Iterable[HubAnswer]) -> dict[str, tuple[Part, ...]]:
    """Return what each place with a leg is to each flow, by code."""
    found: dict[str, list[Part]] = defaultdict(list)
    for number, answer in enumerate(answers):
        gateways = {gateway.place: gateway.share for gateway in answer.gateways}
        hubs = {hub.place: hub.share for hub in answer.hubs}
        drawn = {hub.place: hub.interval for hub in answer.hubs}
        drawn |= {gateway.place: gateway.interval for gateway in answer.gateways}
        inward: dict[str, float] = defaultdict(float)
        for leg in answer.legs:
            inward[leg.to] += leg.share
        for code in sorted({end for leg in answer.legs for end in (leg.origin, leg.to)}):
            if code in gateways:
                role, share = GATEWAY, gateways[code]
            elif code in answer.origins:
                role, share = ORIGIN, answer.origins[code]
            else:
                # A region on the way is no hub: what comes in by its legs passes it.
                role, share = TRANSIT, hubs.get(code, min(1.0, inward[code]))
            found[code].append(Part(number, role, share, _told(share, drawn.get(code))))
    return {code: tuple(parts) for code, parts in sorted(found.items())}


def _told(share: float, interval: Interval | None) -> str:
    """Return a share, with where 90 percent of the draws lie."""
    if interval is None:
        return percent(share)
    low, high = map(percent, interval)
    return f"{percent(share)} (draws: {low} to {high})"


def _words(style: MapStyle) -> Words:
    return Words(
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
    )


def _summary(drawn: list[Connection]) -> str:
    cited = sum(bool(connection.legs) for connection in drawn)
    assumed = len(drawn) - cited
    counted = f"{cited} connection{'s' if cited != 1 else ''} with cited legs"
    onward = f", and {assumed} assumed, from a region on to its countries" if assumed else ""
    return f"{counted}{onward}."


def _cut(found: list[Connection], worth: list[Connection], drawn: list[Connection]) -> str:
    told = []
    if len(worth) < len(found):
        most = max(connection.strength for connection in found[len(worth) :])
        told.append(
            f"{len(found) - len(worth)} connections that each carry at most {percent(most)} "
            "of the journeys are not drawn"
        )
    if len(drawn) < len(worth):
        told.append(f"of the others the {len(drawn)} strongest of {len(worth)} are")
    return "; ".join(told) + "." if told else ""


def _lines(result: HubsResult, data: Dataset | None) -> list[str]:
    """Return what identifies the map: the data, the filters and the version."""
    query, info = result.query, result.dataset
    weighting = ", ".join(sorted({answer.weighting for answer in result.answers}))
    filters = (
        f"Years: {query.years or 'all'}; modes: {', '.join(query.modes) or 'all'}; "
        f"commodity: {query.commodity or 'each with a route'}; "
        f"weighting: {weighting}; retention: {query.retention}"
        f"{'; legs without a quantity left out' if query.drop_unquantified else ''}."
    )
    if info is None:
        return identity(None, filters)
    return identity(data, filters, path=info.path, sha256=info.sha256)
