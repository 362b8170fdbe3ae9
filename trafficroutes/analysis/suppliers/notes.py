"""What an answer about suppliers assumed, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from trafficroutes.graph.independence import independent
from trafficroutes.graph.selection import mentions_in
from trafficroutes.model.digits import settled
from trafficroutes.model.years import pooled
from trafficroutes.question.notes import BUSY, network_notes, notes_of
from trafficroutes.question.saying import number_of, percent

if TYPE_CHECKING:
    from trafficroutes.analysis.suppliers.results import Supplier
    from trafficroutes.graph.network import Network
    from trafficroutes.question.query import Query
    from trafficroutes.question.solving import Solved

#: Suppliers of which a note tells.
_SAID = 3
_FORWARD = (
    "Without a flow estimate goods are followed forward, from where they are made to their first "
    "arrival: shares are of what comes in, and what is made there is none of it"
)


def on_one_report(
    network: Network, suppliers: Iterable[Supplier], legs: Mapping[str, Iterable[int]]
) -> str:
    """Return the suppliers of a tenth and more of whom one report alone tells, as a note.

    Parameters
    ----------
    network : Network
    suppliers : iterable of Supplier
        By the last step.
    legs : mapping of code to iterable of int
        The connections by which goods of each come in.
    """
    told = []
    for supplier in suppliers:
        citations = [
            citation
            for leg in legs.get(supplier.place, ())
            for item in network.legs[leg]
            for citation in item.citations
        ]
        if settled(supplier.share) >= BUSY and citations and len(independent(citations)) == 1:
            told.append(f"{supplier.name} ({percent(supplier.share)}, {citations[0].source})")
    of_each = " of each" if len(told) > 1 else ""
    return f"One report alone tells{of_each} that goods come from {', '.join(told)}" if told else ""


def records_beside(network: Network, place: str) -> str:
    """Return what seizure records of the place name as suppliers, to read beside the answer.

    Of the commodity with most such records; empty where there are none of the period.
    """
    data = network.data
    if data is None:
        return ""
    told_of = mentions_in(data, place, network.commodities, network.years)
    entries = [entry for entry, _ in told_of]
    if not entries:
        return ""
    entry = max(entries, key=lambda entry: (entry.records, entry.id))
    first = entry.suppliers[:_SAID]
    told = ", ".join(
        f"{percent(one.records / entry.records)} name {data.places.name(one.place)}"
        for one in first
    )
    span = pooled([c.years for c in entry.citations if c.years is not None])
    dated = f" of {span}" if span else ""
    return (
        f"Beside it: of {number_of(entry.records, 'seizure record')}{dated} that state from where "
        f"{data.commodity(entry.commodity).name.lower()} came, {told} "
        f"({entry.citations[0].source}); a courier counts as a ship does"
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
