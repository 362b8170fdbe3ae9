"""What was taken in and left out of an answer about legs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trafficroutes.analysis.legs.choosing import Choice, commodities_of, within
from trafficroutes.analysis.legs.results import Contradiction, LegsQuery, LegsSummary
from trafficroutes.analysis.legs.wording import many
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.refs import is_region


def legs_notes(
    data: Dataset,
    query: LegsQuery,
    choice: Choice,
    summary: LegsSummary,
    contradictions: Sequence[Contradiction],
    reversed_legs: int,
) -> tuple[str, ...]:
    """Return what contradicts, was taken in and was left out, the weightiest first."""
    return (
        *_contradicting(contradictions),
        *_notes(data, query, choice, summary, reversed_legs),
    )


def _contradicting(found: Sequence[Contradiction]) -> Iterator[str]:
    factors = [one.factor for one in found if one.factor is not None]
    if factors:
        where = " in one of them" if len(factors) > 1 else ""
        yield (
            f"Figures for the same years differ in {many(len(factors), 'pair')} of citations: the "
            f"larger is at least {max(factors):.3g} times the smaller{where}"
        )
    doubts = len(found) - len(factors)
    if doubts:
        told = f"{many(doubts, 'citation')} {'is' if doubts == 1 else 'are'} graded doubtful"
        yield f"{told} (4) or improbable (5), beside others that are not"


def _notes(
    data: Dataset, query: LegsQuery, choice: Choice, summary: LegsSummary, reversed_legs: int
) -> Iterator[str]:
    if query.kind == "between":
        yield from _regions(data, query, choice)
        yield from _wider(data, query)
    if choice.left_out:
        legs = choice.all_legs - len(choice.legs)
        gone = f", and with them {many(legs, 'leg')}" if legs else ""
        yield (
            f"Left out by the period, the modes or the evidence asked for: "
            f"{many(choice.left_out, 'citation')}{gone}"
        )
    if summary.stopped:
        told = many(summary.stopped, "citation")
        yield f"{told} of loads stopped before the crossing: where they were to go, no more"
    if summary.undated:
        yield f"{many(summary.undated, 'citation')} without a year, placed by that of the document"
    if summary.excerpts:
        yield f"{many(summary.excerpts, 'citation')} of documents that were read in part"
    if reversed_legs:
        are = "is" if reversed_legs == 1 else "are"
        yield f"The other way round there {are} {many(reversed_legs, 'leg')}"
    yield (
        "Grades: the document from A (reliable) to E, the statement from 1 (confirmed) to 5; F and "
        "6 cannot be judged"
    )
    yield "A citation tells that goods went so, not how much of all that moves goes so"


def _regions(data: Dataset, query: LegsQuery, choice: Choice) -> Iterator[str]:
    """Say what a region that is asked for takes in."""
    for end in dict.fromkeys((query.origin, query.destination)):
        if end is None or not is_region(end):
            continue
        own = sum(end in (chosen.entry.origin, chosen.entry.to) for chosen in choice.legs)
        members = many(len(data.places.members(end, query.years)), "member")
        count = many(own, "leg") if own else "no leg"
        told = f"{count} {'are' if own > 1 else 'is'} told of the region itself"
        yield (
            f"{data.places.name(end)} stands for its {members}, for regions that lie in it, and "
            f"for itself: {told}, country not stated"
        )


def _wider(data: Dataset, query: LegsQuery) -> Iterator[str]:
    """Say of how many legs an end is a region that holds what is asked for."""
    origins, targets = (within(data, end, query) for end in (query.origin, query.destination))
    wanted = commodities_of(data, query)
    found: dict[str, None] = {}
    count = 0
    for leg in data.legs:
        wide = [
            str(end)
            for end, asked, exact in (
                (leg.origin, query.origin, origins),
                (leg.to, query.destination, targets),
            )
            if end not in exact
            and asked
            and is_region(end)
            and data.places.lies_in(asked, end, query.years)
        ]
        near = (leg.origin in origins or str(leg.origin) in wide) and (
            leg.to in targets or str(leg.to) in wide
        )
        if wide and near and leg.commodity in wanted:
            count += 1
            found |= dict.fromkeys(map(data.places.name, wide))
    if count:
        named = ", ".join(sorted(found))
        are = "is" if count == 1 else "are"
        yield (
            f"{many(count, 'more leg')} {are} told of regions that hold an end ({named}), country "
            "not stated, and not counted here"
        )
