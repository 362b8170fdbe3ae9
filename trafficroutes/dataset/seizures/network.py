"""Links made of seizure records as a data file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from trafficroutes.dataset.importing import regions_of
from trafficroutes.dataset.seizures.links import Link
from trafficroutes.dataset.tables.mapping import MappedSource
from trafficroutes.dataset.tables.names import TableNames
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.events import Event
from trafficroutes.model.events import Rule as Chain
from trafficroutes.model.records import DataFile, Leg, Source
from trafficroutes.model.refs import CommodityRef, PlaceRef, SourceRef
from trafficroutes.model.vocabulary import KnownMode


def network_of(
    links: Sequence[Link],
    *,
    known: Dataset,
    names: TableNames,
    source: MappedSource,
    chain: Chain,
    title: str,
    updated: str,
) -> DataFile:
    """Return the data file of links: a leg each, that stands on one event."""
    legs = tuple(_leg(link, source.id, chain) for link in links)
    return DataFile(
        format=1,
        title=title,
        updated=updated,
        grades=known.records.grades,
        commodities=names.commodities_of(leg.commodity for leg in legs),
        regions=regions_of(known, legs),
        sources={
            source.id: Source(
                title=source.title,
                publisher=source.publisher,
                year=source.year,
                url=source.url,
                kind=source.kind,
                reliability=source.reliability,
            )
        },
        legs=legs,
    )


def _leg(link: Link, source: str, chain: Chain) -> Leg:
    ends = f"{link.commodity}-{link.origin}-{link.to}".replace(":", ".")
    modes = cast("dict[KnownMode, int]", link.modes)  # the unknown one is none of them
    return Leg(
        id=ends,
        origin=PlaceRef(link.origin),
        to=PlaceRef(link.to),
        commodity=CommodityRef(link.commodity),
        events=(
            Event(
                source=SourceRef(source),
                rule=chain,
                records=link.records,
                weighed=link.weighed,
                kilograms=link.kilograms if link.weighed else None,
                largest=link.largest if link.weighed else None,
                years=link.years,
                modes=modes,
                reporters=link.reporters,
            ),
        ),
    )
