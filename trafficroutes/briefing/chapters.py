"""Chapters of a report about an origin and a destination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from trafficroutes.analysis.hubs.results import Hub
from trafficroutes.briefing.asking import FIRST, Findings
from trafficroutes.briefing.contents import Chapter, Chart, Dot, Illustration
from trafficroutes.briefing.numbering import Numbers
from trafficroutes.maps.content.legbook import colour_of
from trafficroutes.maps.content.plan import plan_of
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.views.registry import view_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.question.intervals import without_route
from trafficroutes.question.ranges import CALLED, RangeShown, shown_by, told_range
from trafficroutes.question.saying import capital, listed, percent
from trafficroutes.report.form.document import Cell, Column, Table
from trafficroutes.report.ranges import KINDS, hub_share
from trafficroutes.report.wording import counted

#: Rows of a table, bodies of cooperation, and connections of a map.
_ROWS, _BODIES, _DRAWN = 10, 8, 80
#: Ways in and out of a hub that are told.
_WAYS = 4
#: Sentences that answer.
_ANSWER = 3
#: Shares below which nothing is drawn: they round to nothing.
_LEAST = 0.0005


class Writer:
    """Writes the chapters about one family.

    Parameters
    ----------
    found : Findings
    data : Dataset
    numbers : Numbers
        Of documents, which chapters number as they name them.
    key : str
        In front of names of pictures.
    """

    def __init__(self, found: Findings, data: Dataset, numbers: Numbers, key: str) -> None:
        self.found, self.data, self.numbers, self.key = found, data, numbers, key
        self.answer, self.query = found.answer, found.hubs.query
        self.shown: RangeShown = shown_by(self.answer.weighting, self.query.range_shown)
        self.colour = colour_of(data, self.answer.commodity, 0)
        self.warned = _warnings(self.answer)
        self.told = _told(found.hubs, self.answer)

    def chapters(self) -> Iterator[Chapter]:
        """Yield them in order; what is not there has none."""
        yield Chapter("answer", "The answer", self.told[:_ANSWER], notes=self.warned)
        yield self._map()
        if self.answer.hubs:
            yield self._hubs()
        yield self._ends()
        if self.found.why:
            yield self._why()
        yield self._chokepoints()
        if self.found.closed is not None and self.found.closed.answers:
            yield self._closing(self.found.closed)
        if self.found.cooperation.answers:
            yield self._cooperation()

    def _map(self) -> Chapter:
        view = view_of(self.found.hubs, self.data, MapStyle(), largest=_DRAWN)
        plan = plan_of(view.at_first(), self.data.places)
        caption = f"{view.title}. {view.summary} {view.cut}".strip()
        alt = f"A map of the world. {caption} {' '.join(self.told[:1])}"
        return Chapter("map", "On the map", pictures=(self._picture("map", caption, alt, plan),))

    def _hubs(self) -> Chapter:
        hubs = self.answer.hubs[:_ROWS]
        columns = (
            Column("rank", "#", "count"),
            Column("name", "Country"),
            Column("share", "Share", hub_share(self.answer.weighting)),
            self._range(),
            Column("rank_interval", "Ranks", "counts"),
            Column("seized_kg", "Seized in a year, kg", "amount"),
            Column("seized_years", "in"),
            Column("sources", "Sources"),
        )
        rows = tuple(self._hub(rank, hub) for rank, hub in enumerate(hubs, start=1))
        title = counted("Transit countries", len(hubs), len(self.answer.hubs))
        axis = "share of what arrives that passes the country"
        chart = self._dots("hubs", axis, hubs)
        table = Table(title, columns, rows, name="hubs", hides_empty=True)
        return Chapter("hubs", "Through which countries it goes", (), chart, (table,))

    def _hub(self, rank: int, hub: Hub) -> tuple[Cell, ...]:
        sources = self.numbers.cell(hub.citations, hub.name)
        seized = (hub.seized_kg, hub.seized_years)
        return (rank, hub.name, hub.share, self._ends_of(hub), hub.rank_interval, *seized, sources)

    def _ends(self) -> Chapter:
        answer = self.answer
        gateways = answer.gateways[:_ROWS]
        tables = [
            Table(
                counted("Gateways: where it first arrives", len(gateways), len(answer.gateways)),
                (
                    Column("name", "Place"),
                    Column("share", "Share", "share"),
                    self._range(),
                    Column("of_named", "Of those named", "share"),
                    Column("by_seizures", "Unnamed by seizures", "share"),
                    Column("sources", "Sources"),
                ),
                tuple(
                    (
                        g.name,
                        g.share,
                        self._ends_of(g),
                        g.of_named,
                        g.by_seizures,
                        self._of_legs_into(g),
                    )
                    for g in gateways
                ),
                name="gateways",
                hides_empty=True,
            )
        ]
        for name, title, places in (
            ("departures", "Departures: where it last leaves", answer.departures),
            ("origins", "Where what arrives began", answer.origins_of_arrivals),
        ):
            if len(places) > 1:
                columns = (
                    Column("name", "Place"),
                    Column("share", "Share", "share"),
                    self._range(),
                )
                rows = tuple((p.name, p.share, self._ends_of(p)) for p in places[:_ROWS])
                heading = counted(title, len(rows), len(places))
                tables.append(Table(heading, columns, rows, name=name, hides_empty=True))
        charts = self._dots("gateways", "share of what arrives that first arrives there", gateways)
        rest = self.told[_ANSWER:] or (self._straight(),)
        return Chapter("ends", "Where it leaves and where it arrives", rest, charts, tuple(tables))

    def _straight(self) -> str:
        """Return what part passes no transit country, in words."""
        share = self.answer.direct.share
        part = f"{capital(percent(share))} of it goes" if share > 0 else "Nothing goes"
        return f"{part} straight, without a transit country."

    def _of_legs_into(self, gateway: Any) -> str:
        """Return the numbers of the documents that tell of arrivals there."""
        cited = [c for leg in self.answer.legs if leg.to == gateway.place for c in leg.citations]
        return self.numbers.cell(cited, f"arrivals in {gateway.name}")

    def _why(self) -> Chapter:
        columns = (
            Column("hub", "Country"),
            Column("direction", "Way"),
            Column("name", "Place"),
            Column("share", "Share", "share"),
            self._range(),
            Column("sources", "Sources"),
        )
        told: list[str] = []
        rows: list[tuple[Cell, ...]] = []
        for result in self.found.why:
            for answer in result.answers:
                told += _told(result, answer)
                for way, parts in (("from", answer.incoming), ("to", answer.outgoing)):
                    for part in parts[:_WAYS]:
                        ends = (
                            (part.name, result.name) if way == "from" else (result.name, part.name)
                        )
                        sources = self.numbers.cell(part.citations, " to ".join(ends))
                        share = (part.share, self._ends_of(part))
                        rows.append((result.name, way, part.name, *share, sources))
        table = Table(
            f"The first {_WAYS} ways in and out",
            columns,
            tuple(rows),
            name="parts",
            hides_empty=True,
        )
        heading = "Why these come first" if len(self.found.why) > 1 else "Why it comes first"
        return Chapter("why", heading, tuple(told), tables=(table,))

    def _chokepoints(self) -> Chapter:
        result = self.found.chokepoints
        answer = result.answers[0]
        # Where fewer countries are on the way than the budget has, larger sets say no more.
        lines = [
            line
            for line in answer.budget
            if line.objective == "most_intercepted" and len(line.exact) == line.k
        ]
        names = answer.names
        rows = tuple(
            (
                line.k,
                listed(self._name(code, names) for code in line.exact),
                line.value,
                self._ends_of(line),
            )
            for line in lines
        )
        columns = (
            Column("k", "Countries", "count"),
            Column("exact", "Which"),
            Column("value", "Share that passes one", "share"),
            self._range(),
        )
        table = Table(
            "The best few countries to act in", columns, rows, name="budget", hides_empty=True
        )
        cuts = Table(
            counted("Smallest sets that stop all", min(len(answer.cuts), FIRST), len(answer.cuts)),
            (Column("cut", "Countries"),),
            tuple(
                (listed(self._name(code, names) for code in cut),) for cut in answer.cuts[:FIRST]
            ),
            name="cuts",
        )
        dots = tuple(Dot(str(line.k), line.value, self._ends_of(line)) for line in lines)
        axis = "share of what arrives that passes one of them"
        pictures: tuple[Illustration, ...] = ()
        if len(dots) > 1:
            across = "number of countries"
            chart = Chart("curve", axis, across, self._called(dots), self.colour, dots)
            told = ", ".join(f"{dot.name}: {percent(dot.share)}" for dot in dots)
            caption = f"How much passes the best one, two and more countries{self._lines(dots)}."
            pictures = (self._picture("budget", caption, f"{caption} {told}.", chart),)
        tables = tuple(one for one in (table, cuts) if one.rows)
        told_of = _told(result, answer)
        drawn = answer.draws
        notes = (
            ()
            if drawn is None
            else (f"How many countries it takes was drawn {drawn.used:,} times.",)
        )
        return Chapter("chokepoints", "Where it could be stopped", told_of, pictures, tables, notes)

    def _closing(self, result: Any) -> Chapter:
        answer = result.answers[0]
        moved = [hub for hub in answer.hubs if not hub.closed and hub.share_after is not None]
        gains = sorted(
            (hub for hub in moved if (hub.change or 0.0) > _LEAST),
            key=lambda hub: (-settled(hub.change), hub.name),
        )[:_ROWS]
        columns = (
            Column("name", "Country"),
            Column("share_before", "Before", "share"),
            Column("share_after", "After", "share"),
            Column("change", "Change, points", "points"),
            Column("change_interval", "by the evidence", "spread"),
        )
        rows = tuple(
            (h.name, h.share_before, h.share_after, h.change, h.change_interval) for h in gains
        )
        tables: tuple[Table, ...] = ()
        pictures: tuple[Illustration, ...] = ()
        if gains:
            title = "What gains most, with full adaptation"
            tables = (Table(title, columns, rows, name="gains", hides_empty=True),)
            dots = tuple(
                Dot(h.name, h.share_after, h.after_interval, h.share_before) for h in gains
            )
            axis = "share of what arrives that passes the country"
            called = CALLED["evidence"] if any(dot.ends for dot in dots) else ""
            chart = Chart("shifts", axis, "", called, self.colour, dots)
            caption = (
                "Where it would go: hollow before, full after"
                f"{', with the ' + called + ' after' if called else ''}."
            )
            told = ", ".join(
                f"{h.name} from {percent(h.share_before)} to {percent(h.share_after)}"
                for h in gains[:FIRST]
            )
            pictures = (self._picture("shifts", caption, f"{caption} {told}.", chart),)
        heading = f"If {listed(change.name for change in answer.changes)} were closed"
        told_of = (*_told(result, answer), *_sure(gains))
        return Chapter("closing", heading, told_of, pictures, tables)

    def _cooperation(self) -> Chapter:
        result = self.found.cooperation
        answer = result.answers[0]
        bodies = sorted(answer.bodies, key=lambda body: (-settled(body.share), body.id))
        rows = tuple(
            (
                body.name,
                len(body.members),
                body.share,
                self._ends_of(body),
                body.joining.name if body.joining else None,
                self.numbers.cell(body.citations, body.name),
            )
            for body in islice(bodies, _BODIES)
        )
        columns = (
            Column("name", "Body"),
            Column("members", "Members on the way", "count"),
            Column("share", "Share that passes one", "share"),
            self._range(),
            Column("joining", "Would gain most from"),
            Column("sources", "Sources"),
        )
        title = counted("Operational bodies", len(rows), len(bodies))
        tables = (Table(title, columns, rows, name="bodies", hides_empty=True),) if rows else ()
        told = _told(result, answer)
        return Chapter("cooperation", "Who works together on it", told, tables=tables)

    def _name(self, code: str, names: Any) -> str:
        return str(names.get(code) or self.data.places.name(code))

    def _range(self) -> Column:
        return Column("range", CALLED[self.shown].capitalize(), KINDS[self.shown])

    def _ends_of(self, record: Any) -> Any:
        told = told_range(record, self.query.range_shown)
        return told.ends if told.shown == self.shown else None

    def _called(self, dots: Sequence[Dot]) -> str:
        return CALLED[self.shown] if any(dot.ends for dot in dots) else ""

    def _lines(self, dots: Sequence[Dot]) -> str:
        called = self._called(dots)
        return f"; lines are the range ({called})" if called else ""

    def _dots(self, name: str, axis: str, records: Sequence[Any]) -> tuple[Illustration, ...]:
        """Return the chart of some shares that are worth drawing."""
        dots = tuple(
            Dot(one.name, one.share, self._ends_of(one)) for one in records if one.share > _LEAST
        )
        if not dots:
            return ()
        chart = Chart("dots", axis, "", self._called(dots), self.colour, dots)
        caption = f"{axis[0].upper()}{axis[1:]}{self._lines(dots)}."
        told = ", ".join(f"{dot.name} {percent(dot.share)}" for dot in dots[:FIRST])
        return (self._picture(name, caption, f"{caption} First: {told}.", chart),)

    def _picture(self, name: str, caption: str, alt: str, shown: Any) -> Illustration:
        return Illustration(f"{self.key}{name}", caption, alt, shown)


def _warnings(answer: Any) -> tuple[str, ...]:
    """Return what heads an answer that the data can hardly carry."""
    return (*without_route(answer.draws), *answer.warnings)


def _told(result: Any, answer: Any) -> tuple[str, ...]:
    """Return an answer in words, without what heads it: the report says that once."""
    warned = _warnings(answer)
    return tuple(told for told in result.sentences(answer) if told not in warned)


def _sure(gains: Sequence[Any]) -> Iterator[str]:
    """Say of how many gains the evidence is sure, where it was drawn."""
    drawn = [gain.change_interval for gain in gains if gain.change_interval is not None]
    sure = sum(settled(low) > 0 for low, _ in drawn)
    if drawn:
        of = f"Of the {len(drawn)} gains" if len(drawn) > 1 else "Of the one gain"
        yield (
            f"{of} shown, the evidence range of {sure or 'none'} keeps off zero; the others may be "
            "losses."
            if sure < len(drawn)
            else f"{of} shown, the evidence range of all keeps off zero."
        )
