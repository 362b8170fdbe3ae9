"""The list of substances that ships, read when a name is asked for that a file does not have."""

from __future__ import annotations

from functools import cache

import msgspec

from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.model.substances import Substance, Substances


class _SubstanceFile(msgspec.Struct):
    source: str
    substances: list[Substance]


@cache
def load_substances() -> Substances:
    """Return the substances of ``data/substances.json``."""
    content = msgspec.json.decode(shipped_file("substances.json"), type=_SubstanceFile)
    return Substances(content.substances)
