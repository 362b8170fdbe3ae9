"""Observed shares of markets and routes."""

from __future__ import annotations

from collections.abc import Mapping

from trafficroutes.flowmodel.inputs.figures import Figure, in_unit, pooled
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Observation
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years


def shares_observed(
    data: Dataset,
    commodities: tuple[str, ...],
    years: Years | None,
    without: tuple[str, ...] = (),
) -> list[tuple[Observation, Figure]]:
    """Return the observed shares that speak of a period, each with its range as a fraction.

    Those that answer a question of ``without`` are left out.
    """
    read = in_unit("percent", 0.01)
    found = []
    for entry in data.records.observations:
        if (
            entry.kind == "share"
            and entry.commodity in commodities
            and entry.to is not None
            and entry.asked not in without
        ):
            figure = pooled(data, entry.citations, years, read)
            if figure is not None:
                found.append((entry, _bounded(figure)))
    return found


def _bounded(figure: Figure) -> Figure:
    """Open the range of a share that is cited by one bound alone ("at least")."""
    told = [c.quantity for c in figure.citations if c.quantity is not None]
    low = 0.0 if all(q.low is None and q.best is None for q in told) else figure.low
    high = 1.0 if all(q.high is None and q.best is None for q in told) else figure.high
    return Figure(low, figure.best, high, figure.citations, near=figure.near)


def cited_shares(
    data: Dataset,
    commodities: tuple[str, ...],
    years: Years | None,
    pairs: list[tuple[str, str]],
    without: tuple[str, ...] = (),
) -> tuple[Mapping[tuple[str, str], float], tuple[str, ...]]:
    """Return the shares of suppliers that are cited, and the observations behind them.

    An observation that names only where a country's supply came from is one
    about its direct supplier, unless that place is a producer: then it is about
    the origin.
    """
    producers = {entry.place for entry in data.records.production if entry.commodity in commodities}
    direct = set(pairs)
    told: dict[tuple[str, str], list[float]] = {}
    used = []
    for entry, figure in shares_observed(data, commodities, years, without):
        pair = (str(entry.origin), str(entry.to))
        if (
            pair in direct
            and not entry.via
            and entry.corridor is None
            and entry.origin not in producers
            and not is_region(pair[1])
            and not figure.near
        ):
            told.setdefault(pair, []).append(figure.best)
            used.append(entry.id)
    return {pair: sum(values) / len(values) for pair, values in told.items()}, tuple(used)
