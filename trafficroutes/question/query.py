"""What a question can ask for, and what it asks for with its names resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, TypeVar, cast

from trafficroutes.graph.independence import Threshold
from trafficroutes.model.years import Years
from trafficroutes.question.plain import Plain

T = TypeVar("T")

Weighting = Literal["auto", "estimate", "evidence", "equal", "volume"]
Retention = Literal["cited", "none"]
RETENTIONS = ("cited", "none")
MODES = (
    "air_private",
    "air_courier",
    "air_cargo",
    "sea_vessel",
    "sea_container",
    "land",
    "rail",
    "parcel",
    "unknown",
)


class Options(TypedDict, total=False):
    """What every question can be narrowed and weighted by.

    commodity : str
        A commodity or family; without it, each family that has a route.
    years : str, int, pair or Years
        A period; without it, all years are pooled.
    modes : tuple of str
        Only legs travelled so.
    weighting : {"auto", "estimate", "evidence", "equal", "volume"}
        Default ``auto``: ``estimate`` where the markets have cited demand, else
        ``evidence``.
    retention : {"cited", "none"}
        Whether goods stay where a market is cited (default) or always move on.
    drop_unquantified : bool
        With ``volume``: leave out legs without a flow quantity.
    min_citations : int
        Only legs with at least so many independent citations; default 1.
    without_press : bool
        Leave out legs that only press reports tell of.
    """

    commodity: str | None
    years: str | int | tuple[int | None, int | None] | Years | None
    modes: tuple[str, ...]
    weighting: Weighting
    retention: Retention
    drop_unquantified: bool
    min_citations: int
    without_press: bool


class Narrowed(Plain):
    """A question that may ask legs to stand on some evidence."""

    min_citations: int
    without_press: bool

    @property
    def threshold(self) -> Threshold:
        """The evidence that a leg has to stand on."""
        return Threshold(self.min_citations, press_alone=not self.without_press)


def threshold_of(options: Options) -> Threshold:
    """Return the evidence that a leg has to stand on by some options.

    Raises
    ------
    QueryError
        It asks for fewer than 1 citation.
    """
    return Threshold(
        options.get("min_citations", 1), press_alone=not options.get("without_press", False)
    )


def selecting(options: Options) -> list[str]:
    """Return the options that select or weigh legs, which a graph can no longer take."""
    idle = {"min_citations": 1}
    return sorted(
        key
        for key, value in options.items()
        if value and key != "retention" and value != idle.get(key)
    )


@dataclass(frozen=True)
class Query(Narrowed):
    """A question with its names resolved.

    Attributes
    ----------
    origin, destination : str
        Codes.
    origin_name, destination_name : str
        What they are called.
    commodity : str or None
        As asked; None answers each family with a route.
    years : Years or None
        The period asked for.
    modes : tuple of str
        The modes asked for.
    weighting, retention : str
        How flow is measured, and whether goods can stay on the way.
    drop_unquantified : bool
        Whether ``volume`` leaves out legs without a quantity.
    min_citations : int
        Independent citations that a leg has to have.
    without_press : bool
        Whether legs that only press reports tell of are left out.
    further : tuple of str
        Codes of further destinations, where several are named; then
        ``destination`` is the first, and ``destination_name`` names them all.
    """

    origin: str
    destination: str
    origin_name: str
    destination_name: str
    commodity: str | None
    years: Years | None
    modes: tuple[str, ...]
    weighting: str
    retention: str
    drop_unquantified: bool
    min_citations: int = 1
    without_press: bool = False
    further: tuple[str, ...] = ()

    @property
    def destinations(self) -> tuple[str, ...]:
        """Codes of all destinations."""
        return (self.destination, *self.further)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys; several destinations with commas."""
        plain = super().to_dict()
        plain["years"] = [self.years.first, self.years.last] if self.years is not None else None
        plain["destination"] = ",".join(self.destinations)
        del plain["further"]
        return plain


def part_of(told: Mapping[str, Any], kind: type[T]) -> T:
    """Return the part of some keyword options that a typed dictionary has.

    >>> part_of({"commodity": "heroin", "top": 3}, Options)
    {'commodity': 'heroin'}
    """
    return cast("T", {key: value for key, value in told.items() if key in kind.__annotations__})
