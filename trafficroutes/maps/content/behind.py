"""What stands behind an answer on a map: its legs by id, and what identifies it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from trafficroutes.graph.selection import in_period, taken_of
from trafficroutes.maps.content.legbook import confidence_of, identity, leg_fact
from trafficroutes.maps.content.view import LegFact

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.model.records import Citation, Leg
    from trafficroutes.model.years import Years
    from trafficroutes.question.evidence import Cited
    from trafficroutes.question.solving import DatasetInfo


class Behind:
    """The legs behind connections, with the citations that a question takes.

    Parameters
    ----------
    data : Dataset or None
        Where they stand; None for a graph made by hand.
    periods : sequence of Years or None
        A citation counts that speaks of one of these; None is any year.
    modes : sequence of str
        Only citations of these modes; empty takes all.
    """

    def __init__(
        self, data: Dataset | None, periods: Sequence[Years | None], modes: Sequence[str]
    ) -> None:
        self._data = data
        self._periods = periods
        self._modes = frozenset(modes)
        self._by_id: dict[str, Leg] = {} if data is None else {leg.id: leg for leg in data.legs}

    def facts(
        self,
        ids: Iterable[str],
        citations: tuple[Cited, ...] = (),
        layers: tuple[str, ...] | None = None,
    ) -> tuple[LegFact, ...]:
        """Return the facts of legs.

        Of a leg that the data do not have they are its id and the citations given.
        ``layers`` stand in for its corridors.
        """
        return tuple(self._fact(key, citations, layers) for key in ids)

    def _fact(
        self, key: str, citations: tuple[Cited, ...], layers: tuple[str, ...] | None
    ) -> LegFact:
        leg = self._by_id.get(key)
        if leg is None or self._data is None:
            return LegFact(key, "", layers or (), (), citations)
        return leg_fact(self._data, leg, self._taken(leg), layers)

    def confidence(self, ids: Iterable[str]) -> float:
        """Return the chance that at least one independent report is true."""
        if self._data is None:
            return 1.0
        known = [self._by_id[key] for key in ids if key in self._by_id]
        return confidence_of(self._data, [c for leg in known for c in self._taken(leg)])

    def _taken(self, leg: Leg) -> list[Citation]:
        citations = leg.evidence
        if None not in self._periods:
            citations = tuple(
                c for c in citations if any(in_period((c,), p) for p in self._periods)
            )
        return taken_of(citations, None, self._modes)


def lines_of(filters: str, dataset: DatasetInfo | None, data: Dataset | None) -> tuple[str, ...]:
    """Return what identifies an answer's map: the data, the filters and the version."""
    if dataset is None:
        return tuple(identity(None, filters))
    return tuple(identity(data, filters, path=dataset.path, sha256=dataset.sha256))
