"""Benchmarks whose two ways have to come to the same numbers, on small networks."""

from __future__ import annotations

import pytest

from benchmarks import chokepoints, draws, estimate, hubs_in_process, whatif
from benchmarks.generate import dataset

SMALL = {"places": 40, "legs": 240, "citations": 700, "sources": 60, "seed": 1}


def test_draws_are_those_of_the_plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "SAMPLE", 20)
    data = dataset(always=(draws.ORIGIN, draws.DESTINATION), **SMALL)
    solved = draws.asked(data)
    shares = draws.ours(solved, draws.SAMPLE)
    assert (shares.std(axis=0) > 0).any()
    draws.check(data, solved, shares)
    with pytest.raises(SystemExit, match="differ"):
        draws.check(data, solved, shares[::-1])


@pytest.mark.parametrize("benchmark", [hubs_in_process, chokepoints])
def test_answers_are_those_of_the_plain_way(
    benchmark: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "SIZES", SMALL)
    benchmark.main()  # type: ignore[attr-defined]
    assert "40 places" in capsys.readouterr().out


def test_estimates_are_those_of_the_plain_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"PLACES": 30, "CONNECTIONS": 80, "FIGURES": 12}.items():
        monkeypatch.setattr(estimate, name, value)
    monkeypatch.setattr("sys.argv", ["estimate.py", "50"])
    estimate.main()
    assert "flows differ by" in capsys.readouterr().out


def test_scenarios_are_those_of_the_plain_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(whatif, "COUNT", 4)
    monkeypatch.setattr(whatif, "SAMPLE", 2)
    whatif.main()
    assert "answers agree to 1e-09 on 2" in capsys.readouterr().out
