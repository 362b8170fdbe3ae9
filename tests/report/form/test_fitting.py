"""Tables on terminals of any width."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.report.form import terminal
from trafficroutes.report.form.document import Column, Document, Section, Table
from trafficroutes.report.form.fitting import fit

COLUMNS = (
    Column("rank", "#", "count"),
    Column("name", "Place"),
    Column("share", "Share of all", "share"),
    Column("span", "", "shares"),
    Column("sources", "Sources"),
)
ROWS = (
    (1, "Dominican Republic", 0.123, (0.1, 0.2), "unodc-wdr-2010 +12"),
    (2, "Guinea-Bissau", None, None, None),
)
TABLE = Table("Hubs", COLUMNS, ROWS)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(width: int, monkeypatch: pytest.MonkeyPatch, table: Table = TABLE) -> list[str]:
    """Return the lines of a table on a terminal without colour."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(width))
    screen = Screen()
    terminal.write(Document((Section("Cocaine", (), (table,)),)), screen)
    plain = re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue())
    return [line.rstrip() for line in plain.splitlines()][3:]


def test_room_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    head, rule, first, second = printed(80, monkeypatch)
    assert head == "#  Place               Share of all           Sources"
    assert set(rule) == {"\u2500"}
    assert first == "1  Dominican Republic        12.3 %  10-20 %  unodc-wdr-2010 +12"
    assert second == "2  Guinea-Bissau"


def test_titles_and_names_are_folded_at_words(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(46, monkeypatch)
    assert lines == [
        "                  Share",
        "# Place          of all         Sources",
        "\u2500" * 46,
        "1 Dominican      12.3 % 10-20 % unodc-wdr-2010",
        "  Republic                      +12",
        "2 Guinea-Bissau",
    ]


def test_too_narrow_for_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(34, monkeypatch)
    assert lines == [
        "  1  Dominican Republic: Share of",
        "  all 12.3 %, 10-20 %; Sources",
        "  unodc-wdr-2010 +12",
        "  2  Guinea-Bissau",
    ]


def test_a_table_of_numbers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = tuple(Column(f"c{n}", "Number", "count") for n in range(4))
    table = Table("Sums", columns, ((1, 2, 3, 4),))
    assert printed(20, monkeypatch, table) == ["  1: Number 2;", "  Number 3; Number 4"]


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.text("ab -", max_size=40), st.integers(0, 10**12)), min_size=1, max_size=4
    ),
    st.integers(1, 80),
)
def test_a_table_that_fits_has_room_and_whole_numbers(
    rows: list[tuple[str, int]], available: int
) -> None:
    columns = (Column("a", "Some title"), Column("n", "Number", "count"))
    found = fit(columns, [[text, f"{number:,}"] for text, number in rows], available)
    longest = max(len(f"{number:,}") for _, number in rows)
    if found is None:
        words = [len(word) for text, _ in rows for word in text.split()]
        needed = max(5, min(16, max(words, default=0))) + max(longest, 6) + 1
        assert needed > available
    else:
        assert sum(found.widths) + found.gap <= available
        assert found.widths[1] >= longest
