"""What a way of following goods is asked, forward or backward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trafficroutes.analysis.suppliers.draws import TracedDraws
    from trafficroutes.analysis.suppliers.traced import Traced
    from trafficroutes.graph.network import Network
    from trafficroutes.question.legs import Journeys
    from trafficroutes.question.query import Query


class Following(Protocol):
    """Goods followed to a place, or back from it."""

    @property
    def network(self) -> Network:
        """Their connections."""

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the places, in the order of the arrays."""

    def traced(self) -> Traced:
        """Return what all reports together say."""

    def journeys(self) -> Journeys:
        """Return what the goods used and passed."""

    def draws(self, count: int | None, seed: int) -> TracedDraws:
        """Return what some draws say."""

    def notes(self, query: Query, drawn: tuple[str, ...]) -> tuple[str, ...]:
        """Return the notes of an answer; ``drawn`` are those about draws."""
