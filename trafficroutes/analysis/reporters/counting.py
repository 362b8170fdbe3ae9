"""Records by the country that seized, and data without those of one country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from trafficroutes.graph.counting import events_of
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Leg


class Counted:
    """Records of some legs by reporter and year.

    Attributes
    ----------
    records : int
        All records.
    by : dict of code to Counter of year
        Records by reporter and year, where both are known.
    alone : Counter of code
        Legs of which one reporter alone has records.
    """

    def __init__(self, legs: Sequence[SelectedLeg]) -> None:
        self.records = 0
        self.by: dict[str, Counter[int]] = {}
        self.alone: Counter[str] = Counter()
        for item in legs:
            events = [citation.event for citation in events_of(item)]
            self.records += sum(event.records for event in events)
            seen = {code for event in events for code in event.reporters}
            known = sum(
                sum(by_year.values()) for event in events for by_year in event.reporters.values()
            )
            if len(seen) == 1 and known == sum(event.records for event in events):
                self.alone[next(iter(seen))] += 1
            for event in events:
                for code, by_year in event.reporters.items():
                    self.by.setdefault(str(code), Counter()).update(by_year)

    @property
    def known(self) -> int:
        """Records whose reporter and year are known."""
        return sum(by_year.total() for by_year in self.by.values())

    def in_order(self) -> list[str]:
        """Return the reporters, those with the most records first."""
        return sorted(self.by, key=lambda code: (-self.by[code].total(), code))


def without_reporter(data: Dataset, reporter: str) -> Dataset:
    """Return data without the records of one country; a leg that has no others is gone."""
    legs = []
    for leg in data.legs:
        kept = _without(leg, reporter)
        if kept is not None:
            legs.append(kept)
    return replace(data, records=msgspec.structs.replace(data.records, legs=tuple(legs)))


def _without(leg: Leg, reporter: str) -> Leg | None:
    if not any(reporter in event.reporters for event in leg.events):
        return leg
    left = (event.without(reporter) for event in leg.events)
    events = tuple(event for event in left if event is not None)
    if not events and not leg.citations:
        return None
    return msgspec.structs.replace(leg, events=events)


def people_of(data: Dataset) -> dict[str, float]:
    """Return the people aged 15 to 64 of places, by the newest figure that is cited."""
    found: dict[str, tuple[int, float]] = {}
    for entry in data.records.consumption:
        if entry.measure != "population_15_64":
            continue
        for citation in entry.citations:
            if citation.quantity is None or citation.quantity.unit != "persons":
                continue
            newest = (citation.years and (citation.years.last or citation.years.first)) or 0
            before = found.get(str(entry.place), (-1, 0.0))
            found[str(entry.place)] = max(before, (newest, citation.quantity.central))
    return {code: people for code, (_, people) in found.items() if people > 0}
