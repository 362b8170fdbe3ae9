"""``trafficroutes whatif --stdin``: a scenario a line in, an answer a line out."""

from __future__ import annotations

import sys

from trafficroutes.errors import TrafficRoutesError


def answer_lines(data: str | None, *, draws: int | None, seed: int, top: int | None) -> bool:
    """Answer every line of the input as it comes; return whether none was wrong.

    Empty lines are passed over.

    Parameters
    ----------
    data : str or None
        The data file.
    draws, seed : int or None, int
        Draws for lines that do not say how many; none by default.
    top : int or None
        Only so many hubs, gateways, and legs that gain and that lose.
    """
    from trafficroutes.dataset.loading import load
    from trafficroutes.scenario.files.lines import TOP, Lines, refusal_of, without_mark

    if sys.stdin is None:
        raise TrafficRoutesError("standard input is closed: --stdin reads scenarios from it")
    lines = Lines(load(data), draws=draws or 0, seed=seed, top=TOP if top is None else top)
    sound = True
    out = sys.stdout.buffer
    for line in without_mark(sys.stdin.buffer):
        if line.strip():
            answer = refusal_of(line) or lines.answer(line)
            sound = sound and not answer.startswith(b'{"error"')
            out.write(answer + b"\n")
            out.flush()
    return sound
