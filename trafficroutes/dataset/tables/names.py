"""What the rows of a table name: documents, commodities and corridors, known or made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trafficroutes.dataset.ids import free_id, slug
from trafficroutes.dataset.merging_sources import comparable
from trafficroutes.dataset.substances import load_substances
from trafficroutes.dataset.tables import cells
from trafficroutes.dataset.tables.cells import CellError
from trafficroutes.dataset.tables.reading import Row
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import by_name, fold, suggest
from trafficroutes.model.place_names import two_parts
from trafficroutes.model.records import Commodity, Corridor, Source
from trafficroutes.model.refs import CommodityRef, CorridorRef
from trafficroutes.model.units import dimension

#: What stands where the table says nothing.
NOT_GIVEN = "not given"
_WORDS_OF_PUBLISHER, _WORDS_OF_TITLE = 2, 4


@dataclass
class DescribedSource:
    """A document as the rows so far describe it; what no row says is missing."""

    title: str
    details: dict[str, str | int] = field(default_factory=dict)
    known_as: str = ""
    spellings: list[str] = field(default_factory=list)

    def contradicts(self, details: Mapping[str, str | int]) -> list[str]:
        """Return the details in which a row says something else."""
        return [key for key, value in details.items() if _other(key, self.details.get(key), value)]


def _other(key: str, held: str | int | None, told: str | int) -> bool:
    if held is None:
        return False
    if not isinstance(held, str) or not isinstance(told, str):
        return held != told
    same_form = comparable if key == "url" else fold
    return same_form(held) != same_form(told)


#: Details that tell documents with one title apart.
_APART = ("publisher", "year", "url")


class Documents:
    """Collects documents row by row.

    Rows with one title mean one document, unless what they say of its publisher,
    year or address differs. Otherwise one report would count as two witnesses.

    Parameters
    ----------
    known : mapping of id to Source
        Documents that a table may name by their ids alone.
    """

    def __init__(self, known: Mapping[str, Source]) -> None:
        self.known = known
        self.found: list[DescribedSource] = []

    def add(self, row: Row) -> DescribedSource:
        """Return the document that a row names.

        Raises
        ------
        CellError
            The row names several documents, or says what an earlier one denies.
        """
        title = row.get("source")
        details = details_of(row)
        if title in self.known:
            return self._known(title, details)
        alike = [d for d in self.found if not d.known_as and fold(d.title) == fold(title)]
        apart = {key: details[key] for key in _APART if key in details}
        fitting = [document for document in alike if not document.contradicts(apart)]
        if len(fitting) > 1:
            message = f"{len(fitting)} sources are called {title!r}: add the publisher and the year"
            raise CellError(message)
        if not fitting:
            document = DescribedSource(title, details)
            self.found.append(document)
            return document
        (document,) = fitting
        if title not in (document.title, *document.spellings):
            document.spellings.append(title)
        denied = document.contradicts(details)
        if denied:
            (key, *_) = denied
            raise CellError(
                f"{key} {details[key]!r} of {title!r} is {document.details[key]!r} in a row above: "
                "correct one of them"
            )
        document.details.update({k: v for k, v in details.items() if k not in document.details})
        return document

    def _known(self, key: str, details: Mapping[str, str | int]) -> DescribedSource:
        source = self.known[key]
        held = {name: getattr(source, name) for name in details}
        for name, value in details.items():
            if _other(name, held[name] if held[name] is not None else "", value):
                raise CellError(
                    f"{name} {value!r} of the known source {key} is {held[name]!r}: leave the "
                    "cell empty, or name the source by a title of its own"
                )
        for document in self.found:
            if document.known_as == key:
                return document
        document = DescribedSource(source.title, known_as=key)
        self.found.append(document)
        return document

    def sources(self) -> tuple[dict[str, Source], dict[int, str]]:
        """Return the sources by id, and the id of each document by its identity.

        New ids are none of the known ones, so that the result can be merged with these.
        """
        made: dict[str, Source] = {}
        ids: dict[int, str] = {}
        taken = set(self.known)
        for document in self.found:
            key = document.known_as or free_id(_id_of(document), taken)
            taken.add(key)
            ids[id(document)] = key
            made[key] = self.known[key] if document.known_as else _source(document)
        return dict(sorted(made.items())), ids


def details_of(row: Row) -> dict[str, str | int]:
    """Return what a row says of its document beside the title."""
    details: dict[str, str | int] = {}
    for name in ("publisher", "url"):
        if row.get(name):
            details[name] = row.get(name)
    if row.get("year"):
        details["year"] = cells.year(row.get("year"))
    if row.get("kind"):
        details["kind"] = cells.source_kind(row.get("kind"))
    if row.get("reliability"):
        details["reliability"] = cells.reliability(row.get("reliability"))
    return details


def _source(document: DescribedSource) -> Source:
    held = document.details
    year, url = held.get("year"), held.get("url")
    return Source(
        title=document.title,
        publisher=str(held.get("publisher", NOT_GIVEN)),
        year=year if isinstance(year, int) else None,
        url=None if url is None else str(url),
        kind=cells.source_kind(str(held.get("kind", "press"))),
        reliability=cells.reliability(str(held.get("reliability", "F"))),
    )


def _id_of(document: DescribedSource) -> str:
    publisher = slug(str(document.details.get("publisher", "")), _WORDS_OF_PUBLISHER)
    title = slug(document.title, _WORDS_OF_TITLE)
    parts = (publisher, title, str(document.details.get("year", "")))
    return "-".join(part for part in parts if part) or "source"


_GREY = "#777777"
_MANY = 12


class TableNames:
    """Finds commodities and corridors by any name; makes up those that are not known.

    Parameters
    ----------
    data : Dataset
        Where they are known from.

    Attributes
    ----------
    made_up : dict of id to name
        Commodities that are not known.
    """

    def __init__(self, data: Dataset) -> None:
        records = data.records
        self._commodities = dict(records.commodities)
        self._corridors = dict(records.corridors)
        entries = self._commodities.items()
        named = by_name((key, (entry.name, *entry.aliases)) for key, entry in entries)
        # A name that two share, such as resin and herb "cannabis", is that of neither.
        self._known = {name: keys[0] for name, keys in named.items() if len(keys) == 1}
        self._shared = {name: keys for name, keys in named.items() if len(keys) > 1}
        self._corridor_names = {
            fold(name): key for key, entry in self._corridors.items() for name in (entry.name, key)
        }
        self.made_up: dict[str, str] = {}
        self.made_up_corridors: dict[str, str] = {}

    def commodity(self, text: str) -> CommodityRef:
        """Return the commodity that a cell names."""
        key = self._known.get(fold(text)) or self._synonym(text)
        if key is None:
            key = _new_id(text, self._commodities, "_")
            self._known[fold(text)] = key
            self._commodities[key] = Commodity(name=text, family=key, colour=_GREY, unit="t")
            self.made_up[key] = text
        found = CommodityRef(key)
        found.dimension = dimension(self._commodities[key].unit)
        return found

    def _synonym(self, text: str) -> str | None:
        """Return the commodity that another name of its substance means, such as "Cocaine HCl".

        Of "Cannabis herb (marijuana)" both parts have to mean it.
        """
        substance = load_substances().find(text)
        if substance is not None:
            key = self._known.get(fold(substance.name))
            if key is not None and key not in self.made_up:
                self._known[fold(text)] = key
                return key
        parts = two_parts(text)
        if parts is None:
            return None
        meant = {self._known.get(fold(part)) or self._synonym(part) for part in parts}
        (key, *others) = meant
        if others or key is None or key in self.made_up:
            return None
        self._known[fold(text)] = key
        return key

    def corridors(self, text: str) -> tuple[CorridorRef, ...]:
        """Return the corridors that a cell lists, each once."""
        return tuple(dict.fromkeys(self._corridor(word) for word in cells.words(text)))

    def _corridor(self, text: str) -> CorridorRef:
        key = self._corridor_names.get(fold(text))
        if key is None:
            key = _new_id(text, self._corridors, "-")
            self._corridor_names[fold(text)] = key
            self._corridors[key] = Corridor(name=text, description=NOT_GIVEN)
            self.made_up_corridors[key] = text
        return CorridorRef(key)

    def near(self, name: str) -> tuple[str, ...]:
        """Return the known commodities that a made-up one may be, or be a slip for."""
        return self._shared.get(fold(name)) or suggest(
            name, [key for key in self._commodities if key not in self.made_up]
        )

    def commodities_of(self, keys: Iterable[str]) -> dict[str, Commodity]:
        """Return the commodities with these ids, sorted."""
        return {key: self._commodities[key] for key in sorted(set(map(str, keys)))}

    def corridors_of(self, keys: Iterable[str]) -> dict[str, Corridor]:
        """Return the corridors with these ids, sorted."""
        return {key: self._corridors[key] for key in sorted(set(map(str, keys)))}


def _new_id(text: str, taken: Iterable[str], joint: str) -> str:
    key = slug(text, _MANY).replace("-", joint)
    if not key:
        raise CellError(f"no id can be made of {text!r}: write it in Latin letters or digits")
    if key in taken:
        raise CellError(f"{text!r} is too near to {key}: write one of them in another way")
    return key
