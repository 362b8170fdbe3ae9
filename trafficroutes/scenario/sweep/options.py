"""What a sweep can be told, checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from trafficroutes.errors import QueryError
from trafficroutes.model.arguments import check_known, check_whole, listed, path_of
from trafficroutes.question.intervals import check_draws
from trafficroutes.question.solving import gazetteer_of
from trafficroutes.scenario.sweep.chunk import WITH_ROWS, WITHOUT_ROWS
from trafficroutes.scenario.sweep.items import OVER, Narrowing, Over
from trafficroutes.scenario.sweep.rows import Kind, check_kind, kind_of

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source

#: Told how many sets are done, and of how many.
Progress = Callable[[int, int], None]


class SweepOptions(TypedDict, total=False):
    """What a sweep can be told besides its question and size; see :func:`trafficroutes.sweep`."""

    over: Over
    within: str | None
    protect: str | Iterable[str]
    top: int | None
    output: str | os.PathLike[str] | None
    resume: bool
    chunk: int | None
    force: bool
    workers: int | None
    scheduler: str | None
    progress: Progress | None
    draws: int | None
    seed: int


@dataclass(frozen=True)
class Setup:
    """How a sweep is to be run.

    Attributes
    ----------
    size : int
        Members of a set.
    narrowing : Narrowing
        What sets are made of.
    top : int
        How many of the best are given.
    output, kind : Path and str, or None
        A file for the rows of all sets, and its format.
    resume, force : bool
        Whether to go on with an earlier run, and whether to run even if it takes long.
    chunk : int
        Sets in a chunk.
    workers, scheduler : int and str, or None
        Where to run.
    progress : callable or None
        Told how far it is.
    draws : int or None
        Draws behind the evidence ranges of the best sets; None as many as is usual.
    seed : int
        Which draws.
    """

    size: int
    narrowing: Narrowing
    top: int
    output: Path | None
    kind: Kind | None
    resume: bool
    force: bool
    chunk: int
    workers: int | None
    scheduler: str | None
    progress: Progress | None
    draws: int | None
    seed: int


class Defaults(NamedTuple):
    """What holds unless something else is asked for."""

    top: int
    draws: int | None


def setup_of(source: Source, size: int, defaults: Defaults, options: SweepOptions) -> Setup:
    """Return how a sweep is to be run.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError, NotACountryError
        A name means nothing, or too much, or a region is to be protected.
    QueryError
        A number is below 1, or options do not go together.
    MissingPackageError
        The file needs a package that is not installed.
    """
    places = gazetteer_of(source)
    over, within = options.get("over", "countries"), options.get("within")
    check_known("kind of set", over, OVER)
    protect = listed("protect", options.get("protect"))
    output = None if (target := options.get("output")) is None else path_of("output", target)
    kind = None if output is None else kind_of(output)
    if output is not None and kind is None:
        raise QueryError(f"all sets go to a .csv or a .parquet file, not to {output.name}")
    if kind is not None:
        check_kind(kind)
    resume, workers = options.get("resume", False), options.get("workers")
    if resume and output is None:
        raise QueryError("only a run with a file for all sets can be resumed: name it (-o)")
    if workers is not None and options.get("scheduler") is not None:
        raise QueryError("give workers or a scheduler, not both")
    chosen, chunk, draws = options.get("top"), options.get("chunk"), options.get("draws")
    for name, value in (("size", size), ("top", chosen), ("chunk", chunk), ("workers", workers)):
        if value is not None:
            check_whole(name, value)
        if value is not None and value < 1:
            raise QueryError(f"the {name} is at least 1, not {value}")
    check_draws(draws, options.get("seed", 0))
    return Setup(
        size=size,
        narrowing=Narrowing(
            over=over,
            within=None if within is None else str(places.resolve(within)),
            protected=tuple(sorted({str(places.resolve_country(name)) for name in protect})),
        ),
        top=chosen or defaults.top,
        output=output,
        kind=kind,
        resume=resume,
        force=options.get("force", False),
        chunk=chunk or (WITHOUT_ROWS if kind is None else WITH_ROWS),
        workers=workers,
        scheduler=options.get("scheduler"),
        progress=options.get("progress"),
        draws=defaults.draws if draws is None else draws,
        seed=options.get("seed", 0),
    )
