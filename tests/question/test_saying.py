"""Sentences are true of the numbers, on networks that hypothesis makes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from tests.properties import forced
from tests.question.sentences import (
    ENDS,
    PERCENT,
    UNKNOWN,
    Asked,
    asked,
    body,
    check_items,
    dated,
    items,
    markets,
    overlapping,
    range_of,
    take,
    tells,
    tells_ends,
    tells_tenths,
)
from trafficroutes import chokepoints, compare, cooperation, hubs, paths, suppliers, sweep, why
from trafficroutes.question.intervals import lost_draws
from trafficroutes.question.ranges import ShareRange
from trafficroutes.question.saying import percent, tenths

few = forced(300)
some = forced(120)
#: A sentence lists no more, and what has less than this only where it is the largest.
NAMED, WORTH = 3, 0.05


@given(st.floats(0, 1))
@example(0.005)  # half of what is told whole
@example(0.995)
def test_percents_are_those_by_hand(share: float) -> None:
    assert tells(percent(share), share)


@given(st.integers(0, 400), st.integers(1, 400))
def test_few_draws_without_a_route_are_left_to_the_notes(lost: int, used: int) -> None:
    told = lost_draws(lost, lost + used)
    assert bool(told) == (lost >= 0.02 * (lost + used) and lost > 0)
    if told:
        (text,) = told
        part = re.search(r"Only in (under 1|\d+) % of the draws", text)
        assert part
        left = 100 * used / (lost + used)
        assert left < 1 if part[1] == "under 1" else abs(left - int(part[1])) <= 0.5 + 1e-9


def check_largest(told: list[str], records: list[Any], wanted: str, first: re.Match[str]) -> None:
    """Check what is named as the largest of some records, and whether their order is known."""
    names = [record.name for record in records]
    most = first.groupdict().get("most") or ""
    less = first.groupdict().get("less") or ""
    named = items(most or first["main"], names)
    beside = items(less, names) if less else []
    check_items(named, records, wanted, named=True)
    check_items(beside, records, wanted, named=False)
    every = [*named, *beside]
    shares = {record.name: record.share for record in records}
    largest = max(shares.values())
    assert shares[every[0].name] == pytest.approx(largest)
    # Most is half and more, of each that it is said of.
    for one in named:
        assert (shares[one.name] >= 0.5 - 1e-9) == bool(most)
    # The rest is not larger than what is named, and what is left out is small or one of many.
    told_of = [shares.pop(one.name) for one in every]
    assert told_of == sorted(told_of, key=lambda share: -round(share, 9))
    assert max(shares.values(), default=0.0) <= min(told_of) + 1e-9
    assert all(share >= WORTH - 1e-9 for share in told_of[1:])
    assert len(every) == NAMED or not any(share > WORTH + 1e-9 for share in shares.values())
    found = [record for name in every for record in records if record.name == name.name]
    unknown = take(told, UNKNOWN)
    assert (unknown is not None) == overlapping(found, wanted)
    if unknown:
        assert unknown[1] == ("larger" if len(found) == 2 else "largest")
    event(f"{len(every)} named, {'most of it' if most else 'none has most'}")


def check_shares(text: str, records: Iterable[Any]) -> None:
    """Check a list of names with shares alone: the largest, in their order."""
    every = list(records)
    found = items(text, [record.name for record in every])
    shares = {record.name: record.share for record in every}
    assert [tells(one.share, shares[one.name]) for one in found] == [True] * len(found)
    assert all(one.ends is None for one in found)
    told_of = [shares.pop(one.name) for one in found]
    assert max(shares.values(), default=0.0) <= min(told_of) + 1e-9
    assert all(share >= WORTH - 1e-9 for share in told_of[1:])
    assert len(found) == NAMED or not any(share > WORTH + 1e-9 for share in shares.values())


@pytest.mark.slow
@few
@given(asked())
def test_hubs(question: Asked) -> None:
    result = question.ask(hubs)
    query, wanted = result.query, result.query.range_shown
    for answer in result.answers:
        told = body(result, answer)
        passed = [hub for hub in answer.hubs if hub.share > 0]
        none = take(told, r"No country between (.+) and (.+) is told of\.")
        assert (none is None) == bool(passed)
        if none:
            assert none.groups() == (query.origin_name, query.destination_name)
        else:
            first = take(
                told,
                r"(?:All|Most) of it passes (?P<most>.+?)(?:; less of it passes (?P<less>.+))?\."
                r"|The main transit (?:country is|countries are) (?P<main>.+)\.",
            )
            assert first, told
            check_largest(told, passed, wanted, first)
        straight = take(told, rf"(\w[^(]*%)(?: \(({ENDS})\))? goes straight, without .+\.")
        check_straight(straight, answer.direct, wanted, passed=bool(passed))
        check_places(told, result, answer)
        assert told == []


def check_straight(
    found: re.Match[str] | None, direct: ShareRange, wanted: str, *, passed: bool
) -> None:
    """Check what goes straight; where no country is passed all of it does, without saying."""
    assert (found is not None) == (passed and direct.share >= WORTH - 1e-9)
    if found is None:
        assert passed or direct.share == pytest.approx(1)
        return
    assert tells(found[1][0].lower() + found[1][1:], direct.share)
    assert tells_ends(found[2], range_of(direct, wanted)[1])


def check_places(told: list[str], result: Any, answer: Any) -> None:
    """Check the sentences on where goods leave the origin and arrive first."""
    left = take(told, rf"It leaves {re.escape(result.query.origin_name)} mainly from (.+)\.")
    assert (left is not None) == (len(answer.departures) > 1)
    if left:
        check_shares(left[1], answer.departures)
    named = [gateway for gateway in answer.gateways if gateway.of_named is not None]
    unnamed = math.fsum(g.share for g in answer.gateways if g.of_named is None)
    none = rf"(?:; for|not stated for) ({PERCENT})"
    arrives = take(
        told, rf"(?:It arrives first mainly in (.+?)|Where it arrives first is .+?)(?:{none}.*)?\."
    )
    if arrives is None:
        assert len(answer.gateways) == 1 or not named
        return
    if arrives[1]:
        check_shares(arrives[1], named)
    else:
        assert not named
    counted = re.search(none, arrives[0])
    assert (counted is not None) == (unnamed >= WORTH - 1e-9)
    if counted:
        assert tells(counted[1], unnamed)


@pytest.mark.slow
@few
@given(asked())
def test_suppliers(question: Asked) -> None:
    result = question.ask(lambda data, _, place, **options: suppliers(data, place, **options))
    wanted = result.query.range_shown
    for answer in result.answers:
        told = body(result, answer)
        into = re.escape(answer.name)
        first = take(
            told,
            rf"(?:All|Most) of what comes into {into} comes from (?P<most>.+?)"
            r"(?:; less comes from (?P<less>.+))?\."
            rf"|What comes into {into} comes mainly from (?P<main>.+)\.",
        )
        assert (first is None) == (not answer.suppliers)
        if first:
            check_largest(told, list(answer.suppliers), wanted, first)
        own = take(told, rf"Of all that {into} has, ({PERCENT})(?:, .*?({ENDS}))? begins there\.")
        assert (own is None) == (not answer.made_there.share)
        if own:
            assert tells(own[1], answer.made_there.share)
            assert tells_ends(own[2], range_of(answer.made_there, wanted)[1])
        begun = take(told, r"It begins (?:mainly )?in (.+)\.")
        assert (begun is None) == (not answer.origins)
        if begun:
            check_shares(begun[1], answer.origins)
        assert told == []


@pytest.mark.slow
@few
@given(asked(), st.integers(1, 5))
def test_paths(question: Asked, count: int) -> None:
    result = question.ask(paths, count=count)
    wanted = result.query.range_shown
    for answer in result.answers:
        told = body(result, answer)
        likeliest = max(answer.paths, key=lambda route: route.probability)
        names = " > ".join(answer.paths[0].names)
        first = take(told, r"(No route stands out: the likeliest|The likeliest route) is (.+)\.")
        assert first
        (one,) = items(first[2], [names])
        assert tells(one.share, likeliest.probability)
        assert tells_ends(one.ends, range_of(answer.paths[0], wanted)[1])
        small = likeliest.probability < 0.1 - 1e-9
        assert first[1].startswith("No") == (small and len(answer.paths) > 1)
        together = take(
            told, rf"The (\d+) likeliest routes make up ({PERCENT})(?: \(({ENDS})\))? of what .+\."
        )
        assert (together is None) == (len(answer.paths) == 1)
        if together:
            assert int(together[1]) == len(answer.paths)
            assert tells(together[2], answer.coverage)
            assert tells_ends(together[3], range_of(answer, wanted, "coverage_{}")[1])
        assert told == []


@pytest.mark.slow
@few
@given(asked(), st.sampled_from(("BRA", "COL", "ESP", "FRA", "GNB", "MEX")))
def test_why(question: Asked, place: str) -> None:
    result = question.ask(
        lambda data, origin, end, **options: why(data, place, origin, end, **options)
    )
    wanted = result.query.range_shown
    for answer in result.answers:
        told = body(result, answer)
        reason = told.pop(0)
        tenths = r"(?:less than 0\.1|more than 99\.9|\d+\.\d) %"
        found = re.match(rf"({tenths}) of the arriving goods (?:pass|arrive first in) ", reason)
        assert (found is None) == (answer.share <= 0)
        if found:
            assert tells_tenths(found[1], answer.share)
            begins = re.search(rf"({tenths}) start there", reason)
            assert (begins is None) == (answer.starts <= 0 or " arrive first " in found[0])
            if begins:
                assert tells_tenths(begins[1], answer.starts)
            parts = {part.name: part.share for part in answer.incoming}
            listed = re.findall(rf"([A-Z][^():;]*?) \(({tenths})\)", reason[found.end() :])
            named = [(name.rpartition(" from ")[2].lstrip(", "), share) for name, share in listed]
            assert all(tells_tenths(share, parts.pop(name)) for name, share in named)
        called, ends = range_of(answer, wanted)
        whole = take(told, rf"(.+) it is ({ENDS})\.")
        assert (whole is None) == (ends is None or answer.share <= 0)
        if whole:
            assert whole[1].lower() == called
            assert tells_ends(whole[2], ends)
        assert told == []


@pytest.mark.slow
@few
@given(asked())
def test_chokepoints(question: Asked) -> None:
    result = question.ask(chokepoints)
    for answer in result.answers:
        told = body(result, answer)
        name = question.data.places.name
        every = take(told, r"Every (cited )?route passes (.+)\.")
        none = take(told, r"No country is on every (cited )?route\.")
        assert (every is not None) == bool(answer.unavoidable)
        assert (none is not None) == (not answer.unavoidable and not answer.direct)
        if every:
            assert not answer.direct
            listed = re.split(r", | and ", every[2])
            assert listed == [name(code) for code in answer.unavoidable]
        direct = take(told, r"(?:All|Some) of it arrives without passing any transit country, .+\.")
        assert (direct is not None) == answer.direct
        rest = " of the rest" if answer.direct else ""
        alone = take(told, rf"Closing (.+) alone stops all{rest}\.")
        close = r"at least (\d+) (country has|countries have) to be closed( at once)?"
        some = take(told, rf"To stop all{rest}, {close}\.")
        assert (alone is None and some is None) == (not answer.cut_size)
        if alone:
            assert answer.cuts == ((answer.unavoidable[0],),)
            assert alone[1] == name(answer.unavoidable[0])
        if some:
            assert int(some[1]) == answer.cut_size
            assert (answer.cut_size > 1) == (some[2] == "countries have") == bool(some[3])
        sizes = (
            sorted(int(key) for key in answer.in_draws.cut_size if key != "none")
            if (answer.in_draws)
            else []
        )
        drawn = take(told, r"In draws of the evidence, .+, it takes (\d+) to (\d+)\.")
        assert (drawn is not None) == (bool(answer.cut_size) and len(sizes) > 1)
        if drawn:
            assert (int(drawn[1]), int(drawn[2])) == (sizes[0], sizes[-1])
        assert told == []


@pytest.mark.slow
@some
@given(asked(), st.integers(1, 2), st.sampled_from(("countries", "legs", "both")))
def test_sweep(question: Asked, size: int, over: str) -> None:
    result = question.ask(sweep, size=size, over=over)
    wanted = result.query.range_shown
    name = question.data.places.name
    for answer in result.answers:
        told = body(result, answer)
        none = take(told, rf"There is no set of {size}: only (\d+) .+ can be taken out\.")
        assert (none is None) == bool(answer.results)
        if none:
            assert int(none[1]) == answer.countries + answer.legs
            assert told == []
            continue

        def members(found: Any) -> set[str]:
            legs = {" > ".join(map(name, pair)) for pair in found.legs}
            return {*map(name, found.places), *legs}

        best, *others = answer.results
        first = take(
            told,
            rf"The best of ([\d,]+) .+? is (.+): ({PERCENT})(?: \((.+?) ({ENDS})\))? of what .+\.",
        )
        assert first
        assert int(first[1].replace(",", "")) == answer.scenarios
        assert set(first[2].replace(", and ", "|").replace(" and ", "|").split("|")) == members(
            best
        )
        assert tells(first[3], best.intercepted)
        called, ends = range_of(best, wanted)
        assert (first[4], tells_ends(first[5], ends)) == (called if ends else None, True)
        assert best.intercepted >= max(found.intercepted for found in answer.results) - 1e-9
        unknown = take(
            told, rf"The evidence cannot tell it from the next, (.+) \(({PERCENT})\): .+ overlap\."
        )
        assert (unknown is not None) == overlapping([best, *others[:1]], wanted)
        if unknown:
            assert tells(unknown[2], others[0].intercepted)
            split = unknown[1].replace(", and ", "|").replace(" and ", "|").split("|")
            assert set(split) == members(others[0])
        stops = take(told, r"Without (?:it|them) nothing arrives by any cited route\.")
        left = take(told, r"Other cited routes are left for all of it, so goods could go round\.")
        assert (stops is not None, left is not None) == (best.cut_off, not best.cut_off)
        assert told == []


@pytest.mark.slow
@some
@given(question=markets(), propose=st.booleans())
def test_cooperation(question: Asked, *, propose: bool) -> None:
    result = question.ask(cooperation, **({"members": ["COL", "GNB"]} if propose else {}))
    wanted = result.query.range_shown
    for answer in result.answers:
        told = body(result, answer)
        for called, share, more in (
            ("covered_{}", answer.covered_share, "of the goods pass a member of"),
            ("leg_{}", answer.leg_share, "of the crossings are between two members of"),
        ):
            said = take(told, rf"(.+? %)(?: \((?:[a-z ]+ )?({ENDS})\))? {more} .+\.")
            assert said
            assert tells(said[1][0].lower() + said[1][1:], share)
            assert tells_ends(said[2], range_of(answer, wanted, called)[1])
        joins = take(
            told, rf"Of (\d+) countr(?:y|ies) .+ such body, (.+) would add most .+: ({PERCENT}).*\."
        )
        assert (joins is None) == (answer.newcomer is None)
        if joins:
            assert (int(joins[1]), joins[2]) == (len(answer.uncovered), answer.newcomer.name)
            assert tells(joins[3], answer.newcomer.gain)
        would = rf"The body proposed would cover ({PERCENT})(?: \(({ENDS})\))?"
        new = take(told, rf"{would}; that is (.+?) more .+\.")
        assert (new is None) == (answer.proposal is None)
        if new:
            assert tells(new[1], answer.proposal.share)
            assert tells_ends(new[2], range_of(answer.proposal, wanted)[1])
            gain = re.match(r"(under 1|over 99|\d+)", new[3])
            assert gain
            assert tells(f"{gain[1]} %", answer.proposal.gain)
        assert told == []


@pytest.mark.slow
@few
@given(question=dated(), ends=st.booleans())
def test_compare(question: Asked, *, ends: bool) -> None:
    asked_of = compare if ends else lambda data, _, __, **options: compare(data, **options)
    result = question.ask(asked_of)
    for answer in result.answers:
        told = list(result.sentences(answer))
        check_lost(told, answer, "route" if ends else "leg")
        first = take(told, r"From 2005 to 2015 (.+)\.")
        assert first
        doubted = list(check_moves(without_come_and_gone(first[1], answer), answer))
        open_ = take(told, r"The evidence leaves open whether (.+) changed rank at all\.")
        assert (open_[1].split(" or ") if open_ else []) == doubted
        kinds = [item.change.status for item in answer.legs]
        (last,) = told
        found = re.fullmatch(
            r"(\d+|No) connections? appears?, (\d+|none) disappears? and (\d+|none) stays?\.", last
        )
        assert found
        assert [int(count) if count.isdigit() else 0 for count in found.groups()] == [
            kinds.count(kind) for kind in ("appears", "disappears", "stays")
        ]


def check_lost(told: list[str], answer: Any, what: str) -> None:
    """Check in how few draws each side has anything at all."""
    for name, side in (("Before", answer.before), ("After", answer.after)):
        said = take(told, rf"{name}: [Oo]nly in (.+) of the draws .+ there a {what} at all\.")
        drawn = side.draws
        among = 0 if drawn is None else drawn.used + drawn.without_route
        assert (said is not None) == (drawn is not None and 0 < drawn.without_route >= 0.02 * among)
        if said:
            assert tells(said[1].replace("none", "0 %"), drawn.used / among)


def without_come_and_gone(text: str, answer: Any) -> str:
    """Check which countries are said to be on one side alone; return the text without them."""
    found = re.compile(
        r"(?:, and | and |, |^)([^,()]+?) (appears|disappears) \(([^()]+) rank (\d+)\)"
    )
    by_name = {place.name: place.change for place in answer.places}
    for name, status, _, rank in found.findall(text):
        change = by_name[name]
        assert change.status == status
        assert int(rank) == (change.rank_after if status == "appears" else change.rank_before)
        ranks = [
            (c.rank_after if status == "appears" else c.rank_before, other)
            for other, c in by_name.items()
            if c.status == status
        ]
        assert (int(rank), name) == min(ranks)
    return found.sub("", text) or "no country gains or loses"


def check_moves(text: str, answer: Any) -> Iterator[str]:
    """Check what gains and loses most; yield what the evidence leaves open of it."""
    moved = {place.name: moved_by(place.change, answer.by) for place in answer.places}
    for verb, most in (
        ("gains", max(moved.values(), default=0.0)),
        ("loses", min(moved.values(), default=0.0)),
    ):
        part = rf"{PERCENT}|[\d.]+ %|(?:less|more) than [\d.]+ %"
        numbers = rf"\((?:({part}) to ({part})|strength rank (\d+) to (\d+))\)"
        said = re.search(rf"(?:^| and |, (?:and )?)([^(),]+?) {verb} most {numbers}", text)
        assert (said is not None) == (most > 1e-9 if verb == "gains" else most < -1e-9)
        if said is None:
            continue
        assert moved[said[1]] == pytest.approx(most)
        (change,) = (place.change for place in answer.places if place.name == said[1])
        if answer.by == "hub_share":
            ends = (change.before or 0.0, change.after or 0.0)
            if percent(ends[0]) == percent(ends[1]):
                assert said.group(2, 3) == tuple(map(tenths, ends))
            else:
                assert all(
                    tells(text, end) for text, end in zip(said.group(2, 3), ends, strict=True)
                )
        else:
            assert (int(said[4]), int(said[5])) == (change.rank_before, change.rank_after)
        if change.beyond_draws is False:
            yield said[1]


def moved_by(change: Any, by: str) -> float:
    """Return by how much a country gained: of shares what is not there is nothing."""
    if by == "hub_share":
        return round((change.after or 0.0) - (change.before or 0.0), 9)
    if change.rank_before is None or change.rank_after is None:
        return 0.0
    return float(change.rank_before - change.rank_after)
