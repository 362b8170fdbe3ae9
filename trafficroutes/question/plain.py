"""Results as plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, ClassVar


class Plain:
    """Base of the result classes: each turns into plain values by its fields.

    Attributes
    ----------
    for_maps : tuple of str
        Fields that serve maps and are not among the plain values.
    renamed : mapping of str to str
        Keys of fields whose names are others in Python, such as ``from``.
    """

    for_maps: ClassVar[tuple[str, ...]] = ()
    renamed: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            self.renamed.get(key, key): plain(value)
            for key, value in vars(self).items()
            if key not in self.for_maps
        }

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """Return the keys of the plain values of a class, by its fields."""
        record: Any = cls  # every class that is made of this one is a dataclass
        named = [field.name for field in fields(record)]
        return tuple(cls.renamed.get(key, key) for key in named if key not in cls.for_maps)


#: Of a connection: its first end is the key ``from``, which is no name in Python.
FROM: Mapping[str, str] = MappingProxyType({"origin": "from"})


def plain(value: Any) -> Any:
    """Return a value of a result as text, number, list, dict or None.

    >>> plain((1, {"a": (2,)}))
    [1, {'a': [2]}]
    """
    if isinstance(value, Plain):
        return value.to_dict()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value
