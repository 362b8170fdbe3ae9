"""Who says that goods go from A to B."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trafficroutes.analysis.legs.choosing import Choice, asked_for, choose
from trafficroutes.analysis.legs.contradictions import contradictions_in
from trafficroutes.analysis.legs.notes import legs_notes
from trafficroutes.analysis.legs.results import LegsQuery, LegsResult
from trafficroutes.analysis.legs.told import (
    flow_testimony,
    in_order,
    leg_told,
    newest_first,
    summary_of,
    testimony,
)
from trafficroutes.analysis.legs.wording import many, sentence
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError, WrongTypeError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Period
from trafficroutes.question.query import Options, Terms, terms_of
from trafficroutes.question.solving import dataset_info


def legs(
    source: DataGiven,
    origin: str,
    destination: str | None = None,
    *,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    min_citations: int = 1,
    without_press: bool = False,
) -> LegsResult:
    """Answer who says that goods go from A to B.

    Parameters
    ----------
    source : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    origin, destination : str
        Countries or regions by any of their names; a region stands for its members,
        for regions that lie in it, and for itself. Without a destination, ``origin`` is the
        id of one leg, or else a corridor by its id or name.
    commodity : str, optional
        Only this commodity or family.
    years : str, int, range, pair or Years, optional
        Only citations about this period.
    modes : str or iterable of str
        Only citations that name one of these modes.
    min_citations : int
        Only legs with so many independent citations.
    without_press : bool
        Leave out legs that only press reports tell of.

    Returns
    -------
    LegsResult
        The citations, newest first; the legs; what does not go together; statements that
        name both ends but not each crossing.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    NoRouteError
        No document tells of it; the message says how many legs there are the other way round.
    QueryError
        Both ends are one country.

    Examples
    --------
    >>> from trafficroutes import legs, load
    >>> found = legs(load(), "Ecuador", "Belgium", commodity="cocaine")
    >>> [leg.id for leg in found.legs], found.summary.citations == len(found.citations)
    (['cocaine-ECU-BEL'], True)
    """
    data = opened(source)
    options = Options(
        commodity=commodity,
        years=years,
        modes=modes,
        min_citations=min_citations,
        without_press=without_press,
    )
    terms = terms_of(options, None)
    if commodity is not None:
        data.resolve_commodity(commodity)
    query = (
        _of_one(data, origin, terms)
        if destination is None
        else _between(data, (origin, destination), terms)
    )
    choice = choose(data, query)
    turned = _reversed_legs(data, query)
    if not choice.legs and not choice.flows:
        raise NoRouteError(_nothing(query, choice, turned))
    return _answer(data, query, choice, turned)


def _answer(data: Dataset, query: LegsQuery, choice: Choice, turned: int) -> LegsResult:
    told = in_order([leg_told(data, chosen) for chosen in choice.legs])
    summary = summary_of(data, choice.legs)
    citations = sorted(
        ((chosen, c) for chosen in choice.legs for c in chosen.citations),
        key=lambda pair: newest_first(data, pair[1], pair[0].entry.id),
    )
    flows = sorted(
        ((chosen, c) for chosen in choice.flows for c in chosen.citations),
        key=lambda pair: newest_first(data, pair[1], pair[0].entry.id),
    )
    contradictions = (
        *contradictions_in(data, choice.legs, testimony),
        *contradictions_in(data, choice.flows, flow_testimony),
    )
    return LegsResult(
        query=query,
        dataset=dataset_info(data),
        sentence=sentence(query, summary, told, len(flows)),
        summary=summary,
        legs=told,
        citations=tuple(testimony(data, *pair) for pair in citations),
        contradictions=contradictions,
        flows=tuple(flow_testimony(data, *pair) for pair in flows),
        notes=legs_notes(data, query, choice, summary, contradictions, turned),
    )


def _query(terms: Terms, kind: str) -> LegsQuery:
    return LegsQuery(
        kind=kind,
        origin=None,
        destination=None,
        origin_name=None,
        destination_name=None,
        leg=None,
        corridor=None,
        corridor_name=None,
        commodity=terms["commodity"],
        years=terms["years"],
        modes=terms["modes"],
        min_citations=terms["min_citations"],
        without_press=terms["without_press"],
    )


def _between(data: Dataset, ends: tuple[str, str], terms: Terms) -> LegsQuery:
    start, end = map(data.places.resolve, ends)
    if start == end and not is_region(start):
        raise QueryError(
            f"origin and destination are both {data.places.name(start)}: a leg leads from one "
            "place to another, so name two"
        )
    return replace(
        _query(terms, "between"),
        origin=str(start),
        destination=str(end),
        origin_name=data.places.name(start),
        destination_name=data.places.name(end),
    )


def _of_one(data: Dataset, name: str, terms: Terms) -> LegsQuery:
    """Return the question about one leg, or about a corridor."""
    if not isinstance(name, str):
        raise WrongTypeError(f"a leg or a corridor is named by a text, not by {name!r}")
    leg = next((leg for leg in data.legs if leg.id == name.strip()), None)
    if leg is not None:
        wanted = terms["commodity"]
        if wanted is not None and leg.commodity not in data.resolve_commodity(wanted)[1]:
            raise QueryError(f"the leg {leg.id} is of {leg.commodity}, not of {wanted}")
        return replace(
            _query(terms, "leg"),
            leg=leg.id,
            origin=str(leg.origin),
            destination=str(leg.to),
            origin_name=data.places.full_name(leg.origin),
            destination_name=data.places.full_name(leg.to),
        )
    key = corridor_called(data, name)
    if key is not None:
        named = data.records.corridors[key].name
        return replace(_query(terms, "corridor"), corridor=key, corridor_name=named)
    known = [corridor.name for _, corridor in sorted(data.records.corridors.items())]
    near = suggest(name, [*known, *sorted(leg.id for leg in data.legs)])
    raise UnknownNameError("leg or corridor", name, near)


def corridor_called(data: Dataset, name: str) -> str | None:
    """Return the id of the corridor of that id or name; None where there is none.

    >>> from trafficroutes import load
    >>> corridor_called(load(), "the Northern Route")
    'northern-route'
    """
    wanted = fold(name)
    for key, corridor in sorted(data.records.corridors.items()):
        if wanted in (fold(key), fold(corridor.name)):
            return key
    return None


def _reversed_legs(data: Dataset, query: LegsQuery) -> int:
    """Return how many legs there are the other way round."""
    if query.kind != "between" or query.origin == query.destination:
        return 0
    turned = replace(query, origin=query.destination, destination=query.origin)
    return sum(map(asked_for(data, turned), data.legs))


def _nothing(query: LegsQuery, choice: Choice, turned: int) -> str:
    """Say that no document tells of it, and what there is instead."""
    goods = "" if query.commodity is None else f" of {query.commodity}"
    if query.kind == "corridor":
        said = f"no leg{goods} belongs to the corridor {query.corridor_name}"
    else:
        said = f"no document tells of a leg{goods} from {query.origin_name} to "
        said += str(query.destination_name)
    if choice.all_legs:
        said += (
            f" that fits: the period, the modes or the evidence asked for leave out all "
            f"{many(choice.left_out, 'citation')} of {many(choice.all_legs, 'leg')}"
        )
    if turned:
        are = "is" if turned == 1 else "are"
        said += f". The other way round there {are} {many(turned, 'leg')}"
    if query.kind == "between":
        said += ". Routes by way of other countries: trafficroutes paths"
    return said
