"""Tables that were turned round, and amounts that hang on one case."""

from __future__ import annotations

from pathlib import Path

from tests.analysis.audit.found import found, subjects
from tests.networks import cite, data_of
from trafficroutes.dataset.importing import import_legs
from trafficroutes.model.dataset import Dataset


def test_producers_that_only_receive() -> None:
    # ESP, ITA --> COL (made)    COL (made) --> PER (made)    BRA --> BOL (made) --> BRA
    made = {"COL": 300, "PER": 100, "BOL": 50, "R:WORLD": 450}
    data = data_of("ESP > COL\nITA > COL\nBRA > BOL\nITA > BOL\nBOL > BRA", production=made)
    (only,) = found(data, "receiving-makers")
    assert only.subject == "COL cocaine"
    assert only.message == (
        "Colombia is a cited producer of cocaine, and 2 legs lead there (from Italy, Spain) and "
        "none out: are from and to exchanged?"
    )
    assert only.citations
    # One leg, legs from other producers, and a producer that also sends, are nothing.
    other = data_of("ESP > COL\nPER > COL\nBOL > COL", production=made)
    assert subjects(other, "receiving-makers") == []


def test_producers_of_the_data_that_ship_where_the_file_has_none() -> None:
    assert subjects(data_of("ESP > COL\nITA > COL"), "receiving-makers") == ["COL cocaine"]
    assert subjects(data_of("COL > ESP\nCOL > ITA"), "receiving-makers") == []


def seized(folder: Path, *amounts: str) -> Dataset:
    rows = "".join(f"Colombia,Spain,cocaine,S{n},{a},seizure\n" for n, a in enumerate(amounts))
    file = folder / "table.csv"
    file.write_text(f"from,to,commodity,source,quantity,basis\n{rows}")
    return import_legs(file, data=data_of("COL > ESP"), updated="2026-01-01").dataset


def test_amounts_that_hang_on_one_case(tmp_path: Path) -> None:
    data = seized(tmp_path, "400 kg", "10 kg", "0.04 t")
    leg, family = found(data, "one-case")
    assert leg.message == ("Colombia > Spain (cocaine): one of 3 cases is 89% of the 450 kg seized")
    assert family.message == (
        "of the 450 kg of cocaine seized in 3 cases, one (Colombia > Spain) is 89%"
    )
    assert subjects(seized(tmp_path, "400 kg", "1 kg"), "one-case") == []
    assert subjects(seized(tmp_path, "400 kg", "300 kg", "200 kg"), "one-case") == []


def test_events_that_hang_on_one_record() -> None:
    event = {
        "source": "a",
        "rule": "departure-destination",
        "records": 9,
        "weighed": 8,
        "kilograms": 500.0,
        "largest": 450.0,
    }
    content = {"id": "cocaine-COL-ESP", "from": "COL", "to": "ESP", "commodity": "cocaine"}
    data = data_of([{**content, "citations": [cite()], "events": [event]}])
    assert [one.message for one in found(data, "one-case")] == [
        "Colombia > Spain (cocaine): one of 8 cases is 90% of the 500 kg seized",
        "of the 500 kg of cocaine seized in 8 cases, one (Colombia > Spain) is 90%",
    ]
