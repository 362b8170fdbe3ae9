"""Corridors that do not connect."""

from __future__ import annotations

from collections.abc import Iterator

from trafficroutes.analysis.audit_findings import Found, counted, listed
from trafficroutes.analysis.evidence import cited
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Leg


def loose_corridors(data: Dataset) -> Iterator[Found]:
    """Yield the corridors without legs, and those whose legs fall apart.

    Directions do not count. A region hangs together with the corridor's places
    that lie in it, and two regions where one lies in the other.
    """
    for key, corridor in sorted(data.records.corridors.items()):
        legs = [leg for leg in data.legs if key in leg.corridors]
        parts = _components(data, legs)
        if not legs:
            yield key, (), f"no leg belongs to {corridor.name}", ()
        elif len(parts) > 1:
            shown = "; ".join(_shown(data, part) for part in parts)
            said = (
                f"the {counted(len(legs), 'leg')} of {corridor.name} fall into "
                f"{len(parts)} parts: {shown}"
            )
            # The largest part is the corridor; the others are what is loose.
            loose = tuple(code for part in parts[1:] for code in part)
            behind = (c for leg in legs if leg.origin in loose for c in leg.citations)
            yield key, loose, said, cited(data, behind)


def _components(data: Dataset, legs: list[Leg]) -> list[list[str]]:
    """Return the places of each part, sorted; the largest part first."""
    places = sorted({code for leg in legs for code in (leg.origin, leg.to)})
    part_of = {code: {code} for code in places}
    pairs = [(leg.origin, leg.to) for leg in legs]
    pairs += [
        (region, code)
        for region in places
        if region.startswith("R:")
        for code in places
        if data.places.lies_in(code, region)
    ]
    for tail, head in pairs:
        joined = part_of[tail] | part_of[head]
        for code in joined:
            part_of[code] = joined
    parts = {tuple(sorted(part)) for part in part_of.values()}
    return [list(part) for part in sorted(parts, key=lambda part: (-len(part), part))]


def _shown(data: Dataset, part: list[str]) -> str:
    return listed((data.places.name(code) for code in part), limit=6)
