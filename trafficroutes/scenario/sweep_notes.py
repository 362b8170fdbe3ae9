"""What the notes of a sweep say besides those of every answer."""

from __future__ import annotations

from trafficroutes.scenario.sweep_items import Items
from trafficroutes.scenario.sweep_options import Setup


def sweep_notes(items: Items, setup: Setup) -> tuple[str, ...]:
    """Return what the sets were made of, and what their shares mean."""
    narrowing, name = setup.narrowing, items.solved.name
    kinds = {
        "countries": f"the {len(items.codes)} transit countries",
        "legs": f"the {len(items.edges)} legs",
        "both": f"the {len(items.codes)} transit countries and {len(items.edges)} legs",
    }
    notes = [f"Looked at: every set of exactly {setup.size} of {kinds[narrowing.over]} on routes"]
    if narrowing.within is not None:
        both = "" if narrowing.over == "countries" else ", legs by both ends"
        notes[0] += f" that lie in {name(narrowing.within)}{both}"
    if narrowing.protected:
        notes.append(f"Left alone with their legs: {', '.join(map(name, narrowing.protected))}")
    notes.append(
        "Intercepted shares are of goods as they move now (no adaptation). Under full adaptation "
        "goods follow the routes that are left, so that a set stops all if it cuts them off, and "
        "else nothing"
    )
    return tuple(notes)
