"""Bodies of cooperation with the members that they have in a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Body
from trafficroutes.model.years import Years


@dataclass(frozen=True)
class Active:
    """A body with its members in the period."""

    id: str
    body: Body
    members: frozenset[str]


def active_bodies(data: Dataset, network: Network, kind: str) -> tuple[Active, ...]:
    """Return the bodies of a kind that work on the network's family, by id.

    Only those with members in its period. A body that states no family is not
    taken to work on every one.
    """
    families = {data.commodity(key).family for key in network.commodities}
    return tuple(
        Active(key, body, members)
        for key, body in sorted(data.records.bodies.items())
        if body.kind == kind
        and families & set(body.families)
        and (members := members_in(body, network.years))
    )


def members_in(body: Body, years: Years | None) -> frozenset[str]:
    """Return who is a member in a period; nobody is before the body is founded.

    Without a period, whoever was a member at any time.
    """
    if years is not None and body.founded is not None:
        if years.last is not None and years.last < body.founded:
            return frozenset()
        years = Years(max(years.first or body.founded, body.founded), years.last)
    return frozenset(str(member.place) for member in body.members if member.active(years))


def having(bodies: Iterable[Active], *codes: str) -> tuple[str, ...]:
    """Return the ids of the bodies that have all of some places."""
    return tuple(one.id for one in bodies if one.members.issuperset(codes))
