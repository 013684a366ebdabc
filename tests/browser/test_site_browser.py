"""The documentation in a browser, opened from files: no errors, a layout for phones, search, and live pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def opened(window: Any, site: Path) -> Any:
    """Opens a page of the site; returns the page, and what it complained of or requested from elsewhere."""

    def page_of(name: str, **options: Any) -> tuple[Any, list[str]]:
        page = window(**options).new_page()
        complaints: list[str] = []
        page.on("console", lambda it: complaints.append(it.text) if it.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda it: it.url.startswith(("http", "ws")) and complaints.append(it.url))
        page.goto((site / name).as_uri())
        return page, complaints

    return page_of


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_quiet_and_fit_a_phone(opened: Any, site: Path, scheme: str) -> None:
    page, complaints = opened("index.html", viewport={"width": 390, "height": 800}, color_scheme=scheme)
    # A server answers with 404.html wherever something is missing, so the links in it must start from the root.
    for file in sorted(set(site.glob("*.html")) - {site / "404.html"}):
        page.goto(file.as_uri())
        page.locator("h1").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, file.name
        assert page.locator("body").get_attribute("data-md-color-scheme") == (
            "slate" if scheme == "dark" else "default"
        )
    assert complaints == []


def test_search_finds_a_page_without_a_server(opened: Any) -> None:
    page, complaints = opened("index.html")
    page.locator(".md-search__input").click()
    page.keyboard.type("right of reply")
    page.locator(".md-search-result__link").first.wait_for()
    assert "commands.html" in " ".join(it.get_attribute("href") for it in page.locator(".md-search-result__link").all())
    assert complaints == []


def test_the_gallery_shows_live_pages_and_stays_where_it_is(opened: Any) -> None:
    page, complaints = opened("gallery.html")
    frames = page.locator("article iframe")
    assert frames.count() == 3
    for nth in range(3):
        frames.nth(nth).scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        frames.nth(nth).content_frame.locator("[aria-busy=false]").first.wait_for()
        assert page.evaluate("scrollY") == before
    assert complaints == []
