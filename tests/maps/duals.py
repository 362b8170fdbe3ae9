"""Before and after on small networks, made without a what-if.

COL --> GNB --> ESP       cocaine; Guinea-Bissau is removed
COL --> SEN --> ESP
COL --> CPV               a market of its own, undated
COL --> MRT --> ESP       after only, hypothetical
"""

from pathlib import Path

from tests.maps import data
from trafficroutes.maps import MapStyle
from trafficroutes.maps.content.legbook import leg_fact
from trafficroutes.maps.content.pair import CUT_OFF, INTERDICTED, REMOVED, DualView, Touch
from trafficroutes.maps.content.pairing import dual_view
from trafficroutes.maps.content.view import (
    GATEWAY,
    ORIGIN,
    TRANSIT,
    Connection,
    Encodings,
    FlowLayer,
    LegFact,
    PlaceInFlow,
    View,
)
from trafficroutes.maps.style import percent
from trafficroutes.model.dataset import Dataset

CORRIDORS = {
    key: {"name": name, "description": name} for key, name in (("west", "Western way"), ("s", "S"))
}
LEGS = [
    data.leg(1, "COL", "GNB", period=2005, corridors=("west",)),
    data.leg(2, "GNB", "ESP", period={"from": 2006, "to": 2008}, corridors=("west",)),
    data.leg(3, "COL", "SEN", period={"from": 2009}, corridors=("s",), credibility=4),
    data.leg(4, "SEN", "ESP", period={"from": 2009}, corridors=("s",)),
    data.leg(5, "COL", "CPV", period=None),
]
SHARES = {
    ("COL", "GNB"): (0.4, 0.0),
    ("GNB", "ESP"): (0.4, 0.0),
    ("COL", "SEN"): (0.4, 0.7),
    ("SEN", "ESP"): (0.4, 0.7),
    ("COL", "CPV"): (0.2, 0.0),
    ("COL", "MRT"): (0.0, 0.3),
    ("MRT", "ESP"): (0.0, 0.3),
}
PLACES = {
    "COL": (ORIGIN, 1.0, 1.0),
    "GNB": (TRANSIT, 0.4, 0.0),
    "SEN": (TRANSIT, 0.4, 0.7),
    "MRT": (TRANSIT, 0.0, 0.3),
    "ESP": (GATEWAY, 0.8, 1.0),
    "CPV": (GATEWAY, 0.2, 0.0),
}
WORDS = Encodings(
    width="Share of journeys (width)",
    size="Share passing (size)",
    classes=MapStyle().class_labels(),
    sizes=((0.25, "25 %"), (1.0, "100 %")),
    of_connection="of the journeys that arrive",
    roles={
        ORIGIN: ("Origin", "of the goods set out here"),
        TRANSIT: ("Transit", "of the goods that arrive pass here"),
        GATEWAY: ("Gateway: first arrival", "of the goods that arrive do so here first"),
    },
    unit="share",
)


def dataset(folder: Path) -> Dataset:
    """Return the network at the top, without what is hypothetical."""
    return data.write(folder / "dual.yaml", LEGS, corridors=CORRIDORS)


def view(found: Dataset, side: int, *, title: str = "Guinea-Bissau closed") -> View:
    """Return one side: 0 before, 1 after."""
    style, legs = MapStyle(), {(leg.origin, leg.to): leg for leg in found.legs}
    connections = tuple(
        Connection(
            flow=0,
            origin=ends[0],
            to=ends[1],
            legs=(leg_fact(found, legs[ends], legs[ends].citations),)
            if ends in legs
            else (LegFact("hypothetical", "Cocaine", (), (), ()),),
            strength=shares[side],
            amount=percent(shares[side]),
            width=style.width_class(shares[side]),
            confidence=1,
        )
        for ends, shares in SHARES.items()
        if shares[side] > 0
    )
    parts = {
        code: (PlaceInFlow(0, role, (before, after)[side], percent((before, after)[side])),)
        for code, (role, before, after) in PLACES.items()
        if (before, after)[side] > 0
    }
    return View(
        title=title,
        flows=(FlowLayer("cocaine", "#C4420B", ("An assumption.",)),),
        connections=connections,
        undrawn=(),
        parts=parts,
        words=WORDS,
        summary="What arrives in Spain.",
        lines=("Data: dual.yaml.", "Years: all."),
    )


def dual(found: Dataset, *, title: str = "Guinea-Bissau closed") -> DualView:
    """Return both sides of the network at the top."""
    return dual_view(
        view(found, 0, title=title),
        view(found, 1, title=title),
        MapStyle(),
        headings=("Before", "After: Guinea-Bissau removed"),
        sentences=("40 % would be intercepted.", "The rest would go by Senegal."),
        touched={
            "GNB": Touch(REMOVED, "Removed in this scenario"),
            "SEN": Touch(INTERDICTED, "Intercepted here: 30 % of what enters"),
            "CPV": Touch(CUT_OFF, "Cut off: nothing arrives any more"),
        },
        hypothetical=frozenset({(0, "COL", "MRT"), (0, "MRT", "ESP")}),
        spreads={(0, "COL", "SEN"): (0.1, 0.5), "SEN": (0.2, 0.4)},
    )
