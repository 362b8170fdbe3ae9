"""Arguments as a person gives them: taken where it is clear what is meant, else refused."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from trafficroutes.errors import UnknownNameError, WrongTypeError
from trafficroutes.model.names import suggest


def listed(what: str, given: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return names that were given in a list; a text is one name, None none.

    Parameters
    ----------
    what : str
        What they are, as the option is called.
    given
        The names.

    Raises
    ------
    WrongTypeError
        They are something else.

    Examples
    --------
    >>> listed("modes", "land"), listed("modes", ["land", "rail"])
    (('land',), ('land', 'rail'))
    """
    if given is None:
        return ()
    names = (given,) if isinstance(given, str) or not isinstance(given, Iterable) else tuple(given)
    for name in names:
        if not isinstance(name, str):
            raise WrongTypeError(f"{what} takes a name or a list of names, not {name!r}")
    return names


def check_known(kind: str, value: object, known: Iterable[str]) -> None:
    """Refuse a word that means nothing, with those that come near or else with all.

    Raises
    ------
    UnknownNameError
        It is none of those known.
    """
    known = tuple(known)
    if value not in known:
        raise UnknownNameError(kind, str(value), suggest(str(value), known) or known)


def path_of(what: str, given: object) -> Path:
    """Return the path of a file that a person named.

    Raises
    ------
    WrongTypeError
        It is no name of a file.
    """
    if not isinstance(given, (str, os.PathLike)):
        raise WrongTypeError(f"{what} is the name of a file, not a {type(given).__name__}")
    return Path(given)


def check_whole(what: str, value: object) -> None:
    """Refuse what is no whole number.

    Raises
    ------
    WrongTypeError
        It is something else.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongTypeError(f"{what} is a whole number, not {value!r}")
