"""Addresses of documents."""

from __future__ import annotations

import re

#: The first word of an address that has one; a host with its port (a.org:80) is none.
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+-]*):", re.IGNORECASE)
_SCHEMES = frozenset(("http", "https", "ftp", "doi", "hdl", "urn", "ark", "isbn"))


def flaw_of_address(url: str) -> str:
    r"""Return what is wrong with an address; "" where nothing is.

    One that runs a program, or names a file of somebody's own, leads to no document.
    Browsers pass over spaces and line ends before and within the first word.

    >>> flaw_of_address("javascript:alert(1)")
    "an address cannot begin with 'javascript:': give one that begins with https://, or none"
    >>> flaw_of_address("https://example.org"), flaw_of_address("example.org:80/a")
    ('', '')
    """
    found = _SCHEME.match("".join(url.split()))
    if found is None or found[1].lower() in _SCHEMES:
        return ""
    way = "give one that begins with https://, or none"
    return f"an address cannot begin with {found[0]!r}: {way}"
