"""The audit as a whole: its checks, their order, and their plain values."""

from __future__ import annotations

import pytest

from tests.networks import data_of
from trafficroutes.analysis.audit.answer import CHECKS, audit, first
from trafficroutes.dataset.loading import load
from trafficroutes.errors import UnknownNameError


@pytest.mark.slow
def test_all_checks_run_in_order_on_the_shipped_data_and_give_plain_values() -> None:
    answer = audit(load())
    assert [result.check for result in answer.checks] == list(CHECKS)
    plain = answer.to_dict()
    assert set(plain) == {"dataset", "checks", "notes"}
    assert set(plain["checks"][0]) == {"check", "title", "count", "findings"}
    some = next(result for result in plain["checks"] if result["findings"])
    assert set(some["findings"][0]) == {"check", "subject", "places", "message", "citations"}
    assert str(answer).splitlines()[-1].endswith("Bodies without members")
    assert audit(load()) == answer


def test_every_check_is_defined_in_its_docstring() -> None:
    for _, check in CHECKS.values():
        assert (check.__doc__ or "").startswith("Yield the ") or "Yield what" in str(check.__doc__)


def test_first_keeps_counts() -> None:
    answer = audit(data_of("COL > GNB > ESP"), checks=["one-citation"])
    assert len(first(answer, 1).checks[0].findings) == 1
    assert first(answer, 1).checks[0].count == 2
    assert first(answer, None) is answer


def test_an_unknown_check_is_named() -> None:
    with pytest.raises(
        UnknownNameError, match=r"unknown check 'dead-end'; did you mean dead-ends\?"
    ):
        audit(data_of("COL > GNB"), checks=["dead-end"])
