"""What ends in each place: consumption and seizures a year."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from trafficroutes.flowmodel.inputs.figures import (
    EQUIVALENT,
    REACH,
    Figure,
    Reader,
    about,
    in_unit,
    mass,
    pooled,
)
from trafficroutes.flowmodel.inputs.seizures import purified, seizures_of
from trafficroutes.graph.network import market_places
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.records import Citation, Consumption
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years

#: How demand may be told.
DEMAND_FROM = ("consumption", "users", "equal")

_READERS: dict[str, Reader] = {
    "consumption": mass,
    "users": in_unit("persons"),
    "prevalence": in_unit("percent", 0.01),
    "population_15_64": in_unit("persons"),
    "amount_per_user": in_unit("g_per_user_year", 0.001),
}
_WORLD = "R:WORLD"
_Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Demand:
    """What is consumed and seized in places, in kilograms a year.

    Attributes
    ----------
    consumption, seizures : mapping of code to Figure
        Countries (and, for seizures, sea areas) with a figure.
    world : Figure or None
        Cited consumption of the world: not split, only compared.
    notes : tuple of str
        What was derived, split, or cannot be used.
    """

    consumption: Mapping[str, Figure]
    seizures: Mapping[str, Figure]
    world: Figure | None
    notes: tuple[str, ...]


@lru_cache(maxsize=16)
def demand_of(
    data: Dataset,
    commodities: tuple[str, ...],
    years: Years | None,
    *,
    demand_from: str = "consumption",
    pure: bool = False,
) -> Demand:
    """Return what ends in each place; kept for the next question about it.

    ``demand_from`` is "consumption" (cited consumption, else regional figures
    split by users, else users by amount per user), "users" (users by amount per
    user alone) or "equal" (one tonne in each market, and no seizures).
    """
    if demand_from == "equal":
        markets = sorted(c for c in market_places(data, commodities) if not is_region(c))
        one = Figure(1000.0, 1000.0, 1000.0, derived=True)
        return Demand(dict.fromkeys(markets, one), {}, None, ("Every market counts alike",))
    table = _DemandFigures(data, commodities, years)
    cited = table.summed("consumption") if demand_from == "consumption" else {}
    world = cited.pop(_WORLD, None)
    own = {place: figure for place, figure in cited.items() if not is_region(place)}
    regional = {place: figure for place, figure in cited.items() if is_region(place)}
    users = table.users()
    split, notes = _split(data, years, own, regional, {**users})
    derived = table.derived(users)
    consumption = {**derived, **split, **own}
    seizures = seizures_of(data, commodities, years)
    notes = [*table.notes(), *_derived_note(consumption), *notes]
    if pure:
        seizures, note = purified(data, commodities, years, seizures)
        notes.append(note)
    near = sum(figure.near for figure in (*consumption.values(), *seizures.values()))
    if near:
        notes.append(
            f"{near} figures of demand are from outside the period, within five years of it"
        )
    return Demand(
        consumption=dict(sorted(consumption.items())),
        seizures=seizures,
        world=world,
        notes=tuple(notes),
    )


class _DemandFigures:
    """Figures by measure and place, for one selection of commodities and years."""

    def __init__(self, data: Dataset, commodities: tuple[str, ...], years: Years | None) -> None:
        self.data = data
        self.years = years
        self.commodities = commodities
        self.misfits: set[str] = set()
        cited: dict[str, dict[_Key, list[Citation]]] = {measure: {} for measure in _READERS}
        wanted = set(commodities)
        for entry in data.records.consumption:
            if entry.measure != "population_15_64" and entry.commodity in wanted:
                self._misfit(entry)
                into = cited[entry.measure].setdefault((entry.commodity, entry.place), [])
                into.extend(entry.citations)
        self.cited = cited

    def _misfit(self, entry: Consumption) -> None:
        read = _READERS[entry.measure]
        if any(
            c.quantity and not read(c.quantity, c.years or Years(1, 1)) for c in entry.citations
        ):
            self.misfits.add(entry.id)

    def figure(self, measure: str, key: _Key) -> Figure | None:
        """Return the figure of one measure, commodity and place."""
        citations = self.cited[measure].get(key)
        if not citations:
            return None
        # What a user takes is a habit, not an amount of the period: the nearest will do.
        habit = measure == "amount_per_user"
        reach = math.inf if habit else REACH
        chosen = _of_the_drug(about(citations, self.years, reach)[0])
        return pooled(
            self.data, chosen, self.years, _READERS[measure], geometric=habit, reach=reach
        )

    def summed(self, measure: str) -> dict[str, Figure]:
        """Return a mass by place, all commodities of the family together."""
        found: dict[str, Figure] = {}
        for commodity, place in sorted(self.cited[measure]):
            figure = self.figure(measure, (commodity, place))
            if figure is not None:
                figure = figure.times(EQUIVALENT.get(commodity, 1.0))
                found[place] = found[place].plus(figure) if place in found else figure
        return found

    def users(self) -> dict[_Key, Figure]:
        """Return users by commodity and place: cited, else prevalence by population."""
        population = populations(self.data, self.years)
        keys = sorted({*self.cited["users"], *self.cited["prevalence"]})
        found = {}
        for key in keys:
            people = self.figure("users", key)
            if people is None:
                rate, adults = self.figure("prevalence", key), population.get(key[1])
                people = rate.by(adults) if rate is not None and adults is not None else None
            if people is not None:
                found[key] = people
        return found

    def derived(self, users: Mapping[_Key, Figure]) -> dict[str, Figure]:
        """Return consumption of countries as users by the nearest cited amount per user."""
        amounts = {
            key: figure
            for key in sorted(self.cited["amount_per_user"])
            if (figure := self.figure("amount_per_user", key)) is not None
        }
        found: dict[str, Figure] = {}
        for (commodity, place), people in users.items():
            amount = None if is_region(place) else self._amount(amounts, commodity, place)
            if amount is not None:
                figure = people.by(amount).times(EQUIVALENT.get(commodity, 1.0))
                found[place] = found[place].plus(figure) if place in found else figure
        return found

    def _amount(self, amounts: Mapping[_Key, Figure], commodity: str, place: str) -> Figure | None:
        members = self.data.places.members
        holding = [
            (len(members(where)), where)
            for what, where in amounts
            if what == commodity and place in members(where, self.years)
        ]
        return amounts[commodity, min(holding)[1]] if holding else None

    def notes(self) -> list[str]:
        """Return what of the table cannot be used."""
        if not self.misfits:
            return []
        shown = ", ".join(sorted(self.misfits)[:8])
        return [f"Left out, because their units do not fit what they measure: {shown}"]


def _of_the_drug(citations: list[Citation]) -> list[Citation]:
    """Return the citations without those about all opioids, where there are others."""
    narrow = [c for c in citations if "all opioids" not in (c.note or "").lower()]
    return narrow or citations


@lru_cache(maxsize=16)
def populations(data: Dataset, years: Years | None) -> dict[str, Figure]:
    """Return people aged 15 to 64 by place, whatever commodity they stand under."""
    cited: dict[str, list[Citation]] = {}
    for entry in data.records.consumption:
        if entry.measure == "population_15_64":
            cited.setdefault(entry.place, []).extend(entry.citations)
    read = _READERS["population_15_64"]
    found = {place: pooled(data, citations, years, read) for place, citations in cited.items()}
    return {place: figure for place, figure in found.items() if figure is not None}


def _split(
    data: Dataset,
    years: Years | None,
    own: Mapping[str, Figure],
    regional: Mapping[str, Figure],
    users: Mapping[_Key, Figure],
) -> tuple[dict[str, Figure], list[str]]:
    """Split what is left of regional consumption over members without a figure, by users."""
    people: dict[str, float] = {}
    for (_, place), figure in users.items():
        people[place] = people.get(place, 0.0) + figure.best
    found: dict[str, Figure] = {}
    notes = []
    held = {region: data.places.members(region, years) for region in regional}
    for region in sorted(regional, key=lambda code: (len(held[code]), code)):
        figure, name = regional[region], data.places.name(region)
        known = {
            place: amount for place, amount in {**found, **own}.items() if place in held[region]
        }
        taken = sum(amount.best for amount in known.values())
        without = sorted(held[region] - set(known))
        rest = figure.best - taken
        if not without:
            continue
        if rest <= 0:
            notes.append(
                f"Cited consumption of {name} ({figure.best / 1000:,.3g} t a year) is no more than "
                "that of its members with figures of their own "
                f"({settled(taken / 1000):,.3g} t): not split"
            )
            continue
        weights = {place: people[place] for place in without if people.get(place)}
        how = "by users" if weights else "evenly"
        weights = weights or dict.fromkeys(without, 1.0)
        total = sum(weights.values())
        scale = rest / figure.best
        for place, weight in weights.items():
            found[place] = replace(figure.times(scale * weight / total), derived=True)
        notes.append(
            f"{settled(rest / 1000):,.3g} t a year of the cited consumption of {name} are split "
            f"{how} over {len(weights)} members without a figure of their own"
        )
    return found, notes


def _derived_note(consumption: Mapping[str, Figure]) -> list[str]:
    count = sum(figure.derived for figure in consumption.values())
    if not count:
        return []
    note = (
        f"Consumption of {count} of {len(consumption)} markets is derived, from users and an "
        "amount per user or from a regional figure"
    )
    return [note]
