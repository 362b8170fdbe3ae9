"""The lexer: a question in words as a line of phrases, each with what it may stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from trafficroutes.asking.frame import Unit, begins, is_framed
from trafficroutes.asking.lexicon import Branch, Lexicon, Meaning, units_of
from trafficroutes.asking.periods import Period, period_at
from trafficroutes.asking.slips import meant_by
from trafficroutes.asking.spelling import plain
from trafficroutes.asking.stems import stem
from trafficroutes.asking.vocabulary import vocabulary
from trafficroutes.errors import NotUnderstoodError

#: A phrase with a slip: where it ends, how many slips, what it means.
_Near: TypeAlias = tuple[int, int, Meaning]
#: No question is longer.
MOST_WORDS = 60

_UNIT = re.compile(r"[^\W_]+")
#: Endings of words of the language; names have none.
_ENDINGS = (("ies", "y"), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_REGION_CODE = re.compile(r"R:[A-Z_]+")
_SPACED = re.compile(r"[^\s,;?!\"()]+")
_RATE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|percent\b|per\s+cent\b|pct\b)|(0?\.\d+)\b")
#: "30 % more" is no rate.
_MORE = re.compile(r"\s*(?:more|less|higher|lower|fewer|extra|additional)\b")
_OF = re.compile(r"(\d{1,3})\s+(?:in|out\s+of)\s+(\d{1,3})\b")
_TOP = re.compile(
    r"(?:top|first|best)[\s-]+(\d{{1,2}}|{})\b".format("|".join(vocabulary().numbers))
)
_NUMBER = re.compile(r"(\d{{1,3}}|{})(?![\w.%])".format("|".join(vocabulary().numbers)))
#: "which one" counts nothing, "which one country" does.
_ALSO_PRONOUNS = ("one", "single")
_COUNTED = ("country", "leg", "place", "state", "connection", "hub")
_YES_OR_NO = frozenset(vocabulary().yes_or_no.split())
_PARTS = {units_of(said): part for said, part in vocabulary().parts.items()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a question and what it stands for."""

    text: str
    what: str
    terminals: tuple[str, ...] = ()
    value: Any = None
    filler: bool = False


def read(question: str, lexicon: Lexicon, now: int) -> list[Phrase]:
    """Return the phrases of a question.

    Parameters
    ----------
    question : str
        What was asked.
    lexicon : Lexicon
        The phrases that are known.
    now : int
        The year from which "these days" are counted back.

    Raises
    ------
    NotUnderstoodError
        It has too many words, or a slip of the pen fits two names.
    """
    return _Reader(plain(question), lexicon, now).phrases()


class _Reader:
    """Goes through a text from left to right, the longest phrase first."""

    def __init__(self, text: str, lexicon: Lexicon, now: int) -> None:
        self.text = text
        self.small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self.shouted = text.isupper()
        self.lexicon = lexicon
        self.now = now
        self.units: list[Unit] = []
        for found in _UNIT.finditer(text):
            for key in units_of(found[0])[:1]:
                self.units.append(Unit(key, found[0], found.start(), found.end()))
        if len(self.units) > MOST_WORDS:
            raise NotUnderstoodError(f"a question of more than {MOST_WORDS} words is not read")
        self._near: dict[str, dict[str, int]] = {}

    def phrases(self) -> list[Phrase]:
        read: list[Phrase] = []
        begun = False
        at = 0
        end = 0
        while at < len(self.units):
            between = self.text[end : self.units[at].start]
            if "," in between or ";" in between:
                read.append(Phrase(",", "comma", ("AND",), filler=True))
            if "&" in between and read:
                read.append(Phrase("&", "word", ("AND",), filler=True))
            begun = begun and not any(mark in between for mark in ".?!")
            if not self._longest(self.lexicon.root, at) and is_framed(
                self.text, self.units, at, begun=begun
            ):
                at += 1
                end = self.units[at - 1].end
                continue
            phrase, after = self._spelled_out(at) or self._counted(at) or self._named(at)
            begun = begun or begins(phrase.terminals)
            if phrase.filler and not at and self.units[0].key in _YES_OR_NO:
                phrase = replace(phrase, terminals=("YESNO", *phrase.terminals))
            read.append(phrase)
            at = after
            end = self.units[at - 1].end
        return read

    def _after(self, end: int, at: int) -> int:
        """Return the number of the first word behind a place in the text."""
        while at < len(self.units) and self.units[at].start < end:
            at += 1
        return at

    def _spelled_out(self, at: int) -> tuple[Phrase, int] | None:
        """Read codes of regions and ids of legs and corridors, which are written whole."""
        start = self.units[at].start
        code = _REGION_CODE.match(self.text, start)
        if code is not None:
            return Phrase(code[0], "code", ("PLACE",), code[0]), self._after(code.end(), at)
        whole = _SPACED.match(self.text, start)
        if whole is None or "-" not in whole[0]:
            return None
        name = whole[0].rstrip(".:'").removesuffix("'s")
        for known, terminal in (
            (self.lexicon.leg_ids, "LEGID"),
            (self.lexicon.corridor_ids, "CORRIDOR"),
        ):
            if name in known:
                what = "leg" if terminal == "LEGID" else "corridor"
                return Phrase(name, what, (terminal,), name), self._after(start + len(name), at)
        return None

    def _counted(self, at: int) -> tuple[Phrase, int] | None:
        """Read periods, rates and numbers."""
        start = self.units[at].start
        period = period_at(self.small, start, self.now)
        if period is not None and not self._longer_name(at, period):
            text = self.text[start : period.end]
            return Phrase(text, "period", (), period), self._after(period.end, at)
        rate = _RATE.match(self.small, start) or (
            _RATE.match(self.small, start - 1) if start and self.small[start - 1] == "." else None
        )
        if rate is not None and _MORE.match(self.small, rate.end()):
            return Phrase(rate[0], "off", (), "how much more"), self._after(rate.end(), at)
        if rate is not None:
            value = float(rate[1].replace(",", ".")) / 100 if rate[1] else float(rate[2])
            return Phrase(rate[0], "rate", ("RATE",), value), self._after(rate.end(), at)
        of = _OF.match(self.small, start)
        if of is not None and 0 < int(of[1]) <= int(of[2]):
            return Phrase(of[0], "rate", ("RATE",), int(of[1]) / int(of[2])), self._after(
                of.end(), at
            )
        for size in (3, 2, 1):
            part = _PARTS.get(tuple(unit.key for unit in self.units[at : at + size]))
            if part is not None:
                return Phrase("part", "rate", ("RATE", "SHARE"), part, filler=False), at + size
        return self._number(at, start)

    def _number(self, at: int, start: int) -> tuple[Phrase, int] | None:
        found = _TOP.match(self.small, start) or _NUMBER.match(self.small, start)
        if found is None:
            return None
        said = found[1]
        after = self._after(found.end(), at)
        named = self._longest(self.lexicon.root, at)
        if named is not None and named[0] > after and named[1][0].what != "word":
            return None
        if said in _ALSO_PRONOUNS and not (
            after < len(self.units) and self.units[after].key in _COUNTED
        ):
            return None
        value = int(said) if said.isdecimal() else vocabulary().numbers[said]
        return Phrase(found[0], "number", ("NUMBER",), value), after

    def _longer_name(self, at: int, period: Period) -> bool:
        """Whether what looks like a period is the beginning of a name."""
        match = self._longest(self.lexicon.root, at)
        return match is not None and self.units[match[0] - 1].end > period.end

    def _named(self, at: int) -> tuple[Phrase, int]:
        exact = self._longest(self.lexicon.root, at)
        other = self._longest(self.lexicon.stems, at, stems=True)
        if other is not None and (exact is None or other[0] > exact[0]):
            exact = other
        plain_form = None if exact else self._inflected(self.units[at])
        near = None if plain_form else self._nearly(at, exact[0] if exact else at)
        if near is not None:
            return near
        if exact is not None:
            end, meanings = exact
            return self._phrase(meanings, at, end), end
        unit = self.units[at]
        if plain_form:
            return self._phrase(plain_form, at, at + 1), at + 1
        if unit.raw.islower() and unit.key.endswith("ly") and len(unit.key) > len("only"):
            return Phrase(unit.raw, "word", filler=True), at + 1
        return Phrase(unit.raw, "unknown"), at + 1

    def _inflected(self, unit: Unit) -> list[Meaning]:
        """Return what a word means in a form that the vocabulary does not list."""
        for ending, other in _ENDINGS:
            cut = unit.key.removesuffix(ending)
            if cut == unit.key or len(cut) <= len("be") or not unit.raw.islower():
                continue
            single = cut[:-1] if cut[-1] == cut[-2] and len(ending) > 1 else cut
            for base in (cut + other, single + other):
                branch = self.lexicon.root.after.get(base)
                found = [m for m in branch.meanings if m.what in ("word", "off")] if branch else []
                if found:
                    return found
        return []

    def _longest(
        self, root: Branch, at: int, *, stems: bool = False
    ) -> tuple[int, list[Meaning]] | None:
        """Return where the longest known phrase ends that begins here, and its meanings."""
        node, best = root, None
        for number in range(at, len(self.units)):
            key = self.units[number].key
            found = node.after.get(stem(key) if stems else key)
            if found is None:
                break
            node = found
            meanings = self._allowed(node.meanings, at, number + 1)
            if meanings:
                best = (number + 1, meanings)
        return best

    def _allowed(self, meanings: list[Meaning], at: int, end: int) -> list[Meaning]:
        raw = self.text[self.units[at].start : self.units[end - 1].end]
        return [
            m for m in meanings if not m.as_spelled or (m.as_spelled == raw and not self.shouted)
        ]

    def _phrase(self, meanings: list[Meaning], at: int, end: int, text: str = "") -> Phrase:
        """Choose among the meanings of one phrase: names before words."""
        order = ("place", "unusable", "corridor", "mode", "commodity", "off", "word")
        best = min(meanings, key=lambda m: order.index(m.what))
        raw = text or self.text[self.units[at].start : self.units[end - 1].end]
        return Phrase(raw, best.what, best.terminals, best.value, best.filler)

    # ------------------------------------------------------------------ slips
    def _near_units(self, unit: Unit) -> dict[str, int]:
        if unit.key not in self._near:
            self._near[unit.key] = meant_by(unit.key, self.lexicon)
        return self._near[unit.key]

    def _nearly(self, at: int, exact_end: int) -> tuple[Phrase, int] | None:
        """Return a longer phrase than the exact one, with one word put right."""
        found = self._with_a_slip(at, exact_end)
        if not found:
            return None
        longest = max(end for end, *_ in found)
        fewest = min(slips for end, slips, _ in found if end == longest)
        meant = [m for end, slips, m in found if (end, slips) == (longest, fewest)]
        names = [m for m in meant if m.what in ("place", "unusable", "commodity", "corridor")]
        if len({(m.what, str(m.value)) for m in names}) > 1 or (names and len(names) < len(meant)):
            raw = self.text[self.units[at].start : self.units[longest - 1].end]
            told = " or ".join(sorted({self.lexicon.called(m) for m in meant}))
            raise NotUnderstoodError(
                f"{raw!r} is not known, and comes as near to {told}: write one of them"
            )
        return self._phrase(names or meant, at, longest), longest

    def _with_a_slip(self, at: int, exact_end: int) -> list[_Near]:
        """Return the phrases in which one word is put right: their ends, slips and meanings."""
        found: list[_Near] = []
        node: Branch | None = self.lexicon.root
        for number in range(at, len(self.units)):
            unit = self.units[number]
            known = unit.key in self.lexicon.units
            if not known or (number == at and exact_end == at):
                for meant, slips in self._near_units(unit).items():
                    after = node.after.get(meant) if node else None
                    if after is not None:
                        found += self._ends(after, at, number + 1, slips)
            node = node.after.get(unit.key) if node else None
            if node is None:
                break
        # Words that change nothing are not worth a guess.
        return [one for one in found if one[0] > exact_end and not one[2].changes_nothing]

    def _ends(self, node: Branch, at: int, number: int, slips: int) -> list[_Near]:
        found = [(number, slips, m) for m in node.meanings if not m.as_spelled]
        if number < len(self.units):
            after = node.after.get(self.units[number].key)
            if after is not None:
                found += self._ends(after, at, number + 1, slips)
        return found
