"""The documents behind a map, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from trafficroutes.maps.content.view import Connection
from trafficroutes.model.dataset import Dataset


@dataclass(frozen=True)
class Reference:
    """A document that a map cites.

    Attributes
    ----------
    key, title : str
        Its id and title.
    publisher, url : str or None
        Who published it, and where it is on the web.
    year : int or None
        Its year.
    reliability : str
        Admiralty grade A-F; empty where it is not known.
    """

    key: str
    title: str
    publisher: str | None
    year: int | None
    url: str | None
    reliability: str


class References:
    """The documents that connections cite, sorted by id and numbered from 0.

    Parameters
    ----------
    connections : iterable of Connection
        Those of a map.
    data : Dataset or None
        Where the documents are described.
    """

    def __init__(self, connections: Iterable[Connection], data: Dataset | None) -> None:
        keys = sorted({cited.source for c in connections for cited in c.citations})
        self.sources = tuple(_reference(key, data) for key in keys)
        self._numbers = {key: number for number, key in enumerate(keys)}

    def number(self, source: str) -> int:
        """Return the position of a document."""
        return self._numbers[source]


def _reference(key: str, data: Dataset | None) -> Reference:
    source = None if data is None else data.records.sources.get(key)
    if source is None:
        return Reference(key, key, None, None, None, "")
    return Reference(
        key,
        source.title,
        source.publisher,
        source.year,
        web_address(source.url),
        source.reliability,
    )


def web_address(url: str | None) -> str | None:
    """Return an address if it is one of the web, else None: no other becomes a link.

    >>> web_address("https://www.unodc.org/"), web_address("javascript:alert(1)")
    ('https://www.unodc.org/', None)
    """
    if url is None:
        return None
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    return url if scheme in {"http", "https"} else None
