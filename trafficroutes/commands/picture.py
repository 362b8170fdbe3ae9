"""Where an answer is drawn: a map, and figures to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from trafficroutes.commands.output import SCREEN, put

if TYPE_CHECKING:
    from trafficroutes.maps.views.registry import Drawable, Paired
    from trafficroutes.model.dataset import Dataset


@dataclass(frozen=True)
class Picture:
    """The files that an answer is drawn into.

    Attributes
    ----------
    page : str or None
        HTML.
    figures : tuple of (str, str)
        Each with its form, PNG or SVG.
    title : str or None
        Instead of the map's own.
    table : bool
        Whether the facts stand under the map as a table too.
    """

    page: str | None
    figures: tuple[tuple[str, str], ...]
    title: str | None
    table: bool

    def __bool__(self) -> bool:
        return self.page is not None or bool(self.figures)


def picture_of(asked: dict[str, Any]) -> Picture:
    """Take the options of :data:`~trafficroutes.commands.options.picture` out of all options.

    Raises
    ------
    click.UsageError
        One says how to draw, and none says where to; or two things would be printed.
    """
    found = Picture(
        page=asked.pop("map_file"),
        figures=figures_of(asked.pop("png"), asked.pop("svg")),
        title=asked.pop("title"),
        table=not asked.pop("no_table"),
    )
    if found.title is not None and not found:
        raise click.UsageError("--title goes with --map, --png or --svg")
    if not found.table and found.page is None:
        raise click.UsageError("--no-table goes with --map")
    printed = [found.page, *(target for target, _ in found.figures)].count(SCREEN)
    answer = click.get_current_context().params.get("target")
    if printed > 1 or (printed and answer in (None, SCREEN)):
        raise click.UsageError(
            "only one thing can go to standard output (-): write the others to files, the answer "
            "by -o FILE"
        )
    return found


def figures_of(png: str | None, svg: str | None) -> tuple[tuple[str, str], ...]:
    """Return the figures asked for, each with its form: by the ending, or the option for ``-``."""
    found = []
    for option, target in (("png", png), ("svg", svg)):
        if target == SCREEN:
            found.append((target, option))
        elif target is not None:
            from trafficroutes.maps.figure import form_of

            found.append((target, form_of(target)))
    return tuple(found)


def draw(picture: Picture, shown: Drawable | Paired, data: Dataset) -> None:
    """Draw an answer, or a view of it, into the files that were asked for.

    Everything is drawn before anything is written.
    """
    if not picture:
        return
    from trafficroutes.maps.figure import figure_bytes
    from trafficroutes.maps.style import MapStyle
    from trafficroutes.maps.views.registry import view_of

    view = view_of(shown, data, MapStyle(), title=picture.title)
    drawn = [(target, figure_bytes(view, form, data)) for target, form in picture.figures]
    if picture.page is not None:
        from trafficroutes.maps.drawing import draw_map
        from trafficroutes.maps.page.saving import page_of

        page = page_of(draw_map(view, data, table=picture.table))
        drawn.insert(0, (picture.page, page))
    for target, content in drawn:
        put(target, content)
