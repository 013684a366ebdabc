"""A real browser for the tests: Debian's Chromium where there is one, else the one that Playwright brings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium with a new profile, or `$CHROMIUM`; raises Playwright's `Error` where none starts."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the whole run; without one the test is skipped, or fails where `CI` is set."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        without("Playwright is not installed")
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except Error as error:
            without(f"no Chromium could be started: {str(error).strip().splitlines()[0]}")
        yield browser
        browser.close()


def without(reason: str) -> NoReturn:
    """Skip, saying why; fail where `CI` is set, since there a browser has to be."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
