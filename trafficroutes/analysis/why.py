"""What a hub's share is made of, and why a place has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from trafficroutes.analysis.chain import Chain, reach
from trafficroutes.analysis.evidence import (
    Cited,
    Seized,
    citations_of,
    cited,
    seizures_by_place,
)
from trafficroutes.analysis.notes import notes_of
from trafficroutes.analysis.question import (
    DatasetInfo,
    Options,
    Query,
    Solved,
    ask,
    dataset_info,
    gazetteer_of,
    solve_question,
)
from trafficroutes.analysis.routes import NO_LEG
from trafficroutes.graph.selection import SelectedLeg, select

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source


@dataclass(frozen=True)
class Part:
    """A connection's part of a hub's share.

    Attributes
    ----------
    place, name : str
        The other end.
    ids : tuple of str
        The legs behind it; empty for a region's way on to its members.
    share : float
        On the way in: P(journeys first enter the hub so | arrive). On the way
        out: P(journeys last leave the hub so | arrive).
    citations : tuple of Cited
        Those of its legs.
    """

    place: str
    name: str
    ids: tuple[str, ...]
    share: float
    citations: tuple[Cited, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "place": self.place,
            "name": self.name,
            "legs": list(self.ids),
            "share": self.share,
            "citations": [citation.to_dict() for citation in self.citations],
        }


@dataclass(frozen=True)
class WhyAnswer:
    """What a place's share is made of, for one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        What goes, and how flow is measured.
    share : float
        P(a journey passes or starts or arrives at the place | it arrives).
    starts : float
        The part of the journeys that start here and do not enter.
    incoming, outgoing : tuple of Part
        Each sums (with ``starts`` on the way in) to ``share``.
    seized : Seized or None
        The largest cited seizure of one year there.
    reason : str
        One sentence: the share's main parts, or why there is none.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    commodity: str
    weighting: str
    share: float
    starts: float
    incoming: tuple[Part, ...]
    outgoing: tuple[Part, ...]
    seized: Seized | None
    reason: str
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "commodity": self.commodity,
            "weighting": self.weighting,
            "share": self.share,
            "starts": self.starts,
            "incoming": [part.to_dict() for part in self.incoming],
            "outgoing": [part.to_dict() for part in self.outgoing],
            "seized_kg": None if self.seized is None else self.seized.kg,
            "reason": self.reason,
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class WhyResult:
    """The answer of :func:`why`: the place, the question, one answer a family."""

    place: str
    name: str
    query: Query
    dataset: DatasetInfo | None
    answers: tuple[WhyAnswer, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "place": self.place,
            "name": self.name,
            "query": self.query.to_dict(),
            "dataset": None if self.dataset is None else self.dataset.to_dict(),
            "answers": [answer.to_dict() for answer in self.answers],
        }

    def __str__(self) -> str:
        return "\n".join(f"{answer.commodity}: {answer.reason}" for answer in self.answers)


def why(
    source: Source, place: str, origin: str, destination: str, **options: Unpack[Options]
) -> WhyResult:
    """Explain the share of a place between an origin and a destination.

    Parameters
    ----------
    place : str
        The country (or region place) to explain.
    source, origin, destination, **options
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    WhyResult
        The connections in and out with their parts of the share, or the reason
        why there is no share.

    Examples
    --------
    >>> from trafficroutes import load, why
    >>> found = why(load(), "Tajikistan", "Afghanistan", "Russia", commodity="opiates")
    >>> answer = found.answers[0]
    >>> abs(sum(part.share for part in answer.outgoing) - answer.share) < 1e-9
    True
    """
    code = gazetteer_of(source).resolve(place)
    query = ask(source, origin, destination, options)
    answers = tuple(_answer(solved, query, code) for solved in solve_question(source, query))
    return WhyResult(
        place=code,
        name=gazetteer_of(source).name(code),
        query=query,
        dataset=dataset_info(source),
        answers=answers,
    )


def _answer(solved: Solved, query: Query, code: str) -> WhyAnswer:
    chain, network = solved.chain, solved.network
    position = chain.position(code)
    target = solved.routes.index.get(code, -1) in solved.routes.targets
    incoming: tuple[Part, ...] = ()
    outgoing: tuple[Part, ...] = ()
    share = starts = 0.0
    if target:
        incoming = _arrivals(solved, code)
        share = sum(part.share for part in incoming)
    elif position is not None:
        share = float(chain.pass_shares()[position])
        starts = float(chain.s[position] * chain.b[position] / chain.arrival)
        incoming = _parts(solved, position, incoming=True)
        outgoing = _parts(solved, position, incoming=False)
    commodities = network.selection.commodities if network.selection is not None else ()
    seized = seizures_by_place(network.data, commodities, network.years).get(code)
    reason = (
        _reason_for(solved, code, share, starts, incoming, target=target)
        if share > 0
        else _reason_against(solved, code, seized)
    )
    return WhyAnswer(
        commodity=network.label,
        weighting=query.weighting,
        share=share,
        starts=starts,
        incoming=incoming,
        outgoing=outgoing,
        seized=seized,
        reason=reason,
        notes=notes_of(solved, query),
    )


def first_entries(chain: Chain, h: int) -> dict[int, float]:
    """Return P(first enters h by a connection | arrives), by position in ``edges``.

    Visits of i before h is met are ``(sN)_i - (sN)_h N_hi / N_hh``.
    """
    before = chain.visits - chain.visits[h] * chain.N[h] / chain.N[h, h]
    return {
        position: float(before[tail] * chance * chain.b[h] / chain.arrival)
        for position, tail, head, chance in _edges(chain)
        if head == h
    }


def last_exits(chain: Chain, h: int) -> dict[int, float]:
    """Return P(last leaves h by a connection | arrives), by position in ``edges``.

    From j goods arrive without another visit of h with chance
    ``b_j - N_jh b_h / N_hh``.
    """
    never_back = chain.b - chain.N[:, h] * chain.b[h] / chain.N[h, h]
    return {
        position: float(
            chain.visits[h] * chance * (1.0 if head < 0 else never_back[head]) / chain.arrival
        )
        for position, tail, head, chance in _edges(chain)
        if tail == h
    }


def _edges(chain: Chain) -> list[tuple[int, int, int, float]]:
    """Return (position, tail, head, chance) within the chain; head -1 is the destination."""
    order = np.full(len(chain.routes.places), -1)
    order[chain.live] = np.arange(chain.live.size)
    tails = order[chain.routes.tails[chain.edges]].tolist()
    heads = order[chain.routes.heads[chain.edges]].tolist()
    return list(zip(range(len(tails)), tails, heads, chain.chance.tolist(), strict=True))


def _parts(solved: Solved, h: int, *, incoming: bool) -> tuple[Part, ...]:
    chain = solved.chain
    shares = first_entries(chain, h) if incoming else last_exits(chain, h)
    ends = solved.routes.tails if incoming else solved.routes.heads
    return _sorted_parts(
        _part(solved, int(chain.edges[position]), int(ends[chain.edges[position]]), share)
        for position, share in shares.items()
        if share > 0
    )


def _arrivals(solved: Solved, code: str) -> tuple[Part, ...]:
    chain, routes = solved.chain, solved.routes
    target = routes.index[code]
    return _sorted_parts(
        _part(solved, edge, int(routes.tails[edge]), share)
        for edge, share in zip(chain.edges.tolist(), chain.edge_shares().tolist(), strict=True)
        if int(routes.heads[edge]) == target and share > 0
    )


def _sorted_parts(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-part.share, part.name)))


def _part(solved: Solved, edge: int, other: int, share: float) -> Part:
    routes, network = solved.routes, solved.network
    leg = int(routes.leg[edge])
    legs: tuple[SelectedLeg, ...] = network.legs[leg] if leg != NO_LEG else ()
    code = routes.places[other]
    return Part(
        place=code,
        name=network.gazetteer.name(code),
        ids=tuple(item.leg.id for item in legs),
        share=share,
        citations=cited(network.data, citations_of(legs)),
    )


def _reason_for(
    solved: Solved,
    code: str,
    share: float,
    starts: float,
    incoming: tuple[Part, ...],
    *,
    target: bool,
) -> str:
    name = solved.network.gazetteer.name(code)
    mainly = ", ".join(f"{part.name} ({part.share:.1%})" for part in incoming[:3])
    if target:
        return f"{share:.1%} of the arriving goods arrive first in {name}, mainly from {mainly}"
    begun = f"{starts:.1%} start there" if starts > 0 else ""
    come = f"they come mainly from {mainly}" if incoming else ""
    tail = "; ".join(part for part in (begun, come) if part)
    return f"{share:.1%} of the arriving goods pass {name}: {tail}"


def _reason_against(solved: Solved, code: str, seized: Seized | None) -> str:
    """Say why no share of the arriving goods is modelled for a place."""
    name = solved.network.gazetteer.name(code)
    lead = f"no share is modelled for {name}"
    if seized is not None:
        lead += f", though {seized.kg:,.0f} kg were seized there in one year"
        lead += f" ({seized.years})" if seized.years is not None else ""
    return f"{lead}: {_missing_link(solved, code, name)}"


def _missing_link(solved: Solved, code: str, name: str) -> str:
    routes, network = solved.routes, solved.network
    label = network.label
    if code not in routes.index:
        outside = _outside(solved, code)
        return outside or f"no {label} leg in the data touches it"
    at = routes.index[code]
    count = len(routes.places)
    if not (routes.tails == at).any() and at not in routes.targets:
        return _outside(solved, code, "out of") or (
            f"legs lead into {name}, but none is cited that goes on from there"
        )
    if not (routes.heads == at).any() and at not in routes.origins:
        return _outside(solved, code, "into") or (
            f"legs lead out of {name}, but none is cited that leads there"
        )
    if not reach(routes.origins, routes.tails, routes.heads, count)[at]:
        return f"nothing cited leads there from {_end(solved, routes.origins)}"
    if not reach(routes.targets, routes.heads, routes.tails, count)[at]:
        return f"nothing cited leads on from there to {_end(solved, routes.targets)}"
    return f"{name} is an origin without goods of its own in this question"


def _end(solved: Solved, positions: tuple[int, ...]) -> str:
    names = [solved.network.gazetteer.name(solved.routes.places[p]) for p in positions]
    return names[0] if len(names) == 1 else f"any of the {len(names)} places asked for"


def _outside(solved: Solved, code: str, direction: str = "of") -> str:
    """Say so where only the period or the modes asked for leave a place without legs."""
    selection, data = solved.network.selection, solved.network.data
    if selection is None or data is None or not (selection.years or selection.modes):
        return ""
    everything = select(data, selection.label, selection.commodities)
    found = [
        item
        for item in everything.legs
        if (direction in ("of", "out of") and item.leg.origin == code)
        or (direction in ("of", "into") and item.leg.to == code)
    ]
    if not found:
        return ""
    return f"all {len(found)} legs {direction} it lie outside the period or the modes asked for"
