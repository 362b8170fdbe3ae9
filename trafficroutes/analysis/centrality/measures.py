"""The measures that :func:`trafficroutes.centrality` knows, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from trafficroutes.analysis.centrality.brokerage import (
    BROKERAGE,
    brokerage,
    core_numbers,
    implied_role,
)
from trafficroutes.analysis.centrality.network import CountryNetwork
from trafficroutes.analysis.centrality.random_walks import (
    hits,
    katz,
    pagerank,
    random_walk_betweenness,
)
from trafficroutes.analysis.centrality.shortest_paths import PathSums, harmonic, path_sums
from trafficroutes.errors import UnknownNameError
from trafficroutes.graph.arrays import Floats, Ints, summed
from trafficroutes.model.arguments import check_known, listed
from trafficroutes.model.names import suggest

#: What places are grouped by for brokerage.
GROUPS = ("region", "subregion", "role")


@dataclass(frozen=True, eq=False)
class Setting:
    """A network of countries with all that its measures need, each found once.

    Attributes
    ----------
    countries : CountryNetwork
        The network.
    sources, targets : int array
        Positions of the places between which ``pairs_*`` look.
    groups : {"region", "subregion", "role"}
        What places are grouped by for brokerage.
    """

    countries: CountryNetwork
    sources: Ints
    targets: Ints
    groups: str = "region"

    @cached_property
    def strength_in(self) -> Floats:
        """Flow into each place."""
        return self._summed(self.countries.heads, self.countries.flow)

    @cached_property
    def strength_out(self) -> Floats:
        """Flow out of each place."""
        return self._summed(self.countries.tails, self.countries.flow)

    @cached_property
    def degree_in(self) -> Floats:
        """Places from which a leg leads to each."""
        return self._summed(self.countries.heads, np.ones(self.countries.tails.size))

    @cached_property
    def degree_out(self) -> Floats:
        """Places to which a leg leads from each."""
        return self._summed(self.countries.tails, np.ones(self.countries.tails.size))

    def _summed(self, ends: Ints, values: Floats) -> Floats:
        return summed(values, ends, self.countries.count)

    @cached_property
    def by_hops(self) -> PathSums:
        """Fewest legs between all pairs."""
        return self._paths(np.ones(self.countries.tails.size))

    @cached_property
    def by_cost(self) -> PathSums:
        """Shortest paths by 1 / flow between all pairs."""
        return self._paths(self.countries.cost)

    @cached_property
    def pairs_by_hops(self) -> PathSums:
        """Fewest legs from sources to destinations."""
        ends = self.sources, self.targets
        return self._paths(np.ones(self.countries.tails.size), *ends)

    @cached_property
    def pairs_by_cost(self) -> PathSums:
        """Shortest paths by 1 / flow from sources to destinations."""
        return self._paths(self.countries.cost, self.sources, self.targets)

    def _paths(
        self, cost: Floats, sources: Ints | None = None, targets: Ints | None = None
    ) -> PathSums:
        net = self.countries
        return path_sums(net.tails, net.heads, cost, net.count, sources=sources, targets=targets)

    @cached_property
    def hits(self) -> tuple[Floats, Floats]:
        """Hub and authority scores."""
        return hits(self.countries.adjacency)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The role that each place's strengths imply."""
        return tuple(
            implied_role(out, into)
            for out, into in zip(self.strength_out.tolist(), self.strength_in.tolist(), strict=True)
        )

    @cached_property
    def group_of(self) -> tuple[str, ...]:
        """The group of each place."""
        if self.groups == "role":
            return self.roles
        known = self.countries.network.gazetteer.countries
        return tuple(
            known[code].region if self.groups == "region" else known[code].subregion
            for code in self.countries.places
        )

    @cached_property
    def brokerage(self) -> dict[str, Floats]:
        """How often each place stands between two others, by the groups of the three."""
        return brokerage(self.countries.adjacency > 0, self.group_of)


def _share_of_all(sums: PathSums, count: int) -> Floats:
    return sums.places / max((count - 1) * (count - 2), 1)


def _share_of_pairs(sums: PathSums) -> Floats:
    return sums.places / max(sums.pairs, 1)


def _random_walk(setting: Setting) -> Floats:
    net = setting.countries
    return random_walk_betweenness(net.tails, net.heads, net.flow, net.count)


def _harmonic_in(setting: Setting) -> Floats:
    net = setting.countries
    return harmonic(net.heads, net.tails, net.count)


def _harmonic_out(setting: Setting) -> Floats:
    net = setting.countries
    return harmonic(net.tails, net.heads, net.count)


def _core(setting: Setting) -> Floats:
    return core_numbers(setting.countries.adjacency > 0).astype(np.float64)


def _broker(kind: str) -> Callable[[Setting], Floats]:
    return lambda setting: setting.brokerage[kind]


#: Every measure by which places can be ranked, more being more central.
MEASURES: dict[str, Callable[[Setting], Floats]] = {
    "degree_in": lambda s: s.degree_in,
    "degree_out": lambda s: s.degree_out,
    "degree": lambda s: s.degree_in + s.degree_out,
    "strength_in": lambda s: s.strength_in,
    "strength_out": lambda s: s.strength_out,
    "strength": lambda s: s.strength_in + s.strength_out,
    "betweenness_hops": lambda s: _share_of_all(s.by_hops, s.countries.count),
    "betweenness_cost": lambda s: _share_of_all(s.by_cost, s.countries.count),
    "pairs_hops": lambda s: _share_of_pairs(s.pairs_by_hops),
    "pairs_cost": lambda s: _share_of_pairs(s.pairs_by_cost),
    "random_walk": _random_walk,
    "harmonic_in": _harmonic_in,
    "harmonic_out": _harmonic_out,
    "pagerank": lambda s: pagerank(s.countries.adjacency),
    "katz": lambda s: katz(s.countries.adjacency),
    "hits_hub": lambda s: s.hits[0],
    "hits_authority": lambda s: s.hits[1],
    "core": _core,
    **{kind: _broker(kind) for kind in BROKERAGE},
}

#: Names that stand for several measures.
BUNDLES: dict[str, tuple[str, ...]] = {
    "degrees": ("degree_in", "degree_out", "degree"),
    "strengths": ("strength_in", "strength_out", "strength"),
    "betweenness": ("betweenness_hops", "betweenness_cost"),
    "pairs": ("pairs_hops", "pairs_cost"),
    "harmonic": ("harmonic_in", "harmonic_out"),
    "hits": ("hits_hub", "hits_authority"),
    "brokerage": BROKERAGE,
    "all": tuple(MEASURES),
}

#: What is answered unless measures are named.
DEFAULT = (
    "strength_in",
    "strength_out",
    "betweenness_hops",
    "betweenness_cost",
    "pairs_cost",
    "random_walk",
    "pagerank",
)


def measures_named(names: str | Iterable[str]) -> tuple[str, ...]:
    """Return the measures that names and bundles stand for, each once; none takes the default.

    Raises
    ------
    UnknownNameError
        There is no such measure.
    """
    found: list[str] = []
    for name in listed("measures", names):
        if name not in MEASURES and name not in BUNDLES:
            known = (*MEASURES, *BUNDLES)
            raise UnknownNameError("measure", name, suggest(name, known) or known)
        found += BUNDLES.get(name, (name,))
    return tuple(dict.fromkeys(found)) or DEFAULT


def setting_of(
    countries: CountryNetwork,
    *,
    ends: tuple[frozenset[str], frozenset[str]] | None = None,
    groups: str = "region",
) -> Setting:
    """Return a network with the ends of ``pairs_*``.

    Parameters
    ----------
    countries : CountryNetwork
        The network.
    ends : pair of sets of str, optional
        Codes of sources and destinations. Without them, sources are the countries
        with cited production, or without any, those that no leg leads into;
        destinations are those where something stays (:func:`where_goods_stay
        <trafficroutes.question.notes.where_goods_stay>`), or without any, those that
        no leg leads out of.
    groups : {"region", "subregion", "role"}
        What places are grouped by for brokerage.
    """
    check_known("grouping", groups, GROUPS)
    if ends is None:
        made = [code in countries.network.supply for code in countries.places]
        into = np.bincount(countries.heads, minlength=countries.count)
        out = np.bincount(countries.tails, minlength=countries.count)
        sources = np.flatnonzero(made) if any(made) else np.flatnonzero(into == 0)
        targets = np.flatnonzero(countries.stays > 0)
        if not targets.size:
            targets = np.flatnonzero(out == 0)
    else:
        sources, targets = (
            np.flatnonzero([code in chosen for code in countries.places]) for chosen in ends
        )
    return Setting(countries, sources, targets, groups)
