"""Citations as text: of sources, and of an answer itself."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from trafficroutes.model.dataset import Dataset
from trafficroutes.model.safe_text import clean
from trafficroutes.question.evidence import Cited
from trafficroutes.question.saying import number_of
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.report.form.document import CITE, Column, Table
from trafficroutes.version import __version__

#: Digits of the hash that a line to cite shows; enough to tell files apart.
_DIGITS = 12


def cite_line(dataset: DatasetInfo | None, arguments: Sequence[str]) -> str:
    """Return the line to cite an answer by: version, data with hash, command.

    The command is that of the answer, without what says how and where it is shown: the same
    answer has the same line in every folder. Of files that are read it has the names alone.

    >>> cite_line(None, ["hubs", "Peru", "Ghana", "--notes", "-o", "a.md"]).partition("hand: ")[2]
    'trafficroutes hubs Peru Ghana'
    >>> line = cite_line(None, ["--data=/home/a/mine.yaml", "hubs", "Peru", "Ghana", "-oout/a.md"])
    >>> line.partition("hand: ")[2]
    'trafficroutes --data=mine.yaml hubs Peru Ghana'
    """
    data = (
        "a graph made by hand"
        if dataset is None
        else f"data {PurePath(dataset.path).name} {dataset.sha256[:_DIGITS]}"
    )
    return clean(f"{CITE}trafficroutes {__version__}, {data}: {command_of(arguments)}")


def command_of(arguments: Sequence[str]) -> str:
    r"""Return a command as one would type it to get the answer, wherever it was shown.

    >>> command_of(["hubs", "Peru", "Côte d'Ivoire", "-o", "a.xlsx", "--notes"])
    'trafficroutes hubs Peru \'Côte d\'"\'"\'Ivoire\''
    """
    return shlex.join(["trafficroutes", *_asked(arguments)])


#: Options that say how an answer is shown, and those that say where it goes.
_FORM = frozenset({"--notes", "--explain", "--no-cache", "--force"})
_PLACE = frozenset({"-f", "--format", "-o", "--output", "--map", "--png", "--svg", "--folder"})
#: The folders of a file, by which whoever is cited would be told where somebody keeps it.
_FOLDERS = re.compile(r"(?P<before>^|=)[^=]*[/\\](?P<file>[^/\\]+\.\w+)$")


def _asked(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the arguments that make the answer what it is."""
    skipped = False
    for argument in arguments:
        if skipped:
            skipped = False
        elif argument in _PLACE:
            skipped = True
        elif argument not in _FORM and not _says_where(argument):
            yield _FOLDERS.sub(r"\g<before>\g<file>", argument)


def _says_where(argument: str) -> bool:
    """Return whether an argument is an option of :data:`_PLACE` together with its value."""
    short = argument[:2] if re.match("-[^-]", argument) else ""
    return argument.partition("=")[0] in _PLACE or short in _PLACE


def evidence_table(data: Dataset, cited: Iterable[Cited], title: str = "Evidence") -> Table:
    """Return a table of citations, each once, with grades and addresses."""
    rows = []
    for item in sorted(set(cited), key=lambda c: (c.source, c.locator, c.credibility)):
        estimate = f"repeats {item.estimate}" if item.estimate else None
        rows.append(
            (
                title,
                item.source,
                f"{item.reliability}{item.credibility}",
                data.records.sources[item.source].citation,
                item.locator,
                estimate,
            )
        )
    columns = (
        Column("about", "About", for_people=False),
        Column("source", "Source"),
        Column("grade", "Grade"),
        Column("document", "Document"),
        Column("locator", "Where"),
        Column("estimate", "Estimate"),
    )
    return Table(title, columns, tuple(rows), name="citations", hides_empty=True)


def sources_cell(cited: Sequence[Cited]) -> str:
    """Return how many documents stand behind something, and the best-graded ones.

    Of a table of seizures, with the number of its records.
    """
    best = sorted({(c.reliability, c.credibility, c.source) for c in cited})
    names = list(dict.fromkeys(source for _, _, source in best))
    if not names:
        return ""
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    records = sum(c.records or 0 for c in cited if c.source == names[0])
    counted = f" ({number_of(records, 'record')})" if records else ""
    return f"{names[0]}{counted}{more}"
