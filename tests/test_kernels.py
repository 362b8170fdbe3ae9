"""What is promised across machines: the same order, and the same bytes of all but JSON.

OpenBLAS has a kernel for each kind of processor, and each adds in an order of its own.
"""

from __future__ import annotations

import json
import math
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kernels import KERNELS, QUESTIONS, WRITING, under
from trafficroutes.commands.main import COMMANDS

_NEAR = 1e-9
_TRY = "import numpy as np; a = np.ones((300, 300)); assert (a @ a)[0, 0] == 300.0"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder of what every command tells, by kernel that this processor can run."""
    found = {}
    for kernel in KERNELS:
        tried = under(kernel, "-c", _TRY)
        if tried.returncode == -signal.SIGILL:
            continue
        assert tried.returncode == 0, tried.stderr
        found[kernel] = tmp_path_factory.mktemp(kernel)
        done = under(kernel, "-m", "tests.kernels", str(found[kernel]))
        assert done.returncode == 0, f"{kernel}: {done.stdout}{done.stderr}"
    return found


def _differences(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """Yield where two JSON values differ by more than the last digits."""
    if isinstance(one, dict) and isinstance(other, dict):
        if list(one) != list(other):
            yield f"{at}: keys in another order"
        for key in one.keys() & other.keys():
            yield from _differences(one[key], other[key], f"{at}.{key}")
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield f"{at}: {len(one)} and {len(other)} entries"
        for number, both in enumerate(zip(one, other, strict=False)):
            yield from _differences(*both, f"{at}[{number}]")
    elif isinstance(one, float) and isinstance(other, float):
        if not math.isclose(one, other, rel_tol=_NEAR, abs_tol=_NEAR):
            yield f"{at}: {one!r} and {other!r}"
    elif one != other or type(one) is not type(other):
        yield f"{at}: {one!r} and {other!r}"


def test_every_command_is_run() -> None:
    assert set(QUESTIONS) | WRITING == set(COMMANDS)


@pytest.mark.slow
def test_kernels_change_no_order_and_no_byte_but_last_digits_of_json(
    outputs: dict[str, Path], record_property: Callable[[str, object], None]
) -> None:
    tried = list(outputs)
    missing = [kernel for kernel in KERNELS if kernel not in outputs]
    record_property("kernels not tried, which this processor cannot run", ", ".join(missing))
    assert len(tried) > 1, "no two kernels run on this processor"
    first = outputs[tried[0]]
    names = sorted(path.name for path in first.iterdir())
    for kernel in tried[1:]:
        assert sorted(path.name for path in outputs[kernel].iterdir()) == names
        assert {f"{command}-0" for command in QUESTIONS} <= {Path(name).stem for name in names}
        for name in names:
            texts = [(made / name).read_text("utf-8") for made in (first, outputs[kernel])]
            if name.endswith(".json"):
                found = list(_differences(*map(json.loads, texts)))
                assert not found, f"{name} under {tried[0]} and {kernel}: {found[:5]}"
            else:
                assert texts[0] == texts[1], f"{name} under {tried[0]} and {kernel}"
