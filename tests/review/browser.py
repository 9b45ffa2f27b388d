"""A real browser for tests, where Chromium and Playwright are installed."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        ),
    ),
    None,
)
# `make test` needs nothing but Python.
needs_browser = [
    pytest.mark.skipif(
        CHROMIUM is None or importlib.util.find_spec("playwright") is None,
        reason="opens the page in Chromium through Playwright, of which one is not installed",
    ),
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
]
_OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=_OPTIONS, timeout=120_000
        )
        yield browser
        browser.close()


class Opened:
    """A page that is open, and what it complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.requests: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))

    def rows(self) -> list[str]:
        """What the rows of the list in sight say."""
        return self.page.locator(".view:not([hidden]) .row").all_inner_texts()

    def chosen(self) -> str:
        """The row that is chosen."""
        return self.page.locator('.view:not([hidden]) .row[aria-selected="true"]').inner_text()

    def details(self) -> str:
        return self.page.locator(".view:not([hidden]) .details").inner_text()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


@contextmanager
def opened(
    browser: Browser,
    address: Path | str,
    *,
    dark: bool = False,
    width: int = 1280,
) -> Iterator[Opened]:
    """Open a file or an address; whatever it complains of fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        accept_downloads=True,
        bypass_csp=False,
        locale="en-US",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    found = Opened(page)
    page.goto(address if isinstance(address, str) else address.as_uri())
    yield found
    context.close()
    assert found.complaints == []
