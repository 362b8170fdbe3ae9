"""Small data files for maps, written where a test wants them.

All of them are drawn on this network, in tonnes a year::

    COL --30--> ESP         COL --300--> MEX --300--> USA --0.1--> ESP
"""

import json
from pathlib import Path
from typing import Any, TypeAlias

import trafficroutes as tr
from trafficroutes.model.dataset import Dataset

Record: TypeAlias = dict[str, Any]

GRADES = {
    "reliability": dict(zip("ABCDEF", (0.95, 0.8, 0.6, 0.4, 0.2, 0.5), strict=True)),
    "credibility": dict(zip(range(1, 7), (0.95, 0.8, 0.6, 0.4, 0.2, 0.5), strict=True)),
}
SOURCE = {
    "title": "A report",
    "publisher": "A publisher",
    "kind": "press",
    "reliability": "A",
    "year": 2011,
    "url": "https://example.org/report",
}
COCAINE = {"name": "Cocaine", "family": "cocaine", "colour": "#C4420B", "unit": "t"}
HEROIN = {"name": "Heroin", "family": "opiates", "colour": "#3D1A78", "unit": "t"}
MORPHINE = {"name": "Morphine", "family": "opiates", "colour": "#8C7AB8", "unit": "t"}
TONNES = (("COL", "ESP", 30), ("COL", "MEX", 300), ("MEX", "USA", 300), ("USA", "ESP", 0.1))


def leg(
    number: int,
    origin: str,
    to: str,
    *,
    tonnes: float = 1.0,
    commodity: str = "cocaine",
    locator: str = "p. 1",
    period: Any = 2010,
    corridors: tuple[str, ...] = (),
    credibility: int = 2,
) -> Record:
    quantity = {"best": tonnes, "unit": "t_per_year", "basis": "flow"}
    citation = {
        "source": "s1",
        "locator": locator,
        "credibility": credibility,
        **({} if period is None else {"period": period}),
        "quantity": quantity,
    }
    return {
        **({"corridors": list(corridors)} if corridors else {}),
        "id": f"leg-{number}",
        "from": origin,
        "to": to,
        "commodity": commodity,
        "citations": [citation],
    }


def write(
    path: Path,
    legs: list[Record],
    *,
    source: Record | None = None,
    regions: Record | None = None,
    commodities: Record | None = None,
    corridors: Record | None = None,
) -> Dataset:
    """Write a data file; return it loaded."""
    content = {
        "format": 1,
        "title": "tiny",
        "updated": "2026-01-01",
        "grades": GRADES,
        "sources": {"s1": {**SOURCE, **(source or {})}},
        "commodities": commodities or {"cocaine": COCAINE},
        "regions": regions or {},
        "corridors": corridors or {},
        "legs": legs,
    }
    # A JSON object with integers for keys is no JSON, but it is YAML.
    text = json.dumps(content)
    for grade in range(1, 7):
        text = text.replace(f'"{grade}": ', f"{grade}: ")
    path.write_text(text, encoding="utf-8")
    return tr.load(path)


def tiny(folder: Path) -> Dataset:
    """Return the network at the top."""
    legs = [leg(n, a, b, tonnes=t) for n, (a, b, t) in enumerate(TONNES)]
    return write(folder / "tiny.yaml", legs)


def two_families(folder: Path) -> Dataset:
    """Return the network at the top, and heroin from Colombia to Spain and back by Mexico."""
    legs = [leg(n, a, b, tonnes=t) for n, (a, b, t) in enumerate(TONNES)]
    legs += [
        leg(10, "COL", "ESP", commodity="heroin"),
        leg(11, "COL", "MEX", commodity="heroin"),
        leg(12, "MEX", "ESP", commodity="heroin"),
    ]
    commodities = {"cocaine": COCAINE, "heroin": HEROIN, "morphine": MORPHINE}
    return write(folder / "two.yaml", legs, commodities=commodities)


def to_a_region(folder: Path) -> Dataset:
    """Return COL -> "somewhere in Iberia" and COL -> R:COAST -> ESP."""
    regions = {
        "IBERIA": {
            "name": "Iberia",
            "label": [-5, 40],
            "members": [{"place": "ESP"}, {"place": "PRT"}],
        },
        "COAST": {
            "name": "The Coast",
            "label": [-14, 12],
            "members": [{"place": "GNB"}, {"place": "SEN"}],
        },
    }
    legs = [
        leg(1, "COL", "R:IBERIA"),
        leg(2, "COL", "R:COAST"),
        leg(3, "COL", "GNB"),
        leg(4, "GNB", "PRT"),
        leg(5, "COL", "SEN"),
        leg(6, "SEN", "ESP"),
    ]
    return write(folder / "region.yaml", legs, regions=regions)


def layered(folder: Path) -> Dataset:
    """Return two families in three corridors, with years, an undated leg and a region.

    cocaine   COL --2005--> GNB --2006-2008--> ESP      west
              COL --since 2009--> ESP                   direct
              COL --undated--> R:IBERIA                 no corridor
    heroin    AFG --2007--> TJK --until 2006--> RUS     north
    """
    regions = {
        "IBERIA": {
            "name": "Iberia",
            "label": [-5, 40],
            "members": [{"place": "ESP"}, {"place": "PRT"}],
        }
    }
    corridors = {
        key: {"name": name, "description": name}
        for key, name in (("west", "Western way"), ("direct", "Straight"), ("north", "North"))
    }
    legs = [
        leg(1, "COL", "GNB", period=2005, corridors=("west",)),
        leg(2, "GNB", "ESP", period={"from": 2006, "to": 2008}, corridors=("west",)),
        leg(3, "COL", "ESP", period={"from": 2009}, corridors=("direct",), credibility=4),
        leg(4, "COL", "R:IBERIA", period=None),
        leg(5, "AFG", "TJK", commodity="heroin", period=2007, corridors=("north",)),
        leg(6, "TJK", "RUS", commodity="heroin", period={"to": 2006}, corridors=("north",)),
    ]
    return write(
        folder / "layered.yaml",
        legs,
        regions=regions,
        corridors=corridors,
        commodities={"cocaine": COCAINE, "heroin": HEROIN},
    )
