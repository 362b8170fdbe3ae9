"""What a question returns: one line, tables, plain values, a sentence where there is no answer."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, get_args, get_type_hints

import pytest

import trafficroutes as tr
from tests.networks import data_of
from tests.reported import reported_file
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.report import showing

DATA = data_of(
    """
    COL > MEX > ESP
    COL > GNB > ESP
    COL > R:WESTERN_AFRICA > ESP
    """
)


def _of_records() -> tr.Dataset:
    """Return a network made of seizure records."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "reported.yaml")
        path.write_text(reported_file(), encoding="utf-8")
        return tr.load(path)


ENDS = ("Colombia", "Spain")
QUESTIONS: dict[str, Callable[[], Result]] = {
    "audit": lambda: tr.audit(DATA),
    "calibrate": lambda: tr.calibrate(tr.load(), "opiates"),
    "centrality": lambda: tr.centrality(DATA, draws=0),
    "chokepoints": lambda: tr.chokepoints(DATA, *ENDS, draws=0),
    "compare": lambda: tr.compare(DATA, with_data=data_of("COL > MEX > ESP"), draws=0),
    "cooperation": lambda: tr.cooperation(DATA, *ENDS, draws=0),
    "describe": lambda: tr.describe(DATA, random=0),
    "estimate": lambda: tr.estimate(tr.load(), "opiates"),
    "hubs": lambda: tr.hubs(DATA, *ENDS, draws=0),
    "info": lambda: tr.info(DATA),
    "legs": lambda: tr.legs(DATA, "Colombia", "Mexico"),
    "overview": lambda: tr.overview(DATA, "cocaine"),
    "paths": lambda: tr.paths(DATA, *ENDS, draws=0),
    "profile": lambda: tr.profile(DATA, "Mexico"),
    "reporters": lambda: tr.reporters(_of_records()),
    "sensitivity": lambda: tr.sensitivity(DATA, draws=0),
    "skill": lambda: tr.skill(tr.load(), "opiates"),
    "suppliers": lambda: tr.suppliers(DATA, "Spain", draws=0),
    "sweep": lambda: tr.sweep(DATA, *ENDS, draws=0),
    "sweep of pairs": lambda: tr.sweep(DATA, *ENDS, size=2, draws=0),
    "whatif": lambda: tr.whatif(DATA, *ENDS, remove=["Mexico"], draws=0),
    "why": lambda: tr.why(DATA, "Mexico", *ENDS, draws=0),
}


@cache
def answered(name: str) -> Result:
    return QUESTIONS[name]()


@pytest.mark.slow
def test_every_kind_of_result_is_asked_for_here() -> None:
    kinds = {kind for kind in (getattr(tr, name) for name in tr.__all__) if isinstance(kind, type)}
    public = {kind for kind in kinds if issubclass(kind, Result) and kind is not Result}
    asked = [answered(name) for name in QUESTIONS]
    assert {type(found) for result in asked for found in (result, *answers_of(result))} >= public


#: To test an estimate takes seconds.
NAMES = [
    pytest.param(name, marks=pytest.mark.slow) if name == "skill" else name for name in QUESTIONS
]


@pytest.fixture(scope="module", params=NAMES)
def result(request: pytest.FixtureRequest) -> Result:
    """Return what a question returns."""
    return answered(request.param)


def answers_of(result: Result) -> tuple[Result, ...]:
    return result.answers if isinstance(result, Answered) else (result,)


def test_a_result_and_its_answers_are_one_line_at_a_prompt(result: Result) -> None:
    for shown in (result, *answers_of(result)):
        assert len(repr(shown)) <= 160
        assert "\n" not in repr(shown)
        assert repr(shown).startswith(f"<{type(shown).__name__} ")


def test_the_rows_of_a_frame_are_the_entries_and_the_columns_their_keys(result: Result) -> None:
    for answer in answers_of(result):
        told = answer.to_dict()
        assert json.dumps(told)
        assert answer.tables
        for table, kind in answer.tables.items():
            frame = answer.to_frame(table)
            if (kind is None) is not isinstance(told.get(table), list) or table not in told:
                continue
            entries = told[table] or []
            assert len(frame) == len(entries)
            if entries and isinstance(entries[0], dict) and not isinstance(answer, tr.Audit):
                assert list(frame) == list(entries[0])


def test_every_list_of_records_is_a_table(result: Result) -> None:
    for answer in answers_of(result):
        hints = get_type_hints(type(answer))
        listed = {
            field.name: kind
            for field in fields(answer)  # type: ignore[arg-type] # every result is a dataclass
            for kind in get_args(hints[field.name])
            if isinstance(kind, type) and issubclass(kind, Plain) and field.name != "draws"
            if hints[field.name] == tuple[kind, ...]  # type: ignore[valid-type] # made here
        }
        for name, kind in listed.items():
            assert answer.tables[name] is kind


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives them
        self.open.append(tag)
        self.cells += tag == "td"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_notebook_shows_a_table(result: Result) -> None:
    reader = _Cells()
    reader.feed(result._repr_html_())
    assert reader.open == []
    shown = [answer.rows(next(iter(answer.tables))) for answer in answers_of(result)]
    assert (reader.cells > 0) == any(shown)


def test_a_notebook_shows_what_tables_and_merged_files_became(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    rows = ["from,to,commodity,source", "Peru,Brazil,cocaine,<A & B>", "Peru,Nowhere,cocaine,C"]
    table.write_text("\n".join(rows), encoding="utf-8")
    imported = tr.import_legs(table, data=DATA, skip_bad_rows=True)
    assert repr(imported) == "<Imported 1 leg of 1 row, 1 left out>"
    shown = imported._repr_html_()
    assert shown.startswith("<p>1 leg of 1 row, 1 left out</p>\n<ul><li>")
    assert "Nowhere" in shown
    assert "<A" not in shown
    merged = tr.merge(DATA, DATA)
    assert repr(merged) == f"<Merged {len(DATA.records.legs)} legs on 1 document>"
    assert merged._repr_html_().startswith(f"<p>{len(DATA.records.legs)} legs on")


def test_an_empty_table_has_its_columns() -> None:
    direct = tr.hubs(data_of("COL > ESP"), "Colombia", "Spain", draws=0)
    frame = direct.to_frame()
    assert len(frame) == 0
    assert list(frame) == list(tr.hubs(DATA, "Colombia", "Spain", draws=0).to_frame())
    assert frame["share"].sum() == 0
    cuts = tr.chokepoints(data_of("COL > ESP"), "Colombia", "Spain", draws=0)
    assert list(cuts.to_frame("unavoidable")) == ["commodity", "unavoidable"]


def test_the_rows_of_several_answers_say_whose_they_are() -> None:
    ends = [("COL", "ESP"), ("MEX", "ESP")]
    frame = tr.sweep_many(DATA, ends).to_frame("results")
    assert list(frame["origin"].unique()) == ["COL"]
    assert list(frame)[:3] == ["commodity", "origin", "destination"]


def test_a_wrong_table_is_told_which_there_are() -> None:
    result = tr.hubs(DATA, "Colombia", "Spain", draws=0)
    with pytest.raises(UnknownNameError, match=r"unknown table 'hub'; did you mean hubs\?"):
        result.to_frame("hub")
    with pytest.raises(UnknownNameError, match="hubs, gateways, origins"):
        result.to_frame("x")


def test_the_one_answer_of_a_result() -> None:
    result = tr.hubs(DATA, "Colombia", "Spain", draws=0)
    assert result.answer() is result.answer("Cocaine") is result.answers[0]
    with pytest.raises(UnknownNameError, match=r"unknown answer about 'heroin'; .*cocaine"):
        result.answer("heroin")


def test_what_its_answers_have_is_told_of_a_result() -> None:
    result = tr.hubs(DATA, "Colombia", "Spain", draws=0)
    with pytest.raises(AttributeError, match=r"its answers have it, as in \.answer\(\)\.hubs"):
        _ = result.hubs  # type: ignore[attr-defined] # asked for in the wrong place
    with pytest.raises(AttributeError, match=r"has no attribute 'hub'$"):
        _ = result.hub  # type: ignore[attr-defined] # there is none
    assert pickle.loads(pickle.dumps(result)) == copy.deepcopy(result) == result  # noqa: S301 - its own


@dataclass(frozen=True, repr=False)
class _Answer(Result):
    tables: ClassVar[Tables] = {"rows_held": None}

    commodity: str
    rows_held: tuple[str, ...] = ("<b>", "two")
    notes: tuple[str, ...] = ("a & b", "c", "d", "<script>")


@dataclass(frozen=True, repr=False)
class _Several(Answered[_Answer]):
    answers: tuple[_Answer, ...]


def test_several_answers_are_asked_for_by_name() -> None:
    result = _Several((_Answer("heroin"), _Answer("cocaine"), _Answer("cocaine")))
    assert result.answer("heroin") is result.answers[0]
    with pytest.raises(QueryError, match=r"3 answers: name one of heroin, cocaine, as in answer"):
        result.answer()
    with pytest.raises(QueryError, match=r"2 answers about cocaine: take one from \.answers"):
        result.answer("cocaine")
    assert repr(result) == "<_Several 3 answers about heroin, cocaine>"


def test_what_a_notebook_shows_is_escaped_and_counts_the_rest() -> None:
    shown = _Answer("<i>", rows_held=("<b>", *map(str, range(11))))._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "<i>" not in shown
    assert "2 more: <code>.to_frame(&#x27;rows_held&#x27;)</code>" in shown
    assert "<summary>1 more note</summary>" in shown


def test_a_record_shows_without_its_citations() -> None:
    hub = tr.hubs(DATA, "Colombia", "Spain", draws=0).answer().hubs[0]
    assert repr(hub).startswith("Hub(place='")
    assert "citations" not in repr(hub)


def test_a_notebook_shows_what_a_screen_does() -> None:
    shown = tr.hubs(tr.load(), "Peru", "Ghana", commodity="cocaine", draws=20)._repr_html_()
    assert "<th>Hub</th>" in shown
    assert "range_50" not in shown
    assert "<li>" in shown
    assert "<p>All rows: <code>.to_frame('hubs')</code>" in shown


@pytest.mark.parametrize("name", sorted(showing.MAKERS))
def test_every_document_that_a_notebook_shows_is_there(name: str) -> None:
    module, function, _ = showing.MAKERS[name]
    assert hasattr(tr, name)
    assert callable(getattr(import_module(f"trafficroutes.report.{module}"), function))
