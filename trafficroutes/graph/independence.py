"""Which citations are independent, and how many of them a leg has to stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.graph.arrays import Ints
from trafficroutes.model.arguments import check_whole
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation


def independent(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Group citations that are not independent of each other.

    Two citations hang together when they come from one document or repeat one
    published estimate; so do those that hang together by way of a third.
    """
    citations = list(citations)
    if _stand_alone(list(map(_document, citations))):
        return [[citation] for citation in citations]
    groups: list[tuple[set[str], list[Citation]]] = []
    for citation in citations:
        keys = {f"source {citation.source}"}
        if citation.estimate is not None:
            keys.add(f"estimate {citation.estimate}")
        members = [citation]
        apart = []
        for group in groups:
            if group[0] & keys:
                keys |= group[0]
                members = [*group[1], *members]
            else:
                apart.append(group)
        groups = [*apart, (keys, members)]
    return [members for _, members in groups]


def _document(citation: Citation) -> str | None:
    """Return the document of a citation that repeats no estimate, and so hangs on nothing else."""
    return citation.source if citation.estimate is None else None


def _stand_alone(documents: Sequence[str | None]) -> bool:
    """Whether no two citations have a document in common, and none repeats an estimate."""
    return None not in documents and len(set(documents)) == len(documents)


def groups_of(
    citations: Sequence[Citation], legs: Sequence[Sequence[int]]
) -> list[list[list[int]]]:
    """Return for each leg its groups of citations that are independent of each other.

    Parameters
    ----------
    citations : sequence of Citation
    legs : sequence of sequences of int
        For each leg, positions in ``citations``; so are the members of groups.
    """
    documents = list(map(_document, citations))
    found = []
    for leg in legs:
        if _stand_alone([documents[position] for position in leg]):
            found.append([[position] for position in leg])
            continue
        # By identity: two citations may say the very same.
        at = {id(citations[position]): position for position in leg}
        groups = independent(citations[position] for position in leg)
        found.append([[at[id(citation)] for citation in group] for group in groups])
    return found


def joined(groups: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Return the members of groups in a row, and where each group begins."""
    sizes = [len(group) for group in groups]
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    return np.array([member for group in groups for member in group], dtype=np.int64), begins


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a leg has to stand on to be taken.

    Attributes
    ----------
    citations : int
        At least so many citations that are independent of each other.
    press_alone : bool
        Whether a leg is taken that only documents of the kind ``press`` tell of.
    """

    citations: int = 1
    press_alone: bool = True

    def __post_init__(self) -> None:
        """Refuse a number that asks for nothing."""
        check_whole("the number of citations", self.citations)
        if self.citations < 1:
            raise QueryError(f"a leg has 1 citation or more: {self.citations} asks for nothing")

    def met(self, data: Dataset, citations: Sequence[Citation]) -> bool:
        """Whether the citations of a leg are enough."""
        if not self.press_alone and all(data.source(c).kind == "press" for c in citations):
            return False
        return len(citations) >= self.citations and (
            self.citations <= 1 or len(independent(citations)) >= self.citations
        )

    def __str__(self) -> str:
        parts = []
        if self.citations > 1:
            parts.append(f"fewer than {self.citations} independent citations")
        if not self.press_alone:
            parts.append("press reports alone")
        return " or ".join(parts)


#: Takes every leg.
ANY = Threshold()
