"""What a sweep may take out, and what that intercepts when it is solved anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from trafficroutes.analysis.chokepoints.cuts import Pair, ends, transit
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.markov import removal
from trafficroutes.markov.chain import Chain
from trafficroutes.markov.removal import HittingProbabilities
from trafficroutes.question.solving import Solved

Over = Literal["countries", "legs", "both"]
OVER: tuple[Over, ...] = ("countries", "legs", "both")


@dataclass(frozen=True)
class Narrowing:
    """What sets are made of.

    Attributes
    ----------
    over : {"countries", "legs", "both"}
        What they hold.
    within : str or None
        Code of the region in which countries, and both ends of legs, lie.
    protected : tuple of str
        Codes of countries that are left alone, and their legs with them.
    """

    over: Over
    within: str | None
    protected: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Items:
    """The countries and legs of which sets are made, in the order of their names.

    Attributes
    ----------
    solved : Solved
        The question.
    codes : tuple of str
        Countries; they come first.
    edges : tuple of int
        Legs, by positions in ``chain.edges``.
    """

    solved: Solved
    codes: tuple[str, ...]
    edges: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.codes) + len(self.edges)

    @property
    def labels(self) -> tuple[str, ...]:
        """Each as it stands in a file: a code, or the codes of a leg's ends."""
        return (*self.codes, *(">".join(self.ends(edge)) for edge in self.edges))

    def ends(self, edge: int) -> Pair:
        """Return the codes of the ends of a leg."""
        return ends(self.solved.chain, edge)

    def journeys(self) -> HittingProbabilities:
        """Return how journeys meet them."""
        return removal.journeys(self.solved.chain, self.codes, self.edges)

    def split(self, chosen: list[int]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return the countries and the legs of a set."""
        first = len(self.codes)
        return (
            tuple(self.codes[at] for at in chosen if at < first),
            tuple(self.edges[at - first] for at in chosen if at >= first),
        )


def items_of(solved: Solved, narrowing: Narrowing) -> Items:
    """Return what may be taken out: transit countries, and legs that are no region's way on."""
    codes: list[str] = []
    edges: list[int] = []
    if narrowing.over != "legs":
        codes = [code for code in transit(solved.chain) if _free(solved, (code,), narrowing)]
    if narrowing.over != "countries":
        chain = solved.chain
        is_leg = chain.routes.leg[chain.edges] != NO_LEG
        edges = [
            edge
            for edge in np.flatnonzero(is_leg).tolist()
            if _free(solved, ends(chain, edge), narrowing)
        ]
    return Items(
        solved,
        tuple(sorted(codes, key=lambda code: (solved.name(code), code))),
        tuple(sorted(edges, key=lambda edge: _named(solved, ends(solved.chain, edge)))),
    )


def _free(solved: Solved, codes: tuple[str, ...], narrowing: Narrowing) -> bool:
    """Return whether none is protected and all lie in the region."""
    network, region = solved.network, narrowing.within
    inside = region is None or all(
        network.gazetteer.lies_in(code, region, network.years) for code in codes
    )
    return inside and not any(code in narrowing.protected for code in codes)


def _named(solved: Solved, codes: Pair) -> tuple[str, ...]:
    return (*map(solved.name, codes), *codes)


def left(chain: Chain, codes: tuple[str, ...], edges: tuple[int, ...]) -> float:
    """Return P(enters and uses none of a set | arrives), solved anew; 0 where they cut it off."""
    return float(removal.avoiding(chain, codes, edges).arrival / chain.arrival)
