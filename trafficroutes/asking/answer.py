"""The library's question in words."""

from __future__ import annotations

from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from trafficroutes.asking.lexicon import Lexicon
from trafficroutes.asking.lines import CannotBeAskedError
from trafficroutes.asking.parsing import parsed
from trafficroutes.asking.reading import Phrase, read
from trafficroutes.asking.refusal import decline, nearest, refuse_the_future, refuse_what_is_unknown
from trafficroutes.asking.results import Translation
from trafficroutes.asking.spelling import plain
from trafficroutes.asking.translation import Translator
from trafficroutes.errors import NotUnderstoodError, WrongTypeError
from trafficroutes.model.dataset import Dataset

_NO_COMMAND = "this is not understood as a question for any command"
#: A question in more letters is none.
_LONGEST = 2000
_lexicons: WeakKeyDictionary[Dataset, Lexicon] = WeakKeyDictionary()


def ask(data: Dataset, question: str, *, today: int | None = None) -> Translation:
    """Translate a question in words into the command that answers it.

    Nothing is computed. Words are read by a grammar (docs/asking.md): a question is
    understood as a whole, or not at all.

    Parameters
    ----------
    data : Dataset
        Whose places, corridors, commodities and legs are known.
    question : str
        The question, such as "which transit hubs connect Colombia to Europe?"
    today : int, optional
        The year that "these days" and "the last five years" are counted back from;
        the present one unless told otherwise, and never one after the newest that the
        data tell of.

    Returns
    -------
    Translation
        The command, and what of the question is in it.

    Raises
    ------
    NotUnderstoodError
        It stands for no command; the message has the nearest kinds of question.
    DeclinedError
        It asks how to evade control.
    NotHeldError
        It is about a substance that the file holds nothing about.
    AmbiguousNameError, PartOfStateError, FormerStateError
        A name in it is that of no one place.

    Examples
    --------
    >>> import trafficroutes as tr
    >>> found = tr.ask(tr.load(), "Which transit hubs connect Colombia to Europe for coke?")
    >>> found.line
    'trafficroutes hubs Colombia Europe --commodity cocaine'
    """
    if not isinstance(question, str):
        raise WrongTypeError(f"a question is a text, not {question!r}")
    if len(question) > _LONGEST:
        raise NotUnderstoodError(f"a question of more than {_LONGEST} letters is not read")
    decline(plain(question).lower())
    if data not in _lexicons:
        _lexicons[data] = Lexicon(data)
    lexicon = _lexicons[data]
    phrases = read(question, lexicon, _now(lexicon, today))
    refuse_what_is_unknown(phrases)
    refuse_the_future(phrases, _present(today))
    return _translated(Translator(data, question, phrases), phrases)


def _translated(translation: Translator, phrases: list[Phrase]) -> Translation:
    """Return the command of the first kind that takes the question."""
    why = ""
    for kind, tree in parsed(phrases):
        try:
            return translation.asked(kind, tree)
        except CannotBeAskedError as error:
            why = why or str(error)
    try:
        translation.commodity()
    except CannotBeAskedError as error:
        why = why or str(error)
    raise NotUnderstoodError(why or _NO_COMMAND, nearest(phrases))


def _now(lexicon: Lexicon, today: int | None) -> int:
    """Return the year that the present is: today's, or the newest of the data before it."""
    present = _present(today)
    return min(present, lexicon.newest or present)


def _present(today: int | None) -> int:
    return datetime.now(UTC).year if today is None else today
