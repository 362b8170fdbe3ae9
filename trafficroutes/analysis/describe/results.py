"""What :func:`trafficroutes.describe` answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import number_of, percent
from trafficroutes.question.solving import DatasetInfo


@dataclass(frozen=True)
class DegreeCount(Plain):
    """How many countries have a number of connections.

    Attributes
    ----------
    degree : int
        Connections.
    places, places_in, places_out : int
        Countries with so many in and out together, in, and out.
    """

    degree: int
    places: int
    places_in: int
    places_out: int


@dataclass(frozen=True)
class FirstPlace(Plain):
    """A country of the first by connections.

    Attributes
    ----------
    place, name : str
        Code and name.
    degree, degree_in, degree_out : int
        Its connections: in and out together, in, and out.
    betweenness : float
        Its part of the shortest paths between two others, by number of connections.
    """

    place: str
    name: str
    degree: int
    degree_in: int
    degree_out: int
    betweenness: float


@dataclass(frozen=True)
class RemovalStep(Plain):
    """What is left when some countries are out.

    Attributes
    ----------
    measure : str
        What countries go by, the largest first.
    removed : int
        How many are out.
    place, name : str or None
        The last of them; None where none is.
    reachable, largest : float
        Pairs of which one leads to the other, as a part of those of the whole network;
        countries in the largest part that hangs together, as a part of all.
    random_reachable, random_largest : float or None
        Means of the same over random orders; None without any.
    reachable_band, largest_band : pair of float or None
        The 5 and 95 percent points over random orders.
    """

    measure: str
    removed: int
    place: str | None
    name: str | None
    reachable: float
    largest: float
    random_reachable: float | None
    reachable_band: tuple[float, float] | None
    random_largest: float | None
    largest_band: tuple[float, float] | None


@dataclass(frozen=True, repr=False)
class Description(Result):
    """The figures of one commodity's or family's network.

    Attributes
    ----------
    commodity, weighting : str
        What moves, and how flow is measured.
    nodes, edges : int
        Countries, and connections between them.
    density : float or None
        Connections as a part of all that there could be, n (n - 1).
    reachability : float or None
        Ordered pairs of which one leads to the other, as a part of all pairs.
    reciprocity : float or None
        Connections that are told of the other way round too, as a part of all.
    mean_path : float or None
        Mean of the fewest connections between such pairs.
    longest_path : int
        The most of them.
    centralisation_in, centralisation_out, centralisation_betweenness : float or None
        Freeman's centralisation of degrees in and out, and of betweenness by hops: 1 in a
        star.
    weak_components, strong_components : tuple of int
        Sizes of components, the largest first: whatever the directions, and with each
        country leading to each.
    degrees : tuple of DegreeCount
        The distribution of degrees, ascending; numbers that no country has are left out.
    first : tuple of FirstPlace
        Countries by their connections.
    removal : tuple of RemovalStep
        What is left as countries go, by each measure asked for.
    random, seed : int
        How many random orders the bands are of, and by which seed.
    notes : tuple of str
        What was assumed and left out.
    """

    tables: ClassVar[Tables] = {
        "first": FirstPlace,
        "degrees": DegreeCount,
        "removal": RemovalStep,
    }

    commodity: str
    weighting: str
    nodes: int
    edges: int
    density: float | None
    reachability: float | None
    reciprocity: float | None
    mean_path: float | None
    longest_path: int
    centralisation_in: float | None
    centralisation_out: float | None
    centralisation_betweenness: float | None
    weak_components: tuple[int, ...]
    strong_components: tuple[int, ...]
    degrees: tuple[DegreeCount, ...]
    first: tuple[FirstPlace, ...]
    removal: tuple[RemovalStep, ...]
    random: int
    seed: int
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class DescribeResult(Answered[Description]):
    """The answer of :func:`describe`: the question, the data, an answer a family."""

    query: NetworkQuery
    dataset: DatasetInfo | None
    answers: tuple[Description, ...]

    def sentences(self, answer: Description) -> tuple[str, ...]:
        """Return how large, dense and reachable the network is, in words."""
        size = f"{number_of(answer.nodes, 'country')}, {number_of(answer.edges, 'connection')}"
        told = [f"{size}: {percent(answer.density or 0.0)} of all that there could be."]
        if answer.mean_path is not None and answer.reachability is not None:
            told.append(
                f"In {percent(answer.reachability)} of the pairs the one leads to the other, by "
                f"{answer.mean_path:.2f} connections on average."
            )
        names = [place.name for place in answer.first[:3]]
        if names:
            told.append(f"Most connections: {', '.join(names)}.")
        return tuple(told)
