"""Text that several documents share: titles, headings, and the words of answers explained."""

from __future__ import annotations

from dataclasses import replace

from trafficroutes.model.names import spoken
from trafficroutes.question.saying import capital
from trafficroutes.report.form.document import Document, Section

#: What --explain says, a sentence a word.
WORDS = (
    (
        "Share: the part of the goods that arrive which passes a place, takes a leg or a route, or "
        "comes from somewhere; shares of places on one way add up to more than 100 %."
    ),
    (
        "Sets out, arrives: goods set out where the origin has them, and arrive where they first "
        "reach the destination; what stays in a place on the way does not arrive."
    ),
    (
        "As likely as not: the range in which half of the published shares lay that answers like "
        "this were tested on; the 90 % range held nine in ten."
    ),
    (
        "Evidence range: where the number lies in the middle 90 percent of draws, worlds in which "
        "each report is right or wrong by its grade and each figure lies in its range."
    ),
    (
        "Source and grade: A to F for how reliable the publisher is, 1 to 6 for how credible the "
        "statement is."
    ),
)


def counted(title: str, shown: int, total: int) -> str:
    """Return a title that says how many of a list are shown.

    >>> counted("Legs", 15, 300), counted("Legs", 3, 3)
    ('Legs: 15 of 300', 'Legs')
    """
    return title if shown == total else f"{title}: {shown} of {total}"


def label(commodity: str) -> str:
    """Return a commodity or family as a heading.

    >>> label("cannabis_resin"), label("mdma")
    ('Cannabis resin', 'MDMA')
    """
    return capital(spoken(commodity))


def explained(document: Document) -> Document:
    """Return a document that ends with what its words mean.

    >>> explained(Document((Section("Heroin"),))).sections[-1].heading
    'Words'
    """
    return replace(
        document, sections=(*document.sections, Section("Words", answer=WORDS, whole=True))
    )
