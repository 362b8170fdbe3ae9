"""A report as one page of HTML that loads nothing, to read and to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from trafficroutes.briefing.contents import Chapter, Illustration, NumberedDocument, Part, Report
from trafficroutes.briefing.figures import svg_of
from trafficroutes.briefing.wording import ABOUT, CONTENT, about_told, colophon, grades_told
from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.model.safe_text import clean
from trafficroutes.report.form.page import standing_alone, table_html, text_html

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, "DejaVu Sans", "Segoe UI", sans-serif; color: #22303a;
  background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1.2rem;
  overflow-wrap: break-word; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 0.3rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.2rem 0 0.4rem; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 1.6rem 0 0.4rem; }
.asked { font-size: 1.05rem; color: #44525c; margin: 0 0 0.8rem; }
.answer { border-left: 5px solid #22303a; padding: 0.2rem 0 0.2rem 1rem; font-size: 1.1rem; }
.answer p { margin: 0.3rem 0; }
.warned { border: 1px solid #b3261e; border-radius: 4px; padding: 0.5rem 0.9rem; }
nav ol { columns: 2; font-size: 0.9rem; padding-left: 1.4rem; }
a { color: #0b5c8a; }
figure { margin: 1rem 0; }
.scroll { overflow-x: auto; }
figure svg { width: 100%; height: auto; display: block; }
.chart svg { max-width: 40rem; }
figcaption { font-size: 0.85rem; color: #44525c; margin-top: 0.3rem; }
table { border-collapse: collapse; font-size: 0.85rem; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.9rem 0 0.3rem; }
th, td { padding: 0.2rem 0.8rem 0.2rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #cbd2d6; overflow-wrap: normal; }
th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
th { overflow-wrap: break-word; }
.notes, .sources, .colophon { font-size: 0.85rem; color: #44525c; }
ol.sources { columns: 2; column-gap: 2rem; padding-left: 2.2rem; }
.sources li { margin-bottom: 0.35rem; overflow-wrap: anywhere; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
@media (max-width: 700px) {
  body { margin: 1rem auto; padding: 0 0.8rem; }
  nav ol, ol.sources { columns: 1; }
  .map svg { min-width: 700px; }
  .scroll > table { min-width: 46rem; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  h2, h3, caption, thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  h1, h2, h3, figure, tr, .answer, .sources li { break-inside: avoid; }
  .scroll { overflow: visible; }
  .sources { font-size: 7.5pt; line-height: 1.3; }
  .chart svg { max-width: 150mm; }
  a { color: inherit; text-decoration: none; }
  svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
#: The number of a document in a text that the report made.
_NUMBER = re.compile(r"\[(\d+)\]")


def to_page(report: Report) -> str:
    """Return a report as one page, with its figures in it.

    Parameters
    ----------
    report : Report
        From :func:`trafficroutes.report_on`.

    Raises
    ------
    MissingPackageError
        matplotlib is not installed.
    """
    return standing_alone(report.title, _STYLE, _body(report))


def _body(report: Report) -> Iterator[str]:
    yield f"<header><h1>{text_html(report.title)}</h1>\n"
    yield f'<p class="asked">{text_html(report.question)}</p></header>\n'
    known = frozenset(reference.number for reference in report.references)
    several = len(report.parts) > 1
    if several:
        yield from _contents((f"part-{n}", part.heading) for n, part in enumerate(report.parts, 1))
    for number, part in enumerate(report.parts, start=1):
        yield from _part(part, number, known, several=several)
    yield f'<section id="sources"><h2>{CONTENT}</h2>\n<ol class="sources">\n'
    for reference in report.references:
        yield _reference(reference)
    yield "</ol></section>\n"
    yield f'<footer class="colophon" id="about"><h2>{ABOUT}</h2>\n'
    for line in colophon(report):
        yield f"<p>{text_html(line)}</p>\n"
    yield f"<p><code>{text_html(report.command)}</code></p></footer>\n"


def _contents(listed: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ol>\n'
    for anchor, heading in listed:
        yield f'<li><a href="#{anchor}">{text_html(heading)}</a></li>\n'
    yield "</ol></nav>\n"


def _part(part: Part, number: int, known: frozenset[int], *, several: bool) -> Iterator[str]:
    yield f'<section id="part-{number}">\n'
    if several:
        yield f"<h2>{text_html(part.heading)}</h2>\n"
    named = [(f"c{number}-{n}", chapter) for n, chapter in enumerate(part.chapters)]
    for at, (anchor, chapter) in enumerate(named):
        yield from _chapter(chapter, anchor, known, level=3 if several else 2)
        if at == 0:
            last = [] if several else [("sources", CONTENT), ("about", ABOUT)]
            others = [(name, other.heading) for name, other in named[1:]]
            yield from _contents([*others, *last])
    yield "</section>\n"


def _chapter(chapter: Chapter, anchor: str, known: frozenset[int], *, level: int) -> Iterator[str]:
    yield f'<section id="{anchor}"><h{level}>{text_html(chapter.heading)}</h{level}>\n'
    is_answer = chapter.name == "answer"
    if is_answer and chapter.notes:
        warned = "".join(f"<p>{text_html(note)}</p>" for note in chapter.notes)
        yield f'<div class="warned" role="note">{warned}</div>\n'
    if is_answer:
        told = "".join(f"<p>{text_html(line)}</p>" for line in chapter.sentences)
        yield f'<div class="answer">{told}</div>\n'
    elif chapter.sentences:
        yield f"<p>{' '.join(map(text_html, chapter.sentences))}</p>\n"
    for picture in chapter.pictures:
        yield _picture(picture)
    for table in chapter.tables:
        yield from table_html(table, partial(_linked, known=known))
    if chapter.notes and not is_answer:
        notes = "".join(f"<li>{text_html(note)}</li>" for note in chapter.notes)
        yield f'<ul class="notes">{notes}</ul>\n'
    yield "</section>\n"


def _picture(picture: Illustration) -> str:
    kind = "map" if isinstance(picture.shown, MapPlan) else "chart"
    caption = f"<figcaption>{text_html(picture.caption)}</figcaption>"
    return (
        f'<figure class="{kind}"><div class="scroll" tabindex="0">{svg_of(picture)}</div>\n'
        f"{caption}</figure>\n"
    )


def _linked(text: str, known: frozenset[int]) -> str:
    """Return a text as HTML in which numbers of documents lead to them."""

    def link(found: re.Match[str]) -> str:
        return f'<a href="#s{found[1]}">{found[0]}</a>' if int(found[1]) in known else found[0]

    return _NUMBER.sub(link, text_html(text))


def _reference(one: NumberedDocument) -> str:
    document = text_html(one.document)
    if one.url and one.url.startswith(("https://", "http://")):
        address = escape(clean(one.url), quote=True)
        document = document.replace(address, f'<a href="{address}" rel="noreferrer">{address}</a>')
    more = text_html(" ".join((grades_told(one), about_told(one))))
    return f'<li id="s{one.number}" value="{one.number}">{document} {more}</li>\n'
