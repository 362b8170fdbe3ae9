"""What a map tells, before any place has a point or any leg a curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trafficroutes.analysis.evidence import Cited
from trafficroutes.model.years import Years

ORIGIN, TRANSIT, GATEWAY = "origin", "transit", "gateway"


@dataclass(frozen=True)
class LegFact:
    """A leg as a map shows it.

    Attributes
    ----------
    id, commodity : str
        Its id, and the name of what it carries.
    corridors : tuple of str
        Names of the corridors it belongs to.
    spans : tuple of Years
        The years that its citations speak of, apart from each other and ascending.
    citations : tuple of Cited
        Who says so.
    """

    id: str
    commodity: str
    corridors: tuple[str, ...]
    spans: tuple[Years, ...]
    citations: tuple[Cited, ...]


@dataclass(frozen=True)
class Flow:
    """A family or commodity: the first level of the map's layers.

    Attributes
    ----------
    label : str
        Its name.
    colour : str
        As ``#RRGGBB``.
    notes : tuple of str
        What was assumed and left out.
    """

    label: str
    colour: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What a place is to one flow.

    Attributes
    ----------
    flow : int
        Position of the flow.
    role : {"origin", "transit", "gateway"}
        Where goods set out, pass, or arrive.
    size : float
        From 0 to 1: as part of the largest on the map.
    amount : str
        The same in words.
    """

    flow: int
    role: str
    size: float
    amount: str


@dataclass(frozen=True)
class Connection:
    """What goes from one place to another.

    Attributes
    ----------
    flow : int
        Position of its flow.
    origin, to : str
        Codes of its ends.
    legs : tuple of LegFact
        The legs behind it; empty where a region's goods go on to its members.
    strength : float
        How much, in the measure of the map.
    amount : str
        The same in words.
    width : int
        Class of its width.
    confidence : int
        Class of its evidence: 2 strong, 1 fair, 0 weak; weak too where assumed.
    """

    flow: int
    origin: str
    to: str
    legs: tuple[LegFact, ...]
    strength: float
    amount: str
    width: int
    confidence: int

    @property
    def citations(self) -> tuple[Cited, ...]:
        """Those of its legs, each once."""
        return tuple(dict.fromkeys(cited for leg in self.legs for cited in leg.citations))


@dataclass(frozen=True)
class Words:
    """What the encodings of a map mean, for its legend and its facts.

    Attributes
    ----------
    width, size : str
        Headings of the legend.
    classes : tuple of str
        What each width stands for.
    sizes : tuple of (float, str)
        Sizes of places to show, with what they stand for.
    of_connection : str
        Follows a connection's amount.
    roles : mapping of role to (name, what follows its amount)
        In the order of the legend.
    """

    width: str
    size: str
    classes: tuple[str, ...]
    sizes: tuple[tuple[float, str], ...]
    of_connection: str
    roles: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class View:
    """A map's content.

    Attributes
    ----------
    title : str
        Of the map.
    flows : tuple of Flow
        Its layers.
    connections : tuple of Connection
        Those to draw, the strongest first.
    undrawn : tuple of Connection
        Those that only the table lists.
    parts : mapping of code to tuple of Part
        What each place is.
    words : Words
        What the encodings mean.
    summary : str
        A sentence under the title: how much is shown.
    cut : str
        Another on what is not drawn; empty where all is.
    lines : tuple of str
        Data, filters and version.
    adds_up : bool
        Whether a place's sizes in several flows add up; else the largest counts.
    """

    title: str
    flows: tuple[Flow, ...]
    connections: tuple[Connection, ...]
    undrawn: tuple[Connection, ...]
    parts: Mapping[str, tuple[Part, ...]]
    words: Words
    summary: str
    lines: tuple[str, ...]
    cut: str = ""
    adds_up: bool = False
