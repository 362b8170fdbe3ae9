"""What a place's own legs and those of its neighbours say: cores, brokerage, roles."""

from __future__ import annotations

import math

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.model.digits import settled

#: Gould and Fernandez's five ways to stand between two places.
BROKERAGE = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
#: A source sends out at least so many times what it takes in; a destination the reverse.
ROLE_RATIO = 2.0


def core_numbers(linked: Mask) -> Ints:
    """Return the largest k for which each place is in a k-core.

    In a k-core every place is joined to at least k others of it, in any direction.

    Parameters
    ----------
    linked : bool array, shape (n, n)
        Whether a leg leads from one place to another.

    Notes
    -----
    Seidman, *Social Networks* 5 (1983).
    """
    joined = linked | linked.T
    np.fill_diagonal(joined, val=False)
    degree = joined.sum(axis=1)
    left = np.ones(degree.size, dtype=bool)
    core = np.zeros(degree.size, dtype=np.int64)
    level = 0
    for _ in range(degree.size):
        place = int(np.where(left, degree, degree.size + 1).argmin())
        level = max(level, int(degree[place]))
        core[place] = level
        left[place] = False
        degree = degree - joined[place]
    return core


def brokerage(linked: Mask, groups: tuple[str, ...]) -> dict[str, Floats]:
    """Return how often each place stands between two others, by the groups of the three.

    Counted are a -> b -> c with a and c two places and no leg a -> c:

    - coordinator: all three of one group;
    - itinerant: a and c of one group, b of another;
    - gatekeeper: b takes in for its group (b and c of one, a of another);
    - representative: b sends out for its group (a and b of one, c of another);
    - liaison: three groups.

    Notes
    -----
    Gould & Fernandez, *Sociological Methodology* 19 (1989).
    """
    number = np.array([sorted(set(groups)).index(group) for group in groups], dtype=np.int64)
    counts = np.zeros((len(BROKERAGE), len(groups)))
    for b in range(len(groups)):
        before, after = np.flatnonzero(linked[:, b]), np.flatnonzero(linked[b])
        apart = ~linked[np.ix_(before, after)] & (before[:, None] != after)
        apart &= ((before != b)[:, None]) & (after != b)
        ends = number[before][:, None] == number[after]
        with_a = np.broadcast_to((number[before] == number[b])[:, None], apart.shape)
        with_c = np.broadcast_to(number[after] == number[b], apart.shape)
        counts[:, b] = [
            (apart & with_a & with_c).sum(),
            (apart & ends & ~with_a).sum(),
            (apart & ~with_a & with_c).sum(),
            (apart & with_a & ~with_c).sum(),
            (apart & ~ends & ~with_a & ~with_c).sum(),
        ]
    return dict(zip(BROKERAGE, counts, strict=True))


def role_index(out: float, into: float) -> float | None:
    """Return ln(out / in) of a place's strengths; None where one of them is 0.

    >>> role_index(3.0, 3.0)
    0.0
    """
    return math.log(out / into) if out > 0 and into > 0 else None


def implied_role(out: float, into: float) -> str:
    """Return the role that strengths out and in imply.

    >>> implied_role(4.0, 2.0), implied_role(3.0, 2.0), implied_role(0.0, 1.0)
    ('source', 'transit', 'destination')
    """
    if settled(out) >= settled(ROLE_RATIO * into):
        return "source"
    return "destination" if settled(into) >= settled(ROLE_RATIO * out) else "transit"
