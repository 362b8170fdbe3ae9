"""Which documents of several data files are the same, and which only share an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from trafficroutes.model.names import fold
from trafficroutes.model.records import Source

Sources = Mapping[str, Source]


def address(source: Source) -> str | None:
    """Return a document's address in the form in which addresses are compared, if it has one."""
    return comparable(source.url) if source.url else None


def comparable(url: str) -> str:
    """Return an address in the form in which addresses are compared.

    ``http`` or ``https``, ``www.``, a closing slash and what follows ``#`` do not
    count.

    >>> comparable("http://www.example.org/a/#top")
    'example.org/a'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def is_other_document(one: Source, two: Source) -> bool:
    """Return whether two descriptions under one id are of two documents.

    They are where neither their titles nor their addresses agree.
    """
    same_address = address(one) is not None and address(one) == address(two)
    return fold(one.title) != fold(two.title) and not same_address


def same_documents(files: Sequence[Sources]) -> Iterator[str]:
    """Yield a note on documents that stand under different ids in different files.

    They have one address, or one title, publisher and year. They are not joined:
    whether they are one document is for a person to say.
    """
    everything = {key: source for sources in files for key, source in sources.items()}
    groups: dict[tuple[object, ...], set[str]] = {}
    for key, source in everything.items():
        told = (fold(source.title), fold(source.publisher), source.year)
        groups.setdefault(told, set()).add(key)
        found = address(source)
        if found is not None:
            groups.setdefault((found,), set()).add(key)
    seen = {
        tuple(sorted(ids))
        for ids in groups.values()
        if len(ids) > 1 and not any(ids <= sources.keys() for sources in files)
    }
    for ids in sorted(seen):
        yield (
            f"sources {' and '.join(ids)} look like one document: use one id in both files, "
            "or it counts as several witnesses"
        )
