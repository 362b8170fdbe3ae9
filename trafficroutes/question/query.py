"""What a question can ask for, and what it asks for with its names resolved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict, cast

from trafficroutes.errors import QueryError
from trafficroutes.graph.independence import Threshold
from trafficroutes.graph.weighting import WEIGHTINGS
from trafficroutes.model.arguments import check_known, listed
from trafficroutes.model.vocabulary import MODES
from trafficroutes.model.years import Period, Years, parse_years
from trafficroutes.question.plain import Plain
from trafficroutes.question.ranges import RANGES, RangeShown

if TYPE_CHECKING:
    import networkx as nx

Weighting = Literal[
    "auto", "estimate", "evidence", "equal", "volume", "records", "records-sqrt", "kilograms"
]
Retention = Literal["cited", "none"]
RETENTIONS = ("cited", "none")


class Options(TypedDict, total=False):
    """What every question can be narrowed and weighted by; see :func:`trafficroutes.hubs`."""

    commodity: str | None
    years: Period | None
    modes: str | Iterable[str]
    weighting: Weighting
    retention: Retention
    drop_unquantified: bool
    min_citations: int
    without_press: bool


class ShareOptions(Options, total=False):
    """The same, and the range that is to stand beside shares."""

    range_shown: RangeShown | int


class Terms(TypedDict):
    """What a question is narrowed and weighted by, once its options are looked through."""

    commodity: str | None
    years: Years | None
    modes: tuple[str, ...]
    weighting: str
    retention: str
    drop_unquantified: bool
    min_citations: int
    without_press: bool
    range_shown: RangeShown


def terms_of(options: Options, graph: nx.DiGraph[str] | None) -> Terms:
    """Return what a question is narrowed and weighted by.

    Parameters
    ----------
    options : Options
    graph : networkx.DiGraph or None
        What is asked, where it is a graph, whose legs are selected and weighted already.

    Raises
    ------
    UnknownNameError, WrongTypeError, QueryError
        An option has no such value, or a graph is to be selected from.
    """
    years, modes = options.get("years"), listed("modes", options.get("modes"))
    weighting, retention = options.get("weighting", "auto"), options.get("retention", "cited")
    check_known("weighting", weighting, WEIGHTINGS)
    check_known("retention", retention, RETENTIONS)
    for mode in modes:
        check_known("mode", mode, MODES)
    given = [] if graph is None else selecting(options)
    if given:
        raise QueryError(
            f"a graph is selected and weighted already: give {', '.join(given)} to build_graph"
        )
    threshold = Threshold(
        options.get("min_citations", 1), press_alone=not options.get("without_press", False)
    )
    return Terms(
        commodity=options.get("commodity"),
        years=None if years is None else parse_years(years),
        modes=tuple(sorted(set(modes))),
        weighting=weighting if graph is None else str(graph.graph.get("weighting", "flow")),
        retention=retention,
        drop_unquantified=bool(options.get("drop_unquantified", False)),
        min_citations=threshold.citations,
        without_press=not threshold.press_alone,
        range_shown=range_of(cast("ShareOptions", options).get("range_shown", "50")),
    )


def range_of(wanted: RangeShown | int) -> RangeShown:
    """Return the range that is to stand beside shares; 50 and 90 may be numbers.

    Raises
    ------
    UnknownNameError
        There is no such range.
    """
    told = str(wanted)
    check_known("range", told, RANGES)
    return cast("RangeShown", told)


class Narrowed(Plain):
    """A question that may ask legs to stand on some evidence."""

    min_citations: int
    without_press: bool
    range_shown: RangeShown

    @property
    def threshold(self) -> Threshold:
        """The evidence that a leg has to stand on."""
        return Threshold(self.min_citations, press_alone=not self.without_press)


def selecting(options: Options) -> list[str]:
    """Return the options that select or weigh legs, which a graph can no longer take."""
    idle = {"min_citations": 1, "weighting": "auto"}
    return sorted(
        key
        for key, value in options.items()
        if value and key not in ("retention", "range_shown") and value != idle.get(key)
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
        Whether ``volume`` (or ``kilograms``) leaves out legs without a quantity.
    min_citations : int
        Independent citations that a leg has to have.
    without_press : bool
        Whether legs that only press reports tell of are left out.
    range_shown : {"50", "90", "evidence"}
        The range that stands beside shares in tables, texts and maps.
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
    range_shown: RangeShown = "50"
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
