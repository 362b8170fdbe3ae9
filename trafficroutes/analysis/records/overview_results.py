"""What an overview of a corridor or a commodity holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from trafficroutes.analysis.legs.results import LegTold
from trafficroutes.analysis.records.info import Coverage
from trafficroutes.analysis.records.profile_results import Observed
from trafficroutes.question.evidence import Cited
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Result, Tables
from trafficroutes.question.solving import DatasetInfo


@dataclass(frozen=True)
class YearTold(Plain):
    """Citations by the last year that they name.

    Attributes
    ----------
    year : int or None
        None of those that name none.
    citations : int
        How many.
    grades : dict of str to int
        How many of each grade, such as ``A1``.
    """

    year: int | None
    citations: int
    grades: dict[str, int]


@dataclass(frozen=True)
class AmountMoved(Plain):
    """A cited amount of what moves on a leg or flow.

    Attributes
    ----------
    entry : str
        Its id.
    origin, origin_name, to, to_name, commodity : str
        What it is about.
    amount : str
        The figure with its range and unit.
    years : str or None
        What it speaks of.
    citation : Cited
        Who says so.
    """

    renamed: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"origin": "from", "origin_name": "from_name"}
    )

    entry: str
    origin: str
    origin_name: str
    to: str
    to_name: str
    commodity: str
    amount: str
    years: str | None
    citation: Cited


@dataclass(frozen=True)
class PlaceFigure(Plain):
    """The figure of a place that stands for several: the newest, of seizures the largest.

    Attributes
    ----------
    place, name, commodity : str
        Whose, and of what.
    amount : str
        The figure with its range and unit.
    years : str or None
        What it speaks of.
    figures : int
        How many there are.
    citation : Cited
        Who says so.
    """

    place: str
    name: str
    commodity: str
    amount: str
    years: str | None
    figures: int
    citation: Cited


@dataclass(frozen=True)
class MarketFigure(PlaceFigure):
    """The newest figure of a market.

    Attributes
    ----------
    measure : {"consumption", "users", "prevalence"}
        What it measures.
    """

    measure: str


@dataclass(frozen=True)
class CorridorShared(Plain):
    """A corridor that some of the legs belong to.

    Attributes
    ----------
    corridor, name : str
        Its id and name.
    legs : int
        How many of the legs.
    """

    corridor: str
    name: str
    legs: int


@dataclass(frozen=True, repr=False)
class Overview(Result):
    """All that the data say of one corridor, commodity or family.

    Attributes
    ----------
    kind : {"corridor", "commodity", "family"}
    id, name : str
    description : str or None
        Of a corridor.
    sentence : str
        The most important in words.
    dataset : DatasetInfo
        The data.
    commodities : tuple of str
        Ids of what it is about.
    coverage : Coverage
        How many legs, and how well they are founded.
    by_year : tuple of YearTold
        Citations of its legs by year and grade, the newest first.
    legs : tuple of LegTold
        Those with the most independent reports first.
    amounts : tuple of AmountMoved
        What is cited to move, the largest first.
    producers : tuple of PlaceFigure
        The newest figure of each, the largest first.
    markets : tuple of MarketFigure
        Likewise, consumption before users before prevalence.
    seizures : tuple of PlaceFigure
        The largest of one year in each place.
    shares : tuple of Observed
        Published shares about it.
    corridors : tuple of CorridorShared
        Other corridors of its legs.
    gaps : tuple of str
        What is not covered.
    notes : tuple of str
        What was chosen.
    """

    tables: ClassVar[Tables] = {
        "legs": LegTold,
        "by_year": YearTold,
        "amounts": AmountMoved,
        "producers": PlaceFigure,
        "markets": MarketFigure,
        "seizures": PlaceFigure,
        "shares": Observed,
        "corridors": CorridorShared,
    }

    kind: str
    id: str
    name: str
    description: str | None
    sentence: str
    dataset: DatasetInfo | None
    commodities: tuple[str, ...]
    coverage: Coverage
    by_year: tuple[YearTold, ...]
    legs: tuple[LegTold, ...] = field(repr=False)
    amounts: tuple[AmountMoved, ...]
    producers: tuple[PlaceFigure, ...]
    markets: tuple[MarketFigure, ...]
    seizures: tuple[PlaceFigure, ...]
    shares: tuple[Observed, ...]
    corridors: tuple[CorridorShared, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def headline(self) -> str:
        """Return what it is about, in one line."""
        return self.sentence

    def __str__(self) -> str:
        return self.sentence

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        plain = super().to_dict()
        for key in ("corridor", "name"):
            del plain["coverage"][key]
        return plain
