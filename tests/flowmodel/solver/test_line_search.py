"""How far to go along a line: bends, far and near."""

from __future__ import annotations

import numpy as np
import pytest

from trafficroutes.flowmodel.solver.line_search import line_search
from trafficroutes.graph.arrays import Floats, Ints

#: Where the slope, -1 until then, bends and is very steep from there.
BENDS = np.array([1e-9, 1e-4, 0.3, 1.0, 1.5, 5.0, 10.0, 15.9, 100.0, 1e6])


@pytest.mark.parametrize("steep", [1e3, 1e12])
def test_a_bend_is_found_wherever_it_is(steep: float) -> None:
    def slope(which: Ints, far: Floats) -> Floats:
        beyond = far - BENDS[which]
        return np.where(beyond <= 0, -1.0, steep * beyond)

    first = np.full(BENDS.size, -1.0)
    found = line_search(first, slope)
    assert found == pytest.approx(BENDS, rel=1e-3)
    assert (slope(np.arange(BENDS.size), found) <= 0).all()


def test_what_falls_for_ever_is_followed_far() -> None:
    assert line_search(np.array([-1.0]), lambda _, far: -np.ones_like(far))[0] > 1e60
