"""Questions that hypothesis makes, each as a data file and as a world to walk through."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.networks import GRADES, cite, data_of, leg, tonnes
from tests.walking import World
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.query import Options, Weighting

COUNTRIES = ("BRA", "COL", "ESP", "FRA", "GNB", "MEX")
#: A country that no leg touches; only a region leads there.
APART = "PRT"
CODES = (*COUNTRIES, "R:ONE", "R:TWO", "R:SEA")


@dataclass(frozen=True)
class Question:
    """A question, what it is asked of, and the same as a world."""

    data: Dataset
    world: World
    options: Options


def strength(citations: list[dict[str, Any]]) -> Fraction:
    """Return the noisy-or of the groups that no source and no estimate holds together."""
    groups: list[list[dict[str, Any]]] = []
    for citation in citations:
        near = [g for g in groups if any(_dependent(citation, other) for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([citation, *(c for g in near for c in g)])
    doubts = [1 - max(_chance(c) for c in group) for group in groups]
    return 1 - reduce(Fraction.__mul__, doubts)


def _dependent(one: dict[str, Any], other: dict[str, Any]) -> bool:
    repeated = one.get("estimate") is not None and one.get("estimate") == other.get("estimate")
    return repeated or one["source"] == other["source"]


def _chance(citation: dict[str, Any]) -> Fraction:
    reliability = GRADES["reliability"][citation["source"][0].upper()]
    credibility = GRADES["credibility"][str(citation["credibility"])]
    return Fraction(str(reliability)) * Fraction(str(credibility))


#: What a leg may be cited by; some of these citations are not independent.
EVIDENCE: tuple[list[dict[str, Any]], ...] = (
    [cite("a")],
    [cite("c", credibility=3)],
    [cite("e", credibility=5)],
    [cite("b", credibility=2), cite("b", credibility=1, locator="p. 2")],
    [cite("a", credibility=4, estimate="one"), cite("b", estimate="one"), cite("c")],
    [cite("d"), cite("e", credibility=6), cite("e", locator="p. 2", estimate="one")],
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Networks with cycles, dead ends, parts apart, several origins, staying and regions."""
    weighting: Weighting = draw(st.sampled_from(("evidence", "equal", "volume")))
    some = st.sets(st.sampled_from(COUNTRIES), min_size=1, max_size=3)
    one = draw(some) | draw(st.sampled_from((set(), {APART})))
    two = draw(some) | draw(st.sampled_from((set(), one)))
    regions = {"R:ONE": frozenset(one), "R:TWO": frozenset(two), "R:SEA": frozenset[str]()}

    # A chain of legs makes sure that most questions have a route.
    chain = draw(st.permutations(CODES))[: draw(st.integers(2, 5))]
    pairs = st.tuples(st.sampled_from(CODES), st.sampled_from(CODES))
    more = draw(st.lists(pairs.filter(lambda p: p[0] != p[1]), min_size=2, max_size=13))
    legs: list[dict[str, Any]] = []
    flow: dict[tuple[str, str], Fraction] = {}
    for tail, head in dict.fromkeys([*pairwise(chain), *more]):
        cited = [dict(citation) for citation in draw(st.sampled_from(EVIDENCE))]
        if weighting == "volume":
            amount = draw(st.integers(1, 40))
            cited[0]["quantity"] = tonnes(amount)
            flow[tail, head] = Fraction(amount)
        else:
            flow[tail, head] = strength(cited) if weighting == "evidence" else Fraction(1)
        legs.append(leg(tail, head, *cited))

    production = draw(st.dictionaries(st.sampled_from(COUNTRIES), st.integers(1, 9), max_size=3))
    markets = draw(st.sets(st.sampled_from(COUNTRIES), max_size=2))
    staying = draw(st.booleans())
    stays: dict[str, Fraction] = {}
    if staying and weighting == "volume":
        for (tail, head), moved in flow.items():
            stays[head] = stays.get(head, Fraction(0)) + moved
            stays[tail] = stays.get(tail, Fraction(0)) - moved
        stays = {c: left for c, left in stays.items() if left > 0 and c not in regions}
    elif staying:
        stays = dict.fromkeys(markets, Fraction(1))

    origin = draw(st.sampled_from((chain[0], chain[0], "R:ONE")))
    destination = draw(
        st.sampled_from((chain[-1], chain[-1], "R:TWO", APART)).filter(lambda d: d != origin)
    )
    data = data_of(
        legs,
        production=production,
        markets=markets,
        regions={code[2:]: sorted(members) for code, members in regions.items()},
        estimates={"one": {"statement": "one figure"}},
    )
    world = World(
        flow=flow,
        origin=origin,
        destination=destination,
        regions=regions,
        stays=stays,
        production={code: Fraction(amount) for code, amount in production.items()},
    )
    options = Options(weighting=weighting, retention="cited" if staying else "none")
    return Question(data, world, options)
