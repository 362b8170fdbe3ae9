"""What an answer about suppliers assumed, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trafficroutes.question.notes import network_notes, notes_of

if TYPE_CHECKING:
    from trafficroutes.graph.network import Network
    from trafficroutes.question.query import Query
    from trafficroutes.question.solving import Solved

_FORWARD = (
    "Without a flow estimate goods are followed forward, from where they are made to their first "
    "arrival: shares are of what comes in, and what is made there is none of it"
)


def backward_notes(
    network: Network, begun: Sequence[str], drawn: tuple[str, ...], *, ends: bool
) -> tuple[str, ...]:
    """Return the notes of goods that are followed backward.

    Parameters
    ----------
    network : Network
    begun : sequence of str
        Names of places in which goods begin though no production is cited.
    drawn : tuple of str
        Notes about draws.
    ends : bool
        Whether goods end in the place at all.
    """
    what = "what ends there" if ends else "what comes in, since nothing ends there"
    told = [f"Goods are followed back over the flows of the estimate, from {what}"]
    if begun:
        told.append(
            "Goods are taken to begin where no supplier and no production is cited: "
            f"{', '.join(begun)}"
        )
    return network_notes(network, (*told, *drawn))


def forward_notes(solved: Solved, query: Query, drawn: tuple[str, ...]) -> tuple[str, ...]:
    """Return the notes of goods that are followed forward; ``drawn`` are those about draws."""
    return notes_of(solved, query, drawn=(_FORWARD, *drawn))
