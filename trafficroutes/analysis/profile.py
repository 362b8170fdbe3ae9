"""All that the data say of one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trafficroutes.analysis.evidence import Cited, cited
from trafficroutes.errors import QueryError
from trafficroutes.graph.weighting import evidence_strength
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years, parse_years, pooled

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source


@dataclass(frozen=True)
class Crossing:
    """A leg of the place.

    Attributes
    ----------
    id, commodity : str
        The leg and what it carries.
    place, name : str
        The other end.
    years : str or None
        The span that its citations name.
    modes : tuple of str
        How goods went, sorted.
    strength : float
        Chance that at least one independent report of it is true.
    citations : tuple of Cited
        Who says so.
    """

    id: str
    commodity: str
    place: str
    name: str
    years: str | None
    modes: tuple[str, ...]
    strength: float
    citations: tuple[Cited, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            **vars(self),
            "modes": list(self.modes),
            "citations": [citation.to_dict() for citation in self.citations],
        }


@dataclass(frozen=True)
class Figure:
    """A cited figure about the place.

    Attributes
    ----------
    kind : str
        ``production``, ``seizure``, or a measure of consumption.
    commodity : str
        What it is about.
    amount : str
        The figure with its range and unit.
    years : str or None
        What it speaks of.
    note : str
        What else the citation says.
    citation : Cited
        Who says so.
    """

    kind: str
    commodity: str
    amount: str
    years: str | None
    note: str
    citation: Cited

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {**vars(self), "citation": self.citation.to_dict()}


@dataclass(frozen=True)
class BodyOf:
    """A body of cooperation that the place belongs to.

    Attributes
    ----------
    id, name, kind : str
        The body, and whether it is operational or a forum.
    role : {"member", "observer"}
        What the place is in it.
    years : str
        The years of the membership.
    citations : tuple of Cited
        Who says so.
    """

    id: str
    name: str
    kind: str
    role: str
    years: str
    citations: tuple[Cited, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {**vars(self), "citations": [citation.to_dict() for citation in self.citations]}


@dataclass(frozen=True)
class Profile:
    """All that the data say of one place.

    Attributes
    ----------
    place, name : str
        Code and name.
    regions : tuple of str
        Codes of the regions that hold it; of its members, for a region.
    roles : dict of commodity to tuple of str
        ``source`` (it produces, or legs only leave), ``transit`` (legs come and
        go), ``destination`` (legs only come, or it has a cited market).
    legs_in, legs_out : tuple of Crossing
        Sorted by commodity and strength.
    figures : tuple of Figure
        Production, consumption and seizures.
    observations : tuple of (statement, years, citations)
        Other cited facts about it.
    bodies : tuple of BodyOf
        Bodies of cooperation.
    """

    place: str
    name: str
    regions: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    legs_in: tuple[Crossing, ...]
    legs_out: tuple[Crossing, ...]
    figures: tuple[Figure, ...]
    observations: tuple[tuple[str, str | None, tuple[Cited, ...]], ...]
    bodies: tuple[BodyOf, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "place": self.place,
            "name": self.name,
            "regions": list(self.regions),
            "roles": {commodity: list(roles) for commodity, roles in self.roles.items()},
            "legs_in": [leg.to_dict() for leg in self.legs_in],
            "legs_out": [leg.to_dict() for leg in self.legs_out],
            "figures": [figure.to_dict() for figure in self.figures],
            "observations": [
                {"statement": text, "years": years, "citations": [c.to_dict() for c in found]}
                for text, years, found in self.observations
            ],
            "bodies": [body.to_dict() for body in self.bodies],
        }

    def __str__(self) -> str:
        roles = "; ".join(f"{key}: {', '.join(value)}" for key, value in self.roles.items())
        return (
            f"{self.name} ({self.place}): {roles or 'no role'}; {len(self.legs_in)} legs in, "
            f"{len(self.legs_out)} out, {len(self.figures)} figures, {len(self.bodies)} bodies"
        )


def profile(
    source: Source,
    place: str,
    *,
    commodity: str | None = None,
    years: str | int | tuple[int | None, int | None] | Years | None = None,
) -> Profile:
    """Return all that the data say of a place, with citations.

    Parameters
    ----------
    source : Dataset
        From :func:`trafficroutes.load` (or a graph that was built from one).
    place : str
        A country or region by any of its names.
    commodity : str, optional
        Only this commodity or family.
    years : optional
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
    >>> profile(load(), "Tajikistan").roles["heroin"]
    ('transit',)
    """
    data = source if isinstance(source, Dataset) else source.graph.get("data")
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
    is_region = code.startswith("R:")
    return Profile(
        place=code,
        name=data.places.name(code),
        regions=tuple(sorted(data.places.members(code)))
        if is_region
        else data.places.regions_of(code),
        roles=_roles(legs_in, legs_out, figures),
        legs_in=legs_in,
        legs_out=legs_out,
        figures=figures,
        observations=_observations(data, code, wanted, span),
        bodies=_bodies(data, code),
    )


def _taken(citations: Iterable[Citation], years: Years | None) -> list[Citation]:
    return [
        c for c in citations if years is None or (c.years is not None and c.years.overlaps(years))
    ]


def _crossings(
    data: Dataset, code: str, wanted: frozenset[str], years: Years | None, *, incoming: bool
) -> tuple[Crossing, ...]:
    found = []
    for leg in data.records.legs:
        here, other = (leg.to, leg.origin) if incoming else (leg.origin, leg.to)
        citations = _taken(leg.citations, years)
        if here != code or leg.commodity not in wanted or not citations:
            continue
        span = pooled([c.years for c in citations if c.years is not None])
        found.append(
            Crossing(
                id=leg.id,
                commodity=leg.commodity,
                place=other,
                name=data.places.name(other),
                years=None if span is None else str(span),
                modes=tuple(sorted({mode for c in citations for mode in c.modes} - {"unknown"})),
                strength=evidence_strength(data, citations),
                citations=cited(data, citations),
            )
        )
    return tuple(sorted(found, key=lambda leg: (leg.commodity, -leg.strength, leg.name)))


def _figures(
    data: Dataset, code: str, wanted: frozenset[str], years: Years | None
) -> tuple[Figure, ...]:
    records = data.records
    entries = [
        *(("production", entry) for entry in records.production),
        *((entry.measure, entry) for entry in records.consumption),
        *(("seizure", entry) for entry in records.seizures),
    ]
    found = []
    for kind, entry in entries:
        if entry.place != code or entry.commodity not in wanted:
            continue
        for citation in _taken(entry.citations, years):
            if citation.quantity is not None:
                span = citation.years
                found.append(
                    Figure(
                        kind=kind,
                        commodity=entry.commodity,
                        amount=str(citation.quantity),
                        years=None if span is None else str(span),
                        note=citation.note or "",
                        citation=cited(data, [citation])[0],
                    )
                )
    return tuple(
        sorted(found, key=lambda f: (f.commodity, f.kind, f.years or "", f.amount, f.citation))
    )


def _roles(
    legs_in: tuple[Crossing, ...], legs_out: tuple[Crossing, ...], figures: tuple[Figure, ...]
) -> dict[str, tuple[str, ...]]:
    comes = {leg.commodity for leg in legs_in}
    goes = {leg.commodity for leg in legs_out}
    made = {figure.commodity for figure in figures if figure.kind == "production"}
    used = {f.commodity for f in figures if f.kind in ("consumption", "users", "prevalence")}
    roles = {}
    for commodity in sorted(comes | goes | made | used):
        found = []
        if commodity in made or (commodity in goes and commodity not in comes):
            found.append("source")
        if commodity in comes and commodity in goes:
            found.append("transit")
        if commodity in used or (commodity in comes and commodity not in goes):
            found.append("destination")
        roles[commodity] = tuple(found)
    return roles


def _observations(
    data: Dataset, code: str, wanted: frozenset[str], years: Years | None
) -> tuple[tuple[str, str | None, tuple[Cited, ...]], ...]:
    found = []
    for entry in data.records.observations:
        if code not in (entry.place, entry.origin, entry.to, *entry.via):
            continue
        citations = _taken(entry.citations, years)
        if entry.commodity in wanted and citations:
            span = pooled([c.years for c in citations if c.years is not None])
            shown = None if span is None else str(span)
            found.append((entry.statement, shown, cited(data, citations)))
    return tuple(found)


def _bodies(data: Dataset, code: str) -> tuple[BodyOf, ...]:
    found = []
    for key, body in sorted(data.records.bodies.items()):
        for role, members in (("member", body.members), ("observer", body.observers)):
            for member in members:
                if member.place == code:
                    span = Years(member.joined, member.left)
                    found.append(
                        BodyOf(
                            id=key,
                            name=body.name,
                            kind=body.kind,
                            role=role,
                            years=str(span),
                            citations=cited(data, body.citations),
                        )
                    )
    return tuple(found)
