"""What a profile of a place holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.analysis.legs.wording import many
from trafficroutes.analysis.records.bodies import BodyOf
from trafficroutes.model.names import spoken
from trafficroutes.question.evidence import Cited
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Result, Tables


@dataclass(frozen=True)
class Crossing(Plain):
    """A leg of the place.

    Attributes
    ----------
    id, commodity : str
        The leg and what it carries.
    place, name : str
        The other end.
    years : str or None
        The span that its citations name.
    modes : tuple of str
        How goods went, sorted.
    strength : float
        Chance that at least one independent report of it is true.
    citations : tuple of Cited
        Who says so.
    flow : float or None
        Tonnes a year by the flow estimate, on all legs of its family between the
        two places; None where the data carry no estimate.
    """

    id: str
    commodity: str
    place: str
    name: str
    years: str | None
    modes: tuple[str, ...]
    strength: float
    citations: tuple[Cited, ...] = field(repr=False)
    flow: float | None = None


@dataclass(frozen=True)
class ProfileFigure(Plain):
    """A cited figure about the place.

    Attributes
    ----------
    kind : str
        ``production``, ``seizure``, or a measure of consumption.
    commodity : str
        What it is about.
    amount : str
        The figure with its range and unit.
    years : str or None
        What it speaks of.
    note : str
        What else the citation says.
    citation : Cited
        Who says so.
    """

    kind: str
    commodity: str
    amount: str
    years: str | None
    note: str
    citation: Cited


@dataclass(frozen=True)
class Amount(Plain):
    """A cited figure of an observation.

    Attributes
    ----------
    amount : str
        The figure with its range and unit.
    years : str or None
        What it speaks of.
    source : str
        Who says so.
    """

    amount: str
    years: str | None
    source: str


@dataclass(frozen=True)
class Observed(Plain):
    """Another cited fact about the place.

    Attributes
    ----------
    statement : str
        In the words of the data.
    years : str or None
        The span that its citations name.
    amounts : tuple of Amount
        Its figures, by year.
    citations : tuple of Cited
        Who says so.
    """

    statement: str
    years: str | None
    amounts: tuple[Amount, ...]
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class SupplierMentions(Plain):
    """Seizure records of the place that name one supplier, or some of the rest together.

    Attributes
    ----------
    commodity : str
        What was seized.
    place : str or None
        The country that records name as departure; None of several together.
    name : str
        Its name, or how many countries they are.
    records : int
        Seizure records that name it.
    share : float
        Their part of those that name any supplier: of records, and not of goods.
    share_of_weight : float or None
        Their part of the kilograms of these; None where none is weighed.
    largest : float or None
        The largest single record, in kilograms.
    years : str or None
        What the table speaks of.
    modes : dict of mode to int
        Records by mode, those that state one.
    note : str
        How the table was read.
    citations : tuple of Cited
        The table.
    """

    commodity: str
    place: str | None
    name: str
    records: int
    share: float
    share_of_weight: float | None
    largest: float | None
    years: str | None
    modes: dict[str, int]
    note: str
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True, repr=False)
class Profile(Result):
    """All that the data say of one place.

    Attributes
    ----------
    place, name : str
        Code and name.
    regions : tuple of str
        Codes of the regions that hold it; of its members, for a region.
    roles : dict of commodity to tuple of str
        ``source`` (it produces, or legs only leave), ``transit`` (legs come and
        go), ``destination`` (legs only come, or it has a cited market).
    legs_in, legs_out : tuple of Crossing
        Sorted by commodity and strength.
    figures : tuple of ProfileFigure
        Production, consumption and seizures.
    observations : tuple of Observed
        Other cited facts about it.
    mentions : tuple of SupplierMentions
        Seizure records of it by the supplier that they name, the most by commodity first.
    bodies : tuple of BodyOf
        Bodies of cooperation.
    """

    tables: ClassVar[Tables] = {
        "legs_in": Crossing,
        "legs_out": Crossing,
        "figures": ProfileFigure,
        "observations": Observed,
        "mentions": SupplierMentions,
        "bodies": BodyOf,
    }

    place: str
    name: str
    regions: tuple[str, ...]
    roles: dict[str, tuple[str, ...]]
    legs_in: tuple[Crossing, ...]
    legs_out: tuple[Crossing, ...]
    figures: tuple[ProfileFigure, ...]
    observations: tuple[Observed, ...]
    mentions: tuple[SupplierMentions, ...]
    bodies: tuple[BodyOf, ...]

    @property
    def sentence(self) -> str:
        """How much is known of it, in words."""
        legs = (*self.legs_in, *self.legs_out)
        if not legs:
            figures = many(len(self.figures), "figure")
            return f"No leg from or to {self.name} is cited; there {_are(self.figures)} {figures}."
        goods = ", ".join(sorted({spoken(leg.commodity) for leg in legs}))
        documents = len({cited.source for leg in legs for cited in leg.citations})
        into = f"{many(len(self.legs_in), 'leg')} {_lead(self.legs_in)} into {self.name}"
        return (
            f"{into} and {len(self.legs_out):,} out of it ({goods}), told by "
            f"{many(documents, 'document')}; {many(len(self.figures), 'figure')} "
            f"{_are(self.figures)} cited of it."
        )

    def headline(self) -> str:
        """Return what it is about, in one line."""
        return str(self)

    def __str__(self) -> str:
        roles = "; ".join(f"{key}: {', '.join(value)}" for key, value in self.roles.items())
        return (
            f"{self.name} ({self.place}): {roles or 'no role'}; {len(self.legs_in)} legs in, "
            f"{len(self.legs_out)} out, {len(self.figures)} figures, {len(self.bodies)} bodies"
        )


def _are(counted: Sequence[object]) -> str:
    return "is" if len(counted) == 1 else "are"


def _lead(legs: Sequence[object]) -> str:
    return "leads" if len(legs) == 1 else "lead"
