"""Streams of random numbers that belong to what they are drawn for, and not to its place in a file.

A report has its own stream, by the record that it stands under, its source and its
locator, so adding a report, or moving one, leaves the draws of all others as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, EventCitation

Words = NDArray[np.uint32]

#: By what PCG64 multiplies its state, and the numbers of 128 bits.
_PCG64, _WHOLE = 0x2360ED051FC65DA44385DF649FCCF645, 2**128 - 1
#: The sections whose citations are drawn.
_SECTIONS = ("legs", "flows", "production", "consumption", "seizures", "observations")


def stream(seed: int, *words: str) -> np.random.Generator:
    """Return the random numbers that a seed has for some words (NumPy's PCG64).

    >>> stream(0, "claim", "a").random() == stream(0, "claim", "a").random()
    True
    """
    entropy = _entropy(seed, ["\0".join(words)])[0]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def streams(seed: int, kind: str, keys: Sequence[str]) -> Iterator[np.random.Generator]:
    """Yield the random numbers of each key: those of ``stream(seed, kind, key)``.

    One generator that is set anew for each, so it is to be used before the next is taken. Its
    states are worked out for all keys at once, since NumPy takes longer to begin a stream
    than to draw a thousand numbers from it.

    >>> [one.random() for one in streams(7, "claim", ["a", "b"])] == [
    ...     stream(7, "claim", "a").random(), stream(7, "claim", "b").random()]
    True
    """
    bits = np.random.PCG64(0)
    numbers, state = np.random.Generator(bits), bits.state
    inner = state["state"]
    for inner["state"], inner["inc"] in _begun(seed, [f"{kind}\0{key}" for key in keys]):
        bits.state = state
        yield numbers


def _begun(seed: int, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the state and the increment by which PCG64 begins the stream of each of some words."""
    for high, low, high_step, low_step in _seeded(_entropy(seed, words)).tolist():
        step = ((high_step << 64 | low_step) << 1 | 1) & _WHOLE
        yield ((step + (high << 64 | low)) * _PCG64 + step) & _WHOLE, step


def _seeded(entropy: Words) -> NDArray[np.uint64]:
    """Return what NumPy's SeedSequence makes of rows of entropy, for PCG64: shape (rows, 4).

    Source: M. O'Neill, "Developing a seed_seq Alternative" (2015), as in
    ``numpy.random.SeedSequence``, whose constants these are.
    """
    first = _Hash(0x43B0D7E5, 0x931E8875)
    pool = [first(entropy[:, at]) for at in range(4)]
    for source in range(4):
        for to in range(4):
            if source != to:
                pool[to] = _mixed(pool[to], first(pool[source]))
    for source in range(4, entropy.shape[1]):
        for to in range(4):
            pool[to] = _mixed(pool[to], first(entropy[:, source]))
    second = _Hash(0x8B51F9DD, 0x58F38DED)
    made = np.stack([second(pool[at % 4]) for at in range(8)], axis=1)
    return made.astype("<u4").view("<u8")


class _Hash:
    """The hash of SeedSequence, of which a constant changes with each use."""

    def __init__(self, constant: int, by: int) -> None:
        self._constant, self._by = constant, by

    def __call__(self, words: Words) -> Words:
        mixed: Words = words ^ np.uint32(self._constant)
        self._constant = self._constant * self._by & 0xFFFFFFFF
        mixed = mixed * np.uint32(self._constant)
        return mixed ^ (mixed >> np.uint32(16))


def _mixed(one: Words, other: Words) -> Words:
    mixed: Words = one * np.uint32(0xCA01F9DD) - other * np.uint32(0x4973F715)
    return mixed ^ (mixed >> np.uint32(16))


def _entropy(seed: int, words: Sequence[str]) -> Words:
    """Return the seed, and 16 bytes of the digest of each of some words: a row of 32 bits each."""
    first = seed.to_bytes(4 * max(1, -(-seed.bit_length() // 32)), "little")
    rows = b"".join([first + sha256(word.encode()).digest()[:16] for word in words])
    return np.frombuffer(rows, dtype="<u4").reshape(len(words), len(first) // 4 + 4)


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
