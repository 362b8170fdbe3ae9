"""A data file in memory, with the places that its codes mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from trafficroutes.errors import (
    AmbiguousNameError,
    NotHeldError,
    UnknownNameError,
    WrongTypeError,
)
from trafficroutes.model.names import by_name, fold, spoken, suggest
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.records import Body, Citation, Commodity, DataFile, Leg, Source
from trafficroutes.model.substances import Substances
from trafficroutes.model.vocabulary import SYNTHETIC

if TYPE_CHECKING:
    from trafficroutes import Extract, GeoFrames


@dataclass(frozen=True, eq=False)
class Dataset:
    """A checked data file: its records, its places, and what identifies it.

    Attributes
    ----------
    path : str
        The file as it was named; ``"routes.yaml"`` for the data that ship.
    sha256 : str
        Hash of the file's bytes, in hexadecimal.
    records : DataFile
        Everything in the file.
    places : Gazetteer
        The countries of the world, the UN M49 regions and the file's own.
    substances : callable
        Returns the substances that are known by name; called when the file itself
        has no commodity of a name.
    """

    path: str
    sha256: str
    records: DataFile = field(repr=False)
    places: Gazetteer = field(repr=False)
    substances: Callable[[], Substances] = field(default=Substances, repr=False)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """All legs, in the order of the file."""
        return self.records.legs

    @cached_property
    def legs_with_quantity(self) -> int:
        """How many legs have a flow or seizure quantity on that very leg."""
        return sum(any(c.quantity is not None for c in leg.evidence) for leg in self.records.legs)

    @cached_property
    def is_synthetic(self) -> bool:
        """Whether the data hold made-up records: a document published by SYNTHETIC."""
        return any(source.publisher == SYNTHETIC for source in self.records.sources.values())

    @cached_property
    def shares_by_end(self) -> frozenset[str]:
        """The commodities of which a share is published that says where the goods arrive."""
        told = self.records.observations
        return frozenset(o.commodity for o in told if o.kind == "share" and o.to is not None)

    @cached_property
    def seizures_between(self) -> Mapping[tuple[str, str, str], int]:
        """How many seizures name both ends, by commodity, origin and destination."""
        found: Counter[tuple[str, str, str]] = Counter()
        for seizure in self.records.seizures:
            ends = {
                (seizure.origin, seizure.place),
                (seizure.place, seizure.to),
                (seizure.origin, seizure.to),
            }
            found.update(
                (seizure.commodity, origin, to)
                for origin, to in ends
                if origin is not None and to is not None and origin != to
            )
        return found

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """Commodity ids by family, both sorted."""
        grouped: dict[str, list[str]] = {}
        for key, commodity in self.records.commodities.items():
            grouped.setdefault(commodity.family, []).append(key)
        return {family: tuple(sorted(grouped[family])) for family in sorted(grouped)}

    def commodity(self, key: str) -> Commodity:
        """Return the commodity with this id."""
        return self.records.commodities[key]

    def source(self, citation: Citation) -> Source:
        """Return the document that a citation points at."""
        return self.records.sources[citation.source]

    def probability(self, citation: Citation) -> float:
        """Return the chance that a citation is true, by its two grades."""
        return self.probabilities([citation])[0]

    def probabilities(self, citations: Iterable[Citation]) -> list[float]:
        """Return the chance that each citation is true, by its two grades."""
        sources, grades = self.records.sources, self.records.grades
        reliability, credibility = grades.reliability, grades.credibility
        return [
            reliability[sources[c.source].reliability] * credibility[c.credibility]
            for c in citations
        ]

    def resolve_commodity(self, name: str) -> tuple[str, tuple[str, ...]]:
        """Return (label, commodity ids) for a commodity or a family by any name.

        A family that has the name of one of its commodities means the family. What
        the file does not name itself is looked for among the substances, by their
        synonyms and street names.

        Raises
        ------
        AmbiguousNameError
            Commodities of the file share the name, such as resin and herb "cannabis".
        NotHeldError
            A substance is called so, but the file holds nothing about it.
        UnknownNameError
            Nothing is called so; the message lists what is.
        """
        if not isinstance(name, str):
            raise WrongTypeError(f"a commodity is named by a text, not by {name!r}")
        found = self._commodities_named(name)
        if not found:
            substance = self.substances().find(name)
            if substance is None:
                known = list(dict.fromkeys([*self.families, *sorted(self.records.commodities)]))
                raise UnknownNameError("commodity", name, suggest(name, known), known)
            named = (self._commodities_named(synonym) for synonym in substance.every_name)
            found = next(filter(None, named), ())
        if not found:
            raise NotHeldError(name, sorted(map(spoken, self.records.commodities)))
        if len(found) > 1:
            raise AmbiguousNameError(name, [(key, self.commodity(key).name) for key, _ in found])
        return found[0]

    def _commodities_named(self, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return each (label, commodity ids) for a name that the file itself has."""
        return self._commodity_names.get(fold(name), ())

    @cached_property
    def _commodity_names(self) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """What the file's own names of commodities mean: families first, then ids."""
        commodities = sorted(self.records.commodities.items())
        named = by_name((key, (one.name, *one.aliases)) for key, one in commodities)
        names = {name: tuple((key, (key,)) for key in keys) for name, keys in named.items()}
        families = {fold(name): ((name, ids),) for name, ids in self.families.items()}
        return {**names, **families}

    def to_geo(self, part: Extract | None = None) -> GeoFrames:
        """Return the places and the legs of the data, or of a part, as GeoDataFrames.

        The same as :func:`trafficroutes.to_geo`.

        Parameters
        ----------
        part : Extract, optional
            Which part; without it everything.

        Examples
        --------
        >>> from trafficroutes import Extract, load
        >>> load().to_geo(Extract(corridors=("northern-route",))).legs.crs.name
        'WGS 84'
        """
        # By the front door: what lies above this is no business of the model.
        from trafficroutes import to_geo

        return to_geo(self, part)

    def bodies_of(self, country: str) -> dict[str, Body]:
        """Return the bodies in which a country is or was a member or observer."""
        return {
            key: body
            for key, body in sorted(self.records.bodies.items())
            if any(m.place == country for m in (*body.members, *body.observers))
        }
