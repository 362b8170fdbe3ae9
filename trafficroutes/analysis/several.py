"""Questions with several destinations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trafficroutes.analysis.query import Options, Query
from trafficroutes.analysis.question import ask, gazetteer_of
from trafficroutes.errors import QueryError

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source
    from trafficroutes.model.places import Gazetteer


def ask_several(
    source: Source, origin: str, destinations: str | Sequence[str], options: Options
) -> Query:
    """Resolve the names of a question with one or several destinations.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
    origin : str
        A country or region by any of its names.
    destinations : str or sequence of str
        One name, several with commas between them, or a list.
    options
        As for :func:`ask`.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        Two of the places are one, or an option has no such value.
    """
    places = gazetteer_of(source)
    names = names_in(destinations, places)
    questions = [ask(source, origin, name, options) for name in names]
    if not questions:
        raise QueryError("name at least one destination")
    codes = [question.destination for question in questions]
    twice = sorted({places.name(code) for code in codes if codes.count(code) > 1})
    if twice:
        raise QueryError(f"{twice[0]} is named twice as a destination: name it once")
    return replace(
        questions[0],
        further=tuple(codes[1:]),
        destination_name=", ".join(question.destination_name for question in questions),
    )


def names_in(text: str | Sequence[str], places: Gazetteer) -> list[str]:
    """Return the names in a text; a comma may be part of a name."""
    if not isinstance(text, str):
        return list(text)
    if "," not in text:
        return [text]
    try:
        return [places.resolve(text)]
    except LookupError:
        return [name.strip() for name in text.split(",") if name.strip()]
