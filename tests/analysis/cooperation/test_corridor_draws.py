"""Coverage of a corridor's legs in draws, each counted by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.analysis.cooperation.bodies import body, covers, data_with
from tests.analysis.cooperation.test_draws import DRAWS, near_all
from tests.analysis.luck import Luck
from tests.networks import drawn, leg
from trafficroutes.analysis.cooperation.answer import corridor_cooperation
from trafficroutes.model.dataset import Dataset


@pytest.mark.parametrize("seed", range(5))
def test_every_number_of_a_corridor_in_every_draw(seed: int) -> None:
    luck = Luck()
    data = corridor_data()
    with luck.drawing():
        answer = corridor_cooperation(
            data, "sea", weighting="equal", members=["MEX"], draws=DRAWS, seed=seed
        ).answers[0]
    on_it = [one for one in data.legs if one.corridors]
    there: list[list[tuple[str, str]]] = [
        [
            (str(one.origin), str(one.to))
            for one in on_it
            if any(luck.kept[draw][id(c)] for c in one.citations)
        ]
        for draw in range(DRAWS)
    ]
    drawn = [legs for legs in there if legs]

    def part(holds: Callable[[tuple[str, str]], bool]) -> list[float]:
        return [sum(map(holds, legs)) / len(legs) for legs in drawn]

    def spans(values: list[float]) -> Any:
        return near_all(np.percentile(values, (5, 95)))

    def touching(codes: set[str]) -> list[float]:
        return part(lambda pair: bool(codes & {*pair}))

    def using(ends: tuple[str, str]) -> list[float]:
        return part(lambda pair: pair == ends)

    def ranked(own: list[float], among: list[list[float]]) -> tuple[int, int]:
        ranks = [
            1 + sum(other[at] > share + 1e-9 for other in among) for at, share in enumerate(own)
        ]
        return min(ranks), max(ranks)

    every = [touching({place.place}) for place in answer.places]
    for place, mine in zip(answer.places, every, strict=True):
        assert (place.interval, place.rank_interval) == (spans(mine), ranked(mine, every))
    uses = [using((leg.origin, leg.to)) for leg in answer.legs]
    for found, mine in zip(answer.legs, uses, strict=True):
        assert (found.interval, found.rank_interval) == (spans(mine), ranked(mine, uses))
    one = covers(answer)["one"]
    joint = part(lambda pair: {*pair} <= {"COL", "VEN"})
    assert (one.interval, one.leg_interval) == (spans(touching({"COL", "VEN"})), spans(joint))
    assert answer.leg_interval == spans(joint)
    assert answer.uncovered_interval == spans([1 - s for s in touching({"COL", "VEN"})])
    assert (one.arrival_share, one.arrival_interval) == (None, None)
    assert one.joining is not None
    more = [
        with_it - before
        for with_it, before in zip(
            touching({"COL", "VEN", one.joining.place}), touching({"COL", "VEN"}), strict=True
        )
    ]
    assert one.joining.gain_interval == one.joining.covered_gain_interval == spans(more)
    assert answer.proposal is not None
    by_mexico = zip(touching({"COL", "VEN", "MEX"}), touching({"COL", "VEN"}), strict=True)
    assert answer.proposal.gain_interval == spans([new - old for new, old in by_mexico])
    assert answer.proposal.leg_gain_interval == (0.0, 0.0)


def corridor_data() -> Dataset:
    """Six legs of a corridor, with one end or none in the body, and one leg elsewhere."""
    drawing = "COL > VEN > GNB > ESP\nCOL > MEX > GNB\nMEX > ESP"
    legs = [one | {"corridors": ["sea"]} for one in drawn(drawing)]
    return data_with(
        {"one": body("COL", "VEN")},
        [*legs, leg("BRA", "ESP")],
        corridors={"sea": {"name": "Over the sea", "description": "By sea."}},
    )
