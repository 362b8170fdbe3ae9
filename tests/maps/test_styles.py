"""The style sheets of maps: every rule is one that a browser takes, for a class that exists."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.maps.conftest import Opened
from trafficroutes.maps.vendored import OF_A_PAIR, OWN, read

MAPS = Path(__file__).resolve().parents[2] / "trafficroutes" / "maps"
SHEETS = sorted(file for file in {**OWN, **OF_A_PAIR}.values() if file.endswith(".css"))
SCRIPTS = "\n".join(read(f) for f in {**OWN, **OF_A_PAIR}.values() if f.endswith(".js"))
# What Chromium knows by another name only, or does not know.
UNKNOWN = {"print-color-adjust", "-webkit-print-color-adjust"}


def declarations(sheet: str) -> list[tuple[str, str]]:
    """Return the properties and values of a sheet."""
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    found = re.findall(r"[{;]\s*([a-z-]+)\s*:\s*([^;{}]+?)\s*(?:!important\s*)?(?=[;}])", text)
    return [(name, value) for name, value in found if not name.startswith("--")]


@pytest.mark.browser
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_browser_takes_every_declaration(opened: Callable[..., Opened], sheet: str) -> None:
    text = read(sheet)
    assert text.count("{") == text.count("}")
    wanted = [pair for pair in declarations(text) if pair[0] not in UNKNOWN]
    assert len(wanted) > 30
    page = opened().page
    refused = page.evaluate(
        "(pairs) => pairs.filter(([name, value]) => !CSS.supports(name, value))", wanted
    )
    assert page.evaluate("CSS.supports('heigth', '3px')") is False
    assert refused == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_class_of_ours_is_one_that_a_page_has(sheet: str) -> None:
    named = set(re.findall(r"\.(tr-[\w-]+)", read(sheet)))
    text = SCRIPTS + "\n".join(path.read_text("utf-8") for path in sorted(MAPS.rglob("*.py")))
    # Some names are put together: of an origin's mark, of what a change touches.
    made = ("tr-origin", "tr-gateway", "tr-transit", "tr-width-0", "tr-interdicted", "tr-cut-off")
    missing = {name for name in named if not re.search(rf"{name}(?![\w-])", text)}
    assert missing <= {*made, "tr-removed"}
