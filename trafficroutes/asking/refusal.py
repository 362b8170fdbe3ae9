"""What is not answered: how to evade control, and questions that are not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trafficroutes.asking.kinds import KINDS, Kind
from trafficroutes.asking.reading import Phrase
from trafficroutes.errors import DeclinedError, NotUnderstoodError

_DECLINED = "how to evade control, or to move goods unseen, is not answered here"

_CONTROL = (
    r"(?:police|polic\w+|customs?|detect\w*|control\w*|checks?|checkpoints?|checked|seizures?|seized|law|enforce\w*"
    r"|interdict\w*|intercept\w*|borders?|arrests?|patrol\w*|captur\w+|radars?|inspect\w*|dogs|scan\w*|caught"
    r"|authorit\w+|coast\s?guards?|surveillance|monitor\w*|guard\w*|watch\w*|risk\w*|notic\w+|search\w*|scrutin\w+|stopped)"
)
_SENDING = (
    r"(?:get|ship|smuggle|send|move|bring|transport|traffic|carry|import|export|sell|pack|mail|take|hide|sneak|pass"
    r"|cross|deliver|run|fly|sail)"
)
_FEW = r"(?:least|less|low|lower|lowest|fewest|fewer|minimal|minimum|weak|weaker|weakest|lax|poor|poorest|little|no|not|never|rarely|seldom|hardly|un|lightest|loosest|worst)"

#: Each asks for advice on how not to be found.
_EVASIVE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bevad\w+|\bevasion\b|\bundetect\w*|\bunnotic\w*|\bunseen\b|\bunguarded\b|\bunpatrolled\b|\bunmonitored\b"
        r"|\bunchecked\b|\bunwatched\b|\bunpoliced\b|\bporous\b|\bloopholes?\b|\bblind\s?spots?\b|\bcovert\w*|\bsecretly\b",
        r"\bsafe(?:r|st|ly)?\b|\beasiest\b|\brisk-?\s?free\b|\blow(?:est)?-?\s?risk\b|\briski?est\b|\bsecurest\b|\bmost secure\b",
        r"\bget(?:ting)? away with\b|\b(?:dodge|dodging|elud\w+|circumvent\w*|outwit|outsmart|sneak\w*|conceal\w*|conceal"
        r"|bribe\w*|bribing|corruptible|launder\w*|smuggle\s+myself|disguis\w+|escap\w+)\b",
        r"\b(?:hide|hides|hiding|hidden|stash\w*)\b",
        rf"\b(?:avoid\w*|bypass\w*|escape|get(?:ting)?\s+(?:past|around|round)|slip\w*\s+(?:past|through|by)|beat(?:ing)?|fool\w*|trick\w*"
        rf"|evad\w+|skirt\w*)\s+(?:\w+\s+){{0,3}}{_CONTROL}",
        rf"\bwithout\s+(?:\w+\s+){{0,3}}{_CONTROL}",
        rf"\b{_FEW}\s+(?:\w+\s+){{0,2}}{_CONTROL}\b",
        rf"\b{_CONTROL}\s+(?:is|are|was)\s+(?:\w+\s+){{0,1}}{_FEW}\b",
        rf"\bhow\s+(?:can|could|do|should|would|might|to|may)\s*(?:i|we|you|one|someone|somebody|a\s+\w+|smugglers?|traffickers?)?\s*(?:best\s+|safely\s+)?{_SENDING}\b",
        rf"\bhow\s+to\s+(?:\w+\s+)?{_SENDING}\b",
        rf"\b(?:i|we|i'm|i'd|we'd)\s+(?:\w+\s+){{0,3}}(?:ship|smuggl|traffic|send|mov|transport|carry|import|export|sell|mail)\w*",
        r"\bmy\s+(?:\w+\s+)?(?:goods|cargo|shipments?|loads?|cocaine|heroin|drugs?|product|container|packages?|parcels?|couriers?|boat|kilos?|weed|stuff|consignment)\b",
        r"\b(?:best|good|quickest|fastest|cheapest|ideal|right|smartest|surest|cleverest|simplest)\s+(?:\w+\s+){0,3}to\s+"
        r"(?:smuggle|ship|send|traffic|bring|carry|import|export|sneak|get\s+\w+\s+(?:in|into|to|past|through|out|from))",
        r"\bshould\s+(?:smugglers?|traffickers?|i|we|a\s+smuggler|a\s+trafficker)\b",
        rf"\b(?:chances?|risks?|odds|likelihood|probability)\s+of\s+(?:being\s+|getting\s+)?(?:{_CONTROL})",
        rf"\b(?:where|which\s+\w+)\s+(?:is|are|has|have)\s+(?:the\s+)?(?:weak|weakest|least|lax|poor|poorest|fewest)\b.{{0,30}}{_CONTROL}",
    )
)


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
    if any(pattern.search(small) for pattern in _EVASIVE):
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
        what = "a place or anything else that is known" if word[:1].isupper() else "a word that is known"
        raise NotUnderstoodError(f"{word!r} is not {what}", nearest(phrases))
    off = next((phrase for phrase in phrases if phrase.what == "off"), None)
    if off is not None:
        raise NotUnderstoodError(f"no command answers questions about {off.value}", nearest(phrases))


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
    return len(words & terminals) + (0.6 - 0.1 * usual.index(kind.name) if kind.name in usual else 0)
