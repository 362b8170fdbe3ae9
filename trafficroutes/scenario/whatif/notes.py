"""What a scenario assumed, and what its changes meet, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.model.refs import is_region
from trafficroutes.question.notes import counted
from trafficroutes.question.saying import tenths
from trafficroutes.scenario.whatif.cuts import ids_of
from trafficroutes.scenario.whatif.leg_parts import parts_of

if TYPE_CHECKING:
    from trafficroutes.scenario.whatif.changes import ScenarioChange
    from trafficroutes.scenario.whatif.cuts import Cut
    from trafficroutes.scenario.whatif.effect import Touched
    from trafficroutes.scenario.whatif.outcome import ScenarioOutcome

_BOUNDS = (
    "Intercepted is what would be lost if nobody turned away; with full adaptation all goods turn "
    "to the cited routes that are left, at once and at no cost. What happens lies between"
)
_RATES = (
    "At a rate, routes are weighed by their survival to the power theta (0: no reaction, large: "
    "all risk is avoided); shares after are of the goods sent, at theta = {theta:g}, before what "
    "is intercepted is taken off"
)
_CLOSED = (
    "Shares after are of the goods that still arrive, by the routes that avoid all that is closed "
    "or cut"
)
_FIXED = (
    "Demand is fixed: each named destination keeps its part of the arrivals, and one that no route "
    "reaches is cut off"
)
_FREE = "Demand is free: goods may turn from one named destination to another"
_SEVERAL = "Goods that reach one of the destinations have arrived: none goes on to another"
_PARTLY = (
    "Legs between the same two places share their flow by strength, and a leg its modes by the "
    "reports that name them, so {what} cut in part only"
)


def scenario_notes(
    outcome: ScenarioOutcome, changes: Sequence[ScenarioChange], adaptation: float, demand: str
) -> tuple[str, ...]:
    """Return the notes of a scenario, in a fixed order."""
    effect = outcome.effect
    routes = effect.field.routes
    notes = []
    removed = any(
        change.kind not in ("interdict", "add_leg") or change.closes for change in changes
    )
    if removed or effect.rated:
        notes.append(_BOUNDS)
        notes.append(_RATES.format(theta=adaptation) if effect.rated else _CLOSED)
    if len(routes.destinations) > 1:
        notes += [_FIXED if demand == "fixed" else _FREE, _SEVERAL]
    for change, touched in zip(changes, effect.touched, strict=True):
        notes += _change(outcome, change, touched)
    used = outcome.shares_unchanged.used
    partly = int((used & (effect.kept > 0) & (effect.kept < 1)).sum())
    if partly:
        what = "1 connection is" if partly == 1 else f"{partly} connections are"
        notes.append(_PARTLY.format(what=what))
    notes += _starts(outcome)
    notes += _unnamed(outcome)
    return tuple(notes)


def _change(outcome: ScenarioOutcome, change: ScenarioChange, touched: Touched) -> Iterator[str]:
    """Yield what a change meets on these routes."""
    if change.hypothetical:
        yield (
            f"Hypothetical: {change.name}, cited by no document; {tenths(change.value or 0.0)} of "
            "what leaves its origin takes it, and the rest scales down"
        )
    if not touches(outcome, touched):
        yield f"On no cited route here, so it changes nothing: {change.name}"
        return
    if change.kind in ("remove_corridor", "remove_mode", "remove_leg"):
        ids = ids_of(used_cuts(outcome, touched))
        yield f"Cut with {change.name}: {counted(len(ids))} on these routes"
    if change.kind == "remove_corridor":
        yield from _shared(outcome, touched)
    if change.kind == "remove_mode" and change.subject != "unknown":
        unknown = _of_unknown_mode(outcome)
        if unknown:
            yield (
                f"Left in place although nobody says how goods go there: {counted(unknown)} of "
                "unknown mode"
            )
    if change.kind in ("remove", "interdict") and is_region(change.subject):
        network = outcome.effect.field.routes.network
        count = len(network.gazetteer.members(change.subject, network.years))
        yield f"{change.name} stands for its {count} countries"


def _shared(outcome: ScenarioOutcome, touched: Touched) -> Iterator[str]:
    """Tell how many legs of a corridor belong to others as well."""
    routes = outcome.effect.field.routes
    parts = parts_of(routes.network)
    cut = {
        str(cut.id): parts[int(routes.leg[cut.edge])][cut.number].item.leg.corridors
        for cut in used_cuts(outcome, touched)
    }
    shared = sum(len(corridors) > 1 for corridors in cut.values())
    if shared:
        yield f"Of these, {shared} belong to other corridors as well"


def _of_unknown_mode(outcome: ScenarioOutcome) -> int:
    routes = outcome.effect.field.routes
    parts = parts_of(routes.network)
    used = outcome.shares_before.used
    return sum(
        "unknown" in part.modes
        for edge, leg in enumerate(routes.leg.tolist())
        if leg >= 0 and used[edge]
        for part in parts[leg]
    )


def used_cuts(outcome: ScenarioOutcome, touched: Touched) -> tuple[Cut, ...]:
    """Return the legs that a change cuts and that some arriving journey uses."""
    used = outcome.shares_unchanged.used
    return tuple(cut for cut in touched.cuts if used[cut.edge])


def touches(outcome: ScenarioOutcome, touched: Touched) -> bool:
    """Return whether some journey that arrives uses what a change touches.

    Asked with all hypothetical legs in place, and before anything else changes.
    """
    edges = touched.edges & outcome.shares_unchanged.used
    return bool(edges.any() or (touched.starts & (outcome.unchanged.starting > 0)).any())


def _starts(outcome: ScenarioOutcome) -> Iterator[str]:
    """Tell of origins and of places of the destination that are closed or watched."""
    effect = outcome.effect
    field, name = effect.field, effect.field.solved.name
    start = outcome.unchanged.starting
    whole = float(start.sum())
    for what, held in (
        ("closed", effect.begun < 1),
        ("watched", (effect.outset < 1) & (effect.begun == 1)),
    ):
        codes = [field.routes.places[at] for at in np.flatnonzero(held & (start > 0)).tolist()]
        if codes:
            part = tenths(float(start[held].sum()) / whole)
            yield (
                f"Origins {what}: {_names(name, codes)}, where {part} of the arriving goods start; "
                "starting there counts as entering"
            )
    ends = np.flatnonzero((field.goal >= 0) & (outcome.shares_before.gateways > 0))
    for what, held in (("closed", effect.closed), ("watched", effect.entry < 1)):
        codes = [field.routes.places[at] for at in ends.tolist() if held[at]]
        if codes:
            yield f"In the destination itself and {what}: {_names(name, codes)}"


def _unnamed(outcome: ScenarioOutcome) -> Iterator[str]:
    """Tell what arrives in regions that hold a closed or watched country, country not stated."""
    effect = outcome.effect
    field, routes = effect.field, effect.field.routes
    gazetteer, years = routes.network.gazetteer, routes.network.years
    held = {routes.places[at] for at in np.flatnonzero(effect.closed | (effect.entry < 1)).tolist()}
    gateways = outcome.shares_before.gateways
    for at in np.flatnonzero((gateways > 0) & field.is_region).tolist():
        code = routes.places[at]
        within = held & gazetteer.members(code, years) - {code}
        if within and code not in held:
            named = _names(field.solved.name, sorted(within))
            yield (
                f"{tenths(float(gateways[at]))} of the arrivals is only traced to "
                f"{field.solved.name(code)}, which holds {named}: it is left as it is"
            )


def _names(name: Callable[[str], str], codes: Sequence[str], limit: int = 8) -> str:
    names = [name(code) for code in codes]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more
