"""A figure that loads nothing: everything that it needs stands in the page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium import Icon, Map
from folium.raster_layers import TileLayer
from folium.template import Template

from trafficroutes.errors import TrafficRoutesError
from trafficroutes.maps.vendored import asset, is_known
from trafficroutes.version import MADE_BY

if TYPE_CHECKING:
    from trafficroutes.geometry.frame import LongitudeTurn


# Registered by every folium.Map, used by no vector map.
_UNUSED = frozenset(
    {
        "bootstrap",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers",
        "awesome_markers_css",
        "awesome_markers_font_css",
        "awesome_rotate_css",
    }
)
_NO_ZOOM = re.compile(
    r'(<meta name="viewport" content="[^">]*?),\s*maximum-scale=1\.0,\s*user-scalable=no\b'
)
#: Stands where the policy comes, which hangs on the scripts of the page: first of its kind there.
_POLICY = '<meta name="policy">'
_SCRIPTS_OF_A_MAP = 1  # folium.Map writes two switches into the page's head
_FRAME = "min(36rem, 80vh)"  # height of a map in a notebook
_SOUTH, _NORTH = -75.0, 84.0  # degrees of latitude that the map shows
_MARGIN = 90.0  # degrees of longitude beyond the frame, where the world is drawn again


class OnlineContentError(TrafficRoutesError, ValueError):
    """A map holds something that would have to be loaded from the web.

    Attributes
    ----------
    what : str
        Name of the link, or class of the element.
    """

    def __init__(self, what: str, message: str) -> None:
        self.what = what
        super().__init__(message)


class OfflineFigure(Figure):
    """A branca figure of which the page is complete in itself.

    Parameters
    ----------
    title : str
        Title of the page, as plain text.

    Notes
    -----
    When it is rendered, each registered link becomes the vendored file of that
    name, inline; a link that is not vendored is an error. A Content Security
    Policy that names the hash of each script and nothing else stands first in the
    page, so that a browser refuses whatever slipped past.
    """

    _template = Template(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{MADE_BY}">\n'
        "{{ kwargs.policy }}<title>{{ this.title|e }}</title>\n"
        "{{ this.header.render() }}\n</head>\n<body>\n"
        "{{ this.html.render() }}\n"
        "<script>\n{{ this.script.render() }}\n</script>\n</body>\n</html>\n"
    )

    def __init__(self, title: str) -> None:
        super().__init__(title=title)
        self._name = "OfflineFigure"
        children_of(self.header).clear()  # the charset alone, which our page states itself

    def render(self, **_: Any) -> str:
        """Return the page.

        Raises
        ------
        OnlineContentError
            The map holds a link that is not vendored, a tile layer or an icon font.
        """
        for element in _descendants(self):
            _refuse_online(element)
        with _left_as_it_was(self):
            for child in list(children_of(self).values()):
                child.render()
            self._inline_links()
            page = _zoomable(self._template.render(this=self, kwargs={"policy": _POLICY}))
            told = page
            for element in children_of(self.html).values():
                if isinstance(element, Markup):
                    # It holds no script (it refuses one), and parsing it takes long.
                    told = told.replace(element.text, "", 1)
            policy = self._policy(told)
        return page.replace(_POLICY, policy, 1)

    def _repr_html_(self, **_: Any) -> str:
        """Return what a notebook shows: the page in a frame of bounded height."""
        page = escape(self.render())
        return (
            f'<iframe srcdoc="{page}" title="{escape(str(self.title))}" '
            f'style="width: 100%; height: {_FRAME}; border: 0" allowfullscreen></iframe>'
        )

    def _inline_links(self) -> None:
        """Put the vendored files where links stand in the head."""
        wants_jquery = "$(" in self.script.render()
        for name, child in list(children_of(self.header).items()):
            if not isinstance(child, (JavascriptLink, CssLink, Inline)):
                continue
            if name in _UNUSED or (name == "jquery" and not wants_jquery):
                del children_of(self.header)[name]
            elif not is_known(name):
                raise OnlineContentError(
                    name,
                    f"the map needs {name} ({child.url}), which is not among the files that "
                    "trafficroutes carries: add it to scripts/vendor_assets.py, or draw the "
                    "layer on a folium.Map of your own",
                )
            else:
                self.header.add_child(Inline(name), name=name)

    def _policy(self, page: str) -> str:
        """Return the policy that lets this page's own scripts run, and nothing else."""
        scripts = scripts_of(page)
        inlined = sum(
            isinstance(child, Inline) and child.kind == "js"
            for child in children_of(self.header).values()
        )
        maps = sum(isinstance(element, Map) for element in _descendants(self))
        expected = inlined + maps * _SCRIPTS_OF_A_MAP + 1
        if len(scripts) != expected:
            raise OnlineContentError(
                "script",
                f"the page would hold {len(scripts)} scripts, not the {expected} of its own: "
                "remove the element that writes one",
            )
        hashes = " ".join(dict.fromkeys(f"'{script_hash(script)}'" for script in scripts))
        rules = (
            "default-src 'none'",
            f"script-src {hashes}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
        return (
            '<meta http-equiv="Content-Security-Policy" '
            f'content="{escape("; ".join(rules), quote=False)}">\n'
        )


def _zoomable(page: str) -> str:
    """Return a page that a reader may enlarge: folium forbids it in the head.

    >>> _zoomable('<meta name="viewport" content="width=9, maximum-scale=1.0, user-scalable=no">')
    '<meta name="viewport" content="width=9">'
    """
    return _NO_ZOOM.sub(r"\1", page)


class Inline(Element):
    """A vendored script or style sheet, inside the page.

    Parameters
    ----------
    name : str
        Its name in the manifest.
    """

    # The code is a value and no part of the template: Jinja must not read a script.
    _template = Template("<{{ this.tag }}>\n{{ this.code }}</{{ this.tag }}>")

    def __init__(self, name: str) -> None:
        super().__init__()
        found = asset(name)
        self.kind = found.kind
        self.tag = "script" if found.kind == "js" else "style"
        self.code = found.text
        self.url = name


class Markup(Element):
    """A piece of HTML that is complete and escaped, and holds no script.

    Parameters
    ----------
    text : str
        The HTML.
    """

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        if "<script" in text.lower():
            raise ValueError("a piece of HTML on a map holds no script")
        self.text = text


class _Scripts(HTMLParser):
    """Collects the scripts of a page that a browser would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a script, unless it is a block of data."""
        if tag == "script" and dict(attrs).get("type") != "application/json":
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a script."""
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Take in a piece of a script."""
        if self._inside:
            self.found[-1] += data


def scripts_of(page: str) -> list[str]:
    """Return the text of each script of a page, as a browser would read it."""
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    return parser.found


def script_hash(script: str) -> str:
    """Return a script's hash as a Content Security Policy writes it."""
    digest = hashlib.sha256(script.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def children_of(element: Element) -> dict[str, Element]:
    """Return an element's children by name, as the element keeps them."""
    return element._children  # noqa: SLF001 - branca has no public way to them


@contextmanager
def _left_as_it_was(figure: Figure) -> Iterator[None]:
    """Take away what elements add while they are rendered, so that the next page is the same."""
    parts = (figure, figure.header, figure.html, figure.script, *_descendants(figure))
    kept = [(children_of(part), dict(children_of(part))) for part in parts]
    try:
        yield
    finally:
        for children, before in kept:
            children.clear()
            children.update(before)


def _descendants(element: Element) -> Iterator[Element]:
    for child in children_of(element).values():
        yield child
        yield from _descendants(child)


def _refuse_online(element: Element) -> None:
    if isinstance(element, TileLayer):
        raise OnlineContentError(
            "TileLayer",
            "a tile layer loads its images from the web, and this map loads nothing: remove it",
        )
    if isinstance(element, Icon):
        raise OnlineContentError(
            "Icon",
            "folium.Icon needs fonts from the web, and this map loads nothing: "
            "use folium.Marker without an icon, or folium.CircleMarker",
        )


class WorldMap(folium.Map):
    """A map on which the page's own scripts draw the world as a frame cuts it.

    Parameters
    ----------
    frame : LongitudeTurn
        Where the world begins and ends.
    number : int
        Which of the page's maps it is. It is the map's id, where branca would take a
        random one: the same drawing is the same page in every process.
    """

    def __init__(self, frame: LongitudeTurn, number: int = 1) -> None:
        super().__init__(
            location=(20.0, frame.west + 180.0),
            zoom_start=2,
            tiles=None,
            zoom_control=False,
            min_lat=_SOUTH,
            max_lat=_NORTH,
            min_lon=frame.west - _MARGIN,
            max_lon=frame.east + _MARGIN,
            max_bounds=True,
            max_bounds_viscosity=1,
            zoom_snap=0.25,
            world_copy_jump=False,
        )
        self._id = str(number)
