"""What a check finds, and entries that tests make."""

from __future__ import annotations

from typing import Any

from tests.networks import cite, tonnes
from trafficroutes.analysis.audit.answer import audit
from trafficroutes.analysis.audit.findings import Finding
from trafficroutes.model.dataset import Dataset


def found(data: Dataset, check: str) -> tuple[Finding, ...]:
    (result,) = audit(data, checks=[check]).checks
    assert result.count == len(result.findings)
    assert all(finding.check == check for finding in result.findings)
    return result.findings


def subjects(data: Dataset, check: str) -> list[str]:
    return [finding.subject for finding in found(data, check)]


def flow(origin: str, to: str, *via: str, ordered: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "id": "-".join((origin, *via, to)).replace(":", "."),
        "from": origin,
        "to": to,
        "via": list(via),
        "ordered": ordered,
        "commodity": "cocaine",
        "citations": [cite(**more)],
    }


def figure(place: str, amount: float, *, years: Any = 2010, **more: Any) -> dict[str, Any]:
    return {
        "id": f"figure.{place}.{amount}".replace(":", "_"),
        "place": place,
        "commodity": "cocaine",
        "citations": [cite(quantity=tonnes(amount, None), period=years)],
        **more,
    }


def used(place: str, amount: float, *, years: Any = 2010) -> dict[str, Any]:
    return figure(place, amount, years=years, measure="consumption")


def seized(place: str, amount: float, unit: str = "kg", **more: Any) -> dict[str, Any]:
    quantity = {"best": amount, "unit": unit, "basis": "seizure"}
    return {
        "id": f"seized.{place}".replace(":", "_"),
        "place": place,
        "commodity": "cocaine",
        "citations": [cite(quantity=quantity, **more)],
    }
