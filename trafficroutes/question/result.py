"""What a question returns: one line, a table in a notebook, plain values, a data frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.model.names import fold, spoken, suggest
from trafficroutes.question.plain import Plain, plain
from trafficroutes.question.saying import capital

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

#: What the entries of each table are; None where they are no records of their own.
Tables = Mapping[str, type[Plain] | None]
#: Characters of a one-line text, answers that it names, and tables whose rows it counts.
_WIDE, _NAMED, _COUNTED = 160, 6, 3
#: What tells the answers of one result apart, and stands in front of the rows of each.
_APART = ("commodity", "origin", "destination")


class Result(Plain):
    """What a question returns, and each of its answers.

    At a prompt it is one line; ``print`` shows the main numbers, a notebook a table.

    Attributes
    ----------
    tables : mapping of str to type
        The tables that :meth:`to_frame` gives, the main one first.
    """

    tables: ClassVar[Tables] = MappingProxyType({})

    def headline(self) -> str:
        """Return what it is about, in one line."""
        counts = [f"{len(rows)} {table}" for table in self.tables if (rows := self.rows(table))]
        about = getattr(self, "commodity", None) or getattr(self, "name", "")
        return ": ".join(filter(None, (about, ", ".join(counts[:_COUNTED]).replace("_", " "))))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the entries of a table by their JSON keys, in their order."""
        return list(_entries(table, plain(getattr(self, table))))

    def to_frame(self, table: str | None = None) -> pd.DataFrame:
        """Return a table as a data frame: a row an entry, a column a JSON key.

        Parameters
        ----------
        table : str, optional
            Its name; without it the main table. A wrong name is told which there are.

        Raises
        ------
        UnknownNameError
            There is no such table.

        Examples
        --------
        >>> from trafficroutes import hubs, load
        >>> result = hubs(load(), "Colombia", "Europe", commodity="cocaine", draws=0)
        >>> list(result.to_frame("gateways"))
        ['commodity', 'place', 'name', 'share', 'range_50', 'range_90', 'interval', 'of_named', ...]
        """
        import pandas as pd

        named = self._named(table)
        found = self.rows(named)
        kind = self._kinds()[named]
        empty = (*self._leading(), *(kind.keys() if kind is not None else (named,)))
        return pd.DataFrame(found, columns=None if found else list(empty))

    def to_graph(self) -> nx.DiGraph[str]:
        """Return the legs of an answer as a directed graph.

        Returns
        -------
        networkx.DiGraph
            Nodes are codes with ``name``, ``kind`` ("country" or "region") and what the
            tables say of each, as ``hubs_share``; an edge a connection with what the answer
            says of it, ``legs`` (ids with blanks between them), ``citations`` (how many)
            and ``documents`` (their ids). All attributes are texts, numbers and truth
            values; ranges are two, ``_low`` and ``_high``. What is not known is left out.

        Raises
        ------
        QueryError
            It has no legs, or several answers: then name one.

        Examples
        --------
        >>> from trafficroutes import hubs, load
        >>> result = hubs(load(), "Colombia", "Europe", commodity="cocaine", draws=0)
        >>> result.to_graph().nodes["ECU"]["name"]
        'Ecuador'
        """
        from trafficroutes.question.graphs import graph_of

        return graph_of(self, self)

    def _kinds(self) -> Tables:
        return self.tables

    def _leading(self) -> tuple[str, ...]:
        return ()

    def _named(self, table: str | None) -> str:
        kinds = tuple(self._kinds())
        if table is None and kinds:
            return kinds[0]
        if table not in kinds:
            raise UnknownNameError("table", str(table), suggest(str(table), kinds) or kinds)
        return table

    def __repr__(self) -> str:
        text = f"<{type(self).__name__} {' '.join(self.headline().split())}"
        return f"{text[: _WIDE - 5]} ...>" if len(text) >= _WIDE else f"{text}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: what a screen does, else the headline and the main table.

        How results are shown is no matter of this floor: it is looked for above, by name.
        """
        showing = import_module("trafficroutes.report.showing")
        found: str | None = showing.html_of(self)
        return "\n".join(self._html()) if found is None else found

    def _html(self) -> Iterator[str]:
        from trafficroutes.model.markup import notes_html, paragraph, table_html

        yield paragraph(self.headline())
        if self.tables:
            yield from table_html(next(iter(self.tables)), self.rows(next(iter(self.tables))))
        yield from notes_html(getattr(self, "notes", ()))


A = TypeVar("A", bound=Result)


class Answered(Result, Generic[A]):
    """What a question returns that has one answer a commodity or family.

    Attributes
    ----------
    answers : tuple
        One for each that has something to tell.
    """

    answers: tuple[A, ...]

    def answer(self, commodity: str | None = None) -> A:
        """Return the one answer, or the one about a commodity or family.

        Parameters
        ----------
        commodity : str, optional
            As the answers call it; not needed where there is one answer.

        Raises
        ------
        UnknownNameError
            None of the answers is about it.
        QueryError
            There are several.

        Examples
        --------
        >>> from trafficroutes import hubs, load
        >>> hubs(load(), "Afghanistan", "Russia", draws=0).answer("opiates").commodity
        'opiates'
        """
        labels = tuple(dict.fromkeys(_label(answer) for answer in self.answers))
        found = [
            answer
            for answer in self.answers
            if commodity is None or fold(_label(answer)) == fold(str(commodity))
        ]
        if not found:
            raise UnknownNameError(
                "answer about", str(commodity), suggest(str(commodity), labels) or labels
            )
        if len(found) > 1 and len(labels) > 1 and commodity is None:
            raise QueryError(
                f"there are {len(found)} answers: name one of {', '.join(labels)}, as in "
                f"answer({labels[0]!r})"
            )
        if len(found) > 1:
            raise QueryError(
                f"there are {len(found)} answers about {_label(found[0])}: take one from .answers"
            )
        return found[0]

    def to_graph(self, commodity: str | None = None) -> nx.DiGraph[str]:
        """Return the legs of the one answer, or of the one about a commodity, as a graph.

        Parameters
        ----------
        commodity : str, optional
            As of :meth:`answer`; the graph is that of :meth:`Result.to_graph`.
        """
        from trafficroutes.question.graphs import graph_of

        return graph_of(self, self.answer(commodity))

    if not TYPE_CHECKING:  # else a checker would let every name pass

        def __getattr__(self, name: str) -> Any:
            """Say where a name is that a result lacks and its answers have."""
            told = f"{type(self).__name__!r} object has no attribute {name!r}"
            if name in {key for answer in vars(self).get("answers", ()) for key in vars(answer)}:
                told += f": its answers have it, as in .answer().{name}"
            raise AttributeError(told, name=name, obj=self)

    def sentences(self, answer: A) -> tuple[str, ...]:  # noqa: ARG002 - each class tells its own
        """Return one of the answers in words: what is found, and how sure it is.

        Parameters
        ----------
        answer : object
            One of ``answers``.

        Examples
        --------
        >>> from trafficroutes import hubs, load
        >>> found = hubs(load(), "Peru", "Ghana", commodity="cocaine", draws=0)
        >>> all(text.endswith(".") for text in found.sentences(found.answer()))
        True
        """
        return ()

    def __str__(self) -> str:
        """Return what it is about, and each answer in words."""
        about = [self._about()] if self._about() else []
        told = [f"{_spoken(answer)}: {' '.join(self.sentences(answer))}" for answer in self.answers]
        return "\n".join([*about, *told])

    def headline(self) -> str:
        """Return what it is about, in one line."""
        labels = list(dict.fromkeys(_label(answer) for answer in self.answers))
        more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
        told = ", ".join(labels[:_NAMED]) + more
        if len(self.answers) > len(labels):
            told = f"{len(self.answers)} answers about {told}"
        return ": ".join(filter(None, (self._about(), told)))

    def _about(self) -> str:
        query = getattr(self, "query", None)
        origin = getattr(query, "origin_name", None)
        return f"{origin} to {getattr(query, 'destination_name', '')}" if origin else ""

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the entries of a table of all answers, each with what its answer is about."""
        return [
            {**{key: getattr(answer, key) for key in self._leading()}, **row}
            for answer in self.answers
            for row in answer.rows(table)
        ]

    def _kinds(self) -> Tables:
        return self.answers[0].tables if self.answers else {}

    def _leading(self) -> tuple[str, ...]:
        return tuple(key for key in _APART if self.answers and hasattr(self.answers[0], key))

    def _html(self) -> Iterator[str]:
        from trafficroutes.model.markup import paragraph

        yield paragraph(self.headline(), bold=True)
        for answer in self.answers[:_NAMED]:
            if told := self.sentences(answer):
                yield paragraph(" ".join(told))
            yield from answer._html()  # noqa: SLF001 - of its own class
        if self.answers[_NAMED:]:
            yield f"<p>{len(self.answers) - _NAMED} more answers: <code>.answers</code></p>"


def answers_of(result: Result) -> Sequence[Result]:
    """Return the answers of a result; one that has none is its own."""
    return cast("Sequence[Result]", getattr(result, "answers", (result,)))


def _label(answer: Result) -> str:
    return str(getattr(answer, "commodity", ""))


def _spoken(answer: Result) -> str:
    return capital(spoken(_label(answer)))


def _entries(table: str, found: Any) -> Iterator[dict[str, Any]]:
    """Yield what is listed, or stands by place, as rows."""
    if isinstance(found, dict):
        for place, value in found.items():
            yield {"place": place, table: value}
        return
    for entry in found or ():
        yield entry if isinstance(entry, dict) else {table: entry}
