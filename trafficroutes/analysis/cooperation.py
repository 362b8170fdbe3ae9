"""Which bodies of cooperation cover what moves, and what more members would add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from trafficroutes.analysis.active import Active, active_bodies, having
from trafficroutes.analysis.coverage import Arrivals, OnCorridor, Whole, joint
from trafficroutes.analysis.coverage_draws import CoverDraws, corridor_draws, journey_draws
from trafficroutes.analysis.covered import (
    BodyCover,
    CooperationAnswer,
    CooperationResult,
    CoveredLeg,
    CoveredPlace,
    Joining,
    Proposal,
)
from trafficroutes.analysis.drawing import check_draws
from trafficroutes.analysis.evidence import cited
from trafficroutes.analysis.legs import by_share
from trafficroutes.analysis.notes import corridor_notes, notes_of
from trafficroutes.analysis.query import Options
from trafficroutes.analysis.question import ask, data_behind, dataset_info, networks, solve_question
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError
from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.years import Years

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source

#: Draws, unless asked otherwise.
DRAWS = 200
_WHAT_COUNTS = (
    "A body covers a country that is its member{period} and works on the family; "
    "observers do not count, nor do regions"
)


def cooperation(
    source: Source,
    origin: str,
    destination: str,
    *,
    members: Iterable[str] = (),
    forums: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
    **options: Unpack[Options],
) -> CooperationResult:
    """Answer which bodies of cooperation cover what moves from A to B.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
        From :func:`trafficroutes.load` or :func:`trafficroutes.build_graph`.
    origin, destination : str
        Countries or regions by any of their names.
    members : iterable of str
        Countries of a body that is proposed.
    forums : bool
        Show policy forums too, apart from the operational bodies.
    draws : int
        How often reports and figures are drawn for the intervals; 0 leaves them out.
    seed : int
        Same seed, same draws.
    **options
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    CooperationResult
        Coverage by country, leg and body (shares, dimensionless), for each
        family that has a route.

    Raises
    ------
    NoRouteError
        Nothing leads there.
    UnknownNameError, AmbiguousNameError, FormerStateError, NotACountryError
        A name means nothing, or too much, or a region is proposed as a member.
    QueryError
        Origin and destination are one place, the graph comes from no data, or the
        number of draws is below 0.

    Examples
    --------
    >>> from trafficroutes import cooperation, load
    >>> answer = cooperation(load(), "Afghanistan", "Russia", commodity="opiates").answers[0]
    >>> "caricc" in [body.id for body in answer.bodies]
    True
    """
    check_draws(draws, seed)
    data = _data_of(source)
    query = ask(source, origin, destination, options)
    asked = _Asked(data, query.years, _countries(data, members), forums=forums)
    answers = []
    for solved in solve_question(source, query):
        whole = Arrivals(solved)
        drawn = journey_draws(solved, whole.places, draws, seed=seed)
        notes = notes_of(solved, query, drawn=drawn.notes)
        answers.append(asked.answer(solved.network, whole, drawn, notes))
    return CooperationResult(query, None, None, dataset_info(source), tuple(answers))


def corridor_cooperation(
    source: Source,
    corridor: str,
    *,
    members: Iterable[str] = (),
    forums: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
    **options: Unpack[Options],
) -> CooperationResult:
    """Answer which bodies of cooperation cover the legs of a corridor.

    Parameters and results are those of :func:`cooperation`, with shares of the flow
    on the corridor's legs in place of journeys.

    Raises
    ------
    UnknownNameError
        There is no such corridor.
    NoRouteError
        None of its legs fits the period, the modes and the commodity.
    """
    check_draws(draws, seed)
    data = _data_of(source)
    key = _corridor(data, corridor)
    name = data.records.corridors[key].name
    some = next((leg for leg in data.legs if key in leg.corridors), None)
    if some is None:
        raise NoRouteError(f"no leg belongs to the corridor {name}")
    # The ends of one of its legs stand in for ends that a corridor does not have.
    query = replace(
        ask(source, some.origin, some.to, options),
        origin="",
        destination="",
        origin_name="",
        destination_name="",
    )
    asked = _Asked(data, query.years, _countries(data, members), forums=forums)
    answers = []
    for network in networks(source, query):
        whole = OnCorridor.of(network, key)
        if whole is not None:
            ends = tuple((leg.origin, leg.to) for leg in whole.legs)
            drawn = corridor_draws(network, ends, draws, seed=seed)
            notes = corridor_notes(network, query, name, drawn.notes)
            answers.append(asked.answer(network, whole, drawn, notes))
    if not answers:
        raise NoRouteError(f"no leg of the corridor {name} fits the question")
    return CooperationResult(query, key, name, dataset_info(source), tuple(answers))


def _data_of(source: Source) -> Dataset:
    data = data_behind(source)
    if data is None:
        raise QueryError("a graph made by hand names no bodies of cooperation: ask a data file")
    return data


def _countries(data: Dataset, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({str(data.places.resolve_country(name)) for name in names}))


def _corridor(data: Dataset, name: str) -> str:
    wanted = fold(name)
    for key, corridor in sorted(data.records.corridors.items()):
        if wanted in (fold(key), fold(corridor.name)):
            return key
    known = tuple(sorted(data.records.corridors))
    raise UnknownNameError("corridor", name, suggest(name, known) or known)


class _Asked:
    """A question about coverage, for any whole."""

    def __init__(
        self, data: Dataset, years: Years | None, proposed: tuple[str, ...], *, forums: bool
    ) -> None:
        self.data = data
        self.years = years
        self.proposed = proposed
        self.forums = forums

    def answer(
        self, network: Network, whole: Whole, drawn: CoverDraws, notes: tuple[str, ...]
    ) -> CooperationAnswer:
        name = self.data.places.name
        operational = active_bodies(self.data, network, "operational")
        forums = active_bodies(self.data, network, "forum") if self.forums else ()
        anyone = frozenset[str]().union(*(one.members for one in operational))
        covered = whole.passing(anyone)
        fresh = whole.added(anyone)
        period = f" in {self.years}" if self.years is not None else " in any year"
        return CooperationAnswer(
            commodity=network.label,
            weighting=network.weighting,
            covered_share=covered,
            covered_interval=drawn.interval(anyone),
            uncovered_share=max(1.0 - covered, 0.0),
            leg_share=joint(whole, [one.members for one in operational]),
            uncovered=tuple(sorted((c for c in whole.places if c not in anyone), key=name)),
            places=tuple(
                CoveredPlace(
                    place=code,
                    name=name(code),
                    share=share,
                    chokepoint=code in whole.chokepoints,
                    bodies=having(operational, code),
                    forums=having(forums, code),
                )
                for code, share in whole.places.items()
            ),
            legs=tuple(
                CoveredLeg(
                    origin=leg.origin,
                    to=leg.to,
                    legs=leg.ids,
                    share=leg.share,
                    bodies=having(operational, leg.origin, leg.to),
                    forums=having(forums, leg.origin, leg.to),
                    citations=leg.citations,
                )
                for leg in whole.legs
            ),
            bodies=tuple(self._covers(operational, whole, fresh, drawn)),
            forums=tuple(self._covers(forums, whole, fresh, drawn)),
            newcomer=self._joining(fresh, fresh),
            proposal=self._proposal(operational, whole, anyone, drawn) if self.proposed else None,
            draws=drawn.drawing,
            journeys=whole.journeys,
            notes=(_WHAT_COUNTS.format(period=period), *notes),
        )

    def _covers(
        self, bodies: Iterable[Active], whole: Whole, fresh: dict[str, float], drawn: CoverDraws
    ) -> Iterator[BodyCover]:
        """Yield what each body covers, if it has a member here at all."""
        ends = {code for leg in whole.legs for code in (leg.origin, leg.to)}
        here = ends.union(whole.places)
        for one in bodies:
            if not one.members & here:
                continue
            yield BodyCover(
                id=one.id,
                name=one.body.name,
                kind=one.body.kind,
                members=tuple(sorted(one.members & here)),
                missing=tuple(sorted(set(whole.places) - one.members)),
                share=whole.passing(one.members),
                interval=drawn.interval(one.members),
                arrival_share=whole.arriving(one.members),
                leg_share=joint(whole, [one.members]),
                joining=self._joining(whole.added(one.members), fresh),
                citations=cited(self.data, one.body.citations),
            )

    def _joining(self, gains: dict[str, float], fresh: dict[str, float]) -> Joining | None:
        name = self.data.places.name
        if not gains:
            return None
        code = min(gains, key=lambda place: (by_share(gains[place]), name(place)))
        return Joining(code, name(code), gains[code], fresh.get(code, 0.0))

    def _proposal(
        self, bodies: Iterable[Active], whole: Whole, anyone: frozenset[str], drawn: CoverDraws
    ) -> Proposal:
        members = frozenset(self.proposed)
        groups = [one.members for one in bodies]
        ends = {code for leg in whole.legs for code in (leg.origin, leg.to)}
        return Proposal(
            members=self.proposed,
            idle=tuple(code for code in self.proposed if code not in ends.union(whole.places)),
            share=whole.passing(members),
            leg_share=joint(whole, [members]),
            interval=drawn.interval(members),
            gain=max(whole.passing(anyone | members) - whole.passing(anyone), 0.0),
            leg_gain=joint(whole, [*groups, members]) - joint(whole, groups),
        )
