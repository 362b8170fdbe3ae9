"""Small networks with bodies of cooperation, and what is asked of them."""

from __future__ import annotations

from typing import Any

from tests.networks import cite, data_of
from trafficroutes.analysis.cooperation.answer import cooperation
from trafficroutes.analysis.cooperation.results import CooperationAnswer
from trafficroutes.analysis.cooperation.rows import BodyCover
from trafficroutes.model.dataset import Dataset

#: COL --> VEN --> GNB --> ESP      half by Venezuela, half by Mexico,
#:   `---> MEX -----^-> ESP         of that half on to Guinea-Bissau
WAYS = "COL > VEN > GNB > ESP\nCOL > MEX > GNB\nMEX > ESP"


def body(
    *members: Any, kind: str = "operational", families: Any = ("cocaine",), **more: Any
) -> dict[str, Any]:
    return {
        "name": "A body",
        "kind": kind,
        "families": list(families),
        "members": list(members),
        "citations": [cite("b")],
        **more,
    }


def data_with(bodies: dict[str, Any], legs: Any = WAYS, **more: Any) -> Dataset:
    return data_of(legs, bodies=bodies, **more)


def asked(bodies: dict[str, Any], legs: Any = WAYS, **options: Any) -> CooperationAnswer:
    data = data_with(bodies, legs)
    return cooperation(data, "COL", "ESP", weighting="equal", **options).answers[0]


def covers(answer: CooperationAnswer) -> dict[str, BodyCover]:
    return {found.id: found for found in answer.bodies}
