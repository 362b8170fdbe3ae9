"""Identifiers that point at something else in the data.

Each is a ``str``, so it prints, sorts and hashes as one. The reader of a data
file makes them from what an analyst typed (a name, an alias or a code) and
refuses what points at nothing, so that a record in memory is always sound.
"""

from __future__ import annotations


def stated(name: str, code: str) -> str:
    """Return a place's name, with what a region stands for.

    >>> stated("Spain", "ESP"), stated("Europe", "R:EUROPE")
    ('Spain', 'Europe, country not stated')
    """
    return f"{name}, country not stated" if is_region(code) else name


def is_region(code: str) -> bool:
    """Whether a code is that of a region (or a sea area), and not of a country.

    >>> is_region("R:EUROPE"), is_region("COL")
    (True, False)
    """
    return code.startswith("R:")


class Ref(str):
    """Base of all references; ``expects`` says what a reader looks for."""

    __slots__ = ()
    expects = "identifier"

    @classmethod
    def described(cls) -> str:
        """Return what a reader looks for, with its article.

        >>> EstimateRef.described()
        'an estimate'
        """
        return f"{'an' if cls.expects[0] in 'aeiou' else 'a'} {cls.expects}"


class PlaceRef(Ref):
    """A country (ISO alpha-3, such as ``GNB``) or a region (``R:WEST_AFRICA``)."""

    __slots__ = ()
    expects = "country or region"

    @property
    def is_region(self) -> bool:
        """Whether it names a region and not a country."""
        return is_region(self)


class CountryRef(PlaceRef):
    """A country by its ISO alpha-3 code."""

    __slots__ = ()
    expects = "country"


class SourceRef(Ref):
    """The id of a source document."""

    __slots__ = ()
    expects = "source"


class EstimateRef(Ref):
    """The id of a published estimate that several citations repeat."""

    __slots__ = ()
    expects = "estimate"


class CorridorRef(Ref):
    """The id of a corridor."""

    __slots__ = ()
    expects = "corridor"


class CommodityRef(Ref):
    """The id of a commodity, with the kind of unit that it is measured in."""

    expects = "commodity"
    #: ``"mass"``, ``"money"`` or ``""`` where the file does not say soundly.
    dimension: str = ""
