"""The shares of all hubs of a question, or of the first ones where there are too many."""

from __future__ import annotations

import numpy as np

from trafficroutes.analysis.chain import MOST, Chain
from trafficroutes.analysis.question import Solved
from trafficroutes.analysis.visit_bounds import Largest, largest
from trafficroutes.errors import NotSolvedError
from trafficroutes.model.digits import settled

#: Hubs that are worked out where a network is too large to work out all.
FIRST = 100


def shares_of_hubs(solved: Solved) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return the share of each hub by code; of a large network, of the first hubs alone."""
    chain = solved.chain
    among = solved.routes.transit(chain.live)
    codes = [solved.routes.places[position] for position in chain.live.tolist()]
    top = _first(chain, list(among.values()))
    if top is None:
        every = chain.pass_shares().tolist()
        return {code: every[at] for code, at in among.items()}, ()
    pairs = zip(top.places.tolist(), top.shares.tolist(), strict=True)
    first = {codes[at]: share for at, share in pairs}
    note = (
        f"The routes pass {len(codes):,} places: the first {len(first)} hubs are worked out, and "
        f"no other has a share above {settled(top.left):.2g}"
    )
    return first, (note,)


def _first(chain: Chain, among: list[int]) -> Largest | None:
    """Return the first hubs of a large network; None where all can be worked out."""
    if chain.bounded is None:
        return None
    try:
        return largest(chain.bounded, np.array(among, dtype=np.int64), FIRST)
    except NotSolvedError:
        if chain.live.size > MOST:
            raise
    return None
