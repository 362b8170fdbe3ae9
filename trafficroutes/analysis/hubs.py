"""Transit hubs and gateways between an origin and a destination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from trafficroutes.analysis.evidence import Cited, citations_of, cited, seizures_by_place
from trafficroutes.analysis.notes import notes_of
from trafficroutes.analysis.question import (
    DatasetInfo,
    Options,
    Query,
    Solved,
    ask,
    dataset_info,
    solve_question,
)
from trafficroutes.analysis.routes import NO_LEG
from trafficroutes.graph.selection import SelectedLeg

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source


@dataclass(frozen=True)
class Hub:
    """A country that goods pass on their way.

    Attributes
    ----------
    place, name : str
        Code and name.
    share : float
        P(a journey passes it | it arrives), from 0 to 1.
    seized_kg : float or None
        Largest cited seizure of one year there, in kilograms.
    seized_years : str or None
        The years that this figure speaks of.
    citations : tuple of Cited
        Those of the legs into and out of it that journeys use.
    """

    place: str
    name: str
    share: float
    seized_kg: float | None
    seized_years: str | None
    citations: tuple[Cited, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "place": self.place,
            "name": self.name,
            "share": self.share,
            "seized_kg": self.seized_kg,
            "seized_years": self.seized_years,
            "citations": [citation.to_dict() for citation in self.citations],
        }


@dataclass(frozen=True)
class Gateway:
    """A place of the destination where goods arrive first.

    Attributes
    ----------
    place, name : str
        Code and name; a region means "country not stated".
    share : float
        P(first arrival is here | arrives); all of them sum to 1.
    """

    place: str
    name: str
    share: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return dict(vars(self))


@dataclass(frozen=True)
class UsedLeg:
    """A connection that arriving journeys use.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        The legs behind it; empty for a region's way on to its members.
    share : float
        How often an arriving journey uses it, on average.
    citations : tuple of Cited
        Those of its legs.
    """

    origin: str
    to: str
    ids: tuple[str, ...]
    share: float
    citations: tuple[Cited, ...]


@dataclass(frozen=True)
class HubAnswer:
    """The hubs of one commodity or family.

    Attributes
    ----------
    commodity : str
        The commodity or family.
    weighting : str
        How flow is measured.
    origins : dict of code to float
        Share of the goods by origin.
    arrival_probability : float
        Chance that goods which set out arrive at all.
    expected_legs : float
        Mean number of legs of a journey that arrives.
    hubs : tuple of Hub
        By share, then name.
    gateways : tuple of Gateway
        By share, then name.
    legs : tuple of UsedLeg
        The connections used, by share, then ends.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    commodity: str
    weighting: str
    origins: dict[str, float]
    arrival_probability: float
    expected_legs: float
    hubs: tuple[Hub, ...]
    gateways: tuple[Gateway, ...]
    legs: tuple[UsedLeg, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "commodity": self.commodity,
            "weighting": self.weighting,
            "origins": dict(self.origins),
            "arrival_probability": self.arrival_probability,
            "expected_legs": self.expected_legs,
            "hubs": [hub.to_dict() for hub in self.hubs],
            "gateways": [gateway.to_dict() for gateway in self.gateways],
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class HubsResult:
    """The answer to "which transit hubs connect A to B".

    Attributes
    ----------
    query : Query
        The question.
    dataset : DatasetInfo or None
        The data; None for a graph made by hand.
    answers : tuple of HubAnswer
        One for each family with a route.
    """

    query: Query
    dataset: DatasetInfo | None
    answers: tuple[HubAnswer, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "query": self.query.to_dict(),
            "dataset": None if self.dataset is None else self.dataset.to_dict(),
            "answers": [answer.to_dict() for answer in self.answers],
        }

    def __str__(self) -> str:
        lines = []
        for answer in self.answers:
            lines.append(
                f"{answer.commodity}, {self.query.origin_name} to {self.query.destination_name}: "
                f"{answer.arrival_probability:.1%} arrives, {answer.expected_legs:.1f} legs"
            )
            lines += [f"  {hub.share:6.1%}  {hub.name}" for hub in answer.hubs[:10]]
            lines.append(
                "  by way of " + ", ".join(f"{g.name} {g.share:.1%}" for g in answer.gateways[:5])
            )
        return "\n".join(lines)


def hubs(source: Source, origin: str, destination: str, **options: Unpack[Options]) -> HubsResult:
    """Answer which transit hubs connect an origin to a destination.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
        From :func:`trafficroutes.load` or :func:`trafficroutes.build_graph`.
    origin, destination : str
        Countries or regions by any of their names.
    **options
        ``commodity``, ``years``, ``modes``, ``weighting``, ``retention`` and
        ``drop_unquantified``: see :class:`~trafficroutes.analysis.question.Options`.
        A graph takes only ``retention``.

    Returns
    -------
    HubsResult
        Hub shares, gateway shares, chance to arrive and expected legs (all
        dimensionless), for each family that has a route.

    Raises
    ------
    NoRouteError
        Nothing leads there; the message says how far one gets.
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        Origin and destination are one place.
    MissingQuantityError
        ``volume`` met a leg without a flow quantity.

    Notes
    -----
    Shares are ``(sN)_h b_h / (N_hh s b)`` of the absorbing chain: Kemeny & Snell,
    Finite Markov Chains (1960), ch. 3.

    Examples
    --------
    >>> from trafficroutes import hubs, load
    >>> answer = hubs(load(), "Afghanistan", "Russia", commodity="opiates").answers[0]
    >>> "Tajikistan" in [hub.name for hub in answer.hubs]
    True
    """
    query = ask(source, origin, destination, options)
    answers = tuple(_answer(solved, query) for solved in solve_question(source, query))
    return HubsResult(query=query, dataset=dataset_info(source), answers=answers)


def _answer(solved: Solved, query: Query) -> HubAnswer:
    chain, network = solved.chain, solved.network
    legs = used_legs(solved)
    return HubAnswer(
        commodity=network.label,
        weighting=query.weighting,
        origins=solved.start.shares,
        arrival_probability=chain.arrival,
        expected_legs=chain.expected_legs(),
        hubs=_hubs(solved),
        gateways=_gateways(solved),
        legs=legs,
        notes=notes_of(solved, query),
    )


def _hubs(solved: Solved) -> tuple[Hub, ...]:
    chain, routes, network = solved.chain, solved.routes, solved.network
    commodities = network.selection.commodities if network.selection is not None else ()
    seized = seizures_by_place(network.data, commodities, network.years)
    evidence = _evidence_by_place(solved)
    origins = set(routes.origins)
    found = []
    for position, share in zip(chain.live.tolist(), chain.pass_shares().tolist(), strict=True):
        code = routes.places[position]
        if position in origins or code.startswith("R:") or share <= 0:
            continue
        taken = seized.get(code)
        found.append(
            Hub(
                place=code,
                name=network.gazetteer.name(code),
                share=share,
                seized_kg=None if taken is None else taken.kg,
                seized_years=None if taken is None or taken.years is None else str(taken.years),
                citations=cited(network.data, citations_of(evidence.get(code, ()))),
            )
        )
    return tuple(sorted(found, key=lambda hub: (-hub.share, hub.name)))


def _evidence_by_place(solved: Solved) -> dict[str, list[SelectedLeg]]:
    """Return the legs into and out of each place that journeys use."""
    routes, network = solved.routes, solved.network
    found: dict[str, list[SelectedLeg]] = {}
    used = solved.chain.edges
    ends = zip(
        routes.tails[used].tolist(),
        routes.heads[used].tolist(),
        routes.leg[used].tolist(),
        strict=True,
    )
    for tail, head, leg in ends:
        if leg != NO_LEG:
            for end in (tail, head):
                found.setdefault(routes.places[end], []).extend(network.legs[leg])
    return found


def _gateways(solved: Solved) -> tuple[Gateway, ...]:
    name = solved.network.gazetteer.name
    query_region = {
        code: f"{name(code)}, country not stated" if code.startswith("R:") else name(code)
        for code in solved.chain.gateway_shares()
    }
    found = [
        Gateway(code, query_region[code], share)
        for code, share in solved.chain.gateway_shares().items()
        if share > 0
    ]
    return tuple(sorted(found, key=lambda gateway: (-gateway.share, gateway.name)))


def used_legs(solved: Solved) -> tuple[UsedLeg, ...]:
    """Return the connections that arriving journeys use, the most used first."""
    chain, routes, network = solved.chain, solved.routes, solved.network
    shares = chain.edge_shares()
    found = []
    for edge, share in zip(chain.edges.tolist(), shares.tolist(), strict=True):
        if share <= 0:
            continue
        leg = int(routes.leg[edge])
        legs = network.legs[leg] if leg != NO_LEG else ()
        found.append(
            UsedLeg(
                origin=routes.places[int(routes.tails[edge])],
                to=routes.places[int(routes.heads[edge])],
                ids=tuple(item.leg.id for item in legs),
                share=share,
                citations=cited(network.data, citations_of(legs)),
            )
        )
    return tuple(sorted(found, key=lambda used: (-np.round(used.share, 12), used.origin, used.to)))
