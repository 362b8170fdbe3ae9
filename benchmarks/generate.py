"""Made-up data files and networks of a given size, the same for the same seed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.model.dataset import Dataset

_GRADES = {
    "reliability": {"A": 0.95, "B": 0.80, "C": 0.60, "D": 0.40, "E": 0.20, "F": 0.50},
    "credibility": {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.40, 5: 0.20, 6: 0.50},
}


def content(
    *, places: int, legs: int, citations: int, sources: int, seed: int, always: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a data file as plain values.

    Parameters
    ----------
    places, legs, citations, sources : int
        How many of each; every leg gets the same number of citations.
    seed : int
        Same seed, same file.
    always : tuple of str
        Codes that are among the places.
    """
    chance = random.Random(seed)  # noqa: S311 - a repeatable network, not a secret
    known = sorted({str(code) for code in load_gazetteer().countries} - set(always))
    codes = sorted([*always, *chance.sample(known, min(places - len(always), len(known)))])
    pairs = sorted((a, b) for a in codes for b in codes if a != b)
    ids = [f"s{number:03}" for number in range(sources)]
    return {
        "format": 1,
        "title": f"made up: {places} places, {legs} legs, seed {seed}",
        "updated": "2026-01-01",
        "grades": _GRADES,
        "sources": {
            key: {
                "title": f"Report {key}",
                "publisher": "Nobody",
                "kind": "government",
                "reliability": chance.choice("ABCD"),
            }
            for key in ids
        },
        "commodities": {
            "cocaine": {"name": "Cocaine", "family": "cocaine", "colour": "#C4420B", "unit": "t"}
        },
        "legs": [
            {
                "id": f"leg-{tail}-{head}",
                "from": tail,
                "to": head,
                "commodity": "cocaine",
                "citations": [
                    {
                        "source": source,
                        "locator": f"p. {chance.randint(1, 300)}",
                        "credibility": chance.randint(1, 4),
                        "period": chance.randint(2000, 2020),
                        "modes": [chance.choice(("land", "sea_container", "air_courier"))],
                    }
                    for source in chance.sample(ids, citations // legs)
                ],
            }
            for tail, head in sorted(chance.sample(pairs, legs))
        ],
    }


def dataset(**sizes: Any) -> Dataset:
    """Return a made-up data file in memory; arguments as for :func:`content`."""
    return load_bytes(to_yaml(content(**sizes)), "made-up.yaml")


def to_yaml(values: dict[str, Any]) -> bytes:
    """Return plain values as the bytes of a YAML file."""
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True).encode()


def write(path: Path, **sizes: Any) -> Path:
    """Write a made-up data file; arguments as for :func:`content`."""
    path.write_bytes(to_yaml(content(**sizes)))
    return path
