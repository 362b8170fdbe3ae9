"""Where an answer is drawn: a map, and figures to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

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
    figures : tuple of str
        PNG and SVG.
    title : str or None
        Instead of the map's own.
    table : bool
        Whether the facts stand under the map as a table too.
    """

    page: str | None
    figures: tuple[str, ...]
    title: str | None
    table: bool

    def __bool__(self) -> bool:
        return self.page is not None or bool(self.figures)


def picture_of(asked: dict[str, Any]) -> Picture:
    """Take the options of :data:`~trafficroutes.commands.options.picture` out of all options.

    Raises
    ------
    click.UsageError
        One says how to draw, and none says where to.
    """
    wanted = (asked.pop("png"), asked.pop("svg"))
    found = Picture(
        page=asked.pop("map_file"),
        figures=tuple(figure for figure in wanted if figure is not None),
        title=asked.pop("title"),
        table=not asked.pop("no_table"),
    )
    if found.title is not None and not found:
        raise click.UsageError("--title goes with --map, --png or --svg")
    if not found.table and found.page is None:
        raise click.UsageError("--no-table goes with --map")
    return found


def draw(picture: Picture, shown: Drawable | Paired, data: Dataset) -> None:
    """Draw an answer, or a view of it, into the files that were asked for.

    Everything is drawn before anything is written.
    """
    if not picture:
        return
    from trafficroutes.dataset.files import write_atomically
    from trafficroutes.maps.figure import figure_bytes, form_of
    from trafficroutes.maps.style import MapStyle
    from trafficroutes.maps.views.registry import view_of

    view = view_of(shown, data, MapStyle(), title=picture.title)
    forms = [form_of(figure) for figure in picture.figures]
    drawn = [figure_bytes(view, form, data) for form in forms]
    if picture.page is not None:
        from trafficroutes.maps import draw_map, save_map

        save_map(draw_map(view, data, table=picture.table), picture.page)
    for figure, content in zip(picture.figures, drawn, strict=True):
        write_atomically(figure, content)
