"""Scenarios for scripts: one as JSON a line in, one answer as JSON a line out.

Networks and solved questions are kept between lines, and a scenario is a small change of
one of them (:mod:`trafficroutes.scenario.whatif.low_rank`).
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from trafficroutes.errors import DataFileError, QueryError, TrafficRoutesError
from trafficroutes.question.intervals import check_draws
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Query
from trafficroutes.question.solving import Solved, ask_several, solve_question
from trafficroutes.scenario.files.records import ScenarioLine
from trafficroutes.scenario.files.specs import joined
from trafficroutes.scenario.whatif.answer import check_terms, scenario_answer
from trafficroutes.scenario.whatif.assembling import Heading, Scenario, answer_of, heading_of
from trafficroutes.scenario.whatif.changes import changes_of
from trafficroutes.scenario.whatif.draws import WITHOUT
from trafficroutes.scenario.whatif.effect import effect_of
from trafficroutes.scenario.whatif.low_rank import Base, base_of, quick_outcome

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source
    from trafficroutes.scenario.files.specs import ScenarioSpec
    from trafficroutes.scenario.whatif.results import WhatIfAnswer

#: Hubs, gateways, and legs that gain and that lose, in an answer unless asked otherwise.
TOP = 10
#: Questions that are kept solved.
KEPT = 64


@dataclass(frozen=True)
class _Ready:
    """One family's part of a question, ready for many scenarios."""

    solved: Solved
    base: Base
    remarks: tuple[str, ...]
    heading: Heading


class Lines:
    """Answers scenarios line by line.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
        What they are asked of.
    draws : int
        Draws behind intervals, for lines that do not say; 0 (default) for none.
    seed : int
        Same seed, same draws.
    top : int
        Only so many hubs, gateways, and legs that gain and that lose.
    kept : int
        Questions that are kept solved.

    Examples
    --------
    >>> from trafficroutes import load
    >>> lines = Lines(load())
    >>> line = '{"origin": "Colombia", "destination": "Europe", "changes": {"remove": ["Mali"]}}'
    >>> answer = msgspec.json.decode(lines.answer(line.encode()))
    >>> 0 < answer["answers"][0]["intercepted"] < 1
    True
    >>> lines.answer(b'{"origin": 1}').decode()
    '{"error":"not a scenario: origin: expected text, got 1: put it in quotes"}'
    """

    def __init__(
        self, source: Source, *, draws: int = 0, seed: int = 0, top: int = TOP, kept: int = KEPT
    ) -> None:
        self._source = source
        check_draws(draws, seed)
        self._draws = draws
        self._seed = seed
        self._top = top
        self._kept = kept
        self._decoder = msgspec.json.Decoder(ScenarioLine)
        self._encoder = msgspec.json.Encoder(enc_hook=str)  # references are text
        self._ready: dict[Any, tuple[Query, tuple[_Ready, ...]]] = {}

    def answer(self, line: bytes) -> bytes:
        """Return the answer to a line, or ``{"error": ...}`` with what is wrong."""
        try:
            return self._encoder.encode(self._answer(line))
        except msgspec.ValidationError as error:
            return self._encoder.encode({"error": f"not a scenario: {_flaws_of(line, error)}"})
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            return self._encoder.encode({"error": f"not a scenario: {error}"})
        except TrafficRoutesError as error:
            return self._encoder.encode({"error": str(error)})
        except Exception as error:  # noqa: BLE001 - the lines after this one have answers
            told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            return self._encoder.encode({"error": f"this line has no answer, by a fault: {told}"})

    def _answer(self, line: bytes) -> dict[str, Any]:
        read = self._decoder.decode(line)
        spec = joined([read], "")
        if not spec.origin or not spec.destination:
            raise QueryError("a line needs an origin and a destination")
        draws = self._draws if read.draws is None else read.draws
        check_draws(draws, self._seed)
        check_terms(spec.adaptation, spec.demand)
        changes = changes_of(self._source, spec.changes)
        query, ready = self._question(spec)
        scenario = Scenario(query, changes, spec.adaptation, spec.demand)
        answers = [self._one(item, scenario, draws) for item in ready]
        named = {} if read.name is None else {"name": read.name}
        return {**named, "answers": [_plain(answer) for answer in answers]}

    def _question(self, spec: ScenarioSpec) -> tuple[Query, tuple[_Ready, ...]]:
        """Return a question solved, from an earlier line where it was asked there."""
        key = (spec.origin, spec.destination, tuple(sorted(spec.options.items())))
        found = self._ready.get(key)
        if found is None:
            query = ask_several(self._source, spec.origin, spec.destination, spec.options)
            ready = tuple(
                _Ready(
                    solved, base_of(solved), (WITHOUT, *notes_of(solved, query)), heading_of(solved)
                )
                for solved in solve_question(self._source, query)
            )
            if len(self._ready) >= self._kept:
                del self._ready[next(iter(self._ready))]
            found = self._ready[key] = query, ready
        return found

    def _one(self, item: _Ready, scenario: Scenario, draws: int) -> WhatIfAnswer:
        if draws:
            return scenario_answer(
                item.solved, scenario, draws=draws, seed=self._seed, top=self._top
            )
        effect = effect_of(item.solved, scenario.changes, item.base.before.field)
        outcome = quick_outcome(
            item.base, effect, adaptation=scenario.adaptation, demand=scenario.demand
        )
        return answer_of(
            outcome, scenario, remarks=item.remarks, heading=item.heading, top=self._top
        )


def _flaws_of(line: bytes, error: msgspec.ValidationError) -> str:
    """Return all that is wrong with a line of JSON, in the words for files of scenarios."""
    from trafficroutes.dataset.checking import problems_in
    from trafficroutes.dataset.reader import positions

    try:
        problems = problems_in(json.loads(line), ScenarioLine, positions(line, "the line"))
    except (DataFileError, ValueError, RecursionError):  # broken behind what is wrong, or no YAML
        return str(error)
    return "; ".join(": ".join(filter(None, (one.path, one.message))) for one in problems)


def _plain(answer: WhatIfAnswer) -> dict[str, Any]:
    """Return an answer for the encoder; without citations, which are those of the ids."""
    return {**vars(answer), "legs": [_leg(**vars(leg)) for leg in answer.legs]}


def _leg(origin: str, citations: object, **others: Any) -> dict[str, Any]:  # noqa: ARG001 - left out
    return {"from": origin, **others}


class _RepeatedKeyError(ValueError):
    """A key that stands twice in one object."""


def without_mark(lines: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield lines, the first without the byte order mark that some programs begin with.

    >>> list(without_mark([b"\xef\xbb\xbf{}", b"{}"]))
    [b'{}', b'{}']
    """
    mark = codecs.BOM_UTF8
    for line in lines:
        yield line.removeprefix(mark)
        mark = b""


def refusal_of(line: bytes) -> bytes:
    r"""Return ``{"error": ...}`` for a line in which a key stands twice; nothing for others.

    Of two values under one key, readers of JSON take the last.

    >>> print(refusal_of(b'{"a": {"b": 1, "b": 2}}').decode())
    {"error":"the key 'b' stands twice: remove one"}
    >>> refusal_of(b'{"a": {"b": 1}, "b": 2}')
    b''
    """
    try:
        json.loads(line, object_pairs_hook=_as_dict)
    except _RepeatedKeyError as error:
        return json.dumps({"error": str(error)}, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        pass  # no JSON: whoever reads the line says so
    return b""


def _as_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RepeatedKeyError(f"the key {twice!r} stands twice: remove one")
    return made
