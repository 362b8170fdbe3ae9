"""Who makes the goods, and how much, by cited production."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from trafficroutes.flowmodel.inputs.figures import EQUIVALENT, Figure, mass, pooled
from trafficroutes.graph.arrays import Floats
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years

#: A producer below this part of all cited production is a minor one.
_MINOR = 0.05


@dataclass(frozen=True)
class Producer:
    """A country that makes goods.

    Attributes
    ----------
    made : Figure or None
        Kilograms a year; None where no figure is near the period.
    minor : bool
        Whether it makes so small a part of all that what goes through it may
        well come from elsewhere.
    usual : Figure
        ``made``, or what is cited of other years, kilograms a year.
    """

    made: Figure | None
    minor: bool
    usual: Figure


def producers_of(
    data: Dataset, commodities: tuple[str, ...], years: Years | None
) -> dict[str, Producer]:
    """Return the countries with cited production of a family, by code.

    Amounts of opium count as the heroin that they make; where both are cited, the
    larger stands for the place, because one is made of the other. A country without
    a figure near the period is a producer all the same if it is a major one when
    all years are taken together.
    """
    ever = _figures(data, commodities, None)
    if not ever:
        return {}
    now = ever if years is None else _figures(data, commodities, years)
    everything = sum(figure.best for figure in ever.values())
    in_period = sum(figure.best for figure in now.values())
    found = {}
    for place in sorted(ever):
        figure = now.get(place)
        major = ever[place].best >= _MINOR * everything
        if figure is not None:
            minor = not major and figure.best < _MINOR * in_period
            found[place] = Producer(figure, minor, figure)
        elif major:
            found[place] = Producer(None, minor=False, usual=ever[place])
    return found


def scale_of(
    producers: Mapping[str, Producer], demand: Floats, made: Mapping[str, Floats]
) -> Floats:
    """Return by what cited production is multiplied, so that it is what is demanded.

    Cited production and demand differ by factors, because both are hard to know: amounts
    then speak of the mix. A producer without an amount near the period counts by all
    years, so that its part is not asked of the others.

    Parameters
    ----------
    producers : mapping of code to Producer
    demand : float array, shape (draws,)
        What ends everywhere.
    made : mapping of code to float array, shape (draws,)
        Amounts of those that have one; of others, and of all where it is empty, the usual.

    Returns
    -------
    float array, shape (draws,)
        1 where nothing is cited.
    """
    cited = np.zeros_like(demand)
    for code, producer in producers.items():
        cited += made.get(code, producer.usual.best)
    return np.divide(demand, cited, out=np.ones_like(demand), where=cited > 0)


def scaled(producers: Mapping[str, Producer], scale: float) -> dict[str, Producer]:
    """Return producers with their amounts multiplied; those without stay so."""
    return {
        code: replace(producer, made=None if producer.made is None else producer.made.times(scale))
        for code, producer in producers.items()
    }


def _figures(data: Dataset, commodities: tuple[str, ...], years: Years | None) -> dict[str, Figure]:
    cited: dict[tuple[str, str], list[Citation]] = {}
    for entry in data.records.production:
        if entry.commodity in commodities and not is_region(entry.place):
            cited.setdefault((entry.place, entry.commodity), []).extend(entry.citations)
    found: dict[str, Figure] = {}
    for (place, commodity), citations in sorted(cited.items()):
        figure = pooled(data, citations, years, mass)
        if figure is None or figure.best <= 0:
            continue
        figure = figure.times(EQUIVALENT.get(commodity, 1.0))
        before = found.get(place)
        if before is None or (before.near, -before.best) > (figure.near, -figure.best):
            found[place] = figure
    return found
