"""What centralities assumed and left out, in plain sentences."""

from __future__ import annotations

from trafficroutes.analysis.centrality.measures import Setting
from trafficroutes.graph.network import Network
from trafficroutes.model.digits import settled
from trafficroutes.question.notes import counted, weighed, where_goods_stay, years_pooled

_FLOW = {
    "estimate": "tonnes a year of the flow estimate",
    "evidence": "the strength of the evidence",
    "equal": "1 a leg",
    "volume": "cited tonnage a year (dollars for money)",
    "records": "seizure records, damped by the logarithm (ln(1 + records))",
    "records-sqrt": "seizure records, damped by the square root",
    "kilograms": "kilograms of seizure records, capped",
}
_LIMIT = (
    "A place is central in what is reported: much evidence about it raises it, guilt is not "
    "measured"
)


def centrality_notes(
    setting: Setting,
    measures: tuple[str, ...],
    regions: str,
    *,
    with_ends: bool,
    drawn: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Return the notes of an answer, in a fixed order; ``drawn`` are those about draws."""
    network = setting.countries.network
    flow = _FLOW.get(network.weighting, f"the graph's {network.weighting}")
    found = (
        weighed(network, f"Flow is {flow}; cost is 1 / flow, so a strong leg is a short one"),
        *network.remarks,
        period_note(network),
        *_regions(setting, regions),
        _pairs(setting, with_ends=with_ends)
        if any(measure.startswith("pairs") for measure in measures)
        else "",
        "The measure random_walk takes flow both ways: it joins two places by the flow either way"
        if "random_walk" in measures
        else "",
        "The measures are of the whole network; only pairs and leg shares look at the origin "
        "and the destination"
        if with_ends
        else "",
        "A place is marked where one measure ranks it in the first fifth and another in the "
        "second half"
        if len(measures) > 1
        else "",
        *drawn,
        _LIMIT,
    )
    return tuple(note for note in found if note)


def period_note(network: Network) -> str:
    """Return which years the evidence of a network is about, and what has no year or mode."""
    selection, text = network.selection, years_pooled(network)
    if selection is None:
        return text
    if selection.undated:
        text += f"; left out: {counted(selection.undated)} without a dated citation"
    if selection.unknown_mode:
        text += f"; left out: {counted(selection.unknown_mode)} of unknown mode"
    if selection.too_thin:
        text += f"; left out: {counted(selection.too_thin)} with {selection.threshold}"
    return text


def _regions(setting: Setting, regions: str) -> tuple[str, ...]:
    net = setting.countries
    notes = []
    if net.into_regions and regions == "members":
        notes.append(
            f"{counted(net.into_regions)} into regions without a named country: shared out among "
            "the regions' countries, which joins places that no source joins"
        )
    elif net.into_regions:
        whole = net.flow_into_regions + float(net.flow.sum())
        part = settled(net.flow_into_regions / whole)
        notes.append(
            f"Only countries are ranked. Left out: {counted(net.into_regions)} into regions "
            f"without a named country, {part:.1%} of the flow between "
            "countries and into regions (--regions members shares them out)"
        )
    if net.out_of_regions:
        notes.append(
            f"Left out: {counted(net.out_of_regions)} out of regions without a named country"
        )
    return tuple(notes)


def _pairs(setting: Setting, *, with_ends: bool) -> str:
    sources, targets = setting.sources.size, setting.targets.size
    if with_ends:
        return (
            f"Pairs go from {_countries(sources)} of the origin to {targets} of the destination; "
            f"a path joins {setting.pairs_by_cost.pairs}"
        )
    net = setting.countries
    made = any(code in net.network.supply for code in net.places)
    used = bool((net.stays > 0).any())
    begin = "with cited production" if made else "that no leg leads into"
    end = where_goods_stay(net.network.weighting) if used else "that no leg leads out of"
    return (
        f"Pairs go from {_countries(sources)} {begin} to {targets} {end}; "
        f"a path joins {setting.pairs_by_cost.pairs}"
    )


def _countries(number: int) -> str:
    return f"{number} {'country' if number == 1 else 'countries'}"
