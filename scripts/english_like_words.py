"""Write data/english.json: English words that a slip of the pen makes another word of.

"Trial" is a slip away from "trail", "train" from "trains": who writes one means it, so such
words are not put right. Run it when words were added, with a list of English words, one a line::

    apt-get install wamerican
    python scripts/english_like_words.py /usr/share/dict/american-english
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import trafficroutes as tr
from trafficroutes.asking.lexicon import Lexicon
from trafficroutes.asking.slips import near_words

FILE = Path(__file__).resolve().parent.parent / "data" / "english.json"
SOURCE = (
    "English words in small letters that are a slip or two away from a word that questions may "
    "have, and are none: SCOWL (http://wordlist.aspell.net, free to use, copy and modify with its "
    "notice: Copyright 2000-2018 by Kevin Atkinson), by the Debian package wamerican "
    "2020.12.07-2. Made by scripts/english_like_words.py."
)


def main() -> None:
    """Write the file."""
    listed = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    known = Lexicon(tr.load())
    words = {word for word in listed if word.isascii() and word.isalpha() and word.islower()}
    alike = sorted(w for w in words if w not in known.units and near_words(w, known))
    content = {"source": SOURCE, "names": alike}
    FILE.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
