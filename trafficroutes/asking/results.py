"""What a question in words stands for."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Translation:
    """A question in words, and the command that answers it.

    Attributes
    ----------
    question : str
        The question as it was asked.
    command : tuple of str
        The command line: ``trafficroutes``, the command, its arguments and options.
    kind : str
        Name of the command.
    places : tuple of str
        Codes of places, in the order of the command's arguments; of a corridor its id.
    commodity : str or None
        Id of the commodity or family; None for all.
    years : tuple of (int or None) or None
        First and last year, None for an open end; None for all years. Of a comparison
        of two periods it is the first.
    """

    question: str
    command: tuple[str, ...]
    kind: str
    places: tuple[str, ...]
    commodity: str | None
    years: tuple[int | None, int | None] | None

    @property
    def line(self) -> str:
        """The command as a shell takes it."""
        return shlex.join(self.command)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as ``ask --dry-run -f json`` prints them."""
        return {
            "command": list(self.command),
            "kind": self.kind,
            "places": list(self.places),
            "commodity": self.commodity,
            "years": None if self.years is None else list(self.years),
        }

    def __repr__(self) -> str:
        return f"<Translation: {self.line}>"
