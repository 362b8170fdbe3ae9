"""Draws that a test makes itself, and the world that each of them keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from tests.analysis.questions import Question
from tests.walking import World
from trafficroutes.flowmodel.worlds.sampling import Draws
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.question import worlds_network

#: What a leg counts for by evidence where a draw keeps none of its reports; each counts
#: 1 that is kept, so that any of them makes up the whole.
DOUBTED = Fraction(1, 20)


class Luck:
    """Stands in for the draws of citations, and remembers what each draw keeps.

    Citations are kept more often than not and by themselves, so that draws differ.
    """

    def __init__(self) -> None:
        self.kept: list[dict[int, bool]] = []
        self.quantile: list[dict[int, float]] = []

    def __call__(
        self,
        data: Dataset,
        citations: Sequence[Citation],
        count: int,
        *,
        seed: int,
        figures: bool,
    ) -> Draws:
        del data, figures
        chance = np.random.Generator(np.random.PCG64(seed))
        kept = chance.random((count, len(citations))) < 0.6
        quantile = chance.random((count, len(citations)))
        ids = [id(citation) for citation in citations]
        assert len(set(ids)) == len(ids)
        self.kept = [dict(zip(ids, row, strict=True)) for row in kept.tolist()]
        self.quantile = [dict(zip(ids, row, strict=True)) for row in quantile.tolist()]
        return Draws(kept, quantile)

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Make the draws of networks, for so long."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(worlds_network, "draws_of", self)
            yield

    def arriving(self, question: Question) -> list[World]:
        """Return what each draw keeps, of those in which something sets out."""
        worlds = (self.world(question, draw) for draw in range(len(self.kept)))
        return [world for world in worlds if world.s]

    def world(self, question: Question, draw: int) -> World:
        """Return what one draw keeps, as a person would write it down."""
        data, whole = question.data, question.world
        kept, quantile = self.kept[draw], self.quantile[draw]
        weighting = question.options["weighting"]
        flow: dict[tuple[str, str], Fraction] = {}
        for entry in data.legs:
            left = [c for c in entry.citations if kept[id(c)]]
            pair = (str(entry.origin), str(entry.to))
            if weighting == "volume":
                told = [c for c in left if c.quantity is not None]
                strength = sum((amount(c, quantile[id(c)]) for c in told), Fraction(0))
            elif weighting == "equal":
                strength = Fraction(bool(left))
            else:
                strength = Fraction(1) if left else DOUBTED
            if strength:
                flow[pair] = strength
        stays: dict[str, Fraction] = {}
        if question.options["retention"] == "cited" and weighting == "volume":
            for (tail, head), moved in flow.items():
                stays[head] = stays.get(head, Fraction(0)) + moved
                stays[tail] = stays.get(tail, Fraction(0)) - moved
            stays = {c: n for c, n in stays.items() if n > 0 and c not in whole.regions}
        elif question.options["retention"] == "cited":
            stays = {
                str(use.place): Fraction(1)
                for use in data.records.consumption
                if any(kept[id(c)] for c in use.citations)
            }
        production = {
            str(entry.place): amount(entry.citations[0], quantile[id(entry.citations[0])])
            for entry in data.records.production
        }
        return replace(whole, flow=flow, stays=stays, production=production)


def amount(citation: Citation, quantile: float) -> Fraction:
    """Return the best figure at a quantile: triangular, a quarter up and down."""
    assert citation.quantity is not None
    assert citation.quantity.best is not None
    half = citation.quantity.best / 4
    low, high = citation.quantity.best - half, citation.quantity.best + half
    if quantile < 0.5:
        return Fraction(low + half * (2 * quantile) ** 0.5)
    return Fraction(high - half * (2 * (1 - quantile)) ** 0.5)
