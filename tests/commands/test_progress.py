"""The progress of a long run on a terminal."""

from __future__ import annotations

import sys

import pytest

from trafficroutes.commands.progress import progress


def test_nothing_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("sets") as tell:
        assert tell is None
    assert capsys.readouterr() == ("", "")


def test_a_bar_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    clock = iter([10.0, 12.0, 12.05, 14.0])
    monkeypatch.setattr("trafficroutes.commands.progress.time.monotonic", lambda: next(clock))
    with progress("sets") as tell:
        assert tell is not None
        tell(100, 400)
        tell(200, 400)
        tell(250, 400)
        tell(400, 400)
    lines = [line.split("\x1b")[0] for line in capsys.readouterr().err.split("\r")]
    assert lines == [
        "Going on: 100 of 400 sets were done\n",
        "[#####---------------]  25 %  100 of 400 sets",
        "[##########----------]  50 %  200 of 400 sets, 50 a second, 0:00:04 left",
        "[####################] 100 %  400 of 400 sets, 75 a second, 0:00:00 left",
    ]


def test_a_run_that_fails_before_its_first_set_leaves_no_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with pytest.raises(ValueError, match="why"), progress("sets"):
        raise ValueError("why")
    assert capsys.readouterr().err == ""
