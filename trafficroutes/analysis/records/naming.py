"""What a name may stand for: a place, a corridor, a commodity or family, in this order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trafficroutes.analysis.legs.answer import corridor_called
from trafficroutes.errors import UnknownNameError, WrongTypeError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import suggest

Kind = Literal["place", "corridor", "commodity"]
#: The first that has the name is meant.
KINDS: tuple[Kind, ...] = ("place", "corridor", "commodity")


@dataclass(frozen=True)
class Named:
    """What a name stands for.

    Attributes
    ----------
    name : str
        As it was given.
    kind : {"place", "corridor", "commodity"}
    others : tuple of str
        Further kinds of thing that have the name.
    """

    name: str
    kind: Kind
    others: tuple[Kind, ...] = ()


def named(data: Dataset, name: str, kinds: tuple[Kind, ...] = KINDS) -> Named:
    """Return what a name stands for: a place before a corridor before a commodity.

    Parameters
    ----------
    data : Dataset
    name : str
    kinds : tuple of str
        What it may be.

    Raises
    ------
    UnknownNameError
        Nothing of these kinds is called so; the message has suggestions.
    AmbiguousNameError, FormerStateError, PartOfStateError, NoPlaceError
        It is the name of a place, with a difficulty.

    Examples
    --------
    >>> from trafficroutes import load
    >>> named(load(), "PSE")
    Named(name='PSE', kind='place', others=('commodity',))
    """
    if not isinstance(name, str):
        raise WrongTypeError(f"a corridor or commodity is named by a text, not by {name!r}")
    difficulty: LookupError | None = None
    having: list[Kind] = []
    for kind in kinds:
        try:
            if _has(data, name, kind):
                having.append(kind)
        except LookupError as error:
            difficulty = error
    if having:
        return Named(name, having[0], tuple(having[1:]))
    if difficulty is not None:
        raise difficulty
    raise UnknownNameError(_either(kinds), name, _near(data, name, kinds))


def _either(kinds: tuple[Kind, ...]) -> str:
    """Return kinds in words.

    >>> _either(KINDS), _either(("corridor",))
    ('place, corridor or commodity', 'corridor')
    """
    *before, last = kinds
    return f"{', '.join(before)} or {last}" if before else last


def _has(data: Dataset, name: str, kind: Kind) -> bool:
    """Whether something of a kind has the name; a difficulty with a place is raised."""
    if kind == "corridor":
        return corridor_called(data, name) is not None
    try:
        if kind == "place":
            data.places.resolve(name)
        else:
            data.resolve_commodity(name)
    except UnknownNameError:
        return False
    return True


def _near(data: Dataset, name: str, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    records = data.records
    known = {
        "place": [place.name for place in data.places.everything],
        "corridor": [corridor.name for corridor in records.corridors.values()],
        "commodity": [
            *data.families,
            *(text for one in records.commodities.values() for text in (one.name, *one.aliases)),
        ],
    }
    return suggest(name, dict.fromkeys(text for kind in kinds for text in known[kind]))
