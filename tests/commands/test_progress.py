"""The progress of a long run on a terminal."""

from __future__ import annotations

import io
import sys
import time

import pytest

from trafficroutes.commands.progress import progress
from trafficroutes.waiting import waiting


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


class Screen(io.TextIOWrapper):
    """A stream that says it is a terminal, and holds what was written."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


def watched(monkeypatch: pytest.MonkeyPatch) -> tuple[Screen, Screen]:
    """Return standard output and stderr, both terminals from now on."""
    out, err = Screen(), Screen()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr("trafficroutes.waiting._PATIENCE", 0.01)
    monkeypatch.setattr("trafficroutes.waiting._BETWEEN", 0.01)
    return out, err


def _until_shown(err: Screen) -> None:
    end = time.monotonic() + 5
    while "Working" not in err.text() and time.monotonic() < end:
        time.sleep(0.01)


def test_a_line_tells_that_there_is_work_and_goes_before_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out, err = watched(monkeypatch)
    with waiting():
        _until_shown(err)
        sys.stdout.write("the answer\n")
        told = err.text()
        assert told.startswith("\rWorking on the answer ... ")
        assert told.endswith("\r\x1b[K")
        time.sleep(0.05)
        assert err.text() == told
    assert err.text() == told
    assert out.text() == "the answer\n"
    assert "write" not in vars(out)
    assert "write" not in vars(err)


def test_the_line_goes_before_a_message_and_after_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, err = watched(monkeypatch)

    def fail() -> None:
        with waiting():
            _until_shown(err)
            raise ValueError("why")

    with pytest.raises(ValueError, match="why"):
        fail()
    assert err.text().endswith("\r\x1b[K")
    with waiting():
        sys.stderr.write("a note")
        time.sleep(0.05)
    assert err.text().endswith("\x1b[Ka note")


def test_a_quick_answer_has_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = watched(monkeypatch)
    monkeypatch.setattr("trafficroutes.waiting._PATIENCE", 60.0)
    with waiting():
        sys.stdout.write("at once")
    assert err.text() == ""


def test_no_line_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting():
        assert "write" not in vars(sys.stderr)
    assert capsys.readouterr() == ("", "")
