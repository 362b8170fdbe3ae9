"""The colours of maps and charts, and the letter by which each family is told apart in grey.

One place for both, so that a family has one colour wherever it is drawn. The style sheets
of pages and the colours in the data that ship are held to these by tests; how families
were given theirs is told in ``docs/decisions/0026-colours-of-families.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from types import MappingProxyType
from typing import NamedTuple

from trafficroutes.model.names import fold, spoken

#: Sea, land, countries that something moves through, borders, and what is written.
SEA, LAND, INVOLVED, BORDER, INK = "#EEF2F5", "#FBFBF9", "#E3E6E3", "#CBD2D6", "#22303A"
#: Places by their role: where goods set out, what they pass, where they arrive first.
SOURCE, PASSED, ARRIVED = "#FFFFFF", "#9AA5AC", "#111111"
#: Connections that no document tells of, and the frame of a panel.
ASSUMED, FRAME = "#7A858C", "#CFD6DA"
#: On maps of before and after: what is closed, and what gains; of a comparison, what grew or
#: shrank.
HATCH, GLOW, GREW, SHRANK = "#B3261E", "#F7B500", "#F2B705", "#E06C9F"
#: Rings: what is cut or comes in, and members of a body of cooperation.
SET_APART, MEMBER = "#B5179E", "#00796B"


class FamilyLook(NamedTuple):
    """How a family is drawn: its colour, and its letter where there is none."""

    colour: str
    letter: str


#: By family. Any two of the first five differ by 20 (CIEDE2000) to people without red, green
#: or blue cones too, and any two of all by 10.
FAMILIES: Mapping[str, FamilyLook] = MappingProxyType(
    {
        "cocaine": FamilyLook("#C4420B", "C"),
        "opiates": FamilyLook("#3D1A78", "O"),
        "methamphetamine": FamilyLook("#0A86C2", "M"),
        "cannabis_herb": FamilyLook("#480000", "H"),
        "ketamine": FamilyLook("#909090", "K"),
        "precursors": FamilyLook("#6B6B6B", "P"),
        "cannabis_resin": FamilyLook("#483030", "R"),
        "mdma": FamilyLook("#0000FF", "E"),
        "ats_precursors": FamilyLook("#7890A8", "S"),
        "amphetamine": FamilyLook("#F06000", "A"),
        "pharmaceutical_opioids": FamilyLook("#004860", "T"),
        "fentanyl": FamilyLook("#907860", "F"),
        "nitazenes": FamilyLook("#D848FF", "N"),
        "proceeds": FamilyLook("#784890", "$"),
        "cathinones": FamilyLook("#904848", "B"),
    }
)
#: Of graphs made by hand, whose labels name no commodity: the first four.
UNNAMED = tuple(
    FAMILIES[name].colour for name in ("cocaine", "opiates", "methamphetamine", "precursors")
)


def letters_of(labels: Iterable[str]) -> tuple[str, ...]:
    """Return a letter for each of some flows, so that no two have the same.

    Families have their own; another takes the first free letter of its name, then of the
    alphabet, then a number.

    >>> letters_of(["cocaine", "opiates", "coca tea", "cocaine"])
    ('C', 'O', 'A', 'I')
    """
    listed = [fold(label) for label in labels]
    own = {fold(spoken(name)): look.letter for name, look in FAMILIES.items()}
    kept = {own[label] for label in listed if label in own}
    found: list[str] = []
    for label in listed:
        wished = [own[label]] if label in own else []
        free = [letter for letter in label.upper() if letter in ascii_uppercase]
        spare = [*free, *ascii_uppercase]
        others = (letter for letter in spare if letter not in kept and letter not in found)
        mine = next((letter for letter in wished if letter not in found), None)
        found.append(mine or next(others, str(len(found) + 1)))
    return tuple(found)
