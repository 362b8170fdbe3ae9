"""A small data file of events with the countries that seized: who reports what.

COL --20 (ESP 15, FRA 5)--> ESP      COL --9 (BRA)--> BRA --6 (ESP)--> ESP
COL --4 (COL 2012)--> ECU --3 (nobody is told)--> ESP
"""

from __future__ import annotations

from tests.model.test_events import HEAD

LINKS = (
    ("COL", "ESP", 20, "{ESP: {2011: 10, 2012: 5}, FRA: {2012: 5}}", "{2011: 10, 2012: 10}"),
    ("COL", "BRA", 9, "{BRA: {2012: 9}}", "{2012: 9}"),
    ("BRA", "ESP", 6, "{ESP: {2012: 6}}", "{2012: 6}"),
    ("COL", "ECU", 4, "{COL: {2012: 4}}", "{2012: 4}"),
    ("ECU", "ESP", 3, "{}", "{2012: 3}"),
)
_FIGURES = """consumption:
  - {id: people-ESP, place: ESP, commodity: cocaine, measure: population_15_64, citations: [
     {source: table, locator: p. 1, credibility: 2, period: 2005,
      quantity: {best: 1, unit: persons}},
     {source: table, locator: p. 2, credibility: 2, period: 2012,
      quantity: {best: 30000000, unit: persons}}]}
seizures:
  - {id: seized-ESP, place: ESP, commodity: cocaine, citations: [
     {source: table, locator: p. 3, credibility: 2, period: 2012,
      quantity: {best: 20, unit: t, basis: seizure}}]}
"""


def reported_file() -> str:
    """Return the file as text."""
    legs = "".join(
        f"  - {{id: cocaine-{origin}-{to}, from: {origin}, to: {to}, commodity: cocaine, events: "
        f"[{{source: table, rule: departure-destination, records: {records}, weighed: 0, "
        f"years: {years}, reporters: {by}}}]}}\n"
        for origin, to, records, by, years in LINKS
    )
    return f"{HEAD}{legs}{_FIGURES}"
