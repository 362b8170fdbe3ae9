"""Results as plain values, ready for JSON."""

from __future__ import annotations

from typing import Any, ClassVar


class Plain:
    """Base of the result classes: each turns into plain values by its fields.

    Attributes
    ----------
    for_maps : tuple of str
        Fields that serve maps and are not among the plain values.
    """

    for_maps: ClassVar[tuple[str, ...]] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {key: plain(value) for key, value in vars(self).items() if key not in self.for_maps}


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
