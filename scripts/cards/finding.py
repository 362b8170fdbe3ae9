"""What a map of the gallery found, in one sentence, and of which years it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from trafficroutes.maps.content.pair import DualView
from trafficroutes.maps.content.view import View

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset

_NAMED = 3  # connections or families that a sentence names
_SHORT = 60  # characters of a sentence that says too little alone


def finding_of(shown: Any, view: View | DualView, data: Dataset) -> str:
    """Return the first thing that an answer says of itself; of a network, what stands out.

    Parameters
    ----------
    shown : result or View
        What is drawn.
    view : View or DualView
        The same as a map shows it.
    data : Dataset
        Names of places.
    """
    answers = getattr(shown, "answers", ())
    if answers:
        first, *others = shown.sentences(answers[0])
        return " ".join([first, *others[: len(first) < _SHORT]])
    one = view.before if isinstance(view, DualView) else view
    return _of_families(one) if len(one.flows) > 1 else _of_one_family(one, data)


def years_of(view: View | DualView) -> str:
    """Return the first and last year that the evidence drawn names; "" where it names none."""
    one = view.before if isinstance(view, DualView) else view
    spans = [span for c in one.connections for leg in c.legs for span in leg.spans]
    named = [year for span in spans for year in (span.first, span.last) if year is not None]
    if not named:
        return ""
    first, last = min(named), max(named)
    return str(first) if first == last else f"{first}-{last}"


def _of_families(view: View) -> str:
    everything = [*view.connections, *view.undrawn]
    counts = Counter(connection.flow for connection in everything)
    most = sorted(counts, key=lambda flow: (-counts[flow], flow))[:_NAMED]
    told = [f"{view.flows[flow].label} ({counts[flow]:,})" for flow in most]
    return f"Of {len(everything):,} connections that documents report, most are of {_listed(told)}."


def _of_one_family(view: View, data: Dataset) -> str:
    strongest = sorted(view.connections, key=lambda c: (-c.strength, c.origin, c.to))[:_NAMED]
    told = [
        f"{data.places.name(c.origin)} to {data.places.name(c.to)} ({c.amount})" for c in strongest
    ]
    measure = view.words.width.removesuffix(" (width)").partition(":")[0].lower()
    return f"The strongest connections, by {measure}, are {_listed(told)}."


def _listed(parts: list[str]) -> str:
    """Return parts as a list in words.

    >>> _listed(["a"]), _listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    *before, last = parts
    return f"{', '.join(before)} and {last}" if before else last
