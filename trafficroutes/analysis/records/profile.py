"""All that the data say of one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from trafficroutes.analysis.records.bodies import bodies_of
from trafficroutes.analysis.records.profile_results import (
    Amount,
    Crossing,
    Observed,
    Profile,
    ProfileFigure,
    SupplierMentions,
)
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.networks import tonnes_by_pair
from trafficroutes.graph.network import is_use
from trafficroutes.graph.selection import in_period, mentions_in
from trafficroutes.graph.weighting import evidence_strength
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.mentions import Mentioned, OtherSuppliers, SeizureCount
from trafficroutes.model.records import Citation, Leg
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Period, Years, parse_years, pooled
from trafficroutes.question.evidence import cited
from trafficroutes.question.solving import data_behind

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven


def profile(
    source: SourceGiven,
    place: str,
    *,
    commodity: str | None = None,
    years: Period | None = None,
) -> Profile:
    """Return all that the data say of a place, with citations.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        From :func:`trafficroutes.load`, the name of a data file, or a graph that was
        built from one.
    place : str
        A country or region by any of its names.
    commodity : str, optional
        Only this commodity or family.
    years : str, int, range, pair or Years, optional
        Only what is said about this period.

    Returns
    -------
    Profile
        Roles, legs, figures with their units, and bodies.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError
        The name means nothing, or too much.

    Examples
    --------
    >>> from trafficroutes import load, profile
    >>> "transit" in profile(load(), "Tajikistan").roles["heroin"]
    True
    """
    data = data_behind(source_of(source))
    if data is None:
        raise QueryError("a graph made by hand has no records to show: give the dataset")
    code = data.places.resolve(place)
    wanted = (
        frozenset(data.records.commodities)
        if commodity is None
        else frozenset(data.resolve_commodity(commodity)[1])
    )
    span = None if years is None else parse_years(years)
    legs_in = _crossings(data, code, wanted, span, incoming=True)
    legs_out = _crossings(data, code, wanted, span, incoming=False)
    figures = _figures(data, code, wanted, span)
    regional = is_region(code)
    return Profile(
        place=code,
        name=data.places.name(code),
        regions=tuple(sorted(data.places.members(code)))
        if regional
        else data.places.regions_of(code),
        roles=roles_of(
            comes={leg.commodity for leg in legs_in},
            goes={leg.commodity for leg in legs_out},
            made={figure.commodity for figure in figures if figure.kind == "production"},
            used={figure.commodity for figure in figures if is_use(figure.kind)},
        ),
        legs_in=legs_in,
        legs_out=legs_out,
        figures=figures,
        observations=_observations(data, code, wanted, span),
        mentions=mentions_of(data, code, wanted, span),
        bodies=bodies_of(data, code),
    )


def span_of(citations: Sequence[Citation]) -> str | None:
    """Return the years that citations name; one citation's as it says them."""
    spans = [c.years for c in citations if c.years is not None]
    found = spans[0] if len(citations) == len(spans) == 1 else pooled(spans)
    return None if found is None else str(found)


def _crossings(
    data: Dataset, code: str, wanted: frozenset[str], years: Years | None, *, incoming: bool
) -> tuple[Crossing, ...]:
    found = []
    tonnes = Tonnes(data, years)
    for leg in data.records.legs:
        here, other = (leg.to, leg.origin) if incoming else (leg.origin, leg.to)
        citations = in_period(leg.evidence, years)
        if here != code or leg.commodity not in wanted or not citations:
            continue
        found.append(
            Crossing(
                id=leg.id,
                commodity=leg.commodity,
                place=other,
                name=data.places.name(other),
                years=span_of(citations),
                modes=tuple(sorted({mode for c in citations for mode in c.modes} - {"unknown"})),
                strength=evidence_strength(data, citations),
                citations=cited(data, citations),
                flow=tonnes.of(leg),
            )
        )
    return tuple(sorted(found, key=lambda leg: (leg.commodity, by_size(leg.strength), leg.name)))


def _figures(
    data: Dataset, code: str, wanted: frozenset[str], years: Years | None
) -> tuple[ProfileFigure, ...]:
    records = data.records
    entries = [
        *(("production", entry) for entry in records.production),
        *((entry.measure, entry) for entry in records.consumption),
        *(("seizure", entry) for entry in records.seizures),
    ]
    found = [
        ProfileFigure(
            kind=kind,
            commodity=entry.commodity,
            amount=str(citation.quantity),
            years=span_of([citation]),
            note=citation.note or "",
            citation=cited(data, [citation])[0],
        )
        for kind, entry in entries
        if entry.place == code and entry.commodity in wanted
        for citation in in_period(entry.citations, years)
        if citation.quantity is not None
    ]
    return tuple(
        sorted(
            found,
            key=lambda f: (
                f.commodity,
                f.kind,
                f.years or "",
                f.amount,
                f.citation.source,
                f.citation.locator,
            ),
        )
    )


def _observations(
    data: Dataset, code: str, wanted: frozenset[str], years: Years | None
) -> tuple[Observed, ...]:
    found = []
    for entry in data.records.observations:
        if code not in (entry.place, entry.origin, entry.to, *entry.via):
            continue
        citations = in_period(entry.citations, years)
        if entry.commodity in wanted and citations:
            found.append(
                Observed(
                    statement=entry.statement,
                    years=span_of(citations),
                    amounts=amounts_told(citations),
                    citations=cited(data, citations),
                )
            )
    return tuple(found)


def mentions_of(
    data: Dataset, code: str, wanted: Collection[str], years: Years | None
) -> tuple[SupplierMentions, ...]:
    """Return the seizure records of a place by the supplier that they name.

    Parameters
    ----------
    data : Dataset
    code : str
        The place that seized.
    wanted : collection of str
        Commodities.
    years : Years or None
        Only tables that speak of this period.
    """
    found = []
    for entry, citations in mentions_in(data, code, wanted, years):
        weight = entry.kilograms
        for counted in entry.named:
            one = counted if isinstance(counted, Mentioned) else None
            found.append(
                SupplierMentions(
                    commodity=entry.commodity,
                    place=None if one is None else one.place,
                    name=_together(counted) if one is None else data.places.name(one.place),
                    records=counted.records,
                    share=counted.records / entry.records,
                    share_of_weight=(counted.kilograms or 0.0) / weight if weight else None,
                    largest=counted.largest,
                    years=span_of(citations),
                    modes={str(mode): count for mode, count in counted.modes.items()},
                    note="; ".join(dict.fromkeys(c.note for c in citations if c.note)),
                    citations=cited(data, citations),
                )
            )
    return tuple(sorted(found, key=lambda m: (m.commodity, m.place is None, -m.records, m.name)))


def _together(counted: SeizureCount) -> str:
    places = counted.places if isinstance(counted, OtherSuppliers) else 1
    return f"{places} other{'s' * (places != 1)}"


def amounts_told(citations: Sequence[Citation]) -> tuple[Amount, ...]:
    """Return the figures of citations, by year."""
    found = (
        Amount(str(c.quantity), span_of([c]), str(c.source))
        for c in citations
        if c.quantity is not None
    )
    return tuple(sorted(found, key=lambda a: (a.years or "", a.source, a.amount)))


class Tonnes:
    """Tonnes a year of legs by the flow estimate of their family."""

    def __init__(self, data: Dataset, years: Years | None) -> None:
        self.data = data
        self.years = years
        self.families: dict[str, dict[tuple[str, str], float] | None] = {}

    def of(self, leg: Leg) -> float | None:
        """Return the flow between a leg's ends; None where there is no estimate."""
        family = self.data.commodity(leg.commodity).family
        if family not in self.families:
            self.families[family] = tonnes_by_pair(
                self.data, family, self.data.families[family], self.years
            )
        flows = self.families[family]
        return None if flows is None else flows.get((leg.origin, leg.to), 0.0)


def roles_of(
    *, comes: set[str], goes: set[str], made: set[str], used: set[str]
) -> dict[str, tuple[str, ...]]:
    """Return the roles of a place by commodity, sorted.

    Parameters
    ----------
    comes, goes : set of str
        Commodities of the legs that lead there, and on from there.
    made, used : set of str
        Commodities of which production, or a market, is cited.

    Returns
    -------
    dict of commodity to tuple of str
        ``source`` (it is made there, or legs only leave), ``transit`` (legs come
        and go), ``destination`` (it is used there, or legs only come).

    Examples
    --------
    >>> roles_of(comes={"heroin"}, goes={"heroin"}, made=set(), used={"heroin"})
    {'heroin': ('transit', 'destination')}
    """
    roles = {}
    for commodity in sorted(comes | goes | made | used):
        arrives, leaves = commodity in comes, commodity in goes
        roles[commodity] = tuple(
            role
            for role, held in (
                ("source", commodity in made or (leaves and not arrives)),
                ("transit", arrives and leaves),
                ("destination", commodity in used or (arrives and not leaves)),
            )
            if held
        )
    return roles
