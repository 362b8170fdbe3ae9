"""A question about a whole network, with or without an origin and a destination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from trafficroutes.flowmodel.networks import weighted_network
from trafficroutes.graph.building import network_from_graph
from trafficroutes.graph.network import Network, network_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Years
from trafficroutes.question.query import Narrowed, Options, terms_of
from trafficroutes.question.ranges import RangeShown
from trafficroutes.question.solving import ask, data_behind, gazetteer_of

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source


@dataclass(frozen=True)
class NetworkQuery(Narrowed):
    """A question about a network with its names resolved.

    Attributes
    ----------
    origin, destination, origin_name, destination_name : str or None
        The ends asked for, if any.
    commodity : str or None
        As asked; None takes each family with legs.
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
    range_shown : {"50", "90", "evidence"}
        The range that stands beside shares in tables, texts and maps.
    """

    origin: str | None
    destination: str | None
    origin_name: str | None
    destination_name: str | None
    commodity: str | None
    years: Years | None
    modes: tuple[str, ...]
    weighting: str
    retention: str
    drop_unquantified: bool
    min_citations: int = 1
    without_press: bool = False
    range_shown: RangeShown = "50"

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        years = [self.years.first, self.years.last] if self.years is not None else None
        return {**super().to_dict(), "years": years}


def ask_network(source: Source, ends: tuple[str, str] | None, options: Options) -> NetworkQuery:
    """Resolve the names of a question about a network.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        Origin and destination are one place, or a graph is to be selected from.
    """
    if ends is not None:
        asked = ask(source, *ends, options)
        return NetworkQuery(**{f.name: getattr(asked, f.name) for f in fields(NetworkQuery)})
    return NetworkQuery(
        origin=None,
        destination=None,
        origin_name=None,
        destination_name=None,
        **terms_of(options, None if isinstance(source, Dataset) else source),
    )


def networks_asked(source: Source, query: NetworkQuery) -> Iterator[Network]:
    """Yield the network of each family (or of the one commodity) asked for; empty ones too."""
    if not isinstance(source, Dataset):
        yield network_from_graph(source, gazetteer_of(source), data_behind(source))
        return
    if query.commodity is None:
        wanted = list(source.families.items())
    else:
        wanted = [source.resolve_commodity(query.commodity)]
    for label, commodities in wanted:
        yield network_by(source, query, label, commodities, query.weighting)


def network_by(
    data: Dataset, query: NetworkQuery, label: str, commodities: tuple[str, ...], weighting: str
) -> Network:
    """Return the network of a family by the selection of a question and a weighting.

    It is empty where no leg fits; the flow estimate would refuse to be made of nothing.
    """
    years, modes, threshold = query.years, query.modes, query.threshold
    if weighting == "estimate":
        cited = network_of(data, label, commodities, years=years, modes=modes, threshold=threshold)
        if not cited.tails.size:
            return cited
    return weighted_network(
        data,
        label,
        commodities,
        years=years,
        modes=modes,
        weighting=weighting,
        drop_unquantified=query.drop_unquantified,
        threshold=threshold,
    )
