"""From a parsed question to the command line that answers it."""

from __future__ import annotations

from lark import Token, Tree

from trafficroutes.asking.choices import Choices
from trafficroutes.asking.kinds import Kind
from trafficroutes.asking.lines import CannotBeAskedError, Line, file_name, terminals_in, trees
from trafficroutes.asking.results import Translation
from trafficroutes.model.names import fold
from trafficroutes.model.refs import is_region

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


class Translator(Choices):
    """Makes the command line of one question; a method a kind."""

    def asked(self, kind: Kind, tree: Tree[Token]) -> Translation:
        """Return the command of a kind.

        Raises
        ------
        CannotBeAskedError
            The command cannot take what is asked.
        TrafficRoutesError
            A name stands for no one place.
        """
        line = Line()
        command = getattr(self, f"_{kind.name}")(line, tree) or kind.name
        commodity = self.commodity()
        years = self.select(command, line, commodity)
        return Translation(
            question=self.question,
            command=("trafficroutes", command, *line.arguments, *line.options),
            kind=command,
            places=tuple(line.places),
            commodity=commodity,
            years=None if years is None else (years.first, years.last),
        )

    def _both_ends(self, line: Line, tree: Tree[Token]) -> None:
        if not self.ends(line, tree):
            raise CannotBeAskedError("name where it comes from and where it goes")

    def _hubs(self, line: Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        self.top(line)

    _paths = _hubs

    def _why(self, line: Line, tree: Tree[Token]) -> None:
        (place,) = self.codes(tree, "subject_place")
        line.places.append(place)
        line.arguments.append(self.said(place))
        self._both_ends(line, tree)

    def _suppliers(self, line: Line, tree: Tree[Token]) -> None:
        (place,) = self.codes(tree, "market")
        line.places.append(place)
        line.arguments.append(self.said(place))
        self.top(line)

    def _chokepoints(self, line: Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        numbers = self.numbers()
        if numbers:
            line.option("budget", numbers[0])

    def _sweep(self, line: Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        said = [
            size
            for p in self.phrases
            for unit in p.text.split()
            if (size := _SIZES.get(fold(unit)))
        ]
        sizes = self.numbers() or said
        if not sizes:
            raise CannotBeAskedError("say how many countries or legs: two, three, ...")
        line.option("size", sizes[0])
        terminals = terminals_in(tree)
        if "LEG" in terminals:
            line.option("over", "both" if "COUNTRY" in terminals else "legs")
        for place in self.codes(tree, "within"):
            line.places.append(place)
            line.option("within", self.said(place))

    def _whatif(self, line: Line, tree: Tree[Token]) -> None:
        self._both_ends(line, tree)
        for change in trees(tree, "removed", "interdicted", "no_mode", "leg", "leg_id"):
            getattr(self, f"_{change.data}")(line, change)

    def _removed(self, line: Line, change: Tree[Token]) -> None:
        for code in self.codes(change, "subject"):
            line.places.append(code)
            corridor = code in self.data.records.corridors
            line.option("remove-corridor" if corridor else "remove", self.said(code))

    def _interdicted(self, line: Line, change: Tree[Token]) -> None:
        (rate,) = (
            self.phrases[int(token)].value
            for token in change.scan_values(lambda v: isinstance(v, Token) and v.type == "RATE")
        )
        if not 0 <= rate <= 1:
            raise CannotBeAskedError("a rate is from 0 to 100 %")
        for code in self.codes(change, "subject"):
            if code in self.data.records.corridors:
                raise CannotBeAskedError(
                    "a rate is of countries, a corridor can be closed as a whole"
                )
            line.places.append(code)
            line.option("interdict", f"{self.said(code)}={rate:.4g}")

    def _no_mode(self, line: Line, change: Tree[Token]) -> None:  # noqa: ARG002 - as the others
        if not self.modes:
            raise CannotBeAskedError("say what nothing goes by: by air, by sea, overland")
        for mode in self.modes:
            line.option("remove-mode", mode)

    def _leg(self, line: Line, change: Tree[Token]) -> None:
        ends = [*self.codes(change, "tail"), *self.codes(change, "head")]
        line.places += ends
        line.option("remove-leg", ":".join(ends))

    def _leg_id(self, line: Line, change: Tree[Token]) -> None:
        line.option("remove-leg", self._ids(change)[0])

    def _ids(self, tree: Tree[Token]) -> list[str]:
        found = tree.scan_values(lambda v: isinstance(v, Token) and v.type == "LEGID")
        return [self.phrases[int(token)].value for token in found]

    def _centrality(self, line: Line, tree: Tree[Token]) -> None:
        if self.ends(line, tree) and not terminals_in(tree) & {"CENTRAL", "MEASURE"}:
            # "The most important countries" between two ends are its hubs.
            raise CannotBeAskedError("say by what measure countries are to be ranked")
        measures = [p.value for p in self.phrases if "MEASURE" in p.terminals and p.value]
        for measure in dict.fromkeys(measures):
            line.option("measure", measure)
        self.top(line)

    def _show(self, line: Line, tree: Tree[Token]) -> None:
        subjects = self.codes(tree, "subject")
        if not subjects:
            commodity = self.commodity()
            if commodity is None or "KNOW" not in terminals_in(tree):
                raise CannotBeAskedError("name the place, corridor or commodity")
            line.arguments.append(commodity)
            return
        (code,) = subjects
        line.places.append(code)
        corridors = self.data.records.corridors
        line.arguments.append(corridors[code].name if code in corridors else self.said(code))

    def _legs(self, line: Line, tree: Tree[Token]) -> str | None:
        if self.ends(line, tree):
            return None
        ids = self._ids(tree)
        if ids:
            line.arguments.append(ids[0])
            return None
        (code,) = self.codes(tree, "subject")
        line.places.append(code)
        line.arguments.append(self.said(code))
        # What is said of one country is its profile.
        return None if code in self.data.records.corridors or is_region(code) else "show"

    def _compare(self, line: Line, tree: Tree[Token]) -> None:
        self.ends(line, tree)

    def _cooperation(self, line: Line, tree: Tree[Token]) -> None:
        if not self.ends(line, tree):
            (corridor,) = self.codes(tree, "corridor")
            line.places.append(corridor)
            line.option("corridor", corridor)

    def _map(self, line: Line, tree: Tree[Token]) -> str | None:
        named = [self.commodity() or ""]
        if self.ends(line, tree):
            file = file_name([*named, *line.arguments])
            line.option("map", file)
            return "hubs" if terminals_in(tree) & {"HUB", "COUNTRY"} else "paths"
        for code in self.codes(tree, "subject"):
            line.places.append(code)
            option = (
                "corridor"
                if code in self.data.records.corridors
                else ("region" if is_region(code) else "place")
            )
            line.option(option, self.said(code))
            named.append(self.said(code))
        line.options += ["-o", file_name(named)]
        return None

    def _estimate(self, line: Line, tree: Tree[Token]) -> None:
        pass
