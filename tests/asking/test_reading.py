"""Words: periods, slips of the pen, names of places and commodities, what is asked back."""

from __future__ import annotations

import pytest

import trafficroutes as tr
from trafficroutes.asking.kinds import KINDS
from trafficroutes.asking.periods import period_at
from trafficroutes.asking.slips import slips_allowed

DATA = tr.load()


def read(question: str, today: int = 2026) -> tr.Translation:
    return tr.ask(DATA, question, today=today)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2010-2015", (2010, 2015)),
        ("2010 \u2013 2015", (2010, 2015)),
        ("from 2010 to 2015", (2010, 2015)),
        ("between 2010 and 2015", (2010, 2015)),
        ("from 2010 until 2015", (2010, 2015)),
        ("2015/16", (2015, 2016)),
        ("in 2019", (2019, 2019)),
        ("since 2015", (2015, None)),
        ("2015 onwards", (2015, None)),
        ("from 2018 on", (2018, None)),
        ("from 2018 to now", (2018, None)),
        ("after 2015", (2016, None)),
        ("after the 1990s", (2000, None)),
        ("before 2010", (None, 2009)),
        ("until 2010", (None, 2010)),
        ("up to 2010", (None, 2010)),
        ("in the 1990s", (1990, 1999)),
        ("in the '90s", (1990, 1999)),
        ("in the nineties", (1990, 1999)),
        ("in the early 2000s", (2000, 2004)),
        ("in the late 1990s", (1995, 1999)),
        ("these days", (2022, 2026)),
        ("today", (2022, 2026)),
        ("in recent years", (2022, 2026)),
        ("in the last five years", (2022, 2026)),
        ("over the past 3 years", (2024, 2026)),
        ("in the last decade", (2017, 2026)),
        ("last year", (2025, 2025)),
        ("this year", (2026, 2026)),
    ],
)
def test_years_in_all_usual_forms(said: str, meant: tuple[int | None, int | None]) -> None:
    assert read(f"hubs from Peru to Spain {said}").years == meant


@pytest.mark.parametrize(
    "said", ["2015-2010", "in the 20th century", "2010-2012 and 2015-2016", "in 20155"]
)
def test_years_that_are_no_one_period_are_not_guessed(said: str) -> None:
    with pytest.raises(tr.NotUnderstoodError):
        read(f"hubs from Peru to Spain {said}")


def test_the_present_is_never_after_the_data() -> None:
    assert read("hubs from Peru to Spain these days", today=2050).years == (2022, 2026)
    assert read("hubs from Peru to Spain these days", today=2020).years == (2016, 2020)


def test_no_period_where_none_is_said() -> None:
    assert period_at("hubs from peru", 0, 2026) is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *[("Colombian cocaine", "COL"), ("Afghan heroin", "AFG"), ("Dutch ecstasy", "NLD")],
        *[
            ("drugs from the U.S.", "USA"),
            ("drugs from the us", "USA"),
            ("goods from Holland", "NLD"),
        ],
        *[("meth from Burma", "MMR"), ("West African meth", "R:WEST_AFRICA")],
        *[("coke from the Sahel", "R:SAHEL"), ("coke from C\u00f4te d\u2019Ivoire", "CIV")],
        *[
            ("coke from St. Lucia", "LCA"),
            ("coke from Colombai", "COL"),
            ("coke from Venezuala", "VEN"),
        ],
        *[
            ("coke from Guinea-Bisau", "GNB"),
            ("coke from Afganistan", "AFG"),
            ("coke from COL", "COL"),
        ],
    ],
)
def test_places_by_any_name_demonym_and_slip(said: str, code: str) -> None:
    assert read(f"routes of {said} to Portugal").places == (code, "PRT")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        *[("Korea", tr.AmbiguousNameError), ("Western Europe", tr.AmbiguousNameError)],
        *[("Dubai", tr.PartOfStateError), ("Yugoslavia", tr.FormerStateError)],
        *[("Nigera", tr.NotUnderstoodError), ("Austrlia", tr.NotUnderstoodError)],
        *[("Lagos", tr.NotUnderstoodError), ("Manta", tr.NotUnderstoodError)],
        *[("Xyzland", tr.NotUnderstoodError), ("xyzland", tr.NotUnderstoodError)],
        *[("Granada", tr.NotUnderstoodError), ("R:NOWHERE", tr.TrafficRoutesError)],
    ],
)
def test_what_is_no_one_place_is_refused_or_asked_back(said: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(f"hubs from {said} to Portugal")


def test_demonyms_of_two_countries_are_asked_back() -> None:
    with pytest.raises(tr.AmbiguousNameError, match=r"COD.*COG"):
        read("routes of Congolese cannabis to Belgium")


@pytest.mark.parametrize(
    ("said", "commodity"),
    [
        *[
            ("coke", "cocaine"),
            ("smack", "heroin"),
            ("crystal", "methamphetamine"),
            ("weed", "cannabis_herb"),
        ],
        *[("hash", "cannabis_resin"), ("yaba", "methamphetamine"), ("opiates", "opiates")],
        *[
            ("ecstasy", "mdma"),
            ("cocane", "cocaine"),
            ("coca paste", "coca_paste"),
            ("drugs", None),
        ],
    ],
)
def test_commodities_by_street_names_and_slips(said: str, commodity: str | None) -> None:
    assert read(f"hubs for {said} from Peru to Spain").commodity == commodity


@pytest.mark.parametrize(
    ("said", "modes"),
    [
        *[("by sea", "sea_vessel sea_container"), ("in containers", "sea_container")],
        *[
            ("by air", "air_private air_courier air_cargo"),
            ("by mail", "parcel"),
            ("by rail", "rail"),
        ],
        *[("overland", "land rail"), ("by car", "land"), ("by fishing boat", "sea_vessel")],
    ],
)
def test_ways_of_travel(said: str, modes: str) -> None:
    wanted = [part for mode in modes.split() for part in ("--mode", mode)]
    assert list(read(f"hubs from Peru to Spain {said}").command[4:]) == wanted


@pytest.mark.parametrize(
    ("word", "slips"), [("Peru", 0), ("Spain", 1), ("Tanzania", 1), ("Lithuania", 2)]
)
def test_how_many_slips_are_put_right(word: str, slips: int) -> None:
    assert slips_allowed(word) == slips


@pytest.mark.parametrize(
    ("question", "command"),
    [
        (
            "what if Turkey seized half from Iran to Italy",
            "whatif Iran Italy --interdict 'T\u00fcrkiye=0.5'",
        ),
        (
            "what if nothing went by air from Brazil to Portugal",
            (
                "whatif Brazil Portugal --remove-mode air_private --remove-mode air_courier"
                " --remove-mode air_cargo"
            ),
        ),
        (
            "what if the leg from Venezuela to Mali was cut, from Colombia to Spain",
            "whatif Colombia Spain --remove-leg VEN:MLI",
        ),
        (
            "close the Balkan Route from Afghanistan to Germany",
            "whatif Afghanistan Germany --remove-corridor balkan-route",
        ),
        ("chokepoints from Peru to Italy with a budget of 5", "chokepoints Peru Italy --budget 5"),
        (
            "which two legs together intercept most from Peru to Italy",
            "sweep Peru Italy --size 2 --over legs",
        ),
        (
            "which two West African countries together stop most from Brazil to Spain",
            "sweep Brazil Spain --size 2 --within 'West Africa'",
        ),
        ("how has heroin changed since 2015", "compare --commodity heroin --since 2015"),
        (
            "compare heroin in 2000-2009 with 2010-2019",
            "compare --commodity heroin --years 2000-2009 --with 2010-2019",
        ),
        (
            "rank countries by pagerank for opiates",
            "centrality --measure pagerank --commodity opiates",
        ),
        ("who cooperates along the Northern Route", "cooperation --corridor northern-route"),
        ("draw the Northern Route", "map --corridor northern-route -o maps/northern-route.html"),
        (
            "map of cocaine in West Africa",
            "map --region 'West Africa' -o maps/cocaine-west-africa.html --commodity cocaine",
        ),
        (
            "draw a map of the routes from Peru to Spain",
            "paths Peru Spain --map maps/peru-spain.html",
        ),
        ("top 5 routes from Peru to Spain", "paths Peru Spain --top 5"),
        ("how much opium moves a year", "estimate opium"),
        ("show the evidence of leg acetic_anhydride-BGR-TUR", "legs acetic_anhydride-BGR-TUR"),
        ("what is the Southern Route", "show 'Southern Route'"),
        ("what is known about tramadol", "show tramadol"),
    ],
)
def test_command_lines(question: str, command: str) -> None:
    assert read(question).line == f"trafficroutes {command}"


@pytest.mark.parametrize(
    "question",
    [
        "hubs from Colombia and Peru to Spain",
        "hubs from Colombia to Europe, not through Brazil",
        "cocaine and heroin hubs from Colombia to Spain",
        "compare Spain with Portugal since 2010",
        "Which countries does Colombia supply with cocaine?",
        "where does cocaine from Colombia go",
        "How much cocaine moves from Colombia to Spain?",
        "least used routes from Colombia to Spain",
        "human trafficking routes from Libya to Italy",
        "what if Turkey seized 300 % from Iran to Italy",
        "hubs from Peru to Peru",
        "what is known about cocaine by sea in Ghana",
    ],
)
def test_what_no_command_answers_is_not_understood(question: str) -> None:
    with pytest.raises(tr.NotUnderstoodError) as caught:
        read(question)
    assert len(caught.value.nearest) == 3


@pytest.mark.parametrize(
    "question",
    [
        "Which countries discuss cocaine between Peru and Spain?",
        "How do students get from Peru to Spain?",
        "Which cartels move cocaine between Peru and Spain?",
        "Which countries can't cocaine from Peru to Spain pass through?",
        "Which countries legally trade between Peru and Spain?",
        "Which transit hubs besides Brazil lie between Peru and Spain?",
        "Which hubs matter more than Brazil between Peru and Spain?",
        "direct routes from Peru to Spain",
        "how does the trial of cocaine from Peru to Spain go",
        "Which countries seized cocaine from Peru to Spain?",
        "How many tonnes of cocaine are seized each year?",
        "what if Turkey seized 30 % more from Iran to Italy",
        "hubs from Peru to Spain in 2027",
        "Who buys German cocaine?",
    ],
)
def test_a_word_that_changes_the_question_is_not_left_out(question: str) -> None:
    with pytest.raises(tr.NotUnderstoodError):
        read(question)


@pytest.mark.parametrize(
    ("question", "command"),
    [
        (
            "As a student of criminology I try to understand how cocaine gets from Peru to Spain.",
            "paths Peru Spain --commodity cocaine",
        ),
        ("For my thesis: who supplies Italy with cocaine?", "suppliers Italy --commodity cocaine"),
        (
            "How do cartels move cocaine from Peru to Spain?",
            "paths Peru Spain --commodity cocaine",
        ),
        (
            "Which sea routes lead from Peru to Spain?",
            "paths Peru Spain --mode sea_vessel --mode sea_container",
        ),
        ("Should we act in 3 countries from Peru to Spain?", "chokepoints Peru Spain --budget 3"),
    ],
)
def test_what_is_told_besides_changes_nothing(question: str, command: str) -> None:
    assert read(question).line == f"trafficroutes {command}"


def test_a_phrase_is_known_in_every_form_of_its_verb() -> None:
    for form in ("joins forces", "joined forces", "joining forces", "join forces"):
        assert read(f"who is {form} against heroin from Iran to Italy").kind == "cooperation"


def test_the_passive_does_not_turn_a_route_around() -> None:
    with pytest.raises(tr.NotUnderstoodError):
        read("Routes by which Ethiopia is reached by Afghan heroin")


def test_every_example_is_of_its_kind() -> None:
    for kind in KINDS:
        assert read(kind.example).kind == kind.name


def test_a_question_is_a_text_of_some_length() -> None:
    with pytest.raises(tr.WrongTypeError):
        tr.ask(DATA, 5)  # type: ignore[arg-type]
    with pytest.raises(tr.NotUnderstoodError, match="more than 60 words"):
        read("and " * 61)
    with pytest.raises(tr.NotUnderstoodError, match="more than 2000 letters"):
        read("x" * 2001)
