"""``trafficroutes merge``: data files joined into one."""

from __future__ import annotations

from typing import Literal

import click

from trafficroutes.commands.output import SCREEN, put, tell
from trafficroutes.commands.target import force, marked, written
from trafficroutes.errors import visible


@click.command("merge", short_help="Join data files; every citation of each is in the result.")
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False))
@written(
    "-o",
    "--output",
    "target",
    required=True,
    endings=(".yaml", ".yml"),
    help="The data file to write.",
)
@click.option(
    "--prefer",
    type=click.Choice(["first", "last"]),
    help="Whose word counts where entries with one id differ, instead of refusing.",
)
@click.option("--title", help="Title of the result.  [default: that of the first file]")
@force
def command(
    *,
    files: tuple[str, ...],
    target: str,
    prefer: Literal["first", "last"] | None,
    title: str | None,
) -> None:
    r"""Join the data files FILES; every citation of each is in the result.

    Equal entries are taken once, and entries with one id unite their citations.
    Where they contradict each other, all conflicts are listed and nothing is
    written. The word "shipped" names the data that ship.

    \b
      trafficroutes merge shipped my.yaml -o both.yaml
    """
    from trafficroutes.dataset.loading import load, load_shipped
    from trafficroutes.dataset.merging import merge
    from trafficroutes.report.upkeep import merge_lines

    datasets = [load_shipped() if file == _SHIPPED else load(file) for file in files]
    found = merge(*datasets, prefer=prefer, title=title)
    put(target, marked("merge", found.text))
    for line in merge_lines(found, target):
        tell(line) if target == SCREEN else click.echo(visible(line))


_SHIPPED = "shipped"
