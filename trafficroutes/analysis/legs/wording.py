"""The answer about legs in words: made of its numbers."""

from __future__ import annotations

from trafficroutes.analysis.legs.results import LegsQuery, LegsSummary, LegTold
from trafficroutes.model.names import spoken

#: Whose documents they are, by kind.
OF_KIND = {
    "press": "the press",
    "government": "governments",
    "un_report": "the UN",
    "ngo": "non-governmental organisations",
    "eu_agency": "EU agencies",
    "academic": "research",
    "treaty_body": "treaty bodies",
    "dataset": "datasets",
}


def many(count: int, what: str, more: str = "") -> str:
    """Return a number with what it counts.

    >>> many(1, "leg"), many(1_200, "leg"), many(2, "country", "countries")
    ('1 leg', '1,200 legs', '2 countries')
    """
    return f"{count:,} {what if count == 1 else more or what + 's'}"


def sentence(query: LegsQuery, summary: LegsSummary, legs: tuple[LegTold, ...], flows: int) -> str:
    """Return who tells of the legs, in one to three sentences."""
    ends = f"from {query.origin_name} to {query.destination_name}"
    told = f"{many(flows, 'citation')} of statements that name both ends but not each crossing"
    if not summary.legs:
        where = f"of {query.corridor_name}" if query.kind == "corridor" else ends
        return f"No document tells of a leg {where} itself; there {_are(flows)} {told}."
    carried = ", ".join(dict.fromkeys(spoken(leg.commodity) for leg in legs))
    what = many(summary.legs, "leg")
    if query.kind == "corridor":
        lead = f"{query.corridor_name} has {what} ({carried}), told by"
    elif summary.legs == 1:
        lead = f"That {carried} goes {ends} is told by"
    else:
        lead = f"{what} lead {ends} ({carried}), told by"
    documents = f"{many(summary.citations, 'citation')} of {many(summary.documents, 'document')}"
    counted = f", with {many(summary.records, 'seizure record')}" if summary.records else ""
    told = f"{lead} {documents} ({kinds_told(summary.kinds)}){counted}, {_years(summary)}."
    return f"{told} {_sure(summary)}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def kinds_told(kinds: dict[str, int]) -> str:
    """Return whose documents they are.

    >>> kinds_told({"press": 12, "government": 6})
    '12 of the press, 6 of governments'
    >>> kinds_told({"press": 3})
    'all of the press'
    """
    if len(kinds) == 1:
        (kind,) = kinds
        return f"{'' if kinds[kind] == 1 else 'all '}of {OF_KIND[kind]}"
    return ", ".join(f"{count:,} of {OF_KIND[kind]}" for kind, count in kinds.items())


def _years(summary: LegsSummary) -> str:
    first, last = summary.years
    if first is None:
        return "without a year"
    return f"about {first}" if first == last else f"about {first} to {last}"


def _sure(summary: LegsSummary) -> str:
    """Say how good the evidence is, and whether reports are independent."""
    best = f"The best {'of them ' if summary.citations > 1 else ''}is graded {summary.best_grade}"
    if summary.citations == 1:
        return f"It is graded {summary.best_grade}, and nothing else tells of it."
    if summary.independent == 1:
        return f"{best}, but they count as one report, since they share a document or an estimate."
    if summary.legs == 1:
        every = summary.independent == summary.citations
        which = "all" if every else f"{summary.independent:,}"
        return f"{best}, and {which} of them are independent of each other."
    if not summary.twice_told:
        return f"{best}; no leg has two reports that are independent of each other."
    some = f"{summary.twice_told:,} of the {summary.legs:,} legs"
    which = "each leg" if summary.twice_told == summary.legs else some
    has = "has" if summary.twice_told in (1, summary.legs) else "have"
    return f"{best}, and {which} {has} two or more that are independent of each other."
