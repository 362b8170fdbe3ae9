"""Errors: each says what is wrong and the way out, and is the builtin that fits."""

from __future__ import annotations

import pytest

from trafficroutes import errors
from trafficroutes.errors import (
    DataFileError,
    MissingQuantityError,
    NoRouteError,
    Problem,
    TrafficRoutesError,
)

_BUILTIN = (LookupError, ValueError, OSError, ImportError, ArithmeticError, TypeError)


def test_every_error_is_one_of_ours_and_a_builtin() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    for kind in kinds:
        if issubclass(kind, Exception) and kind is not TrafficRoutesError:
            assert issubclass(kind, TrafficRoutesError)
            assert issubclass(kind, _BUILTIN)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(3, 5, "legs[0].to", "wrong"), "line 3, column 5: legs[0].to: wrong"),
        (Problem(3, 5, "", "wrong"), "line 3, column 5: wrong"),
        (Problem(0, 0, "", "wrong"), "wrong"),
    ],
)
def test_text_of_a_problem(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_problems_stand_in_the_order_of_the_file() -> None:
    late, early = Problem(9, 1, "b", "y"), Problem(2, 1, "a", "x")
    error = DataFileError("f.yaml", [late, early])
    assert error.problems == (early, late)
    assert str(error) == ("f.yaml: 2 problems\n  line 2, column 1: a: x\n  line 9, column 1: b: y")
    assert str(DataFileError("f.yaml", [early])).startswith("f.yaml: 1 problem\n")


def test_legs_without_a_quantity_are_named() -> None:
    few = MissingQuantityError(["a", "b"])
    assert str(few).startswith("2 of the selected legs have no flow quantity (a, b): use another")
    many = MissingQuantityError([f"leg{number}" for number in range(20)])
    assert "leg7 ...)" in str(many)
    assert "leg8" not in str(many)
    assert len(many.legs) == 20


def test_no_route_knows_what_was_reached() -> None:
    error = NoRouteError("no route", ["A"], ["B"])
    assert (str(error), error.reached, error.feeders) == ("no route", ("A",), ("B",))
