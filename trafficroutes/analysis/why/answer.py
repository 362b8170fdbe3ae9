"""What a hub's share is made of, and why a place has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from trafficroutes.analysis.why.composition import composition
from trafficroutes.analysis.why.draws import why_draws
from trafficroutes.analysis.why.reasons import reason_against, reason_for
from trafficroutes.analysis.why.results import SharePart, WhyAnswer, WhyResult
from trafficroutes.dataset.opening import source_of
from trafficroutes.markov.chain import ShareParts
from trafficroutes.model.digits import by_size
from trafficroutes.model.years import Period
from trafficroutes.question.evidence import Seized, seizures_by_place
from trafficroutes.question.intervals import (
    NO_SPREAD,
    check_draws,
    outside,
)
from trafficroutes.question.legs import attested
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Query, Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown, ranged, with_ranges
from trafficroutes.question.solving import (
    Solved,
    ask,
    dataset_info,
    gazetteer_of,
    solve_question,
)
from trafficroutes.question.tested import standing_of

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven
    from trafficroutes.question.intervals import RankedInterval
from trafficroutes.question.warnings import warnings_of


def why(
    source: SourceGiven,
    place: str,
    origin: str,
    destination: str,
    *,
    draws: int | None = None,
    seed: int = 0,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: RangeShown | int = "50",
) -> WhyResult:
    """Explain the share of a place between an origin and a destination.

    Parameters
    ----------
    place : str
        The country (or region place) to explain.
    source, origin, destination, draws, seed
        As for :func:`trafficroutes.hubs`.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    WhyResult
        The connections in and out with their parts of the share and the ranges of
        these, or the reason why there is no share.

    Examples
    --------
    >>> from trafficroutes import load, why
    >>> found = why(load(), "Tajikistan", "Afghanistan", "Russia", commodity="opiates")
    >>> answer = found.answers[0]
    >>> abs(sum(part.share for part in answer.outgoing) - answer.share) < 1e-9
    True
    """
    check_draws(draws, seed)
    source = source_of(source)
    options = ShareOptions(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
        min_citations=min_citations,
        without_press=without_press,
        range_shown=range_shown,
    )
    code = gazetteer_of(source).resolve(place)
    query = ask(source, origin, destination, options)
    answers = tuple(
        _answer(solved, query, code, draws, seed) for solved in solve_question(source, query)
    )
    return WhyResult(
        place=code,
        name=gazetteer_of(source).name(code),
        query=query,
        dataset=dataset_info(source),
        answers=answers,
    )


class _Made(NamedTuple):
    """A share and its parts by position of their connections in ``routes``, all above 0."""

    share: float
    starts: float
    incoming: Mapping[int, float]
    outgoing: Mapping[int, float]


def _answer(solved: Solved, query: Query, code: str, draws: int | None, seed: int) -> WhyAnswer:
    network = solved.network
    made = _made(solved, code)
    drawn = why_draws(solved, code, (list(made.incoming), list(made.outgoing)), draws, seed=seed)
    incoming = _parts(solved, made.incoming, drawn.incoming, end=0)
    outgoing = _parts(solved, made.outgoing, drawn.outgoing, end=1)
    seized = seizures_by_place(network.data, network.commodities, network.years).get(code)
    beyond = outside(
        [
            (solved.name(code), made.share, drawn.share),
            (f"starting in {solved.name(code)}", made.starts, drawn.starts),
            *((f"in from {part.name}", part.share, part.interval) for part in incoming),
            *((f"out to {part.name}", part.share, part.interval) for part in outgoing),
        ]
    )
    answer = WhyAnswer(
        commodity=network.label,
        weighting=network.weighting,
        share=made.share,
        interval=drawn.share,
        starts=made.starts,
        starts_interval=drawn.starts,
        incoming=incoming,
        outgoing=outgoing,
        seized=seized,
        reason=_reason(solved, code, made, incoming, seized),
        draws=drawn.drawing,
        **standing_of(network)._asdict(),
        warnings=warnings_of(solved),
        notes=notes_of(solved, query, drawn=(*drawn.notes, beyond)),
    )
    return ranged(answer, network.weighting)


def _made(solved: Solved, code: str) -> _Made:
    found = composition(solved.chain, code)
    return _Made(
        share=float(found.share),
        starts=float(found.starts),
        incoming=_by_edge(found.incoming),
        outgoing=_by_edge(found.outgoing),
    )


def _by_edge(parts: ShareParts) -> dict[int, float]:
    """Return the shares above 0 by connection."""
    found = zip(parts.edges.tolist(), parts.shares.tolist(), strict=True)
    return {edge: share for edge, share in found if share > 0}


def _reason(
    solved: Solved, code: str, made: _Made, incoming: tuple[SharePart, ...], seized: Seized | None
) -> str:
    if made.share <= 0:
        return reason_against(solved, code, seized)
    mainly = [(part.name, part.share) for part in incoming[:3]]
    target = solved.routes.index[code] in solved.routes.targets
    return reason_for(solved.name(code), made.share, made.starts, mainly, target=target)


def _parts(
    solved: Solved, shares: Mapping[int, float], spreads: Mapping[int, RankedInterval], *, end: int
) -> tuple[SharePart, ...]:
    """Return the parts of a share; ``end`` is which end of its connection each is named by."""
    parts = []
    for edge, share in shares.items():
        code = solved.ends(edge)[end]
        ids, citations = attested(solved, edge)
        spread = spreads.get(edge, NO_SPREAD)
        parts.append(
            SharePart(
                place=code,
                name=solved.name(code),
                ids=ids,
                share=share,
                interval=spread.interval,
                rank_interval=spread.rank_interval,
                citations=citations,
            )
        )
    found = with_ranges(parts, solved.network.weighting)
    return tuple(sorted(found, key=lambda part: (by_size(part.share), part.name)))
