"""The quality report on seizure records: what was read, what was not, what stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trafficroutes.dataset.seizures import findings, links
from trafficroutes.dataset.seizures.decoding import NOT_KNOWN, Words, decimal_sign
from trafficroutes.dataset.seizures.engine import Engine
from trafficroutes.dataset.seizures.findings import WordCount
from trafficroutes.dataset.seizures.parts import Seen, Staged
from trafficroutes.dataset.seizures.rules import RULES
from trafficroutes.dataset.tables.mapping import Action, Rule
from trafficroutes.dataset.tables.words import density
from trafficroutes.model.events import Rule as Chain

#: A country with this part of the records dominates a table.
DOMINATES = 0.25
_TOP = 10
_ON_REPORTING = (
    "Seizures measure controls and reporting as well as trafficking: where nobody reports, there "
    "are no records"
)


@dataclass(frozen=True)
class TableReadIn:
    """One table of a report.

    Attributes
    ----------
    name : str
        The file, with the sheet or the file within it.
    rows : int
        Rows below the headings that were read.
    columns : dict of field to heading
        What is read.
    unread : tuple of str
        Headings of other columns.
    delimiter, decimal : str
        What parts cells and decimals; empty where there is nothing to part, or it is not sure.
    dates : str
        ``day first``, ``month first``, or empty where dates do not tell.
    bad_rows : int
        Rows that were left out, as no rows of the table.
    """

    name: str
    rows: int
    columns: dict[str, str]
    unread: tuple[str, ...]
    delimiter: str
    decimal: str
    dates: str
    bad_rows: int


@dataclass(frozen=True)
class RowShown:
    """A row, as an example: the table, the row of it (headings are the first), and its cells."""

    table: str
    row: int
    cells: dict[str, str]


@dataclass(frozen=True)
class RuleFinding:
    """What one rule found.

    Attributes
    ----------
    rule, title : str
        Its name, and what it finds.
    action : str
        What is done with these records: keep, leave-out, weigh or unweigh.
    rows : int
        How many.
    words : int
        How many different words stand in the column that the rule is about.
    groups : tuple of WordCount
        The words of most rows.
    examples : tuple of RowShown
        The first rows.
    """

    rule: str
    title: str
    action: str
    rows: int
    words: int
    groups: tuple[WordCount, ...]
    examples: tuple[RowShown, ...]


@dataclass(frozen=True)
class SeizureReport:
    """A quality report on tables of seizure records.

    Attributes
    ----------
    title : str
        What they are.
    chain : str
        The rule that makes links of records.
    rows : int
        Records read.
    tables : tuple of TableReadIn
        Of which files.
    not_tables : tuple of str
        Files and sheets that hold no table of records.
    ends : dict of column to dict
        Rows that name a place, none (blank), a word for none, one that is not known.
    no_places : tuple of WordCount
        Words in columns of places that are none, all of them.
    findings : tuple of RuleFinding
        One a rule, in the order of the rules.
    fates : dict of str to int
        What became of each record: linked, left out by which rule, no link and why.
    units, drugs : tuple of dict
        The words of these columns, with what they are read as.
    modes : tuple of WordCount
        Words for means of transport that are not known.
    reporters : tuple of dict
        Countries that seized most, with their part of the records.
    links, linked_kilograms : int, float
        Links that the records make, and their kilograms.
    notes : tuple of str
        What was taken for granted.
    """

    title: str
    chain: str
    rows: int
    tables: tuple[TableReadIn, ...]
    not_tables: tuple[str, ...]
    ends: dict[str, dict[str, int]]
    no_places: tuple[WordCount, ...]
    findings: tuple[RuleFinding, ...]
    fates: dict[str, int]
    units: tuple[dict[str, Any], ...]
    drugs: tuple[dict[str, Any], ...]
    modes: tuple[WordCount, ...]
    reporters: tuple[dict[str, Any], ...]
    links: int = 0
    linked_kilograms: float = 0.0
    notes: tuple[str, ...] = field(default=())

    def finding(self, rule: str) -> RuleFinding:
        """Return what one rule found.

        Raises
        ------
        KeyError
            There is no such rule.
        """
        return {one.rule: one for one in self.findings}[rule]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as docs/output.md describes them."""
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}

    def __str__(self) -> str:
        linked = self.fates.get("linked", 0)
        return (
            f"{self.rows:,} records; {linked:,} in {self.links:,} links by {self.chain}; "
            f"{self.rows - linked:,} in none"
        )


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, dict) else value


def report_of(
    engine: Engine,
    words: Words,
    staged: Staged,
    actions: Mapping[Rule, Action],
    chain: Chain,
    title: str,
    made: tuple[links.Link, ...],
    *,
    told: bool,
) -> SeizureReport:
    """Return the report on records that are judged."""
    counts = findings.counts_of(engine, words)
    rows = sum(seen.rows for seen in staged.seen)
    shown = findings.examples_of(engine, {rid for _, first in counts.values() for rid in first})
    found = tuple(
        _finding(
            engine,
            words,
            rule,
            actions[rule],
            counts[rule][0],
            tuple(_shown(rid, shown[rid], staged.seen) for rid in counts[rule][1]),
        )
        for rule in RULES
    )
    return SeizureReport(
        title=title,
        chain=chain,
        rows=rows,
        tables=tuple(_table(seen, words) for seen in staged.seen),
        not_tables=tuple(staged.unread),
        ends=findings.ends_of(engine),
        no_places=findings.words_for_no_place(engine, words),
        findings=found,
        fates=links.fates_of(engine),
        units=tuple(dict(one) for one in findings.units_of(engine)),
        drugs=_drugs(engine, words),
        modes=_modes(engine),
        reporters=_reporters(engine, words, rows),
        links=len(made),
        linked_kilograms=sum(link.kilograms for link in made),
        notes=tuple(_notes(staged.seen, words, actions, counts["litres"][0], told=told)),
    )


def _finding(
    engine: Engine,
    words: Words,
    rule: Rule,
    action: Action,
    rows: int,
    examples: tuple[RowShown, ...],
) -> RuleFinding:
    if not rows:
        return RuleFinding(rule, RULES[rule].title, action, 0, 0, (), ())
    number, groups = findings.groups_of(engine, rule, words)
    return RuleFinding(
        rule,
        RULES[rule].title,
        action,
        rows,
        number,
        groups,
        examples,
    )


def _shown(rid: int, texts: Mapping[str, str], tables: Sequence[Seen]) -> RowShown:
    seen = next(one for one in reversed(tables) if one.first <= rid)
    cells = {seen.part.layout.heading(name): text for name, text in texts.items()}
    return RowShown(seen.part.name, seen.row(rid), cells)


def _table(seen: Seen, words: Words) -> TableReadIn:
    part = seen.part
    columns = {name: part.layout.heading(name) for name in part.layout.columns}
    signs = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    return TableReadIn(
        part.name,
        seen.rows,
        columns,
        part.layout.unread,
        signs.get(part.delimiter, part.delimiter),
        decimal_sign(seen.marks),
        words.orders[part.number],
        len(seen.bad),
    )


def _drugs(engine: Engine, words: Words) -> tuple[dict[str, Any], ...]:
    codes = {text.strip(" "): code or 0 for text, code in words.codes["drug"].items()}
    found = []
    for word, rows in findings.counted(engine, "drug"):
        drug = words.drugs[codes[word] - 1] if codes.get(word, 0) > 0 else ""
        is_known = drug != "" and drug not in words.names.made_up
        found.append({"drug": word, "commodity": drug, "known": is_known, "rows": rows})
    return tuple(found)


def _modes(engine: Engine) -> tuple[WordCount, ...]:
    counts = findings.counted(engine, "mode", f"mode = {NOT_KNOWN}")
    return tuple(WordCount("mode", word, rows) for word, rows in counts)


def _reporters(engine: Engine, words: Words, rows: int) -> tuple[dict[str, Any], ...]:
    found = findings.reporters_of(engine, words)[:_TOP]
    return tuple(
        {
            "country": code,
            "name": words.gazetteer.name(code),
            "rows": n,
            "share": n / rows,
            "dominates": n / rows >= DOMINATES,
        }
        for code, n in found
    )


def _notes(
    tables: Sequence[Seen],
    words: Words,
    actions: Mapping[Rule, Action],
    litres: int,
    *,
    told: bool,
) -> list[str]:
    notes = [_ON_REPORTING]
    for seen in tables:
        part = seen.part
        sign = decimal_sign(seen.marks)
        if sign and part.delimiter and "amount" in part.layout.columns:
            name = "point" if sign == "." else "comma"
            how = "as is told" if told else "as other amounts of it tell"
            told_of = f"{part.name}: the {name} parts decimals, {how}"
            if part.number in words.grouped:
                text, value = words.grouped[part.number]
                told_of += f"; {text!r} is read as {value:,.12g}"
            notes.append(told_of)
        if seen.bad:
            notes.append(f"{part.name}: {len(seen.bad)} rows are no rows of the table, left out")
    if litres and actions["litres"] == "weigh":
        held = density()
        notes.append(f"Litres count as {held.kilograms_per_litre:g} kg each ({held.source})")
    return notes
