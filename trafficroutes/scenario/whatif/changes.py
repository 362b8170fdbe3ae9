"""What a scenario changes, with its names resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from trafficroutes.errors import QueryError, UnknownNameError, WrongTypeError
from trafficroutes.model.arguments import listed
from trafficroutes.model.names import suggest
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.vocabulary import MODES
from trafficroutes.question.plain import Plain
from trafficroutes.question.solving import data_behind, gazetteer_of

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source

#: The smallest part of the goods that can be told from none beside the rest.
SMALLEST = 1e-9

Kind = Literal["remove", "remove_leg", "remove_corridor", "remove_mode", "interdict", "add_leg"]


class Changes(TypedDict, total=False):
    """What a scenario changes; see :func:`trafficroutes.whatif`."""

    remove: str | Iterable[str]
    remove_legs: str | Iterable[str]
    remove_corridors: str | Iterable[str]
    remove_modes: str | Iterable[str]
    interdict: Mapping[str, float]
    add_legs: Mapping[str, float]


@dataclass(frozen=True)
class ScenarioChange(Plain):
    """One change of a scenario.

    Attributes
    ----------
    kind : str
        ``remove``, ``remove_leg``, ``remove_corridor``, ``remove_mode``, ``interdict``
        or ``add_leg``.
    subject : str
        What it is about: the code of a place, ``A:B`` or ``A:B:mode`` by codes, the id
        of a leg or of a corridor, or a mode.
    name : str
        The same in words.
    value : float or None
        The rate of an interdiction, or the share of a hypothetical leg.
    hypothetical : bool
        Whether it is something that no document cites.
    """

    kind: Kind
    subject: str
    name: str
    value: float | None = None
    hypothetical: bool = False

    @property
    def ends(self) -> tuple[str, ...]:
        """The parts of ``A:B`` or ``A:B:mode``; one part for anything else."""
        return split_ends(self.subject)

    @property
    def closes(self) -> bool:
        """Whether it closes a place: by its removal, or at a rate of 1."""
        return self.kind == "remove" or (self.kind == "interdict" and self.value == 1.0)

    def __str__(self) -> str:
        return WORDS[self.kind].format(
            name=self.name,
            value=(self.value or 0.0) * 100,
            origin=self.name.partition(" > ")[0],
        )


#: What each kind is called.
WORDS = {
    "remove": "{name} closed",
    "remove_leg": "{name} cut",
    "remove_corridor": "{name} cut",
    "remove_mode": "everything by {name} cut",
    "interdict": "{value:.6g} % intercepted in {name}",
    "add_leg": "a hypothetical leg {name} for {value:.6g} % of what leaves {origin}",
}


def split_ends(text: str) -> tuple[str, ...]:
    """Return the parts of ``A:B`` or ``A:B:mode``, where a part may be ``R:REGION``.

    >>> split_ends("R:WEST_AFRICA:Spain:sea_container")
    ('R:WEST_AFRICA', 'Spain', 'sea_container')
    """
    parts: list[str] = []
    for part in text.split(":"):
        if parts and parts[-1] == "R":
            parts[-1] = f"R:{part.strip()}"
        else:
            parts.append(part.strip())
    return tuple(parts)


def changes_of(source: Source, changes: Changes) -> tuple[ScenarioChange, ...]:
    """Return the changes of a scenario with their names resolved, each once.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        There is no change, a number is out of its range, or two changes contradict
        each other.
    """
    resolver = _Resolver(source)
    named = (
        ("remove", changes.get("remove"), resolver.removal),
        ("remove_legs", changes.get("remove_legs"), resolver.leg),
        ("remove_corridors", changes.get("remove_corridors"), resolver.corridor),
        ("remove_modes", changes.get("remove_modes"), resolver.mode),
    )
    found = [read(text) for key, given, read in named for text in listed(key, given)]
    found += [resolver.rate(*item) for item in _numbered("interdict", changes.get("interdict"))]
    found += [resolver.added(*item) for item in _numbered("add_legs", changes.get("add_legs"))]
    if not found:
        raise QueryError("nothing is changed: name a place, a leg, a corridor or a mode to remove")
    found = list(dict.fromkeys(found))
    _refuse_contradictions(found)
    return tuple(found)


def _numbered(key: str, given: Mapping[str, float] | None) -> list[tuple[str, float]]:
    """Return what a person named with a number each."""
    if given is not None and not isinstance(given, Mapping):
        raise WrongTypeError(
            f"{key} takes names with a number each, as in {{'Spain': 0.3}}, not {given!r}"
        )
    for name in given or {}:
        if not isinstance(name, str):
            raise WrongTypeError(f"{key} names by a text, not by {name!r}")
    return list((given or {}).items())


def _refuse_contradictions(changes: list[ScenarioChange]) -> None:
    told: dict[tuple[str, str], ScenarioChange] = {}
    leaving: dict[str, float] = {}
    for change in changes:
        before = told.setdefault((change.kind, change.subject), change)
        if before != change:
            raise QueryError(f"two numbers for one thing: {before}, and {change}")
        if change.kind == "add_leg":
            origin = change.ends[0]
            leaving[origin] = leaving.get(origin, 0.0) + (change.value or 0.0)
    over = sorted(code for code, share in leaving.items() if share > 1.0)
    if over:
        raise QueryError(f"the hypothetical legs out of {over[0]} take more than all of it")


class _Resolver:
    """Reads what a person wrote, by the names of a source."""

    def __init__(self, source: Source) -> None:
        self._data = data_behind(source)
        self._places: Gazetteer = gazetteer_of(source)

    def removal(self, text: str) -> ScenarioChange:
        code = self._places.resolve(text)
        return ScenarioChange("remove", code, self._places.name(code))

    def leg(self, text: str) -> ScenarioChange:
        parts = split_ends(text)
        if len(parts) == 1:
            return self._leg_by_id(text)
        if len(parts) == len(("from", "to", "mode")):
            origin, to = self._pair(parts[:2], text)
            mode = self._known("mode", parts[2], MODES)
            name = f"{self._ways(origin, to)} by {in_words(mode)}"
            return ScenarioChange("remove_leg", f"{origin}:{to}:{mode}", name)
        origin, to = self._pair(parts, text)
        return ScenarioChange("remove_leg", f"{origin}:{to}", self._ways(origin, to))

    def corridor(self, text: str) -> ScenarioChange:
        if self._data is None:
            raise QueryError("this graph knows no corridors: name its legs or places")
        corridors = self._data.records.corridors
        by_name = {corridor.name: key for key, corridor in corridors.items()}
        key = by_name.get(text) or self._known("corridor", text, corridors)
        return ScenarioChange("remove_corridor", key, f"the {corridors[key].name}")

    def mode(self, text: str) -> ScenarioChange:
        mode = self._known("mode", text, MODES)
        return ScenarioChange("remove_mode", mode, in_words(mode))

    def rate(self, text: str, value: float) -> ScenarioChange:
        code = self._places.resolve(text)
        rate = _fraction(value, f"the rate of interdiction in {self._places.name(code)}")
        return ScenarioChange("interdict", code, self._places.name(code), rate)

    def added(self, text: str, value: float) -> ScenarioChange:
        origin, to = self._pair(split_ends(text), text)
        for code in (origin, to):
            self._places.resolve_country(code)
        name = self._ways(origin, to)
        share = _fraction(value, f"the share of the hypothetical leg {name}")
        if not share:
            raise QueryError(f"a hypothetical leg {name} takes nothing: give it a share above 0")
        return ScenarioChange("add_leg", f"{origin}:{to}", name, share, hypothetical=True)

    def _leg_by_id(self, text: str) -> ScenarioChange:
        ids = self._leg_ids()
        if text not in ids:
            raise UnknownNameError("leg", text, suggest(text, ids) or ("A:B", "the id of a leg"))
        return ScenarioChange("remove_leg", text, f"the leg {text}")

    def _leg_ids(self) -> Iterable[str]:
        if self._data is not None:
            return {str(leg.id) for leg in self._data.legs}
        return ()  # a graph made by hand has pairs of places only

    def _pair(self, parts: tuple[str, ...], text: str) -> tuple[str, str]:
        if len(parts) != len(("from", "to")) or not all(parts):
            raise QueryError(f"{text!r} is no leg: write A:B, such as Guinea-Bissau:Spain")
        origin, to = (self._places.resolve(part) for part in parts)
        if origin == to:
            raise QueryError(f"the leg {text!r} leads from {self._places.name(to)} to itself")
        return origin, to

    def _ways(self, origin: str, to: str) -> str:
        return f"{self._places.name(origin)} > {self._places.name(to)}"

    @staticmethod
    def _known(kind: str, text: str, known: Iterable[str]) -> str:
        known = tuple(known)
        if text not in known:
            raise UnknownNameError(kind, text, suggest(text, known) or known)
        return text


def in_words(mode: str) -> str:
    """Return a mode of transport in words.

    >>> in_words("sea_container"), in_words("unknown")
    ('sea container', 'unknown means')
    """
    return "unknown means" if mode == "unknown" else mode.replace("_", " ")


def _fraction(value: float, what: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value <= 1:
        raise QueryError(f"{what} is a number from 0 to 1, not {value!r}")
    if 0 < value < SMALLEST:
        raise QueryError(f"{what} is 0 or at least {SMALLEST:g}, not {value!r}: write 0")
    return float(value)
