"""What maps of answers about whole networks share: widths, colours, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trafficroutes.maps.legbook import colour_of
from trafficroutes.maps.roles import width_words
from trafficroutes.maps.style import within

if TYPE_CHECKING:
    from trafficroutes.analysis.network_question import NetworkQuery
    from trafficroutes.model.dataset import Dataset


class Answer(Protocol):
    """One family of an answer."""

    @property
    def commodity(self) -> str:
        """What moves."""

    @property
    def weighting(self) -> str:
        """How flow is measured."""


@dataclass(frozen=True)
class Scale:
    """What widths show on a map of several families.

    Attributes
    ----------
    measure : str
        See :data:`~trafficroutes.maps.style.LIMITS`.
    heading, said : str
        Of the legend, and after an amount.
    totals : tuple of float
        What a strength of each flow is a part of; 1 where it is shown as it is.
    """

    measure: str
    heading: str
    said: str
    totals: tuple[float, ...]

    def part(self, flow: int, strength: float) -> float:
        """Return what is shown for a strength."""
        return strength / self.totals[flow]

    def told(self, flow: int, strength: float, interval: tuple[float, float] | None) -> str:
        """Return a strength as it is shown, with where 90 percent of the draws lie."""
        shown = None
        if interval is not None:
            shown = (self.part(flow, interval[0]), self.part(flow, interval[1]))
        return within(self.part(flow, strength), shown, self.measure)


def scale_of(weightings: Sequence[str], strengths: Sequence[Sequence[float]]) -> Scale:
    """Return what widths show: the flow, or its parts where families count differently."""
    if len(set(weightings)) == 1:
        heading, said = width_words(weightings[0])
        return Scale(weightings[0], heading, said, (1.0,) * len(strengths))
    return Scale(
        "share",
        "Part of its family (width)",
        "of the flow of its family, which families measure differently",
        tuple(sum(each) or 1.0 for each in strengths),
    )


def colours(data: Dataset | None, answers: Sequence[Answer]) -> list[str]:
    """Return the colour of each answer's family; one that the data lack gets one of ours."""
    known = set() if data is None else {*data.families, *data.records.commodities}
    return [
        colour_of(data if answer.commodity in known else None, answer.commodity, number)
        for number, answer in enumerate(answers)
    ]


def filters_of(query: NetworkQuery, answers: Iterable[Answer], years: str) -> str:
    """Return the options that chose the networks, in a line."""
    weighting = ", ".join(sorted({answer.weighting for answer in answers}))
    ends = f"Ends: {query.origin_name}, {query.destination_name}; y" if query.origin_name else "Y"
    return (
        f"{ends}ears: {years}; modes: {', '.join(query.modes) or 'all'}; "
        f"commodity: {query.commodity or 'each'}; weighting: {weighting}."
    )
