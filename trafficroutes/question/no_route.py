"""How far goods get where no route leads from an origin to a destination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trafficroutes.errors import NoRouteError
from trafficroutes.graph.arrays import Mask
from trafficroutes.graph.independence import ANY
from trafficroutes.graph.routes import Routes, routes_between
from trafficroutes.markov.frame import reach
from trafficroutes.model.names import spoken
from trafficroutes.question.saying import capital

if TYPE_CHECKING:
    from trafficroutes.question.query import Query


def no_route(query: Query, dead_ends: list[Routes]) -> NoRouteError:
    """Return the error of a question without a route in any of its networks."""
    told = [routes for routes in dead_ends if routes.origins or routes.targets] or dead_ends
    reached: set[str] = set()
    feeders: set[str] = set()
    sentences = []
    for routes in told:
        count = len(routes.places)
        forth = _codes(routes, reach(routes.origins, routes.tails, routes.heads, count))
        back = _codes(routes, reach(routes.targets, routes.heads, routes.tails, count))
        reached |= forth
        feeders |= back
        sentences.append(_how_far(query, routes, forth, back))
    sentences += _turned(query, dead_ends)
    period = f" in {query.years}" if query.years is not None else ""
    thin = f" without legs with {query.threshold}" if query.threshold != ANY else ""
    what = told[0].network.label if len(told) == 1 else "goods of any family"
    return NoRouteError(
        f"no cited route takes {what} from {query.origin_name} to {query.destination_name}"
        f"{period}{thin}. {' '.join(sentences)}",
        sorted(reached),
        sorted(feeders),
    )


def _turned(query: Query, dead_ends: list[Routes]) -> list[str]:
    """Say of what a route leads the other way round; nothing where none does."""
    found = {
        spoken(routes.network.label): None
        for routes in dead_ends
        if any(_leads(routes, end, query.origin) for end in query.destinations)
    }
    if not found:
        return []
    labels = list(found)
    ends = f"from {query.destination_name} to {query.origin_name}"
    return [f"The other way round there is a route of {_some(labels)}, {ends}."]


def _leads(routes: Routes, origin: str, destination: str) -> bool:
    """Whether a route leads from one place to another in the network of some routes."""
    turned = routes_between(routes.network, origin, destination, retention=routes.retention)
    reached = reach(turned.origins, turned.tails, turned.heads, len(turned.places))
    return bool(turned.origins) and bool(reached[list(turned.targets)].any())


def _codes(routes: Routes, mask: Mask) -> set[str]:
    return {code for code, found in zip(routes.places, mask.tolist(), strict=True) if found}


def _how_far(query: Query, routes: Routes, forth: set[str], back: set[str]) -> str:
    """Say how far goods get from the origin, and from where the destination is fed."""
    name = routes.network.gazetteer.name
    label = capital(spoken(routes.network.label))
    start = {routes.places[o] for o in routes.origins}
    end = {routes.places[t] for t in routes.targets}
    ahead = sorted(name(code) for code in forth - start)
    behind = sorted(name(code) for code in back - end)
    if not start and routes.both:
        onward = f"all that is cited of {query.origin_name} lies in {query.destination_name}"
    elif not start:
        onward = f"no leg leaves {query.origin_name}"
    elif not ahead:
        onward = f"no leg that can be used leaves {query.origin_name}"
    else:
        onward = f"from {query.origin_name} one gets to {_some(ahead)}"
    if not end or not behind:
        inward = f"no leg leads into {query.destination_name}"
    else:
        inward = f"{query.destination_name} is reached from {_some(behind)}"
    return f"{label}: {onward}, and {inward}."


def _some(names: list[str], limit: int = 6) -> str:
    more = f" and {len(names) - limit} more places" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more
