"""The words that a question is made of besides names, from ``words.toml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec


class WaysOfTravel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Modes of the data, and the phrases that mean them."""

    modes: tuple[str, ...]
    phrases: str


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases of the language; those of one text have commas between them.

    Attributes
    ----------
    fillers, stop_words, filler_phrases : str
        What changes nothing: words, those of a published list, and phrases.
    frame : str
        Words that change nothing where somebody tells of oneself and of the asking.
    yes_or_no : str
        Words with which a question for yes or no begins.
    terminals : dict
        Phrases by terminal of the grammar.
    measures : dict
        Phrases by measure of centrality.
    off_topic : dict
        Phrases by subject that no command answers.
    numbers, parts : dict
        Numbers in words, and parts of one.
    modes : tuple of WaysOfTravel
        Ways of travel.
    """

    fillers: str
    stop_words: str
    filler_phrases: str
    frame: str
    yes_or_no: str
    terminals: dict[str, str]
    measures: dict[str, str]
    off_topic: dict[str, str]
    numbers: dict[str, int]
    parts: dict[str, float]
    modes: tuple[WaysOfTravel, ...]


def listed(text: str) -> list[str]:
    """Return the phrases of a text with commas between them.

    >>> listed("by sea, at sea")
    ['by sea', 'at sea']
    """
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]


@cache
def vocabulary() -> Vocabulary:
    """Return the words of ``words.toml``."""
    raw = files("trafficroutes.asking").joinpath("words.toml").read_bytes()
    return msgspec.toml.decode(raw, type=Vocabulary)
