"""Substances by all their names, whether a data file holds anything about them or not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

import msgspec

from trafficroutes.model.names import fold


class Substance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A substance, or a group of them that moves under one name.

    Attributes
    ----------
    name : str
        Its usual name.
    control : str
        The United Nations convention that names it: ``"1961"``, ``"1971"``, ``"1988"``
        (precursors), or ``"none"``.
    names : tuple of str
        Other spellings, trade names and street names that mean it alone.
    """

    name: str
    control: Literal["1961", "1971", "1988", "none"]
    names: tuple[str, ...] = ()

    @property
    def every_name(self) -> tuple[str, ...]:
        """The usual name, then the others."""
        return (self.name, *self.names)


class Substances:
    """Substances, findable by any of their names.

    Parameters
    ----------
    known : iterable of Substance
        No two of them have a name in common.

    Examples
    --------
    >>> known = Substances([Substance("cocaine", "1961", ("coke",))])
    >>> known.find("Coke").name
    'cocaine'
    """

    def __init__(self, known: Iterable[Substance] = ()) -> None:
        self.known = tuple(known)

    @cached_property
    def _by_name(self) -> dict[str, Substance]:
        return {fold(name): one for one in self.known for name in one.every_name}

    def find(self, name: str) -> Substance | None:
        """Return the substance of this name; None where none is called so."""
        return self._by_name.get(fold(name))
