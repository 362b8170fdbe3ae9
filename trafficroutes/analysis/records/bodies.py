"""The bodies of cooperation that a place belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import Cited, cited
from trafficroutes.question.plain import Plain


@dataclass(frozen=True)
class BodyOf(Plain):
    """A body of cooperation that the place belongs to.

    Attributes
    ----------
    id, name, kind : str
        The body, and whether it is operational or a forum.
    role : {"member", "observer"}
        What the place is in it.
    years : str
        The years of the membership.
    citations : tuple of Cited
        Who says so.
    """

    id: str
    name: str
    kind: str
    role: str
    years: str
    citations: tuple[Cited, ...] = field(repr=False)


def bodies_of(data: Dataset, code: str) -> tuple[BodyOf, ...]:
    """Return the memberships of a place, past ones too, by the id of the body."""
    return tuple(
        BodyOf(
            id=key,
            name=body.name,
            kind=body.kind,
            role=role,
            years=str(Years(member.joined, member.left)),
            citations=cited(data, body.citations),
        )
        for key, body in sorted(data.records.bodies.items())
        for role, members in (("member", body.members), ("observer", body.observers))
        for member in members
        if member.place == code
    )
