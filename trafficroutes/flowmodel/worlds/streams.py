"""Streams of random numbers that belong to what they are drawn for, and not to its place in a file.

A report has its own stream, by the record that it stands under, its source and its
locator, so adding a report, or moving one, leaves the draws of all others as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

import numpy as np

from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, EventCitation

#: The sections whose citations are drawn.
_SECTIONS = ("legs", "flows", "production", "consumption", "seizures", "observations")


def stream(seed: int, *words: str) -> np.random.Generator:
    """Return the random numbers that a seed has for some words (NumPy's PCG64).

    >>> stream(0, "claim", "a").random() == stream(0, "claim", "a").random()
    True
    """
    digest = sha256("\0".join(words).encode()).digest()
    # The seed and 16 bytes of the digest as numbers of 32 bits.
    size = 4 * max(1, -(-seed.bit_length() // 32))
    entropy = np.frombuffer(seed.to_bytes(size, "little") + digest[:16], dtype="<u4")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def claim_of(claims: Mapping[int, str], citation: Citation) -> str:
    """Return what a citation claims; the part of an event claims what the whole does."""
    whole = citation.whole if isinstance(citation, EventCitation) else None
    return claims[id(whole or citation)]


@lru_cache(maxsize=4)
def claims_of(data: Dataset) -> dict[int, str]:
    """Return what each citation of the data claims, by identity of the citation.

    Citations that repeat one published estimate share one claim.
    """
    found = {}
    for section in _SECTIONS:
        for entry in getattr(data.records, section):
            told: Counter[str] = Counter()
            for citation in entry.evidence:
                if isinstance(citation, EventCitation):
                    event = citation.event
                    found[id(citation)] = f"event {entry.id} {event.source} {event.rule}"
                    continue
                if citation.estimate is not None:
                    found[id(citation)] = f"estimate {citation.estimate}"
                    continue
                where = f"{section} {entry.id} {citation.source} {citation.locator}"
                told[where] += 1
                found[id(citation)] = f"{where} {told[where]}"
    return found
