"""What an answer assumed, filled in and left out, in plain sentences."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from trafficroutes.graph.counting import TOLD, is_by_records, on_one_record
from trafficroutes.graph.independence import independent
from trafficroutes.graph.network import Network
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.graph.weighting import QUANTITIES, needs_quantity
from trafficroutes.model.digits import by_size, settled, settled_all
from trafficroutes.model.years import HORIZON
from trafficroutes.question.evidence import records_behind
from trafficroutes.question.query import Query
from trafficroutes.question.saying import number_of, percent
from trafficroutes.question.solving import Solved
from trafficroutes.question.timeliness import WEIGHED_BY_YEARS, sentence, years_taken

#: Pooling more years than this earns a caution: routes change.
_LONG = 10
#: What a connection carries of what arrives, from which on it matters who tells of it.
BUSY = 0.1
#: A country with less of what arrives is not named for what it stands on.
_WORTH = 0.05
#: Origins that a note lists by name.
_LISTED = 12

_LIMIT = "Shares describe reported evidence about movements, not guilt and not a measured trade"
_WEIGHTING = {
    "estimate": "Legs are weighted by the flow estimate, in tonnes a year: what is cited to end in "
    "each market is followed back to its suppliers (`trafficroutes estimate` shows it)",
    "evidence": "Legs are weighted by the strength of their evidence (the chance that at least "
    "one independent report is true), not by tonnage",
    "equal": "Every leg counts alike, however well it is attested",
    "volume": "Legs are weighted by cited tonnage a year (dollars for money)",
    **TOLD,
}


#: Of answers that show changes of shares.
DIFFERENCES = (
    "Changes have evidence ranges alone: no published figure tests where a difference of shares "
    "may lie"
)


def notes_of(
    solved: Solved, query: Query, drawn: tuple[str, ...] = (), weighty: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the notes of an answer, those first that could change how it is read.

    Parameters
    ----------
    solved : Solved
    query : Query
    drawn : tuple of str
        Notes about draws.
    weighty : tuple of str
        Notes of the answer's own that could change how it is read.
    """
    network = solved.network
    stands_on = sentence(solved)
    years = years_pooled(network)
    return tuple(
        note
        for note in (
            stands_on or years,
            one_report(solved),
            on_single_records(solved),
            *weighty,
            years if stands_on else "",
            _undated(network),
            _open_start(network),
            _left_out(solved),
            _sources(solved),
            _both(solved),
            *network.remarks,
            _staying(solved, query),
            _spread(solved),
            _weighting(network),
            *drawn,
            _LIMIT,
        )
        if note
    )


def one_report(solved: Solved) -> str:
    """Return the busiest connection that one independent report alone tells of, as a note.

    Empty where no such connection carries a tenth of what arrives.
    """
    chain, data = solved.chain, solved.network.data
    if data is None:
        return ""
    shares = chain.edge_shares()
    passing = dict(zip(chain.live.tolist(), chain.pass_shares().tolist(), strict=True))
    for at in np.argsort(-settled_all(shares), kind="stable").tolist():
        tail, head = (
            int(ends[chain.edges[at]]) for ends in (solved.routes.tails, solved.routes.heads)
        )
        # What goes round in circles uses a connection more than once.
        share = min(float(shares[at]), passing.get(tail, 1.0), passing.get(head, 1.0))
        if settled(float(shares[at])) < BUSY:
            break
        if settled(share) < BUSY:
            continue
        leg = int(solved.routes.leg[chain.edges[at]])
        citations = (
            [] if leg == NO_LEG else [c for i in solved.network.legs[leg] for c in i.citations]
        )
        if citations and len(independent(citations)) == 1:
            ends = " > ".join(map(solved.name, solved.ends(int(chain.edges[at]))))
            records = records_behind(citations)
            counted_in = f", {number_of(records, 'seizure record')}" if records else ""
            return (
                f"{percent(share)} of what arrives goes {ends}, of which one report alone tells "
                f"({citations[0].source}{counted_in})"
            )
    return ""


def on_single_records(solved: Solved) -> str:
    """Return the countries on the way that stand on single seizure records, as a note.

    Those with a twentieth of what arrives or more, into each of which every connection
    in use is one record. Empty where there are none.
    """
    chain, routes = solved.chain, solved.routes
    on_one = _on_one_record(solved.network)
    if not on_one:
        return ""
    heads, legs = routes.heads[chain.edges].tolist(), routes.leg[chain.edges].tolist()
    single: dict[int, bool] = {}
    for head, leg in zip(heads, legs, strict=True):
        single[head] = single.get(head, True) and leg in on_one
    shares = zip(chain.live.tolist(), chain.pass_shares().tolist(), strict=True)
    found = [
        (by_size(share), routes.places[at])
        for at, share in shares
        if single.get(at) and settled(share) >= _WORTH
    ]
    if not found:
        return ""
    names = _names(solved, tuple(code for _, code in sorted(found)))
    stand = "is" if len(found) == 1 else "are each"
    return f"{names}: what leads there {stand} a single seizure record"


@lru_cache(maxsize=16)
def _on_one_record(network: Network) -> frozenset[int]:
    """Return which pairs of places of a network one seizure record alone tells of; kept."""
    return frozenset(at for at, joined in enumerate(network.legs) if on_one_record(joined))


def network_notes(network: Network, drawn: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the notes of an answer about a network without an origin."""
    told = (
        _weighting(network),
        *network.remarks,
        years_pooled(network),
        _undated(network),
        *drawn,
        _LIMIT,
    )
    return tuple(note for note in told if note)


def corridor_notes(
    network: Network, query: Query, name: str, drawn: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the notes of an answer about a corridor of this name."""
    weighed_by_years = network.weighting in WEIGHED_BY_YEARS
    taken = "evidence counts by how near it is to" if weighed_by_years else "only evidence about"
    used = "" if weighed_by_years else " is used"
    period = f"; {taken} {query.years}{used}" if query.years else ""
    return (
        (
            f"Shares are of the flow on the legs of {name} (weighting: {network.weighting}), "
            f"whichever journeys it is part of{period}"
        ),
        *network.remarks,
        *drawn,
        _LIMIT,
    )


def _weighting(network: Network) -> str:
    by = network.weighting
    return weighed(network, _WEIGHTING.get(by, f"Legs are weighted by {by}"))


def weighed(network: Network, text: str) -> str:
    """Return what legs are weighted by, with how many have no such weight."""
    if network.unquantified:
        without = QUANTITIES[network.weighting]
        text += f"; left out: {counted(network.unquantified)} without a {without}"
    if network.worthless:
        text += f"; left out: {counted(network.worthless)} with a quantity or a grade worth 0"
    return text


def years_pooled(network: Network) -> str:
    """Return which years the evidence of a network is about."""
    selection = network.selection
    if selection is None:
        return ""
    if selection.years is not None:
        return years_taken(network, selection.years)
    if selection.span is None:
        return "No citation gives a year"
    length = selection.span.length or 0
    caution = ": routes change over such a time, --years narrows it" if length > _LONG else ""
    return f"Evidence of all years is pooled ({selection.span}){caution}"


def _undated(network: Network) -> str:
    selection = network.selection
    if selection is None:
        return ""
    parts = []
    if selection.undated:
        parts.append(f"{counted(selection.undated)} without a dated citation")
    if selection.unknown_mode:
        parts.append(f"{counted(selection.unknown_mode)} of unknown mode")
    if selection.too_thin:
        parts.append(f"{counted(selection.too_thin)} with {selection.threshold}")
    return f"Left out: {' and '.join(parts)}" if parts else ""


def _open_start(network: Network) -> str:
    selection = network.selection
    if selection is None or not selection.open_start:
        return ""
    return (
        f"{counted(selection.open_start)} "
        f"{'stands' if selection.open_start == 1 else 'stand'} on statements that name no first "
        f"year; such a statement counts for the {HORIZON} years up to its last"
    )


def _sources(solved: Solved) -> str:
    name = solved.name
    start = solved.start
    listed = ", ".join(f"{name(code)} {settled(share):.1%}" for code, share in start.shares.items())
    if start.basis == "single":
        return ""
    if start.basis == "equal":
        if len(start.shares) > _LISTED:
            listed = f"{len(start.shares)} places"
        return f"No production is cited, so all origins with a route count alike: {listed}"
    text = f"Origins count by their cited production: {listed}"
    if start.unproductive:
        text += f"; without cited production, and so left out: {_names(solved, start.unproductive)}"
    return text


def _staying(solved: Solved, query: Query) -> str:
    if query.retention == "none":
        return "Everything moves on to the destination if it can (--retention none)"
    count = int((solved.routes.stays[solved.chain.live] > 0).sum())
    weighting = solved.network.weighting
    if not count and _keeps_what_comes_in(weighting):
        return "More comes into no place on the way than goes out of it, so nothing stays there"
    if not count:
        return "No place on the way has a cited market, so nothing is taken to stay there"
    places = f"{count} place{'s' if count > 1 else ''} on the way"
    held = where_goods_stay(weighting)
    return f"Part of the goods stays in {places} {held} (--retention none turns this off)"


def where_goods_stay(weighting: str) -> str:
    """Return by what a place is taken to keep goods, as words that follow "a place".

    >>> where_goods_stay("volume")
    'into which more comes than goes out'
    >>> where_goods_stay("evidence")
    'with a cited market'
    """
    market = "with a cited market"
    if not _keeps_what_comes_in(weighting):
        return market
    told = "into which more comes than goes out"
    return told if needs_quantity(weighting) else f"{told}, or {market}"


def _keeps_what_comes_in(weighting: str) -> bool:
    """Whether a place is taken to keep what comes in and does not go out."""
    return weighting == "volume" or is_by_records(weighting)


def _both(solved: Solved) -> str:
    both = solved.routes.both
    if not both:
        return ""
    return f"In both origin and destination, and taken as destination: {_names(solved, both)}"


def _spread(solved: Solved) -> str:
    spread = [
        f"{solved.name(code)} ({count})"
        for code, count in solved.routes.spread.items()
        if solved.chain.position(code) is not None
    ]
    if not spread:
        return ""
    return (
        "Where a source names a region alone, its goods are shared out evenly among the members: "
        + ", ".join(spread)
    )


def _left_out(solved: Solved) -> str:
    if not solved.routes.left_out:
        return ""
    return (
        f"{counted(solved.routes.left_out_legs)} out of regions "
        f"{'is' if solved.routes.left_out_legs == 1 else 'are'} left out, because the origin does "
        f"not hold these: {_names(solved, solved.routes.left_out)}"
    )


def _names(solved: Solved, codes: tuple[str, ...], limit: int = 8) -> str:
    names = [solved.name(code) for code in codes]
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def counted(count: int) -> str:
    """Return a number of legs in words.

    >>> counted(1), counted(2)
    ('1 leg', '2 legs')
    """
    return f"{count} leg{'s' if count != 1 else ''}"
