"""A what-if on a map: hand-checked on small networks."""

from pathlib import Path
from typing import Any

import pytest

import trafficroutes as tr
from tests.maps import data
from tests.maps.unpacked import facts
from trafficroutes.errors import QueryError
from trafficroutes.maps import MapStyle, draw_map, save_figure
from trafficroutes.maps.content.pair import DualView, place_shift
from trafficroutes.maps.content.view import Connection
from trafficroutes.maps.views.whatif import whatif_view
from trafficroutes.model.dataset import Dataset

EVEN: dict[str, Any] = {"weighting": "equal", "retention": "none", "draws": 0}


@pytest.fixture
def found(tmp_path: Path) -> Dataset:
    """Return COL --> ESP, COL --> MEX --> ESP and COL --> MEX --> USA --> ESP."""
    ends = (("COL", "ESP"), ("COL", "MEX"), ("MEX", "ESP"), ("MEX", "USA"), ("USA", "ESP"))
    legs = [data.leg(n, *pair) for n, pair in enumerate(ends)]
    return data.write(tmp_path / "three.yaml", legs)


def view_of(found: Dataset, **changes: Any) -> DualView:
    result = tr.whatif(found, "Colombia", "Spain", **{**EVEN, **changes})
    return whatif_view(result, found, MapStyle())


def shares(connections: tuple[Connection, ...]) -> dict[tuple[str, str], float]:
    return {(c.origin, c.to): round(c.strength, 6) for c in connections if c.strength > 0}


def test_what_a_closed_country_carried_goes_the_other_ways(found: Dataset) -> None:
    view = view_of(found, remove=["USA"])
    assert shares(view.before.connections) == {
        ("COL", "ESP"): 0.5,
        ("COL", "MEX"): 0.5,
        ("MEX", "ESP"): 0.25,
        ("MEX", "USA"): 0.25,
        ("USA", "ESP"): 0.25,
    }
    after = shares(view.after.connections)
    assert set(after) == {("COL", "ESP"), ("COL", "MEX"), ("MEX", "ESP")}
    assert sum(after[pair] for pair in (("COL", "ESP"), ("MEX", "ESP"))) == pytest.approx(1)
    assert view.touched["USA"].kind == "removed"
    assert view.headings == ("Before", "After: United States closed")
    assert view.title == "United States closed: cocaine, Colombia to Spain"
    assert place_shift("USA", view).kind == "lost"
    assert place_shift("ESP", view).points == 0
    assert "United States" in view.sentences[0]
    assert view.before.words.of_connection == "of the journeys that arrive"


def test_a_rate_is_told_of_the_goods_sent(found: Dataset) -> None:
    view = view_of(found, interdict={"Mexico": 0.5})
    assert view.touched["MEX"].kind == "interdicted"
    assert "50 % of what enters" in view.touched["MEX"].words
    assert view.before.words.of_connection == "of the goods sent"
    assert any("Delivered share by adaptation" in note for note in view.before.flows[0].notes)
    assert shares(view.after.connections)["COL", "ESP"] > 0.5


def test_a_rate_of_one_closes(found: Dataset) -> None:
    view = view_of(found, interdict={"Mexico": 1.0})
    assert view.touched["MEX"].kind == "removed"
    assert shares(view.after.connections) == {("COL", "ESP"): 1.0}


def test_what_a_market_cut_off_loses_is_gained_nowhere(tmp_path: Path) -> None:
    legs = [data.leg(1, "COL", "MEX"), data.leg(2, "MEX", "USA"), data.leg(3, "COL", "ESP")]
    found = data.write(tmp_path / "two.yaml", legs)
    result = tr.whatif(found, "Colombia", ["Spain", "United States"], remove=["Mexico"], **EVEN)
    view = whatif_view(result, found, MapStyle())
    assert shares(view.before.connections) == {
        ("COL", "ESP"): 0.5,
        ("COL", "MEX"): 0.5,
        ("MEX", "USA"): 0.5,
    }
    # Of what arrived before, Spain has what it had.
    assert shares(view.after.connections) == {("COL", "ESP"): 0.5}
    assert view.touched["USA"].kind == "cut-off"
    assert view.before.words.of_connection == "of the journeys that arrived before"
    assert any("50 % of the arrivals are left" in n for n in view.before.flows[0].notes)
    assert view.spreads == {}
    (before,) = view.before.parts["COL"]
    (after,) = view.after.parts["COL"]
    assert (before.size, after.size) == (1.0, 0.5)


def test_a_hypothetical_leg_is_marked(found: Dataset) -> None:
    view = view_of(found, add_legs={"Colombia:Senegal": 0.4, "Senegal:Spain": 1.0})
    assert view.hypothetical == {(0, "COL", "SEN"), (0, "SEN", "ESP")}
    page = draw_map(view, found).get_root().render()
    told = facts(page)
    rows = [row for row in told["dual"]["arcs"] if row[5]]
    assert len(rows) == 2
    assert all(not was for _, _, _, _, was, *_ in rows)
    assert "<td>hypothetical<td>" in page


def test_intervals_are_told(found: Dataset) -> None:
    view = view_of(found, remove=["USA"], draws=40)
    amounts = [c.amount for c in view.before.connections]
    assert any(" to " in amount for amount in amounts)
    assert view.spreads
    assert "5 to 95 % of" in " ".join(view.before.lines)


@pytest.mark.parametrize("remove", [["Colombia"], ["Spain"], ["Peru"]])
def test_an_answer_without_a_number_has_no_map(found: Dataset, remove: list[str]) -> None:
    result = tr.whatif(found, "Colombia", "Spain", remove=remove, **EVEN)
    with pytest.raises(QueryError, match="there is no map of this: "):
        draw_map(result, found)


def test_families_are_layers_of_one_map(tmp_path: Path) -> None:
    found = data.two_families(tmp_path)
    result = tr.whatif(found, "Colombia", "Spain", remove=["Mexico"], **EVEN)
    view = whatif_view(result, found, MapStyle(), title="Mine")
    assert [flow.label for flow in view.before.flows] == ["cocaine", "opiates"]
    assert [sentence.partition(":")[0] for sentence in view.sentences] == ["Cocaine", "Opiates"]
    assert view.title == "Mine"
    assert {part.flow for part in view.before.parts["MEX"]} == {0, 1}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["png", "svg"])
def test_both_sides_are_printed(found: Dataset, tmp_path: Path, form: str) -> None:
    changes: dict[str, Any] = {
        "remove": ["USA"],
        "add_legs": {"Colombia:Senegal": 0.4, "Senegal:Spain": 1.0},
        "interdict": {"Mexico": 0.3},
    }
    result = tr.whatif(found, "Colombia", "Spain", **changes, **EVEN)
    written = []
    for number in (1, 2):
        target = tmp_path / f"{number}.{form}"
        save_figure(result, target, found)
        written.append(target.read_bytes())
    assert written[0] == written[1]
    if form == "svg":
        text = written[0].decode()
        # Glow, hatch, and what is lost.
        assert "#f7b500" in text
        assert "#b3261e" in text
        assert "opacity: 0.34" in text
