"""Pictures of a report as SVG for a page, and as PNG for a document."""

from __future__ import annotations

import io
import re
from typing import Any

from trafficroutes.briefing.contents import Chart, Illustration
from trafficroutes.errors import MissingPackageError
from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.maps.style import MapStyle
from trafficroutes.model.safe_text import clean
from trafficroutes.version import MADE_BY

#: Dots an inch, for PNG.
_DOTS = 180
#: What a page has no use for, and numbers with more digits than paper shows.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_LONG = re.compile(r"(?<=\d\.\d\d)\d+")
_NAMED = re.compile(r'((?:\bid|clip-path|xlink:href)=")(url\()?(#?)([^")]+)')


def picture_bytes(picture: Illustration, form: str) -> bytes:
    """Return a picture as the bytes of an SVG or PNG file; the same ones each time.

    Parameters
    ----------
    picture : Illustration
    form : {"svg", "png"}

    Raises
    ------
    MissingPackageError
        matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise MissingPackageError("matplotlib", "figures", "a report with figures") from error
    settings: Any = {
        "svg.hashsalt": picture.name,
        "svg.fonttype": "none",
        "font.family": ["DejaVu Sans"],
        "path.simplify": False,
    }
    stamps: Any = {"png": {"Software": MADE_BY}, "svg": {"Date": None, "Creator": MADE_BY}}
    target = io.BytesIO()
    with mpl.rc_context(settings):
        _drawn(picture.shown).savefig(target, format=form, dpi=_DOTS, metadata=stamps[form])
    return target.getvalue()


def _drawn(shown: MapPlan | Chart) -> Any:
    """Return what is to be saved: a figure of matplotlib."""
    if isinstance(shown, Chart):
        from trafficroutes.briefing.charts import draw_chart

        return draw_chart(shown)
    from trafficroutes.maps.static.panel import draw_figure

    return draw_figure(shown, MapStyle())


def svg_of(picture: Illustration) -> str:
    """Return a picture as an element of a page: no name in it is that of another picture's.

    Parameters
    ----------
    picture : Illustration

    Raises
    ------
    MissingPackageError
        matplotlib is not installed.
    """
    from html import escape

    text = _NOT_IN_XML.sub("\ufffd", picture_bytes(picture, "svg").decode())
    text = _METADATA.sub("", _HEAD.sub("", text))
    text = _LONG.sub("", text)
    text = _NAMED.sub(rf"\1\2\3{re.escape(picture.name)}-\4", text)
    told = escape(clean(picture.alt), quote=True)
    opened = f'<svg role="img" aria-label="{told}"'
    return text.replace("<svg", opened, 1).strip()
