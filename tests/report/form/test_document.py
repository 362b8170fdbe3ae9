"""Cells, tables and the terminal renderer."""

from __future__ import annotations

import csv
import io
import json

import pytest

from trafficroutes.model.safe_text import clean
from trafficroutes.report.form import terminal, text
from trafficroutes.report.form.document import Column, Document, Section, Table, percent, show

SHARE = Column("share", "Share", "share")
NAME = Column("name", "Name")


class _Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def document(*rows: tuple[str, float | None]) -> Document:
    table = Table("Hubs", (NAME, SHARE), rows)
    return Document((Section("Cocaine", ("a line",), (table,), ("a note",)),))


@pytest.mark.parametrize(
    ("share", "shown"),
    [(1.0, "100.0 %"), (0.00051, "0.1 %"), (0.0004, "< 0.1 %"), (0.0, "0.0 %")],
)
def test_a_share_that_is_not_zero_never_looks_like_it(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_cells_by_kind() -> None:
    assert show(None, SHARE) == ""
    assert show(1234567.8, Column("kg", "kg", "amount")) == "1,234,568"
    assert show(3, Column("rank", "#", "count")) == "3"


def test_text_that_could_steer_a_terminal_is_replaced() -> None:
    assert clean("a\x1b[31m\u202eb\nc") == "a\ufffd[31m\ufffdb c"
    stream = _Screen()
    terminal.write(document(("[red]x[/red]\x1b[2J", 0.5)), stream)
    assert "[red]x[/red]" in stream.getvalue()
    assert "\x1b[2J" not in stream.getvalue()


def test_a_terminal_gets_colour_unless_no_color_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = _Screen()
    terminal.write(document(("x", 0.5)), coloured)
    assert "\x1b[1;36mHubs" in coloured.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = _Screen()
    terminal.write(document(("x", 0.5)), plain)
    assert "36m" not in plain.getvalue()


def test_piped_output_is_plain_and_not_wrapped() -> None:
    stream = io.StringIO()
    terminal.write(document(("x" * 300, 0.5)), stream)
    assert stream.getvalue().splitlines() == [
        "Cocaine",
        "a line",
        "",
        "Hubs",
        "Name" + " " * 299 + "Share",
        "x" * 300 + "  50.0 %",
        "",
        "- a note",
    ]


def test_an_empty_table_says_none() -> None:
    stream = io.StringIO()
    terminal.write(document(), stream)
    assert "  none" in stream.getvalue()
    assert "none" in text.to_markdown(document())


def test_markdown_escapes_what_has_a_meaning_there() -> None:
    assert "| a\\|b \\*c\\* \\<d\\> | 50.0 % |" in text.to_markdown(document(("a|b *c* <d>", 0.5)))


def test_csv_quotes_and_keeps_the_digits_that_count() -> None:
    assert text.to_csv(document(('a,"b"', 0.1 + 0.2), ("c", 1 / 3))) == (
        'answer,name,share\nCocaine,"a,""b""",0.3\nCocaine,c,0.333333333\n'
    )


def test_columns_that_say_nothing_are_dropped() -> None:
    table = Table("", (NAME, SHARE), (("x", None), ("y", None))).without_empty()
    assert table.columns == (NAME,)
    assert table.rows == (("x",), ("y",))


def test_cells_of_csv_are_quoted_and_no_formulas() -> None:
    texts = ["=1+1", "+1", "-1", "@x", "\tx", "One\rTwo", "a\x1b[2Jb\u202ec", 'a "b", c', ""]
    table = Table("", (NAME,), tuple((cell,) for cell in texts))
    written = text.to_csv(Document((Section("heading", (), (table,), ()),)))
    assert written == (
        "answer,name\n"
        "heading,'=1+1\nheading,'+1\nheading,'-1\nheading,'@x\nheading,'\tx\n"
        'heading,"One\rTwo"\nheading,a\ufffd[2Jb\ufffdc\nheading,"a ""b"", c"\nheading,\n'
    )
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert [row[1] for row in read[6:9:2]] == ["One\rTwo", 'a "b", c']
    assert len(read) == 1 + len(texts)


def test_json_has_no_character_that_a_terminal_obeys() -> None:
    written = text.to_json({"x": "\x9b2J\x7f\u202e\udcff\x1b"})
    assert written.isascii()
    assert json.loads(written) == {"x": "\x9b2J\x7f\u202e\udcff\x1b"}
