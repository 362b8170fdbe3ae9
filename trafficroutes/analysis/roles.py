"""What part a place plays for each commodity."""

from __future__ import annotations


def roles_of(
    *, comes: set[str], goes: set[str], made: set[str], used: set[str]
) -> dict[str, tuple[str, ...]]:
    """Return the roles of a place by commodity, sorted.

    Parameters
    ----------
    comes, goes : set of str
        Commodities of the legs that lead there, and on from there.
    made, used : set of str
        Commodities of which production, or a market, is cited.

    Returns
    -------
    dict of commodity to tuple of str
        ``source`` (it is made there, or legs only leave), ``transit`` (legs come
        and go), ``destination`` (it is used there, or legs only come).

    Examples
    --------
    >>> roles_of(comes={"heroin"}, goes={"heroin"}, made=set(), used={"heroin"})
    {'heroin': ('transit', 'destination')}
    """
    roles = {}
    for commodity in sorted(comes | goes | made | used):
        arrives, leaves = commodity in comes, commodity in goes
        roles[commodity] = tuple(
            role
            for role, held in (
                ("source", commodity in made or (leaves and not arrives)),
                ("transit", arrives and leaves),
                ("destination", commodity in used or (arrives and not leaves)),
            )
            if held
        )
    return roles
