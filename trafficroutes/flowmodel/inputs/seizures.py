"""What is seized in each place a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trafficroutes.flowmodel.inputs.figures import EQUIVALENT, Figure, about, in_unit, mass, pooled
from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years


def seizures_of(
    data: Dataset, commodities: tuple[str, ...], years: Years | None
) -> dict[str, Figure]:
    """Return the largest cited yearly seizure of each country and sea area.

    Yearly totals and single cases overlap, so the largest stands for a commodity;
    commodities of a family are added up. Regions are left out: what they seized,
    their countries did.
    """
    wanted = set(commodities)
    cited: dict[tuple[str, str], list[Citation]] = {}
    for entry in data.records.seizures:
        if entry.commodity in wanted and not data.places.members(entry.place) - {entry.place}:
            cited.setdefault((entry.place, entry.commodity), []).extend(entry.citations)
    found: dict[str, Figure] = {}
    for (place, commodity), citations in sorted(cited.items()):
        chosen, near = about(citations, years)
        amounts = [(reading, c) for c in chosen if (reading := seized_in_a_year(c)) is not None]
        if not amounts:
            continue
        (low, best, high), citation = max(amounts, key=lambda item: item[0][1])
        figure = Figure(low, best, high, (citation,), near=near).times(
            EQUIVALENT.get(commodity, 1.0)
        )
        found[place] = found[place].plus(figure) if place in found else figure
    return found


def seized_in_a_year(citation: Citation) -> tuple[float, float, float] | None:
    """Return kilograms a year; an undated case counts as one year's."""
    if citation.quantity is None:
        return None
    return mass(citation.quantity, citation.years) or mass(citation.quantity, Years(1, 1))


def purified(
    data: Dataset,
    commodities: tuple[str, ...],
    years: Years | None,
    seizures: Mapping[str, Figure],
) -> tuple[dict[str, Figure], str]:
    """Return seizures by their content, where the purity of the place is cited."""
    cited: dict[str, list[Citation]] = {}
    for entry in data.records.observations:
        if entry.kind == "purity" and entry.commodity in set(commodities) and entry.place:
            cited.setdefault(entry.place, []).extend(entry.citations)
    read = in_unit("percent", 0.01)
    found = dict(seizures)
    changed = 0
    for place in sorted(cited.keys() & seizures.keys()):
        purity = pooled(data, cited[place], years, read)
        if purity is not None:
            found[place] = seizures[place].times(purity.best)
            changed += 1
    return found, (
        f"Seizures of {changed} places are counted by their content at the cited purity "
        "(--pure); consumption and production are taken as cited, mostly in pure drug"
    )


def seized_by_provenance(data: Dataset, network: Network) -> dict[tuple[str, str], float]:
    """Return the largest cited yearly seizure on the way from a place to a place.

    From the legs' own quantities, and from seizures that name where goods came from;
    commodities of a family are added up.
    """
    largest: dict[tuple[str, str, str], float] = {}
    for origin, place, commodity, citation in _with_provenance(data, network):
        reading = seized_in_a_year(citation)
        if reading is not None:
            key = (origin, place, commodity)
            amount = reading[1] * EQUIVALENT.get(commodity, 1.0)
            largest[key] = max(largest.get(key, 0.0), amount)
    found: dict[tuple[str, str], float] = {}
    for (origin, place, _), amount in largest.items():
        found[origin, place] = found.get((origin, place), 0.0) + amount
    return found


def _with_provenance(data: Dataset, network: Network) -> Iterator[tuple[str, str, str, Citation]]:
    """Yield where goods came from and were seized, what they were, and who says so."""
    for legs in network.legs:
        for item in legs:
            for citation in item.citations:
                if citation.quantity is not None and citation.quantity.basis == "seizure":
                    yield item.leg.origin, item.leg.to, item.leg.commodity, citation
    for entry in data.records.seizures:
        if entry.commodity in network.commodities and entry.origin is not None:
            for citation in about(entry.citations, network.years)[0]:
                yield entry.origin, entry.place, entry.commodity, citation
