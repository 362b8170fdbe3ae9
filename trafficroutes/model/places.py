"""Countries and regions, and how a name becomes one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from trafficroutes.errors import (
    AmbiguousNameError,
    FormerStateError,
    NoPlaceError,
    NotACountryError,
    PartOfStateError,
    UnknownNameError,
    WrongTypeError,
)
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.place_names import code_like, place_key, says_no_place, two_parts
from trafficroutes.model.refs import CountryRef, PlaceRef, stated
from trafficroutes.model.years import Years


class LngLat(NamedTuple):
    """A point: longitude and latitude in degrees, east and north positive."""

    lng: float
    lat: float


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with a code of its own.

    Attributes
    ----------
    code : CountryRef
        ISO 3166-1 alpha-3 (``XKX`` for Kosovo).
    iso2 : str
        ISO 3166-1 alpha-2 (``XK`` for Kosovo).
    name : str
        English short name.
    aliases : tuple of str
        Other names that are understood.
    region, subregion, intermediate : str or None
        Names of the UN M49 regions that hold it.
    label : LngLat
        A point inside its largest part.
    neighbours : tuple of str
        Codes of the countries that it has a land border with.
    """

    code: CountryRef
    iso2: str
    name: str
    aliases: tuple[str, ...]
    region: str
    subregion: str
    intermediate: str | None
    label: LngLat
    neighbours: tuple[CountryRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """One member of a region, with the years of its membership."""

    place: PlaceRef
    years: Years


@dataclass(frozen=True, slots=True)
class RegionPlace:
    """A region: "arrived in West Africa, country not stated".

    Attributes
    ----------
    code : PlaceRef
        ``R:`` and an id in capitals.
    name : str
        English name.
    aliases : tuple of str
        Other names that are understood.
    label : LngLat or None
        Where it is shown on a map.
    members : tuple of Membership
        Countries or regions; empty for a sea area.
    within : tuple of PlaceRef
        Regions that it counts as lying in although a member of it does not.
    standard : str
        ``"UN M49"`` or ``"data file"``: who says what it holds.
    """

    code: PlaceRef
    name: str
    aliases: tuple[str, ...]
    label: LngLat | None
    members: tuple[Membership, ...]
    standard: str
    within: tuple[PlaceRef, ...] = ()


Place = Country | RegionPlace


def _codes_of(place: Place) -> tuple[str, ...]:
    """Return the codes of a place as they may be written.

    Those of two letters in capitals only, for "no", "in" and "to" are words.
    """
    two = (place.iso2,) if isinstance(place, Country) else ()
    return (place.code, place.code.lower(), *two)


class Gazetteer:
    """All places that are known, findable by any of their names.

    Parameters
    ----------
    countries, regions
        The places, in any order.
    former : mapping of name to note, optional
        Names of former states and what to say of each.
    parts : mapping of name to codes, optional
        Names of parts of states, and the states.
    """

    def __init__(
        self,
        countries: Iterable[Country],
        regions: Iterable[RegionPlace],
        former: Mapping[str, str] | None = None,
        parts: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.countries: dict[str, Country] = {
            c.code: c for c in sorted(countries, key=lambda c: c.code)
        }
        self.regions: dict[str, RegionPlace] = {
            r.code: r for r in sorted(regions, key=lambda r: r.code)
        }
        self.former: dict[str, str] = dict(former or {})
        self.parts: dict[str, tuple[str, ...]] = dict(parts or {})
        self._members: dict[tuple[str, Years | None], frozenset[str]] = {}

    @cached_property
    def _codes(self) -> dict[str, PlaceRef]:
        """Places by their codes as they may be written."""
        return {code: place.code for place in self.everything for code in _codes_of(place)}

    @cached_property
    def _meanings(self) -> dict[str, list[PlaceRef]]:
        """Codes by the key of a name; more than one where a name is ambiguous."""
        meanings: dict[str, list[PlaceRef]] = {}
        for place in self.everything:
            for name in (place.name, *place.aliases):
                codes = meanings.setdefault(place_key(name), [])
                if place.code not in codes:
                    codes.append(place.code)
        return meanings

    @cached_property
    def _notes_on_former(self) -> dict[str, str]:
        return {place_key(name): note for name, note in self.former.items()}

    @cached_property
    def _states_of_parts(self) -> dict[str, tuple[str, ...]]:
        return {place_key(name): states for name, states in self.parts.items()}

    def with_regions(self, regions: Iterable[RegionPlace]) -> Gazetteer:
        """Return a gazetteer that knows these regions too."""
        every = [*self.regions.values(), *regions]
        return Gazetteer(self.countries.values(), every, self.former, self.parts)

    @property
    def everything(self) -> tuple[Place, ...]:
        """All countries, then all regions, each sorted by code."""
        return (*self.countries.values(), *self.regions.values())

    def __contains__(self, code: object) -> bool:
        return code in self.countries or code in self.regions

    def __getitem__(self, code: str) -> Place:
        """Return the place with exactly this code."""
        found = self.countries.get(code) or self.regions.get(code)
        if found is None:
            raise UnknownNameError("place code", code)
        return found

    def name(self, code: str) -> str:
        """Return the name of the place with this code."""
        return self[code].name

    def full_name(self, code: str) -> str:
        """Return the name of a place, with what a region stands for."""
        return stated(self.name(code), code)

    def resolve(self, name: str) -> PlaceRef:
        """Return the code of the place that a name, alias or code stands for.

        Raises
        ------
        UnknownNameError
            Nothing is called so; the message has suggestions.
        AmbiguousNameError
            Several places are; the message has the choices.
        FormerStateError
            It is a state that no longer exists.
        PartOfStateError
            It is a part of a state.
        NoPlaceError
            It says that nothing is known, such as "n/a".
        """
        if not isinstance(name, str):
            raise WrongTypeError(f"a place is named by a text, not by {name!r}")
        found = self._named(name) or self._in_two_parts(name)
        if found is not None:
            return found
        if says_no_place(name):
            code = code_like(name) if code_like(name) in self._codes else ""
            raise NoPlaceError(name, code, self.name(self._codes[code]) if code else "")
        raise UnknownNameError("place", name, self.suggestions(name))

    def find(self, name: str) -> PlaceRef | None:
        """Return the code of the place that a name stands for; None where it is not one place.

        Nothing is suggested, which is most of the work of :meth:`resolve` for other words.
        """
        try:
            return self._named(name) or self._in_two_parts(name)
        except (AmbiguousNameError, FormerStateError, PartOfStateError):
            return None

    def _named(self, name: str) -> PlaceRef | None:
        """Return the place that a code or name stands for; None where it stands for nothing."""
        code = self._codes.get(name.strip())
        if code is not None:
            return code
        key = place_key(name)
        meanings = self._meanings.get(key, [])
        if len(meanings) == 1:
            return meanings[0]
        if meanings:
            raise AmbiguousNameError(name, [(code, self.describe(code)) for code in meanings])
        if key in self._notes_on_former:
            raise FormerStateError(name, self._notes_on_former[key])
        if key in self._states_of_parts:
            states = self._states_of_parts[key]
            raise PartOfStateError(name, [(state, self.name(state)) for state in states])
        return None

    def _in_two_parts(self, name: str) -> PlaceRef | None:
        """Return the place of "Tanzania, United Republic of" or "Spain (Canary Islands)"."""
        parts = two_parts(name)
        if parts is None:
            return None
        first, second = parts
        turned = self._named(f"{second} {first}")
        if turned is not None:
            return turned
        common = self._may_mean(first) & self._may_mean(second)
        return common.pop() if len(common) == 1 else None

    def _may_mean(self, name: str) -> set[PlaceRef]:
        """Return all places that a name may stand for, or that it is a part of."""
        code = self._codes.get(name)
        key = place_key(name)
        states = [self.countries[state].code for state in self._states_of_parts.get(key, ())]
        return {*self._meanings.get(key, ()), *states, *([] if code is None else [code])}

    def resolve_country(self, name: str) -> CountryRef:
        """Return the code of a country by any of its names; refuse regions."""
        try:
            code = self.resolve(name)
        except AmbiguousNameError as error:
            countries = [c for c, _ in error.choices if c in self.countries]
            if len(countries) != 1:
                raise
            code = self.countries[countries[0]].code
        except UnknownNameError:
            raise UnknownNameError("country", name, self._near(name, self.countries)) from None
        if not isinstance(code, CountryRef):
            raise NotACountryError(name, code)
        return code

    def suggestions(self, name: str) -> tuple[str, ...]:
        """Return names of places that come near the given one."""
        return self._near(name, [*self.countries, *self.regions])

    def _near(self, name: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Return main names that come near a name; where none does, other names."""
        places = [self[code] for code in codes]
        coded = self._codes.get(code_like(name))
        if any(place.code == coded for place in places):
            return (self.name(str(coded)),)
        found = suggest(name, [place.name for place in places])
        return found or suggest(name, [alias for place in places for alias in place.aliases])

    def describe(self, code: str) -> str:
        """Return a line that tells a place from others of the same name."""
        place = self[code]
        if isinstance(place, Country):
            return f"{place.name} (country)"
        size = len(self.members(code))
        named = f"{size} countries" if size else "region"
        return f"{place.name} ({named}, {place.standard})"

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the countries with a land border with one; of a region none."""
        country = self.countries.get(code)
        return () if country is None else country.neighbours

    def members(self, code: str, years: Years | None = None) -> frozenset[str]:
        """Return the countries that a place holds; a country holds itself.

        Parameters
        ----------
        code : str
            Code of a country or region.
        years : Years, optional
            Only members in at least one of these years; None takes everyone
            that ever was a member.
        """
        if code in self.countries:
            return frozenset({code})
        key = (code, years)
        if key not in self._members:
            region = self.regions[code]
            held: set[str] = set()
            for member in region.members:
                if years is None or member.years.overlaps(years):
                    held |= self.members(member.place, years)
            self._members[key] = frozenset(held)
        return self._members[key]

    def lies_in(self, code: str, region: str, years: Years | None = None) -> bool:
        """Whether a place lies in a region (or in a country: only in itself).

        A region lies in another when it has members and all of them do, or when
        the data say that it counts as lying there. A place lies in itself.
        """
        held = self.members(region, years)
        seen: set[str] = set()
        above = [code]
        while above:
            place = above.pop()
            members = self.members(place, years)
            if place == region or (members and members <= held):
                return True
            seen.add(place)
            found = self.regions.get(place)
            above += [w for w in found.within if w not in seen] if found else []
        return False

    def regions_of(self, code: str) -> tuple[str, ...]:
        """Return the codes of all regions that hold a country, sorted."""
        return tuple(region for region in self.regions if code in self.members(region))

    def search(self, text: str) -> list[Place]:
        """Return the places of which a name or code contains the text, by name."""
        wanted = fold(text)
        found = [
            place
            for place in self.everything
            if any(wanted in fold(name) for name in (place.name, *place.aliases, *_codes_of(place)))
        ]
        return sorted(found, key=lambda place: (place.name, place.code))
