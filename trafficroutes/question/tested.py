"""How often shares of the flow estimate were right: figures of the data in use.

They come from ``trafficroutes calibrate FAMILY --skill``: those of the data that ship
come with them (``skill.json``, made by ``benchmarks/skill.py --write``), those of other
data lie in the cache once they were worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from trafficroutes.dataset import store
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.errors import FileAccessError
from trafficroutes.flowmodel.worlds.cache import entry_name
from trafficroutes.model.digits import settled
from trafficroutes.model.names import spoken
from trafficroutes.question.plain import Plain
from trafficroutes.question.ranges import ESTIMATE, RangeShown, shown_by

if TYPE_CHECKING:
    from trafficroutes.graph.network import Network
    from trafficroutes.model.dataset import Dataset

#: The file of figures that ships, beside the data.
SHIPPED = "skill.json"
NO_SHARES = "not tested: no published shares"
TOO_FEW = "not tested: too few published shares"
OTHER_WEIGHTING = "not tested: published shares test the flow estimate alone"
#: Questions below which errors say nothing.
_FEWEST = 5
_KIND, _KEPT = "skill", 32


@dataclass(frozen=True)
class TrackRecord(Plain):
    """How shares of the estimate of a family did beside published ones, all periods together.

    Attributes
    ----------
    family : str
        What was tested.
    n, questions : int
        Published shares in the standard periods, and the questions that they answer.
    mae, constant : float
        Mean absolute error in percentage points, and that of a constant guess.
    coverage_50, coverage_90 : float
        Percent of the published shares that lie in the ranges.
    """

    family: str
    n: int
    questions: int
    mae: float
    constant: float | None
    coverage_50: float
    coverage_90: float


class Standing(NamedTuple):
    """What an answer says of its test: the figures, or that there are none, and why."""

    tested: TrackRecord | None
    not_tested: str | None


class Headed(Protocol):
    """An answer that tells how its shares were tested."""

    @property
    def weighting(self) -> str:
        """How flow is measured."""

    @property
    def tested(self) -> TrackRecord | None:
        """How often such shares were right."""

    @property
    def not_tested(self) -> str | None:
        """Why that is not known."""


def standing_of(network: Network) -> Standing:
    """Return how shares of a network were tested, or why they were not.

    Parameters
    ----------
    network : Network
        What the answer is made from.
    """
    data, family = network.data, _family(network)
    if data is None or family is None or not _has_shares(data, family):
        return Standing(None, NO_SHARES)
    if network.weighting != ESTIMATE:
        return Standing(None, OTHER_WEIGHTING)
    found = _kept(data.sha256)
    if family not in found:
        told = f"not tested on this data: `trafficroutes calibrate {family} --skill` does it"
        return Standing(None, told)
    tested = found[family]
    if tested is None or tested.questions < _FEWEST:
        return Standing(None, TOO_FEW)
    return Standing(tested, None)


def _has_shares(data: Dataset, family: str) -> bool:
    """Return whether a share of a family is published that says where the goods arrive."""
    return not data.shares_by_end.isdisjoint(data.families[family])


def _family(network: Network) -> str | None:
    """Return the family that a network is of; None of a graph that names none."""
    data, label = network.data, network.label
    if data is None or label in data.families:
        return label
    commodity = data.records.commodities.get(label)
    return None if commodity is None else commodity.family


def told_test(answer: Headed, shown: RangeShown) -> str:
    """Return how shares of an answer were tested, with the range that stands beside them."""
    standing = Standing(answer.tested, answer.not_tested)
    return in_words(standing, shown_by(answer.weighting, shown))


def in_words(standing: Standing, shown: RangeShown) -> str:
    """Return how often such answers were right, as a sentence.

    Parameters
    ----------
    standing : Standing
    shown : {"50", "90", "evidence"}
        The range that stands beside shares.

    Examples
    --------
    >>> told = TrackRecord("cocaine", 362, 54, 17.4, 27.5, 52.0, 94.0)
    >>> print(in_words(Standing(told, None), "50"))
    Such shares of cocaine missed published ones by 17 points on average (a constant guess: 28) in
    54 questions; 52 % lay in such ranges.
    >>> print(in_words(Standing(None, NO_SHARES), "50"))
    Not tested: no published shares.
    """
    tested, reason = standing
    if tested is None:
        told = reason or NO_SHARES
        return f"{told[0].upper()}{told[1:]}."
    constant = tested.constant
    guess = "" if constant is None else f" (a constant guess: {settled(constant):.0f})"
    held = {
        "50": f"{settled(tested.coverage_50):.0f} % lay in such ranges",
        "90": f"{settled(tested.coverage_90):.0f} % lay in such ranges",
        "evidence": "evidence ranges were not tested: they tell what the reports leave open",
    }
    return (
        f"Such shares of {spoken(tested.family)} missed published ones by "
        f"{settled(tested.mae):.0f} points on average{guess} in {tested.questions} questions; "
        f"{held[shown]}."
    )


def keep_tested(data: Dataset, family: str, tested: TrackRecord | None) -> None:
    """Keep the figures of a family for the answers to come; None where nothing compares.

    Those of the data that ship are with them already.
    """
    if store.is_off() or data.sha256 == _shipped()[0]:
        return
    found = {**_cached(data.sha256), family: tested}
    content = msgspec.json.encode({key: value and value.to_dict() for key, value in found.items()})
    store.keep(_name(data.sha256), content, most=_KEPT)


def _kept(sha256_of_data: str) -> Mapping[str, TrackRecord | None]:
    """Return the figures of a data file by family."""
    shipped, figures = _shipped()
    return figures if sha256_of_data == shipped else _cached(sha256_of_data)


@cache
def _shipped() -> tuple[str, Mapping[str, TrackRecord | None]]:
    """Return the hash of the data that the figures that ship are of, and these."""
    try:
        told = msgspec.json.decode(shipped_file(SHIPPED))
    except FileAccessError:
        return "", {}
    return told["sha256"], {
        family: tested_by(family, periods[-1]) if periods else None
        for family, periods in told["skill"].items()
    }


def _cached(sha256_of_data: str) -> Mapping[str, TrackRecord | None]:
    raw = None if store.is_off() else store.read(_name(sha256_of_data))
    try:
        return {} if raw is None else msgspec.json.decode(raw, type=dict[str, TrackRecord | None])
    except msgspec.MsgspecError:
        return {}


def tested_by(family: str, period: Mapping[str, Any]) -> TrackRecord:
    """Return the figures of all periods together, from their plain values."""
    keys = ("n", "questions", "mae", "coverage_50", "coverage_90")
    constant = period["baselines"]["constant"]
    return TrackRecord(family=family, constant=constant, **{key: period[key] for key in keys})


def _name(sha256_of_data: str) -> str:
    return f"{entry_name(_KIND, sha256_of_data)}.json"
