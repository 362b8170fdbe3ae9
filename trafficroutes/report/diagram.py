"""A flow diagram as text: origins, and what goes on from them, with tonnes."""

from __future__ import annotations

from collections.abc import Iterator

from trafficroutes.analysis.estimate.results import EstimateAnswer, EstimatedLeg
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.report.form.document import figure

#: Lines of the tree, branches of a place, and legs on a branch.
_ORIGINS, _BRANCHES, _DEPTH = 3, 3, 4
#: A branch that carries less than this part of its origin is left out.
_THIN = 0.02


def diagram(answer: EstimateAnswer, data: Dataset) -> list[str]:
    """Return the largest flows as a tree of origins, hubs and markets.

    A branch shows what goes over a leg; a place that stands in the tree already is
    named and not opened again.
    """
    out: dict[str, list[EstimatedLeg]] = {}
    for leg in answer.legs:
        out.setdefault(leg.origin, []).append(leg)
    origins = [place for place in answer.places if place.supply > 0 and out.get(place.place)]
    origins.sort(key=lambda place: (by_size(place.supply), place.place))
    stays = {place.place: place.demand for place in answer.places}
    lines = []
    opened: set[str] = set()
    for origin in origins[:_ORIGINS]:
        lines.append(f"{origin.name} {_amount(origin.supply, answer.unit)}")
        opened.add(origin.place)
        thin = _THIN * origin.supply
        lines += _branches(origin.place, out, stays, opened, data, answer.unit, thin, "", 1)
    return lines


def _branches(
    code: str,
    out: dict[str, list[EstimatedLeg]],
    stays: dict[str, float],
    opened: set[str],
    data: Dataset,
    unit: str,
    thin: float,
    indent: str,
    depth: int,
) -> Iterator[str]:
    """Yield the lines below a place."""
    thick = [leg for leg in out.get(code, ()) if leg.flow >= thin][:_BRANCHES]
    for number, leg in enumerate(thick):
        last = number == len(thick) - 1
        kept = stays.get(leg.to, 0.0)
        ends = f", {_amount(kept, unit)} end here" if kept >= thin else ""
        known = leg.to in opened
        mark = " (see above)" if known and out.get(leg.to) else ""
        yield (
            f"{indent}{'└' if last else '├'} {_amount(leg.flow, unit)} "
            f"{_name(leg.to, data)}{ends}{mark}"
        )
        if not known and depth < _DEPTH:
            opened.add(leg.to)
            yield from _branches(
                leg.to,
                out,
                stays,
                opened,
                data,
                unit,
                thin,
                indent + ("  " if last else "│ "),
                depth + 1,
            )


def _name(code: str, data: Dataset) -> str:
    return data.places.full_name(code)


def _amount(amount: float, unit: str) -> str:
    return f"{figure(amount)} {unit}"
