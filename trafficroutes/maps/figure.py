"""A map as a static figure for print, by shapely and matplotlib: no browser needed."""

from __future__ import annotations

import io
import os
import re
from typing import TYPE_CHECKING, Any

from trafficroutes.dataset.files import write_atomically
from trafficroutes.errors import MissingPackageError, QueryError
from trafficroutes.maps.content.pair import DualView
from trafficroutes.maps.style import MapStyle
from trafficroutes.model.arguments import path_of
from trafficroutes.version import MADE_BY

if TYPE_CHECKING:
    from trafficroutes.maps.views.registry import Drawable, Paired
    from trafficroutes.model.dataset import Dataset

_DOTS = 200  # an inch, for PNG
_FORMATS = ("png", "svg")
#: Characters that XML 1.0 has no way to hold.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def save_figure(
    shown: Drawable | Paired,
    path: str | os.PathLike[str],
    data: Dataset | None = None,
    *,
    style: MapStyle | None = None,
    title: str | None = None,
    largest: int | None = None,
    dots: int = _DOTS,
) -> None:
    """Write a map as a figure: PNG or SVG, by the ending of its name.

    The same colours, arcs, arrows and legend as :func:`draw_map`, in the Equal Earth
    projection, or in an azimuthal equal-area one where the places are close together.
    The same input gives the same bytes.

    Parameters
    ----------
    shown : result, networkx.DiGraph or View
        As for :func:`draw_map`.
    path : str or path-like
        Where to; its folder must exist.
    data, style, title, largest
        As for :func:`draw_map`.
    dots : int
        An inch, for PNG; the page is 11.7 by 8.3 inches.

    Raises
    ------
    QueryError
        matplotlib is not installed, or the name ends in neither ``.png`` nor ``.svg``.
    FileAccessError
        The file cannot be written there.
    """
    form = form_of(path)
    write_atomically(
        path, figure_bytes(shown, form, data, style=style, title=title, largest=largest, dots=dots)
    )


def form_of(path: str | os.PathLike[str]) -> str:
    """Return ``"png"`` or ``"svg"``, by the ending of a file's name.

    Raises
    ------
    QueryError
        It ends otherwise.
    """
    form = path_of("a figure", path).suffix.lower().removeprefix(".")
    if form not in _FORMATS:
        raise QueryError(f"a figure is PNG or SVG: let {path} end in .png or .svg")
    return form


def figure_bytes(
    shown: Drawable | Paired,
    form: str,
    data: Dataset | None = None,
    *,
    style: MapStyle | None = None,
    title: str | None = None,
    largest: int | None = None,
    dots: int = _DOTS,
) -> bytes:
    """Return a map as the bytes of a PNG or SVG file."""
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise MissingPackageError("matplotlib", "figures", "a figure") from error
    from trafficroutes.maps.content.plan import plan_of
    from trafficroutes.maps.drawing import content_of
    from trafficroutes.maps.static.pair import draw_pair_figure
    from trafficroutes.maps.static.panel import draw_figure

    style = style or MapStyle()
    view, places, _ = content_of(shown, data, style=style, title=title, largest=largest)
    settings: Any = {
        "svg.hashsalt": "trafficroutes",
        "font.family": ["DejaVu Sans"],
        "path.simplify": False,
    }
    stamps = {"png": {"Software": MADE_BY}, "svg": {"Date": None, "Creator": MADE_BY}}
    with mpl.rc_context(settings):
        if isinstance(view, DualView):
            figure = draw_pair_figure(view.at_first(), places, style)
        else:
            figure = draw_figure(plan_of(view.at_first(), places), style)
        target = io.BytesIO()
        figure.savefig(target, format=form, dpi=dots, metadata=stamps[form])
    if form == "svg":
        return _NOT_IN_XML.sub("\ufffd", target.getvalue().decode()).encode()
    return target.getvalue()
