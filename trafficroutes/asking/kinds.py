"""The kinds of question: in what order they are tried, what words each needs, an example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question.

    Attributes
    ----------
    name : str
        The rule of the grammar, and the command that answers.
    example : str
        A question of this kind.
    needs : tuple of tuple of str
        Terminals: one of these sets has to be in the question in full. One with a ``!``
        must not be in it.
    never : frozenset of str
        Terminals that no word of the question may stand for, even where it may also
        change nothing: "how much is seized" does not ask how much moves.
    """

    name: str
    example: str
    needs: tuple[tuple[str, ...], ...]
    never: frozenset[str] = frozenset()

    def is_asked_by(self, terminals: set[str]) -> bool:
        """Whether the words that this kind cannot do without are there."""
        return any(
            all(
                (word[1:] not in terminals) if word[0] == "!" else (word in terminals)
                for word in wanted
            )
            for wanted in self.needs
        )


_MEMBERS = ("COUNTRY", "LEG", "HUB")
_TAKEN = frozenset({"SEIZE", "INTERDICT", "STOP"})
_DONE_TO_THEM = ("TOGETHER", "STOP", "REMOVE", "SEIZE", "CLOSED")

#: In the order in which they are tried: the first whose rule reads the whole question is it.
KINDS = (
    Kind(
        "whatif",
        "what if Turkey seized 30 % of heroin from Afghanistan to Germany?",
        (
            *(("CLOSED",), ("REMOVE",), ("WITHOUT",), ("NOTHING",)),
            ("SEIZE", "IF"),
            *(("RATE", word) for word in ("SEIZE", "INTERDICT", "IF")),
        ),
    ),
    Kind(
        "chokepoints",
        "what are the chokepoints between Afghanistan and Russia?",
        (
            ("CHOKE",),
            ("ACT", "NUMBER"),
            ("BUDGET", "NUMBER"),
            ("ACT", "WHERE"),
            ("ACT", "COUNTRY"),
            ("STOP", "WHERE", "NUMBER"),
            *(("MANY", "COUNTRY", word) for word in ("STOP", "REMOVE", "CLOSED")),
        ),
    ),
    Kind(
        "sweep",
        "which two countries together intercept most cocaine from Colombia to Europe?",
        (
            *(("NUMBER", member, word) for member in _MEMBERS for word in _DONE_TO_THEM),
            *(("TOGETHER", member) for member in _MEMBERS),
        ),
    ),
    Kind(
        "cooperation",
        "which bodies of cooperation cover heroin from Afghanistan to Russia?",
        (("COOP",),),
    ),
    Kind("map", "draw a map of the Balkan Route", (("MAP",),)),
    Kind("compare", "how has cocaine from Colombia to Europe changed since 2015?", (("CHANGE",),)),
    Kind(
        "legs",
        "who says that Ecuador ships cocaine to Belgium?",
        (("SAY",), ("EVIDENCE",), ("LEG",), ("SOURCES",)),
    ),
    Kind(
        "why",
        "why is Guinea-Bissau a hub between Colombia and Europe?",
        (
            ("WHY",),
            ("ROLE",),
            ("IMPORTANT",),
            ("SHARE",),
            ("YESNO", "VIA"),
            ("YESNO", "HUB"),
            ("YESNO", "PROMINENT"),
            ("YESNO", "CENTRAL"),
            ("HOW", "HUB"),
        ),
    ),
    Kind(
        "centrality",
        "which countries are most central in the cocaine network?",
        (("CENTRAL",), ("MEASURE",), ("PROMINENT",), ("HUB", "COUNTRY", "WHICH")),
    ),
    Kind("estimate", "how much cocaine moves a year?", (("AMOUNT",),), never=_TAKEN),
    Kind(
        "suppliers",
        "who supplies Germany with cocaine?",
        (
            ("BYWHOM", "SUPPLY"),
            ("SUPPLIER",),
            ("SUPPLY",),
            *(
                (source, verb)
                for verb in ("RECEIVE", "FROMX", "MADE")
                for source in ("WHERE", "COUNTRY", "BYWHOM", "WHO")
            ),
            ("FROMX", "WHICH"),
            ("HOW", "RECEIVE"),
            *(
                (source, verb, "TO")
                for source in ("BYWHOM", "WHO", "COUNTRY")
                for verb in ("MOVE", "SEND")
            ),
        ),
    ),
    Kind(
        "hubs",
        "which transit hubs connect Colombia to Europe?",
        (
            *(
                ("HUB",),
                ("ENTRY",),
                ("DEPARTURE",),
                ("MADE",),
                ("COUNTRY",),
                ("WHERE",),
                ("PROMINENT",),
            ),
            ("WHICH", "BETWEEN", "!ROUTE", "!HOW"),
        ),
        never=_TAKEN,
    ),
    Kind(
        "paths",
        "what are the routes of cocaine from Colombia to Spain?",
        (("ROUTE",), ("HOW",)),
        never=_TAKEN,
    ),
    Kind(
        "show",
        "what is known about Guinea-Bissau?",
        (
            *(("KNOW",), ("ROLE",), ("IMPORTANT",), ("EVIDENCE",)),
            *(("CORRIDOR", word) for word in ("WHICH", "WHERE", "COUNTRY", "ROUTE")),
        ),
    ),
)
