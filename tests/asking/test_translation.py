"""Questions made from templates come back as what they were made of; nothing hangs."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import trafficroutes as tr
from tests.properties import examples
from trafficroutes.asking.vocabulary import listed, vocabulary
from trafficroutes.commands.main import COMMANDS, group
from trafficroutes.model.years import Years, parse_years

DATA = tr.load()
TODAY = 2026
#: "The world" is left out: it is a place only as an end.
PLACES = sorted(place.code for place in DATA.places.everything if place.code != "R:WORLD")
COMMODITIES = sorted({*DATA.families, *DATA.records.commodities})
CORRIDORS = sorted(DATA.records.corridors)


def said(code: str) -> str:
    """Return the name of a place, or its code where the name is that of another too."""
    name = DATA.places.name(code)
    try:
        return name if DATA.places.resolve(name) == code else code
    except tr.AmbiguousNameError:
        return code


def label(commodity: str) -> str:
    return DATA.resolve_commodity(commodity)[0]


#: A period as it may be said, with the years that it means.
PERIODS = st.one_of(
    st.just(("", None)),
    st.integers(1960, 2026).map(lambda y: (f" in {y}", (y, y))),
    st.integers(1960, 2026).map(lambda y: (f" since {y}", (y, None))),
    st.integers(1960, 2026).map(lambda y: (f" before {y}", (None, y - 1))),
    st.integers(1960, 2026).map(lambda y: (f" from {y} on", (y, None))),
    st.integers(196, 202).map(lambda d: (f" in the {d}0s", (d * 10, d * 10 + 9))),
    st.tuples(
        st.integers(1960, 1999),
        st.integers(2000, 2026),
        st.sampled_from("-\u2010\u2013\u2014\u2212"),
    ).map(lambda p: (f", {p[0]}{p[2]}{p[1]}", (p[0], p[1]))),
    st.tuples(st.integers(1960, 1999), st.integers(2000, 2026)).map(
        lambda p: (f" between {p[0]} and {p[1]}", (p[0], p[1]))
    ),
    st.integers(2, 10).map(lambda n: (f" in the last {n} years", (TODAY - n + 1, TODAY))),
    st.just((" these days", (TODAY - 4, TODAY))),
)
#: Templates by kind, with the places in the order of the command.
TEMPLATES = [
    ("hubs", "Which transit hubs connect {a} to {b} for {c}{t}?"),
    ("hubs", "through which countries does {c} go from {a} to {b}{t}"),
    ("paths", "what routes does {c} take from {a} to {b}{t}?"),
    ("paths", "How does {c} get to {b} from {a}{t}?"),
    ("chokepoints", "chokepoints for {c} between {a} and {b}{t}"),
    ("legs", "Who says that {c} goes from {a} to {b}{t}?"),
    ("cooperation", "Which bodies cooperate on {c} from {a} to {b}{t}?"),
    ("centrality", "most central countries for {c} between {a} and {b}{t}"),
]
ONE_PLACE = [
    ("suppliers", "Who supplies {a} with {c}{t}?"),
    ("suppliers", "where does the {c} in {a} come from{t}"),
    ("show", "What do we know about {c} in {a}{t}?"),
    ("map", "Draw a map of {c} in {a}{t}"),
]


def read(question: str) -> dict[str, Any]:
    return tr.ask(DATA, question, today=TODAY).to_dict()


@given(
    template=st.sampled_from(TEMPLATES),
    ends=st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True),
    commodity=st.sampled_from(COMMODITIES),
    period=PERIODS,
)
@settings(max_examples=examples(150))
def test_two_ends_come_back(
    template: tuple[str, str], ends: list[str], commodity: str, period: tuple[str, Any]
) -> None:
    kind, text = template
    c = commodity.replace("_", " ")
    found = read(text.format(a=said(ends[0]), b=said(ends[1]), c=c, t=period[0]))
    assert (found["kind"], found["places"]) == (kind, ends)
    assert found["commodity"] == label(commodity)
    assert found["years"] == (None if period[1] is None else list(period[1]))


@given(
    template=st.sampled_from(ONE_PLACE),
    place=st.sampled_from(PLACES),
    commodity=st.sampled_from(COMMODITIES),
    period=PERIODS,
)
@settings(max_examples=examples(150))
def test_one_place_comes_back(
    template: tuple[str, str], place: str, commodity: str, period: tuple[str, Any]
) -> None:
    kind, text = template
    c = commodity.replace("_", " ")
    found = read(text.format(a=said(place), c=c, t=period[0]))
    assert (found["kind"], found["places"], found["commodity"]) == (kind, [place], label(commodity))
    assert found["years"] == (None if period[1] is None else list(period[1]))


@given(
    places=st.lists(st.sampled_from(PLACES), min_size=3, max_size=4, unique=True),
    rate=st.integers(1, 100),
)
@settings(max_examples=examples(80))
def test_changes_come_back(places: list[str], rate: int) -> None:
    a, b, *changed = map(said, places)
    removed = read(f"What if {' and '.join(changed)} were closed, from {a} to {b}?")
    assert (removed["kind"], removed["places"]) == ("whatif", places)
    assert removed["command"].count("--remove") == len(changed)
    watched = read(
        f"If {changed[0]} seized {rate} % of what goes from {a} to {b}, what would change?"
    )
    assert watched["places"] == places[:3]
    assert watched["command"][-1] == f"{changed[0]}={rate / 100:.4g}"
    share = read(f"what share from {a} to {b} passes through {changed[0]}")
    assert (share["kind"], share["places"]) == ("why", [places[2], *places[:2]])


@pytest.mark.parametrize("corridor", CORRIDORS)
def test_corridors_come_back_by_name_and_by_id(corridor: str) -> None:
    by_id = [corridor] if "-" in corridor else []
    for name in (f"the corridor {DATA.records.corridors[corridor].name}", *by_id):
        found = read(f"What is known about {name}?")
        assert (found["kind"], found["places"]) == ("show", [corridor])


@pytest.mark.parametrize(("kind", "question"), [*TEMPLATES, *ONE_PLACE])
def test_commands_take_what_they_are_given(kind: str, question: str) -> None:
    """Every option of a command line is one of the command."""
    asked = tr.ask(
        DATA, question.format(a="Peru", b="Spain", c="coke", t=" since 2015"), today=TODAY
    )
    assert kind in COMMANDS
    found = group.get_command(None, kind)  # type: ignore[arg-type]
    assert found is not None
    with found.make_context(kind, list(asked.command[2:])) as context:
        assert context.params


WORDS = [
    *vocabulary().fillers.split(),
    *vocabulary().stop_words.split(),
    *vocabulary().frame.split(),
    *listed(vocabulary().filler_phrases),
    *(word for phrases in vocabulary().off_topic.values() for word in listed(phrases)),
    *(word for phrases in vocabulary().terminals.values() for word in listed(phrases)),
    *(
        "Colombia",
        "Spain",
        "Balkan Route",
        "cocaine",
        "2015",
        "30 %",
        "two",
        ",",
        "'s",
        "-",
        "by sea",
    ),
]


@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=45).map(" ".join))
)
@example("Colombia " * 60)
@example("and " * 59)
@example("x" * 2000)
@example("Colombia to " * 29 + "Spain routes")
@settings(max_examples=examples(250))
def test_nothing_else_is_raised_and_nothing_hangs(question: str) -> None:
    begun = time.process_time()
    asked = None
    with suppress(tr.TrafficRoutesError):
        asked = tr.ask(DATA, question, today=TODAY)
    assert time.process_time() - begun < 1
    if asked is not None:
        assert asked.command[:2] == ("trafficroutes", asked.kind)
        assert all(place in DATA.places or place in CORRIDORS for place in asked.places)
        assert asked.years is None or isinstance(parse_years(Years(*asked.years)), Years)
