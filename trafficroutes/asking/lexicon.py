"""All names and phrases that a question may be made of, as a tree of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec

from trafficroutes.asking.stems import stem
from trafficroutes.asking.vocabulary import listed, vocabulary
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.errors import AmbiguousNameError, NotHeldError, TrafficRoutesError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, spoken

_UNIT = re.compile(r"[^\W_]+")
#: Short names in capitals that small letters do not spell: "car" is no country.
_AS_SPELLED = re.compile(r"[A-Z]{2,3}|BiH|Mann|Lao|Man")
#: Those that everybody writes in small letters too.
_ALSO_SMALL = frozenset({"us", "uk", "usa", "uae", "drc", "eu"})
#: What people call places in no file of names.
_COLLOQUIAL = {"the States": "United States"}
_BEFORE_PLACES = ("FROM", "TO", "VIA", "IN", "FOR")
_ROUTE = ("route", "branch", "relays", "crossing")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for.

    Attributes
    ----------
    terminals : tuple of str
        Terminals of the grammar that it may be; empty for what is taken out of the line.
    what : str
        ``"place"``, ``"corridor"``, ``"commodity"``, ``"mode"``, ``"measure"``,
        ``"unusable"`` (a name of no one place), ``"off"`` (a subject that nothing
        answers) or ``"word"``.
    value : object
        A code, an id, a name, or what else it stands for.
    filler : bool
        Whether it may also change nothing.
    as_spelled : str
        The one spelling that means this; empty where capitals do not count.
    """

    terminals: tuple[str, ...]
    what: str
    value: Any = None
    filler: bool = False
    as_spelled: str = ""

    @property
    def changes_nothing(self) -> bool:
        """Whether it is a word that can be left out, and nothing else."""
        return self.what == "word" and not self.terminals


@dataclass(slots=True)
class Branch:
    """A place in the tree: the words that may follow, and what ends here."""

    after: dict[str, Branch] = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)


def units_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as they are compared.

    >>> units_of("Côte d'Ivoire"), units_of("St. Lucia & more")
    (('cote', 'd', 'ivoire'), ('saint', 'lucia', 'and', 'more'))
    """
    found = (fold(unit) for unit in _UNIT.findall(phrase.replace("&", " and ")))
    return tuple("saint" if unit == "st" else unit for unit in found if unit)


class _Demonyms(msgspec.Struct):
    source: str
    countries: dict[str, list[str]]
    regions: dict[str, str]


class _Listed(msgspec.Struct):
    source: str
    names: list[str]


@cache
def _demonyms() -> _Demonyms:
    return msgspec.json.decode(shipped_file("demonyms.json"), type=_Demonyms)


@cache
def cities_like_places() -> frozenset[str]:
    """Return the words of cities' names that a slip of the pen makes a country of."""
    return _listed("cities.json")


@cache
def english_like_words() -> frozenset[str]:
    """Return English words, none of the vocabulary, that a slip of the pen makes one of it."""
    return _listed("english.json")


def _listed(name: str) -> frozenset[str]:
    return frozenset(msgspec.json.decode(shipped_file(name), type=_Listed).names)


class Lexicon:
    """Phrases of a data file and of the language, findable from their first word.

    Parameters
    ----------
    data : Dataset
        Whose places, corridors, commodities and legs are known.
    """

    def __init__(self, data: Dataset) -> None:
        self.root = Branch()
        #: Phrases of the language of several words, by the stems of these.
        self.stems = Branch()
        self._names = {str(place.code): place.name for place in data.places.everything}
        spans = [c.years for leg in data.legs for c in leg.evidence]
        #: The newest year that a citation names; None where none does.
        self.newest = max((y for s in spans if s for y in (s.first, s.last) if y), default=None)
        self.leg_ids = frozenset(leg.id for leg in data.legs)
        self.corridor_ids = frozenset(data.records.corridors)
        for meaning, phrases in _entries(data):
            for phrase in phrases:
                self._add(meaning, phrase)
        self.units = frozenset(_units_in(self.root))
        self.by_length: dict[int, list[str]] = {}
        for unit in sorted(self.units):
            self.by_length.setdefault(len(unit), []).append(unit)

    def called(self, meaning: Meaning) -> str:
        """Return what a meaning is called: a place by its name."""
        if meaning.what == "unusable":
            return meaning.value if isinstance(meaning.value, str) else str(meaning.value[0])
        return self._names.get(str(meaning.value), str(meaning.value or "another word"))

    def _add(self, meaning: Meaning, phrase: str) -> None:
        units = units_of(phrase)
        if not units:
            return
        if meaning.what in ("place", "commodity") and _AS_SPELLED.fullmatch(phrase):
            small = meaning.what == "commodity" and len(phrase) > len("AA")
            if not small and phrase.lower() not in _ALSO_SMALL:
                meaning = Meaning(meaning.terminals, meaning.what, meaning.value, as_spelled=phrase)
        _grow(self.root, units, meaning)
        if meaning.what == "word" and len(units) > 1:
            _grow(self.stems, tuple(map(stem, units)), meaning)


def _grow(root: Branch, units: tuple[str, ...], meaning: Meaning) -> None:
    node = root
    for unit in units:
        node = node.after.setdefault(unit, Branch())
    if meaning not in node.meanings:
        node.meanings.append(meaning)


def _units_in(node: Branch) -> Iterator[str]:
    for unit, after in node.after.items():
        yield unit
        yield from _units_in(after)


def _entries(data: Dataset) -> Iterator[tuple[Meaning, Iterable[str]]]:
    yield from _place_names(data)
    yield from _adjectives(data)
    yield from _corridors(data)
    yield from _commodities(data)
    yield from _words()


def _place_names(data: Dataset) -> Iterator[tuple[Meaning, Iterable[str]]]:
    """Give the names of places; those of no one place are known as such."""
    every = data.places
    names = [name for place in every.everything for name in (place.name, *place.aliases)]
    codes = [country.code for country in every.countries.values()]
    for name in dict.fromkeys([*names, *every.former, *every.parts]):
        try:
            code = every.resolve(name)
        except TrafficRoutesError:
            yield Meaning(("PLACE",), "unusable", name), [name]
            continue
        shorter = name.removeprefix("The ").removeprefix("the ")
        inner = name.replace(" of the ", " of ")
        yield Meaning(("PLACE",), "place", code), {name: 0, shorter: 0, inner: 0}
    for code in codes:
        yield Meaning(("PLACE",), "place", code), [code]
    for said, name in _COLLOQUIAL.items():
        if name in names:
            code = every.resolve(name)
            yield Meaning(("PLACE",), "place", code, as_spelled=said), [said]


def _adjectives(data: Dataset) -> Iterator[tuple[Meaning, Iterable[str]]]:
    """Give demonyms; one of two countries, or of a name of two regions, has to be asked back."""
    meant: dict[str, list[str]] = {}
    for code, names in _demonyms().countries.items():
        for name in names:
            meant.setdefault(name, []).append(code)
    for name, codes in meant.items():
        if len(codes) > 1:
            yield Meaning(("ADJ",), "unusable", (name, tuple(codes))), [name, name + "s"]
        else:
            yield Meaning(("ADJ",), "place", codes[0]), [name, name + "s"]
    for name, region in _demonyms().regions.items():
        try:
            code = data.places.resolve(region)
        except TrafficRoutesError:
            if data.places.suggestions(region):
                yield Meaning(("ADJ",), "unusable", region), [name]
            continue
        yield Meaning(("ADJ",), "place", code), [name, name + "s"]


def _corridors(data: Dataset) -> Iterator[tuple[Meaning, Iterable[str]]]:
    """Give the names of corridors: as such where they say "route", else with "corridor"."""
    for key, corridor in data.records.corridors.items():
        name = corridor.name
        said = [f"{name} corridor", f"corridor {name}", f"corridor {spoken(key)}"]
        last = name.rpartition(" ")[2].lower()
        if last in _ROUTE:
            plain = re.sub(r"\b(cocaine|heroin)\s+", "", name)
            said += [name, plain, f"{name}s", plain.replace("Balkan ", "Balkans ")]
            said += [f"{plain.rpartition(' ')[0]} corridor"]
        yield Meaning(("CORRIDOR",), "corridor", key), said


def _commodities(data: Dataset) -> Iterator[tuple[Meaning, Iterable[str]]]:
    """Give commodities by all names: as the label of those held, else as the substance."""
    names = {spoken(family): family for family in data.families}
    for key, commodity in data.records.commodities.items():
        for name in (spoken(key), commodity.name, *commodity.aliases):
            names.setdefault(name, _label(data, name))
    for substance in data.substances().known:
        label = _label(data, substance.name)
        for name in substance.every_name:
            names.setdefault(name, label)
    for name, label in names.items():
        yield Meaning((), "commodity", label), [name]


def _label(data: Dataset, name: str) -> str:
    """Return the label of a commodity, or the name where that says nothing, or too much, here."""
    try:
        return data.resolve_commodity(name)[0]
    except (AmbiguousNameError, NotHeldError):
        return name


def _words() -> Iterator[tuple[Meaning, Iterable[str]]]:
    """Give the words of the language, each with all terminals that it may be."""
    known = vocabulary()
    fillers = {units_of(word) for word in f"{known.fillers} {known.stop_words}".split()}
    fillers |= {units_of(phrase) for phrase in listed(known.filler_phrases)}
    measures = {units_of(p): name for name, ps in known.measures.items() for p in listed(ps)}
    terminals: dict[tuple[str, ...], list[str]] = {units: ["MEASURE"] for units in measures}
    for terminal, phrases in known.terminals.items():
        for phrase in listed(phrases):
            may_be = terminals.setdefault(units_of(phrase), [])
            if terminal not in may_be:
                may_be.append(terminal)
    for units in dict.fromkeys([*terminals, *fillers]):
        # "Trafficked from" may be the "from" before a place, whatever else it is.
        last = terminals.get(units[-1:], []) if len(units) > 1 else []
        before = [terminal for terminal in last if terminal in _BEFORE_PLACES]
        if units in fillers:
            # "Manages to" is no way to a place.
            before = [terminal for terminal in before if terminal not in ("FROM", "TO")]
        found = tuple(dict.fromkeys([*terminals.get(units, []), *before]))
        word = Meaning(found, "word", measures.get(units), filler=units in fillers)
        yield word, [" ".join(units)]
    for subject, phrases in known.off_topic.items():
        yield Meaning((), "off", subject), listed(phrases)
    for way in known.modes:
        # "Which sea routes" asks for routes.
        said = listed(way.phrases)
        routes = [phrase for phrase in said if phrase.endswith((" route", " routes"))]
        yield Meaning(("ROUTE",), "mode", way.modes), routes
        yield Meaning((), "mode", way.modes), [phrase for phrase in said if phrase not in routes]
