"""What a comparison assumed, and why a change may be none, in plain sentences."""

from __future__ import annotations

from trafficroutes.analysis.centrality.notes import period_note
from trafficroutes.analysis.comparison.draws import SideDraws
from trafficroutes.analysis.comparison.sides import Side
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years
from trafficroutes.question.notes import DIFFERENCES
from trafficroutes.question.timeliness import WEIGHED_BY_YEARS

_CAVEAT = (
    "Evidence, not trade, may have changed: a leg appears when a document first speaks of it in "
    "the period, and disappears when no document does"
)

_UNDRAWN = (
    "The sides are drawn apart from each other; Jaccard indices and rank correlations are of the "
    "values shown, without draws"
)


def comparison_notes(
    before: Side,
    after: Side,
    *,
    remark: str,
    years: tuple[Years | None, Years | None],
    two_files: bool,
    apart: tuple[int, int],
    drawn: tuple[SideDraws, SideDraws],
    shares: bool,
) -> tuple[str, ...]:
    """Return the notes of a comparison, in a fixed order.

    Parameters
    ----------
    before, after : Side
        The two sides.
    remark : str
        On their weighting; may be empty.
    years : pair of Years or None
        The period of each side.
    two_files : bool
        Whether the sides come from two data files.
    apart : (int, int)
        Of the connections on one side only, those that no document of the other
        side could have named, and all of them.
    drawn : pair of SideDraws
        What the draws of each side say.
    shares : bool
        Whether shares are compared.
    """
    shared = [note for note in drawn[0].notes if note in drawn[1].notes]
    found = (
        _CAVEAT,
        _documents(apart),
        remark,
        _overlap(years, before.network.weighting) if not two_files else "",
        *(
            f"{side}: {note}"
            for side, network in (("Before", before.network), ("After", after.network))
            for note in (period_note(network), *network.remarks)
            if note
        ),
        *shared,
        *(
            f"{side}: {note}"
            for side, found in zip(("Before", "After"), drawn, strict=True)
            for note in (*found.notes, *found.leg_notes)
            if note not in shared
        ),
        DIFFERENCES if shares else "",
        _UNDRAWN if any(one.drawing for one in drawn) else "",
        _empty(before, "before"),
        _empty(after, "after"),
        _regions(before, after),
    )
    return tuple(note for note in found if note)


def _empty(side: Side, when: str) -> str:
    if side.legs:
        return ""
    if side.routes is None:
        return f"No leg is cited {when}"
    return f"No route leads there {when}"


def _documents(apart: tuple[int, int]) -> str:
    other, changed = apart
    if not changed:
        return ""
    return (
        f"Of {changed} connections on one side only, {other} stand on documents that say nothing "
        "of any leg on the other side: of those, nothing can be said of a change"
    )


def _overlap(years: tuple[Years | None, Years | None], weighting: str) -> str:
    first, second = years
    if first is not None and second is not None and not first.overlaps(second):
        text = "A citation about a span of years that touches both periods counts in each of them"
    else:
        text = "The two periods share years, and what is cited of these is on both sides"
    if weighting in WEIGHED_BY_YEARS:
        text += (
            "; connections are listed where something is reported of them in the years of a side, "
            "and shares stand on reports of other years too"
        )
    return text


def _regions(before: Side, after: Side) -> str:
    legs = {*before.legs, *after.legs}
    if not any(is_region(code) for pair in legs for code in pair):
        return ""
    return "Connections may lead into and out of regions; only countries are ranked as places"
