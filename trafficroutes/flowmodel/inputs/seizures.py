"""What is seized in each place a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trafficroutes.flowmodel.inputs.figures import EQUIVALENT, REACH, Figure, in_unit, mass, pooled
from trafficroutes.graph.recipe import RECIPE
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years, gap


def seizures_of(
    data: Dataset, commodities: tuple[str, ...], years: Years | None
) -> dict[str, Figure]:
    """Return what each country and sea area seizes in a year.

    Yearly totals and single cases overlap, so the largest stands for a commodity and
    year. The mean is over the years of the period in which something is cited; where
    there are none, over those within five years, each by its distance from the period.
    Undated cases count, as one year's, where no period is asked for and nothing else is
    cited. Commodities of a family are added up. Regions are left out: what they seized,
    their countries did.
    """
    wanted = set(commodities)
    cited: dict[tuple[str, str], list[Citation]] = {}
    for entry in data.records.seizures:
        if entry.commodity in wanted and not data.places.members(entry.place) - {entry.place}:
            cited.setdefault((entry.place, entry.commodity), []).extend(entry.citations)
    found: dict[str, Figure] = {}
    for (place, commodity), citations in sorted(cited.items()):
        figure = _in_a_year(citations, years)
        if figure is not None:
            figure = figure.times(EQUIVALENT.get(commodity, 1.0))
            found[place] = found[place].plus(figure) if place in found else figure
    return found


def _in_a_year(citations: Sequence[Citation], years: Years | None) -> Figure | None:
    """Return the mean of the years, each by its largest amount and by its time weight."""
    largest: dict[Years | None, tuple[tuple[float, float, float], Citation]] = {}
    for citation in citations:
        reading = seized_in_a_year(citation)
        if reading is not None:
            before = largest.get(citation.years)
            if before is None or reading[1] > before[0][1]:
                largest[citation.years] = (reading, citation)
    dated = {span: item for span, item in largest.items() if span is not None}
    if years is None:
        chosen = [*(dated or largest).values()]
    else:
        chosen = [item for span, item in dated.items() if gap(span, years) <= REACH]
    if not chosen:
        return None
    weights = RECIPE.time_weights([citation for _, citation in chosen], years)
    within = weights >= 1.0
    near = not within.any()
    if not near:
        weights = within.astype(float)
    parts = (weights / weights.sum()).tolist()
    figure: Figure | None = None
    for part, ((low, best, high), citation) in zip(parts, chosen, strict=True):
        if part > 0:
            one = Figure(low, best, high, (citation,), near=near).times(part)
            figure = one if figure is None else figure.plus(one)
    return figure


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
