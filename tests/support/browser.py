"""A real browser for the tests: Debian's Chromium where there is one, else the one that Playwright brings.

A pytest plugin: a file of tests that wants `chromium` or `visit` says `pytest_plugins = ["browser"]`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.model import KnowledgeGraph
from graph.view import render
from support.missing import without
from support.visit import Visit

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


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser of a file of tests; without one the test is skipped, or fails where `CI` is set."""
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
def visit(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Opens a knowledge graph as a page, in a browser that is offline."""
    contexts = []

    def opened(kg: KnowledgeGraph, address: str = "", *, sparql: bool = True, **more: Any) -> Visit:
        file = tmp_path / "view.html"
        file.write_text(render(kg, sparql=sparql), encoding="utf-8", newline="\n")
        options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        context = chromium.new_context(offline=True, **(options | more))
        contexts.append(context)
        seen = Visit(context.new_page())
        seen.page.goto(file.as_uri() + address)
        seen.page.locator("main[aria-busy=false]").wait_for()
        seen.page.wait_for_timeout(80)
        return seen

    yield opened
    for context in contexts:
        context.close()
