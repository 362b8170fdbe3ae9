"""The legend of a printed map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.textpath import text_to_path

from trafficroutes.geometry.lines import Spot
from trafficroutes.geometry.pen import places_by
from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.maps.content.view import TRANSIT, Mark
from trafficroutes.maps.palette import ASSUMED, INK, letters_of, signs_of
from trafficroutes.maps.static.marks import (
    CORE,
    FAINT_OPACITY,
    HALO,
    HALO_OPACITY,
    RIM,
    SCALE,
    dashes,
    draw_letter,
    place_mark,
    ring,
    sign_strokes,
)
from trafficroutes.maps.static.ranges import RangeBar, bars_of, draw_bar, most_of
from trafficroutes.maps.style import MapStyle, percent

if TYPE_CHECKING:
    from typing import TypeAlias

    Sample: TypeAlias = Callable[[Axes, Spot], None]

_LEFT, _ROW, _HEADING = 14.0, 11.5, 13.0
_LONG = 26.0
#: Rows of a column; there is no room for more above what identifies the map.
_ROWS = 8
_ACROSS, _APART, _SIZE = 814.0, 12.0, 7.0  # points: room, between columns, of the letters
_SURE = ("weak evidence", "fair", "strong evidence")


def draw_legend(
    axes: Axes, plan: MapPlan, style: MapStyle, *, top: float, pen: float, bundles: bool
) -> None:
    """Draw every encoding that a map uses, in columns below it, with the pen of the map."""
    listed = _sections(plan, style, pen, bundles=bundles)
    sections = [column for section in listed for column in _columns(*section)]
    room = _ACROSS - _APART * (len(sections) - 1)
    # What is too wide for the page is written smaller.
    size = next(
        size
        for size in (_SIZE, *(_SIZE - step / 4 for step in range(1, 13)))
        if sum(_breadth(*section, size) for section in sections) <= room or size <= _SIZE - 3
    )
    widths = [_breadth(heading, rows, size) for heading, rows in sections]
    gap = max(_APART, (_ACROSS - sum(widths)) / max(1, len(sections) - 1))
    x = _LEFT
    for width, (heading, rows) in zip(widths, sections, strict=True):
        y = top
        _text(axes, x, y, heading, size, weight="bold")
        y -= _HEADING
        for sample, told in rows:
            sample(axes, Spot(x, y))
            _text(axes, x + _LONG + 6, y, told, size)
            y -= _ROW
        x += width + gap


def _columns(
    heading: str, rows: list[tuple[Sample, str]]
) -> list[tuple[str, list[tuple[Sample, str]]]]:
    """Return a section in as many columns as its rows need; none where it has no rows."""
    parts = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)]
    return [("" if number else heading, part) for number, part in enumerate(parts)]


def _breadth(heading: str, rows: list[tuple[Sample, str]], size: float) -> float:
    """Return how wide a column is, in letters of a size."""
    longest = max((_long(told, size, "normal") for _, told in rows), default=0.0)
    return max(_long(heading, size, "bold"), longest + _LONG + 6)


def _long(text: str, size: float, weight: str) -> float:
    font = FontProperties(family="DejaVu Sans", weight=weight, size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def _text(axes: Axes, x: float, y: float, told: str, size: float, **look: Any) -> None:
    axes.text(x, y, told, fontsize=size, color=INK, va="center", zorder=7, parse_math=False, **look)


def _sections(
    plan: MapPlan, style: MapStyle, pen: float, *, bundles: bool
) -> list[tuple[str, list[tuple[Sample, str]]]]:
    view = plan.view
    cited = [c for c in view.connections if c.legs]
    sure = {c.confidence for c in cited}
    lines = [
        (_line(1.6, INK, style.dashes[level]), _SURE[level]) for level in (2, 1, 0) if level in sure
    ]
    if len(cited) < len(view.connections):
        lines.append((_line(1.0, ASSUMED, style.dashes[0]), "assumed: on from a region"))
    if len(lines) == 1 and 2 in sure:  # noqa: PLR2004 - whole lines everywhere say nothing
        lines = []
    used = {c.width for c in view.connections if c.measured}
    hollow = style.widths[style.unmeasured] * SCALE * pen
    unmeasured = [(_hollow(hollow), "no estimate of tonnes")] * any(
        not c.measured for c in view.connections
    )
    roles = {view.role_of(node.parts) for node in plan.nodes}
    places = [
        (_mark(4.0, role), name) for role, (name, _) in view.words.roles.items() if role in roles
    ]
    if any(node.region for node in plan.nodes):
        places.append((_mark(4.0, TRANSIT, region=True), "Region, country not stated"))
    return [
        (
            f"Commodity ({'colour, sign' if _signed(plan) else 'colour'})",
            [*_flows(plan), (_arrow, "direction"), *[(_fork, "bundle, as wide as all")] * bundles],
        ),
        ("Confidence (line)", lines),
        (
            view.words.width,
            [
                (_line(width * SCALE * pen, INK, ""), view.words.classes[level])
                for level, width in enumerate(style.widths)
                if level in used
            ]
            + unmeasured,
        ),
        ("Place (fill)", places),
        (
            view.words.size,
            [
                (_mark(style.radius(size) * SCALE * places_by(pen), TRANSIT), told)
                for size, told in view.words.sizes
            ],
        ),
        ("Range (bar under a name)", _ranges(plan)),
        (view.words.marks, [_of_mark(mark) for mark in _used(plan)]),
    ]


def _ranges(plan: MapPlan) -> list[tuple[Sample, str]]:
    """Return what bars under names stand for, where there are any."""
    bars = bars_of(plan).values()
    of = "" if plan.view.words.unit == "share" else " of the largest"
    told = f"from 0 to {percent(most_of(plan))}{of}"
    rows = [(_bar(RangeBar(0.3, 0.5, 0.8)), told)] if bars else []
    return rows + [(_bar(RangeBar(0.0, 0.3, 0.6)), "touches zero")] * any(
        not bar.sure for bar in bars
    )


def _bar(bar: RangeBar) -> Sample:
    return lambda axes, at: draw_bar(axes, Spot(at.x, at.y - 1.4), bar, 7)


def _flows(plan: MapPlan) -> Iterator[tuple[Sample, str]]:
    """Yield a row a commodity, with its letter where there are several."""
    flows = plan.view.flows
    letters = letters_of(flow.label for flow in flows)
    for flow, letter, sign in zip(flows, letters, _signs(plan), strict=True):
        if flow.ticked:
            yield _told_apart(flow.colour, letter if len(flows) > 1 else "", sign), flow.label


def _signed(plan: MapPlan) -> bool:
    """Whether a commodity of the legend has a sign."""
    return any(
        flow.ticked and sign for flow, sign in zip(plan.view.flows, _signs(plan), strict=True)
    )


def _signs(plan: MapPlan) -> tuple[int, ...]:
    return signs_of((flow.label, flow.colour) for flow in plan.view.flows)


def _told_apart(colour: str, letter: str, sign: int) -> Sample:
    line = _line(3.0, colour, "")

    def draw(axes: Axes, at: Spot) -> None:
        line(axes, at)
        for look in sign_strokes(sign, colour, 3.0, 1.0):
            xs, ys = [at.x - 5, at.x + _LONG], [at.y, at.y]
            axes.add_line(Line2D(xs, ys, zorder=7, **look))
        draw_letter(axes, Spot(at.x + _LONG * 0.72, at.y), letter, colour, size=6.0, order=8)

    return draw


def _used(plan: MapPlan) -> list[Mark]:
    """Return the marks of what is drawn."""
    places = {part.marked.mark for node in plan.nodes for part in node.parts}
    used = places | {arc.connection.marked.mark for arc in plan.arcs}
    return [mark for number, mark in enumerate(plan.view.marks) if number in used]


def _of_mark(mark: Mark) -> tuple[Sample, str]:
    return (_ringed(mark) if mark.of_places else _marked_line(mark)), mark.label


def _ringed(mark: Mark) -> Sample:
    def draw(axes: Axes, at: Spot) -> None:
        middle = Spot(at.x + _LONG / 2, at.y)
        patches = (place_mark(middle, 2.4, TRANSIT, region=False), *ring(middle, 2.4, mark, 0.7))
        for patch in patches:
            patch.set_zorder(7)
            axes.add_artist(patch)

    return draw


def _marked_line(mark: Mark) -> Sample:
    def draw(axes: Axes, at: Spot) -> None:
        xs, ys = [at.x, at.x + _LONG], [at.y, at.y]
        common: dict[str, Any] = {"solid_capstyle": "butt", "zorder": 7}
        if mark.colour:
            glow = min(_ROW - 1.5, 1.6 + HALO * mark.wide)
            strength = 1.0 if mark.hollow else HALO_OPACITY
            axes.add_line(Line2D(xs, ys, color=mark.colour, alpha=strength, lw=glow, **common))
            if mark.hollow:
                axes.add_line(Line2D(xs, ys, color="white", lw=glow - RIM, **common))
        opacity = FAINT_OPACITY if mark.faint else 1.0
        pattern: Any = "-" if not mark.dash else (0, dashes(mark.dash, 1.6))
        axes.add_line(Line2D(xs, ys, color=INK, alpha=opacity, lw=1.6, ls=pattern, **common))

    return draw


def _hollow(width: float) -> Sample:
    whole, core = _line(width, INK, ""), _line(width * CORE, "white", "")

    def draw(axes: Axes, at: Spot) -> None:
        whole(axes, at)
        core(axes, at)

    return draw


def _line(width: float, colour: str, dash: str) -> Sample:
    pattern: Any = "-" if not dash else (0, dashes(dash, width))

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
    axes.add_line(Line2D([at.x, tip - 6], [at.y, at.y], color=INK, linewidth=1.6, zorder=7))
    axes.add_artist(
        Polygon([(tip, at.y), (tip - 7, at.y + 3), (tip - 7, at.y - 3)], fc=INK, lw=0, zorder=7)
    )


def _fork(axes: Axes, at: Spot) -> None:
    """Draw a line that splits."""
    look: dict[str, Any] = {"color": INK, "zorder": 7, "solid_capstyle": "butt"}
    axes.add_line(Line2D([at.x, at.x + 15], [at.y, at.y], lw=2.6, **look))
    for up in (-3.5, 0.0, 3.5):
        axes.add_line(Line2D([at.x + 15, at.x + _LONG], [at.y, at.y + up], lw=0.9, **look))


def _mark(radius: float, role: str, *, region: bool = False) -> Sample:
    def draw(axes: Axes, at: Spot) -> None:
        patch = place_mark(Spot(at.x + _LONG / 2, at.y), radius, role, region=region)
        patch.set_zorder(7)
        axes.add_artist(patch)

    return draw
