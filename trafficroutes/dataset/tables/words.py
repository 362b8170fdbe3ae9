"""What tables of many hands call columns, units and means of transport, from ``words.toml``."""

from __future__ import annotations

import typing
from functools import cache
from importlib.resources import files

import msgspec

from trafficroutes.model.names import fold
from trafficroutes.model.vocabulary import Mode


class TableUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit that amounts of goods stand in.

    Attributes
    ----------
    kilograms, litres : float or None
        In one of it, where it is a weight or a volume.
    counted : bool
        Whether it is a number of things, such as tablets.
    names : tuple of str
        What it is called.
    """

    kilograms: float | None = None
    litres: float | None = None
    counted: bool = False
    names: tuple[str, ...] = ()


class Density(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kilograms of a litre, and who says so."""

    kilograms_per_litre: float
    source: str


class _WordsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    density: Density
    columns: dict[str, tuple[str, ...]]
    units: dict[str, TableUnit]
    modes: dict[Mode, tuple[str, ...]]
    routing: dict[str, tuple[str, ...]]


@cache
def _words() -> _WordsFile:
    raw = files("trafficroutes.dataset.tables").joinpath("words.toml").read_bytes()
    return msgspec.toml.decode(raw, type=_WordsFile)


def units() -> dict[str, TableUnit]:
    """Return the units by their keys."""
    return _words().units


@cache
def unit_names() -> dict[str, str]:
    """Return the keys of units by their folded names.

    >>> unit_names()["grammes"], unit_names()["comprimidos"]
    ('g', 'tablets')
    """
    return {fold(name): key for key, unit in units().items() for name in unit.names}


def density() -> Density:
    """Return what a litre weighs where a table says no more."""
    return _words().density


@cache
def mode_names() -> dict[str, Mode]:
    """Return the modes by their folded names, those of the data format among them.

    >>> mode_names()["privateroad"], mode_names()["seavessel"]
    ('land', 'sea_vessel')
    """
    called = {fold(name): mode for mode, names in _words().modes.items() for name in names}
    return {**called, **{fold(mode): mode for mode in typing.get_args(Mode)}}


@cache
def column_names() -> dict[str, str]:
    """Return the fields of seizure records by the folded names of their columns.

    >>> column_names()["departurecountry"], column_names()["paisdedestino"]
    ('departure', 'destination')
    """
    return {fold(name): field for field, names in _words().columns.items() for name in names}


def routing_words() -> dict[str, tuple[str, ...]]:
    """Return what stands before the place that goods come ``from`` or go ``to``."""
    return _words().routing
