"""The accusations that the page lists, including those by unnamed people, and refusals to answer one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from support.visit import Visit

TEXT = (
    "Three mayors\n\nLIMA, March 3, 2025 — Ana Ruiz accused Luis Mora of taking bribes. Mora declined to comment.\n\n"
    "Eva Paz has been accused of selling berths. Paz did not respond to requests for comment.\n\n"
    "Ana Ruiz accused Juan Soto of stealing money. The town is quiet.\n"
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, rashomon: Any) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "mayors.txt").write_text(TEXT, encoding="utf-8")
    done = rashomon("build", folder / "mayors.txt", "--output", folder / "out", "--no-sparql")
    assert done.returncode == 0, done.stderr
    return folder / "out" / "view.html"


def row(seen: Visit, name: str) -> Any:
    """The row of an accusation against somebody."""
    return seen.page.locator(".accusation", has=seen.page.locator(".row-words", has_text=name))


def test_who_would_say_nothing_is_told_with_the_sentence(visit: Any, page: Path) -> None:
    seen: Visit = visit(page, "#list=accusations")
    mora = row(seen, "Luis Mora")
    expect(mora.locator(".unanswered")).to_have_text("Asked about it, without an answer:")
    expect(mora.locator("blockquote")).to_have_text("Mora declined to comment.")
    expect(row(seen, "Juan Soto").locator(".unanswered")).to_have_text("No answer was read in these articles.")
    assert seen.quiet(), seen.complaints


def test_an_accusation_by_nobody_named_is_listed(visit: Any, page: Path) -> None:
    seen: Visit = visit(page, "#list=accusations")
    paz = row(seen, "Eva Paz")
    expect(paz.locator(".row-words")).to_contain_text("selling berths")
    expect(paz.locator("blockquote")).to_have_text("Paz did not respond to requests for comment.")
    assert seen.text("#tab-accusations") == f"Accusations{seen.page.locator('.accusation').count()}"


def test_the_claims_lead_to_each_other(visit: Any, page: Path) -> None:
    seen: Visit = visit(page, "#list=accusations")
    row(seen, "Luis Mora").locator(".exchange a").focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator("#panel .claim .exchange")).to_contain_text("Leaves unanswered:")
    seen.page.locator("#panel .claim .exchange a").first.click()
    expect(seen.page.locator("#panel .claim .exchange")).to_contain_text("Left unanswered:")


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone(visit: Any, page: Path, width: int) -> None:
    seen: Visit = visit(page, "#list=accusations", viewport={"width": width, "height": 740})
    assert seen.script("document.documentElement.scrollWidth") <= width
    assert seen.script(
        "(() => { const p = document.getElementById('panel'); return p.scrollWidth <= p.clientWidth; })()"
    )
