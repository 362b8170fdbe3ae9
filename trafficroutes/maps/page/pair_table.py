"""The facts of a map of before and after as plain HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from trafficroutes.maps.content.pair import DualView, change_text, connection_key, size_of
from trafficroutes.maps.content.references import References
from trafficroutes.maps.content.view import PlaceInFlow
from trafficroutes.maps.page.table import AmountColumn, table_head, table_of, table_row
from trafficroutes.model.digits import by_size


def dual_table(view: DualView, references: References, names: Mapping[str, str]) -> str:
    """Return what the change does, places and connections with both amounts, and references.

    Parameters
    ----------
    view : DualView
        Both sides.
    references : References
        The documents of both.
    names : mapping of code to str
        What places are called.
    """
    told = "".join(f"<p>{escape(sentence)}</p>\n" for sentence in view.sentences)
    return table_of(
        view.before,
        references,
        names,
        amounts=_amounts(view),
        opening=told,
        places=_places(view, names),
    )


def _amounts(view: DualView) -> list[AmountColumn]:
    before = [*view.before.connections, *view.before.undrawn]
    after = [*view.after.connections, *view.after.undrawn]
    changes = [
        change_text(b.strength - a.strength, view.spreads.get(connection_key(a)))
        for a, b in zip(before, after, strict=True)
    ]
    return [
        AmountColumn("Before", tuple(c.amount for c in before)),
        AmountColumn("After", tuple(c.amount for c in after)),
        AmountColumn("Change, points", tuple(changes)),
    ]


def _places(view: DualView, names: Mapping[str, str]) -> str:
    """Return the table of places: those that change most first."""
    adds = view.before.adds_up
    rows = []
    for code in sorted({*view.before.parts, *view.after.parts}):
        before, after = view.before.parts.get(code, ()), view.after.parts.get(code, ())
        change = size_of(after, adds_up=adds) - size_of(before, adds_up=adds)
        touch = view.touched.get(code)
        cells = [
            names[code],
            "; ".join(_roles(view, before or after)),
            "; ".join(part.amount for part in before) or "nothing",
            "; ".join(part.amount for part in after) or "nothing",
            change_text(change, view.spreads.get(code)),
            "" if touch is None else touch.words,
        ]
        rows.append((by_size(abs(change)), names[code], table_row(escape(c) for c in cells)))
    heads = ["Place", "Role", "Before", "After", "Change, points", "What happens there"]
    body = "\n".join(row for _, _, row in sorted(rows))
    return (
        '<div class="tr-scroll" tabindex="0" role="region" aria-label="Places">\n'
        f"<table>\n<caption>{len(rows):,} places, the largest change first</caption>\n"
        f"{table_head(heads)}\n<tbody>\n{body}\n</tbody>\n</table>\n</div>\n"
    )


def _roles(view: DualView, parts: tuple[PlaceInFlow, ...]) -> list[str]:
    roles = view.before.words.roles
    return list(dict.fromkeys(roles[part.role][0].partition(":")[0].lower() for part in parts))
