"""Transit hubs and gateways between an origin and a destination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from trafficroutes.analysis.evidence import Cited, evidence_of, seizures_by_place
from trafficroutes.analysis.hub_shares import shares_of_hubs
from trafficroutes.analysis.legs import UsedLeg, by_share, used_legs
from trafficroutes.analysis.notes import notes_of
from trafficroutes.analysis.plain import Plain, plain
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

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source


@dataclass(frozen=True)
class Hub(Plain):
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


@dataclass(frozen=True)
class Gateway(Plain):
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


@dataclass(frozen=True)
class HubAnswer(Plain):
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
        """Return plain values, by the documented keys; ``legs`` are for maps."""
        return {key: plain(value) for key, value in vars(self).items() if key != "legs"}


@dataclass(frozen=True)
class HubsResult(Plain):
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
    chain = solved.chain
    listed, rest = _hubs(solved)
    return HubAnswer(
        commodity=solved.network.label,
        weighting=solved.network.weighting,
        origins=solved.start.shares,
        arrival_probability=chain.arrival,
        expected_legs=chain.expected_legs(),
        hubs=listed,
        gateways=_gateways(solved),
        legs=used_legs(solved),
        notes=(*rest, *notes_of(solved, query)),
    )


def _hubs(solved: Solved) -> tuple[tuple[Hub, ...], tuple[str, ...]]:
    """Return the hubs, and a note where some are not worked out."""
    network = solved.network
    seized = seizures_by_place(network.data, network.commodities, network.years)
    evidence = evidence_of(network)
    legs = _legs_by_place(solved)
    shares, rest = shares_of_hubs(solved)
    found = []
    for code, share in shares.items():
        taken = seized.get(code)
        found.append(
            Hub(
                place=code,
                name=solved.name(code),
                share=share,
                seized_kg=None if taken is None else taken.kg,
                seized_years=None if taken is None or taken.years is None else str(taken.years),
                citations=evidence.pooled(legs[code]),
            )
        )
    return tuple(sorted(found, key=lambda hub: (by_share(hub.share), hub.name))), rest


def _legs_by_place(solved: Solved) -> dict[str, list[int]]:
    """Return the legs into and out of each place that journeys use, by position."""
    found: dict[str, list[int]] = {}
    for edge in solved.chain.edges.tolist():
        leg = int(solved.routes.leg[edge])
        for end in solved.ends(edge):
            found.setdefault(end, []).extend(() if leg == NO_LEG else (leg,))
    return found


def _gateways(solved: Solved) -> tuple[Gateway, ...]:
    found = []
    for code, share in solved.chain.gateway_shares().items():
        unnamed = ", country not stated" if code.startswith("R:") else ""
        found.append(Gateway(code, solved.name(code) + unnamed, share))
    return tuple(sorted(found, key=lambda gateway: (by_share(gateway.share), gateway.name)))
