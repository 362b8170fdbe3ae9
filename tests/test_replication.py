"""The replication suite: networks planted in a SYNTHETIC table come out as they went in."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import replication
from benchmarks.replication import CHAINS, STUDY, described, networks, planted_links, planted_table
from trafficroutes import hubs, load

#: Rows that hold the planted links, and a little more.
ROWS = 16_000
PAGE = Path(__file__).resolve().parents[1] / "docs" / "replication.md"


@pytest.mark.slow
def test_planted_networks_come_out_with_every_link_and_record(tmp_path: Path) -> None:
    table = tmp_path / "SYNTHETIC.csv"
    planted_table(ROWS).to_csv(table, sep=";", index=False)
    made = dict(networks(table, tmp_path))
    for study in STUDY:
        legs = [leg for leg in made[CHAINS[0]].legs if leg.commodity == study.commodity]
        found = {(leg.origin, leg.to, leg.events[0].records) for leg in legs}
        assert found == set(planted_links(study, tuple(replication.names_of_places())))
        one = described(made[CHAINS[0]], study.commodity)
        assert one is not None
        assert (one.nodes, one.edges) == (study.nodes, study.edges)
        assert one.first[0].place == study.first
    # No country is first that stands on a single record, and what the weights are is said.
    answer = hubs(made[CHAINS[0]], "Colombia", "Spain", commodity="cocaine", draws=0).answer()
    told = " ".join(answer.notes)
    single = [note for note in answer.notes if "each a single" in note or "is a single" in note]
    assert not any(hub.name in note for hub in answer.hubs[:3] for note in single)
    assert "damped by the logarithm" in told
    assert "measure controls and reporting" in told
    page = replication.report(table, synthetic=True, rows=ROWS)
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert len(headings) == 4
    assert all("SYNTHETIC" in heading for heading in headings)


def test_what_is_planted_is_as_large_as_published() -> None:
    for study in STUDY:
        links = planted_links(study, tuple(replication.names_of_places()))
        assert len(links) == study.edges
        assert len({place for tail, head, _ in links for place in (tail, head)}) == study.nodes
        assert not any(head in study.makers for _, head, _ in links)
        assert all(n >= 1 for *_, n in links)
    assert set(replication.names_of_places()) <= set(load().places.countries)


def test_the_page_that_ships_says_synthetic_and_is_of_these_networks() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count("SYNTHETIC") > 6
    for study in STUDY:
        assert f"| countries | {study.nodes} | {study.nodes} |" in page
        assert f"| links | {study.edges} | {study.edges} |" in page
