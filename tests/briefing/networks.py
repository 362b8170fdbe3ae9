"""Small networks that reports are made of.

WIDE    COL --30--> ESP    COL --300--> VEN --200--> GNB --150--> ESP
        COL --100--> ECU --90--> ESP          VEN --80--> FRA

STRAIGHT    COL --10--> ESP

TWO     WIDE with heroin:  AFG --> TJK --> RUS
"""

from __future__ import annotations

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.model.dataset import Dataset

WIDE = """
COL > ESP 30
COL > VEN 300
VEN > GNB 200
GNB > ESP 150
COL > ECU 100
ECU > ESP 90
VEN > FRA 80
"""
STRAIGHT = "COL > ESP 10"


def _legs(drawing: str) -> list[dict[str, object]]:
    found = []
    for number, line in enumerate(drawing.strip().splitlines()):
        origin, _, to, amount = line.split()
        source = f"{'abc'[number % 3]}{number}"
        figure = tonnes(float(amount))
        found.append(leg(origin, to, cite(source, quantity=figure, period=2010 + number % 4)))
    return found


def wide(**more: object) -> Dataset:
    return data_of(_legs(WIDE), markets=("ESP", "FRA"), production={"COL": 400}, **more)


def straight() -> Dataset:
    return data_of(_legs(STRAIGHT))


def contradicting() -> Dataset:
    """Return COL > VEN > ESP, the first leg with two figures for one year that do not agree."""
    first = (
        cite("a1", quantity=tonnes(100.0), period=2012),
        cite("b2", quantity=tonnes(10.0), period=2012),
    )
    doubted = (cite("a3"), {**cite("c4"), "credibility": 5})
    return data_of([leg("COL", "VEN", *first), leg("VEN", "ESP", *doubted)])


def two() -> Dataset:
    heroin = [leg("AFG", "TJK", commodity="heroin"), leg("TJK", "RUS", commodity="heroin")]
    both = [leg("COL", "AFG"), *heroin, leg("AFG", "RUS")]
    return data_of([*_legs(WIDE), *both])


NETWORKS = {"wide": (wide, "COL", "ESP"), "straight": (straight, "COL", "ESP")}
NETWORKS |= {"contradicting": (contradicting, "COL", "ESP"), "two": (two, "AFG", "RUS")}
