"""What a browser prints, page by page, without a library that reads PDF."""

import re
import zlib


def pages(content: bytes) -> list[bytes]:
    """Return what is drawn on each page of a PDF that Chromium wrote."""
    objects = dict(re.findall(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\bendobj", content, re.DOTALL))
    listed = [text for text in objects.values() if re.search(rb"/Type\s*/Page\b(?!s)", text)]
    return [_stream(objects[_contents(page)]) for page in listed]


def _contents(page: bytes) -> bytes:
    found = re.search(rb"/Contents\s+(\d+) 0 R", page)
    assert found
    return found[1]


def _stream(item: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*?)\r?\nendstream", item, re.DOTALL)
    assert found
    return zlib.decompress(found[1]) if b"/FlateDecode" in item else found[1]


def is_blank(drawn: bytes) -> bool:
    """Whether a page shows neither text nor lines nor pictures."""
    return re.search(rb"\b(Tj|TJ|Do|S)\b", drawn) is None
