"""A real browser for the tests that need one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page


class Opened:
    """A page that was opened, with what it asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.failures: dict[str, str | None] = {}
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda r: self.failures.update({r.url: r.failure}))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def go(self, path: Path, *, ready: str = ".tr-ready") -> Self:
        """Open a file and wait until its map is drawn."""
        self.page.goto(path.as_uri())
        self.page.wait_for_selector(ready)
        return self


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Opened]]:
    """Return a function that gives an offline page of a size."""
    contexts = []

    def new(width: int = 1400, height: int = 820) -> Opened:
        context = chromium.new_context(
            offline=True, viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        contexts.append(context)
        return Opened(context.new_page())

    yield new
    for context in contexts:
        context.close()
