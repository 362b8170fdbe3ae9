"""Files that are no data file at all: refused with the line and the way out."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.dataset.snippets import HEAD, LEG, changed, found_in, problems
from trafficroutes.dataset.reader import parse
from trafficroutes.errors import DataFileError

EMPTY = "line 1, column 1: the file is empty: start from the example in docs/data-format.md"
TOP = "line 1, column 1: expected a mapping with format, title, updated, grades, sources, ..., got"
ONLY = "tags, anchors and aliases are not read, write the value out"
DEEP = "nested deeper than 40 levels: a data file needs 8 at most"
COLON = (
    "a colon stands where none can: put text that holds ': ' in quotes, or correct the indentation"
)
TURNS = (
    "{}: the invisible character U+{} (it turns the direction of text) is not allowed: remove it"
)
LINE = (
    "the line does not continue what is above: correct its indentation, "
    "or put text that holds special characters in quotes (begun in line 1)"
)


@pytest.mark.parametrize(
    "text", ["", " \n\n", "# a comment\n# another\n", "---\n", "null\n", "\ufeff"]
)
def test_empty_file(text: str) -> None:
    assert problems(text) == [EMPTY]


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("- a\n- b\n", "a list"),
        ("hello\n", "'hello'"),
        ("5\n", "5"),
        ("NO\n", "NO"),
        ("format:1\ntitle:x\n", "'format:1 title:x'"),
    ],
)
def test_something_else_at_the_top(text: str, got: str) -> None:
    assert problems(text) == [f"{TOP} {got}"]


def test_an_empty_mapping_lacks_every_section() -> None:
    needed = ("commodities", "format", "grades", "legs", "sources", "title", "updated")
    assert problems("{}") == [f"line 1, column 1: {key!r} is missing: add it" for key in needed]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            changed(("Small", "Küste")).encode("latin-1"),
            "line 2, column 9: byte 0xfc is not valid UTF-8: save the file as UTF-8",
        ),
        (
            (HEAD + LEG).encode("utf-16"),
            "line 1, column 1: byte 0xff is not valid UTF-8: save the file as UTF-8",
        ),
        (
            "a: é\r\nb: é".encode() + b"\xed\xa0\x80",
            "line 2, column 5: byte 0xed is not valid UTF-8: save the file as UTF-8",
        ),
        (
            (HEAD + LEG).encode("utf-16-be"),
            "line 1, column 1: the invisible character U+0000 is not allowed: remove it",
        ),
        (
            b"title: a\nb: x\0y\n",
            "line 2, column 5: the invisible character U+0000 is not allowed: remove it",
        ),
        (
            "title: é\x07\n".encode(),
            "line 1, column 9: the invisible character U+0007 is not allowed: remove it",
        ),
        (
            "title: a\uffff\n".encode(),
            "line 1, column 9: the invisible character U+FFFF is not allowed: remove it",
        ),
        (
            changed(("Small", "Sm\u2028all")).encode(),
            "line 2, column 10: the invisible character U+2028 is not allowed: remove it",
        ),
        (
            changed(("Small", "Sm\x85all")).encode(),
            "line 2, column 10: the invisible character U+0085 is not allowed: remove it",
        ),
        (
            changed(("title: One", "title: O\u202ene")).encode(),
            TURNS.format("line 8, column 16", "202E"),
        ),
        (
            (HEAD + LEG + "# \u2066a comment\n").encode(),
            TURNS.format("line 20, column 3", "2066"),
        ),
    ],
)
def test_characters_that_cannot_be_read(raw: bytes, message: str) -> None:
    assert problems(raw) == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n\tb: 1\n", "line 2, column 1: a tab stands where spaces belong: indent with spaces"),
        ("a: @x\n", "line 1, column 4: text cannot begin with '@': put it in quotes"),
        ("a: `x`\n", "line 1, column 4: text cannot begin with '`': put it in quotes"),
        ("a: 5% of: all\n", f"line 1, column 9: {COLON}"),
        ("a:\n  b: 1\n c: 2\n", f"line 3, column 2: {LINE}"),
        ("a: 'x' y\n", f"line 1, column 8: {LINE.replace(' (begun in line 1)', '')}"),
        (
            "a: 1\nb\nc: 2\n",
            "line 3, column 1: a key without its colon: write key: value (begun in line 2)",
        ),
        (
            "a: [b\nc: d\n",
            (
                "line 2, column 2: a list in [ ] is not closed: add the comma or the ] "
                "(begun in line 1)"
            ),
        ),
        (
            "a: {b: c\nd: [e]\n",
            (
                "line 2, column 2: a mapping in { } is not closed: add the comma or the } "
                "(begun in line 1)"
            ),
        ),
        (
            "a: [\n",
            "line 2, column 1: a value is missing: complete or close what was begun",
        ),
        (
            'a: "b\nc: d\n',
            (
                "line 3, column 1: the text in quotes is not closed: add the closing quote "
                "(begun in line 1)"
            ),
        ),
        (
            'a: "C:\\data"\n',
            (
                "line 1, column 7: a backslash in double quotes means something else: "
                "use single quotes"
            ),
        ),
        (
            "%YAML 3.0\n---\na: b\n",
            "line 1, column 1: only YAML 1.1 and 1.2 are read: remove the %YAML line",
        ),
        (
            "a: - b\n",
            "line 1, column 4: a list cannot begin here: put it on a line of its own, indented",
        ),
        (
            "- a\nb: c\n",
            (
                "line 2, column 1: a list goes on without a hyphen: "
                "begin the line with '- ' or correct its indentation (begun in line 1)"
            ),
        ),
        ("a: |x\n  b\n", "line 1, column 5: not YAML: did not find expected comment or line break"),
        (
            HEAD + LEG + "---\nformat: 1\n",
            "line 20, column 1: a second document (---) begins here: one file holds one document",
        ),
    ],
)
def test_text_that_is_not_yaml(text: str, message: str) -> None:
    assert problems(text) == [message]


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        (("Small", '"a\\e[31mb"'), "line 2, column 8: title", "U+001B"),
        (("Small", '"a\\x9b31mb"'), "line 2, column 8: title", "U+009B"),
        (("Small", '"a\\0"'), "line 2, column 8: title", "U+0000"),
        (("Small", '"a\\a"'), "line 2, column 8: title", "U+0007"),
        (("Small", '"a\\x7f"'), "line 2, column 8: title", "U+007F"),
        (("Small", '"a\\Nb"'), "line 2, column 8: title", "U+0085"),
        (("p. 1", '"\\L"'), "line 18, column 18: legs[0].citations[0].locator", "U+2028"),
        (("  cocaine: {", '  "coca\\e": {'), "line 10, column 3: commodities.coca\\x1b", "U+001B"),
    ],
)
def test_escapes_of_characters_that_no_text_needs(
    change: tuple[str, str], where: str, code: str
) -> None:
    message = f"{where}: the invisible character {code} is not allowed: remove it"
    assert message in problems(changed(change))
    assert all(map(str.isprintable, problems(changed(change))))


@pytest.mark.parametrize("title", ['"a\\u202eb"', '"a\\u2067b"'])
def test_escapes_of_marks_that_turn_the_direction(title: str) -> None:
    (told,) = problems(changed(("Small", title)))
    assert told.startswith("line 2, column 8: title: the invisible character U+20")
    assert "turns the direction" in told


@pytest.mark.parametrize(
    "title", ['"a\\tb"', '"a\\nb"', '"a\\rb"', '"a\\_b"', "a\xa0b", "\u05d0\u200f", '"caf\\xe9"']
)
def test_tabs_line_ends_and_marks_of_scripts_are_read(title: str) -> None:
    assert problems(changed(("Small", title))) == []


NBSP = "\xa0"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("    from: COL", f"{NBSP * 4}from: COL", "line 13, column 1"),
        ("    from: COL", f"  {NBSP * 2}from: COL", "line 13, column 3"),
        ("from: COL", f"from:{NBSP}COL", "line 13, column 10"),
        ("  - id: a", f"  -{NBSP}id: a", "line 12, column 4"),
        ("    to: MEX\n    commodity", f"{NBSP}   to: MEX\n    commodity", "line 14, column 1"),
        ("      - source: s1", f"     {NBSP}- source: s1", "line 17, column 6"),
    ],
)
def test_odd_spaces_where_yaml_needs_plain_ones(old: str, new: str, where: str) -> None:
    told = "U+00A0 (no-break space) is no plain space: replace or remove it"
    assert problems(changed((old, new))) == [f"{where}: {told}"]


@pytest.mark.parametrize(
    ("odd", "named"),
    [
        (NBSP, "U+00A0 (no-break space)"),
        ("\u3000", "U+3000 (ideographic space)"),
        ("\u200b", "U+200B (zero width space)"),
        ("\ufeff", "U+FEFF (zero width no-break space)"),
    ],
)
def test_odd_spaces_around_a_key(odd: str, named: str) -> None:
    told = problems(changed(("title: Small", f"{odd}title: Small")))
    assert told[-1].endswith(f"{named} is no plain space: replace or remove it")
    assert problems(changed(("Small", f"Sm{odd}all"))) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("  s1:", f"  {NBSP}s1:", "line 8, column 3"),
        ("  s1:", f"{NBSP} s1:", "line 8, column 1"),
        ("  cocaine: {", "  \u2003cocaine: {", "line 10, column 3"),
    ],
)
def test_odd_spaces_that_become_a_part_of_an_id(old: str, new: str, where: str) -> None:
    (code,) = {character for character in new if not character.isprintable()}
    told = problems(changed((old, new)))
    assert any(one.startswith(where) and f"U+{ord(code):04X} (" in one for one in told)
    assert all("unknown key" not in one and "expected an id" not in one for one in told)


def test_an_entry_that_a_no_break_space_makes_a_key() -> None:
    told = problems("format: 1\nlegs:\n  -\xa0id: a\n\xa0 - {id: b}\n")
    named = "U+00A0 (no-break space) is no plain space: replace or remove it"
    assert [one for one in told if "U+00A0" in one] == [
        f"line 3, column 3: legs.-\xa0id: {named}",
        f"line 4, column 1: \xa0 - {{id: {named}",
    ]


def test_quotes_that_close_too_late_are_named() -> None:
    notes = "        note: some words\n" * 200
    text = changed(("p. 1", '"p. 1')) + notes + '        estimate: "e"\n'
    (told,) = problems(text)
    assert told.endswith(
        "; the quotes opened in line 18 close only in line 220: close them where they belong"
    )
    (told,) = problems(changed(("One", '"One')))
    assert told.endswith(
        "; the quotes opened in line 8 close only in line 10: close them where they belong"
    )
    (told,) = problems(changed(("p. 1", '"p. 1')) + notes)
    assert told == (
        "line 220, column 1: the text in quotes is not closed: add the closing quote "
        "(begun in line 18)"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            'title: !!python/object/apply:os.system ["true"]\n',
            ["line 1, column 8: the tag !!python/object/apply:os.system"],
        ),
        ("title: !!str 5\n", ["line 1, column 8: the tag !!str"]),
        ("title: !mine 5\n", ["line 1, column 8: the tag !mine"]),
        ("title: ! 5\n", ["line 1, column 8: the tag !"]),
        ("--- !!map\na: b\n", ["line 1, column 5: the tag !!map"]),
        ("%TAG ! tag:me,2000:\n---\na: !b c\n", ["line 3, column 4: the tag tag:me,2000:b"]),
        ("a:\r  !!binary x\r", ["line 2, column 3: the tag !!binary"]),
        ("a: &x 1\nb: *x\n", ["line 1, column 4: the anchor &x", "line 2, column 4: the alias *x"]),
        ("a: x\rb:\r  *y\r", ["line 3, column 3: the alias *y"]),
        ("&x a: 1\n", ["line 1, column 1: the anchor &x"]),
        ("&x [*x]\n", ["line 1, column 1: the anchor &x", "line 1, column 5: the alias *x"]),
        ("a: &x !!str 1\n", ["line 1, column 4: the anchor &x", "line 1, column 4: the tag !!str"]),
    ],
)
def test_tags_anchors_and_aliases(text: str, found: list[str]) -> None:
    assert problems(text) == [f"{what}: {ONLY}" for what in found]


def test_text_with_the_signs_of_tags_and_anchors_is_read() -> None:
    title = '"R&D: *all*, !now - &c"'
    assert problems(changed(("Small", title))) == []


def test_of_many_aliases_the_first_twenty_are_named() -> None:
    text = "a: &x 1\nb: [" + "*x, " * 1000 + "]\n"
    assert len(problems(text)) == 20


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[" * 100, "line 1, column 40"),
        ("a: " + "[" * 100 + "]" * 100, "line 1, column 42"),
        ("{a: " * 100 + "}" * 100, "line 1, column 157"),
        ("- " * 100 + "x", "line 1, column 79"),
        ("\n".join(" " * depth + "a:" for depth in range(100)), "line 40, column 40"),
    ],
)
def test_deep_nesting(text: str, where: str) -> None:
    assert problems(text) == [f"{where}: {DEEP}"]


def test_nesting_of_forty_levels_is_read() -> None:
    value = parse(("[" * 40 + "]" * 40).encode(), "x").value
    for _ in range(39):
        (value,) = value
    assert value == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("9" * 100_000, f"{TOP} {'9' * 57}..."),
        ("x" * 1_000_000, f"{TOP} '{'x' * 57}...'"),
    ],
)
def test_huge_scalars(text: str, message: str) -> None:
    assert problems(text) == [message]


@given(st.text(alphabet="&*!ab:-?,[]{}'\"|># \n\r\t%", max_size=30))
def test_nothing_with_a_tag_anchor_or_alias_gets_through(text: str) -> None:
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        events = []
    indirect = any(
        isinstance(event, yaml.AliasEvent)
        or getattr(event, "anchor", None)
        or getattr(event, "tag", None)
        for event in events
    )
    try:
        parse(text.encode(), "x")
    except DataFileError:
        return
    assert not indirect


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    assert all(problem.line >= 1 for problem in found_in(raw))
