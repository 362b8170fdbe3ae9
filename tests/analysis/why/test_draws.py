"""Intervals of the parts of a share, by hand and against brute force on each draw."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given

from tests.analysis.luck import Luck
from tests.analysis.questions import Question, questions
from tests.analysis.spans import middle, middle_ranks
from tests.networks import cite, data_of, leg, near
from tests.properties import forced
from tests.walking import World
from trafficroutes import build_graph
from trafficroutes.analysis.chokepoints.draws import chains_in_draws
from trafficroutes.analysis.why.answer import why
from trafficroutes.analysis.why.composition import Composition, composition
from trafficroutes.analysis.why.results import SharePart, WhyAnswer
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.markov.chain import ShareParts
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.draws import question_draws
from trafficroutes.question.intervals import Drawing
from trafficroutes.question.solving import Solved, ask, solve_question

# COL ---> MEX ---> ESP      certain but for the way by BRA (.2 x .2 x .2 of the draws)
#   `-> BRA -^
FORK = data_of(
    [
        leg("COL", "MEX", cite("a")),
        leg("MEX", "ESP", cite("a", locator="p. 2")),
        leg("COL", "BRA", cite("e", credibility=5)),
        leg("BRA", "MEX", cite("e", credibility=5, locator="p. 2")),
        leg("MEX", "PAN", cite("a", locator="p. 3")),
    ],
)
DRAWS = 10
few = forced(60)


def of(
    place: str,
    data: Dataset = FORK,
    ends: tuple[str, str] = ("COL", "ESP"),
    *,
    draws: int | None = 2000,
    seed: int = 0,
) -> WhyAnswer:
    return why(data, place, *ends, weighting="equal", draws=draws, seed=seed).answers[0]


def spans(parts: tuple[SharePart, ...]) -> dict[str, tuple[Any, Any]]:
    return {part.place: (part.interval, part.rank_interval) for part in parts}


def test_the_parts_of_a_transit_country() -> None:
    """All pass MEX in every draw that arrives, mostly straight from COL."""
    answer = of("MEX")
    assert (answer.share, answer.interval) == (near(1.0), (near(1.0), near(1.0)))
    assert answer.starts_interval == (0.0, 0.0)
    assert {part.place: part.share for part in answer.incoming} == {
        "COL": near(0.5),
        "BRA": near(0.5),
    }
    assert spans(answer.incoming) == {
        "COL": ((near(1.0), near(1.0)), (1, 1)),
        "BRA": ((0.0, 0.0), (2, 2)),
    }
    assert spans(answer.outgoing) == {"ESP": ((near(1.0), near(1.0)), (1, 1))}
    assert answer.draws is not None
    assert answer.draws.used + answer.draws.without_route == 2000
    notes = "\n".join(answer.notes)
    assert f"are of the other {answer.draws.used:,}" in notes
    assert "a draw never keeps all of them: in from Brazil, in from Colombia" in notes
    assert "Ranks are of the draws" not in notes


def test_ranks_are_of_the_draws_with_a_share() -> None:
    answer = of("BRA")
    assert (answer.interval, spans(answer.incoming)) == ((0.0, 0.0), {"COL": ((0.0, 0.0), (1, 1))})
    assert answer.draws is not None
    (told,) = (note for note in answer.notes if "Ranks are of the draws" in note)
    passed = int(told.split(": ")[1].split()[0])
    assert 0 < passed < 60
    assert told.endswith(
        f"{passed} on the way in and {passed} on the way out (of {answer.draws.used:,})"
    )


def test_the_ends() -> None:
    origin = of("COL")
    assert origin.interval == origin.starts_interval == (near(1.0), near(1.0))
    assert spans(origin.outgoing)["MEX"] == ((near(1.0), near(1.0)), (1, 1))
    arrival = of("ESP")
    assert (arrival.interval, arrival.starts_interval) == ((near(1.0), near(1.0)), (0.0, 0.0))
    assert spans(arrival.incoming) == {"MEX": ((near(1.0), near(1.0)), (1, 1))}


def test_no_goods_pass_in_any_draw() -> None:
    for place in ("PAN", "FRA"):
        answer = of(place)
        assert (answer.share, answer.interval, answer.starts_interval) == (0.0, (0.0, 0.0), None)
        assert answer.draws is not None
    europe = data_of("COL > ESP\nPER > PRT", regions={"EU": ["ESP", "PRT"]})
    assert of("PRT", europe, ("COL", "R:EU")).interval == (0.0, 0.0)


def test_an_origin_that_some_draws_start_in() -> None:
    """Only COL makes any, but its one leg is in doubt; without it all starts in PER."""
    data = data_of(
        [leg("COL", "ESP", cite("e", credibility=5)), leg("PER", "ESP")],
        production={"COL": 10},
        regions={"SA": ["COL", "PER"]},
    )
    peru = of("PER", data, ("R:SA", "ESP"))
    assert (peru.share, peru.interval, peru.incoming, peru.outgoing) == (0.0, None, (), ())
    assert any("of the draws goods pass Peru all the same" in note for note in peru.notes)
    colombia = of("COL", data, ("R:SA", "ESP"))
    assert colombia.interval is not None
    assert colombia.interval[0] == 0
    assert any("starting in Colombia" in note for note in colombia.notes)
    spain = of("ESP", data, ("R:SA", "ESP"))
    assert {part.place for part in spain.incoming} == {"COL"}


def test_none_on_request_and_by_default_a_thousand() -> None:
    none = of("MEX", draws=0)
    assert (none.draws, none.interval, none.starts_interval) == (None, None, None)
    assert set(spans(none.incoming).values()) == {(None, None)}
    assert not any("draw" in note for note in none.notes)
    default = of("MEX", draws=None)
    assert default.draws is not None
    assert default.draws.asked == 1000


def test_nothing_arrives_in_any_draw() -> None:
    data = data_of([leg("COL", "ESP", cite("e", credibility=5))])
    for place in ("COL", "ESP", "FRA"):
        answer = of(place, data, draws=3, seed=1)
        assert answer.draws == Drawing(3, 1, 0, 3, 0)
        assert answer.interval is None


def test_a_graph_by_hand_has_no_intervals_and_says_so() -> None:
    graph = build_graph(FORK, "cocaine", weighting="equal")
    graph.edges["COL", "MEX"]["flow"] = 3.0
    answer = why(graph, "MEX", "COL", "ESP").answers[0]
    assert (answer.draws, answer.interval) == (None, None)
    assert any("made or changed by hand" in note for note in answer.notes)


def test_numbers_that_make_no_sense() -> None:
    with pytest.raises(QueryError, match="the number of draws is 0"):
        of("MEX", draws=-1)
    with pytest.raises(QueryError, match="the seed is 0 or more"):
        of("MEX", seed=-1)


def solved_of(question: Question) -> Solved | None:
    asked = (question.data, question.world.origin, question.world.destination)
    try:
        return solve_question(question.data, ask(*asked, question.options))[0]
    except NoRouteError:
        return None


@pytest.mark.slow
@few
@given(questions())
def test_every_draw_is_made_of_the_parts_of_its_own_chain(question: Question) -> None:
    """Against the chain of each draw, solved anew; and each side sums to the share."""
    solved = solved_of(question)
    if solved is None:
        return
    with Luck().drawing():
        drawn = question_draws(solved, DRAWS, seed=1, made="").solved
    if drawn is None:
        return
    chains = list(chains_in_draws(solved, drawn.worlds))
    for code in solved.routes.places:
        made = composition(drawn.chain, code)
        whole = pytest.approx(made.share, abs=1e-9)
        event("has a share" if made.share.any() else "has none")
        assert made.starts + made.incoming.shares.sum(axis=1) == whole
        if solved.routes.index[code] not in solved.routes.targets:
            assert made.outgoing.shares.sum(axis=1) == whole
            for draw, chain in enumerate(chains):
                _as_the_chain_has_it(solved, code, made, draw, chain)


def _as_the_chain_has_it(
    solved: Solved, code: str, made: Composition, draw: int, chain: Any
) -> None:
    def by_ends(side: ShareParts) -> dict[tuple[str, str], float]:
        shares = dict(zip(side.edges.tolist(), side.shares[draw].tolist(), strict=True))
        return {solved.ends(edge): share for edge, share in shares.items() if share}

    def expected(side: ShareParts) -> dict[tuple[str, str], Any]:
        places, tails, heads = chain.routes.places, chain.routes.tails, chain.routes.heads
        shares = zip(side.edges.tolist(), side.shares.tolist(), strict=True)
        edges = {edge: share for edge, share in shares if share}
        return {
            (places[tails[edge]], places[heads[edge]]): near(share) for edge, share in edges.items()
        }

    h = chain.position(code)
    if h is None:
        assert (made.share[draw], made.starts[draw]) == (0, 0)
        assert (by_ends(made.incoming), by_ends(made.outgoing)) == ({}, {})
        return
    assert made.share[draw] == near(chain.pass_shares()[h])
    assert made.starts[draw] == near(chain.s[h] * chain.b[h] / chain.arrival)
    assert by_ends(made.incoming) == expected(chain.first_entries(h))
    assert by_ends(made.outgoing) == expected(chain.last_exits(h))


@pytest.mark.slow
@few
@given(questions())
def test_intervals_are_those_of_walks_in_each_draw(question: Question) -> None:
    luck, world = Luck(), question.world
    on_the_way = {place for pair in world.uses() for place in pair} if world.s else set()
    for place in sorted({*on_the_way, *world.sources, *world.targets}) if world.s else ():
        with luck.drawing():
            answer = why(
                question.data,
                place,
                world.origin,
                world.destination,
                draws=DRAWS,
                seed=1,
                **question.options,
            ).answers[0]
        kept = luck.arriving(question)
        event(f"{len(kept)} draws arrive")
        assert answer.draws == Drawing(DRAWS, 1, len(kept), DRAWS - len(kept), 0)
        _as_walked(answer, place, world, kept)


def _as_walked(answer: WhyAnswer, place: str, world: World, kept: list[World]) -> None:
    if not kept:
        assert answer.interval is None
        return
    (share,) = middle([[_share(drawn, place)] for drawn in kept])
    if answer.share == 0:
        assert answer.interval == (share if share == (0.0, 0.0) else None)
        return
    assert answer.interval == share
    into = World.first_entry if place not in world.targets else _arriving
    for parts, part_of in ((answer.incoming, into), (answer.outgoing, World.last_exit)):
        if parts:
            rows = [[part_of(drawn, place, part.place) for part in parts] for drawn in kept]
            assert [part.interval for part in parts] == middle(rows)
            assert [part.rank_interval for part in parts] == middle_ranks(rows)


def _share(world: World, place: str) -> Fraction:
    if place in world.targets:
        return world.gateways().get(place, Fraction(0))
    passed = {i for i, _ in world.uses()}
    return world.share(place) if place in passed else Fraction(0)


def _arriving(world: World, place: str, tail: str) -> Fraction:
    return world.uses().get((tail, place), Fraction(0))
