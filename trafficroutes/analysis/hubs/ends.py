"""Where goods that arrive set out and last left the origin, and by which gateways they come.

A gateway may be a region, "country not stated": beside its share stand those of the countries
that are named alone, and what the region would add to them by their seizures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trafficroutes.analysis.hubs.results import Gateway, PlaceShare
from trafficroutes.graph.arrays import Floats
from trafficroutes.markov.restricted import departure_shares, direct_share, starts_of_arrivals
from trafficroutes.model.digits import by_size
from trafficroutes.model.refs import is_region
from trafficroutes.question.ranges import ShareRange

if TYPE_CHECKING:
    from trafficroutes.analysis.hubs.draws import HubDraws
    from trafficroutes.question.evidence import Seized
    from trafficroutes.question.intervals import Interval
    from trafficroutes.question.solving import Solved


def departures_of(solved: Solved, drawn: HubDraws) -> tuple[PlaceShare, ...]:
    """Return the places of the origin that goods leave last."""
    return _places(solved, departure_shares(solved.chain), drawn.departures)


def origins_of(solved: Solved, drawn: HubDraws) -> tuple[PlaceShare, ...]:
    """Return where the goods that arrive started."""
    return _places(solved, starts_of_arrivals(solved.chain), drawn.origins_of_arrivals)


def direct_of(solved: Solved, drawn: HubDraws) -> ShareRange:
    """Return the part that passes no transit country."""
    return ShareRange(float(direct_share(solved.chain)), interval=drawn.direct)


def gateways_of(
    solved: Solved, drawn: HubDraws, seized: Mapping[str, Seized]
) -> tuple[Gateway, ...]:
    """Return the gateways, by share and name."""
    shares = solved.chain.gateways()
    named = sum(share for code, share in shares.items() if not is_region(code))
    spread = _by_seizures(solved, shares, seized)
    found = (
        Gateway(
            place=code,
            name=solved.network.gazetteer.full_name(code),
            share=share,
            interval=drawn.gateways.get(code),
            of_named=None if is_region(code) or not named else share / named,
            by_seizures=spread[code],
        )
        for code, share in shares.items()
    )
    return tuple(sorted(found, key=lambda gateway: (by_size(gateway.share), gateway.name)))


def unnamed_note(gateways: tuple[Gateway, ...]) -> str:
    """Return what a share by seizures stands on, as a note; empty where all are named."""
    if all(gateway.of_named is not None for gateway in gateways):
        return ""
    return (
        "For a part of what arrives no country is stated: one column alone, Unnamed by seizures, "
        "spreads it over the countries by their largest cited seizures of a year, which tell of "
        "controls as much as of what arrives"
    )


def _by_seizures(
    solved: Solved, shares: Mapping[str, float], seized: Mapping[str, Seized]
) -> dict[str, float]:
    """Return the shares with those of regions spread over their gateways by cited seizures."""
    found = dict(shares)
    lies_in, years = solved.network.gazetteer.lies_in, solved.network.years
    for region in filter(is_region, shares):
        taken = {
            code: seized[code].kg
            for code in shares
            if not is_region(code) and code in seized and lies_in(code, region, years)
        }
        whole = sum(taken.values())
        if whole:
            found[region] = 0.0
            for code, kg in taken.items():
                found[code] += shares[region] * kg / whole
    return found


def _places(
    solved: Solved, shares: Floats, drawn: Mapping[str, Interval]
) -> tuple[PlaceShare, ...]:
    codes = [solved.routes.places[at] for at in solved.chain.live.tolist()]
    found = (
        PlaceShare(code, solved.network.gazetteer.full_name(code), share, drawn.get(code))
        for code, share in zip(codes, shares.tolist(), strict=True)
        if share > 0
    )
    return tuple(sorted(found, key=lambda part: (by_size(part.share), part.name)))
