"""Small data files with demand, for tests of the flow estimate."""

from __future__ import annotations

from typing import Any

from tests.networks import cite, leg, tonnes
from trafficroutes.flowmodel.estimate import FlowEstimate, flow_estimate
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.graph.recipe import Recipe
from trafficroutes.model.dataset import Dataset

#: D supplies B and C, and C and D supply A (Berlusconi et al. 2017): D is Colombia,
#: C Brazil, B France, A Spain. Spain's supply is reported twice from Brazil.
#:
#:     COL > FRA      COL > BRA > ESP (twice as often)      COL > ESP
IMPORTS = [
    leg("COL", "FRA"),
    leg("COL", "BRA"),
    leg("BRA", "ESP", cite("a"), cite("a2")),
    leg("COL", "ESP"),
]


def figure(
    place: str,
    measure: str,
    amount: float | dict[str, Any],
    unit: str = "t_per_year",
    *,
    commodity: str = "cocaine",
    **more: Any,
) -> dict[str, Any]:
    """Return an entry of consumption with one figure."""
    values = amount if isinstance(amount, dict) else {"best": amount}
    return {
        "id": f"{measure}.{commodity}.{place}".replace(":", "_"),
        "place": place,
        "commodity": commodity,
        "measure": measure,
        "citations": [cite(quantity={**values, "unit": unit}, **more)],
    }


def used(place: str, amount: float | dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return cited consumption, in tonnes a year."""
    return figure(place, "consumption", amount, **more)


def seized(place: str, amount: float, *, commodity: str = "cocaine", **more: Any) -> dict[str, Any]:
    """Return a cited seizure, in tonnes a year."""
    ends: dict[str, Any] = {key: more.pop(key) for key in ("from", "to") if key in more}
    return {
        "id": f"seized.{commodity}.{place}.{amount}".replace(":", "_"),
        "place": place,
        "commodity": commodity,
        **ends,
        "citations": [cite(quantity=tonnes(amount, "seizure"), **more)],
    }


def share(key: str, percent: float | dict[str, Any], **about: Any) -> dict[str, Any]:
    """Return an observed share."""
    values = percent if isinstance(percent, dict) else {"best": percent}
    period = about.pop("period", None)
    dated = {} if period is None else {"period": period}
    return {
        "id": key,
        "kind": "share",
        "statement": key,
        "commodity": about.pop("commodity", "cocaine"),
        **about,
        "citations": [cite(quantity={**values, "unit": "percent"}, **dated)],
    }


#: Supplier shares by reports and seizures alone, which can be worked out in the head.
PLAIN = Recipe(kappa=0.0)


def estimated(data: Dataset, label: str = "cocaine", **assumed: Any) -> FlowEstimate:
    """Return the estimate of a family, by default without a prior."""
    asked = Assumptions(**{"recipe": PLAIN, **assumed})
    return flow_estimate(data, *data.resolve_commodity(label), asked)


def flows(found: FlowEstimate) -> dict[str, float]:
    """Return what moves over each connection in tonnes a year, such as ``COL>ESP``."""
    places = found.system.places
    return {
        f"{places[tail]}>{places[head]}": flow / 1000
        for tail, head, flow in zip(
            found.system.tails.tolist(),
            found.system.heads.tolist(),
            found.flow.tolist(),
            strict=True,
        )
        if flow
    }


def by_place(found: FlowEstimate, values: Any) -> dict[str, float]:
    """Return an array by place in tonnes a year, without zeros."""
    pairs = zip(found.system.places, values.tolist(), strict=True)
    return {place: value / 1000 for place, value in pairs if value}
