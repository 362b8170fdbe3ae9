"""From a parsed question to the command line that answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lark import Token, Tree

from trafficroutes.asking.kinds import Kind
from trafficroutes.asking.periods import Period
from trafficroutes.asking.reading import Phrase
from trafficroutes.asking.results import Translation
from trafficroutes.errors import AmbiguousNameError, TrafficRoutesError, UnknownNameError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years

_SIZES = {
    "pair": 2,
    "pairs": 2,
    "duo": 2,
    "both": 2,
    "triple": 3,
    "triples": 3,
    "triplet": 3,
    "trio": 3,
    "trios": 3,
}
#: Kinds that take the number of rows to show.
_TOPPED = ("hubs", "paths", "suppliers", "centrality")
#: Kinds that cannot be asked by way of travel.
_WITHOUT_MODES = ("show", "legs")


class CannotBeAskedError(Exception):
    """A question that is read, but that its command cannot take."""


@dataclass
class _Line:
    """A command line in the making."""

    arguments: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def option(self, name: str, value: object) -> None:
        self.options += [f"--{name}", str(value)]


class Translator:
    """Makes the command line of one question.

    Parameters
    ----------
    data : Dataset
        What is asked.
    question : str
        The question as it was asked.
    phrases : sequence of Phrase
        What it was read as.
    """

    def __init__(self, data: Dataset, question: str, phrases: Sequence[Phrase]) -> None:
        self.data = data
        self.question = question
        self.phrases = phrases
        self.modes = tuple(
            dict.fromkeys(mode for p in phrases if p.what == "mode" for mode in p.value)
        )
        self.periods: list[Period] = [p.value for p in phrases if p.what == "period"]

    def commodity(self) -> str | None:
        """Return the label of the one commodity or family that is named.

        Raises
        ------
        NotHeldError
            The file holds nothing about it.
        CannotBeAskedError
            Two are named.
        """
        named = [p.value for p in self.phrases if p.what == "commodity"]
        labels = list(dict.fromkeys(self.data.resolve_commodity(name)[0] for name in named))
        if len(labels) > 1:
            raise CannotBeAskedError(
                f"ask about one commodity at a time, not about {' and '.join(labels)}"
            )
        return labels[0] if labels else None

    def asked(self, kind: Kind, tree: Tree[Token]) -> Translation:
        """Return the command of a kind.

        Raises
        ------
        CannotBeAskedError
            The command cannot take what is asked.
        TrafficRoutesError
            A name stands for no one place.
        """
        line = _Line()
        command = getattr(self, f"_{kind.name}")(line, tree) or kind.name
        commodity = self.commodity()
        years = self._selection(command, line, commodity)
        return Translation(
            question=self.question,
            command=("trafficroutes", command, *line.arguments, *line.options),
            kind=command,
            places=tuple(line.places),
            commodity=commodity,
            years=None if years is None else (years.first, years.last),
        )

    # ------------------------------------------------------------------ what all have
    def _selection(self, command: str, line: _Line, commodity: str | None) -> Years | None:
        """Add commodity, period and modes; return the period."""
        if command == "estimate":
            if commodity is None:
                raise CannotBeAskedError("an estimate is of one commodity or family: name it")
            line.arguments.insert(0, commodity)
        elif commodity is not None and commodity not in line.arguments:
            line.option("commodity", commodity)
        years = self._compared(line) if command == "compare" else self._period(line)
        if self.modes and command in _WITHOUT_MODES:
            raise CannotBeAskedError(f"{command} cannot be asked by way of travel")
        if "--remove-mode" not in line.options:
            for mode in self.modes:
                line.option("mode", mode)
        return years

    def _period(self, line: _Line) -> Years | None:
        spans = list(dict.fromkeys(period.years for period in self.periods))
        if len(spans) > 1:
            raise CannotBeAskedError("ask about one period at a time, or compare two")
        if not spans:
            return None
        line.option(
            *(("year", spans[0].first) if spans[0].length == 1 else ("years", _written(spans[0])))
        )
        return spans[0]

    def _compared(self, line: _Line) -> Years:
        spans = list(dict.fromkeys(period.years for period in self.periods))
        if len(spans) == len(("one", "other")):
            line.option("years", _written(spans[0]))
            line.option("with", _written(spans[1]))
            return spans[0]
        only: Period | None = self.periods[0] if len(spans) == 1 else None
        if only is not None and only.form in ("since", "recent") and only.years.first is not None:
            line.option("since", only.years.first)
            return Years(only.years.first, None)
        if only is not None and only.form == "range":
            line.option("years", only.years.first)
            line.option("with", only.years.last)
            return Years(only.years.first, only.years.first)
        raise CannotBeAskedError("a comparison needs two periods, or a year since when")

    # ------------------------------------------------------------------ places
    def _code(self, place: Tree[Token]) -> str:
        """Return the code of a place, or of a corridor its id."""
        (token,) = place.scan_values(lambda value: isinstance(value, Token))
        phrase = self.phrases[int(token)]
        if phrase.what == "unusable":
            raise self._unusable(phrase)
        if phrase.what == "code":
            return self.data.places.resolve(phrase.value)
        return str(phrase.value)

    def _unusable(self, phrase: Phrase) -> TrafficRoutesError:
        if isinstance(phrase.value, tuple):
            name, codes = phrase.value
            return AmbiguousNameError(name, [(c, self.data.places.describe(c)) for c in codes])
        try:
            self.data.places.resolve(phrase.value)
        except TrafficRoutesError as error:
            return error
        return UnknownNameError("place", phrase.text)

    def _said(self, code: str) -> str:
        """Return a name that the command line takes for a place, or its code."""
        if code in self.data.records.corridors:
            return code
        name = self.data.places.name(code)
        try:
            return name if self.data.places.resolve(name) == code else code
        except TrafficRoutesError:
            return code

    def _all(self, tree: Tree[Token], rule: str) -> list[str]:
        return [self._code(found) for found in _trees(tree, rule)]

    def _ends(self, line: _Line, tree: Tree[Token]) -> bool:
        """Add origin and destination; whether there are any."""
        origins, destinations = self._all(tree, "origin"), self._all(tree, "destination")
        if not origins or not destinations:
            return False
        ends = [origins[0], destinations[0]]
        if ends[0] == ends[1]:
            raise CannotBeAskedError("origin and destination are the same place")
        line.places += ends
        line.arguments += map(self._said, ends)
        return True

    def _numbers(self) -> list[int]:
        return [p.value for p in self.phrases if p.what == "number"]

    def _top(self, line: _Line) -> None:
        numbers = self._numbers()
        if numbers and numbers[0] > 0:
            line.option("top", numbers[0])

    # ------------------------------------------------------------------ kinds
    def _both_ends(self, line: _Line, tree: Tree[Token]) -> None:
        if not self._ends(line, tree):
            raise CannotBeAskedError("name where it comes from and where it goes")

    def _hubs(self, line: _Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        self._top(line)

    _paths = _hubs

    def _why(self, line: _Line, tree: Tree[Token]) -> None:
        (place,) = self._all(tree, "subject_place")
        line.places.append(place)
        line.arguments.append(self._said(place))
        self._both_ends(line, tree)

    def _suppliers(self, line: _Line, tree: Tree[Token]) -> None:
        (place,) = self._all(tree, "market")
        line.places.append(place)
        line.arguments.append(self._said(place))
        self._top(line)

    def _chokepoints(self, line: _Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        numbers = self._numbers()
        if numbers:
            line.option("budget", numbers[0])

    def _sweep(self, line: _Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        said = [
            size
            for p in self.phrases
            for unit in p.text.split()
            if (size := _SIZES.get(fold(unit)))
        ]
        sizes = self._numbers() or said
        if not sizes:
            raise CannotBeAskedError("say how many countries or legs: two, three, ...")
        line.option("size", sizes[0])
        terminals = _terminals(tree)
        if "LEG" in terminals:
            line.option("over", "both" if "COUNTRY" in terminals else "legs")
        for place in self._all(tree, "within"):
            line.places.append(place)
            line.option("within", self._said(place))

    def _whatif(self, line: _Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        for change in _trees(tree, "removed", "interdicted", "no_mode", "leg", "leg_id"):
            getattr(self, f"_{change.data}")(line, change)

    def _removed(self, line: _Line, change: Tree[Token]) -> None:
        for code in self._all(change, "subject"):
            line.places.append(code)
            corridor = code in self.data.records.corridors
            line.option("remove-corridor" if corridor else "remove", self._said(code))

    def _interdicted(self, line: _Line, change: Tree[Token]) -> None:
        (rate,) = (
            self.phrases[int(token)].value
            for token in change.scan_values(lambda v: isinstance(v, Token) and v.type == "RATE")
        )
        if not 0 <= rate <= 1:
            raise CannotBeAskedError("a rate is from 0 to 100 %")
        for code in self._all(change, "subject"):
            if code in self.data.records.corridors:
                raise CannotBeAskedError(
                    "a rate is of countries, a corridor can be closed as a whole"
                )
            line.places.append(code)
            line.option("interdict", f"{self._said(code)}={rate:.4g}")

    def _no_mode(self, line: _Line, change: Tree[Token]) -> None:  # noqa: ARG002 - as the others
        if not self.modes:
            raise CannotBeAskedError("say what nothing goes by: by air, by sea, overland")
        for mode in self.modes:
            line.option("remove-mode", mode)

    def _leg(self, line: _Line, change: Tree[Token]) -> None:
        ends = [*self._all(change, "tail"), *self._all(change, "head")]
        line.places += ends
        line.option("remove-leg", ":".join(ends))

    def _leg_id(self, line: _Line, change: Tree[Token]) -> None:
        line.option("remove-leg", self._ids(change)[0])

    def _ids(self, tree: Tree[Token]) -> list[str]:
        found = tree.scan_values(lambda v: isinstance(v, Token) and v.type == "LEGID")
        return [self.phrases[int(token)].value for token in found]

    def _centrality(self, line: _Line, tree: Tree[Token]) -> None:
        self._ends(line, tree)
        measures = [p.value for p in self.phrases if "MEASURE" in p.terminals and p.value]
        for measure in dict.fromkeys(measures):
            line.option("measure", measure)
        self._top(line)

    def _show(self, line: _Line, tree: Tree[Token]) -> None:
        subjects = self._all(tree, "subject")
        if not subjects:
            commodity = self.commodity()
            if commodity is None or "KNOW" not in _terminals(tree):
                raise CannotBeAskedError("name the place, corridor or commodity")
            line.arguments.append(commodity)
            return
        (code,) = subjects
        line.places.append(code)
        corridors = self.data.records.corridors
        line.arguments.append(corridors[code].name if code in corridors else self._said(code))

    def _legs(self, line: _Line, tree: Tree[Token]) -> str | None:
        if self._ends(line, tree):
            return None
        ids = self._ids(tree)
        if ids:
            line.arguments.append(ids[0])
            return None
        (code,) = self._all(tree, "subject")
        line.places.append(code)
        line.arguments.append(self._said(code))
        # What is said of one country is its profile.
        return None if code in self.data.records.corridors or is_region(code) else "show"

    def _compare(self, line: _Line, tree: Tree[Token]) -> None:
        self._ends(line, tree)

    def _cooperation(self, line: _Line, tree: Tree[Token]) -> None:
        if not self._ends(line, tree):
            (corridor,) = self._all(tree, "corridor")
            line.places.append(corridor)
            line.option("corridor", corridor)

    def _map(self, line: _Line, tree: Tree[Token]) -> str | None:
        named = [self.commodity() or ""]
        if self._ends(line, tree):
            file = _file_name([*named, *line.arguments])
            line.option("map", file)
            return "hubs" if _terminals(tree) & {"HUB", "COUNTRY"} else "paths"
        for code in self._all(tree, "subject"):
            line.places.append(code)
            option = (
                "corridor"
                if code in self.data.records.corridors
                else ("region" if is_region(code) else "place")
            )
            line.option(option, self._said(code))
            named.append(self._said(code))
        line.options += ["-o", _file_name(named)]
        return None

    def _estimate(self, line: _Line, tree: Tree[Token]) -> None:
        pass


def _terminals(tree: Tree[Token]) -> set[str]:
    """Return the terminals that a tree was read from."""
    return {token.type for token in tree.scan_values(lambda value: isinstance(value, Token))}


def _written(years: Years) -> str:
    if years.first == years.last:
        return str(years.first)
    return f"{years.first or ''}-{years.last or ''}"


def _file_name(parts: Sequence[str]) -> str:
    """Return a name below maps/ for what a map shows.

    >>> _file_name(["cocaine", "West Africa"]), _file_name([""])
    ('maps/cocaine-west-africa.html', 'maps/world.html')
    """
    words = [
        "-".join(filter(None, map(fold, part.replace("_", " ").replace("-", " ").split())))
        for part in parts
    ]
    name = "-".join(word for word in words if word)
    return f"maps/{name or 'world'}.html"


def _trees(tree: Tree[Token], *rules: str) -> Iterator[Tree[Token]]:
    """Yield the parts of a tree that were read by a rule, from left to right."""
    if tree.data in rules:
        yield tree
        return
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _trees(child, *rules)
