"""Records into links, by a rule said aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from trafficroutes.dataset.seizures.decoding import Words
from trafficroutes.dataset.seizures.engine import Engine
from trafficroutes.dataset.seizures.findings import COMPARED, CONDITIONS, unknown_drug
from trafficroutes.dataset.seizures.rules import RULES
from trafficroutes.dataset.tables.mapping import Action, Rule
from trafficroutes.model.events import Rule as Chain
from trafficroutes.model.refs import is_region

#: Rules that leave out no record but an end of it.
_ENDS_ALONE = "producers-implausible"
#: Rules that say whether a unit becomes kilograms.
_BY_UNIT = ("litres", "tablets")
#: Why a record that no rule leaves out makes no link, in the order in which it is told.
NO_LINK: dict[str, str] = {
    "drug-blank": "no drug is named",
    "domestic": "domestic: departed, seized and to stay in one country",
    "ends-blank": "an end that the rule needs is blank",
    "ends-say-nothing": "an end is 'Unknown' or the like",
    "ends-not-known": "an end is no place that is known",
    "one-place": "the ends are one place",
}
#: What may become of a record, in the order in which it is told.
FATES = ("linked", *RULES, *NO_LINK)


@dataclass
class Link:
    """A link between two places, as records make it.

    Attributes
    ----------
    commodity, origin, to : str
        What, and from where to where.
    records, weighed : int
        Records behind it, and those of them with an amount in kilograms.
    kilograms, largest : float
        Sum and largest of these; 0 where none is weighed.
    years, modes : dict
        Records by year and by mode, where they are known.
    reporters : dict of code to dict of year to int
        Records by the country that seized, and year.
    """

    commodity: str
    origin: str
    to: str
    records: int = 0
    weighed: int = 0
    kilograms: float = 0.0
    largest: float = 0.0
    years: dict[int, int] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)
    reporters: dict[str, dict[int, int]] = field(default_factory=dict)


def hops_of(chain: Chain) -> tuple[tuple[str, str], ...]:
    """Return the pairs of columns that a rule joins.

    >>> hops_of("departure-seized-destination")
    (('departure', 'seized'), ('seized', 'destination'))
    """
    stops = chain.split("-")
    return tuple(pairwise(stops))


def deciding(actions: Mapping[Rule, Action]) -> tuple[Rule, ...]:
    """Return the rules by which a record is left out, or its kilograms are."""
    return tuple(rule for rule in RULES if actions[rule] in ("leave-out", "unweigh"))


def judge(engine: Engine, words: Words, actions: Mapping[Rule, Action], chain: Chain) -> None:
    """Make the view ``judged``: of each record what becomes of it, and the kilograms that count."""
    conditions: dict[Rule, str] = {**CONDITIONS, "drugs-not-known": unknown_drug(words)}
    compared = {rule: COMPARED[rule] for rule in deciding(actions) if rule in COMPARED}
    conditions.update({rule: f"is_{table}" for rule, table in compared.items()})
    found = "".join(f", {table}.rid IS NOT NULL AS is_{table}" for table in compared.values())
    joins = " ".join(f"LEFT JOIN {table} ON {table}.rid = r.rid" for table in compared.values())
    left = [rule for rule in RULES if actions[rule] == "leave-out" and rule != _ENDS_ALONE]
    light = [rule for rule in RULES if actions[rule] == "unweigh" and rule not in _BY_UNIT]
    unweighed = " OR ".join(conditions[rule] for rule in light) or "false"
    cases = " ".join(f"WHEN {conditions[rule]} THEN {FATES.index(rule)}" for rule in left)
    producing = "r.producing"
    if actions["producers-implausible"] == "leave-out":
        producing = "CASE WHEN r.implausible THEN NULL ELSE r.producing END"
    engine.run(
        f"""
        CREATE OR REPLACE VIEW judged AS
        SELECT *, CASE WHEN coalesce({unweighed}, false) THEN NULL ELSE kg END AS counted_kg,
            CASE {cases} {_no_link(chain)} END::TINYINT AS fate
        FROM (
            SELECT r.* EXCLUDE (producing), {producing} AS producing{found}
            FROM records r {joins}
        )
        """
    )


def _no_link(chain: Chain) -> str:
    """Return why a record makes no link, as the cases of SQL."""
    stops = chain.split("-")
    ends = stops if len(hops_of(chain)) == 1 else ["departure", "destination"]
    blank = " OR ".join(f"{end} IS NULL" for end in ends)
    nothing = " OR ".join(f"{end} = -1" for end in ends)
    unknown = " OR ".join(f"{end} = -2" for end in ends)
    cases = {
        "drug-blank": "coalesce(drug, 0) <= 0",
        "linked": f"coalesce({_has_hop(chain)}, false)",
        "domestic": "domestic",
        "ends-not-known": unknown,
        "ends-say-nothing": nothing,
        "ends-blank": blank,
        "one-place": "true",
    }
    return " ".join(f"WHEN {told} THEN {FATES.index(fate)}" for fate, told in cases.items())


def _has_hop(chain: Chain) -> str:
    """Return, as SQL, that two columns of a record are the ends of a link."""
    return " OR ".join(f"({_is_hop(one, other)})" for one, other in hops_of(chain))


def _is_hop(one: str, other: str) -> str:
    return f"{one} > 0 AND {other} > 0 AND {one} <> {other}"


def fates_of(engine: Engine) -> dict[str, int]:
    """Return how many records are linked, left out by each rule, and make no link."""
    rows = engine.rows("SELECT fate, count(*) FROM judged GROUP BY fate")
    counts = {FATES[fate]: int(n) for fate, n in rows}
    return {fate: counts[fate] for fate in FATES if fate in counts}


def links_of(engine: Engine, words: Words, chain: Chain) -> tuple[Link, ...]:
    """Return the links that the records make, sorted by commodity and ends."""
    _hops(engine, chain)

    def named(drug: int, *ends: int) -> tuple[str, str, str]:
        origin, to = map(words.place_of, ends)
        return words.drugs[drug - 1], origin, to

    found = {}
    sums = "sum(records), sum(weighed), coalesce(sum(kg), 0), coalesce(max(largest), 0)"
    for *ends, records, weighed, kilograms, largest in _of_hops(engine, sums):
        link = Link(*named(*ends), records, weighed, float(kilograms), float(largest))
        found[link.commodity, link.origin, link.to] = link
    for *ends, year, records in _of_hops(engine, "year, sum(records)", "year > 0"):
        found[named(*ends)].years[year] = records
    for *ends, mode, records in _of_hops(engine, "mode, sum(records)", "mode > 0"):
        found[named(*ends)].modes[words.modes[mode - 1]] = records
    dated = "seized > 0 AND year > 0"
    for *ends, seized, year, records in _of_hops(engine, "seized, year, sum(records)", dated):
        reporter = words.place_of(seized)
        if not is_region(reporter):
            found[named(*ends)].reporters.setdefault(reporter, {})[year] = records
    for link in found.values():
        link.modes = dict(sorted(link.modes.items()))
        link.reporters = dict(sorted(link.reporters.items()))
    return tuple(found[key] for key in sorted(found))


def _hops(engine: Engine, chain: Chain) -> None:
    """Make the view ``hops``: how many linked records are alike, with the ends of each hop."""
    stops = chain.split("-")
    kept = ["drug", "year", "mode", *(stops if "seized" in stops else [*stops, "seized"])]
    # Decimals add up to the same in any order; numbers with a floating point do not. That a
    # record has a hop is a part of its fate; said alone, it is asked first of all.
    engine.run(
        f"""
        CREATE OR REPLACE TEMP TABLE alike AS
        SELECT {", ".join(kept)}, count(*) AS records, count(kg) AS weighed, sum(kg) AS kg,
            max(kg) AS largest
        FROM (
            SELECT {", ".join(kept)}, CAST(counted_kg AS DECIMAL(18, 9)) AS kg
            FROM judged WHERE ({_has_hop(chain)}) AND fate = {FATES.index("linked")}
        )
        GROUP BY ALL
        """
    )
    hops = " UNION ALL ".join(
        f"SELECT *, {one} AS origin, {other} AS target FROM alike WHERE {_is_hop(one, other)}"
        for one, other in hops_of(chain)
    )
    engine.run(f"CREATE OR REPLACE TEMP VIEW hops AS {hops}")


def _of_hops(engine: Engine, what: str, where: str = "true") -> list[tuple[Any, ...]]:
    """Return what is asked of the records of each link, in a fixed order."""
    return engine.rows(
        f"SELECT drug, origin, target, {what} FROM hops WHERE {where} GROUP BY ALL ORDER BY ALL"
    )
