"""A real browser for the tests: Debian's Chromium if installed, otherwise Playwright's.

The fixtures are in `tests/browser/conftest.py`, for all tests in that folder.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.model import KnowledgeGraph
from graph.view import render
from support.missing import without
from support.visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""Pages that each window loads for its invisible address bar, which is more work than the page under test."""
AS_PLAYWRIGHT = (
    *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding"),
    *("PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
"""What Playwright turns off, repeated here: of two such lists, Chromium uses the last."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join((*ADDRESS_BAR, *AS_PLAYWRIGHT))}",
)


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium with a new profile, or `$CHROMIUM`; raises Playwright's `Error` if none starts."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of a worker; if there is none, the test is skipped, or fails if `CI` is set."""
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


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a window with its own profile: `window(offline=True, color_scheme="dark")`."""
    contexts = []

    def opened(**options: Any) -> BrowserContext:
        contexts.append(chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | options)))
        return contexts[-1]

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[KnowledgeGraph, bool], Path]:
    """The file with the page of a graph, rendered once for all tests that use it."""
    folder, numbers = tmp_path_factory.mktemp("pages"), count(1)

    @cache
    def file(kg: KnowledgeGraph, sparql: bool) -> Path:
        path = folder / f"view-{next(numbers)}.html"
        path.write_text(render(kg, sparql=sparql), encoding="utf-8", newline="\n")
        return path

    return file


@pytest.fixture
def visit(
    window: Callable[..., BrowserContext], rendered: Callable[[KnowledgeGraph, bool], Path]
) -> Callable[..., Visit]:
    """Opens a knowledge graph, or a file with its page, in an offline browser.

    What a test opens after that goes into the same tab, which is three times as fast, unless the test names a window.
    """
    tab: Page | None = None

    def opened(shown: KnowledgeGraph | Path, address: str = "", *, sparql: bool = True, **options: Any) -> Visit:
        nonlocal tab
        if tab is None or options:
            tab = window(**({"offline": True, "reduced_motion": "reduce"} | options)).new_page()
        else:
            tab.goto("about:blank")  # the same file with another fragment would not be reloaded
        file = shown if isinstance(shown, Path) else rendered(shown, sparql)
        seen = Visit(tab)
        seen.page.goto(file.as_uri() + address)
        seen.ready()
        return seen

    return opened
