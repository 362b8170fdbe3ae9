"""What may be written for an argument or an option, as shells complete it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from trafficroutes.dataset.known_names import KnownNames


class Name(click.types.StringParamType):
    """A text that is the name of something in the data.

    Parameters
    ----------
    kinds : tuple of str
        Of what, as in :data:`OFFERED`.
    """

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the names that begin so."""
        from click.shell_completion import CompletionItem  # loaded only where it is asked for

        names = _names(ctx)
        if names is None:
            return []
        kinds = [kind for kind in self.kinds if incomplete or kind not in TOO_MANY]
        offered = [called for kind in kinds for called in OFFERED[kind](names)]
        return [CompletionItem(name) for name in beginning(offered, incomplete)]


def _names(ctx: click.Context) -> KnownNames | None:
    """Return the names in the data file of a command line; None where it cannot be read."""
    from trafficroutes.dataset.known_names import known_names
    from trafficroutes.errors import TrafficRoutesError

    named = ctx.obj or ctx.find_root().params.get("data")
    try:
        # A shell would print over the line that is being typed.
        with redirect_stderr(io.StringIO()):
            return known_names(named)
    except TrafficRoutesError:
        return None


def beginning(names: Iterable[tuple[str, ...]], incomplete: str) -> list[str]:
    """Return the names that begin as a text does; other names where no main name does.

    Sorted; case, diacritics and signs do not count.

    >>> countries = [("Türkiye", "Turkey"), ("Turkmenistan",), ("Tunisia",)]
    >>> beginning(countries, "turk"), beginning(countries, "TÜRKEY")
    (['Turkmenistan', 'Türkiye'], ['Turkey'])
    """
    from trafficroutes.model.names import fold

    wanted = fold(incomplete) if incomplete else ""
    named = list(names)
    found = [name[0] for name in named if fold(name[0]).startswith(wanted)]
    if not found:
        found = [other for name in named for other in name[1:] if fold(other).startswith(wanted)]
    return sorted({fold(name): name for name in reversed(found)}.values())


Called = Iterable[tuple[str, ...]]

#: Names by what they are of: of each thing the main name, then the others.
OFFERED: dict[str, Callable[[KnownNames], Called]] = {
    "place": lambda names: (*names.countries, *names.regions),
    "region": lambda names: names.regions,
    "corridor": lambda names: [(name, key) for key, name in names.corridors],
    "corridor id": lambda names: names.corridors,
    "commodity": lambda names: (*((family,) for family in names.families), *names.commodities),
    "family": lambda names: [(family,) for family in names.families],
    "leg": lambda names: [(leg,) for leg in names.legs],
    "source": lambda names: [(source,) for source in names.sources],
}
#: Offered only where one is begun.
TOO_MANY = ("leg", "source")

#: Arguments and options of any command that are names, and of what.
NAMED: dict[str, tuple[str, ...]] = {
    "origin": ("place",),
    "destination": ("place",),
    "ends": ("place",),
    "place": ("place",),
    "places": ("place",),
    "protect": ("place",),
    "remove": ("place",),
    "members": ("place",),
    "text": ("place",),
    "names": ("place", "corridor", "leg"),
    "name": ("place", "corridor", "commodity"),
    "within": ("region",),
    "region": ("region",),
    "corridor": ("corridor id",),
    "corridors": ("corridor id",),
    "remove_corridors": ("corridor id",),
    "commodity": ("commodity",),
    "family": ("family",),
    "remove_legs": ("leg",),
    "source": ("source",),
}


def with_names(command: click.Command) -> click.Command:
    """Return a command whose names can be completed."""
    for parameter in command.params:
        kinds = NAMED.get(str(parameter.name))
        if kinds is not None and parameter.type is click.STRING:
            parameter.type = Name(kinds)
    return command
