"""What is not answered: how to evade control, and questions that are not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trafficroutes.asking.kinds import KINDS, Kind
from trafficroutes.asking.reading import Phrase
from trafficroutes.errors import DeclinedError, NotUnderstoodError

_DECLINED = "how to evade control, or to move goods unseen, is not answered here"

_CONTROL = (
    r"(?:police|polic\w+|customs?|detect\w*|control\w*|checks?|checkpoints?|checked|seizures?"
    r"|seized|law|enforce\w*|interdict\w*|intercept\w*|arrests?|patrol\w*|captur\w+|radars?"
    r"|inspect\w*|dogs|scan\w*|caught|authorit\w+|coast\s?guards?|surveillance|monitor\w*"
    r"|guard\w*|watch\w*|risk\w*|notic\w+|search\w*|scrutin\w+|suspicio\w+)"
)
_SENDING = (
    r"(?:get|ship|smuggle|send|move|bring|transport|traffic|carry|import|export|sell|pack|mail"
    r"|take(?!\s+(?:out|away))|hide|sneak|pass|cross|deliver|run|fly|sail)"
)
_FEW = (
    r"(?:least|less|low|lower|lowest|fewest|fewer|minimal|minimum|weak|weaker|weakest|lax|poor"
    r"|poorest|little|no|not|never|rarely|seldom|hardly|lightest|loosest|worst)"
)
_WISH = (
    r"(?:want|need|plan|wish|intend|try|hope|like|love|would|could|can|may|might|should|shall|will"
    r"|am|are|have|had|going|trying|hoping|planning|to|best|also|safely|just)"
)
_GOODS = (
    r"(?:goods|cargo|shipments?|loads?|cocaine|heroin|drugs?|product|container|packages?|parcels?"
    r"|couriers?|boat|kilos?|weed|stuff|consignment)"
)
#: What those may do who ask what "we" should do.
_CONTROLLING = (
    r"(?:act|intervene|focus|concentrate|target|invest|deploy|prioriti[sz]e|strengthen|close|shut"
    r"|cooperate|co-operate|intercept|interdict|reinforce|block|disrupt|start\s+acting|team\s+up)"
)
_SOMEBODY = r"(?:i|we|you|one|someone|somebody)"

#: Each asks for advice on how not to be found.
_EVASIVE = (
    # How to stay unseen.
    r"\bevad\w+|\bevasion\b|\bundetect\w*|\bunnotic\w*|\bunseen\b|\bun(?:guard|patroll)ed\b",
    r"\bun(?:watch|polic|inspect|monitor|check)ed\b|\bporous\b|\bloopholes?\b|\bblind\s?spots?\b|\bcovert\w*|\bsecretly\b",
    r"\b(?:hide|hides|hiding|hidden|stash\w*|conceal\w*|disguis\w+|sneak\w*|smuggle\s+myself)\b",
    r"\bget(?:ting)? away with\b|\b(?:dodge|dodging|elud\w+|circumvent\w*|escap\w+)\b",
    r"\b(?:outwit|outsmart|bribe\w*|bribing|corruptible|launder\w*)\b",
    # What is safest for goods.
    r"\bsafe(?:r|st|ly)?\b|\beasiest\b|\brisk-?\s?free\b|\blow(?:est)?-?\s?risk\b|\briski?est\b",
    r"\bsecurest\b|\bmost secure\b",
    rf"\b{_FEW}\s+(?:\w+\s+){{0,2}}(?:{_CONTROL}|borders?)\b",
    rf"\b{_CONTROL}\s+(?:(?:is|are|was)\s+)?(?:\w+\s+)?{_FEW}\b",
    rf"\b(?:chances?|risks?|odds|likelihood|probability)\s+of\s+(?:being\s+|getting\s+)?{_CONTROL}",
    # How to come past control.
    rf"\b(?:avoid\w*|bypass\w*|beat(?:ing)?|fool\w*|trick\w*|skirt\w*)\s+(?:\w+\s+){{0,3}}{_CONTROL}",
    rf"\b(?:get(?:ting)?|slip\w*|come|pass)\s+(?:past|around|round|by)\s+(?:\w+\s+){{0,3}}{_CONTROL}",
    r"\bthrough\s+(?:the\s+)?(?:customs|border control|inspection|controls)\b",
    rf"\bwithout\s+(?:(?:being|getting|any|the|much|a)\s+){{0,2}}(?:{_CONTROL}|stopped|found|trace)",
    # What somebody wants to do.
    rf"\bhow\s+(?:can|could|should|would|might|to|may|do|does)\s+{_SOMEBODY}\s+(?:best\s+)?{_SENDING}\b",
    rf"\bhow\s+(?:can|could|should|would|might|may)\s+(?:smugglers?|traffickers?)\s+(?:\w+\s+)?{_SENDING}\b",
    rf"\bhow\s+to\s+(?:\w+\s+)?{_SENDING}\b",
    rf"\b(?:i|we|i'm|i'd|we'd|me|us)\s+(?:{_WISH}\s+){{1,4}}(?:smuggl|{_SENDING})\w*",
    rf"\b(?:i|we)\s+{_SENDING}\b|\b(?:my|our)\s+(?:\w+\s+)?{_GOODS}\b",
    (
        r"\b(?:best|good|quickest|fastest|cheapest|ideal|right|smartest|surest|cleverest|simplest)\s+"
        r"(?:\w+\s+){0,3}to\s+(?:smuggle|ship|send|traffic|bring|carry|import|export|sneak|get)\b"
    ),
    r"\bshould\s+(?:smugglers?|traffickers?|a\s+smuggler|a\s+trafficker)\b",
    rf"\bshould\s+(?:i|we)\b(?!\s+(?:best\s+)?{_CONTROLLING})",
)
_PATTERNS = tuple(re.compile(pattern) for pattern in _EVASIVE)


def decline(small: str) -> None:
    """Decline a question for how to evade control.

    Parameters
    ----------
    small : str
        The question in small letters.

    Raises
    ------
    DeclinedError
        It is one.
    """
    if any(pattern.search(small) for pattern in _PATTERNS):
        raise DeclinedError(_DECLINED)


def refuse_what_is_unknown(phrases: Sequence[Phrase]) -> None:
    """Refuse a question with words that are not known, or of a subject that nothing answers.

    Raises
    ------
    NotUnderstoodError
        There is such a word.
    """
    unknown = [phrase.text for phrase in phrases if phrase.what == "unknown"]
    if unknown:
        word = next((text for text in unknown if text[:1].isupper()), unknown[0])
        what = (
            "a place or anything else that is known"
            if word[:1].isupper()
            else "a word that is known"
        )
        raise NotUnderstoodError(f"{word!r} is not {what}", nearest(phrases))
    off = next((phrase for phrase in phrases if phrase.what == "off"), None)
    if off is not None:
        raise NotUnderstoodError(
            f"no command answers questions about {off.value}", nearest(phrases)
        )


def refuse_the_future(phrases: Sequence[Phrase], present: int) -> None:
    """Refuse a question for years that are yet to come.

    Raises
    ------
    NotUnderstoodError
        It is one.
    """
    for phrase in phrases:
        first = phrase.value.years.first if phrase.what == "period" else None
        if first is not None and first > present:
            raise NotUnderstoodError(f"{first} is yet to come: nothing is forecast here")


def nearest(phrases: Sequence[Phrase], count: int = 3) -> tuple[tuple[str, str], ...]:
    """Return the kinds that a question comes nearest to, each with an example."""
    terminals = {terminal for phrase in phrases for terminal in phrase.terminals}
    places = sum(phrase.what in ("place", "code", "unusable") for phrase in phrases)
    ranked = sorted(KINDS, key=lambda kind: (-_likeness(kind, terminals, places), kind.name))
    return tuple((kind.name, kind.example) for kind in ranked[:count])


#: What is asked most with so many places, where no word tells.
_USUAL = {
    0: ("hubs", "suppliers", "show"),
    1: ("show", "suppliers", "map"),
    2: ("hubs", "paths", "legs"),
    3: ("why", "whatif", "hubs"),
}


def _likeness(kind: Kind, terminals: set[str], places: int) -> float:
    words = {word for wanted in kind.needs for word in wanted}
    usual = _USUAL[min(places, max(_USUAL))]
    return len(words & terminals) + (
        0.6 - 0.1 * usual.index(kind.name) if kind.name in usual else 0
    )
