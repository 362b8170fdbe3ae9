"""Random data files: sound ones load, and broken ones are answered with problems."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.dataset.snippets import found_in
from trafficroutes.dataset.loading import load_bytes

COUNTRIES = (
    "COL",
    "Guinea-Bissau",
    "gb",
    "the Netherlands",
    "Türkiye",
    "MEX",
    "R:EUROPE",
    "R:LAND",
)
WORDS = st.text("abcdefgh äé&*!:#-'", min_size=1, max_size=12).map(lambda text: f"x{text}")
AMOUNTS = st.floats(0, 1e6)
YEARS = st.integers(1800, 2100)

periods = st.one_of(
    YEARS,
    st.tuples(YEARS, YEARS).map(lambda pair: {"from": min(pair), "to": max(pair)}),
    YEARS.map(lambda year: {"from": year}),
    YEARS.map(lambda year: {"to": year}),
)


@st.composite
def quantities(draw: st.DrawFn) -> dict[str, Any]:
    numbers = sorted(draw(st.lists(AMOUNTS, min_size=1, max_size=3)))
    names = {1: ["best"], 2: ["low", "high"], 3: ["low", "best", "high"]}[len(numbers)]
    return {
        **dict(zip(names, numbers, strict=True)),
        "unit": draw(st.sampled_from(["kg", "t", "kg_per_year", "t_per_year"])),
        "basis": draw(st.sampled_from(["flow", "seizure", "capacity"])),
    }


def citations(sources: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "source": st.sampled_from(sources),
            "locator": WORDS,
            "credibility": st.integers(1, 6),
        },
        optional={
            "modes": st.lists(st.sampled_from(["land", "rail", "parcel", "air_cargo"]), max_size=2),
            "period": periods,
            "quantity": quantities(),
            "note": WORDS,
            "estimate": st.just("estimate"),
            "pairwise": st.booleans(),
            "excerpt": st.booleans(),
            "stopped": st.booleans(),
        },
    )


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    sources = draw(st.lists(st.sampled_from(["s-1", "s.2", "S_3"]), min_size=1, unique=True))
    cited = st.lists(citations(sources), min_size=1, max_size=2)
    ends = st.lists(st.sampled_from(COUNTRIES), min_size=2, max_size=2, unique=True)
    return {
        "format": 1,
        "title": draw(WORDS),
        "updated": "2026-01-31",
        "grades": {
            "reliability": dict.fromkeys("ABCDEF", 0.5),
            "credibility": dict.fromkeys(range(1, 7), 0.5),
        },
        "sources": {
            key: {"title": draw(WORDS), "publisher": "P", "kind": "press", "reliability": "B"}
            for key in sources
        },
        "commodities": {
            "cocaine": {"name": "Cocaine", "family": "f", "colour": "#C4420B", "unit": "t"}
        },
        "estimates": {"estimate": {"statement": draw(WORDS)}},
        "regions": {"LAND": {"name": "Some land", "label": [1, 2.5], "members": ["FRA", "ESP"]}},
        "legs": [
            {
                "id": f"leg{number}",
                "commodity": "cocaine",
                "citations": draw(cited),
                **dict(zip(("from", "to"), draw(ends), strict=True)),
            }
            for number in range(draw(st.integers(0, 3)))
        ],
    }


def raw(content: Any) -> bytes:
    text = yaml.dump(content, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False)
    return text.encode()


class _PlainDumper(yaml.SafeDumper):
    """Writes no anchors, as a person would."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


@pytest.mark.slow
@given(files())
def test_a_sound_file_loads(content: dict[str, Any]) -> None:
    data = load_bytes(raw(content), "x.yaml", keep=False)
    assert [leg.id for leg in data.legs] == [leg["id"] for leg in content["legs"]]
    for leg, given_leg in zip(data.legs, content["legs"], strict=True):
        assert leg.origin in data.places
        assert len(leg.citations) == len(given_leg["citations"])
        assert 0 <= data.probability(leg.citations[0]) <= 1


def spots(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values below one."""
    if isinstance(value, dict):
        steps: Any = value.items()
    else:
        steps = enumerate(value) if isinstance(value, list) else ()
    below = [spots(item, (*at, step)) for step, item in steps]
    return [(*at, step) for step, _ in _pairs(value)] + [path for paths in below for path in paths]


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


WRONG = st.one_of(
    st.sampled_from(
        [None, True, False, 0, -1, 5, 2011, 1e300, float("inf"), float("nan"), "", "x", "NO"]
    ),
    st.sampled_from([[], {}, [[]], {"a": {}}, [None], {"from": "x"}, [1, 2], {1: 2}]),
    st.text(max_size=5).filter(str.isprintable),
    st.sampled_from(["R:LAND", "Gunea", "USSR", "Micronesia", "s-1", "cocaine", "1999-2001"]),
)


def broken_at(holder: Any, step: Any, data: st.DataObject) -> None:
    """Drop, replace, rename or copy one value of a mapping or list."""
    action = data.draw(st.sampled_from(["drop", "replace", "rename", "copy"]))
    if action == "drop":
        del holder[step]
    elif action == "replace":
        holder[step] = data.draw(WRONG)
    elif isinstance(holder, dict):
        new = data.draw(st.sampled_from(["from", "x", 5, "to", "sea", "unit", "<<"]))
        holder[new] = holder.pop(step) if action == "rename" else holder[step]
    else:
        holder.append(holder[step])


@pytest.mark.slow
@given(files(), st.data())
def test_a_broken_file_is_answered_with_problems_or_loads(
    content: dict[str, Any], data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(spots(content)))
        holder: Any = content
        for step in path[:-1]:
            holder = holder[step]
        broken_at(holder, path[-1], data)
    for problem in found_in(raw(content)):
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message


@pytest.mark.slow
@given(files(), st.sampled_from(["title", "grades", "sources", "commodities", "legs"]))
def test_a_missing_required_key_is_named(content: dict[str, Any], name: str) -> None:
    del content[name]
    messages = [problem.message for problem in found_in(raw(content))]
    assert f"{name!r} is missing: add it" in messages


@pytest.mark.slow
@given(
    files(),
    st.sampled_from(["title", "updated", "grades", "sources", "legs", "regions", "estimates"]),
    st.sampled_from([5, 2.5, True, [[]], "x y"]),
)
def test_a_value_of_the_wrong_type_is_named(content: dict[str, Any], name: str, wrong: Any) -> None:
    content[name] = {"x": 5} if name == "title" and isinstance(wrong, str) else wrong
    assert any(problem.path.startswith(name) for problem in found_in(raw(content)))


@pytest.mark.slow
@given(files(), st.sampled_from(["Gunea", "Atlantis", "USSR"]))
def test_every_wrong_reference_is_counted(content: dict[str, Any], name: str) -> None:
    for leg in content["legs"]:
        leg["from"] = leg["extra"] = name
    assert len(found_in(raw(content))) == 2 * len(content["legs"])
