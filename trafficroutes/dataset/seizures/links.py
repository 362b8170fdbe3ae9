"""Records into links, by a rule said aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

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
    hops = hops_of(chain)
    stops = chain.split("-")
    linked = " OR ".join(f"({a} > 0 AND {b} > 0 AND {a} <> {b})" for a, b in hops)
    ends = stops if len(hops) == 1 else ["departure", "destination"]
    blank = " OR ".join(f"{end} IS NULL" for end in ends)
    nothing = " OR ".join(f"{end} = -1" for end in ends)
    unknown = " OR ".join(f"{end} = -2" for end in ends)
    cases = {
        "drug-blank": "coalesce(drug, 0) <= 0",
        "linked": f"coalesce({linked}, false)",
        "domestic": "domestic",
        "ends-not-known": unknown,
        "ends-say-nothing": nothing,
        "ends-blank": blank,
        "one-place": "true",
    }
    return " ".join(f"WHEN {told} THEN {FATES.index(fate)}" for fate, told in cases.items())


def fates_of(engine: Engine) -> dict[str, int]:
    """Return how many records are linked, left out by each rule, and make no link."""
    rows = engine.rows("SELECT fate, count(*) FROM judged GROUP BY fate")
    counts = {FATES[fate]: int(n) for fate, n in rows}
    return {fate: counts[fate] for fate in FATES if fate in counts}


def links_of(engine: Engine, words: Words, chain: Chain) -> tuple[Link, ...]:
    """Return the links that the records make, sorted by commodity and ends."""
    stops = chain.split("-")
    hops = [(stops.index(one), stops.index(other)) for one, other in hops_of(chain)]
    ends = ", ".join(stops if "seized" in stops else [*stops, "seized"])
    # Decimals add up to the same in any order; numbers with a floating point do not.
    rows = engine.rows(
        f"""
        SELECT drug, year, mode, {ends}, count(*), count(kg), sum(kg), max(kg)
        FROM (
            SELECT drug, year, mode, {ends}, CAST(counted_kg AS DECIMAL(18, 9)) AS kg
            FROM judged WHERE fate = {FATES.index("linked")}
        )
        GROUP BY ALL
        """
    )
    found: dict[tuple[str, str, str], Link] = {}
    sums: dict[tuple[str, str, str], object] = {}
    for drug, year, mode, *places, records, weighed, total, largest in rows:
        seized = places[stops.index("seized") if "seized" in stops else -1]
        reporter = words.place_of(seized) if seized is not None and seized > 0 else ""
        for one, other in hops:
            a, b = places[one], places[other]
            if a is None or b is None or a <= 0 or b <= 0 or a == b:
                continue
            key = (words.drugs[drug - 1], words.place_of(a), words.place_of(b))
            link = found.setdefault(key, Link(*key))
            link.records += records
            link.weighed += weighed
            if total is not None:
                sums[key] = sums.get(key, 0) + total
                link.largest = max(link.largest, float(largest))
            if year is not None:
                link.years[year] = link.years.get(year, 0) + records
            if year is not None and reporter and not is_region(reporter):
                by_year = link.reporters.setdefault(reporter, {})
                by_year[year] = by_year.get(year, 0) + records
            if mode is not None and mode > 0:
                name = words.modes[mode - 1]
                link.modes[name] = link.modes.get(name, 0) + records
    for key, link in found.items():
        link.kilograms = float(sums.get(key, 0.0))  # type: ignore[arg-type]
        link.years = dict(sorted(link.years.items()))
        link.modes = dict(sorted(link.modes.items()))
        link.reporters = {
            code: dict(sorted(by_year.items())) for code, by_year in sorted(link.reporters.items())
        }
    return tuple(found[key] for key in sorted(found))
