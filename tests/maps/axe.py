"""Whether everybody can use a page, as axe-core asks it (MPL-2.0; it is in no wheel)."""

from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parent / "assets" / "axe.js"
_ASK = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(
  (found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 120)}`))"""


def violations(page: Page) -> list[str]:
    """Return what axe-core objects to on a page as it stands."""
    # By evaluate: the page's policy would refuse a script of another.
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_ASK)
    return found
