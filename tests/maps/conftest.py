"""A real browser for the tests that need one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

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
        self._hears: dict[Any, Callable[[Any], None]] = {
            "request": lambda request: self.requests.append(request.url),
            "requestfailed": lambda r: self.failures.update({r.url: r.failure}),
            "console": lambda message: self.complaints.append(message.text),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "dialog": self._dialog,
        }
        for event, hear in self._hears.items():
            page.on(event, hear)

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def go(self, path: Path, *, ready: str = ".tr-ready") -> Self:
        """Open a file and wait until its map is drawn."""
        self.page.goto(path.as_uri())
        self.page.wait_for_selector(ready)
        return self

    def leave(self) -> Page:
        """Return the page, which shows nothing any more and has forgotten how it was looked at."""
        self.page.goto("about:blank")
        for event, hear in self._hears.items():
            self.page.remove_listener(event, hear)
        self.page.mouse.move(-9, -9)
        self.page.emulate_media(
            media="null",
            color_scheme="light",
            reduced_motion="reduce",
            forced_colors="none",
            contrast="no-preference",
        )
        return self.page


class Pages:
    """Offline pages that tests open one after the other: to start one costs as much as a map."""

    def __init__(self, chromium: Browser) -> None:
        self._new = partial(chromium.new_context, offline=True, reduced_motion="reduce")
        self._context = self._new()
        self._free: list[Page] = []

    def alone(self) -> Page:
        """Return a page that shares nothing with others, for what cannot be undone."""
        return self._new().new_page()

    def take(self) -> Page:
        """Return a page that shows nothing, in front: behind others pages are drawn slowly."""
        if not self._free:
            return self._context.new_page()
        page = self._free.pop()
        page.bring_to_front()
        return page

    def give(self, opened: Opened) -> None:
        """Take a page back."""
        self._free.append(opened.leave())


@pytest.fixture(scope="session")
def pages(chromium: Browser) -> Pages:
    """Return the pages that the tests of a process share."""
    return Pages(chromium)


@pytest.fixture
def opened(pages: Pages, request: pytest.FixtureRequest) -> Iterator[Callable[..., Opened]]:
    """Return a function that gives an offline page of a size, ``alone`` if it is to be changed."""
    failed = request.session.testsfailed
    shared: list[Opened] = []
    others: list[Opened] = []

    def new(width: int = 1400, height: int = 820, *, alone: bool = False) -> Opened:
        found = Opened(pages.alone() if alone else pages.take())
        found.page.set_viewport_size({"width": width, "height": height})
        (others if alone else shared).append(found)
        return found

    yield new
    for found in others:
        found.page.context.close()
    for found in shared:
        if request.session.testsfailed > failed:
            found.page.close()  # of which a key may still be down
        else:
            pages.give(found)
