"""The bytes of a table as text in UTF-8, with line ends of one kind."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO

#: Encodings that a table without a name for one may be in, each with a sign of it.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
#: What a message offers where a table is not UTF-8.
_OFTEN = "cp1252 (Western Europe), cp1250 (Central Europe), cp1251 (Cyrillic), cp1256 (Arabic)"


class EncodingError(ValueError):
    """Bytes that are no text in an encoding.

    Attributes
    ----------
    line : int
        Where, counted from 1.
    """

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def known_encoding(name: str) -> str:
    """Return the name of an encoding of text as Python has it.

    Raises
    ------
    EncodingError
        There is none of that name.

    Examples
    --------
    >>> known_encoding("Windows-1252")
    'cp1252'
    """
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True):
        raise EncodingError(1, f"there is no encoding {name!r}: name one such as {_OFTEN}")
    return found.name


def told_encoding(start: bytes) -> str:
    """Return the encoding that the first bytes of a table tell; UTF-8 where they tell none.

    >>> told_encoding(b"a,b"), told_encoding("a".encode("utf-16"))
    ('utf-8', 'utf-16')
    """
    return next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")


def decoded(stream: IO[bytes], encoding: str | None = None) -> Iterator[str]:
    r"""Yield the text of a stream by parts; every line ends by ``\n`` alone.

    Parameters
    ----------
    stream : binary file
        From its beginning.
    encoding : str, optional
        Its name; by default what the first bytes tell, else UTF-8.

    Raises
    ------
    EncodingError
        Bytes are no text in it; with the line and the way out.
    """
    raw = stream.read(_CHUNK)
    name = known_encoding(encoding) if encoding else told_encoding(raw)
    if name == "utf-8":
        name = "utf-8-sig"
    decoder = codecs.getincrementaldecoder(name)()
    line, held = 1, ""
    while True:
        try:
            text = held + decoder.decode(raw, final=not raw)
        except UnicodeError as error:
            raise EncodingError(*_refusal(error, raw, name, line)) from None
        held = ""
        if raw and text.endswith("\r"):  # its \n may come with the next part
            text, held = text[:-1], "\r"
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        line += text.count("\n")
        if text:
            yield text
        if not raw:
            return
        raw = stream.read(_CHUNK)


def _refusal(error: UnicodeError, raw: bytes, name: str, line: int) -> tuple[int, str]:
    """Return the line of bytes that are no text, and what to say of them."""
    start = getattr(error, "start", 0)
    there = line + raw[:start].count(b"\n")
    shown = f"byte 0x{raw[start]:02x} is" if start < len(raw) else "the last bytes are"
    called = "UTF-8" if name.startswith("utf-8") else name
    return there, (
        f"{shown} not valid {called}: save the table as UTF-8 (in spreadsheets: 'CSV UTF-8'), or "
        f"name its encoding by --encoding, such as {_OFTEN}"
    )
