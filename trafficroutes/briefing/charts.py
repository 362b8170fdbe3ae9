"""Charts of shares with their ranges, drawn by matplotlib in the colours of the maps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trafficroutes.briefing.contents import Chart
from trafficroutes.maps.palette import BORDER, INK

#: Inches: the breadth of a chart, a row of it, and what its axis takes.
_WIDE, _ROW, _FOOT = 6.4, 0.27, 0.62
_LINE, _DOT = 3.2, 6.5  # points
_PALE = 0.45
#: Of a name.
_LETTERS = 44


def draw_chart(chart: Chart) -> Figure:
    """Return a chart as a figure; what it tells does not hang on its colour.

    Parameters
    ----------
    chart : Chart
        With a dot at least.
    """
    curve = chart.kind == "curve"
    height = 2.5 if curve else _FOOT + _ROW * len(chart.dots)
    figure = Figure(figsize=(_WIDE, height), layout="constrained", facecolor="white")
    axes = figure.add_subplot()
    if curve:
        _curve(axes, chart)
    else:
        _rows(axes, chart)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(BORDER)
    axes.tick_params(labelsize=8.5, colors=INK, length=0)
    return figure


def _rows(axes: Axes, chart: Chart) -> None:
    """Draw a row a dot, the first on top."""
    places = range(len(chart.dots))
    for at, dot in zip(places, chart.dots, strict=True):
        value = 100 * dot.share
        if dot.ends is not None:
            low, high = (100 * end for end in dot.ends)
            axes.plot(
                [low, high],
                [at, at],
                color=chart.colour,
                alpha=_PALE,
                lw=_LINE,
                solid_capstyle="butt",
                zorder=2,
            )
        if dot.before is not None:
            before = 100 * dot.before
            axes.annotate(
                "",
                (value, at),
                (before, at),
                arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 0.8, "shrinkA": 3},
                zorder=3,
            )
            _dots(axes, [before], [at], chart.colour, hollow=True)
        _dots(axes, [value], [at], chart.colour)
    axes.set_yticks(list(places), [_plain(dot.name) for dot in chart.dots])
    axes.set_ylim(len(chart.dots) - 0.5, -0.5)
    axes.set_xlim(0, _most(chart))
    axes.set_xlabel(f"{chart.axis}, %", fontsize=8.5, color=INK)
    axes.grid(axis="x", color=BORDER, lw=0.5)
    axes.set_axisbelow(True)


def _curve(axes: Axes, chart: Chart) -> None:
    """Draw a curve with its ranges, from left to right."""
    at = list(range(1, len(chart.dots) + 1))
    values = [100 * dot.share for dot in chart.dots]
    for place, dot in zip(at, chart.dots, strict=True):
        if dot.ends is not None:
            low, high = (100 * end for end in dot.ends)
            axes.plot(
                [place, place],
                [low, high],
                color=chart.colour,
                alpha=_PALE,
                lw=_LINE,
                solid_capstyle="butt",
            )
    axes.plot(at, values, color=chart.colour, lw=1.2, zorder=3)
    _dots(axes, at, values, chart.colour)
    axes.set_xticks(at, [_plain(dot.name) for dot in chart.dots])
    axes.set_xlim(0.6, len(chart.dots) + 0.4)
    axes.set_ylim(0, 100)
    axes.set_xlabel(chart.across, fontsize=8.5, color=INK)
    axes.set_ylabel(f"{chart.axis}, %".replace(" that ", "\nthat "), fontsize=8.5, color=INK)
    axes.grid(axis="y", color=BORDER, lw=0.5)
    axes.set_axisbelow(True)


def _dots(
    axes: Axes, xs: Sequence[float], ys: Sequence[float], colour: str, *, hollow: bool = False
) -> None:
    look: dict[str, Any] = {"mfc": "white" if hollow else colour, "mec": colour, "mew": 1.4}
    axes.plot(xs, ys, "o", ms=_DOT, zorder=4, **look)


def _most(chart: Chart) -> float:
    """Return where the axis ends: at what is largest, and a little on."""
    ends = [dot.ends[1] for dot in chart.dots if dot.ends is not None]
    values = [dot.share for dot in chart.dots] + [dot.before or 0.0 for dot in chart.dots]
    return min(102.0, 104.0 * max([*ends, *values, 0.01]))


def _plain(text: str) -> str:
    r"""Return a name in the room that there is for it, which matplotlib takes for no formula.

    >>> _plain("$5"), _plain("a" * 50) == "a" * 41 + "..."
    ('\\$5', True)
    """
    short = text if len(text) <= _LETTERS else f"{text[: _LETTERS - 3]}..."
    return short.replace("$", r"\$")
