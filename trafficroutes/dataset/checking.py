"""Plain values into typed records, or else every problem at once.

The good case is one call of msgspec over the whole file. Only when it fails is
the file walked value by value, along the same types, to find all that is wrong;
each verdict is msgspec's or that of a record's own checks, as in the good case.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import msgspec

from trafficroutes.dataset.nodes import Path_, Positions
from trafficroutes.dataset.wording import arms, bare, is_record, unfit, unknown_key
from trafficroutes.errors import Problem

Hook = Callable[[type, Any], Any]
T = TypeVar("T")


class UnresolvedError(ValueError):
    """A reference to nothing; raised by a hook, with the message to show."""


class ProblemAt(NamedTuple):
    """Something wrong at a path; with ``key``, with the last key itself."""

    at: Path_
    message: str
    key: bool = False


def convert(value: Any, kind: type[T], hook: Hook | None = None) -> T | None:
    """Return the value as a record of the given type; None where anything is wrong."""
    try:
        return msgspec.convert(value, kind, dec_hook=hook)
    except msgspec.ValidationError:
        return None


def problems_in(
    value: Any, kind: Any, positions: Positions, hook: Hook | None = None
) -> list[Problem]:
    """Return all that is wrong with a value, each with its position."""
    walk = _Walk(hook, positions)
    walk.visit(value, kind, ())
    return place(walk.findings, positions)


def place(findings: Iterable[ProblemAt], positions: Positions) -> list[Problem]:
    """Return findings as problems with positions."""
    problems = []
    for at, message, key in findings:
        line, column, path, _ = positions.find(at, key=key)
        problems.append(Problem(line, column, path, message))
    return problems


class _Unsound:
    """Stands for a wrong value, so that the checks on its record can go on.

    It is falsy, empty, equal to nothing, and so is each of its attributes.
    """

    def __getattr__(self, _name: str) -> _Unsound:
        return self

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __contains__(self, _item: object) -> bool:
        return False

    def __eq__(self, _other: object) -> bool:
        return False

    __hash__ = object.__hash__


_UNSOUND = _Unsound()


class _Walk:
    """One walk along the types; collects what is wrong."""

    def __init__(self, hook: Hook | None, positions: Positions) -> None:
        self.hook = hook
        self.positions = positions
        self.findings: list[ProblemAt] = []

    def visit(self, value: Any, kind: Any, at: Path_) -> Any:
        """Return the value as its type has it, or something that stands for it.

        Only what msgspec refuses is looked into.
        """
        try:
            return msgspec.convert(value, kind, dec_hook=self.hook)
        except msgspec.ValidationError as error:
            inner = bare(kind)
            record = next((arm for arm in arms(inner) if is_record(arm)), None)
            if record is not None and isinstance(value, dict):
                return self._record(value, record, at)
            if typing.get_origin(inner) is dict and isinstance(value, dict):
                return self._mapping(value, inner, at)
            if typing.get_origin(inner) is tuple and isinstance(value, list) and value:
                return self._list(value, kind, at, error)
            return self._refuse(value, kind, at, error)

    def _refuse(
        self,
        value: Any,
        kind: Any,
        at: Path_,
        error: msgspec.ValidationError,
        *,
        key: bool = False,
    ) -> _Unsound:
        cause = error.__cause__
        if isinstance(cause, UnresolvedError) and isinstance(value, str) and value:
            message = str(cause)
        else:
            written = self.positions.find(at, key=key).written
            message = unfit(value, kind, written, at[:-1] if key else at)
        self.findings.append(ProblemAt(at, message, key))
        return _UNSOUND

    def _record(self, value: dict[Any, Any], kind: type[Any], at: Path_) -> Any:
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for key in value:
            if key not in fields:
                written = self.positions.find((*at, key), key=True).written or str(key)
                self.findings.append(ProblemAt((*at, key), unknown_key(written, fields), key=True))
        stand_in = types.SimpleNamespace()
        for name, field in fields.items():
            found = field.default
            if name in value:
                found = self.visit(value[name], field.type, (*at, name))
            elif field.required:
                self.findings.append(ProblemAt(at, f"{name!r} is missing: add it"))
                found = _UNSOUND
            setattr(stand_in, field.name, found)
        for check in kind.checks:
            for below, message in check(stand_in):
                self.findings.append(ProblemAt((*at, *below), message))
        return stand_in

    def _mapping(self, value: dict[Any, Any], kind: Any, at: Path_) -> dict[Any, Any]:
        key_kind, item_kind = typing.get_args(kind)
        found = {}
        for key, item in value.items():
            try:
                msgspec.convert(key, key_kind)
            except msgspec.ValidationError as error:
                self._refuse(key, key_kind, (*at, key), error, key=True)
            found[key] = self.visit(item, item_kind, (*at, key))
        return found

    def _list(
        self, value: list[Any], kind: Any, at: Path_, error: msgspec.ValidationError
    ) -> tuple[Any, ...]:
        kinds = typing.get_args(bare(kind))
        if Ellipsis not in kinds and len(kinds) != len(value):
            self._refuse(value, kind, at, error)
            return ()
        each = [kinds[0]] * len(value) if Ellipsis in kinds else kinds
        return tuple(
            self.visit(item, item_kind, (*at, number))
            for number, (item, item_kind) in enumerate(zip(value, each, strict=True))
        )
