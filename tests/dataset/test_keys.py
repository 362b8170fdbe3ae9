"""Keys and ids: unknown, repeated, taken."""

from __future__ import annotations

import pytest

from tests.dataset.snippets import HEAD, LEG, changed, citing, problems

SECTIONS = (
    "format, title, updated, grades, sources, commodities, legs, licence, estimates, regions, "
    "corridors, flows, observations, production, consumption, seizures, mentions, bodies"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            citing("mode: [land]"),
            [
                (
                    "line 20, column 9: legs[0].citations[0].mode: "
                    "unknown key 'mode'; did you mean modes?"
                )
            ],
        ),
        (
            citing("xyz: 1"),
            [
                (
                    "line 20, column 9: legs[0].citations[0].xyz: unknown key 'xyz'; "
                    "known: source, locator, credibility, modes, period, quantity, change, note, "
                    "estimate, pairwise, excerpt, stopped"
                )
            ],
        ),
        (
            citing("period: {from: 2005, until: 2006}"),
            [
                (
                    "line 20, column 30: legs[0].citations[0].period.until: "
                    "unknown key 'until'; known: from, to"
                )
            ],
        ),
        (
            citing("quantity: {best: 1,000, unit: t, basis: flow}"),
            [
                (
                    "line 20, column 28: legs[0].citations[0].quantity.000: "
                    "unknown key '000'; known: unit, low, best, high, basis"
                )
            ],
        ),
        (
            HEAD + LEG + "lags: []\n",
            ["line 20, column 1: lags: unknown key 'lags'; did you mean legs?"],
        ),
        (
            HEAD + LEG + "<<: {title: x}\n",
            ["line 20, column 1: <<: merge keys (<<) are not read: write the values out"],
        ),
        (HEAD + LEG + "5: x\n", [f"line 20, column 1: 5: unknown key '5'; known: {SECTIONS}"]),
        (
            HEAD + LEG + "yes: x\n",
            [f"line 20, column 1: yes: unknown key 'yes'; known: {SECTIONS}"],
        ),
        (
            HEAD + LEG + "? [a, b]\n: x\n",
            ["line 20, column 3: a key is a word, not a list or a mapping: write key: value"],
        ),
        (
            changed(("from: COL", "form: COL")),
            [
                "line 12, column 5: legs[0]: 'from' is missing: add it",
                "line 13, column 5: legs[0].form: unknown key 'form'; did you mean from?",
            ],
        ),
        (
            changed(("  s1:", "  2011:"), ("- source: s1", "- source: '2011'")),
            [
                (
                    "line 8, column 3: sources.2011: expected an id of letters, digits, point, "
                    "underscore and hyphen, got 2011: put it in quotes"
                ),
                (
                    "line 17, column 17: legs[0].citations[0].source: "
                    "unknown source '2011'; add it under sources"
                ),
            ],
        ),
        (
            HEAD + LEG + "regions:\n  west africa: {name: W, label: [1, 2], members: [MLI]}\n",
            [
                (
                    "line 21, column 3: regions.west africa: "
                    "expected an id of capitals, digits and "
                    "underscore (used elsewhere as R:ID), got 'west africa'"
                )
            ],
        ),
    ],
)
def test_unknown_key(text: str, found: list[str]) -> None:
    assert problems(text) == found


def test_repeated_keys_are_all_named_beside_the_rest() -> None:
    text = (
        changed(
            ("title: Small", "title: Small\ntitle: Small"),
            (
                "\ncommodities",
                "\n  s1: {title: Two, publisher: P, kind: blog, reliability: A}\ncommodities",
            ),
            ("to: MEX", "to: Gunea"),
        )
        + "        locator: p. 2\n"
    )
    assert problems(text) == [
        "line 3, column 1: title: the key 'title' stands in line 2 already: remove or rename one",
        (
            "line 10, column 3: sources.s1: "
            "the key 's1' stands in line 9 already: remove or rename one"
        ),
        (
            "line 16, column 9: legs[0].to: unknown country 'Gunea'; "
            "did you mean Guinea, Guinea-Bissau, Equatorial Guinea?"
        ),
        (
            "line 22, column 9: legs[0].citations[0].locator: "
            "the key 'locator' stands in line 20 already: remove or rename one"
        ),
    ]


def test_the_first_of_repeated_keys_is_the_one_that_is_checked() -> None:
    text = changed(("to: MEX", "to: Gunea\n    to: MEX"))
    assert problems(text) == [
        (
            "line 14, column 9: legs[0].to: unknown country 'Gunea'; "
            "did you mean Guinea, Guinea-Bissau, Equatorial Guinea?"
        ),
        (
            "line 15, column 5: legs[0].to: "
            "the key 'to' stands in line 14 already: remove or rename one"
        ),
    ]


def test_repeated_ids() -> None:
    seizure = """\
  - id: {}
    place: COL
    commodity: cocaine
    citations: [{{source: s1, locator: x, credibility: 1}}]
"""
    text = f"{HEAD}{LEG}seizures:\n" + "".join(seizure.format(key) for key in "abab")
    assert problems(text) == [
        "line 29, column 9: seizures[2].id: the id 'a' is taken by seizures[0]: give another",
        "line 33, column 9: seizures[3].id: the id 'b' is taken by seizures[1]: give another",
    ]


def test_an_id_may_stand_once_in_each_section() -> None:
    seizures = (
        LEG.replace("legs:", "seizures:").replace("    from: COL\n", "").replace("to:", "place:")
    )
    assert problems(HEAD + LEG + seizures) == []


def test_regions_that_clash() -> None:
    text = (
        HEAD
        + LEG
        + """\
regions:
  EUROPE: {name: My Europe, label: [1, 2], members: [FRA]}
  SELF: {name: Itself, label: [1, 2], members: [FRA, itself]}
  ONE: {name: First part, label: [1, 2], members: [Second part]}
  TWO: {name: Second part, label: [1, 2], members: [r:one]}
  WHOLE: {name: Whole, label: [1, 2], members: [R:ONE]}
"""
    )
    assert problems(text) == [
        "line 21, column 3: regions.EUROPE: R:EUROPE is a UN M49 region: choose another id",
        "line 22, column 3: regions.SELF: R:SELF contains itself: correct its members",
        "line 23, column 3: regions.ONE: R:ONE contains itself: correct its members",
        "line 24, column 3: regions.TWO: R:TWO contains itself: correct its members",
    ]


def test_families_of_bodies() -> None:
    text = (
        HEAD
        + LEG
        + """\
bodies:
  b:
    name: B
    kind: forum
    families: [cocaine, cannabis, cocain]
    citations: [{source: s1, locator: x, credibility: 1}]
"""
    )
    assert problems(text) == [
        "line 24, column 35: bodies.b.families[2]: unknown family 'cocain'; did you mean cocaine?"
    ]


def test_questions_of_observations() -> None:
    entry = (
        "  - {{id: o{number}, kind: {kind}, statement: S, from: COL, to: ESP, commodity: cocaine,"
        " question: {question}, citations: [{{source: s1, locator: x, credibility: 1}}]}}\n"
    )
    told = [("share", "a"), ("share", "a"), ("share", "b"), ("role", "a")]
    lines = [
        entry.format(number=number, kind=kind, question=question)
        for number, (kind, question) in enumerate(told)
    ]
    assert [
        problem.split(": ", 1)[1]
        for problem in problems(HEAD + LEG + "observations:\n" + "".join(lines))
    ] == [
        (
            "observations[2].question: the question 'b' is that of no other observation: "
            "correct it, or leave it out"
        ),
        "observations[3].question: only a share has a question, not a role: leave it out",
    ]
