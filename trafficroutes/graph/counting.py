"""How strong a connection is by seizure records: by their number, damped, or by weight, capped.

Records measure controls and reporting as well as what moves: an airport that is searched
daily fills a table, and one slip of a decimal point outweighs a year. So ten times the
records count for less than ten times as much, and no record counts for more than the cap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, summed
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.model.events import Event
from trafficroutes.model.records import EventCitation

#: The weightings by records, and one without damping, to compare with, that is offered nowhere.
BY_RECORDS = ("records", "records-sqrt", "kilograms")
_RAW = "records-raw"
#: Of the largest records of all links, the part that the cap leaves as they are.
CAPPED = 0.9


def is_by_records(weighting: str) -> bool:
    """Whether a weighting goes by seizure records.

    >>> is_by_records("records-raw"), is_by_records("evidence")
    (True, False)
    """
    return weighting in (*BY_RECORDS, _RAW)


def damped(amounts: Floats, weighting: str) -> Floats:
    """Return what amounts count for, shape as given: 0 for 0, and more for more.

    >>> damped(np.array([0.0, 1.0, 854.0]), "records").round(2).tolist()
    [0.0, 0.69, 6.75]
    """
    if weighting == "records":
        logs: Floats = np.log1p(amounts)
        return logs
    if weighting == "records-sqrt":
        roots: Floats = np.sqrt(amounts)
        return roots
    return amounts


def undamped(strengths: Floats, weighting: str) -> Floats:
    """Return the amounts of which :func:`damped` makes some strengths."""
    if weighting == "records":
        amounts: Floats = np.expm1(strengths)
        return amounts
    return strengths**2 if weighting == "records-sqrt" else strengths


def events_of(item: SelectedLeg) -> list[EventCitation]:
    """Return the events of a leg that count: of one table, those of the rule with most records.

    Several rules make links of the same records.
    """
    best: dict[str, EventCitation] = {}
    for citation in item.citations:
        if isinstance(citation, EventCitation):
            before = best.get(str(citation.source))
            if before is None or _rank(citation.event) < _rank(before.event):
                best[str(citation.source)] = citation
    return [best[source] for source in sorted(best)]


def _rank(event: Event) -> tuple[int, str]:
    return (-event.records, event.rule)


def stand_on_events(legs: Sequence[SelectedLeg]) -> bool:
    """Whether more than half of some legs stand on events alone."""
    return 2 * _on_events_alone(legs) > len(legs)


def _on_events_alone(legs: Sequence[SelectedLeg]) -> int:
    return sum(set(map(type, item.citations)) == {EventCitation} for item in legs)


def counts_of(pairs: Sequence[Sequence[SelectedLeg]]) -> Floats:
    """Return the records behind each pair of places, shape (pairs,).

    A leg without events, of which citations alone tell, counts as one record.
    """
    return np.array(
        [
            float(sum(sum(c.event.records for c in events_of(item)) or 1 for item in joined))
            for joined in pairs
        ]
    )


def has_kilograms(item: SelectedLeg) -> bool:
    """Whether a record of a leg was weighed."""
    return any(_weighed(citation).weighed for citation in events_of(item))


def capped_kilograms(pairs: Sequence[Sequence[SelectedLeg]], cap: float) -> Floats:
    """Return the kilograms of each pair's records, shape (pairs,), none above the cap.

    Of a link its sum and its largest record are known, and not the others: these count for
    what they can be at most.
    """
    return np.array(
        [
            sum(capped(citation, cap) for item in joined for citation in events_of(item))
            for joined in pairs
        ],
        dtype=np.float64,
    )


def cap_of(legs: Sequence[SelectedLeg]) -> float:
    """Return the cap of some legs, in kilograms: nine in ten of their largest records are below.

    As one winsorizes an upper tail of a tenth. Infinity where nothing is weighed.
    """
    largest = [
        event.largest
        for item in legs
        for citation in events_of(item)
        if (event := _weighed(citation)).largest is not None
    ]
    return float(np.quantile(largest, CAPPED, method="inverted_cdf")) if largest else np.inf


def capped(citation: EventCitation, cap: float) -> float:
    """Return the kilograms of one link's records, none of which is above the cap.

    Of a part of an event its part of the whole, as its records are.
    """
    event = _weighed(citation)
    if event.kilograms is None or event.largest is None:
        return 0.0
    rest = max(event.kilograms - event.largest, 0.0)
    kept = min(event.largest, cap) + min(rest, (event.weighed - 1) * cap)
    return kept * citation.event.records / event.records


def _weighed(citation: EventCitation) -> Event:
    """Return the event of which kilograms are told: the whole one."""
    return (citation.whole or citation).event


def effective(citation: EventCitation) -> float:
    """Return as how many records of one weight the weighed ones vary: 1 / (sum of squared parts).

    Kish's effective sample size (Survey Sampling, 1965), of the largest record and of
    others that are alike.
    """
    event = _weighed(citation)
    if not event.kilograms or event.largest is None:
        return 0.0
    part = event.largest / event.kilograms
    others = (1.0 - part) ** 2 / (event.weighed - 1) if event.weighed > 1 else 0.0
    whole = 1.0 / (part**2 + max(others, 0.0))
    return whole * citation.event.records / event.records


def surplus(amounts: Floats, tails: Ints, heads: Ints, places: int) -> Floats:
    """Return what comes into places beyond what goes out; (places,) or (draws, places)."""
    comes, goes = (summed(amounts, ends, places) for ends in (heads, tails))
    found: Floats = np.maximum(comes - goes, 0.0)
    return found


#: What each weighting by records is, as notes say it.
TOLD: Mapping[str, str] = MappingProxyType(
    {
        "records": "Legs are weighted by the number of seizure records behind them, damped by the "
        "logarithm (ln(1 + records))",
        "records-sqrt": "Legs are weighted by the number of seizure records behind them, damped "
        "by the square root",
        "kilograms": "Legs are weighted by the kilograms of the seizure records behind them, of "
        "which none counts for more than nine in ten of the links' largest records",
    }
)
#: What heads every such answer.
WARNING = (
    "Seizure records measure controls and reporting as well as what moves: where more is searched "
    "and reported, more is found"
)


def on_one_record(joined: Sequence[SelectedLeg]) -> bool:
    """Whether one seizure record alone tells of a pair of places."""
    if len(joined) != 1 or len(joined[0].citations) != 1:
        return False
    told = joined[0].citations[0]
    return isinstance(told, EventCitation) and told.event.records == 1


def remarks_on_events(pairs: Sequence[Sequence[SelectedLeg]], weighting: str) -> tuple[str, ...]:
    """Return what answers say of a network that stands on seizure records; () of any other."""
    legs = [item for joined in pairs for item in joined]
    if not any(EventCitation in map(type, item.citations) for item in legs):
        return ()
    if is_by_records(weighting):
        rest = len(legs) - sum(bool(events_of(item)) for item in legs)
        one = f"; {rest:,} of {len(legs):,} legs have none, and count as one record" if rest else ""
        return (f"{WARNING}{one}",)
    alone = _on_events_alone(legs)
    return (f"{alone:,} of {len(legs):,} legs stand on seizure records alone. {WARNING}",)
