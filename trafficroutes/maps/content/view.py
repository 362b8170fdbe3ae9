"""What a map tells, before any place has a point or any leg a curve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from trafficroutes.model.digits import settled
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import Cited

ORIGIN, TRANSIT, GATEWAY = "origin", "transit", "gateway"


@dataclass(frozen=True)
class Mark:
    """What sets some places or connections apart, with a row in the legend.

    Attributes
    ----------
    label : str
        What it means.
    colour : str
        As ``#RRGGBB``: of the ring round a place, and of the glow along a connection;
        empty for none.
    dash : str
        Dashes of the ring, or of the connection, in pixels, as SVG writes them; empty
        for a whole ring, and for a connection as its evidence has it.
    faint : bool
        Whether connections are drawn pale, without a rim.
    of_places : bool
        Whether places carry it; else connections do.
    wide : float
        How many times as wide as others its glow is.
    hollow : bool
        Whether its glow is empty: what it says is not sure.
    """

    label: str
    colour: str = ""
    dash: str = ""
    faint: bool = False
    of_places: bool = False
    wide: float = 1.0
    hollow: bool = False


@dataclass(frozen=True)
class Marked:
    """How a place or connection is set apart, and what else is to be said of it.

    Attributes
    ----------
    mark : int or None
        Position of its mark in the view.
    note : str
        A phrase for its facts; empty for none.
    """

    mark: int | None = None
    note: str = ""


PLAIN = Marked()


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
    seizures : int
        How many seizures are on record between its ends.
    """

    id: str
    commodity: str
    corridors: tuple[str, ...]
    spans: tuple[Years, ...]
    citations: tuple[Cited, ...]
    seizures: int = 0


@dataclass(frozen=True)
class FlowLayer:
    """A family or commodity: the first level of the map's layers.

    Attributes
    ----------
    label : str
        Its name.
    colour : str
        As ``#RRGGBB``.
    notes : tuple of str
        What was assumed and left out.
    ticked : bool
        Whether its connections are drawn before anybody chooses.
    counter : bool
        Whether it runs the other way than drugs, as proceeds and precursors do: it never
        decides what a place is where another flow does.
    """

    label: str
    colour: str
    notes: tuple[str, ...] = ()
    ticked: bool = True
    counter: bool = False


@dataclass(frozen=True)
class PlaceInFlow:
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
    marked : Marked
        How it is set apart. Of the marks that a place has in several flows the
        first of the view is drawn.
    made : bool
        Whether the goods are made there, or set out there by the question: it is a
        source then, whatever else comes in.
    ends : pair of float or None
        The sizes at the ends of its range.
    """

    flow: int
    role: str
    size: float
    amount: str
    marked: Marked = PLAIN
    made: bool = False
    ends: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Keep the digits that count, so that a map is the same on every machine."""
        object.__setattr__(self, "size", settled(self.size))
        if self.ends is not None:
            object.__setattr__(self, "ends", tuple(settled(end) for end in self.ends))


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
    marked : Marked
        How it is set apart.
    measured : bool
        Whether its width says how much; else nothing measures its flow.
    """

    flow: int
    origin: str
    to: str
    legs: tuple[LegFact, ...]
    strength: float
    amount: str
    width: int
    confidence: int
    marked: Marked = PLAIN
    measured: bool = True

    def __post_init__(self) -> None:
        """Keep the digits that count, as for a place."""
        object.__setattr__(self, "strength", settled(self.strength))

    @property
    def citations(self) -> tuple[Cited, ...]:
        """Those of its legs, each once."""
        if len(self.legs) == 1:  # as most are: a leg has each once
            return self.legs[0].citations
        return tuple(dict.fromkeys(cited for leg in self.legs for cited in leg.citations))


@dataclass(frozen=True)
class Encodings:
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
    before : str
        Stands before it.
    roles : mapping of role to (name, what follows its amount)
        In the order of the legend.
    marks : str
        Heading of the marks in the legend.
    unit : {"share", "t", ""}
        What strengths are, for the totals of what goes in and out; empty counts connections.
    limits : tuple of float
        Strengths at which wider classes begin, where strengths add up.
    """

    width: str
    size: str
    classes: tuple[str, ...]
    sizes: tuple[tuple[float, str], ...]
    of_connection: str
    roles: Mapping[str, tuple[str, str]]
    marks: str = ""
    unit: str = ""
    before: str = ""
    limits: tuple[float, ...] = ()


@dataclass(frozen=True)
class View:
    """A map's content.

    Attributes
    ----------
    title : str
        Of the map.
    flows : tuple of FlowLayer
        Its layers.
    connections : tuple of Connection
        Those that can be drawn, in the order in which they are chosen.
    undrawn : tuple of Connection
        Those that only the table lists.
    parts : mapping of code to tuple of PlaceInFlow
        What each place is.
    words : Encodings
        What the encodings mean.
    summary : str
        A sentence under the title: how much is shown.
    cut : str
        Another on what is not drawn; empty where all is.
    lines : tuple of str
        Data, filters and version.
    adds_up : bool
        Whether a place's sizes in several flows add up; else the largest counts.
    marks : tuple of Mark
        What sets places and connections apart.
    notes : tuple of str
        What else is to be known of all flows.
    top : int or None
        How many connections are drawn before anybody chooses, of the flows that are ticked;
        None draws all.
    """

    title: str
    flows: tuple[FlowLayer, ...]
    connections: tuple[Connection, ...]
    undrawn: tuple[Connection, ...]
    parts: Mapping[str, tuple[PlaceInFlow, ...]]
    words: Encodings
    summary: str
    lines: tuple[str, ...]
    cut: str = ""
    adds_up: bool = False
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    top: int | None = None

    @property
    def first(self) -> tuple[Connection, ...]:
        """The connections that are drawn before anybody chooses."""
        ticked = (c for c in self.connections if self.flows[c.flow].ticked)
        return tuple(islice(ticked, self.top))

    def at_first(self) -> View:
        """Return a view of what is drawn before anybody chooses: all that a figure has."""
        drawn = self.first
        if len(drawn) == len(self.connections):
            return self
        parts = {
            code: tuple(part for part in found if self.flows[part.flow].ticked)
            for code, found in self.parts.items()
        }
        return replace(
            self, connections=drawn, parts={code: found for code, found in parts.items() if found}
        )

    def role_of(self, parts: Sequence[PlaceInFlow]) -> str:
        """Return what a place is by all that goes in and out there.

        What is made there is a source. Flows that run the other way do not decide where
        others do. Where flows differ, goods both come and go: it is passed.
        """
        deciding = [part for part in parts if not self.flows[part.flow].counter] or parts
        if any(part.made for part in deciding):
            return ORIGIN
        roles = {part.role for part in deciding}
        return roles.pop() if len(roles) == 1 else TRANSIT

    def mark_of(self, parts: Iterable[PlaceInFlow]) -> Mark | None:
        """Return the mark of a place that is these parts: the first of those that they have."""
        found = [part.marked.mark for part in parts if part.marked.mark is not None]
        return self.marks[min(found)] if found else None
