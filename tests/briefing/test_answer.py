"""What a report says is what the answers say, and every number in it can be looked up."""

import json
import re
from pathlib import Path

import pytest

from tests.briefing.networks import NETWORKS, contradicting, straight, two, wide
from tests.networks import data_of
from trafficroutes import Dataset, hubs, report_on, whatif
from trafficroutes.briefing.contents import Chapter, Chart, Report
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError
from trafficroutes.maps.palette import FAMILIES
from trafficroutes.question.query import Weighting
from trafficroutes.report.form.document import show

CASES = pytest.mark.parametrize("name", NETWORKS)
NUMBER = re.compile(r"\[(\d+)\]")


def report_of(name: str, **more: object) -> tuple[Dataset, Report]:
    make, origin, destination = NETWORKS[name]
    data = make()
    return data, report_on(data, origin, destination, draws=40, **more)  # type: ignore[arg-type]


def chapters_of(report: Report, name: str) -> list[Chapter]:
    return [c for part in report.parts for c in part.chapters if c.name == name]


@CASES
def test_the_answer_is_that_of_hubs(name: str) -> None:
    data, report = report_of(name)
    _, origin, destination = NETWORKS[name]
    found = hubs(data, origin, destination, draws=40)
    assert len(report.parts) == len(found.answers)
    for part, answer in zip(report.parts, found.answers, strict=True):
        told = [
            sentence
            for chapter in part.chapters
            if chapter.name in ("answer", "ends")
            for sentence in (*chapter.notes, *chapter.sentences)
        ]
        every = found.sentences(answer)
        assert set(every) <= set(told)
        assert (
            part.chapters[0].sentences
            == tuple(told[len(part.chapters[0].notes) :][:3])[: len(part.chapters[0].sentences)]
        )
        assert part.commodity == answer.commodity


@CASES
def test_tables_and_charts_are_of_the_same_shares(name: str) -> None:
    data, report = report_of(name)
    _, origin, destination = NETWORKS[name]
    for answer in hubs(data, origin, destination, draws=40).answers:
        (part,) = (p for p in report.parts if p.commodity == answer.commodity)
        by_name = {chapter.name: chapter for chapter in part.chapters}
        if not answer.hubs:
            assert "hubs" not in by_name
            assert "closing" not in by_name
            continue
        (table,) = by_name["hubs"].tables
        assert [(row[1], row[2]) for row in table.rows] == [
            (hub.name, hub.share) for hub in answer.hubs[:10]
        ]
        (picture,) = by_name["hubs"].pictures
        assert isinstance(picture.shown, Chart)
        assert (
            picture.shown.colour
            == FAMILIES[
                data.commodity(
                    data.families[
                        "opiates" if answer.commodity in ("heroin", "opiates") else "cocaine"
                    ][0]
                ).family
            ].colour
        )
        for dot, hub in zip(picture.shown.dots, answer.hubs, strict=False):
            assert (dot.name, dot.share) == (hub.name, hub.share)
            assert dot.ends in (hub.range_50, hub.interval)
            if dot.ends is not None and dot.ends == hub.range_50:
                assert dot.ends[0] <= dot.share <= dot.ends[1]


@CASES
def test_sets_to_act_in_have_as_many_countries_as_they_say(name: str) -> None:
    _, report = report_of(name)
    tables = {t.name: t for c in chapters_of(report, "chokepoints") for t in c.tables}
    there = chapters_of(report, "hubs")
    assert ("budget" in tables) == bool(there)
    for count, names, *_ in tables["budget"].rows if there else ():
        assert len(re.split(r", | and ", str(names))) == count


def test_what_gains_is_what_a_scenario_says() -> None:
    data = wide()
    report = report_on(data, "COL", "ESP", draws=40)
    (closing,) = chapters_of(report, "closing")
    closed = [hub.place for hub in hubs(data, "COL", "ESP", draws=0).answer().hubs[:3]]
    found = whatif(data, "COL", "ESP", remove=closed, draws=40)
    answer = found.answer()
    assert answer.summary in closing.sentences
    for table in closing.tables:
        for _, before, after, change, _ in table.rows:
            assert isinstance(change, float)
            assert change == pytest.approx(after - before)  # type: ignore[operator]
        changes = [row[3] for row in table.rows]
        assert changes == sorted(changes, reverse=True)  # type: ignore[type-var]
    assert all(place in closing.heading for place in map(data.places.name, closed))


@CASES
def test_every_number_leads_to_a_document(name: str) -> None:
    data, report = report_of(name)
    assert [one.number for one in report.references] == list(range(1, len(report.references) + 1))
    known = {one.number: one for one in report.references}
    named = set()
    for part in report.parts:
        for chapter in part.chapters:
            for table in chapter.tables:
                cells = [
                    show(c, col)
                    for row in table.rows
                    for c, col in zip(row, table.columns, strict=True)
                ]
                named |= {int(n) for cell in cells for n in NUMBER.findall(cell)}
    assert named
    assert named <= set(known)
    for one in report.references:
        source = data.records.sources[one.source]
        assert source.title in one.document
        assert one.about
        assert one.grades
        assert {grade[0] for grade in one.grades} == {source.reliability}


@CASES
def test_documents_behind_the_first_hubs_are_all_there(name: str) -> None:
    data, report = report_of(name)
    _, origin, destination = NETWORKS[name]
    listed = {(one.source, about) for one in report.references for about in one.about}
    for answer in hubs(data, origin, destination, draws=0).answers:
        for hub in answer.hubs[:10]:
            assert {(c.source, hub.name) for c in hub.citations} <= listed


def test_contradictions_stand_beside_each_other() -> None:
    report = report_on(contradicting(), "COL", "ESP", draws=0)
    (chapter,) = chapters_of(report, "contradictions")
    (table,) = chapter.tables
    assert [row[1] for row in table.rows] == ["amounts, at least 10 times", "doubt"]
    told = str(table.rows[0][2]) + str(table.rows[0][3])
    assert "100 t" in told
    assert "10 t" in told
    assert "2 pairs of citations of 2 legs" in chapter.sentences[0]
    assert "in 1 figures for the same years differ" in chapter.sentences[0]


def test_none_are_said_to_be_none() -> None:
    (chapter,) = chapters_of(report_on(straight(), "COL", "ESP", draws=0), "contradictions")
    assert chapter.tables == ()
    assert chapter.sentences[0].startswith("No two citations")


def test_without_draws_nothing_is_drawn() -> None:
    report = report_on(wide(), "COL", "ESP", draws=0)
    told = " ".join(s for c in report.parts[0].chapters for s in (*c.sentences, *c.notes))
    assert "No draws were made" in told
    assert "was drawn" not in told


def test_a_report_of_two_families_has_two_parts_and_no_name_twice() -> None:
    report = report_on(two(), "AFG", "RUS", draws=0)
    assert [part.commodity for part in report.parts] == ["cocaine", "heroin"] or [
        part.commodity for part in report.parts
    ] == ["cocaine", "opiates"]
    names = [picture.name for picture in report.pictures]
    assert len(names) == len(set(names))


@CASES
def test_plain_values_are_json(name: str) -> None:
    _, report = report_of(name)
    values = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert list(values) == [
        "kind",
        "title",
        "question",
        "dataset",
        "updated",
        "parts",
        "references",
        "command",
        "version",
        "cite_as",
    ]
    chapter = values["parts"][0]["chapters"][0]
    assert list(chapter) == ["name", "heading", "sentences", "pictures", "tables", "notes"]
    assert all(
        row
        for part in values["parts"]
        for c in part["chapters"]
        for t in c["tables"]
        for row in t["rows"]
    )


def test_the_command_makes_the_same_report_again() -> None:
    report = report_on(
        wide(), "COL", "ESP", commodity="cocaine", years=(2009, 2013), draws=0, weighting="evidence"
    )
    assert report.command == (
        "trafficroutes report COL ESP --commodity cocaine --draws 0 --weighting evidence "
        "--years 2009-2013"
    )


@pytest.mark.parametrize(
    ("weighting", "where"),
    [("volume", "into which more comes than goes out"), ("equal", "with a cited market")],
)
def test_the_method_says_by_the_weighting_where_goods_stay(
    weighting: Weighting, where: str
) -> None:
    data = data_of("COL > BRA 9\nBRA > ESP 4")
    report = report_on(data, "COL", "ESP", draws=0, weighting=weighting)
    (method,) = chapters_of(report, "method")
    told = (
        f"arrives; the rest stays in places on the way {where}, or where no leg is cited to go on."
    )
    assert any(told in sentence for sentence in method.sentences)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"origin": "COL"},
        {"destination": "ESP"},
        {"place": "COL", "corridor": "x"},
        {"origin": "COL", "destination": "ESP", "place": "COL"},
        {"place": "COL", "modes": "land"},
        {"place": "COL", "draws": 5},
        {"place": "COL", "min_citations": 2},
    ],
)
def test_what_does_not_go_together_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        report_on(wide(), **given)  # type: ignore[arg-type]


def test_names_and_routes_that_are_not_there() -> None:
    with pytest.raises(UnknownNameError):
        report_on(wide(), place="Atlantis")
    with pytest.raises(NoRouteError):
        report_on(wide(), "ESP", "COL")


def test_a_place_without_legs_has_no_map() -> None:
    report = report_on(wide(), place="Japan")
    assert [chapter.name for chapter in report.parts[0].chapters] == [
        "answer",
        "contradictions",
        "unknown",
        "method",
    ]
    assert report.references == ()


@pytest.mark.slow
def test_a_corridor_and_a_place_of_what_ships(tmp_path: Path) -> None:
    from trafficroutes import load, save_report

    data = load()
    for report in (
        report_on(data, corridor="the Northern Route", draws=0),
        report_on(data, place="Ghana", years="2010-2020"),
    ):
        names = [chapter.name for chapter in report.parts[0].chapters]
        assert names[:3] == ["answer", "map", "records"]
        known = {one.number for one in report.references}
        for chapter in report.parts[0].chapters:
            for table in chapter.tables:
                at = [n for n, c in enumerate(table.columns) if c.key in ("source", "sources")]
                for row in table.rows:
                    for n in at:
                        if row[n]:
                            assert {int(m) for m in NUMBER.findall(str(row[n]))} <= known
                            assert NUMBER.match(str(row[n]))
        save_report(report, tmp_path / "a.md")
