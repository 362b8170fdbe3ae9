"""The index page of the gallery: what the tool is, what it is not, and a card a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

_HERE = Path(__file__).resolve().parent
#: Of the page, with its style; and what everybody should know who opens a map, the gist of
#: ``docs/limits.md``.
_HEAD = (_HERE / "head.html").read_text(encoding="utf-8")
_ABOUT = (_HERE / "about.html").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Card:
    """What the page says of a map.

    Attributes
    ----------
    name : str
        Of its files.
    question : str
        What it answers.
    finding : str
        The answer in a sentence.
    years : str
        First and last year of its evidence; empty where none is named.
    reading : str
        How to read it.
    command : str
        What draws it at the command line.
    """

    name: str
    question: str
    finding: str
    years: str
    reading: str
    command: str


def index(cards: Iterable[Card], told: str, *, figures: bool) -> str:
    """Return the page.

    Parameters
    ----------
    cards : iterable of Card
        Of all maps.
    told : str
        What the maps were drawn from.
    figures : bool
        Whether figures and small pictures of the maps were made.
    """
    items = "\n".join(_item(card, figures=figures) for card in cards)
    return (
        f'{_HEAD}<header class="about">\n<h1>Maps of drug routes</h1>\n{_ABOUT}</header>\n'
        f'<h2>Questions</h2>\n<ul class="cards">\n{items}\n</ul>\n'
        f'<p class="quiet">{escape(told)}</p>\n</main>\n</body>\n</html>\n'
    )


def _item(card: Card, *, figures: bool) -> str:
    page, question, finding = f"{card.name}.html", escape(card.question), escape(card.finding)
    picture = (
        f'<a href="{page}" tabindex="-1"><img src="{card.name}-small.png" width="480" height="240" '
        f'alt="Map to the question: {question} {finding}" loading="lazy"></a>\n'
        if figures
        else ""
    )
    prints = (
        f' To print: <a href="{card.name}.png" aria-label="PNG: {question}">PNG</a>, '
        f'<a href="{card.name}.svg" aria-label="SVG: {question}">SVG</a>.'
        if figures
        else ""
    )
    years = f"Evidence of {card.years}." if card.years else "Evidence without years."
    return (
        f'<li>\n{picture}<h3><a href="{page}">{question}</a></h3>\n<p>{finding}</p>\n'
        f'<p class="quiet">{years} {escape(card.reading)}{prints}</p>\n'
        f"<p><code>{escape(card.command)}</code></p>\n</li>"
    )
