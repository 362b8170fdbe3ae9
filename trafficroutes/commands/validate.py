"""``trafficroutes validate``: all that is wrong with a data file."""

from __future__ import annotations

import sys
from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit


@click.command("validate")
@click.argument("file", type=click.Path(dir_okay=False))
@options.output
def command(*, file: str, form: str, target: str | None) -> None:
    r"""Check the data file FILE and list every problem with its line.

    The exit code is 0 for a sound file and 1 for one with problems:

    \b
      trafficroutes validate my.yaml
    """
    from trafficroutes.dataset.loading import problems_of
    from trafficroutes.report.records import problems_document

    problems = problems_of(file)

    def plain() -> dict[str, Any]:
        return {"path": file, "problems": [problem.to_dict() for problem in problems]}

    emit(plain, problems_document(file, problems), form, target)
    if problems:
        sys.exit(1)
