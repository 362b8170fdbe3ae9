"""What all kinds of question have: places, one commodity, one period, ways of travel."""

from __future__ import annotations

from collections.abc import Sequence

from lark import Token, Tree

from trafficroutes.asking.lines import CannotBeAskedError, Line, trees, written
from trafficroutes.asking.periods import Period
from trafficroutes.asking.reading import Phrase
from trafficroutes.errors import AmbiguousNameError, TrafficRoutesError, UnknownNameError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Years

#: Kinds that cannot be asked by way of travel.
_WITHOUT_MODES = ("show", "legs")


class Choices:
    """What one question selects, as a command line takes it.

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

    def select(self, command: str, line: Line, commodity: str | None) -> Years | None:
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

    def _period(self, line: Line) -> Years | None:
        spans = list(dict.fromkeys(period.years for period in self.periods))
        if len(spans) > 1:
            raise CannotBeAskedError("ask about one period at a time, or compare two")
        if not spans:
            return None
        line.option(
            *(("year", spans[0].first) if spans[0].length == 1 else ("years", written(spans[0])))
        )
        return spans[0]

    def _compared(self, line: Line) -> Years:
        spans = list(dict.fromkeys(period.years for period in self.periods))
        if len(spans) == len(("one", "other")):
            line.option("years", written(spans[0]))
            line.option("with", written(spans[1]))
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

    def code(self, place: Tree[Token]) -> str:
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

    def said(self, code: str) -> str:
        """Return a name that the command line takes for a place, or its code."""
        if code in self.data.records.corridors:
            return code
        name = self.data.places.name(code)
        try:
            return name if self.data.places.resolve(name) == code else code
        except TrafficRoutesError:
            return code

    def codes(self, tree: Tree[Token], rule: str) -> list[str]:
        """Return the codes of all places that a rule read."""
        return [self.code(found) for found in trees(tree, rule)]

    def ends(self, line: Line, tree: Tree[Token]) -> bool:
        """Add origin and destination; whether there are any."""
        origins, destinations = self.codes(tree, "origin"), self.codes(tree, "destination")
        if not origins or not destinations:
            return False
        ends = [origins[0], destinations[0]]
        if ends[0] == ends[1]:
            raise CannotBeAskedError("origin and destination are the same place")
        line.places += ends
        line.arguments += map(self.said, ends)
        return True

    def numbers(self) -> list[int]:
        """Return the numbers in the question."""
        return [p.value for p in self.phrases if p.what == "number"]

    def top(self, line: Line) -> None:
        """Add how many rows are asked for."""
        numbers = self.numbers()
        if numbers and numbers[0] > 0:
            line.option("top", numbers[0])
