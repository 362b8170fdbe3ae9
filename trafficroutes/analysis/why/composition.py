"""What a place's share is made of: the ways in and the ways out, in every world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.markov.chain import Chain, ShareParts


@dataclass(frozen=True, eq=False)
class Composition:
    """What a place's share is made of, in worlds in which something arrives.

    Attributes
    ----------
    share, starts : float array, shape (...)
        P(passes, or arrives at, the place | arrives), and the part that starts there.
    incoming, outgoing : ShareParts
        ``incoming`` sums with ``starts`` to the share, ``outgoing`` (but for a place of
        the destination) alone.
    """

    share: Floats
    starts: Floats
    incoming: ShareParts
    outgoing: ShareParts


def composition(chain: Chain, code: str) -> Composition:
    """Return what a place's share is made of; one that no goods pass has a share of 0."""
    nothing = np.zeros_like(chain.arrival)
    none = ShareParts(np.zeros(0, dtype=np.int64), np.zeros((*chain.s.shape[:-1], 0)))
    at = chain.routes.index.get(code, -1)
    if at in chain.routes.targets:
        into = np.flatnonzero(chain.frame.enters == at)
        incoming = ShareParts(chain.edges[into], chain.edge_shares()[..., into])
        return Composition(incoming.shares.sum(axis=-1), nothing, incoming, none)
    h = chain.position(code)
    if h is None:
        return Composition(nothing, nothing, none, none)
    return Composition(
        share=chain.pass_shares()[..., h],
        starts=chain.s[..., h] * chain.b[..., h] / chain.arrival,
        incoming=chain.first_entries(h),
        outgoing=chain.last_exits(h),
    )
