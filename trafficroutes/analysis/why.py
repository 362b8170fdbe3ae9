"""What a hub's share is made of, and why a place has none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

from trafficroutes.analysis.evidence import Cited, Seized, seizures_by_place
from trafficroutes.analysis.legs import attested, by_share
from trafficroutes.analysis.notes import notes_of
from trafficroutes.analysis.plain import Plain, plain
from trafficroutes.analysis.query import Options, Query
from trafficroutes.analysis.question import (
    DatasetInfo,
    Solved,
    ask,
    dataset_info,
    gazetteer_of,
    solve_question,
)
from trafficroutes.analysis.reasons import reason_against, reason_for

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source


@dataclass(frozen=True)
class Part(Plain):
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
        return {"legs" if key == "ids" else key: value for key, value in super().to_dict().items()}


@dataclass(frozen=True)
class WhyAnswer(Plain):
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
        values = super().to_dict()
        seized = self.seized
        del values["seized"]
        return {
            **values,
            "seized_kg": None if seized is None else seized.kg,
            "seized_years": None if seized is None or seized.years is None else str(seized.years),
            "seized_citations": [] if seized is None else plain(seized.cited),
        }


@dataclass(frozen=True)
class WhyResult(Plain):
    """The answer of :func:`why`: the place, the question, one answer a family."""

    place: str
    name: str
    query: Query
    dataset: DatasetInfo | None
    answers: tuple[WhyAnswer, ...]

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
    incoming: Mapping[int, float] = {}
    outgoing: Mapping[int, float] = {}
    share = starts = 0.0
    if target:
        incoming = _arrivals(solved, code)
        share = math.fsum(incoming.values())
    elif position is not None:
        share = float(chain.pass_shares()[position])
        starts = float(chain.s[position] * chain.b[position] / chain.arrival)
        incoming, outgoing = chain.first_entries(position), chain.last_exits(position)
    parts_in = _parts(solved, incoming, incoming=True)
    seized = seizures_by_place(network.data, network.commodities, network.years).get(code)
    mainly = [(part.name, part.share) for part in parts_in[:3]]
    reason = (
        reason_for(solved.name(code), share, starts, mainly, target=target)
        if share > 0
        else reason_against(solved, code, seized)
    )
    return WhyAnswer(
        commodity=network.label,
        weighting=network.weighting,
        share=share,
        starts=starts,
        incoming=parts_in,
        outgoing=_parts(solved, outgoing, incoming=False),
        seized=seized,
        reason=reason,
        notes=notes_of(solved, query),
    )


def _parts(solved: Solved, shares: Mapping[int, float], *, incoming: bool) -> tuple[Part, ...]:
    """Return the parts of a share by position in the chain's ``edges``."""
    parts = []
    for position, share in shares.items():
        if share > 0:
            edge = int(solved.chain.edges[position])
            code = solved.ends(edge)[0 if incoming else 1]
            ids, citations = attested(solved, edge)
            parts.append(Part(code, solved.name(code), ids, share, citations))
    return tuple(sorted(parts, key=lambda part: (by_share(part.share), part.name)))


def _arrivals(solved: Solved, code: str) -> dict[int, float]:
    """Return P(first arrives by a connection | arrives), by position in ``edges``."""
    target = solved.routes.index[code]
    shares = solved.chain.edge_shares()
    into = solved.routes.heads[solved.chain.edges] == target
    return {int(position): float(shares[position]) for position in into.nonzero()[0]}
