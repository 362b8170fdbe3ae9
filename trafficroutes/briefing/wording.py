"""What every form of a report says in the same words."""

from __future__ import annotations

from trafficroutes.briefing.contents import NumberedDocument, Report
from trafficroutes.model.names import spoken
from trafficroutes.question.saying import listed

#: Headings.
CONTENT, ABOUT = "The documents behind this", "About this report"
#: Places in a document, and things that it stands behind, that are told before they are counted.
_PLACES, _THINGS = 6, 4
_LIMITS = (
    (
        "Countries alone, published evidence alone, no private person. Shares describe reported "
        "evidence about movements; they are no measured trade and say nothing of guilt."
    ),
)


def grades_told(one: NumberedDocument) -> str:
    """Return the grades of a document, and where in it.

    >>> grades_told(NumberedDocument(1, "a", "A", None, ("B2", "B3"), ("p. 4",), ()))
    'Graded B2 and B3. Where: p. 4.'
    """
    where = f" Where: {_some(one.locators, _PLACES, '; ')}." if one.locators else ""
    return (f"Graded {listed(one.grades)}." if one.grades else "") + where


def about_told(one: NumberedDocument) -> str:
    """Return what a document stands behind.

    >>> about_told(NumberedDocument(1, "a", "A", None, (), (), ("Ghana", "Peru to Ghana")))
    'Behind: Ghana; Peru to Ghana.'
    """
    return f"Behind: {_some(one.about, _THINGS, '; ')}." if one.about else ""


def colophon(report: Report) -> tuple[str, ...]:
    """Return what a report is made of, and how to make it again."""
    data = report.dataset
    legs = "" if data is None else f", with {data.legs:,} legs; sha256 {data.sha256}"
    path = "" if data is None else data.path
    return (
        f"Made by trafficroutes {report.version} from {path} of {report.updated}{legs}.",
        *_LIMITS,
        (
            "Grades: the document from A (reliable) to E, the statement from 1 (confirmed) to 5; F "
            "and 6 cannot be judged."
        ),
        f"Cite as: {report.cite_as}",
        "This command makes it again, byte by byte, from the same data and version:",
    )


def _some(texts: tuple[str, ...], most: int, between: str) -> str:
    told = [spoken(text) for text in texts[:most]]
    more = len(texts) - len(told)
    return between.join(told) + (f"{between}{more} more" if more else "")
