"""Which legs, and which of their citations, a question is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from trafficroutes.graph.independence import ANY, Threshold
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, EventCitation, Leg, Mentions
from trafficroutes.model.years import Years, pooled

#: What a citation that names no mode is taken for.
UNKNOWN = ("unknown",)


@dataclass(frozen=True, slots=True)
class SelectedLeg:
    """A leg with those of its citations that the selection takes."""

    leg: Leg
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The legs of one network, and what was left out on the way.

    Attributes
    ----------
    label : str
        The commodity or family, as answers call it.
    commodities : tuple of str
        Ids of the commodities that the network pools.
    years : Years or None
        The period asked for; None pools all years.
    modes : tuple of str
        The modes asked for, sorted; empty takes all.
    legs : tuple of SelectedLeg
        In the order of (from, to, id).
    undated : int
        Legs left out because none of their citations gives a year.
    open_start : int
        Legs that a period takes on citations without a first year alone.
    unknown_mode : int
        Legs left out because no citation in the period says how goods went.
    span : Years or None
        From the first to the last year that the citations taken name.
    threshold : Threshold
        The evidence asked for.
    too_thin : int
        Legs left out because they stand on less.
    """

    label: str
    commodities: tuple[str, ...]
    years: Years | None
    modes: tuple[str, ...]
    legs: tuple[SelectedLeg, ...]
    undated: int
    open_start: int
    unknown_mode: int
    span: Years | None
    threshold: Threshold = ANY
    too_thin: int = 0


def in_period(citations: Iterable[Citation], years: Years | None) -> list[Citation]:
    """Return the citations that speak of a period; None takes all, undated ones too.

    One without a first year speaks of the years of its :attr:`~Years.reach`.
    """
    return taken_of(citations, years)


def taken_of(
    citations: Iterable[Citation], years: Years | None, modes: Collection[str] = ()
) -> list[Citation]:
    """Return what citations say of a period and of some modes; None and () take all.

    Of events, the records of these years and modes; any other citation is whole or nothing.
    """
    if years is None and not modes:
        return list(citations)
    return [told for c in citations if (told := _part(c, years, modes)) is not None]


def _part(citation: Citation, years: Years | None, modes: Collection[str]) -> Citation | None:
    if isinstance(citation, EventCitation):
        return citation.part(years, modes)
    if years is not None and (citation.years is None or not citation.years.reach.overlaps(years)):
        return None
    return citation if not modes or set(modes).intersection(citation.modes or UNKNOWN) else None


def mentions_in(
    data: Dataset, place: str, commodities: Collection[str], years: Years | None
) -> Iterator[tuple[Mentions, list[Citation]]]:
    """Yield what seizure records of a place name as suppliers, with what cites it of a period.

    Parameters
    ----------
    data : Dataset
    place : str
        The place that seized.
    commodities : collection of str
    years : Years or None
        Only tables that speak of this period.
    """
    for entry in data.records.mentions:
        if entry.place == place and entry.commodity in commodities:
            citations = in_period(entry.citations, years)
            if citations:
                yield entry, citations


def select(
    data: Dataset,
    label: str,
    commodities: Iterable[str],
    *,
    years: Years | None = None,
    modes: Iterable[str] = (),
    threshold: Threshold = ANY,
    every_year: bool = False,
) -> Selection:
    """Return the legs of some commodities in a period and by some modes.

    A leg belongs when one of its citations overlaps the period and names one of
    the modes; only such citations are kept as its evidence, and they have to meet
    the threshold. With ``every_year`` the period leaves nothing out: what it is asked
    about weighs citations by their years.
    """
    wanted = frozenset(commodities)
    wanted_modes = frozenset(modes)
    taken: list[SelectedLeg] = []
    undated = open_start = unknown_mode = too_thin = 0
    for leg in data.records.legs:
        if leg.commodity not in wanted:
            continue
        citations = leg.evidence
        if years is not None and not every_year:
            undated += all(c.period is None for c in citations)
            citations = tuple(in_period(citations, years))
        if wanted_modes and citations:
            told = [c for c in citations if set(c.modes) - {"unknown"}]
            if "unknown" not in wanted_modes:
                unknown_mode += not told
            citations = tuple(taken_of(citations, None, wanted_modes))
        if citations and not threshold.met(data, citations):
            too_thin += 1
        elif citations:
            taken.append(SelectedLeg(leg, citations))
            open_start += years is not None and all(map(_is_open, citations))
    taken.sort(key=lambda item: (item.leg.origin, item.leg.to, item.leg.id))
    periods = {c.period for item in taken for c in item.citations if c.period is not None}
    return Selection(
        label=label,
        commodities=tuple(sorted(wanted)),
        years=years,
        modes=tuple(sorted(wanted_modes)),
        legs=tuple(taken),
        undated=undated,
        open_start=open_start,
        unknown_mode=unknown_mode,
        span=pooled([p if isinstance(p, Years) else Years(p, p) for p in periods]),
        threshold=threshold,
        too_thin=too_thin,
    )


def _is_open(citation: Citation) -> bool:
    """Whether a citation names a last year and no first one."""
    years = citation.years
    return years is not None and years.first is None
