"""The errors that trafficroutes raises; each says what is wrong and the way out.

Every error is a :class:`TrafficRoutesError` and the matching builtin as well,
so that ``except LookupError`` and ``except ValueError`` work in a script.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

_SHOWN = 8  # ids that a message lists
#: Control characters, stray line ends, and marks that turn the direction of text.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def visible(line: str) -> str:
    r"""Return a line with what a terminal would obey, or hide, as escapes.

    >>> print(visible("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return line if line.isprintable() else _UNSEEN.sub(lambda found: repr(found[0])[1:-1], line)


class TrafficRoutesError(Exception):
    """Base of every error that trafficroutes raises on purpose."""


class UnknownNameError(TrafficRoutesError, LookupError):
    """A name that nothing in the data answers to.

    Attributes
    ----------
    kind : str
        What was looked for, such as ``"place"`` or ``"commodity"``.
    name : str
        The name as it was given.
    suggestions : tuple of str
        Names that come near it, best first; may be empty.
    """

    def __init__(
        self, kind: str, name: str, suggestions: Sequence[str] = (), held: Sequence[str] = ()
    ) -> None:
        self.kind = kind
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = f"; did you mean {', '.join(self.suggestions)}?" if suggestions else ""
        if held and not suggestions:
            hint = f"; this file holds {', '.join(held)}"
        super().__init__(f"unknown {kind} {name!r}{hint}")


class NotHeldError(UnknownNameError):
    """A substance that is known, but that the data file holds nothing about.

    Attributes
    ----------
    held : tuple of str
        The commodities that the file holds.
    """

    def __init__(self, name: str, held: Sequence[str]) -> None:
        super().__init__("commodity", name)
        self.held = tuple(held)
        holds = ", ".join(held) or "no commodity"
        told = f"{name} is known, but this file holds nothing about it; it holds {holds}"
        self.args = (told,)


class AmbiguousNameError(TrafficRoutesError, LookupError):
    """A name with several meanings; the choices are in the message.

    Attributes
    ----------
    name : str
        The name as it was given.
    choices : tuple of (code, description)
        What it may mean; a code picks one.
    """

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.name = name
        self.choices = tuple(choices)
        listed = "; ".join(f"{code} = {text}" for code, text in self.choices)
        super().__init__(f"{name!r} has several meanings, name one by its code: {listed}")


class FormerStateError(TrafficRoutesError, LookupError):
    """The name of a state that no longer exists.

    Attributes
    ----------
    name : str
        The name as it was given.
    note : str
        What became of the state, and what to name instead.
    """

    def __init__(self, name: str, note: str) -> None:
        self.name = name
        self.note = note
        super().__init__(f"{name!r} is a former state: {note}")


class PartOfStateError(TrafficRoutesError, LookupError):
    """The name of a part of a state, where only whole states are known.

    Attributes
    ----------
    name : str
        The name as it was given.
    states : tuple of (code, name)
        Whose part it is; several where it is divided between them.
    """

    def __init__(self, name: str, states: Sequence[tuple[str, str]]) -> None:
        self.name = name
        self.states = tuple(states)
        listed = [f"{state} ({code})" for code, state in self.states]
        if len(listed) == 1:
            told = f"is a part of {listed[0]}: name that"
        else:
            told = f"is divided between {', '.join(listed[:-1])} and {listed[-1]}: name one"
        super().__init__(f"{name!r} {told}")


class NoPlaceError(TrafficRoutesError, LookupError):
    """A word that says that no place is known, where a place is needed.

    Attributes
    ----------
    name : str
        The word as it was given.
    code : str
        The code that it looks like in capitals; empty where there is none.
    """

    def __init__(self, name: str, code: str = "", place: str = "") -> None:
        self.name = name
        self.code = code
        hint = f"; {place} is written {code} or by its name" if code else ""
        super().__init__(f"{name!r} names no place: name one, or leave it out{hint}")


class NotACountryError(TrafficRoutesError, ValueError):
    """A region stands where only a country can.

    Attributes
    ----------
    name : str
        The name as it was given.
    code : str
        The region that it stands for.
    """

    def __init__(self, name: str, code: str) -> None:
        self.name = name
        self.code = code
        super().__init__(f"{name!r} is a region ({code}), not a country: name countries")


class WrongTypeError(TrafficRoutesError, TypeError):
    """An argument of a kind that cannot be used, such as a number for a name."""


class RecordError(TrafficRoutesError, ValueError):
    """A record of which the values do not go together.

    Attributes
    ----------
    flaws : tuple of (path, message)
        Where below the record something is wrong, and what.
    """

    def __init__(self, flaws: Sequence[tuple[tuple[str | int, ...], str]]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("; ".join(message for _, message in self.flaws))


class QueryError(TrafficRoutesError, ValueError):
    """A question that makes no sense as asked (such as from a place to itself)."""


class NotUnderstoodError(QueryError):
    """A question in words that stands for no command.

    Attributes
    ----------
    nearest : tuple of (kind, example)
        The kinds of question that come nearest, each with an example.
    """

    def __init__(self, why: str, nearest: Sequence[tuple[str, str]] = ()) -> None:
        self.nearest = tuple(nearest)
        lines = [f"\n  {kind}: {example}" for kind, example in self.nearest]
        super().__init__(why + ("; these come nearest:" + "".join(lines) if lines else ""))


class DeclinedError(QueryError):
    """A question for how to evade control; no command answers that."""


class NoRouteError(TrafficRoutesError, LookupError):
    """Nothing in the selected legs leads from the origin to the destination.

    Attributes
    ----------
    reached : tuple of str
        Codes of the places that can be reached from the origin, sorted.
    feeders : tuple of str
        Codes of the places from which the destination can be reached, sorted.
    """

    def __init__(
        self, message: str, reached: Sequence[str] = (), feeders: Sequence[str] = ()
    ) -> None:
        self.reached = tuple(reached)
        self.feeders = tuple(feeders)
        super().__init__(message)


class NotSolvedError(TrafficRoutesError, ArithmeticError):
    """No iteration comes near enough to the solution of a large network.

    Parameters
    ----------
    residual : float
        How near the last one came, as a part of the right-hand side.
    wanted : float
        How near it had to come.
    """

    def __init__(self, residual: float, wanted: float) -> None:
        self.residual = residual
        self.wanted = wanted
        super().__init__(
            f"the iterations come no nearer than {residual:.1e} of what is asked (wanted: "
            f"{wanted:.0e}): goods hardly ever leave some cycle of places. Take the weakest "
            "connections out, or ask about a part that is small enough to be solved directly"
        )


class MissingQuantityError(TrafficRoutesError, ValueError):
    """A weighting by amounts met legs without one (``volume``, ``kilograms``).

    Attributes
    ----------
    legs : tuple of str
        Ids of those legs, sorted.
    """

    def __init__(self, legs: Sequence[str], what: str = "flow quantity") -> None:
        self.legs = tuple(legs)
        shown = ", ".join(self.legs[:_SHOWN]) + (" ..." if len(self.legs) > _SHOWN else "")
        super().__init__(
            f"{len(self.legs)} of the selected legs have no {what} ({shown}): "
            "use another weighting, or leave them out with --drop-unquantified "
            "(drop_unquantified=True)"
        )


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a data file.

    Attributes
    ----------
    line, column : int
        Where it stands, counted from 1; 0 where the place is not known.
    path : str
        Where it stands in the data, such as ``legs[12].to``.
    message : str
        What is wrong, with the value and the way out.
    """

    line: int
    column: int
    path: str
    message: str

    def to_dict(self) -> dict[str, str | int]:
        """Return plain values."""
        return {
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": self.message,
        }

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}: " if self.line else ""
        return visible(f"{where}{self.path + ': ' if self.path else ''}{self.message}")


class DataFileError(TrafficRoutesError, ValueError):
    """A data file that cannot be used; holds all of its problems at once.

    Attributes
    ----------
    path : str
        The file.
    problems : tuple of Problem
        All that is wrong with it, in the order of the file.
    """

    def __init__(self, path: str, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{visible(path)}: {count} problem{'s' if count != 1 else ''}\n{lines}")


class FileAccessError(TrafficRoutesError, OSError):
    """A file that cannot be read or written."""


class MissingPackageError(TrafficRoutesError, ImportError):
    """A package that something asked for needs, and that is not installed.

    Attributes
    ----------
    package : str
        Its name.
    """

    #: What each extra of setup.cfg asks for. It is named and not the extra, which no
    #: index knows.
    EXTRAS: ClassVar = {
        "dask": ("dask>=2024.8", "distributed>=2024.8"),
        "export": ("bibtexparser>=2.0", "XlsxWriter>=3.1"),
        "figures": ("matplotlib>=3.8",),
        "parquet": ("pyarrow>=15",),
        "word": ("python-docx>=1.1",),
    }

    def __init__(self, package: str, extra: str, what: str) -> None:
        self.package = package
        command = shlex.join(
            [sys.executable or "python", "-m", "pip", "install", *self.EXTRAS[extra]]
        )
        super().__init__(f"{what} needs {package}, which is not installed; run: {command}")


class SweepTooLargeError(TrafficRoutesError, ValueError):
    """More sets than can be looked at in reasonable time.

    Attributes
    ----------
    scenarios : int
        How many sets there are.
    seconds : float
        How long they would take at the rate that was measured.
    """

    def __init__(self, message: str, scenarios: int, seconds: float) -> None:
        self.scenarios = scenarios
        self.seconds = seconds
        super().__init__(message)


class UnfinishedRunError(TrafficRoutesError, ValueError):
    """Parts of an earlier run that cannot be gone on with, or are not asked for."""


class ClusterError(TrafficRoutesError, OSError):
    """A Dask cluster that cannot be used."""
