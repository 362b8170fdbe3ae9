"""``trafficroutes sweep``: every set of countries or legs of a size."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.forms import form_told
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.progress import progress
from trafficroutes.commands.target import FORM_OF, keep_force, written

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.scenario.sweep.results import SweepResult

#: Kept in step with the library by a test, so that --help need not import numpy.
OVER = ("countries", "legs", "both")
ALL_ROWS = (".csv", ".parquet")
#: Options that change where and how long a sweep runs, but not what it finds.
_RUNNING = {"--resume": 0, "--force": 0, "--workers": 1, "--scheduler": 1}


@click.command("sweep", short_help="Look at every set of N countries or legs on the way.")
@click.argument("ends", nargs=-1, metavar="[ORIGIN DESTINATION]")
@click.option(
    "--size",
    metavar="N",
    type=options.COUNT,
    default=1,
    show_default=True,
    help="Members of a set: exactly N.",
)
@click.option(
    "--over",
    type=click.Choice(OVER),
    default="countries",
    show_default=True,
    help="What sets are made of: transit countries, legs, or both mixed.",
)
@click.option(
    "--within", metavar="REGION", help="Only countries there, and legs with both ends there."
)
@click.option(
    "--protect",
    metavar="PLACE",
    multiple=True,
    help="A country that no set may hold; its legs are left alone too. May be repeated.",
)
@click.option(
    "--pairs",
    "pairs_file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Many ends in place of ORIGIN and DESTINATION: a CSV file with the columns origin, "
    "destination and, if need be, commodity.",
)
@click.option(
    "--all-pairs",
    is_flag=True,
    help="All sources with all markets in place of ORIGIN and DESTINATION.",
)
@options.question
@click.option(
    "--top",
    metavar="N",
    type=options.COUNT,
    help="Only the best N.  [default: 15, and 1 of each of many ends]",
)
@options.draws(None, "200, 50 with more than 100 places, 0 for many ends")
@options.shown_range
@click.option(
    "--resume", is_flag=True, help="Go on with a run that was ended before its time (with -o)."
)
@click.option(
    "--force",
    is_flag=True,
    is_eager=True,
    callback=keep_force,
    help="Run even if it takes more than a minute; replace a file that trafficroutes did not make.",
)
@click.option(
    "--chunk",
    metavar="N",
    type=options.COUNT,
    help="Sets that are done as a whole: what is lost where a run is ended.  [default: 250,000 "
    "with -o, else 2,000,000]",
)
@click.option(
    "--workers",
    metavar="N",
    type=options.COUNT,
    help="Run on N processes of this machine, by Dask.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Run on a Dask cluster that stands: tcp://HOST:PORT."
)
@options.printing
@written(
    "-o",
    "--output",
    "target",
    endings=(".parquet", *FORM_OF),
    help="Write all sets to this .csv or .parquet file, beside the answer on the screen; with any "
    "other ending, write the answer to it.",
)
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    ends: tuple[str, ...],
    size: int,
    over: str,
    within: str | None,
    protect: tuple[str, ...],
    pairs_file: str | None,
    all_pairs: bool,
    top: int | None,
    draws: int | None,
    seed: int,
    resume: bool,
    force: bool,
    chunk: int | None,
    workers: int | None,
    scheduler: str | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Look at every set of N countries (or legs) between ORIGIN and DESTINATION.

    Shown are those that most of the arriving goods pass, exactly; of pairs also
    those that do more together than apart and those that are redundant:

    \b
      trafficroutes sweep Colombia Europe --size 2
      trafficroutes sweep Afghanistan Russia --size 3 -o triples.csv
      trafficroutes sweep Colombia Europe --over legs --within "West Africa"
      trafficroutes sweep --all-pairs --commodity opiates --size 2
    """
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.sweep import sweep_document

    chosen = options.query_options(**asked)
    rows = target if target is not None and Path(target).suffix.lower() in ALL_ROWS else None
    if rows is None:
        form = form_told(target, form)
    _check(ends, pairs_file, rows, all_pairs=all_pairs, resume=resume)
    if workers is not None and scheduler is not None:
        raise click.UsageError("give --workers or --scheduler, not both")
    loaded = load(data)
    with progress("sets") as tell:
        how = {
            "size": size,
            "over": over,
            "within": within,
            "protect": protect,
            "top": top,
            "draws": draws,
            "seed": seed,
            "output": rows,
            "resume": resume,
            "force": force,
            "chunk": chunk,
            "workers": workers,
            "scheduler": scheduler,
            "progress": tell,
        }
        found = _swept(loaded, ends, pairs_file, how, chosen)
    result = with_cite_line(found, _lasting(sys.argv[1:]))
    document = sweep_document(result, loaded)
    emit(result.to_dict, document, form, target if rows is None else None)


def _check(
    ends: tuple[str, ...],
    pairs_file: str | None,
    rows: str | None,
    *,
    all_pairs: bool,
    resume: bool,
) -> None:
    ways = (bool(ends), pairs_file is not None, all_pairs)
    if sum(ways) != 1 or len(ends) not in (0, 2):
        raise click.UsageError("give ORIGIN and DESTINATION, or --pairs FILE, or --all-pairs")
    if resume and rows is None:
        raise click.UsageError("--resume goes with -o FILE.csv or -o FILE.parquet")


def _swept(
    data: Dataset,
    ends: tuple[str, ...],
    pairs_file: str | None,
    how: dict[str, Any],
    asked: dict[str, Any],
) -> SweepResult:
    from trafficroutes.scenario.sweep.answer import sweep, sweep_many
    from trafficroutes.scenario.sweep.ends import all_ends, ends_in

    if ends:
        return sweep(data, ends[0], ends[1], **how, **asked)
    if pairs_file is None:
        selected = {key: value for key, value in asked.items() if key != "range_shown"}
        return sweep_many(data, all_ends(data, **selected), **how, **asked)
    return sweep_many(data, ends_in(pairs_file), **how, **asked)


def _lasting(arguments: Sequence[str]) -> list[str]:
    """Return the arguments without those that do not change the answer."""
    kept, skip = [], 0
    for argument in arguments:
        name, equals, _ = argument.partition("=")
        if skip:
            skip -= 1
        elif name in _RUNNING:
            skip = 0 if equals else _RUNNING[name]
        else:
            kept.append(argument)
    return kept
