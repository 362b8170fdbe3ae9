"""Sentences of answers, read back into numbers, and questions to ask for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from tests.analysis.questions import COUNTRIES, questions
from tests.flowmodel.markets import used
from tests.networks import cite, data_of, leg
from trafficroutes.errors import NoRouteError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled

DRAWS = 40
#: What the range is called that is asked for.
CALLED = {
    "50": "as likely as not",
    "90": "in nine cases of ten",
    "evidence": "by the evidence",
}
PERCENT = r"(?:under 1|over 99|\d+) %"
ENDS = r"\d+(?: to \d+)? %"
UNKNOWN = r"The evidence cannot tell which of them is the (larger|largest): their ranges overlap\."


@dataclass(frozen=True)
class Asked:
    """A question of the places of a small data file, and how it is asked."""

    data: Dataset
    origin: str
    destination: str
    options: dict[str, Any]

    def ask(self, function: Callable[..., Any], **more: Any) -> Any:
        """Return what is answered; the example does not count where nothing is."""
        asked = {**self.options, **more}
        try:
            return function(self.data, self.origin, self.destination, **asked)
        except NoRouteError:
            return reject()


@dataclass(frozen=True)
class Told:
    """A name in a sentence, with its share and its range."""

    name: str
    share: str
    called: str | None
    ends: str | None


#: What brings two of the countries together, where a question is about that.
BODIES = {
    "b": {
        "name": "B",
        "kind": "operational",
        "families": ["cocaine"],
        "members": ["BRA", "MEX"],
        "citations": [cite()],
    }
}
#: Reports of a leg, by their grades.
GRADES = (["a"], ["c"], ["a", "b", "c"], ["e", "f"])


@st.composite
def ways(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]]]:
    """Countries in the order of a chain, and its legs with others beside it."""
    chain = draw(st.permutations(COUNTRIES))[: draw(st.integers(2, 5))]
    every = [(i, j) for i in COUNTRIES for j in COUNTRIES if i != j]
    more = draw(st.lists(st.sampled_from(every), min_size=2, max_size=14))
    return chain, list(dict.fromkeys([*pairwise(chain), *more]))


@st.composite
def markets(draw: st.DrawFn) -> Asked:
    """Questions that the flow estimate can answer, and those asked of it by other weightings."""
    chain, pairs = draw(ways())
    data = data_of(
        [leg(*pair, *map(cite, draw(st.sampled_from(GRADES)))) for pair in pairs],
        production={chain[0]: 40},
        consumption=[used(code, draw(st.integers(1, 30))) for code in chain[1:]],
        bodies=BODIES,
    )
    how: dict[str, Any] = {
        "weighting": draw(st.sampled_from(("estimate", "estimate", "evidence", "equal"))),
        "draws": draw(st.sampled_from((DRAWS, DRAWS, 0))),
        "range_shown": draw(st.sampled_from(sorted(CALLED))),
    }
    return Asked(data, chain[0], chain[-1], how)


@st.composite
def of_regions(draw: st.DrawFn) -> Asked:
    """Questions with regions, several origins and what stays on the way, by other weightings."""
    question = draw(questions())
    world = question.world
    how = {"draws": draw(st.sampled_from((DRAWS, DRAWS, 0)))}
    return Asked(question.data, world.origin, world.destination, {**question.options, **how})


def asked() -> st.SearchStrategy[Asked]:
    """Return questions by every weighting, with and without draws, with each of the ranges."""
    return st.one_of(markets(), of_regions())


@st.composite
def dated(draw: st.DrawFn) -> Asked:
    """Questions of 2005 beside 2015."""
    _, before = draw(ways())
    chain, after = draw(ways())
    years = {pair: [2005] for pair in before}
    for pair in after:
        years.setdefault(pair, []).append(2015)
    data = data_of(
        [
            leg(*pair, *(cite(key, period=year) for year in told for key in reports))
            for pair, told in sorted(years.items())
            for reports in (draw(st.sampled_from(GRADES)),)
        ]
    )
    how: dict[str, Any] = {
        "weighting": draw(st.sampled_from(("evidence", "equal"))),
        "draws": draw(st.sampled_from((DRAWS, 0))),
        "years": 2005,
        "with_years": 2015,
    }
    return Asked(data, chain[0], chain[-1], how)


#: What rounding to whole percent takes off, and a little for the last digits.
HALF = 0.5 + 1e-6


def tells(told: str, share: float) -> bool:
    """Return whether whole percent tell a share; neither nothing nor all where it is not."""
    number = 100 * settled(share)
    if told == "under 1 %":
        return 0 < number <= HALF
    if told == "over 99 %":
        return 100 - HALF <= number < 100
    whole = int(told.removesuffix(" %"))
    return abs(whole - number) <= HALF and (whole not in (0, 100) or whole == settled(number))


def tells_ends(told: str | None, ends: Sequence[float] | None) -> bool:
    """Return whether whole percent tell a range, by one number where both ends round to it."""
    if told is None or ends is None:
        return told is None and ends is None
    low, _, high = told.removesuffix(" %").partition(" to ")
    pairs = zip((low, high or low), ends, strict=True)
    return low != high and all(abs(int(n) - 100 * settled(end)) <= HALF for n, end in pairs)


def tells_tenths(told: str, share: float) -> bool:
    """Return whether tenths of a percent tell a share; neither nothing nor all where it is not."""
    number = 100 * settled(share)
    if told == "less than 0.1 %":
        return 0 < number <= HALF / 10
    if told == "more than 99.9 %":
        return 100 - HALF / 10 <= number < 100
    tenths = float(told.removesuffix(" %"))
    return abs(tenths - number) <= HALF / 10 and (
        tenths not in (0, 100) or tenths == settled(number)
    )


def range_of(record: Any, wanted: str, called: str = "{}") -> tuple[str, Any]:
    """Return what the range beside a share is called, and its ends; the one that there is."""
    if wanted != "evidence":
        ends = getattr(record, called.format(f"range_{wanted}"))
        if ends is not None:
            return CALLED[wanted], ends
    return CALLED["evidence"], getattr(record, called.format("interval"))


def items(text: str, names: Iterable[str]) -> list[Told]:
    """Return the names of a list with what stands in brackets behind each; nothing else is there.

    The last two are joined by "and".
    """
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    called = "|".join(CALLED.values())
    item = rf"({known}) \(({PERCENT})(?:, (?:({called}) )?({ENDS}))?\)"
    found = [
        Told(name, share, word or None, ends or None)
        for name, share, word, ends in re.findall(item, text)
    ]
    assert found, text
    joined = ["*"] * len(found)
    expected = " and ".join(filter(None, [", ".join(joined[:-1]), joined[-1]]))
    assert re.sub(item, "*", text) == expected, text
    return found


def check_items(found: Sequence[Told], records: Iterable[Any], wanted: str, *, named: bool) -> None:
    """Check each name against its record; the first alone says which range it is."""
    by_name = {record.name: record for record in records}
    for place, told in enumerate(found):
        record = by_name[told.name]
        called, ends = range_of(record, wanted)
        assert tells(told.share, record.share)
        assert tells_ends(told.ends, ends)
        assert told.called == (called if named and not place and ends is not None else None)


def overlapping(records: Iterable[Any], wanted: str) -> bool:
    """Return whether there are several, and each two of their ranges have a part in common."""
    ends = [range_of(record, wanted)[1] for record in records]
    return len(ends) > 1 and all(
        one is not None and other is not None and max(one[0], other[0]) <= min(one[1], other[1])
        for one, other in combinations(ends, 2)
    )


def body(result: Any, answer: Any) -> list[str]:
    """Return the sentences of an answer after those about draws and the warnings, checked."""
    told = list(result.sentences(answer))
    assert all(re.fullmatch(r"[A-Z0-9].*\.", text) for text in told), told
    assert " ".join(told) in str(result)
    drawing = answer.draws
    lost, among = 0, 0
    if isinstance(drawing, int):
        lost, among = answer.worlds_without_route, drawing
    elif drawing is not None:
        lost, among = drawing.without_route, drawing.used + drawing.without_route
    if lost and lost >= 0.02 * among:
        only = take(told, r"Only in (.+) of the draws of the evidence is there a route at all\.")
        assert only
        assert tells(only[1].replace("none", "0 %"), 1 - lost / among)
    for warning in getattr(answer, "warnings", ()):
        assert told.pop(0) == warning
    return told


def take(told: list[str], pattern: str) -> re.Match[str] | None:
    """Return the next sentence and take it off, where it is of a pattern."""
    found = re.fullmatch(pattern, told[0]) if told else None
    if found:
        told.pop(0)
    return found
