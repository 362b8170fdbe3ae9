"""Files made to exhaust the reader: refused at once and in little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from trafficroutes.dataset.loading import load_bytes
from trafficroutes.errors import DataFileError

ONLY = "tags, anchors and aliases are not read, write the value out"
DEEP = "nested deeper than 40 levels: a data file needs 8 at most"
ALIAS_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghijklmno", "bcdefghijklmnop", strict=True)
)
#: Reads a file from standard input; prints seconds, the most memory held, and a problem.
MEASURE = """
import sys, time
from pathlib import Path
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.errors import DataFileError
raw = sys.stdin.buffer.read()
begun = time.process_time()
try:
    load_bytes(raw, "bomb.yaml")
except DataFileError as error:
    print(time.process_time() - begun)
    (most,) = [line for line in Path("/proc/self/status").open() if line.startswith("VmHWM")]
    print(int(most.split()[1]) / 1024)
    print(error.problems[0])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by Linux")
@pytest.mark.parametrize(
    ("bomb", "message"),
    [
        (ALIAS_BOMB, f"line 1, column 4: the anchor &a: {ONLY}"),
        ("a: &a b\nc: [" + "*a, " * 200_000 + "]", f"line 1, column 4: the anchor &a: {ONLY}"),
        ("[" * 100_000, f"line 1, column 40: {DEEP}"),
        ("{a: " * 100_000, f"line 1, column 157: {DEEP}"),
        ("[" * 100_000 + "&a x" + "]" * 100_000, f"line 1, column 40: {DEEP}"),
        ("- " * 100_000, f"line 1, column 79: {DEEP}"),
        ("? " * 100_000, f"line 1, column 79: {DEEP}"),
        ("[? " * 100_000, f"line 1, column 59: {DEEP}"),
    ],
    ids=["aliases", "one alias", "lists", "mappings", "anchor inside", "entries", "keys", "both"],
)
def test_bombs_are_refused_in_no_time_and_little_memory(bomb: str, message: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=bomb.encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    seconds, megabytes, said = done.stdout.decode().strip().split("\n")
    assert said == message
    assert float(megabytes) < 200
    assert float(seconds) < 5  # a tenth is usual; without the limits it takes minutes


@pytest.mark.slow
@pytest.mark.parametrize("before", ["a: {b: [} ", "[{b: [} "])
def test_a_mistake_before_the_depth_is_told_in_one_message(before: str) -> None:
    with pytest.raises(DataFileError) as caught:
        load_bytes(before.encode() + b"[" * 1_100, "bomb.yaml")
    (problem,) = caught.value.problems
    assert problem.line == 1
    assert problem.message
