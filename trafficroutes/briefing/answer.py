"""A report about a question, a corridor or a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from trafficroutes.briefing.asking import Findings, findings_of
from trafficroutes.briefing.chapters import Writer
from trafficroutes.briefing.contents import Part, Report
from trafficroutes.briefing.evidence import evidence_chapters
from trafficroutes.briefing.numbering import Numbers
from trafficroutes.briefing.records import corridor_part, place_part
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import spoken
from trafficroutes.model.years import Period, Years, parse_years
from trafficroutes.question.query import Query, Retention, Weighting
from trafficroutes.question.ranges import RangeShown
from trafficroutes.question.saying import capital, listed
from trafficroutes.question.solving import dataset_info
from trafficroutes.report.citing import cite_line
from trafficroutes.report.form.document import CITE
from trafficroutes.version import __version__

#: Options that narrow what is told of a corridor or a place; the others are of questions.
_NARROWING = ("commodity", "years")


def report_on(
    source: DataGiven,
    origin: str | None = None,
    destination: str | None = None,
    *,
    corridor: str | None = None,
    place: str | None = None,
    draws: int | None = None,
    seed: int = 0,
    command: Sequence[str] | None = None,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: RangeShown | int = "50",
) -> Report:
    """Put together all that the data tell of a question, a corridor or a place.

    Parameters
    ----------
    source : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    origin, destination : str, optional
        Both ends of a question, by any of their names.
    corridor : str, optional
        In their place, a corridor by its id or name.
    place : str, optional
        In their place, a country or region.
    draws : int, optional
        As of :func:`trafficroutes.hubs`; 0 makes no draws at all. Of a place nothing is drawn.
    seed : int
        Same seed, same draws.
    command : sequence of str, optional
        The arguments of the command in the report; those of this call unless told otherwise.
    commodity, years
        As for :func:`trafficroutes.hubs`.
    modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`, of a question alone.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`, of a question alone.

    Returns
    -------
    Report
        Chapters of sentences, figures and tables, family by family; shares are fractions of
        1. :func:`trafficroutes.save_report` writes it.

    Raises
    ------
    QueryError
        Not exactly one of a question, a corridor and a place is given, or an option is not
        of it.
    NoRouteError, UnknownNameError, AmbiguousNameError, FormerStateError
        As of :func:`trafficroutes.hubs`.

    Examples
    --------
    >>> from trafficroutes import load, report_on
    >>> found = report_on(load(), "Peru", "Ghana", commodity="cocaine", draws=0)
    >>> found.title
    'Peru to Ghana: cocaine'
    >>> [chapter.name for chapter in found.parts[0].chapters][:4]
    ['answer', 'map', 'hubs', 'ends']
    """
    data = opened(source)
    numbers = Numbers(data)
    wanted: dict[str, Any] = {
        "commodity": commodity,
        "years": years,
        "modes": modes if isinstance(modes, str) else tuple(modes),
        "weighting": weighting,
        "retention": retention,
        "drop_unquantified": drop_unquantified,
        "min_citations": min_citations,
        "without_press": without_press,
        "range_shown": range_shown,
    }
    kind = _kind(origin, destination, corridor, place)
    drawn = {"draws": draws, "seed": seed}
    if kind == "question":
        found = findings_of(data, str(origin), str(destination), options=wanted, **drawn)  # type: ignore[arg-type]
        findings = list(found)
        query = findings[0].hubs.query
        parts = tuple(_parts(findings, data, numbers))
        title, question = _asked(query, parts)
    else:
        narrowed = _narrowed(wanted, kind, draws)
        if corridor is not None:
            part = corridor_part(data, corridor, numbers, draws=draws, seed=seed, **narrowed)
        else:
            part = place_part(data, str(place), numbers, **narrowed)
        parts, title = (part,), part.heading
        question = f"What do published documents tell of {part.heading}{_bounds(**narrowed)}?"
    arguments = (
        command
        if command is not None
        else _command((origin, destination), corridor, place, {**wanted, **drawn})
    )
    info = dataset_info(data)
    line = cite_line(info, arguments)
    return Report(
        kind=kind,
        title=title,
        question=question,
        dataset=info,
        updated=str(data.records.updated),
        parts=parts,
        references=numbers.references(),
        command=line.partition(f" {data.sha256[:12]}: ")[2],
        version=__version__,
        cite_as=line.removeprefix(CITE),
    )


def _kind(
    origin: str | None, destination: str | None, corridor: str | None, place: str | None
) -> Any:
    """Return what a report is about."""
    ends = origin is not None or destination is not None
    given = [
        kind
        for kind, is_given in (("question", ends), ("corridor", corridor), ("place", place))
        if is_given
    ]
    if len(given) != 1 or (ends and (origin is None or destination is None)):
        raise QueryError(
            "a report is about an origin and a destination, about a corridor, or about a place: "
            "give one of the three"
        )
    return given[0]


def _narrowed(wanted: dict[str, Any], kind: str, draws: int | None) -> dict[str, Any]:
    """Return the options of a corridor or place; refuse those of questions."""
    idle = sorted(
        key for key, value in wanted.items() if key not in _NARROWING and not _is_usual(key, value)
    )
    if kind == "place" and draws is not None:
        idle.append("draws")
    if idle:
        raise QueryError(
            f"{', '.join(idle)}: of a question from an origin to a destination, not of a {kind}; "
            "leave out what does not fit"
        )
    years = wanted.get("years")
    return {
        "commodity": wanted.get("commodity"),
        "years": None if years is None else parse_years(years),
    }


def _is_usual(key: str, value: Any) -> bool:
    """Return whether an option says what it would without being given."""
    usual = {
        "weighting": "auto",
        "retention": "cited",
        "min_citations": 1,
        "range_shown": "50",
        "seed": 0,
    }
    if value is None or value is False or value in ("", (), []):
        return True
    return str(value) == str(usual.get(key))


def _parts(findings: Sequence[Findings], data: Dataset, numbers: Numbers) -> Iterator[Part]:
    """Yield a part a family."""
    for found in findings:
        commodity = found.answer.commodity
        key = f"{commodity}-" if len(findings) > 1 else ""
        chapters = (
            *Writer(found, data, numbers, key).chapters(),
            *evidence_chapters(found, data, numbers),
        )
        yield Part(commodity, capital(spoken(commodity)), chapters)


def _asked(query: Query, parts: Sequence[Part]) -> tuple[str, str]:
    """Return the title of a report about a question, and the question in words."""
    named = [spoken(str(part.commodity)) for part in parts]
    families, do = ", ".join(named), "does" if len(named) == 1 else "do"
    ends = f"{query.origin_name} to {query.destination_name}"
    question = (
        f"How {do} {listed(named)} get from {query.origin_name} to {query.destination_name}"
        f"{_bounds(None, query.years)}: through which countries, how sure is that, and what would "
        "happen if they were closed?"
    )
    return f"{ends}: {families}", question


def _bounds(commodity: str | None, years: Years | None) -> str:
    """Return what a question is narrowed by, in words."""
    goods = "" if commodity is None else f" about {spoken(commodity)}"
    return f"{goods}, {years}" if years is not None else goods


def _command(
    ends: tuple[str | None, str | None],
    corridor: str | None,
    place: str | None,
    options: dict[str, Any],
) -> list[str]:
    """Return the arguments of the command that makes such a report."""
    found = ["report", *(end for end in ends if end is not None)]
    for name, value in (("--corridor", corridor), ("--place", place)):
        if value is not None:
            found += [name, value]
    for key, value in sorted(options.items()):
        if value is None or _is_usual(key, value):
            continue
        found += _option(key, value)
    return found


def _option(key: str, value: Any) -> list[str]:
    """Return an option as the command line takes it."""
    called = {"range_shown": "range", "modes": "mode"}.get(key, key.replace("_", "-"))
    if value is True:
        return [f"--{called}"]
    if key == "modes":
        listed = [value] if isinstance(value, str) else sorted(value)
        return [part for mode in listed for part in (f"--{called}", mode)]
    return [f"--{called}", str(parse_years(value)) if key == "years" else str(value)]
