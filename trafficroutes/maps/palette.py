"""The colours of maps and charts, and the letter and sign by which families are told apart in grey.

One place for both, so that a family has one colour wherever it is drawn. The style sheets
of pages and the colours in the data that ship are held to these by tests; how families
were given theirs is told in ``docs/decisions/0026-colours-of-families.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from types import MappingProxyType
from typing import NamedTuple

from trafficroutes.model.digits import settled
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


class SignStroke(NamedTuple):
    """A stroke along an arc, over its line: short dashes far from each other.

    Attributes
    ----------
    dash : str
        In pixels, as SVG writes them.
    more : float
        How much wider than the line it is, in pixels.
    white : bool
        Whether it is white; else it has the colour of the family.
    round : bool
        Whether its ends are round: what has no length is a dot then.
    """

    dash: str
    more: float
    white: bool = False
    round: bool = False


#: What stands along the arcs of families, by its number: nothing, a bead, a tick, two ticks, a
#: ring, a block. Dashes of the line itself say how sure a leg is.
SIGNS: tuple[tuple[SignStroke, ...], ...] = (
    (),
    (SignStroke("0.1 45.9", 4.8, round=True),),
    (SignStroke("1.6 44.4", 6.4),),
    (SignStroke("1.6 2.6 1.6 40.2", 6.4),),
    (
        SignStroke("0.1 45.9", 6.0, round=True),
        SignStroke("0.1 45.9", 2.6, white=True, round=True),
    ),
    (SignStroke("7 39", 4.2),),
)
#: Pixels from the beginning of an arc to its first sign.
SIGN_AT = 14.0
#: Families of which the lightness (L* of CIELAB) differs by less are alike in grey.
ALIKE = 12.0


class FamilyLook(NamedTuple):
    """How a family is drawn: its colour, and its letter and sign where there is none."""

    colour: str
    letter: str
    sign: int = 0


#: By family. Any two of the first five differ by 20 (CIEDE2000) to people without red, green
#: or blue cones too, and any two of all by 10; any two that are alike in grey differ in their sign.
FAMILIES: Mapping[str, FamilyLook] = MappingProxyType(
    {
        "cocaine": FamilyLook("#C4420B", "C"),
        "opiates": FamilyLook("#3D1A78", "O"),
        "methamphetamine": FamilyLook("#0A86C2", "M", 1),
        "cannabis_herb": FamilyLook("#480000", "H", 2),
        "ketamine": FamilyLook("#909090", "K"),
        "precursors": FamilyLook("#6B6B6B", "P", 2),
        "cannabis_resin": FamilyLook("#483030", "R", 1),
        "mdma": FamilyLook("#0000FF", "E", 4),
        "ats_precursors": FamilyLook("#7890A8", "S", 5),
        "amphetamine": FamilyLook("#F06000", "A", 2),
        "pharmaceutical_opioids": FamilyLook("#004860", "T", 2),
        "fentanyl": FamilyLook("#907860", "F", 3),
        "nitazenes": FamilyLook("#D848FF", "N", 4),
        "proceeds": FamilyLook("#784890", "$", 1),
        "cathinones": FamilyLook("#904848", "B", 3),
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


def signs_of(flows: Iterable[tuple[str, str]]) -> tuple[int, ...]:
    """Return the number of the sign of each of some flows, given as label and colour.

    A flow has one only where another of the map is alike in grey. Families have their own;
    another takes the first that no flow has that it is alike to.

    >>> signs_of([("cocaine", "#C4420B"), ("opiates", "#3D1A78")])
    (0, 0)
    >>> signs_of([("cocaine", "#C4420B"), ("methamphetamine", "#0A86C2"), ("mine", "#C4420B")])
    (0, 1, 2)
    """
    listed = [(fold(label), lightness(colour)) for label, colour in flows]
    own = {fold(spoken(name)): look.sign for name, look in FAMILIES.items()}
    found = [own.get(label) for label, _ in listed]
    alike = [
        [n for n, (_, other) in enumerate(listed) if n != at and abs(light - other) < ALIKE]
        for at, (_, light) in enumerate(listed)
    ]
    for number, sign in enumerate(found):
        if sign is None:
            taken = {found[other] for other in alike[number]}
            found[number] = next((n for n in range(len(SIGNS)) if n not in taken), 0)
    return tuple((sign or 0) if near else 0 for sign, near in zip(found, alike, strict=True))


def lightness(colour: str) -> float:
    """Return the lightness of a colour, 0 black and 100 white: the L* of CIELAB.

    >>> round(lightness("#FFFFFF")), round(lightness("#000000")), round(lightness("#777777"))
    (100, 0, 50)
    """
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in parts
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return settled(116 * light ** (1 / 3) - 16 if light > 216 / 24389 else light * 24389 / 27)
