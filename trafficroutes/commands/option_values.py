"""What the values of options say."""

from __future__ import annotations

import click

#: Weightings that need an amount of every leg.
BY_AMOUNTS = ("volume", "kilograms")


def years_of(year: str | None, years: str | None) -> str | None:
    """Return the one period that --year and --years ask for.

    Raises
    ------
    click.UsageError
        Both are given, or one of them is no period.
    """
    from trafficroutes.errors import QueryError
    from trafficroutes.model.years import parse_years

    if year is not None and years is not None:
        raise click.UsageError("give --year or --years, not both")
    text = year if year is not None else years
    if text is not None:
        try:
            parse_years(text)
        except QueryError as error:
            raise click.UsageError(str(error)) from None
    return text


def both_or_neither(ends: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Return the origin and the destination that a command may be given.

    Raises
    ------
    click.UsageError
        There is one of them, or more than two.
    """
    if not ends:
        return None, None
    if len(ends) != len(("origin", "destination")):
        raise click.UsageError("give ORIGIN and DESTINATION, or neither")
    return ends[0], ends[1]


def numbered(option: str, texts: tuple[str, ...]) -> dict[str, float]:
    """Return what ``NAME=NUMBER`` says, by name."""
    found: dict[str, float] = {}
    for text in texts:
        name, _, number = text.rpartition("=")
        try:
            value = float(number)
        except ValueError:
            value = float("nan")
        if not name or not 0 <= value <= 1:
            raise click.UsageError(
                f"--{option} {text!r}: write a name, = and a number from 0 to 1, such as "
                f"{'A:B' if ':' in name else 'Turkey'}=0.25"
            )
        if found.setdefault(name.strip(), value) != value:
            raise click.UsageError(f"--{option} names {name.strip()} twice")
    return found


def check_dropping(weighting: str | None, *, drop: bool) -> None:
    """Refuse to leave out what has no amount where amounts are not asked for.

    Raises
    ------
    click.UsageError
        The weighting is by something else.
    """
    if drop and weighting not in BY_AMOUNTS:
        raise click.UsageError(
            f"--drop-unquantified goes with --weighting {' or '.join(BY_AMOUNTS)}"
        )
