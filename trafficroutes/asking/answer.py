"""The library's question in words."""

from __future__ import annotations

from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from trafficroutes.asking.lexicon import Lexicon
from trafficroutes.asking.parsing import parsed
from trafficroutes.asking.reading import Phrase, plain, read
from trafficroutes.asking.refusal import decline, nearest, refuse_what_is_unknown
from trafficroutes.asking.results import Asked
from trafficroutes.asking.translation import CannotBeAskedError, Translation
from trafficroutes.errors import NotUnderstoodError, WrongTypeError
from trafficroutes.model.dataset import Dataset

#: A question in more letters is none.
_LONGEST = 2000
_lexicons: WeakKeyDictionary[Dataset, Lexicon] = WeakKeyDictionary()


def ask(data: Dataset, question: str, *, today: int | None = None) -> Asked:
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
    Asked
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
    phrases = read(question, _lexicons[data], _now(data, today))
    refuse_what_is_unknown(phrases)
    return _translated(Translation(data, question, phrases), phrases)


def _translated(translation: Translation, phrases: list[Phrase]) -> Asked:
    """Return the command of the first kind that takes the question."""
    failed: CannotBeAskedError | None = None
    for kind, tree in parsed(phrases):
        try:
            return translation.asked(kind, tree)
        except CannotBeAskedError as error:
            failed = failed or error
    if failed is not None:
        raise NotUnderstoodError(str(failed), nearest(phrases)) from None
    translation.commodity()
    raise NotUnderstoodError("this is not understood as a question for any command", nearest(phrases))


def _now(data: Dataset, today: int | None) -> int:
    """Return the year that the present is: today's, or the newest of the data before it."""
    present = datetime.now(UTC).year if today is None else today
    spans = (c.years for leg in data.legs for c in leg.citations)
    named = [year for span in spans if span for year in (span.first, span.last) if year is not None]
    return min(present, max(named, default=present))
