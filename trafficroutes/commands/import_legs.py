"""``trafficroutes import-legs``: a plain table into a data file."""

from __future__ import annotations

from pathlib import Path

import click

from trafficroutes.commands.options import table_format
from trafficroutes.commands.output import SCREEN, put, tell
from trafficroutes.commands.target import force, marked, written
from trafficroutes.errors import visible


@click.command("import-legs")
@click.argument("file", type=click.Path(dir_okay=False))
@written(
    "-o",
    "--output",
    "target",
    endings=(".yaml", ".yml"),
    help="The data file to write.  [default: the screen]",
)
@table_format
@click.option("--title", help="Title of the data file.")
@click.option("--updated", metavar="DATE", help="Date of the data file.  [default: today]")
@click.option(
    "--skip-bad-rows", is_flag=True, help="Leave out rows with a problem instead of refusing all."
)
@force
@click.pass_obj
def command(
    data: str | None,
    *,
    file: str,
    target: str | None,
    mapped: tuple[str, ...],
    encoding: str | None,
    delimiter: str | None,
    decimal: str | None,
    title: str | None,
    updated: str | None,
    skip_bad_rows: bool,
) -> None:
    r"""Turn the table FILE (CSV) into a data file.

    The first line names the columns: from, to, commodity and source, and any of
    publisher, year, url, kind, reliability, locator, credibility, modes, years,
    quantity, unit, basis, note, corridors, via. Places go by any name. What is
    filled in is told; every problem is listed with its line, and then nothing is
    written.

    \b
      trafficroutes import-legs my.csv -o my.yaml
      trafficroutes --data my.yaml hubs Colombia Spain
    """
    from trafficroutes.dataset.importing import import_legs
    from trafficroutes.dataset.loading import load
    from trafficroutes.dataset.tables.mapping import mapped_columns
    from trafficroutes.dataset.tables.reading import COLUMNS, grouped
    from trafficroutes.report.upkeep import import_lines

    if target is not None and Path(target).absolute() == Path(file).absolute():
        raise click.UsageError("the data file would replace the table: give -o another name")
    found = import_legs(
        file,
        data=load(data),
        title=title,
        updated=updated,
        skip_bad_rows=skip_bad_rows,
        columns=mapped_columns(mapped, COLUMNS),
        encoding=encoding,
        delimiter=delimiter,
        decimal=decimal,
    )
    put(target or SCREEN, marked("import-legs", found.text))
    told = None if target == SCREEN else target
    for line in import_lines(found, told):
        tell(line) if told is None else click.echo(visible(line))
    for line in grouped(found.skipped):
        tell(f"skipped {line}")
