"""The rules that seizure records are looked through by, and what is done by each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from trafficroutes.dataset.tables.mapping import Action, Rule
from trafficroutes.errors import QueryError
from trafficroutes.model.names import suggest


@dataclass(frozen=True)
class RuleOf:
    """One rule.

    Attributes
    ----------
    title : str
        What it finds.
    usual : str
        What is done unless somebody says otherwise.
    may : tuple of str
        What can be done.
    """

    title: str
    usual: Action
    may: tuple[Action, ...]


_EITHER: tuple[Action, ...] = ("keep", "leave-out")
_WEIGHED: tuple[Action, ...] = ("keep", "unweigh", "leave-out")

#: Every rule, in the order in which a record that several find is told of.
RULES: dict[Rule, RuleOf] = {
    "exact-duplicates": RuleOf("Records that repeat another in every column", "leave-out", _EITHER),
    "near-duplicates": RuleOf(
        "Records like another in country, date, drug, amount and unit", "keep", _EITHER
    ),
    "two-units": RuleOf("Records that repeat another in a second unit", "leave-out", _EITHER),
    "round-trips": RuleOf("Round trips: departed from where they were to go", "leave-out", _EITHER),
    "routing-words": RuleOf("Ends that what is written of the route contradicts", "keep", _EITHER),
    "into-producers": RuleOf("Into a producer, from where none is made", "keep", _EITHER),
    "producers-implausible": RuleOf(
        "Producing countries without cited production", "leave-out", _EITHER
    ),
    "drugs-not-known": RuleOf("Drugs that the data do not know", "keep", _EITHER),
    "amounts-not-read": RuleOf(
        "Amounts that are no number, or may be two", "unweigh", ("unweigh", "leave-out")
    ),
    "amounts-impossible": RuleOf(
        "Impossible amounts: none, below nothing, above 1,000 t",
        "unweigh",
        ("unweigh", "leave-out"),
    ),
    "amounts-extreme": RuleOf(
        "Extreme amounts of their drug and country (robust z above 3.5)", "keep", _WEIGHED
    ),
    "units-not-known": RuleOf("Units that are not known", "unweigh", ("unweigh", "leave-out")),
    "litres": RuleOf("Litres, as kilograms by a density", "weigh", ("weigh", "unweigh")),
    "tablets": RuleOf("Tablets, plants and other things counted", "unweigh", ("weigh", "unweigh")),
    "dates-missing": RuleOf("Records without a date", "keep", _EITHER),
    "dates-not-read": RuleOf("Dates that are none", "keep", _EITHER),
    "dates-impossible": RuleOf("Dates before 1900 or after the file", "keep", _EITHER),
}


def actions_of(
    said: Mapping[Rule, Action], switches: Iterable[tuple[str, str]] = ()
) -> dict[Rule, Action]:
    """Return what is done by each rule.

    Parameters
    ----------
    said : mapping of rule to action
        By a mapping file.
    switches : iterable of (rule, action)
        By whoever asks; these count.

    Raises
    ------
    QueryError
        There is no such rule, or it cannot be switched so.

    Examples
    --------
    >>> actions_of({}, [("exact-duplicates", "keep")])["exact-duplicates"]
    'keep'
    """
    found: dict[Rule, Action] = {name: rule.usual for name, rule in RULES.items()}
    for name, action in (*said.items(), *switches):
        if name not in get_args(Rule):
            near = suggest(name, RULES)
            told = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(RULES)}"
            raise QueryError(f"{name!r} is no rule: {told}")
        rule = cast("Rule", name)
        if action not in RULES[rule].may:
            may = " or ".join(RULES[rule].may)
            raise QueryError(f"{name}: records can be told to {may}, not to {action}")
        found[rule] = action
    return found
