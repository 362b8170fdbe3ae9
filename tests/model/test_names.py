"""Names as people write them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.model.names import fold, suggest


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Côte d'Ivoire", "cote divoire"),
        ("Guinea-Bissau", "GUINEA BISSAU"),
        ("The Gambia", "gambia"),
        ("Türkiye", "Turkiye"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("São Tomé", "Sao Tome"),
        ("U.S.A.", "usa"),
        ("Straße", "STRASSE"),
        ("C\u00f4te d\u02bcIvoire", "Côte d\u00b4Ivoire"),
        ("Bahamas (the)", "the Bahamas"),
        ("Herald 1/12", "herald 1-12"),
        ("\u2013", "-"),
    ],
)
def test_names_that_are_the_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Niger", "Nigeria"),
        ("The", ""),
        ("Mali", "Malawi"),
        # Numbers stay apart.
        ("Herald 1/12/2010", "Herald 11/2/2010"),
        ("Report 1.12", "Report 112"),
        ("Part ½", "Part 12"),
        # Vowel signs spell the word: Hindi, Tamil, Bengali, Thai, Khmer, Burmese; and Japanese.
        ("कि", "का"),
        ("பிரேசில்", "பேராசல"),
        ("দিন", "দান"),
        ("กิน", "กัน"),
        ("គិ", "គេ"),
        ("မိ", "မာ"),
        ("が", "か"),
        # Signs alone.
        ("?", "!"),
        ("...", ""),
    ],
)
def test_names_that_are_not(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.slow
@given(st.text(st.characters(max_codepoint=0x24F), max_size=20))
def test_folding_ignores_case_and_composition(name: str) -> None:
    assert fold(name) == fold(unicodedata.normalize("NFD", name))
    assert fold(name) == fold(fold(name))


@given(st.text("abc def-'&", max_size=20))
def test_folding_ignores_capitals_and_punctuation(name: str) -> None:
    assert (
        fold(name) == fold(name.upper()) == fold(name.replace("'", "\u2019").replace("-", "\u2013"))
    )


def test_suggestions_are_the_nearest_first() -> None:
    known = ["Niger", "Nigeria", "Algeria", "Peru"]
    assert suggest("Nigera", known) == ("Nigeria", "Niger")
    assert suggest("Nigera", known, limit=1) == ("Nigeria",)


def test_what_is_much_less_near_than_the_best_is_not_suggested() -> None:
    assert suggest("Nigeria", ["Nigeria", "Algeria"]) == ("Nigeria",)
    assert suggest("Xigeria", ["Nigeria", "Algeria"]) == ("Nigeria", "Algeria")


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("Guinea", "Guineaabc", True),
        ("Guinea", "Guineaabcd", False),
        ("Niger", "Nigerab", True),
        ("Niger", "Nigerabc", False),
        ("Guineaabcd", "Guinea", True),
    ],
)
def test_names_of_very_different_length_are_not_near(name: str, known: str, near: bool) -> None:  # noqa: FBT001 - a table
    """By more than two letters, and more than half of what was written."""
    assert bool(suggest(name, [known])) == near


def test_a_word_of_a_name_is_enough() -> None:
    assert suggest("Bissau", ["Guinea-Bissau", "Guinea"]) == ("Guinea-Bissau",)


def test_fewer_words_come_first() -> None:
    known = ["Papua New Guinea", "Equatorial Guinea", "Guinea-Bissau", "Guinea"]
    assert suggest("Gunea", known) == ("Guinea", "Guinea-Bissau", "Equatorial Guinea")


@pytest.mark.parametrize("name", ["", "---", "Xyzzy", "x"])
def test_no_suggestion_where_nothing_comes_near(name: str) -> None:
    assert suggest(name, ["Niger", "Peru", "..."]) == ()


@given(st.text("abcdef", min_size=3, max_size=10))
def test_a_known_name_is_its_own_best_suggestion(name: str) -> None:
    assert suggest(name, ["zzzzz", name, "yyyyy"])[0] == name
