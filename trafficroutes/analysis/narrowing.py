"""The evidence that a question asks of legs, and what a graph can no longer be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trafficroutes.analysis.plain import Plain
from trafficroutes.graph.independence import Threshold

if TYPE_CHECKING:
    from trafficroutes.analysis.query import Options


class Narrowed(Plain):
    """A question that may ask legs to stand on some evidence."""

    min_citations: int
    without_press: bool

    @property
    def threshold(self) -> Threshold:
        """The evidence that a leg has to stand on."""
        return Threshold(self.min_citations, press_alone=not self.without_press)


def threshold_of(options: Options) -> Threshold:
    """Return the evidence that a leg has to stand on by some options.

    Raises
    ------
    QueryError
        It asks for fewer than 1 citation.
    """
    return Threshold(
        options.get("min_citations", 1), press_alone=not options.get("without_press", False)
    )


def selecting(options: Options) -> list[str]:
    """Return the options that select or weigh legs, which a graph can no longer take."""
    idle = {"min_citations": 1}
    return sorted(
        key
        for key, value in options.items()
        if value and key != "retention" and value != idle.get(key)
    )
