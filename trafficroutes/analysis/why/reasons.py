"""Why a place has its share, or none, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trafficroutes.graph.selection import SelectedLeg, select
from trafficroutes.markov.frame import reach
from trafficroutes.model.digits import settled
from trafficroutes.question.evidence import Seized
from trafficroutes.question.notes import counted
from trafficroutes.question.saying import tenths
from trafficroutes.question.solving import Solved


def reason_for(
    name: str,
    share: float,
    starts: float,
    mainly: Sequence[tuple[str, float]],
    *,
    target: bool,
) -> str:
    """Say what the share of a place is mainly made of.

    Parameters
    ----------
    name : str
        The place.
    share, starts : float
        Its share, and the part of it that starts there.
    mainly : sequence of (name, share)
        The main ways in.
    target : bool
        Whether it is part of the destination.
    """
    share = settled(share)
    listed = ", ".join(f"{other} ({tenths(part)})" for other, part in mainly)
    if target:
        return f"{tenths(share)} of the arriving goods arrive first in {name}, mainly from {listed}"
    begun = f"{tenths(starts)} start there" if starts > 0 else ""
    come = f"they come mainly from {listed}" if listed else ""
    parts = "; ".join(part for part in (begun, come) if part)
    return f"{tenths(share)} of the arriving goods pass {name}: {parts}"


def reason_against(solved: Solved, code: str, seized: Seized | None) -> str:
    """Say why no share of the arriving goods is modelled for a place."""
    lead = f"no share is modelled for {solved.name(code)}"
    if seized is not None:
        lead += f", though {settled(seized.kg):,.0f} kg were seized there in one year"
        lead += f" ({seized.years})" if seized.years is not None else ""
    return f"{lead}: {_missing_link(solved, code)}"


def _missing_link(solved: Solved, code: str) -> str:
    routes, network = solved.routes, solved.network
    name = solved.name(code)
    if code not in routes.index:
        return _left_out(solved, code) or f"no {network.label} leg in the data touches it"
    at = routes.index[code]
    count = len(routes.places)
    is_target = at in routes.targets
    if not is_target and not (routes.tails == at).any():
        return _left_out(solved, code, inward=False) or (
            f"goods come to {name}, but no leg is cited that goes on from there"
        )
    if at not in routes.origins and not (routes.heads == at).any():
        return _left_out(solved, code, inward=True) or (
            f"legs lead out of {name}, but none is cited that leads there"
        )
    if not reach(routes.origins, routes.tails, routes.heads, count)[at]:
        return f"nothing cited leads there from {_end(solved, routes.origins)}"
    return _unfed(solved, at)


def _unfed(solved: Solved, at: int) -> str:
    """Say why no goods pass a place to which legs lead from an origin."""
    routes = solved.routes
    count = len(routes.places)
    is_target = at in routes.targets
    if not is_target and not reach(routes.targets, routes.heads, routes.tails, count)[at]:
        return f"nothing cited leads on from there to {_end(solved, routes.targets)}"
    if at in routes.origins:
        name = solved.name(routes.places[at])
        return f"{name} is an origin without goods of its own in this question"
    return "nothing leads there but from origins without goods of their own in this question"


def _end(solved: Solved, positions: tuple[int, ...]) -> str:
    names = [solved.name(solved.routes.places[position]) for position in positions]
    return names[0] if len(names) == 1 else f"any of the {len(names)} places asked for"


def _left_out(solved: Solved, code: str, *, inward: bool | None = None) -> str:
    """Say why the legs into or out of a place (None: both) are not used; "" if there are none."""
    network = solved.network
    data, selection = network.data, network.selection
    used = _touching((item for legs in network.legs for item in legs), code, inward=inward)
    why = "starting in the destination, where journeys end, or in a region, country not stated"
    if not used and data is not None and selection is not None:
        used = _touching(selection.legs, code, inward=inward)
        why = "without a flow quantity, or counting for nothing"
        if used and network.weighting == "estimate":
            why = "carrying nothing in the flow estimate"
        elif used and not (network.unquantified or network.worthless):
            why = "in the data, but no longer in the graph"
        if not used:
            everything = select(data, network.label, network.commodities)
            used = _touching(everything.legs, code, inward=inward)
            why = "outside the period or the modes asked for"
            if selection.too_thin:
                why += ", or standing on too little evidence for what is asked"
    way = "to or from it" if inward is None else "into it" if inward else "out of it"
    return f"left out: {counted(len(used))} {way}, {why}" if used else ""


def _touching(legs: Iterable[SelectedLeg], code: str, *, inward: bool | None) -> list[SelectedLeg]:
    """Return the legs into a place, out of it, or (None) both."""
    return [
        item
        for item in legs
        if (inward is not False and item.leg.to == code)
        or (inward is not True and item.leg.origin == code)
    ]
