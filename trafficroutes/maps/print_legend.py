"""The legend of a printed map."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from trafficroutes.geometry.lines import Spot
from trafficroutes.maps.plan import Plan
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.view import TRANSIT

if TYPE_CHECKING:
    from typing import TypeAlias

    Sample: TypeAlias = Callable[[Axes, Spot], None]

_INK = "#22303A"
_LEFT, _ROW, _HEADING = 14.0, 11.5, 13.0
_COLUMNS = (0.0, 150.0, 310.0, 490.0, 690.0)  # points from the left
_LONG, _SCALE = 26.0, 0.72
_SURE = ("weak evidence", "fair", "strong evidence")


def draw_legend(axes: Axes, plan: Plan, style: MapStyle, *, top: float) -> None:
    """Draw every encoding that a map uses, in columns below it."""
    for column, (heading, rows) in zip(_COLUMNS, _sections(plan, style), strict=True):
        x, y = _LEFT + column, top
        _text(axes, x, y, heading, weight="bold")
        y -= _HEADING
        for sample, told in rows:
            sample(axes, Spot(x, y))
            _text(axes, x + _LONG + 6, y, told)
            y -= _ROW


def _text(axes: Axes, x: float, y: float, told: str, **look: Any) -> None:
    axes.text(x, y, told, fontsize=7, color=_INK, va="center", zorder=7, parse_math=False, **look)


def _sections(plan: Plan, style: MapStyle) -> list[tuple[str, list[tuple[Sample, str]]]]:
    view = plan.view
    cited = [c for c in view.connections if c.legs]
    sure = {c.confidence for c in cited}
    lines = [
        (_line(1.6, _INK, style.dashes[level]), _SURE[level])
        for level in (2, 1, 0)
        if level in sure
    ]
    if len(cited) < len(view.connections):
        lines.append((_line(1.0, "#7A858C", style.dashes[0]), "assumed: on from a region"))
    used = {c.width for c in view.connections}
    roles = {part.role for node in plan.nodes for part in node.parts}
    places = [
        (_mark(4.0, role), name) for role, (name, _) in view.words.roles.items() if role in roles
    ]
    if any(node.region for node in plan.nodes):
        places.append((_mark(4.0, TRANSIT, region=True), "Region, country not stated"))
    return [
        (
            "Commodity (colour)",
            [
                *((_line(3.0, flow.colour, ""), flow.label) for flow in view.flows),
                (_arrow, "direction"),
            ],
        ),
        ("Confidence (line)", lines),
        (
            view.words.width,
            [
                (_line(width * _SCALE, _INK, ""), view.words.classes[level])
                for level, width in enumerate(style.widths)
                if level in used
            ],
        ),
        ("Place (fill)", places),
        (
            view.words.size,
            [
                (_mark(style.radius(size) * _SCALE, TRANSIT), told)
                for size, told in view.words.sizes
            ],
        ),
    ]


def _line(width: float, colour: str, dash: str) -> Sample:
    pattern: Any = "-" if not dash else (0, [float(n) * _SCALE / width for n in dash.split()])

    def draw(axes: Axes, at: Spot) -> None:
        axes.add_line(
            Line2D(
                [at.x, at.x + _LONG],
                [at.y, at.y],
                color=colour,
                linewidth=width,
                linestyle=pattern,
                solid_capstyle="butt",
                dash_capstyle="butt",
                zorder=7,
            )
        )

    return draw


def _arrow(axes: Axes, at: Spot) -> None:
    tip = at.x + _LONG
    axes.add_line(Line2D([at.x, tip - 6], [at.y, at.y], color=_INK, linewidth=1.6, zorder=7))
    axes.add_patch(
        Polygon([(tip, at.y), (tip - 7, at.y + 3), (tip - 7, at.y - 3)], fc=_INK, lw=0, zorder=7)
    )


def _mark(radius: float, role: str, *, region: bool = False) -> Sample:
    def draw(axes: Axes, at: Spot) -> None:
        from trafficroutes.maps.printing import mark

        patch = mark(Spot(at.x + _LONG / 2, at.y), radius, role, region=region)
        patch.set_zorder(7)
        axes.add_patch(patch)

    return draw
