"""``trafficroutes seizures``: tables of seizure records into a network of links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import SCREEN, emit, put, tell
from trafficroutes.commands.target import FORM_OF, force, marked, written

#: Kept in step with the library by a test, so that --help need not import it.
CHAINS = (
    "departure-destination",
    "departure-seized-destination",
    "producing-departure-seized-destination",
)


@click.command("seizures", short_help="Turn tables of seizure records into a network.")
@click.argument("tables", metavar="TABLE...", nargs=-1, required=True, type=click.Path())
@written(
    "-o",
    "--output",
    "target",
    endings=(".yaml", ".yml", *FORM_OF),
    help="The network (.yaml), or the report with --check (.html, .json, .md, .csv, .txt).",
)
@written(
    "--report",
    "report_file",
    endings=tuple(FORM_OF),
    help="Also write the quality report to this file; its ending says the form.",
)
@click.option("--check", is_flag=True, help="Look through the records, and write no network.")
@click.option(
    "--chain",
    type=click.Choice(CHAINS),
    help="How a record becomes links.  [default: departure-destination, or as the mapping says]",
)
@click.option(
    "--mapping",
    metavar="FILE",
    help="What columns and words mean: a mapping file, or unodc-ids, which ships.",
)
@options.table_format
@click.option("--keep", metavar="RULE", multiple=True, help="Keep the records that a rule finds.")
@click.option(
    "--leave-out", metavar="RULE", multiple=True, help="Leave out the records that a rule finds."
)
@click.option(
    "--unweigh", metavar="RULE", multiple=True, help="Keep them, and do not count their kilograms."
)
@click.option(
    "--weigh", metavar="RULE", multiple=True, help="Count kilograms of litres, or of tablets."
)
@click.option("--title", help="Title of the data file.")
@click.option("--updated", metavar="DATE", help="Date of the data file.  [default: today]")
@click.option(
    "--skip-bad-rows", is_flag=True, help="Leave out rows with too many or too few cells."
)
@click.option(
    "--memory",
    metavar="SIZE",
    default="500MB",
    show_default=True,
    help="What is kept in memory; the rest goes to the folder for temporary files.",
)
@options.printing
@force
@click.pass_obj
def command(
    data: str | None,
    *,
    tables: tuple[str, ...],
    target: str | None,
    report_file: str | None,
    check: bool,
    chain: str | None,
    mapping: str | None,
    mapped: tuple[str, ...],
    encoding: str | None,
    delimiter: str | None,
    decimal: str | None,
    keep: tuple[str, ...],
    leave_out: tuple[str, ...],
    unweigh: tuple[str, ...],
    weigh: tuple[str, ...],
    title: str | None,
    updated: str | None,
    skip_bad_rows: bool,
    memory: str,
    form: str,
) -> None:
    r"""Turn tables of single seizures into a network, with a report on their quality.

    A table is CSV, TSV, a spreadsheet, Parquet, or a zip file of these. Columns are
    found by their names. The report comes first: what was read and what not, what
    stands out, and what is done about it by which rule; each rule can be switched.
    Links are evidence of a kind of their own: events, with a count of records.

    \b
      trafficroutes seizures ids.csv --check
      trafficroutes seizures ids.csv --mapping unodc-ids -o network.yaml
      trafficroutes --data network.yaml hubs Colombia Spain
    """
    from trafficroutes.dataset.loading import load
    from trafficroutes.dataset.seizures.answer import check_seizures, import_seizures, switches_of
    from trafficroutes.dataset.seizures.layout import FIELDS
    from trafficroutes.dataset.tables.mapping import mapped_columns
    from trafficroutes.report.seizures import seizures_document

    network = _checked(target, tables, check=check)
    asked: dict[str, Any] = {
        "data": load(data),
        "mapping": mapping,
        "columns": mapped_columns(mapped, FIELDS),
        "encoding": encoding,
        "delimiter": delimiter,
        "decimal": decimal,
        "chain": chain,
        "rules": switches_of(
            (("keep", keep), ("leave-out", leave_out), ("unweigh", unweigh), ("weigh", weigh))
        ),
        "updated": updated,
        "skip_bad_rows": skip_bad_rows,
        "memory": memory,
    }
    if network is None:
        report = check_seizures(tables, **asked)
    else:
        found = import_seizures(tables, title=title, **asked)
        report = found.report
        put(network, marked("seizures", found.text))
    document = seizures_document(report, target=None if network == SCREEN else network)
    if report_file is not None:
        emit(report.to_dict, document, FORM_OF[Path(report_file).suffix.lower()], report_file)
    if network == SCREEN:
        tell(str(report))
        return
    form = FORM_OF.get(Path(target or "").suffix.lower(), form) if check else form
    emit(report.to_dict, document, form, target if check else None)


def _checked(target: str | None, tables: tuple[str, ...], *, check: bool) -> str | None:
    """Return where the network goes; None where none is asked for."""
    if target is not None and any(Path(target).absolute() == Path(t).absolute() for t in tables):
        raise click.UsageError("the output would replace a table: give -o another name")
    ending = Path(target or "").suffix.lower()
    if check:
        if ending in (".yaml", ".yml"):
            raise click.UsageError("--check writes no network: leave it out, or name a report")
        return None
    if target is not None and target != SCREEN and ending not in (".yaml", ".yml"):
        raise click.UsageError(
            f"-o {target}: a network ends in .yaml; name the report by --report, or add --check"
        )
    return target if target is not None else SCREEN
