"""Which part of a connection's flow each of its legs, and each mode of a leg, carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from trafficroutes.graph.independence import independent
from trafficroutes.graph.network import Network
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.graph.weighting import strengths
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, EventCitation

_UNKNOWN = "unknown"


@dataclass(frozen=True)
class LegPart:
    """A leg behind a connection.

    Attributes
    ----------
    item : SelectedLeg
        The leg.
    part : float
        Its part of the flow of the legs behind the connection; they sum to 1.
    modes : dict of str to float
        Which part of the leg's goods goes by each mode; sums to 1.
    """

    item: SelectedLeg
    part: float
    modes: dict[str, float]


@lru_cache(maxsize=16)
def parts_of(network: Network) -> tuple[tuple[LegPart, ...], ...]:
    """Return the legs behind each connection with their parts; kept for the next question.

    Legs share a connection in proportion to their strength: their tonnes with
    ``volume``, evenly with ``equal``, else by the evidence for each of them alone.
    """
    return tuple(_connection(network, legs) for legs in network.legs)


def _connection(network: Network, legs: tuple[SelectedLeg, ...]) -> tuple[LegPart, ...]:
    data = network.data
    if data is None or len(legs) <= 1:
        weights = [1.0] * len(legs)
    else:
        weighting = network.weighting if network.weighting in ("volume", "equal") else "evidence"
        weights = strengths(data, [(item,) for item in legs], weighting)
        if not any(weights):  # the estimate may give tonnes to what grades call worthless
            weights = [1.0] * len(legs)
    whole = sum(weights)
    return tuple(
        LegPart(item, weight / whole, _modes(data, item.citations))
        for item, weight in zip(legs, weights, strict=True)
    )


def _modes(data: Dataset | None, citations: tuple[Citation, ...]) -> dict[str, float]:
    """Return the part of each mode in a leg.

    Each group of citations that hang together has one voice, as strong as its best
    citation, and spreads it evenly over the modes that it names (by their records, where
    it is an event); one that names none speaks for unknown means.
    """
    found: dict[str, float] = {}
    whole = 0.0
    for group in independent(citations):
        voice = 1.0 if data is None else max(map(data.probability, group))
        whole += voice
        for mode, part in _told(group).items():
            found[mode] = found.get(mode, 0.0) + voice * part
    return {mode: voice / whole for mode, voice in found.items()} if whole else {_UNKNOWN: 1.0}


def _told(group: Sequence[Citation]) -> dict[str, float]:
    """Return the parts of modes that citations of one voice name; they sum to 1."""
    counted: Counter[str] = Counter()
    for citation in group:
        if isinstance(citation, EventCitation):
            counted.update({str(mode): count for mode, count in citation.event.modes.items()})
    if not counted:
        told = {str(mode) for citation in group for mode in citation.modes} - {_UNKNOWN}
        counted.update(sorted(told) or [_UNKNOWN])
    whole = counted.total()
    return {mode: counted[mode] / whole for mode in sorted(counted)}
